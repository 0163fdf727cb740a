//! A search for a better plan of a neighbourhood's day.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, NeighbourhoodId, SearchId};
use shared::round::SearchStatus;

use super::column::{Key, Text};

/// A search for a better plan of a neighbourhood's day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "searches")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<SearchId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub neighbourhood_id: Key<NeighbourhoodId>,
    pub service_day: Date,
    pub status: Text<SearchStatus>,
    /// Somebody wants it to end with what it has.
    pub stop_asked: bool,
    pub asked_by: Key<AccountId>,
    pub asked_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    /// Fingerprint of what was searched in; empty before it began.
    pub inputs: Vec<u8>,
    /// The cost of the best plan over time.
    pub curve: Json,
    /// The plan that was found, and what it is measured against.
    pub found: Option<Json>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
