//! Residents over HTTP: signed up, found, changed.

use app::App;
use app::people::residents::{self, Filter, Resident};
use app::people::{resident_edits, sign_up, status};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::{EntranceId, ResidentId};
use shared::person::ResidentStatus;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::resident_forms::{ResidentIn, ResidentPatch};
use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(read, edit)).routes(routes!(change_status))
}

/// Which residents to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ResidentsQuery {
    /// At least three digits of a number, beginnings of names, or a stairwell. Accents and case do not count.
    #[garde(inner(length(chars, min = 1, max = 80)))]
    #[param(min_length = 1, max_length = 80)]
    q: Option<String>,
    /// Only with this status.
    #[garde(skip)]
    status: Option<ResidentStatus>,
    /// Only behind this entrance.
    #[garde(skip)]
    entrance_id: Option<EntranceId>,
}

/// Another status.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusIn {
    /// Where the resident stands from now on.
    #[garde(skip)]
    status: ResidentStatus,
}

/// Signs a resident up. Without a delivery consent they wait.
#[utoipa::path(post, path = "/v1/residents", operation_id = "create_resident", tag = "people", params(KeyHeader),
    request_body = ResidentIn, responses((status = 201, description = "Signed up", body = Resident)),
    extensions(("x-right" = json!("resident.edit"))))]
async fn create(
    may: May<right::EditResidents>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<ResidentIn>,
) -> Answer<Created<Resident>> {
    let resident = sign_up::sign_up(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/residents", resident.id, resident))
}

/// Finds residents; a resident finds themselves only.
#[utoipa::path(get, path = "/v1/residents", operation_id = "list_residents", tag = "people",
    params(ResidentsQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Resident>)),
    extensions(("x-right" = json!("resident.read"))))]
async fn list(
    may: May<right::ReadResidents>,
    State(app): State<App>,
    Query(of): Query<ResidentsQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Resident>>> {
    let filter = Filter { q: of.q, status: of.status, entrance: of.entrance_id };
    Ok(Json(residents::list(&app, &may.caller, filter, page.into()).await?.into()))
}

/// Shows a resident.
#[utoipa::path(get, path = "/v1/residents/{resident_id}", operation_id = "read_resident", tag = "people",
    params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "The resident", body = Resident, headers(("ETag" = String)))),
    extensions(("x-right" = json!("resident.read"))))]
async fn read(
    may: May<right::ReadResidents>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
) -> Answer<Tagged<Resident>> {
    let resident = residents::read(&app, &may.caller, id).await?;
    Ok(Tagged { version: resident.version, body: resident })
}

/// Changes a resident: names, phone, handover, bread bag, door.
#[utoipa::path(patch, path = "/v1/residents/{resident_id}", operation_id = "edit_resident", tag = "people",
    params(("resident_id" = ResidentId, Path), IfMatchHeader), request_body = ResidentPatch,
    responses((status = 200, description = "Changed", body = Resident, headers(("ETag" = String)))),
    extensions(("x-right" = json!("resident.edit"))))]
async fn edit(
    may: May<right::EditResidents>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<ResidentPatch>,
) -> Answer<Tagged<Resident>> {
    let resident = resident_edits::edit(&app, &may.caller, id, expected, patch.into()).await?;
    Ok(Tagged { version: resident.version, body: resident })
}

/// Gives a resident another status. Whoever left or died loses coming orders, visits and devices at once.
#[utoipa::path(put, path = "/v1/residents/{resident_id}/status", operation_id = "change_resident_status", tag = "people",
    params(("resident_id" = ResidentId, Path), IfMatchHeader), request_body = StatusIn,
    responses((status = 200, description = "Changed", body = Resident, headers(("ETag" = String)))),
    extensions(("x-right" = json!("resident.edit"))))]
async fn change_status(
    may: May<right::EditResidents>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
    IfMatch(expected): IfMatch,
    Body(wanted): Body<StatusIn>,
) -> Answer<Tagged<Resident>> {
    let resident = status::change(&app, &may.caller, id, expected, wanted.status).await?;
    Ok(Tagged { version: resident.version, body: resident })
}
