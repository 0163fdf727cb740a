//! A resident's consent for one purpose, with who, when and how.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ConsentId, ResidentId};
use shared::person::{ConsentHow, ConsentPurpose};

use super::column::{Key, Text};

/// A resident's consent for one purpose, with who, when and how.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ConsentId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub purpose: Text<ConsentPurpose>,
    pub how: Text<ConsentHow>,
    pub given_on: Date,
    pub recorded_by: Option<Key<AccountId>>,
    pub recorded_at: DateTimeUtc,
    pub withdrawn_on: Option<Date>,
    pub withdrawn_how: Option<Text<ConsentHow>>,
    pub withdrawn_by: Option<Key<AccountId>>,
    pub withdrawn_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
