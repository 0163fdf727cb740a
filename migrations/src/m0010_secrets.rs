//! What one knows beside what one holds: a PIN for each device, a password for those who want one, and the count of
//! wrong ones.

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
        let mut columns = [
            ("sessions", boolean("shared").default(false).to_owned()),
            ("sessions", text_null("pin_hash")),
            ("sessions", integer("pin_failures").default(0).to_owned()),
            ("sessions", timestamp_with_time_zone_null("pin_locked_until")),
            ("pairings", boolean("shared").default(false).to_owned()),
        ];
        for (table, column) in &mut columns {
            manager.alter_table(Table::alter().table(*table).add_column(column).to_owned()).await?;
        }
        passwords(manager).await?;
        sign_in_tries(manager).await
    }
}

async fn passwords(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("passwords")
        .col(uuid("account_id"))
        .col(uuid("association_id"))
        .col(text("handle"))
        .col(text("hash"))
        .col(timestamp_with_time_zone("set_at"))
        .primary_key(Index::create().col("account_id"))
        .foreign_key(&mut references("passwords", "account_id", "accounts"))
        .foreign_key(&mut references("passwords", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "passwords", &["handle"]).await?;
    Ok(())
}

async fn sign_in_tries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("sign_in_tries")
        .col(binary("whose"))
        .col(integer("wrong"))
        .col(timestamp_with_time_zone("last_at"))
        .col(timestamp_with_time_zone_null("locked_until"))
        .primary_key(Index::create().col("whose"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "sign_in_tries", &["last_at"]).await?;
    Ok(())
}
