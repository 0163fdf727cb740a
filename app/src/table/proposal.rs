//! A change of a resident's usual volunteer, awaiting a coordinator.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, NeighbourhoodId, ProposalId, ResidentId, VolunteerId};
use shared::round::ProposalStatus;

use super::column::{Key, Text};

/// A change of a resident's usual volunteer, awaiting a coordinator.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposals")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ProposalId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub neighbourhood_id: Key<NeighbourhoodId>,
    pub service_day: Date,
    pub resident_id: Key<ResidentId>,
    /// Nobody for a new door.
    pub from_volunteer_id: Option<Key<VolunteerId>>,
    pub to_volunteer_id: Key<VolunteerId>,
    pub seconds_saved: i32,
    pub status: Text<ProposalStatus>,
    /// When it was written.
    pub created_at: DateTimeUtc,
    pub decided_by: Option<Key<AccountId>>,
    pub decided_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
