//! Searches for a better plan of a neighbourhood's day: what a coordinator asked for, how it gets on, what it found.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::{index, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("searches")
            .col(uuid("id"))
            .col(uuid("association_id"))
            .col(uuid("neighbourhood_id"))
            .col(date("service_day"))
            .col(text("status"))
            .col(boolean("stop_asked"))
            .col(uuid("asked_by"))
            .col(timestamp_with_time_zone("asked_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(binary("inputs"))
            .col(json("curve"))
            .col(json_null("found"))
            .primary_key(Index::create().col("id"))
            .foreign_key(&mut references("searches", "association_id", "associations"))
            .foreign_key(&mut references("searches", "neighbourhood_id", "neighbourhoods"))
            .foreign_key(&mut references("searches", "asked_by", "accounts"))
            .to_owned();
        manager.create_table(table).await?;
        index(manager, "searches", &["association_id", "service_day"]).await
    }
}
