//! Days on which a pick-up point's week does not hold: leave, or an exceptional opening when it has hours.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ClosureId, PickupPointId};

use super::column::Key;

/// Days on which a pick-up point's week does not hold: leave, or an exceptional opening when it has hours.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "closures")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ClosureId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub pickup_point_id: Key<PickupPointId>,
    pub first_day: Date,
    pub last_day: Date,
    pub opens_min: Option<i32>,
    pub closes_min: Option<i32>,
    pub reason: String,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
