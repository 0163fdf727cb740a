//! One try to bring a notice by one channel. Kept for the rate of each channel, and for whoever asks what happened.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DispatchId, NoticeId};
use shared::notice::{NoticeChannel, Outcome};

use super::column::{Key, Text};

/// One try to bring a notice by one channel.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dispatches")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<DispatchId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub notice_id: Key<NoticeId>,
    pub channel: Text<NoticeChannel>,
    pub outcome: Text<Outcome>,
    /// What the carrier said, in a word; never an address.
    pub detail: Option<String>,
    pub at: DateTimeUtc,
    /// When the carrier reported that it arrived.
    pub delivered_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
