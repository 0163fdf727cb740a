//! Something that palier tells somebody of its own accord, and what became of it.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, NoticeId};
use shared::notice::{NoticeKind, NoticeState};

use super::column::{Key, Text};

/// Something that palier tells somebody of its own accord.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<NoticeId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// Its reader.
    pub account_id: Key<AccountId>,
    pub kind: Text<NoticeKind>,
    /// The id of the thing that it is about, with its prefix.
    pub about: Option<String>,
    pub service_day: Option<Date>,
    /// One cause tells one reader once.
    pub dedup: String,
    /// What tells of the same thing replaces what came before, in the queue and on a screen.
    pub topic: String,
    pub state: Text<NoticeState>,
    /// When to look at it next; absent where nothing is to be done any more.
    pub next_at: Option<DateTimeUtc>,
    pub expires_at: DateTimeUtc,
    pub lease_until: Option<DateTimeUtc>,
    /// Looks at it since the last that went well.
    pub attempts: i32,
    /// When it was begun to be brought: what was tried before a coordinator tried again does not count.
    pub begun_at: DateTimeUtc,
    pub seen_at: Option<DateTimeUtc>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
