//! A day on which a volunteer's week does not hold.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ExceptionId, VolunteerId};

use super::column::Key;

/// A day on which a volunteer's week does not hold.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availability_exceptions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ExceptionId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub volunteer_id: Key<VolunteerId>,
    pub day: Date,
    /// There only during these minutes; not there at all when empty.
    pub from_min: Option<i32>,
    pub until_min: Option<i32>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
