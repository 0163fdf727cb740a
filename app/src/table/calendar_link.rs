//! The secret address at which a volunteer's calendar is read. The secret itself is never stored.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, VolunteerId};

use super::column::Key;

/// The secret address at which a volunteer's calendar is read. The secret itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub volunteer_id: Key<VolunteerId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// SHA-256 of the secret.
    pub secret_hash: Vec<u8>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
