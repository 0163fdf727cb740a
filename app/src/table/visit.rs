//! A courtesy visit that resident and visitor agreed to.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ResidentId, VisitId, VolunteerId};
use shared::round::VisitStatus;

use super::column::{Key, Text};

/// A courtesy visit that resident and visitor agreed to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visits")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<VisitId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub volunteer_id: Key<VolunteerId>,
    pub service_day: Date,
    /// Minutes after local midnight.
    pub at_min: i32,
    pub minutes: i32,
    pub status: Text<VisitStatus>,
    pub agreed_by: Key<AccountId>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
