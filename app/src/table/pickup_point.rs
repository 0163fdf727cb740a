//! A partner shop or a depot where goods are taken.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, PickupPointId};
use shared::shop::PickupPointKind;

use super::column::{Key, Text};

/// A partner shop or a depot where goods are taken.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pickup_points")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<PickupPointId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub kind: Text<PickupPointKind>,
    /// What people call it.
    pub name: String,
    pub phone: Option<String>,
    pub address: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
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
