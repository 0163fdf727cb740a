//! What palier tells people of its own accord: the notices, each try to bring one, the devices that asked for them, and the
//! carriers that have asked for a rest.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::{index, references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(notices()).await?;
        unique(manager, "notices", &["dedup"]).await?;
        // The end of quiet hours is the same instant for all: by it alone, each claim would sort everything that waits for it.
        index(manager, "notices", &["next_at", "id"]).await?;
        index(manager, "notices", &["account_id", "next_at", "id"]).await?;
        index(manager, "notices", &["association_id", "created_at"]).await?;
        manager.create_table(dispatches()).await?;
        index(manager, "dispatches", &["notice_id"]).await?;
        index(manager, "dispatches", &["association_id", "at"]).await?;
        manager.create_table(subscriptions()).await?;
        unique(manager, "push_subscriptions", &["session_id"]).await?;
        unique(manager, "push_subscriptions", &["endpoint_digest"]).await?;
        index(manager, "push_subscriptions", &["account_id"]).await?;
        manager.create_table(rests()).await
    }
}

fn notices() -> TableCreateStatement {
    Table::create()
        .table("notices")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(string("kind"))
        .col(string_null("about"))
        .col(date_null("service_day"))
        .col(string("dedup"))
        .col(string("topic"))
        .col(string("state"))
        .col(timestamp_with_time_zone_null("next_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(integer("attempts"))
        .col(timestamp_with_time_zone("begun_at"))
        .col(timestamp_with_time_zone_null("seen_at"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("notices", "association_id", "associations"))
        .foreign_key(&mut references("notices", "account_id", "accounts"))
        .to_owned()
}

fn dispatches() -> TableCreateStatement {
    Table::create()
        .table("dispatches")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("notice_id"))
        .col(string("channel"))
        .col(string("outcome"))
        .col(string_null("detail"))
        .col(timestamp_with_time_zone("at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("dispatches", "association_id", "associations"))
        .foreign_key(&mut references("dispatches", "notice_id", "notices"))
        .to_owned()
}

fn subscriptions() -> TableCreateStatement {
    Table::create()
        .table("push_subscriptions")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(uuid("session_id"))
        .col(string("language"))
        .col(binary("endpoint_digest"))
        .col(binary("endpoint_sealed"))
        .col(binary("p256dh"))
        .col(binary("auth"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("push_subscriptions", "association_id", "associations"))
        .foreign_key(&mut references("push_subscriptions", "account_id", "accounts"))
        .foreign_key(&mut references("push_subscriptions", "session_id", "sessions"))
        .to_owned()
}

/// Of the installation, not of an association: a provider that is asked too often is asked by all of them.
fn rests() -> TableCreateStatement {
    Table::create()
        .table("carrier_rests")
        .col(string("carrier"))
        .col(timestamp_with_time_zone("until"))
        .col(string("reason"))
        .primary_key(Index::create().col("carrier"))
        .to_owned()
}
