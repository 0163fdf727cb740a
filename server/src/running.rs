//! A server that runs: two listeners and a worker, started together and stopped in an order. Readiness goes first, then
//! nobody new is let in, requests under way finish, and last the operations listener, which tells all of it, goes.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::App;
use axum::Router;
use mobile_api::guard::Guards;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::http::{self, Bounds};
use crate::stop::{self, Stop, Stopper};
use crate::worker::Pace;
use crate::{assets, operations, telemetry, worker};

/// How long operations clients are waited for, at the very end.
const LAST_GRACE: Duration = Duration::from_millis(200);
/// The pause between two upkeeps of the metrics.
const UPKEEP: Duration = Duration::from_secs(10);

/// What to run.
pub struct Plan {
    /// The public address.
    pub listen: SocketAddr,
    /// The operations address; without one there is no such listener.
    pub operations_listen: Option<SocketAddr>,
    /// Limits of requests.
    pub guards: Guards,
    /// Limits of connections.
    pub bounds: Bounds,
    /// How background work is done; without it, none is.
    pub workers: Option<Pace>,
    /// Routes beside the API, behind the same guards.
    pub beside: Router,
}

/// A server that runs.
pub struct Running {
    /// Where the API is.
    pub address: SocketAddr,
    /// Where health and metrics are.
    pub operations_address: Option<SocketAddr>,
    public: JoinHandle<()>,
    worker: Option<JoinHandle<()>>,
    operations: Option<(JoinHandle<()>, Stopper)>,
}

impl Running {
    /// Starts everything; it stops when `stop` is asked.
    pub async fn start(app: App, plan: Plan, stop: Stop) -> Result<Self> {
        // The recorder comes before the first count.
        telemetry::metrics();
        tokio::spawn(keep_metrics(stop.clone()));
        let public = bind(plan.listen).await?;
        let address = public.local_addr()?;
        let (operations_address, operations) = match plan.operations_listen {
            Some(wanted) => {
                let listener = bind(wanted).await?;
                let address = listener.local_addr()?;
                let (stopper, last) = stop::pair();
                let bounds = Bounds { grace: LAST_GRACE, ..plan.bounds };
                let router = operations::router(app.clone(), stop.clone());
                (Some(address), Some((tokio::spawn(http::serve(listener, router, bounds, last)), stopper)))
            }
            None => (None, None),
        };
        let worker = plan.workers.map(|pace| tokio::spawn(worker::work(app.clone(), pace, stop.clone())));
        let beside = plan.beside.merge(assets::router(app.clone()));
        let router = mobile_api::guarded(app, &plan.guards, beside);
        let public = tokio::spawn(http::serve(public, router, plan.bounds, stop));
        Ok(Self { address, operations_address, public, worker, operations })
    }

    /// Waits until everything has stopped.
    pub async fn ended(self) -> Result<()> {
        self.public.await?;
        if let Some(worker) = self.worker {
            worker.await?;
        }
        if let Some((listener, stopper)) = self.operations {
            stopper.stop();
            listener.await?;
        }
        Ok(())
    }
}

/// Folds measured times into their buckets now and then, or they would pile up where nobody reads them.
async fn keep_metrics(mut stop: Stop) {
    while tokio::time::timeout(UPKEEP, stop.asked()).await.is_err() {
        if let Some(handle) = telemetry::metrics() {
            handle.run_upkeep();
        }
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("l'adresse {address} n'est pas libre"))
}
