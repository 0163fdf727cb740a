//! What became of a visit.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, EventId, ResidenceId, ResidentId, VisitId, VolunteerId};
use shared::round::{FailureReason, VisitLight};

use super::column::{Key, Text};

/// What became of a visit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_outcomes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visit_id: Key<VisitId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub service_day: Date,
    pub resident_id: Key<ResidentId>,
    pub residence_id: Key<ResidenceId>,
    pub volunteer_id: Option<Key<VolunteerId>>,
    /// How it went; absent when it did not take place.
    pub light: Option<Text<VisitLight>>,
    /// Why it did not take place.
    pub reason: Option<Text<FailureReason>>,
    pub event_id: Key<EventId>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
