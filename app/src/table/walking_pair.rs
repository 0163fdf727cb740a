//! Two volunteers who walk as one: a newcomer with a mentor, two who carry together.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, VolunteerId, WalkingPairId};

use super::column::Key;

/// Two volunteers who walk as one.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "walking_pairs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<WalkingPairId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// Whose the rounds are.
    pub lead_id: Key<VolunteerId>,
    /// Who walks along.
    pub companion_id: Key<VolunteerId>,
    pub first_day: Date,
    /// Absent while nobody knows.
    pub last_day: Option<Date>,
    pub created_by: Key<AccountId>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
