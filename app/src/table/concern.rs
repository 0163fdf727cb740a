//! A worry about a person; only a human closes it.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ConcernId, DropId, EventId, ResidentId};
use shared::round::ConcernKind;

use super::column::{Key, Text};

/// A worry about a person; only a human closes it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "concerns")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ConcernId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub service_day: Date,
    pub drop_id: Option<Key<DropId>>,
    /// The report of a door; none when a resident told of it.
    pub event_id: Option<Key<EventId>>,
    pub kind: Text<ConcernKind>,
    pub owner_id: Key<AccountId>,
    pub opened_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<Key<AccountId>>,
    /// What was done, in a few words.
    pub done: Option<String>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
