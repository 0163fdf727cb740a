//! What a round took at a shop and brought back of a product.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ProductId, RoundId, VolunteerId};

use super::column::Key;

/// What a round took at a shop and brought back of a product.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pickup_outcomes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: Key<RoundId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Key<ProductId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub service_day: Date,
    pub volunteer_id: Key<VolunteerId>,
    pub picked_up: i32,
    pub brought_back: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
