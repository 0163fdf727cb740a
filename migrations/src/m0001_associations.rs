//! Associations, their people who sign in, and the link that starts an installation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::{references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        associations(manager).await?;
        neighbourhoods(manager).await?;
        accounts(manager).await?;
        account_roles(manager).await?;
        setup_links(manager).await
    }
}

async fn associations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("associations")
        .col(uuid("id"))
        .col(text("name"))
        .col(text("phone"))
        .col(text("answering_hours"))
        .col(text("time_zone"))
        .col(text("holiday_zone"))
        .col(json("parameters"))
        .col(date_null("laid_until"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn neighbourhoods(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("neighbourhoods")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(text("name"))
        .col(text_null("priority_area"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("neighbourhoods", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "neighbourhoods", &["association_id", "name"]).await?;
    Ok(())
}

async fn accounts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("accounts")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(text("name"))
        .col(boolean("active"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("accounts", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn account_roles(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("account_roles")
        .col(uuid("account_id"))
        .col(string("role"))
        .col(uuid("association_id"))
        .col(uuid_null("granted_by"))
        .col(timestamp_with_time_zone("granted_at"))
        .primary_key(Index::create().col("account_id").col("role"))
        .foreign_key(&mut references("account_roles", "account_id", "accounts"))
        .foreign_key(&mut references("account_roles", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn setup_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("setup_links")
        .col(binary("token_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .primary_key(Index::create().col("token_hash"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}
