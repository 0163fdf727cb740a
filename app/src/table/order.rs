//! One resident's order for one service day.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, OrderId, ResidentId, StandingOrderId};
use shared::order::{Channel, OrderStatus};

use super::column::{Key, Text};

/// One resident's order for one service day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<OrderId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub service_day: Date,
    pub status: Text<OrderStatus>,
    pub channel: Text<Channel>,
    /// Laid out from this usual order.
    pub standing_order_id: Option<Key<StandingOrderId>>,
    /// A person placed or changed it, so the usual order leaves it alone.
    pub touched: bool,
    /// Nobody when laid out by palier.
    pub placed_by: Option<Key<AccountId>>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
