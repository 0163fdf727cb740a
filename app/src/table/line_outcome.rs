//! What became of an order line, folded from the events of its drop.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DropId, EventId, OrderLineId, ProductId, ResidenceId, ResidentId, VolunteerId};
use shared::round::{FailureReason, OutcomeState};

use super::column::{Key, Text};

/// What became of an order line, folded from the events of its drop.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "line_outcomes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_line_id: Key<OrderLineId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub drop_id: Key<DropId>,
    pub service_day: Date,
    pub product_id: Key<ProductId>,
    pub resident_id: Key<ResidentId>,
    pub residence_id: Key<ResidenceId>,
    pub volunteer_id: Option<Key<VolunteerId>>,
    pub delivered: i32,
    pub state: Text<OutcomeState>,
    pub reason: Option<Text<FailureReason>>,
    /// Somebody was met over it.
    pub met: bool,
    pub flagged: bool,
    /// The one that decides.
    pub event_id: Key<EventId>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
