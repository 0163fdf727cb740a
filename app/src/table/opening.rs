//! Hours of a weekday on which a pick-up point is open.

use sea_orm::entity::prelude::*;
use shared::id::PickupPointId;

use super::column::Key;

/// Hours of a weekday on which a pick-up point is open.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "openings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub pickup_point_id: Key<PickupPointId>,
    /// ISO, Monday is 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub weekday: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub opens_min: i32,
    pub closes_min: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
