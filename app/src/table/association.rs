//! An association: the tenant boundary of everything else.

use sea_orm::entity::prelude::*;
use shared::id::AssociationId;

use super::column::Key;

/// An association: the tenant boundary of everything else.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "associations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<AssociationId>,
    /// What people call it.
    pub name: String,
    /// The number that residents call, E.164.
    pub phone: String,
    /// When somebody picks up, in French words.
    pub answering_hours: String,
    /// IANA name; service days are local dates in it.
    pub time_zone: String,
    /// Whose public holidays close shops.
    pub holiday_zone: String,
    /// `shared::parameters::Parameters`
    pub parameters: Json,
    /// Usual orders are laid out up to this day.
    pub laid_until: Option<Date>,
    /// Goes up with each edit; the ETag.
    pub version: i32,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
