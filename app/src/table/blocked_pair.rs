//! A volunteer and a resident who must not meet; the reason is nobody's.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, BlockedPairId, ResidentId, VolunteerId};

use super::column::Key;

/// A volunteer and a resident who must not meet; the reason is nobody's.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blocked_pairs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<BlockedPairId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub volunteer_id: Key<VolunteerId>,
    pub resident_id: Key<ResidentId>,
    pub created_by: Key<AccountId>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
