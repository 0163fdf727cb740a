//! The walks between the places of an association, as they were measured: one row, replaced as a whole.

use sea_orm::entity::prelude::*;
use shared::id::AssociationId;

use super::column::Key;

/// The walks between the places of an association, as they were measured: one row, replaced as a whole.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "walks")]
pub struct Model {
    /// The association it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub association_id: Key<AssociationId>,
    /// SHA-256 of who measured, and of the places.
    pub fingerprint: Vec<u8>,
    /// The places and the walks between them.
    pub sheet: Json,
    /// When it was written.
    pub measured_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
