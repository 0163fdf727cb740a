//! What was reported from the doors, and what follows from it.

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
        events(manager).await?;
        line_outcomes(manager).await?;
        extra_outcomes(manager).await?;
        visit_outcomes(manager).await?;
        pickup_outcomes(manager).await?;
        concerns(manager).await
    }
}

async fn events(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("events")
        .col(uuid("association_id"))
        .col(uuid("id"))
        .col(uuid("author_id"))
        .col(uuid("session_id"))
        .col(big_integer("device_seq"))
        .col(text("kind"))
        .col(uuid("round_id"))
        .col(uuid_null("drop_id"))
        .col(integer_null("seen_version"))
        .col(timestamp_with_time_zone("at_device"))
        .col(integer("offset_min"))
        .col(timestamp_with_time_zone("received_at"))
        .col(string("source"))
        .col(uuid_null("entered_by"))
        .col(boolean("decides"))
        .col(uuid_null("undoes"))
        .col(binary("fingerprint"))
        .col(json("payload"))
        .col(json("result"))
        .col(text_null("flagged"))
        .primary_key(Index::create().col("association_id").col("id"))
        .foreign_key(&mut references("events", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "events", &["association_id", "drop_id"]).await?;
    index(manager, "events", &["round_id"]).await?;
    index(manager, "events", &["undoes"]).await?;
    Ok(())
}

async fn line_outcomes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("line_outcomes")
        .col(uuid("order_line_id"))
        .col(uuid("association_id"))
        .col(uuid("drop_id"))
        .col(date("service_day"))
        .col(uuid("product_id"))
        .col(uuid("resident_id"))
        .col(uuid("residence_id"))
        .col(uuid_null("volunteer_id"))
        .col(integer("delivered"))
        .col(string("state"))
        .col(string_null("reason"))
        .col(boolean("met"))
        .col(boolean("flagged"))
        .col(uuid("event_id"))
        .primary_key(Index::create().col("order_line_id"))
        .foreign_key(&mut references("line_outcomes", "association_id", "associations"))
        .foreign_key(&mut references("line_outcomes", "drop_id", "drops"))
        .foreign_key(&mut references("line_outcomes", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "line_outcomes", &["association_id", "service_day"]).await?;
    Ok(())
}

async fn extra_outcomes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("extra_outcomes")
        .col(uuid("event_id"))
        .col(uuid("association_id"))
        .col(uuid("drop_id"))
        .col(date("service_day"))
        .col(uuid("product_id"))
        .col(uuid_null("resident_id"))
        .col(uuid("residence_id"))
        .col(uuid_null("volunteer_id"))
        .col(integer("quantity"))
        .primary_key(Index::create().col("event_id").col("association_id"))
        .foreign_key(&mut references("extra_outcomes", "association_id", "associations"))
        .foreign_key(&mut references("extra_outcomes", "drop_id", "drops"))
        .foreign_key(&mut references("extra_outcomes", "product_id", "products"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn visit_outcomes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("visit_outcomes")
        .col(uuid("visit_id"))
        .col(uuid("association_id"))
        .col(date("service_day"))
        .col(uuid("resident_id"))
        .col(uuid("residence_id"))
        .col(uuid_null("volunteer_id"))
        .col(string_null("light"))
        .col(string_null("reason"))
        .col(uuid("event_id"))
        .primary_key(Index::create().col("visit_id"))
        .foreign_key(&mut references("visit_outcomes", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "visit_outcomes", &["association_id", "service_day"]).await?;
    Ok(())
}

async fn pickup_outcomes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("pickup_outcomes")
        .col(uuid("round_id"))
        .col(uuid("product_id"))
        .col(uuid("association_id"))
        .col(date("service_day"))
        .col(uuid("volunteer_id"))
        .col(integer("picked_up"))
        .col(integer("brought_back"))
        .primary_key(Index::create().col("round_id").col("product_id"))
        .foreign_key(&mut references("pickup_outcomes", "round_id", "rounds"))
        .foreign_key(&mut references("pickup_outcomes", "product_id", "products"))
        .foreign_key(&mut references("pickup_outcomes", "association_id", "associations"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "pickup_outcomes", &["association_id", "service_day"]).await?;
    Ok(())
}

async fn concerns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("concerns")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(date("service_day"))
        .col(uuid_null("drop_id"))
        .col(uuid_null("event_id"))
        .col(string("kind"))
        .col(uuid("owner_id"))
        .col(timestamp_with_time_zone("opened_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(uuid_null("closed_by"))
        .col(text_null("done"))
        .col(integer("version"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("concerns", "association_id", "associations"))
        .foreign_key(&mut references("concerns", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "concerns", &["event_id", "resident_id", "kind"]).await?;
    Ok(())
}
