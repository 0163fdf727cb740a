//! One household on one service day; its id survives re-planning and hand-over.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DropId, HouseholdId};

use super::column::Key;

/// One household on one service day; its id survives re-planning and hand-over.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drops")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<DropId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub service_day: Date,
    pub household_id: Key<HouseholdId>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
