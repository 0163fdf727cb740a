//! What somebody said is wrong with their delivery, and when they were promised a call.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ConcernId, DeliveryProblemId, ResidentId};
use shared::round::ProblemKind;

use super::column::{Key, Text};

/// What somebody said is wrong with their delivery, and when they were promised a call.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery_problems")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<DeliveryProblemId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    /// Whose business it became.
    pub concern_id: Key<ConcernId>,
    pub kind: Text<ProblemKind>,
    /// A line in their own words; may be empty.
    pub note: String,
    pub reported_by: Key<AccountId>,
    pub reported_at: DateTimeUtc,
    pub call_back_by: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
