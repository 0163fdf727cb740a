//! Pick-up points and products.

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
        pickup_points(manager).await?;
        openings(manager).await?;
        closures(manager).await?;
        products(manager).await?;
        product_prices(manager).await
    }
}

async fn pickup_points(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pickup_points")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(string("kind"))
        .col(text("name"))
        .col(text_null("phone"))
        .col(text("address"))
        .col(double_null("lat"))
        .col(double_null("lon"))
        .col(boolean("active"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("pickup_points", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "pickup_points", &["association_id", "name"]).await?;
    Ok(())
}

async fn openings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("openings")
        .col(uuid("pickup_point_id"))
        .col(integer("weekday"))
        .col(integer("opens_min"))
        .col(integer("closes_min"))
        .primary_key(Index::create().col("pickup_point_id").col("weekday").col("opens_min"))
        .foreign_key(&mut references("openings", "pickup_point_id", "pickup_points"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn closures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("closures")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("pickup_point_id"))
        .col(date("first_day"))
        .col(date("last_day"))
        .col(integer_null("opens_min"))
        .col(integer_null("closes_min"))
        .col(text("reason"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("closures", "association_id", "associations"))
        .foreign_key(&mut references("closures", "pickup_point_id", "pickup_points"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn products(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("products")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("pickup_point_id"))
        .col(string("kind"))
        .col(text("name"))
        .col(text("unit_one"))
        .col(text("unit_many"))
        .col(integer("grams"))
        .col(integer("splits_into"))
        .col(integer("delivery_weekdays"))
        .col(string("cutoff_kind"))
        .col(integer("cutoff_days"))
        .col(integer("cutoff_weekday"))
        .col(integer("cutoff_min"))
        .col(integer("deliver_from_min"))
        .col(integer("deliver_until_min"))
        .col(integer("max_per_order"))
        .col(boolean("active"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("products", "association_id", "associations"))
        .foreign_key(&mut references("products", "pickup_point_id", "pickup_points"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "products", &["association_id", "name"]).await?;
    Ok(())
}

async fn product_prices(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("product_prices")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("product_id"))
        .col(date("valid_from"))
        .col(big_integer("cents"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("product_prices", "association_id", "associations"))
        .foreign_key(&mut references("product_prices", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "product_prices", &["product_id", "valid_from"]).await?;
    Ok(())
}
