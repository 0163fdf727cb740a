//! How often a resident would like a courtesy visit.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ResidentId, VolunteerId};

use super::column::Key;

/// How often a resident would like a courtesy visit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "visit_cadences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: Key<ResidentId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub every_days: i32,
    /// The visitor they prefer.
    pub volunteer_id: Option<Key<VolunteerId>>,
    pub since: Date,
    /// Goes up with each edit; the ETag.
    pub version: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
