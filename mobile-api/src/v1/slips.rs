//! Slips over HTTP: as JSON for the screen, as CSV for the shop.

use app::App;
use app::slips::{self, Slip};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::SlipId;
use shared::shop::ConfirmedHow;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Csv, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, Path, Query};
use crate::caller::{May, right};
use crate::day::near_if_any;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read)).routes(routes!(confirm))
}

/// Which slips to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SlipQuery {
    /// Of one service day.
    #[garde(custom(near_if_any))]
    service_day: Option<NaiveDate>,
}

/// That the shop said yes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SlipConfirmationIn {
    /// How a person heard or read it.
    #[garde(skip)]
    how: ConfirmedHow,
}

/// Lists slips; one of zeros only is not shown.
#[utoipa::path(get, path = "/v1/slips", operation_id = "list_slips", tag = "slips", params(SlipQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Slip>)),
    extensions(("x-right" = json!("slip.read"))))]
async fn list(
    may: May<right::ReadSlips>,
    State(app): State<App>,
    Query(query): Query<SlipQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Slip>>> {
    Ok(Json(slips::list(&app, &may.caller, query.service_day, page.into()).await?.into()))
}

/// Shows a slip; as a sheet for the shop when `text/csv` is asked for.
#[utoipa::path(get, path = "/v1/slips/{slip_id}", operation_id = "read_slip", tag = "slips",
    params(("slip_id" = SlipId, Path)),
    responses((status = 200, description = "The slip",
        content((Slip = "application/json"), (String = "text/csv")), headers(("ETag" = String)))),
    extensions(("x-right" = json!("slip.read"))))]
async fn read(
    may: May<right::ReadSlips>,
    State(app): State<App>,
    Path(id): Path<SlipId>,
    headers: HeaderMap,
) -> Answer<Response> {
    let slip = slips::read(&app, &may.caller, id).await?;
    if wants_csv(&headers) {
        let (file_name, text) = slips::csv(&slip);
        return Ok((tag(slip.version), Csv { file_name, text }).into_response());
    }
    Ok(Tagged { version: slip.version, body: slip }.into_response())
}

fn tag(version: i32) -> [(header::HeaderName, String); 1] {
    [(header::ETAG, format!("\"{version}\""))]
}

fn wants_csv(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/csv") && !accept.contains("application/json")
}

/// Says that the shop confirmed the slip that was read; `If-Match` says which. A shop whose slip changed afterwards is asked again.
#[utoipa::path(post, path = "/v1/slips/{slip_id}/confirmation", operation_id = "confirm_slip", tag = "slips",
    params(("slip_id" = SlipId, Path), IfMatchHeader), request_body = SlipConfirmationIn,
    responses((status = 200, description = "Confirmed", body = Slip, headers(("ETag" = String)))),
    extensions(("x-right" = json!("slip.confirm"))))]
async fn confirm(
    may: May<right::ConfirmSlips>,
    State(app): State<App>,
    Path(id): Path<SlipId>,
    IfMatch(expected): IfMatch,
    Body(body): Body<SlipConfirmationIn>,
) -> Answer<Tagged<Slip>> {
    let slip = slips::confirm(&app, &may.caller, id, expected, body.how).await?;
    Ok(Tagged { version: slip.version, body: slip })
}
