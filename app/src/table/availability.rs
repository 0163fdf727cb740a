//! Hours of a weekday on which a volunteer is there.

use sea_orm::entity::prelude::*;
use shared::id::VolunteerId;

use super::column::Key;

/// Hours of a weekday on which a volunteer is there.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "availabilities")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub volunteer_id: Key<VolunteerId>,
    /// ISO, Monday is 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub weekday: i32,
    /// Minutes after local midnight.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_min: i32,
    pub until_min: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
