//! One halt of a round.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, EntranceId, PickupPointId, RoundId, StopId};
use shared::round::StopKind;

use super::column::{Key, Text};

/// One halt of a round.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stops")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<StopId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub round_id: Key<RoundId>,
    pub position: i32,
    pub kind: Text<StopKind>,
    pub entrance_id: Option<Key<EntranceId>>,
    pub pickup_point_id: Option<Key<PickupPointId>>,
    pub arrives_at: DateTimeUtc,
    pub leaves_at: DateTimeUtc,
    /// In the cart when leaving.
    pub load_grams: i32,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
