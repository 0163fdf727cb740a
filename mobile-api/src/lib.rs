//! How the phone says it: HTTP, JSON, status codes, problems. A handler reads, calls one verb of `app`, and answers.
//!
//! Deliberately absent: transactions, tables, decisions.
#![allow(
    unused_qualifications,
    reason = "utoipa writes the path of each extractor when an operation has two of a kind"
)]

use app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::Refusal;

pub mod answer;
pub mod body;
pub mod caller;
pub mod day;
pub mod fault;
pub mod guard;
pub mod problem;
pub mod routes;
pub mod secret;
pub mod text;
pub mod v1;

use problem::Failure;

/// The public router: the API. The layers of [`guard`] go around it.
pub fn router(app: App) -> Router {
    let (api, _) = routes::all().split_for_parts();
    api.fallback(unknown).method_not_allowed_fallback(wrong_method).with_state(app)
}

/// The public router with its guards. What is `beside` the API is guarded with it: the web client, the documentation in the demo, a route
/// that panics in a test, nothing in the release.
pub fn guarded(app: App, guards: &guard::Guards, beside: Router) -> Router {
    guard::around(router(app.clone()).merge(beside), app, guards)
}

/// The contract for people to read, at `/docs`, with nothing loaded from elsewhere.
pub fn docs() -> Router {
    utoipa_swagger_ui::SwaggerUi::new("/docs").url("/docs/openapi.json", routes::contract()).into()
}

/// The contract, as committed in `openapi.yaml`.
pub fn openapi_yaml() -> Result<String, String> {
    routes::contract().to_yaml().map_err(|error| error.to_string())
}

async fn unknown() -> impl IntoResponse {
    (StatusCode::NOT_FOUND, Failure::from(Refusal::RequestNotFound))
}

async fn wrong_method() -> impl IntoResponse {
    Failure::from(Refusal::MethodNotAllowed)
}
