//! Something that can be ordered from a pick-up point.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, PickupPointId, ProductId};
use shared::shop::{CutoffKind, PaidBy, ProductKind};

use super::column::{Key, Text};

/// Something that can be ordered from a pick-up point.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "products")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ProductId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub pickup_point_id: Key<PickupPointId>,
    pub kind: Text<ProductKind>,
    /// What people call it.
    pub name: String,
    /// "pain"
    pub unit_one: String,
    /// "pains"
    pub unit_many: String,
    /// Weight of one unit.
    pub grams: i32,
    /// Into how many hand-carries one unit may be split; 1 is not at all.
    pub splits_into: i32,
    /// Bit 0 is Monday.
    pub delivery_weekdays: i32,
    pub cutoff_kind: Text<CutoffKind>,
    /// For open_days_before.
    pub cutoff_days: i32,
    /// For weekday_before, ISO.
    pub cutoff_weekday: i32,
    /// Minutes after local midnight.
    pub cutoff_min: i32,
    pub deliver_from_min: i32,
    pub deliver_until_min: i32,
    pub max_per_order: i32,
    pub paid_by: Text<PaidBy>,
    pub active: bool,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
