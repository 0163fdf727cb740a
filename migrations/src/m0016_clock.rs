//! What the clock has asked for and was seen to: one row for each association, entry of the timetable and local day. The
//! primary key lets each in once, however many processes look.

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
        manager.create_table(marks()).await
    }
}

fn marks() -> TableCreateStatement {
    Table::create()
        .table("clock_marks")
        .col(uuid("association_id"))
        .col(date("service_day"))
        .col(string("name"))
        .col(timestamp_with_time_zone("done_at"))
        // The day before the name: a look asks for the marks of two days, and retention for those of long ago.
        .primary_key(Index::create().col("association_id").col("service_day").col("name"))
        .foreign_key(&mut references("clock_marks", "association_id", "associations"))
        .to_owned()
}
