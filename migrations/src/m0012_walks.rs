//! How far it is on foot between the places of an association, as a street graph or a routing server measured it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::references;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("walks")
            .col(uuid("association_id"))
            .col(binary("fingerprint"))
            .col(json("sheet"))
            .col(timestamp_with_time_zone("measured_at"))
            .primary_key(Index::create().col("association_id"))
            .foreign_key(&mut references("walks", "association_id", "associations"))
            .to_owned();
        manager.create_table(table).await
    }
}
