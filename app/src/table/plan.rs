//! What the last planning of a neighbourhood's day gave.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, NeighbourhoodId, PlanId};

use super::column::Key;

/// What the last planning of a neighbourhood's day gave.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plans")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<PlanId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub neighbourhood_id: Key<NeighbourhoodId>,
    pub service_day: Date,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// Fingerprint of what was planned from.
    pub inputs: Vec<u8>,
    pub published_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
