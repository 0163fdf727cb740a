//! A plus or minus after the freeze, with its reason.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, OrderLineId, ProductId, SlipChangeId, SlipId};

use super::column::Key;

/// A plus or minus after the freeze, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slip_changes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<SlipChangeId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub slip_id: Key<SlipId>,
    pub product_id: Key<ProductId>,
    pub order_line_id: Key<OrderLineId>,
    pub delta: i32,
    pub reason: String,
    pub made_by: Key<AccountId>,
    pub made_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
