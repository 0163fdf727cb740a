//! The door to the database: how it is opened, and the two kinds of transaction.
//!
//! Writes of one association pass one after the other on both databases: SQLite has one writer, PostgreSQL takes an
//! advisory lock on the association. So a rule that reads before it writes needs no lock of its own, and the instant
//! that decides it, [`Tx::now`], is taken after the lock is held.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use shared::Identity;
use shared::chance::Chance;
use shared::clock::Clock;
use shared::id::AssociationId;

use crate::error::Result;

/// How long a statement waits for a lock, and a request for a connection, before the answer is "busy".
const PATIENCE: Duration = Duration::from_secs(5);

/// An open database: connections that write, on SQLite a single one, and connections that read. They are apart, so that
/// writers who wait for their turn in one association never take a reader's place in another.
#[derive(Clone)]
pub struct Store {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

impl Store {
    /// Opens the database at `url` (`sqlite://…` or `postgres://…`) with at most `connections` to read, and on PostgreSQL as
    /// many to write.
    pub async fn open(url: &str, connections: u32) -> std::result::Result<Self, DbErr> {
        let writers = if url.starts_with("sqlite:") { 1 } else { connections };
        let writer = Database::connect(options(url, writers)).await?;
        let reader = Database::connect(options(url, connections)).await?;
        Ok(Self { writer, reader })
    }

    /// The connection for migrations and checks, outside any association.
    pub fn bare(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// A connection for reads that need no common instant.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// A transaction whose reads all see one state.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            isolation_level: Some(sea_orm::IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        };
        let options = match self.reader.get_database_backend() {
            DatabaseBackend::Postgres => options,
            _ => TransactionOptions { isolation_level: None, access_mode: None, ..options },
        };
        Ok(self.reader.begin_with_options(options).await?)
    }

    pub(crate) async fn begin(
        &self,
        association: Option<AssociationId>,
        clock: &dyn Clock,
        chance: Arc<dyn Chance>,
    ) -> Result<Tx> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let inner = self.writer.begin_with_options(options).await?;
        if inner.get_database_backend() == DatabaseBackend::Postgres {
            lock(&inner, association).await?;
        }
        Ok(Tx { inner, now: clock.now(), made: AtomicU32::new(0), chance })
    }
}

/// One writer at a time in an association; the installation's own writes share lock 0.
async fn lock(inner: &DatabaseTransaction, association: Option<AssociationId>) -> Result<()> {
    let key = association.map_or(0, |id| {
        let (high, low) = id.uuid().as_u64_pair();
        i64::from_ne_bytes((high ^ low).to_ne_bytes())
    });
    let statement =
        Statement::from_sql_and_values(DatabaseBackend::Postgres, "SELECT pg_advisory_xact_lock($1)", [key.into()]);
    inner.execute_raw(statement).await?;
    Ok(())
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(PATIENCE).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("secure_delete", "ON")
    });
    options.map_sqlx_postgres_opts(|postgres| {
        let limit = PATIENCE.as_millis().to_string();
        postgres.options([("lock_timeout", limit.as_str()), ("statement_timeout", "30000")])
    });
    options
}

/// A transaction that writes. It is dropped, and with it every effect, unless it is committed.
pub struct Tx {
    inner: DatabaseTransaction,
    /// The one instant that decides everything in this transaction.
    pub now: DateTime<Utc>,
    /// How many ids it has made.
    made: AtomicU32,
    chance: Arc<dyn Chance>,
}

impl Tx {
    /// The transaction as a connection.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.inner
    }

    /// A new id, of this transaction's instant. Ids sort in the order in which they are made: a list that is read by id
    /// stands as it was written.
    pub fn id<T: Identity>(&self) -> T {
        T::nth(self.made.fetch_add(1, Ordering::Relaxed), self.now, self.chance.as_ref())
    }

    /// Fills a buffer with chance, for tokens and nonces.
    pub fn fill(&self, buffer: &mut [u8]) {
        self.chance.fill(buffer);
    }

    /// Makes every effect durable.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}
