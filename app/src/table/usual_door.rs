//! The usual volunteer of a resident, and the place in that volunteer's usual order.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, ResidentId, VolunteerId};

use super::column::Key;

/// The usual volunteer of a resident, and the place in that volunteer's usual order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usual_doors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub resident_id: Key<ResidentId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub volunteer_id: Key<VolunteerId>,
    pub rank: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
