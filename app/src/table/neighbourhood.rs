//! A quartier that an association serves; planned on its own.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, NeighbourhoodId};

use super::column::Key;

/// A quartier that an association serves; planned on its own.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "neighbourhoods")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<NeighbourhoodId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// What people call it.
    pub name: String,
    /// QPV code, where known.
    pub priority_area: Option<String>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
