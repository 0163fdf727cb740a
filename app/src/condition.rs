//! The condition of the store, for those who run palier: whether it answers, whether anything lives in it, and whether
//! its settings keep what it acknowledges.

use sea_orm::{ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait, Statement, TransactionTrait};

use crate::Store;
use crate::error::{Error, Result};
use crate::table::association;

/// A setting of the database, and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What it is, on every connection that was asked.
    pub found: Vec<String>,
    /// What it must be.
    pub wanted: &'static str,
}

impl Setting {
    /// Whether every connection has what is wanted.
    pub fn holds(&self) -> bool {
        !self.found.is_empty() && self.found.iter().all(|found| found == self.wanted)
    }
}

/// synchronous 2 is FULL: a commit returns after the disk has it.
const SQLITE: [(&str, &str); 4] =
    [("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1"), ("secure_delete", "1")];
const POSTGRES: [(&str, &str); 3] = [("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")];

/// Whether the store answers.
pub async fn ping(store: &Store) -> Result<()> {
    store.reader().execute_unprepared("SELECT 1").await?;
    Ok(())
}

/// Whether no association lives here yet. The schema must be current.
pub async fn is_new(store: &Store) -> Result<bool> {
    Ok(association::Entity::find().count(store.reader()).await? == 0)
}

/// The settings on which durability stands, asked of every connection that reads and of one that
/// writes: on SQLite there is no other.
pub async fn settings(store: &Store, connections: u32) -> Result<Vec<Setting>> {
    let (reader, writer) = (store.reader(), store.bare());
    let (names, ask): (&[_], _) = match reader.get_database_backend() {
        DatabaseBackend::Sqlite => (&SQLITE, "PRAGMA"),
        _ => (&POSTGRES, "SHOW"),
    };
    let mut settings: Vec<_> = names.iter().map(|(name, wanted)| Setting { name, found: Vec::new(), wanted }).collect();
    // A transaction holds its connection, so as many as the pool has are as many different ones.
    let mut held = Vec::new();
    for _ in 0..connections {
        held.push(reader.begin().await?);
    }
    for connection in &held {
        note(connection, ask, &mut settings).await?;
    }
    drop(held);
    note(writer, ask, &mut settings).await?;
    Ok(settings)
}

async fn note(connection: &impl ConnectionTrait, ask: &str, settings: &mut [Setting]) -> Result<()> {
    for setting in settings {
        let question = Statement::from_string(connection.get_database_backend(), format!("{ask} {}", setting.name));
        let row =
            connection.query_one_raw(question).await?.ok_or_else(|| Error::Bug("a setting has no value".into()))?;
        let found =
            row.try_get_by_index::<String>(0).or_else(|_| row.try_get_by_index::<i64>(0).map(|n| n.to_string()));
        setting.found.push(found?);
    }
    Ok(())
}
