//! Rounds over HTTP.

use app::App;
use app::rounds::brief::{self, RoundBrief};
use app::rounds::sheet::{self, Download, RoundSheet};
use app::rounds::steps;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::RoundId;
use shared::round::RoundStep;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Page, PageQuery};
use crate::body::{Path, Query};
use crate::caller::{May, right};
use crate::day::near_if_any;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(read))
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(claim))
        .routes(routes!(start))
        .routes(routes!(finish))
}

/// Which rounds to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RoundQuery {
    /// Of this day only.
    #[garde(custom(near_if_any))]
    service_day: Option<NaiveDate>,
}

/// What a phone already holds.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read from the headers by hand; the type is its documentation")]
pub struct IfNoneMatchHeader {
    /// The ETag of the round that the phone holds.
    #[param(rename = "If-None-Match")]
    if_none_match: Option<String>,
}

/// Lists rounds: a coordinator sees all, a volunteer their own and those that wait for somebody, today and tomorrow.
#[utoipa::path(get, path = "/v1/rounds", operation_id = "list_rounds", tag = "rounds",
    params(RoundQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<RoundBrief>)),
    extensions(("x-right" = json!("round.read"))))]
async fn list(
    may: May<right::ReadRounds>,
    State(app): State<App>,
    Query(RoundQuery { service_day }): Query<RoundQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<RoundBrief>>> {
    Ok(Json(brief::list(&app, &may.caller, service_day, page.into()).await?.into()))
}

/// Gives a round with everything that is needed without network.
#[utoipa::path(get, path = "/v1/rounds/{round_id}", operation_id = "read_round", tag = "rounds",
    params(("round_id" = RoundId, Path), IfNoneMatchHeader),
    responses((status = 200, description = "The round", body = RoundSheet, headers(("ETag" = String))),
        (status = 304, description = "The phone has it", headers(("ETag" = String)))),
    extensions(("x-right" = json!("round.read"))))]
async fn read(
    may: May<right::ReadRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
    headers: HeaderMap,
) -> Answer<Response> {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let known = known.map(|text| text.trim_start_matches("W/").trim_matches('"'));
    Ok(match sheet::download(&app, &may.caller, id, known).await? {
        Download::Unchanged { tag } => (StatusCode::NOT_MODIFIED, etag(&tag)).into_response(),
        Download::Round { tag, sheet } => (etag(&tag), Json(*sheet)).into_response(),
    })
}

fn etag(tag: &str) -> [(header::HeaderName, String); 1] {
    [(header::ETAG, format!("\"{tag}\""))]
}

/// Says yes to one's round.
#[utoipa::path(post, path = "/v1/rounds/{round_id}/acceptance", operation_id = "accept_round", tag = "rounds",
    params(("round_id" = RoundId, Path)), responses((status = 200, description = "Accepted", body = RoundBrief)),
    extensions(("x-right" = json!("round.walk"))))]
async fn accept(
    may: May<right::WalkRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
) -> Answer<Json<RoundBrief>> {
    Ok(Json(steps::step(&app, &may.caller, id, RoundStep::Accept).await?))
}

/// Says no to one's round; it then waits for somebody else.
#[utoipa::path(post, path = "/v1/rounds/{round_id}/refusal", operation_id = "decline_round", tag = "rounds",
    params(("round_id" = RoundId, Path)), responses((status = 200, description = "Declined", body = RoundBrief)),
    extensions(("x-right" = json!("round.walk"))))]
async fn decline(
    may: May<right::WalkRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
) -> Answer<Json<RoundBrief>> {
    Ok(Json(steps::step(&app, &may.caller, id, RoundStep::Decline).await?))
}

/// Takes over a round that waits for somebody.
#[utoipa::path(post, path = "/v1/rounds/{round_id}/claim", operation_id = "claim_round", tag = "rounds",
    params(("round_id" = RoundId, Path)), responses((status = 200, description = "Yours", body = RoundBrief)),
    extensions(("x-right" = json!("round.walk"))))]
async fn claim(
    may: May<right::WalkRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
) -> Answer<Json<RoundBrief>> {
    Ok(Json(steps::claim(&app, &may.caller, id).await?))
}

/// Sets out.
#[utoipa::path(post, path = "/v1/rounds/{round_id}/start", operation_id = "start_round", tag = "rounds",
    params(("round_id" = RoundId, Path)), responses((status = 200, description = "Under way", body = RoundBrief)),
    extensions(("x-right" = json!("round.walk"))))]
async fn start(
    may: May<right::WalkRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
) -> Answer<Json<RoundBrief>> {
    Ok(Json(steps::step(&app, &may.caller, id, RoundStep::Start).await?))
}

/// Is back.
#[utoipa::path(post, path = "/v1/rounds/{round_id}/finish", operation_id = "finish_round", tag = "rounds",
    params(("round_id" = RoundId, Path)), responses((status = 200, description = "Ended", body = RoundBrief)),
    extensions(("x-right" = json!("round.walk"))))]
async fn finish(
    may: May<right::WalkRounds>,
    State(app): State<App>,
    Path(id): Path<RoundId>,
) -> Answer<Json<RoundBrief>> {
    Ok(Json(steps::step(&app, &may.caller, id, RoundStep::Finish).await?))
}
