//! From settings to an [`App`]: the order in which a process gets ready, and every reason for which it refuses to.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use app::demonstration::Demonstration;
use app::hashing::{Cost, Hashing};
use app::keys::Keys;
use app::notices::carrier::Carriers;
use app::planning::SearchLimits;
use app::{App, Store, condition};
use migrations::State;
use shared::chance::Chance;
use shared::clock::Clock;

use crate::config::Settings;
use crate::lock::{self, FileLock};
use crate::machine::{OsChance, SystemClock};
use crate::outside;
use crate::secret;

/// An app on an open store, with the lock on its file.
pub struct Booted {
    /// The verbs' world.
    pub app: App,
    /// The settings that it was made from.
    pub settings: Settings,
    lock: Option<FileLock>,
}

/// The store alone: nothing is migrated, no key is needed.
pub struct Opened {
    /// The open store.
    pub store: Store,
    lock: Option<FileLock>,
}

/// For a process that stays: holds the file alone and brings the schema to this release.
pub async fn alone(settings: Settings) -> Result<Booted> {
    let opened = open_alone(&settings).await?;
    migrate(&opened.store).await?;
    let ways = outside::ways(&settings).await?;
    let limits = settings.search_limits();
    let carriers = outside::carriers(&settings).await?;
    let mut booted = with_machine(opened, settings).await?;
    if booted.lock.is_some() {
        app::jobs::release(&booted.app).await?;
        app::notices::release(&booted.app).await?;
    }
    booted.app.ways = ways;
    booted.app.limits = limits;
    booted.app.carriers = carriers;
    Ok(booted)
}

/// For a short command that may run beside a server: takes no lock and changes no schema.
pub async fn beside(settings: Settings) -> Result<Booted> {
    let store = open_beside(&settings).await?;
    if let State::Older(_) = known(&store).await? {
        bail!("le schéma de la base est plus ancien que ce palier: lancez palier migrate");
    }
    with_machine(Opened { store, lock: None }, settings).await
}

/// Opens the database for this process alone, making folder and file where they are missing.
pub async fn open_alone(settings: &Settings) -> Result<Opened> {
    folder(&settings.data_dir)?;
    let lock = match settings.sqlite_file() {
        Some(path) => Some(prepare(&path)?),
        None => None,
    };
    Ok(Opened { store: open(settings).await?, lock })
}

/// Opens a database that is there.
pub async fn open_beside(settings: &Settings) -> Result<Store> {
    if let Some(path) = settings.sqlite_file().filter(|path| !path.is_file()) {
        bail!("il n'y a pas encore de base à {}: lancez palier init ou palier serve", path.display());
    }
    open(settings).await
}

/// Brings the schema to this release; a schema of a later release is left alone.
pub async fn migrate(store: &Store) -> Result<()> {
    if let State::Older(names) = known(store).await? {
        tracing::info!(migrations = names.len(), "bringing the schema to this release");
        migrations::bring(store.bare()).await.context("une migration a échoué; rien n'en est resté")?;
    }
    Ok(())
}

/// The state of the schema, unless it is of a later release.
async fn known(store: &Store) -> Result<State> {
    match migrations::state(store.bare()).await.context("la base ne répond pas")? {
        State::Newer(names) => bail!(
            "cette base vient d'un palier plus récent (migration {}). Lancez ce palier-là, ou remettez une sauvegarde",
            names.join(", ")
        ),
        state => Ok(state),
    }
}

/// An app from its parts, for those who bring their own clock and chance.
pub fn assemble(store: Store, secret: &[u8], clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> App {
    let keys = Arc::new(Keys::derive(secret));
    let hashing = Arc::new(Hashing::new(keys.pepper(), Cost::FULL));
    let (limits, bells) = (SearchLimits::UNTIMED, Arc::default());
    let demonstration = Demonstration::default();
    App {
        store,
        clock,
        chance,
        keys,
        hashing,
        asks_pins: true,
        ways: None,
        bells,
        limits,
        demonstration,
        carriers: Carriers::default(),
    }
}

async fn with_machine(opened: Opened, settings: Settings) -> Result<Booted> {
    for setting in condition::settings(&opened.store, settings.connections).await? {
        if !setting.holds() {
            let (name, wanted) = (setting.name, setting.wanted);
            tracing::warn!(name, wanted, "a setting of the database may lose what is acknowledged");
        }
    }
    let new = condition::is_new(&opened.store).await?;
    let secret = secret::read(&settings, new)?;
    let app = assemble(opened.store, &secret, Arc::new(SystemClock), Arc::new(OsChance));
    Ok(Booted { app, settings, lock: opened.lock })
}

async fn open(settings: &Settings) -> Result<Store> {
    // The address may hold a password, and the driver's error may hold the address: neither is told.
    Store::open(&settings.database_url(), settings.connections).await.map_err(|error| {
        tracing::debug!(%error, "the database does not open");
        anyhow::anyhow!("la base de données ne s'ouvre pas: vérifiez PALIER_DATABASE_URL et que le serveur répond")
    })
}

/// The file of a SQLite database, for this user alone. SQLite gives its log the rights of the file, so the file is made
/// here before SQLite would.
fn prepare(path: &Path) -> Result<FileLock> {
    if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
        bail!("une base en mémoire ne garde rien: donnez un fichier, comme sqlite://palier.db");
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        folder(parent)?;
    }
    let lock = FileLock::take(path)?;
    lock::private(path).with_context(|| format!("{} ne s'ouvre pas", path.display()))?;
    Ok(lock)
}

fn folder(path: &Path) -> Result<()> {
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| format!("le dossier {} ne se crée pas", path.display()))
}
