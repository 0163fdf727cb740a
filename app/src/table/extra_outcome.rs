//! Units given beyond what was ordered.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DropId, EventId, ProductId, ResidenceId, ResidentId, VolunteerId};

use super::column::Key;

/// Units given beyond what was ordered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "extra_outcomes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Key<EventId>,
    /// The association it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub association_id: Key<AssociationId>,
    pub drop_id: Key<DropId>,
    pub service_day: Date,
    pub product_id: Key<ProductId>,
    pub resident_id: Option<Key<ResidentId>>,
    pub residence_id: Key<ResidenceId>,
    pub volunteer_id: Option<Key<VolunteerId>>,
    pub quantity: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
