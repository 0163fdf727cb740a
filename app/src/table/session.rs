//! A device that stays signed in.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, SessionId};
use shared::session::SessionKind;

use super::column::{Key, Text};

/// A device that stays signed in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<SessionId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub account_id: Key<AccountId>,
    pub kind: Text<SessionKind>,
    /// What the person calls the device.
    pub device_label: String,
    /// When it was written.
    pub created_at: DateTimeUtc,
    pub last_used_at: DateTimeUtc,
    /// Absolute end.
    pub expires_at: DateTimeUtc,
    pub confirmed_at: Option<DateTimeUtc>,
    pub confirmed_by: Option<Key<AccountId>>,
    pub revoked_at: Option<DateTimeUtc>,
    /// Several people may hold it: it needs a PIN.
    pub shared: bool,
    /// Argon2id, with the installation's pepper; none without a PIN.
    pub pin_hash: Option<String>,
    /// Wrong PINs in a row; counted before the PIN is looked at.
    pub pin_failures: i32,
    pub pin_locked_until: Option<DateTimeUtc>,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
