//! A person who carries.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, VolunteerId};
use shared::person::{Means, VolunteerStatus};

use super::column::{Key, Text};

/// A person who carries.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "volunteers")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<VolunteerId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub account_id: Key<AccountId>,
    /// How the treasurer sees them.
    pub number: i32,
    pub given_name: String,
    pub family_name: String,
    /// E.164.
    pub phone: Option<String>,
    pub status: Text<VolunteerStatus>,
    pub accepted_on: Option<Date>,
    pub accepted_by: Option<Key<AccountId>>,
    /// The day of the confidentiality charter.
    pub charter_on: Option<Date>,
    pub means: Text<Means>,
    /// Heaviest single item, chosen by the volunteer.
    pub max_carry_kg: i32,
    /// Carries a load up stairs.
    pub stairs: bool,
    pub visit_trained_on: Option<Date>,
    pub start_label: String,
    pub start_lat: Option<f64>,
    pub start_lon: Option<f64>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
