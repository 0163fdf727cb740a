//! By which carrier a device is told. Those that asked before this release did so by Web Push, and so does whoever asks while a
//! process of the old release still runs: hence the default. A device of another carrier has no keys, and two empty columns:
//! SQLite cannot allow a column to be missing afterwards.

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
        let column = string("carrier").default("web_push").take();
        manager.alter_table(Table::alter().table("push_subscriptions").add_column(column).to_owned()).await
    }
}
