//! An entry of the timetable that was seen to on a day.

use sea_orm::entity::prelude::*;
use shared::id::AssociationId;

use super::column::Key;

/// An entry of the timetable that was seen to on a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clock_marks")]
pub struct Model {
    /// The association it belongs to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub association_id: Key<AssociationId>,
    /// The local day whose entry it was, which may be the day before it was seen to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_day: Date,
    /// The entry's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub done_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
