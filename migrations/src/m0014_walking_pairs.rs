//! Two volunteers who walk as one, and the rounds that they walk so.

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
            .table("walking_pairs")
            .col(uuid("id"))
            .col(uuid("association_id"))
            .col(uuid("lead_id"))
            .col(uuid("companion_id"))
            .col(date("first_day"))
            .col(date_null("last_day"))
            .col(uuid("created_by"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(Index::create().col("id"))
            .foreign_key(&mut references("walking_pairs", "association_id", "associations"))
            .foreign_key(&mut references("walking_pairs", "lead_id", "volunteers"))
            .foreign_key(&mut references("walking_pairs", "companion_id", "volunteers"))
            .foreign_key(&mut references("walking_pairs", "created_by", "accounts"))
            .to_owned();
        manager.create_table(table).await?;
        index(manager, "walking_pairs", &["association_id", "first_day"]).await?;
        // SQLite adds no foreign key to a table that stands, so neither database has one here: whoever writes a round takes
        // its companion from a pair, and the pair has references of its own.
        let column = Table::alter().table("rounds").add_column(uuid_null("companion_id")).to_owned();
        manager.alter_table(column).await
    }
}
