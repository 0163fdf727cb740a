//! One thing to do at a drop: an order line or a visit, and where it was planned.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DropId, OrderLineId, ResidentId, RoundId, StopId, VisitId};
use shared::round::UnservedReason;

use super::column::{Key, Text};

/// One thing to do at a drop: an order line or a visit, and where it was planned.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "drop_tasks")]
pub struct Model {
    /// The order line's or the visit's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub drop_id: Key<DropId>,
    pub service_day: Date,
    pub resident_id: Key<ResidentId>,
    pub order_line_id: Option<Key<OrderLineId>>,
    pub visit_id: Option<Key<VisitId>>,
    pub round_id: Option<Key<RoundId>>,
    pub stop_id: Option<Key<StopId>>,
    /// Within the round.
    pub position: i32,
    /// Into how many hand-carries each unit goes.
    pub parts: i32,
    /// Set when no round has it.
    pub unserved_reason: Option<Text<UnservedReason>>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
