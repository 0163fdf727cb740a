//! What signs in: a person of one association.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId};

use super::column::Key;

/// What signs in: a person of one association.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<AccountId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// As colleagues call them.
    pub name: String,
    /// An inactive account has no session.
    pub active: bool,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
