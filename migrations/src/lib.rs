//! The schema, one change a file, never edited once released. The README beside `src` tells how to expand and contract.
//!
//! Deliberately absent: entities. A migration describes the tables as they were on its day.
#![allow(missing_docs, reason = "a migration's file name and head say what it does")]

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::MigratorTrait;

mod m0001_associations;
mod m0002_sessions;
mod m0003_places;
mod m0004_people;
mod m0005_shops;
mod m0006_orders;
mod m0007_visits;
mod m0008_rounds;
mod m0009_outcomes;
mod m0010_secrets;
mod m0011_answers;
mod m0012_walks;
mod m0013_searches;
mod m0014_walking_pairs;
mod m0015_notices;
mod m0016_clock;
mod m0017_push_carriers;
mod m0018_told_rounds;
mod m0019_delivery_reports;
mod m0020_notice_preferences;
mod shape;
mod state;

pub use state::{State, bring, state};

/// Brings a database to the schema of this release.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_associations::Migration),
            Box::new(m0002_sessions::Migration),
            Box::new(m0003_places::Migration),
            Box::new(m0004_people::Migration),
            Box::new(m0005_shops::Migration),
            Box::new(m0006_orders::Migration),
            Box::new(m0007_visits::Migration),
            Box::new(m0008_rounds::Migration),
            Box::new(m0009_outcomes::Migration),
            Box::new(m0010_secrets::Migration),
            Box::new(m0011_answers::Migration),
            Box::new(m0012_walks::Migration),
            Box::new(m0013_searches::Migration),
            Box::new(m0014_walking_pairs::Migration),
            Box::new(m0015_notices::Migration),
            Box::new(m0016_clock::Migration),
            Box::new(m0017_push_carriers::Migration),
            Box::new(m0018_told_rounds::Migration),
            Box::new(m0019_delivery_reports::Migration),
            Box::new(m0020_notice_preferences::Migration),
        ]
    }
}
