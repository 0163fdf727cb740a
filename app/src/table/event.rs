//! A fact that a person reported; kept word for word.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, DropId, EventId, RoundId, SessionId};
use shared::round::EventSource;

use super::column::{Key, Text};

/// A fact that a person reported; kept word for word.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    /// The association it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub association_id: Key<AssociationId>,
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<EventId>,
    /// Whose round it was.
    pub author_id: Key<AccountId>,
    /// The device.
    pub session_id: Key<SessionId>,
    /// Counts up on the device.
    pub device_seq: i64,
    pub kind: String,
    pub round_id: Key<RoundId>,
    pub drop_id: Option<Key<DropId>>,
    pub seen_version: Option<i32>,
    /// When the device says it happened.
    pub at_device: DateTimeUtc,
    /// The device's offset from UTC, in minutes.
    pub offset_min: i32,
    pub received_at: DateTimeUtc,
    pub source: Text<EventSource>,
    pub entered_by: Option<Key<AccountId>>,
    /// A coordinator's word that settles what phones say.
    pub decides: bool,
    /// The event that it takes back.
    pub undoes: Option<Key<EventId>>,
    /// SHA-256 of what was sent.
    pub fingerprint: Vec<u8>,
    pub payload: Json,
    /// What was answered, given again word for word.
    pub result: Json,
    /// A code for the coordinator to look at.
    pub flagged: Option<String>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
