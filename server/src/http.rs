//! Connections: accepted up to a number, given a time for their head and for taking their answer, and ended when the
//! process stops. `axum::serve` has neither these times nor an end for a client that never finishes, so connections are
//! driven here.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::error::Refused;
use axum::Router;
use axum::extract::connect_info::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use mobile_api::problem::Problem;
use shared::Refusal;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use crate::stop::Stop;

/// Bytes of a request's head; more is answered with 431.
const HEAD_BYTES: usize = 32 * 1024;
/// The pause after the system refused to accept, mostly for want of file descriptors.
const BREATH: Duration = Duration::from_millis(100);

/// The limits of connections.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How long a head may take, and a connection may rest between two requests.
    pub header: Duration,
    /// How long a client may take nothing of its answer.
    pub write: Duration,
    /// How many connections at once.
    pub connections: usize,
    /// How long a stop waits for them.
    pub grace: Duration,
}

/// Serves `router` on `listener` until `stop`, then lets requests under way finish within the grace.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, mut stop: Stop) {
    let seats = Arc::new(Semaphore::new(bounds.connections));
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.asked() => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match (accepted, seats.clone().try_acquire_owned()) {
            (Ok((stream, peer)), Ok(seat)) => {
                connections.spawn(drive(stream, peer, router.clone(), bounds, graceful.watcher(), seat));
            }
            (Ok((stream, _)), Err(_)) => turn_away(&stream),
            (Err(error), _) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
    // Nobody new from here on: a waiting client is refused by the system at once instead of hanging.
    drop(listener);
    if tokio::time::timeout(bounds.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!(connections = connections.len(), "the grace is over; what is left is cut");
    }
    connections.shutdown().await;
}

async fn drive(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    bounds: Bounds,
    watcher: Watcher,
    _seat: OwnedSemaphorePermit,
) {
    // Answers are small and whole: waiting to fill a packet only costs the phone time.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(bounds.write));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(bounds.header)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    if let Err(error) = watcher.watch(connection).await {
        // Phones lose their network all day; that is no news. The error names no person: it is hyper's own words.
        tracing::debug!(%error, "a connection ended early");
    }
}

/// A word to a client for whom there is no seat. One attempt to write: who cannot take it at once gets nothing.
fn turn_away(stream: &TcpStream) {
    let body = serde_json::to_string(&Problem::of(Refused::new(Refusal::StoreBusy))).unwrap_or_default();
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/problem+json\r\ncontent-length: {length}\r\n\
         retry-after: 5\r\ncache-control: no-store\r\nconnection: close\r\n\r\n{body}"
    );
    metrics::counter!("palier_connections_refused_total").increment(1);
    if let Err(error) = stream.try_write(answer.as_bytes()) {
        tracing::debug!(%error, "a client could not be told to come back");
    }
}
