//! What somebody has chosen about one kind of notice.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId};
use shared::notice::NoticeKind;

use super::column::{Key, Text};

/// What somebody has chosen about one kind of notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_preferences")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Key<AccountId>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Text<NoticeKind>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    /// The ways, the first choice first; none where it is not wanted.
    pub channels: Json,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
