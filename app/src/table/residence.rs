//! A residence of a landlord.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, NeighbourhoodId, ResidenceId};

use super::column::Key;

/// A residence of a landlord.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "residences")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ResidenceId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub neighbourhood_id: Key<NeighbourhoodId>,
    /// What people call it.
    pub name: String,
    pub landlord: Option<String>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
