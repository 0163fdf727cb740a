//! The whole server inside another process, on a clock in hand: for tests and for the demo. It is the same as the binary's
//! but for what the options say, and ends with this value.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use app::hashing::{Cost, Hashing};
use app::notices::carrier::Carriers;
use app::planning::SearchLimits;
use app::{App, Store, condition};
use axum::Router;
use mobile_api::guard::Guards;
use shared::chance::Chance;
use shared::clock::Clock;
use shared::id::AccountId;

use crate::boot;
use crate::http::Bounds;
use crate::outside;
use crate::running::{Plan, Running};
use crate::stop::{self, Stop, Stopper};
use crate::worker::{self, Pace};

/// How long a coordinator of a stage waits for a search, as everywhere.
const BOARD_SEARCH_MS: u64 = 5000;

/// What a stage is made of.
pub struct StageOptions {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance; the installation's secret is drawn from it too.
    pub chance: Arc<dyn Chance>,
    /// A database that is empty or of this release.
    pub database_url: String,
    /// Connections to it.
    pub connections: u32,
    /// The public address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Whether health and metrics listen too, on a free port.
    pub operations: bool,
    /// How background work is done; without it, by [`Stage::settle`] alone.
    pub workers: Option<Pace>,
    /// Limits of requests.
    pub guards: Guards,
    /// Limits of connections.
    pub bounds: Bounds,
    /// Whether staff, volunteers and shared devices must choose a PIN.
    pub asks_pins: bool,
    /// Who brings notices.
    pub carriers: Carriers,
    /// Routes beside the API: [`mobile_api::docs`], or what a test needs.
    pub beside: Router,
}

impl StageOptions {
    /// A stage on a free local port, without workers, rate limit or documentation.
    pub fn new(database_url: String, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        Self {
            clock,
            chance,
            database_url,
            connections: 4,
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            operations: false,
            workers: None,
            guards: Guards::default(),
            bounds: Bounds {
                header: Duration::from_secs(5),
                write: Duration::from_secs(20),
                connections: 1000,
                grace: Duration::from_secs(10),
            },
            asks_pins: false,
            carriers: Carriers::default(),
            beside: Router::new(),
        }
    }
}

/// A server in this process.
pub struct Stage {
    app: App,
    running: Running,
    stopper: Stopper,
    stop: Stop,
}

impl Stage {
    /// Opens, migrates and serves.
    pub async fn start(options: StageOptions) -> Result<Self> {
        outside::choose_tls();
        let Ok(store) = Store::open(&options.database_url, options.connections).await else {
            bail!("la base de données ne s'ouvre pas");
        };
        boot::migrate(&store).await?;
        let mut secret = [0; 32];
        options.chance.fill(&mut secret);
        let app = boot::assemble(store, &secret, options.clock, options.chance);
        // One click signs in to the demo, and its weeks hold thousands of renewals: no PIN is asked, and hashing is cheap.
        let hashing = Arc::new(Hashing::new(app.keys.pepper(), Cost::LEAST));
        let limits = SearchLimits { board_ms: BOARD_SEARCH_MS, board_iterations: u64::MAX, ..SearchLimits::UNTIMED };
        let app = App { hashing, asks_pins: options.asks_pins, limits, carriers: options.carriers, ..app };
        let (stopper, stop) = stop::pair();
        let plan = Plan {
            listen: options.listen,
            operations_listen: options.operations.then_some((Ipv4Addr::LOCALHOST, 0).into()),
            guards: options.guards,
            bounds: options.bounds,
            workers: options.workers,
            beside: options.beside,
        };
        let running = Running::start(app.clone(), plan, stop.clone()).await?;
        Ok(Self { app, running, stopper, stop })
    }

    /// Where the API is, such as `http://127.0.0.1:40000`.
    pub fn url(&self) -> String {
        format!("http://{}", self.running.address)
    }

    /// Where health and metrics are, if they are.
    pub fn operations_url(&self) -> Option<String> {
        self.running.operations_address.map(|address| format!("http://{address}"))
    }

    /// The verbs' world, for what has no HTTP: pairing from the console, faults in the store.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Whether nobody lives in the database yet.
    pub async fn is_new(&self) -> Result<bool> {
        Ok(condition::is_new(&self.app.store).await?)
    }

    /// Does all background work that is due at the clock's hour.
    pub async fn settle(&self) -> Result<()> {
        Ok(worker::settle(&self.app).await?)
    }

    /// A pairing token for `account`, as `palier pair` prints it.
    pub async fn pair(&self, account: AccountId) -> Result<String> {
        Ok(app::sessions::pair_from_console(&self.app, account).await?)
    }

    /// Lets background work run by itself from now on.
    pub fn work(&self, pace: Pace) {
        tokio::spawn(worker::work(self.app.clone(), pace, self.stop.clone()));
    }

    /// Stops as the binary stops at SIGTERM.
    pub async fn stop(self) -> Result<()> {
        self.stopper.stop();
        self.running.ended().await
    }
}
