//! A carrier that is left alone for a while: it asked for that, or it does not know our key.

use sea_orm::entity::prelude::*;

/// A carrier that is left alone for a while.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "carrier_rests")]
pub struct Model {
    /// The host of a push service of the web, or the name of a carrier that is one service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub carrier: String,
    pub until: DateTimeUtc,
    /// `busy` or `key`.
    pub reason: String,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
