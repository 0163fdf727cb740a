//! A time during which a resident is away; without a last day they are called before anything starts again.

use sea_orm::entity::prelude::*;
use shared::id::{AbsenceId, AccountId, AssociationId, ResidentId};
use shared::order::Channel;

use super::column::{Key, Text};

/// A time during which a resident is away; without a last day they are called before anything starts again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absences")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<AbsenceId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub first_day: Date,
    pub last_day: Option<Date>,
    pub channel: Text<Channel>,
    pub recorded_by: Key<AccountId>,
    pub recorded_at: DateTimeUtc,
    pub cancelled_at: Option<DateTimeUtc>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
