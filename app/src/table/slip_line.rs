//! A product of a slip, frozen at its cut-off.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ProductId, SlipId};

use super::column::Key;

/// A product of a slip, frozen at its cut-off.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slip_lines")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub slip_id: Key<SlipId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Key<ProductId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub service_day: Date,
    pub quantity: i32,
    pub frozen_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
