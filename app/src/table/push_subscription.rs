//! A device that asked to be told: by which carrier, where that takes messages for it, and for Web Push the keys that only the
//! device can open them with.

use sea_orm::entity::prelude::*;
use shared::id::{AccountId, AssociationId, SessionId, SubscriptionId};
use shared::notice::Language;
use shared::push::PushCarrier;

use super::column::{Key, Text};

/// A device that asked to be told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscriptions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Key<SubscriptionId>,
    /// The association it belongs to.
    pub association_id: Key<AssociationId>,
    pub account_id: Key<AccountId>,
    /// The device: one has one owner.
    pub session_id: Key<SessionId>,
    /// Of the fixed texts that it shows.
    pub language: Text<Language>,
    /// Who brings messages to it.
    pub carrier: Text<PushCarrier>,
    /// Finds the address again without reading it.
    pub endpoint_digest: Vec<u8>,
    /// An endpoint of Web Push or a registration token of FCM. It is a key: whoever has it may send.
    pub endpoint_sealed: Vec<u8>,
    /// The device's public key, an uncompressed point of P-256; empty where its carrier seals nothing.
    pub p256dh: Vec<u8>,
    /// Its authentication secret, 16 bytes; empty like the key.
    pub auth: Vec<u8>,
    /// When it was written.
    pub created_at: DateTimeUtc,
}

/// No relation is declared: finds are scoped by hand, joins are written where they are read.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
