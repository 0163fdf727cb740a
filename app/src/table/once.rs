//! An outcome kept with its effect, so that the same request twice has one effect.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId};

use super::column::Key;

/// An outcome kept with its effect, so that the same request twice has one effect.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "onces")]
pub struct Model {
    /// The association it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub association_id: Key<AssociationId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Key<AccountId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The verb that the key was used for.
    pub route: String,
    /// SHA-256 of the body.
    pub fingerprint: Vec<u8>,
    /// Id of what was created.
    pub resource: String,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
