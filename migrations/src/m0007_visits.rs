//! Courtesy visits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::{index, references, unique_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        visit_cadences(manager).await?;
        visits(manager).await
    }
}

async fn visit_cadences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("visit_cadences")
        .col(uuid("resident_id"))
        .col(uuid("association_id"))
        .col(integer("every_days"))
        .col(uuid_null("volunteer_id"))
        .col(date("since"))
        .col(integer("version"))
        .primary_key(Index::create().col("resident_id"))
        .foreign_key(&mut references("visit_cadences", "resident_id", "residents"))
        .foreign_key(&mut references("visit_cadences", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn visits(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("visits")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(uuid("volunteer_id"))
        .col(date("service_day"))
        .col(integer("at_min"))
        .col(integer("minutes"))
        .col(string("status"))
        .col(uuid("agreed_by"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("visits", "association_id", "associations"))
        .foreign_key(&mut references("visits", "resident_id", "residents"))
        .foreign_key(&mut references("visits", "volunteer_id", "volunteers"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "visits", &["association_id", "service_day"]).await?;
    unique_where(manager, "visits", &["resident_id", "service_day"], "status <> 'cancelled'").await?;
    Ok(())
}
