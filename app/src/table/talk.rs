//! That somebody spoke, or tried to speak, with a resident. No words of it are kept.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, ResidentId, TalkId};
use shared::order::Channel;
use shared::person::TalkOutcome;

use super::column::{Key, Text};

/// That somebody spoke, or tried to speak, with a resident. No words of it are kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talks")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<TalkId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub resident_id: Key<ResidentId>,
    pub outcome: Text<TalkOutcome>,
    pub channel: Text<Channel>,
    pub recorded_by: Key<AccountId>,
    pub at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
