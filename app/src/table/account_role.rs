//! One of the roles of an account; roles are additive.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId};
use shared::role::Role;

use super::column::{Key, Text};

/// One of the roles of an account; roles are additive.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_roles")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Key<AccountId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Text<Role>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// Nobody when the installation's administrator gave it.
    pub granted_by: Option<Key<AccountId>>,
    pub granted_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
