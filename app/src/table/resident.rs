//! A person who may be served. Nothing here speaks of health.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, HouseholdId, ResidentId};
use shared::person::{ContactPreference, CourtesyTitle, Handover, ResidentStatus};

use super::column::{Key, Text};

/// A person who may be served. Nothing here speaks of health.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "residents")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<ResidentId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub household_id: Key<HouseholdId>,
    pub account_id: Option<Key<AccountId>>,
    pub courtesy_title: Option<Text<CourtesyTitle>>,
    pub given_name: String,
    pub family_name: String,
    /// Both names folded, for the desk.
    pub search_key: String,
    /// E.164.
    pub phone: Option<String>,
    /// The phone gets no SMS.
    pub landline: bool,
    pub contact_preference: Text<ContactPreference>,
    pub handover: Text<Handover>,
    /// The day on which a bread bag was handed out.
    pub bread_bag_on: Option<Date>,
    /// The person to call.
    pub call_name: Option<String>,
    pub call_phone: Option<String>,
    /// What helps at the door, such as "sonner longtemps"
    pub door_note: String,
    pub last_spoken_on: Option<Date>,
    pub status: Text<ResidentStatus>,
    pub status_since: Date,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
