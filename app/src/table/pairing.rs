//! A one-time way to give a phone a session. The token itself is never stored.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, PairingId};
use shared::session::PairingKind;

use super::column::{Key, Text};

/// A one-time way to give a phone a session. The token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pairings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<PairingId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub account_id: Key<AccountId>,
    pub kind: Text<PairingKind>,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Nobody when made on the command line.
    pub created_by: Option<Key<AccountId>>,
    /// When it was written.
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    /// A card works until then.
    pub opened_until: Option<DateTimeUtc>,
    pub opened_by: Option<Key<AccountId>>,
    /// How often another name was said at the door.
    pub name_misses: i32,
    pub used_at: Option<DateTimeUtc>,
    pub cancelled_at: Option<DateTimeUtc>,
    /// A coordinator must let the device in.
    pub needs_confirmation: bool,
    /// The device that it signs in is one that several people hold.
    pub shared: bool,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
