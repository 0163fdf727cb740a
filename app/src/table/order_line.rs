//! A product and a quantity of an order; zero when taken out again.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, OrderId, OrderLineId, ProductId};

use super::column::Key;

/// A product and a quantity of an order; zero when taken out again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_lines")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<OrderLineId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub order_id: Key<OrderId>,
    pub product_id: Key<ProductId>,
    pub quantity: i32,
    /// Price on the service day.
    pub unit_cents: i64,
    /// Why a coordinator changed it after the cut-off.
    pub override_reason: Option<String>,
    /// How many a person asked for that an absence took back; they stand again when it goes.
    pub set_aside: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
