//! Background work, leased by one worker at a time.

use sea_orm::entity::prelude::*;
use shared::id::{AssociationId, JobId};

use super::column::Key;

/// Background work, leased by one worker at a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<JobId>,
    pub kind: String,
    /// Lets one of several equal jobs in.
    pub dedup: String,
    /// The association it belongs to.
    pub association_id: Option<Key<AssociationId>>,
    pub payload: Json,
    /// Not before.
    pub run_at: DateTimeUtc,
    pub lease_until: Option<DateTimeUtc>,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub done_at: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
