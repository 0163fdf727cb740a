//! Orders, usual orders and slips.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::shape::{index, references, unique, unique_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        orders(manager).await?;
        order_lines(manager).await?;
        standing_orders(manager).await?;
        standing_lines(manager).await?;
        standing_skips(manager).await?;
        slips(manager).await?;
        slip_lines(manager).await?;
        slip_changes(manager).await
    }
}

async fn orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("orders")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(date("service_day"))
        .col(string("status"))
        .col(string("channel"))
        .col(uuid_null("standing_order_id"))
        .col(boolean("touched"))
        .col(uuid_null("placed_by"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("changed_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("orders", "association_id", "associations"))
        .foreign_key(&mut references("orders", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "orders", &["association_id", "service_day"]).await?;
    unique_where(manager, "orders", &["resident_id", "service_day"], "status <> 'cancelled'").await?;
    Ok(())
}

async fn order_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("order_lines")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("order_id"))
        .col(uuid("product_id"))
        .col(integer("quantity"))
        .col(big_integer("unit_cents"))
        .col(text_null("override_reason"))
        .col(integer("set_aside"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("order_lines", "association_id", "associations"))
        .foreign_key(&mut references("order_lines", "order_id", "orders"))
        .foreign_key(&mut references("order_lines", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "order_lines", &["order_id", "product_id"]).await?;
    Ok(())
}

async fn standing_orders(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("standing_orders")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(string("status"))
        .col(date("starts_on"))
        .col(date_null("paused_until"))
        .col(date_null("paused_on"))
        .col(date_null("stopped_on"))
        .col(string("channel"))
        .col(uuid("recorded_by"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("standing_orders", "association_id", "associations"))
        .foreign_key(&mut references("standing_orders", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    unique_where(manager, "standing_orders", &["resident_id"], "status <> 'stopped'").await?;
    Ok(())
}

async fn standing_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("standing_lines")
        .col(uuid("standing_order_id"))
        .col(uuid("product_id"))
        .col(integer("weekday"))
        .col(integer("quantity"))
        .primary_key(Index::create().col("standing_order_id").col("product_id").col("weekday"))
        .foreign_key(&mut references("standing_lines", "standing_order_id", "standing_orders"))
        .foreign_key(&mut references("standing_lines", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn standing_skips(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("standing_skips")
        .col(uuid("standing_order_id"))
        .col(date("day"))
        .primary_key(Index::create().col("standing_order_id").col("day"))
        .foreign_key(&mut references("standing_skips", "standing_order_id", "standing_orders"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn slips(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("slips")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("pickup_point_id"))
        .col(date("service_day"))
        .col(string("status"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(uuid_null("confirmed_by"))
        .col(string_null("confirmed_how"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("slips", "association_id", "associations"))
        .foreign_key(&mut references("slips", "pickup_point_id", "pickup_points"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "slips", &["pickup_point_id", "service_day"]).await?;
    Ok(())
}

async fn slip_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("slip_lines")
        .col(uuid("slip_id"))
        .col(uuid("product_id"))
        .col(uuid("association_id"))
        .col(date("service_day"))
        .col(integer("quantity"))
        .col(timestamp_with_time_zone("frozen_at"))
        .primary_key(Index::create().col("slip_id").col("product_id"))
        .foreign_key(&mut references("slip_lines", "slip_id", "slips"))
        .foreign_key(&mut references("slip_lines", "product_id", "products"))
        .foreign_key(&mut references("slip_lines", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn slip_changes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("slip_changes")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("slip_id"))
        .col(uuid("product_id"))
        .col(uuid("order_line_id"))
        .col(integer("delta"))
        .col(text("reason"))
        .col(uuid("made_by"))
        .col(timestamp_with_time_zone("made_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("slip_changes", "association_id", "associations"))
        .foreign_key(&mut references("slip_changes", "slip_id", "slips"))
        .foreign_key(&mut references("slip_changes", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}
