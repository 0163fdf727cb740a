//! How the phone says it: HTTP, JSON, status codes, problems. A handler reads, calls one verb of `app`, and answers.
//!
//! Deliberately absent: transactions, tables, decisions.

use app::App;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use shared::Refusal;

pub mod answer;
pub mod body;
pub mod caller;
pub mod day;
pub mod problem;
pub mod routes;
pub mod text;
pub mod v1;

use problem::Failure;

/// The public router: the API, and a page that says what this is. Layers that guard the process are put around it by
/// the server.
pub fn router(app: App) -> Router {
    let (api, _) = routes::all().split_for_parts();
    api.route("/", get(front_page)).fallback(unknown).method_not_allowed_fallback(wrong_method).with_state(app)
}

/// The contract, as committed in `openapi.yaml`.
pub fn openapi_yaml() -> Result<String, String> {
    routes::contract().to_yaml().map_err(|error| error.to_string())
}

async fn front_page() -> Html<&'static str> {
    Html(include_str!("front_page.html"))
}

async fn unknown() -> impl IntoResponse {
    (StatusCode::NOT_FOUND, Failure::from(Refusal::RequestNotFound))
}

async fn wrong_method() -> impl IntoResponse {
    Failure::from(Refusal::MethodNotAllowed)
}
