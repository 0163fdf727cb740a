//! What answers people: the problems that they report with a delivery, those who are to be called for a reason that
//! somebody wrote down, and the calendars that volunteers read elsewhere.

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
        delivery_problems(manager).await?;
        call_entries(manager).await?;
        calendar_links(manager).await?;
        let paid_by =
            Table::alter().table("products").add_column(string("paid_by").default("association_pays")).to_owned();
        manager.alter_table(paid_by).await
    }
}

async fn delivery_problems(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("delivery_problems")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(uuid("concern_id"))
        .col(string("kind"))
        .col(text("note"))
        .col(uuid("reported_by"))
        .col(timestamp_with_time_zone("reported_at"))
        .col(timestamp_with_time_zone("call_back_by"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("delivery_problems", "association_id", "associations"))
        .foreign_key(&mut references("delivery_problems", "resident_id", "residents"))
        .foreign_key(&mut references("delivery_problems", "concern_id", "concerns"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "delivery_problems", &["concern_id"]).await?;
    index(manager, "delivery_problems", &["resident_id"]).await?;
    Ok(())
}

async fn call_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("call_entries")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(text("reason"))
        .col(uuid("added_by"))
        .col(timestamp_with_time_zone("added_at"))
        .col(timestamp_with_time_zone_null("done_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("call_entries", "association_id", "associations"))
        .foreign_key(&mut references("call_entries", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "call_entries", &["association_id", "done_at"]).await?;
    Ok(())
}

async fn calendar_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("calendar_links")
        .col(uuid("volunteer_id"))
        .col(uuid("association_id"))
        .col(binary("secret_hash"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("volunteer_id"))
        .foreign_key(&mut references("calendar_links", "volunteer_id", "volunteers"))
        .foreign_key(&mut references("calendar_links", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "calendar_links", &["secret_hash"]).await?;
    Ok(())
}
