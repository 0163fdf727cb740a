//! Residences, entrances, dwellings, households.

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
        residences(manager).await?;
        entrances(manager).await?;
        dwellings(manager).await?;
        households(manager).await
    }
}

async fn residences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("residences")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("neighbourhood_id"))
        .col(text("name"))
        .col(text_null("landlord"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("residences", "association_id", "associations"))
        .foreign_key(&mut references("residences", "neighbourhood_id", "neighbourhoods"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "residences", &["association_id", "name"]).await?;
    Ok(())
}

async fn entrances(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("entrances")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("residence_id"))
        .col(text("building"))
        .col(text("name"))
        .col(text("street"))
        .col(text("postcode"))
        .col(text_null("insee_code"))
        .col(double_null("lat"))
        .col(double_null("lon"))
        .col(integer("hand_order"))
        .col(string("lift"))
        .col(date_null("lift_out_since"))
        .col(text("access_notes"))
        .col(binary_null("code_sealed"))
        .col(date_null("code_checked_on"))
        .col(integer("version"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("entrances", "association_id", "associations"))
        .foreign_key(&mut references("entrances", "residence_id", "residences"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "entrances", &["residence_id", "building", "name"]).await?;
    Ok(())
}

async fn dwellings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("dwellings")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("entrance_id"))
        .col(integer("floor"))
        .col(text("door"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("dwellings", "association_id", "associations"))
        .foreign_key(&mut references("dwellings", "entrance_id", "entrances"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "dwellings", &["entrance_id", "floor", "door"]).await?;
    Ok(())
}

async fn households(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("households")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("dwelling_id"))
        .col(date("opened_on"))
        .col(date_null("closed_on"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("households", "association_id", "associations"))
        .foreign_key(&mut references("households", "dwelling_id", "dwellings"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}
