//! Who did what to whom, when; appended, never changed.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, AuditId};

use super::column::Key;

/// Who did what to whom, when; appended, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audits")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<AuditId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub at: DateTimeUtc,
    /// Nobody when the machine or its administrator did it.
    pub account_id: Option<Key<AccountId>>,
    pub action: String,
    /// Id of what it was done to.
    pub subject: String,
    /// A code, never a value.
    pub detail: Option<String>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
