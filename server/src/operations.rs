//! The second listener, for those who run palier: health, metrics, documentation. None of it is public, and none of it
//! says more than it must: what is wrong is in the log and in `palier doctor`.

use std::time::Duration;

use app::App;
use app::condition;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::stop::Stop;
use crate::telemetry;

/// How long the store may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Watched {
    app: App,
    stop: Stop,
}

/// The routes of the operations listener.
pub fn router(app: App, stop: Stop) -> Router {
    let router = Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(Watched { app, stop })
        .merge(mobile_api::docs());
    mobile_api::guard::headed(router)
}

async fn live() -> &'static str {
    "live\n"
}

async fn ready(State(watched): State<Watched>) -> impl IntoResponse {
    if is_ready(&watched).await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}

async fn is_ready(watched: &Watched) -> bool {
    if watched.stop.is_asked() {
        return false;
    }
    let asked = async {
        condition::ping(&watched.app.store).await?;
        Ok::<_, app::Error>(migrations::state(watched.app.store.reader()).await?)
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(migrations::State::Current)) => true,
        Ok(Ok(_)) => {
            tracing::warn!("not ready: the schema is not this release's");
            false
        }
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready: the store does not answer");
            false
        }
        Err(_) => {
            tracing::warn!("not ready: the store does not answer in time");
            false
        }
    }
}

async fn metrics() -> impl IntoResponse {
    match telemetry::metrics() {
        Some(handle) => {
            handle.run_upkeep();
            let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            (StatusCode::OK, kind, handle.render()).into_response()
        }
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
