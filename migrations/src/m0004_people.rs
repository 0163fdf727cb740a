//! Residents and volunteers.

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
        residents(manager).await?;
        consents(manager).await?;
        absences(manager).await?;
        talks(manager).await?;
        volunteers(manager).await?;
        availabilities(manager).await?;
        availability_exceptions(manager).await?;
        usual_doors(manager).await?;
        blocked_pairs(manager).await
    }
}

async fn residents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("residents")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("household_id"))
        .col(uuid_null("account_id"))
        .col(string_null("courtesy_title"))
        .col(text("given_name"))
        .col(text("family_name"))
        .col(text("search_key"))
        .col(text_null("phone"))
        .col(boolean("landline"))
        .col(string("contact_preference"))
        .col(string("handover"))
        .col(date_null("bread_bag_on"))
        .col(text_null("call_name"))
        .col(text_null("call_phone"))
        .col(text("door_note"))
        .col(date_null("last_spoken_on"))
        .col(string("status"))
        .col(date("status_since"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("residents", "association_id", "associations"))
        .foreign_key(&mut references("residents", "household_id", "households"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "residents", &["association_id", "search_key"]).await?;
    Ok(())
}

async fn consents(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("consents")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(string("purpose"))
        .col(string("how"))
        .col(date("given_on"))
        .col(uuid_null("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(date_null("withdrawn_on"))
        .col(string_null("withdrawn_how"))
        .col(uuid_null("withdrawn_by"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("consents", "association_id", "associations"))
        .foreign_key(&mut references("consents", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    unique_where(manager, "consents", &["resident_id", "purpose"], "withdrawn_at IS NULL").await?;
    Ok(())
}

async fn absences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("absences")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(date("first_day"))
        .col(date_null("last_day"))
        .col(string("channel"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("recorded_at"))
        .col(timestamp_with_time_zone_null("cancelled_at"))
        .col(integer("version"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("absences", "association_id", "associations"))
        .foreign_key(&mut references("absences", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "absences", &["resident_id", "first_day"]).await?;
    Ok(())
}

async fn talks(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("talks")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("resident_id"))
        .col(string("outcome"))
        .col(string("channel"))
        .col(uuid("recorded_by"))
        .col(timestamp_with_time_zone("at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("talks", "association_id", "associations"))
        .foreign_key(&mut references("talks", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn volunteers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("volunteers")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("account_id"))
        .col(integer("number"))
        .col(text("given_name"))
        .col(text("family_name"))
        .col(text_null("phone"))
        .col(string("status"))
        .col(date_null("accepted_on"))
        .col(uuid_null("accepted_by"))
        .col(date_null("charter_on"))
        .col(string("means"))
        .col(integer("max_carry_kg"))
        .col(boolean("stairs"))
        .col(date_null("visit_trained_on"))
        .col(text("start_label"))
        .col(double_null("start_lat"))
        .col(double_null("start_lon"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("volunteers", "association_id", "associations"))
        .foreign_key(&mut references("volunteers", "account_id", "accounts"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "volunteers", &["association_id", "number"]).await?;
    Ok(())
}

async fn availabilities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("availabilities")
        .col(uuid("volunteer_id"))
        .col(integer("weekday"))
        .col(integer("from_min"))
        .col(integer("until_min"))
        .primary_key(Index::create().col("volunteer_id").col("weekday").col("from_min"))
        .foreign_key(&mut references("availabilities", "volunteer_id", "volunteers"))
        .to_owned();
    manager.create_table(table).await?;
    Ok(())
}

async fn availability_exceptions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("availability_exceptions")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("volunteer_id"))
        .col(date("day"))
        .col(integer_null("from_min"))
        .col(integer_null("until_min"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("availability_exceptions", "association_id", "associations"))
        .foreign_key(&mut references("availability_exceptions", "volunteer_id", "volunteers"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "availability_exceptions", &["volunteer_id", "day"]).await?;
    Ok(())
}

async fn usual_doors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("usual_doors")
        .col(uuid("resident_id"))
        .col(uuid("association_id"))
        .col(uuid("volunteer_id"))
        .col(integer("rank"))
        .primary_key(Index::create().col("resident_id"))
        .foreign_key(&mut references("usual_doors", "resident_id", "residents"))
        .foreign_key(&mut references("usual_doors", "association_id", "associations"))
        .foreign_key(&mut references("usual_doors", "volunteer_id", "volunteers"))
        .to_owned();
    manager.create_table(table).await?;
    index(manager, "usual_doors", &["volunteer_id", "rank"]).await?;
    Ok(())
}

async fn blocked_pairs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = Table::create()
        .table("blocked_pairs")
        .col(uuid("id"))
        .col(uuid("association_id"))
        .col(uuid("volunteer_id"))
        .col(uuid("resident_id"))
        .col(uuid("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(Index::create().col("id"))
        .foreign_key(&mut references("blocked_pairs", "association_id", "associations"))
        .foreign_key(&mut references("blocked_pairs", "volunteer_id", "volunteers"))
        .foreign_key(&mut references("blocked_pairs", "resident_id", "residents"))
        .to_owned();
    manager.create_table(table).await?;
    unique(manager, "blocked_pairs", &["volunteer_id", "resident_id"]).await?;
    Ok(())
}
