//! What a resident usually has.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ResidentId, StandingOrderId};
use shared::order::{Channel, StandingStatus};

use super::column::{Key, Text};

/// What a resident usually has.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing_orders")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<StandingOrderId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub status: Text<StandingStatus>,
    pub starts_on: Date,
    /// First day on which it holds again.
    pub paused_until: Option<Date>,
    /// The day on which somebody paused it.
    pub paused_on: Option<Date>,
    pub stopped_on: Option<Date>,
    pub channel: Text<Channel>,
    pub recorded_by: Key<AccountId>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
