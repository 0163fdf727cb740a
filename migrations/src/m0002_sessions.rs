//! Sessions, and the rows that every room leans on: idempotency, audit, jobs.

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
        pairings(manager).await?;
        sessions(manager).await?;
        refreshes(manager).await?;
        onces(manager).await?;
        audits(manager).await?;
        list_imports(manager).await?;
        jobs(manager).await
    }
}

async fn pairings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pairings")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(string("kind"))
        .col(binary("token_hash"))
        .col(uuid_null("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("opened_until"))
        .col(uuid_null("opened_by"))
        .col(integer("name_misses").default(0))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(boolean("needs_confirmation"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("pairings", "association_id", "associations"))
        .foreign_key(&mut references("pairings", "account_id", "accounts"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "pairings", &["token_hash"]).await?;
    Ok(())
}

async fn sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("sessions")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(string("kind"))
        .col(text("device_label"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_used_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(uuid_null("confirmed_by"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("sessions", "association_id", "associations"))
        .foreign_key(&mut references("sessions", "account_id", "accounts"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn refreshes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("refreshes")
        .col(uuid("id"))
        .col(uuid("session_id"))
        .col(binary("token_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("access_used_at"))
        .col(timestamp_with_time_zone_null("spent_at"))
        .col(uuid_null("successor_id"))
        .col(timestamp_with_time_zone_null("killed_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("refreshes", "session_id", "sessions"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "refreshes", &["token_hash"]).await?;
    Ok(())
}

async fn onces(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("onces")
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(text("key"))
        .col(text("route"))
        .col(binary("fingerprint"))
        .col(text("resource"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("association_id").col("account_id").col("key"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "onces", &["created_at"]).await?;
    Ok(())
}

async fn list_imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("list_imports")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(string("list"))
        .col(json("figures"))
        .col(timestamp_with_time_zone("imported_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("list_imports", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await
}

async fn audits(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("audits")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(timestamp_with_time_zone("at"))
        .col(uuid_null("account_id"))
        .col(text("action"))
        .col(text("subject"))
        .col(text_null("detail"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("audits", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "audits", &["association_id", "at"]).await?;
    Ok(())
}

async fn jobs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("jobs")
        .col(uuid("id"))
        .col(text("kind"))
        .col(text("dedup"))
        .col(uuid_null("association_id"))
        .col(json("payload"))
        .col(timestamp_with_time_zone("run_at"))
        .col(timestamp_with_time_zone_null("lease_until"))
        .col(integer("attempts"))
        .col(text_null("last_error"))
        .col(timestamp_with_time_zone_null("done_at"))
        .primary_key(Index::create().col("id"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "jobs", &["dedup"]).await?;
    index(manager, "jobs", &["done_at", "run_at"]).await?;
    Ok(())
}
