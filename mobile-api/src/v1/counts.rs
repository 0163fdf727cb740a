//! The treasurer's counts over HTTP, as JSON or as a document for a spreadsheet.

use app::App;
use app::counts::{self, By, Counts, Period};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Csv;
use crate::body::Query;
use crate::caller::{May, right};
use crate::day::near;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(count))
}

/// What to count.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CountQuery {
    /// The first service day.
    #[garde(custom(near))]
    from: NaiveDate,
    /// The last service day, at most five years later.
    #[garde(custom(near))]
    to: NaiveDate,
    /// What the rows stand for.
    #[garde(skip)]
    #[serde(default = "total")]
    #[param(inline)]
    by: By,
    /// How to write it; without it as the Accept header says, and as JSON otherwise.
    #[garde(skip)]
    #[param(inline)]
    format: Option<Format>,
}

/// How counts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON.
    Json,
    /// `;`, decimal comma, UTF-8 with BOM.
    Csv,
}

fn total() -> By {
    By::Total
}

/// Counts a period: ordered, on slips, picked up, delivered, not delivered with reasons, persons served, visits.
#[utoipa::path(get, path = "/v1/counts", operation_id = "read_counts", tag = "counts", params(CountQuery),
    responses((status = 200, description = "The counts", content(
        (Counts = "application/json"), (String = "text/csv; charset=utf-8")))),
    extensions(("x-right" = json!("count.read"))))]
async fn count(
    may: May<right::ReadCounts>,
    State(app): State<App>,
    headers: HeaderMap,
    Query(query): Query<CountQuery>,
) -> Answer<Response> {
    let period = Period { from: query.from, to: query.to };
    if query.format.unwrap_or_else(|| accepted(&headers)) == Format::Json {
        return Ok(Json(counts::count(&app, &may.caller, period, query.by).await?).into_response());
    }
    let document = counts::document(&app, &may.caller, period, query.by).await?;
    Ok(Csv { file_name: document.file_name, text: document.text }.into_response())
}

/// CSV for who names it before any other form.
fn accepted(headers: &HeaderMap) -> Format {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accept.split(',').next().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if first.eq_ignore_ascii_case("text/csv") { Format::Csv } else { Format::Json }
}
