//! A volunteer's walk of one shift of one day.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, NeighbourhoodId, RoundId, VolunteerId};
use shared::round::{RoundStatus, Shift};

use super::column::{Key, Text};

/// A volunteer's walk of one shift of one day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rounds")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<RoundId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub neighbourhood_id: Key<NeighbourhoodId>,
    pub service_day: Date,
    pub volunteer_id: Key<VolunteerId>,
    /// Who walks along, when two walk as one.
    pub companion_id: Option<Key<VolunteerId>>,
    pub shift: Text<Shift>,
    pub status: Text<RoundStatus>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub metres: i32,
    /// Kilograms times floors climbed with them.
    pub kg_floors: i32,
    /// Fingerprint of what its walker sees; empty when it has no stops.
    pub content: Vec<u8>,
    /// Fingerprint of what its walker was last told of it; absent when they were never told.
    pub told_gist: Option<Vec<u8>>,
    /// The start that they were last told.
    pub told_starts_at: Option<DateTimeUtc>,
    pub answered_at: Option<DateTimeUtc>,
    pub started_at: Option<DateTimeUtc>,
    pub finished_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
