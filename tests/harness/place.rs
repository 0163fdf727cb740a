//! A database for each house: a copy of one that was migrated once in this process. SQLite's template is bytes in memory,
//! so nothing of it is left behind; PostgreSQL's is a database of the cluster that `cargo xtask test` ends with the run.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::Store;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Where a house keeps its rows; a server that is not a house may keep its own there too.
pub enum Place {
    /// A file in a folder that goes with the house.
    File {
        /// Its address.
        url: String,
        /// Goes when it is dropped.
        _folder: TempDir,
    },
    /// A database of the cluster.
    Database {
        /// Its address.
        url: String,
        /// Its name.
        name: String,
        /// The address of the superuser.
        cluster: String,
    },
}

static BYTES: OnceCell<Vec<u8>> = OnceCell::const_new();
static TEMPLATE: OnceCell<String> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

impl Place {
    /// A migrated database in which nobody has set anything up.
    pub async fn fresh() -> Self {
        match std::env::var("PALIER_TEST_DATABASE").as_deref() {
            Ok("postgres") => database().await,
            Ok("sqlite") | Err(_) => file().await,
            Ok(other) => panic!("PALIER_TEST_DATABASE is {other}, neither sqlite nor postgres"),
        }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        match self {
            Self::File { url, .. } | Self::Database { url, .. } => url,
        }
    }

    /// Takes the database away; a file goes with its folder.
    pub async fn clear(&self) {
        if let Self::Database { name, cluster, .. } = self {
            let cluster = Database::connect(cluster).await.expect("the cluster");
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            cluster.execute_unprepared(&drop).await.expect("a database that can be dropped");
            cluster.close().await.expect("a connection that closes");
        }
    }
}

async fn file() -> Place {
    let bytes = BYTES.get_or_init(migrated_bytes).await;
    let folder = tempfile::Builder::new().prefix("palier-house-").tempdir().expect("a temporary folder");
    let path = folder.path().join("palier.sqlite");
    std::fs::write(&path, bytes).expect("a copy of the template");
    Place::File { url: format!("sqlite://{}", path.display()), _folder: folder }
}

async fn migrated_bytes() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("template.sqlite");
    let store = Store::open(&format!("sqlite://{}", path.display()), 1).await.expect("a new database");
    Migrator::up(store.bare(), None).await.expect("migrations that run");
    store.bare().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
    store.reader().clone().close().await.expect("a connection that closes");
    store.bare().clone().close().await.expect("a connection that closes");
    std::fs::read(&path).expect("the template")
}

async fn database() -> Place {
    let cluster = std::env::var("PALIER_TEST_PG").expect("PALIER_TEST_PG: the address of a PostgreSQL superuser");
    let template = TEMPLATE.get_or_init(|| migrated_template(&cluster)).await;
    let name = format!("house_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let connection = Database::connect(&cluster).await.expect("the cluster");
    copy(&connection, &name, template).await;
    connection.close().await.expect("a connection that closes");
    Place::Database { url: named(&cluster, &name), name, cluster }
}

/// Several houses open at once, and the server takes a moment to notice that the migrating connection is gone.
async fn copy(cluster: &DatabaseConnection, name: &str, template: &str) {
    let create = format!("CREATE DATABASE {name} TEMPLATE {template}");
    for _ in 0..200 {
        match cluster.execute_unprepared(&create).await {
            Ok(_) => return,
            Err(error) if error.to_string().contains("being accessed by other users") => {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
            Err(error) => panic!("no copy of the template: {error}"),
        }
    }
    panic!("somebody stays connected to the template");
}

async fn migrated_template(cluster: &str) -> String {
    let name = format!("palier_template_{}", std::process::id());
    let connection = Database::connect(cluster).await.expect("the cluster");
    connection.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await.expect("no old template");
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a new database");
    connection.close().await.expect("a connection that closes");
    let store = Store::open(&named(cluster, &name), 1).await.expect("the new database");
    Migrator::up(store.bare(), None).await.expect("migrations that run");
    store.bare().clone().close().await.expect("a connection that closes");
    name
}

/// The same address with another database's name.
fn named(url: &str, database: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, None), |(address, options)| (address, Some(options)));
    let (server, _) = address.rsplit_once('/').expect("an address with a database");
    options.map_or(format!("{server}/{database}"), |options| format!("{server}/{database}?{options}"))
}
