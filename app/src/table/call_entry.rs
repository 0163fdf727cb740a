//! Somebody to call, for a reason that a person wrote down.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, CallEntryId, ResidentId};

use super::column::Key;

/// Somebody to call, for a reason that a person wrote down.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "call_entries")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<CallEntryId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub reason: String,
    pub added_by: Key<AccountId>,
    pub added_at: DateTimeUtc,
    /// When they were reached, or taken off the list.
    pub done_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
