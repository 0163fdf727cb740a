//! Plans, rounds, stops, drops.

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
        plans(manager).await?;
        rounds(manager).await?;
        stops(manager).await?;
        pickups(manager).await?;
        drops(manager).await?;
        drop_tasks(manager).await?;
        proposals(manager).await
    }
}

async fn plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("plans")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("neighbourhood_id"))
        .col(date("service_day"))
        .col(integer("version"))
        .col(binary("inputs"))
        .col(timestamp_with_time_zone("published_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("plans", "association_id", "associations"))
        .foreign_key(&mut references("plans", "neighbourhood_id", "neighbourhoods"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "plans", &["neighbourhood_id", "service_day"]).await?;
    Ok(())
}

async fn rounds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("rounds")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("neighbourhood_id"))
        .col(date("service_day"))
        .col(uuid("volunteer_id"))
        .col(string("shift"))
        .col(string("status"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("starts_at"))
        .col(timestamp_with_time_zone("ends_at"))
        .col(integer("metres"))
        .col(integer("kg_floors"))
        .col(binary("content").default(Vec::<u8>::new()))
        .col(timestamp_with_time_zone_null("answered_at"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("rounds", "association_id", "associations"))
        .foreign_key(&mut references("rounds", "neighbourhood_id", "neighbourhoods"))
        .foreign_key(&mut references("rounds", "volunteer_id", "volunteers"))
        .to_owned();
    manager.create_table(table).await?;
    // A cancelled round stays for what its phone may still report, beside the one that its volunteer took over.
    let columns = ["association_id", "service_day", "volunteer_id", "shift"];
    unique_where(manager, "rounds", &columns, "status <> 'cancelled'").await?;
    Ok(())
}

async fn stops(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("stops")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("round_id"))
        .col(integer("position"))
        .col(string("kind"))
        .col(uuid_null("entrance_id"))
        .col(uuid_null("pickup_point_id"))
        .col(timestamp_with_time_zone("arrives_at"))
        .col(timestamp_with_time_zone("leaves_at"))
        .col(integer("load_grams"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("stops", "association_id", "associations"))
        .foreign_key(&mut references("stops", "round_id", "rounds"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "stops", &["round_id", "position"]).await?;
    Ok(())
}

async fn pickups(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pickups")
        .col(uuid("stop_id"))
        .col(uuid("product_id"))
        .col(integer("quantity"))
        .primary_key(Index::create().col("stop_id").col("product_id"))
        .foreign_key(&mut references("pickups", "stop_id", "stops"))
        .foreign_key(&mut references("pickups", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn drops(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("drops")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(date("service_day"))
        .col(uuid("household_id"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("drops", "association_id", "associations"))
        .foreign_key(&mut references("drops", "household_id", "households"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "drops", &["association_id", "service_day", "household_id"]).await?;
    Ok(())
}

async fn drop_tasks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("drop_tasks")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("drop_id"))
        .col(date("service_day"))
        .col(uuid("resident_id"))
        .col(uuid_null("order_line_id"))
        .col(uuid_null("visit_id"))
        .col(uuid_null("round_id"))
        .col(uuid_null("stop_id"))
        .col(integer("position"))
        .col(integer("parts").default(1))
        .col(string_null("unserved_reason"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("drop_tasks", "association_id", "associations"))
        .foreign_key(&mut references("drop_tasks", "drop_id", "drops"))
        .foreign_key(&mut references("drop_tasks", "resident_id", "residents"))
        .foreign_key(&mut references("drop_tasks", "round_id", "rounds"))
        .foreign_key(references("drop_tasks", "stop_id", "stops").on_delete(ForeignKeyAction::SetNull))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "drop_tasks", &["association_id", "service_day"]).await?;
    index(manager, "drop_tasks", &["round_id"]).await?;
    Ok(())
}

async fn proposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("proposals")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("neighbourhood_id"))
        .col(date("service_day"))
        .col(uuid("resident_id"))
        .col(uuid_null("from_volunteer_id"))
        .col(uuid("to_volunteer_id"))
        .col(integer("seconds_saved"))
        .col(string("status"))
        .col(timestamp_with_time_zone("created_at"))
        .col(uuid_null("decided_by"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("proposals", "association_id", "associations"))
        .foreign_key(&mut references("proposals", "neighbourhood_id", "neighbourhoods"))
        .foreign_key(&mut references("proposals", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    unique_where(manager, "proposals", &["resident_id"], "status = 'proposed'").await?;
    Ok(())
}
