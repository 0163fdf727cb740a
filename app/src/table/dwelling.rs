//! A flat behind an entrance.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DwellingId, EntranceId};

use super::column::Key;

/// A flat behind an entrance.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dwellings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<DwellingId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub entrance_id: Key<EntranceId>,
    /// 0 is the ground floor.
    pub floor: i32,
    pub door: String,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
