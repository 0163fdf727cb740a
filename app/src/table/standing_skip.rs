//! A day on which a usual order is not laid out.

use sea_orm::entity::prelude::*;
use shared::id::StandingOrderId;

use super::column::Key;

/// A day on which a usual order is not laid out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing_skips")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub standing_order_id: Key<StandingOrderId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
