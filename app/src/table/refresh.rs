//! One link of a session's refresh chain; the token itself is never stored.

use sea_orm::entity::prelude::*;
use shared::id::{RefreshId, SessionId};

use super::column::Key;

/// One link of a session's refresh chain; the token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refreshes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<RefreshId>,
    pub session_id: Key<SessionId>,
    pub token_hash: Vec<u8>,
    /// When it was written.
    pub created_at: DateTimeUtc,
    /// The access token of this link was seen.
    pub access_used_at: Option<DateTimeUtc>,
    /// Exchanged for its successor.
    pub spent_at: Option<DateTimeUtc>,
    pub successor_id: Option<Key<RefreshId>>,
    /// Replaced before it was ever used.
    pub killed_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
