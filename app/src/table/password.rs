//! What somebody may sign in with beside a paired device.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId};

use super::column::Key;

/// What somebody may sign in with beside a paired device.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passwords")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Key<AccountId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// An e-mail address in lower case, or a telephone number in E.164; unique in the installation.
    pub handle: String,
    /// Argon2id, with the installation's pepper.
    pub hash: String,
    pub set_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
