//! How a database's schema stands to this release, and the way to bring it there.

use std::collections::BTreeSet;

use sea_orm_migration::MigratorTrait as _;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DatabaseConnection, DbBackend, TransactionTrait as _};

use crate::Migrator;

/// One number for all who migrate on PostgreSQL: the letters of "palier".
const LOCK: i64 = 0x0070_616c_6965_7200;

/// How a database's schema stands to this release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// They are the same.
    Current,
    /// These migrations of this release are not there yet.
    Older(Vec<String>),
    /// These migrations are there and this release does not know them.
    Newer(Vec<String>),
}

/// Compares, without writing anything.
pub async fn state(db: &DatabaseConnection) -> Result<State, DbErr> {
    let known: BTreeSet<String> = Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let applied: BTreeSet<String> = if SchemaManager::new(db).has_table("seaql_migrations").await? {
        let rows = db.query_all(Query::select().column("version").from("seaql_migrations")).await?;
        rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?
    } else {
        BTreeSet::new()
    };
    let only_in = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect::<Vec<_>>();
    let (newer, older) = (only_in(&applied, &known), only_in(&known, &applied));
    Ok(match (newer.is_empty(), older.is_empty()) {
        (false, _) => State::Newer(newer),
        (true, false) => State::Older(older),
        (true, true) => State::Current,
    })
}

/// Applies what is missing, each migration in a transaction. Two processes that start at once do it one after the
/// other: on PostgreSQL by an advisory lock, held by a transaction of its own; on SQLite by the lock on the file.
pub async fn bring(db: &DatabaseConnection) -> Result<(), DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Migrator::up(db, None).await;
    }
    let guard = db.begin().await?;
    guard.execute_unprepared("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0").await?;
    guard.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    Migrator::up(db, None).await?;
    guard.commit().await
}
