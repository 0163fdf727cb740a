//! A stairwell with its own street door.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, EntranceId, ResidenceId};
use shared::place::Lift;

use super::column::{Key, Text};

/// A stairwell with its own street door.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "entrances")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<EntranceId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub residence_id: Key<ResidenceId>,
    /// Empty where the residence is one building.
    pub building: String,
    /// What people call it.
    pub name: String,
    /// Number and street, may be empty.
    pub street: String,
    pub postcode: String,
    pub insee_code: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The order in which people walk the entrances.
    pub hand_order: i32,
    pub lift: Text<Lift>,
    pub lift_out_since: Option<Date>,
    pub access_notes: String,
    /// The door code, sealed with the installation's key.
    pub code_sealed: Option<Vec<u8>>,
    pub code_checked_on: Option<Date>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
