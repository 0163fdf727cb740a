//! What of which product on which weekday.

use sea_orm::entity::prelude::*;
use shared::id::{ProductId, StandingOrderId};

use super::column::Key;

/// What of which product on which weekday.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub standing_order_id: Key<StandingOrderId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Key<ProductId>,
    /// ISO, Monday is 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub weekday: i32,
    pub quantity: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
