//! What people have chosen about the notices that they are sent: for each kind the ways, the first choice first; none where they
//! do not want it. Who has no row is told as usual.

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
            .table("notice_preferences")
            .col(uuid("association_id"))
            .col(uuid("account_id"))
            .col(string("kind"))
            .col(json("channels"))
            .primary_key(Index::create().col("account_id").col("kind"))
            .foreign_key(&mut references("notice_preferences", "association_id", "associations"))
            .foreign_key(&mut references("notice_preferences", "account_id", "accounts"))
            .to_owned();
        manager.create_table(table).await
    }
}
