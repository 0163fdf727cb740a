//! What a stop takes at its pick-up point.

use sea_orm::entity::prelude::*;
use shared::id::{ProductId, StopId};

use super::column::Key;

/// What a stop takes at its pick-up point.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pickups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub stop_id: Key<StopId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Key<ProductId>,
    pub quantity: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
