//! The people who live in one dwelling, from a day to a day.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, DwellingId, HouseholdId};

use super::column::Key;

/// The people who live in one dwelling, from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "households")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<HouseholdId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub dwelling_id: Key<DwellingId>,
    pub opened_on: Date,
    pub closed_on: Option<Date>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
