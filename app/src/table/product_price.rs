//! What a product costs from a day on.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, PriceId, ProductId};

use super::column::Key;

/// What a product costs from a day on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "product_prices")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<PriceId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub product_id: Key<ProductId>,
    pub valid_from: Date,
    pub cents: i64,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
