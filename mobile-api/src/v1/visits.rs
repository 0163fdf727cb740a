//! Courtesy visits over HTTP.

use app::App;
use app::visits::appointments::{self, Agreement, Visit, VisitEdit, Wanted};
use app::visits::cadence::{self, Cadence};
use app::visits::due::{self, DueVisit};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{ResidentId, VisitId, VolunteerId};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::{near, near_if_any};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_cadence, read_cadence, remove_cadence))
        .routes(routes!(agree, list))
        .routes(routes!(list_due))
        .routes(routes!(read, edit, cancel))
}

/// How often a resident would like a visit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CadenceIn {
    /// Days from one visit to the next.
    #[garde(range(min = 1, max = 365))]
    #[schema(minimum = 1, maximum = 365)]
    every_days: i32,
    /// The visitor they prefer.
    #[garde(skip)]
    volunteer_id: Option<VolunteerId>,
}

/// An appointment that both agreed to.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitIn {
    /// Who is visited.
    #[garde(skip)]
    resident_id: ResidentId,
    /// Who visits.
    #[garde(skip)]
    volunteer_id: VolunteerId,
    /// The day.
    #[garde(custom(near))]
    service_day: NaiveDate,
    /// Minutes after local midnight.
    #[garde(range(min = 0, max = 1320))]
    #[schema(minimum = 0, maximum = 1320)]
    at_min: i32,
    /// How long it is meant to last.
    #[garde(range(min = 15, max = 90))]
    #[schema(minimum = 15, maximum = 90, default = 30)]
    #[serde(default = "half_an_hour")]
    minutes: i32,
}

fn half_an_hour() -> i32 {
    30
}

/// What may change of an appointment; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitPatch {
    /// Another visitor.
    #[garde(skip)]
    volunteer_id: Option<VolunteerId>,
    /// Another day.
    #[garde(custom(near_if_any))]
    service_day: Option<NaiveDate>,
    /// Another hour, in minutes after local midnight.
    #[garde(range(min = 0, max = 1320))]
    #[schema(minimum = 0, maximum = 1320)]
    at_min: Option<i32>,
    /// Another length.
    #[garde(range(min = 15, max = 90))]
    #[schema(minimum = 15, maximum = 90)]
    minutes: Option<i32>,
}

/// Which visits to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VisitQuery {
    /// From this day on.
    #[garde(custom(near_if_any))]
    from: Option<NaiveDate>,
    /// Up to this day.
    #[garde(custom(near_if_any))]
    to: Option<NaiveDate>,
    /// Of this resident only.
    #[garde(skip)]
    resident_id: Option<ResidentId>,
}

/// Writes down how often a resident would like a visit.
#[utoipa::path(put, path = "/v1/residents/{resident_id}/visit_cadence", operation_id = "set_visit_cadence",
    tag = "visits", params(("resident_id" = ResidentId, Path)), request_body = CadenceIn,
    responses((status = 200, description = "Written down", body = Cadence)),
    extensions(("x-right" = json!("visit.agree"))))]
async fn set_cadence(
    may: May<right::AgreeVisits>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
    Body(wish): Body<CadenceIn>,
) -> Answer<Json<Cadence>> {
    Ok(Json(cadence::set(&app, &may.caller, id, wish.every_days, wish.volunteer_id).await?))
}

/// Shows how often a resident would like a visit.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/visit_cadence", operation_id = "read_visit_cadence",
    tag = "visits", params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "The wish", body = Cadence)),
    extensions(("x-right" = json!("visit.read"))))]
async fn read_cadence(
    may: May<right::ReadVisits>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
) -> Answer<Json<Cadence>> {
    Ok(Json(cadence::read(&app, &may.caller, id).await?))
}

/// Takes the wish for visits away.
#[utoipa::path(delete, path = "/v1/residents/{resident_id}/visit_cadence", operation_id = "remove_visit_cadence",
    tag = "visits", params(("resident_id" = ResidentId, Path)),
    responses((status = 204, description = "There is none any more")),
    extensions(("x-right" = json!("visit.agree"))))]
async fn remove_cadence(
    may: May<right::AgreeVisits>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
) -> Answer<Done> {
    cadence::remove(&app, &may.caller, id).await?;
    Ok(Done)
}

/// Writes down a visit that both agreed to.
#[utoipa::path(post, path = "/v1/visits", operation_id = "agree_visit", tag = "visits", params(KeyHeader),
    request_body = VisitIn, responses((status = 201, description = "Written down", body = Visit)),
    extensions(("x-right" = json!("visit.agree"))))]
async fn agree(
    may: May<right::AgreeVisits>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<VisitIn>,
) -> Answer<Created<Visit>> {
    let VisitIn { resident_id, volunteer_id, service_day, at_min, minutes } = body;
    let new = Agreement { resident_id, volunteer_id, service_day, at_min, minutes };
    let visit = appointments::agree(&app, &may.caller, &once, new).await?;
    Ok(Created::at("/v1/visits", visit.id, visit))
}

/// Lists visits.
#[utoipa::path(get, path = "/v1/visits", operation_id = "list_visits", tag = "visits",
    params(VisitQuery, PageQuery), responses((status = 200, description = "A part of the list", body = Page<Visit>)),
    extensions(("x-right" = json!("visit.read"))))]
async fn list(
    may: May<right::ReadVisits>,
    State(app): State<App>,
    Query(VisitQuery { from, to, resident_id }): Query<VisitQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Visit>>> {
    let wanted = Wanted { from, to, resident: resident_id };
    Ok(Json(appointments::list(&app, &may.caller, wanted, page.into()).await?.into()))
}

/// Lists with whom a visit should be agreed: due and overdue.
#[utoipa::path(get, path = "/v1/visits/due", operation_id = "list_due_visits", tag = "visits", params(PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<DueVisit>)),
    extensions(("x-right" = json!("visit.read"))))]
async fn list_due(
    may: May<right::ReadVisits>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<DueVisit>>> {
    Ok(Json(due::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows a visit.
#[utoipa::path(get, path = "/v1/visits/{visit_id}", operation_id = "read_visit", tag = "visits",
    params(("visit_id" = VisitId, Path)),
    responses((status = 200, description = "The visit", body = Visit, headers(("ETag" = String)))),
    extensions(("x-right" = json!("visit.read"))))]
async fn read(may: May<right::ReadVisits>, State(app): State<App>, Path(id): Path<VisitId>) -> Answer<Tagged<Visit>> {
    let visit = appointments::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: visit.version, body: visit })
}

/// Changes a visit.
#[utoipa::path(patch, path = "/v1/visits/{visit_id}", operation_id = "edit_visit", tag = "visits",
    params(("visit_id" = VisitId, Path), IfMatchHeader), request_body = VisitPatch,
    responses((status = 200, description = "Changed", body = Visit, headers(("ETag" = String)))),
    extensions(("x-right" = json!("visit.agree"))))]
async fn edit(
    may: May<right::AgreeVisits>,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<VisitPatch>,
) -> Answer<Tagged<Visit>> {
    let VisitPatch { volunteer_id, service_day, at_min, minutes } = patch;
    let edit = VisitEdit { volunteer_id, service_day, at_min, minutes };
    let visit = appointments::edit(&app, &may.caller, id, expected, edit).await?;
    Ok(Tagged { version: visit.version, body: visit })
}

/// Cancels a visit.
#[utoipa::path(delete, path = "/v1/visits/{visit_id}", operation_id = "cancel_visit", tag = "visits",
    params(("visit_id" = VisitId, Path), IfMatchHeader),
    responses((status = 204, description = "Cancelled")), extensions(("x-right" = json!("visit.agree"))))]
async fn cancel(
    may: May<right::AgreeVisits>,
    State(app): State<App>,
    Path(id): Path<VisitId>,
    IfMatch(expected): IfMatch,
) -> Answer<Done> {
    appointments::cancel(&app, &may.caller, id, expected).await?;
    Ok(Done)
}
