//! What a pick-up point prepares for a service day.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, PickupPointId, SlipId};
use shared::shop::{ConfirmedHow, SlipStatus};

use super::column::{Key, Text};

/// What a pick-up point prepares for a service day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slips")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<SlipId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub pickup_point_id: Key<PickupPointId>,
    pub service_day: Date,
    pub status: Text<SlipStatus>,
    pub confirmed_at: Option<DateTimeUtc>,
    pub confirmed_by: Option<Key<AccountId>>,
    pub confirmed_how: Option<Text<ConfirmedHow>>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
