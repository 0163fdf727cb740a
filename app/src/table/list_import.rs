//! A list that was imported, with its figures.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ImportId};

use super::column::Key;

/// A list that was imported, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "list_imports")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ImportId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// Which list: `residences` or `residents`.
    pub list: String,
    /// What it brought, as it was answered.
    pub figures: Json,
    /// When it was written.
    pub imported_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
