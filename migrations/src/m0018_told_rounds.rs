//! What a volunteer was last told of a round, so that changes which are each too small to tell do not add up unheard.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite adds no two at once.
        for column in [binary_null("told_gist"), timestamp_with_time_zone_null("told_starts_at")] {
            manager.alter_table(Table::alter().table("rounds").add_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
