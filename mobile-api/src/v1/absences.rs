//! Absences over HTTP.

use app::App;
use app::people::absences::{self, Absence, AbsenceEdit};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{AbsenceId, ResidentId};
use shared::order::Channel;
use shared::standing::Absence as Days;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query, removable};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record, list)).routes(routes!(read, edit, cancel))
}

/// An absence to note.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsenceIn {
    /// The first day away.
    #[garde(skip)]
    first_day: NaiveDate,
    /// The last day away; absent while nobody knows.
    #[garde(skip)]
    last_day: Option<NaiveDate>,
    /// The way it came in; never `standing`.
    #[garde(skip)]
    channel: Channel,
}

/// What may change of an absence; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AbsencePatch {
    /// The new first day.
    #[garde(skip)]
    first_day: Option<NaiveDate>,
    /// The new last day; null leaves the end open.
    #[garde(skip)]
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<NaiveDate>)]
    last_day: Option<Option<NaiveDate>>,
}

/// Notes an absence. Orders of its days that are still open are cancelled.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/absences", operation_id = "record_absence", tag = "people",
    params(("resident_id" = ResidentId, Path), KeyHeader), request_body = AbsenceIn,
    responses((status = 201, description = "Noted", body = Absence)),
    extensions(("x-right" = json!("absence.record"))))]
async fn record(
    may: May<right::RecordAbsences>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Keyed { once, body }: Keyed<AbsenceIn>,
) -> Answer<Created<Absence>> {
    let days = Days { first_day: body.first_day, last_day: body.last_day };
    let absence = absences::record(&app, &may.caller, &once, resident, days, body.channel).await?;
    Ok(Created::at(&format!("/v1/residents/{resident}/absences"), absence.id, absence))
}

/// Lists the absences of a resident.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/absences", operation_id = "list_absences", tag = "people",
    params(("resident_id" = ResidentId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Absence>)),
    extensions(("x-right" = json!("absence.record"))))]
async fn list(
    may: May<right::RecordAbsences>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Absence>>> {
    Ok(Json(absences::list(&app, &may.caller, resident, page.into()).await?.into()))
}

/// Shows an absence.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/absences/{absence_id}", operation_id = "read_absence",
    tag = "people", params(("resident_id" = ResidentId, Path), ("absence_id" = AbsenceId, Path)),
    responses((status = 200, description = "The absence", body = Absence, headers(("ETag" = String)))),
    extensions(("x-right" = json!("absence.record"))))]
async fn read(
    may: May<right::RecordAbsences>,
    State(app): State<App>,
    Path((resident, id)): Path<(ResidentId, AbsenceId)>,
) -> Answer<Tagged<Absence>> {
    let absence = absences::read(&app, &may.caller, resident, id).await?;
    Ok(Tagged { version: absence.version, body: absence })
}

/// Changes when an absence begins or ends.
#[utoipa::path(patch, path = "/v1/residents/{resident_id}/absences/{absence_id}", operation_id = "edit_absence",
    tag = "people", params(("resident_id" = ResidentId, Path), ("absence_id" = AbsenceId, Path), IfMatchHeader),
    request_body = AbsencePatch,
    responses((status = 200, description = "Changed", body = Absence, headers(("ETag" = String)))),
    extensions(("x-right" = json!("absence.record"))))]
async fn edit(
    may: May<right::RecordAbsences>,
    State(app): State<App>,
    Path((resident, id)): Path<(ResidentId, AbsenceId)>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<AbsencePatch>,
) -> Answer<Tagged<Absence>> {
    let edit = AbsenceEdit { first_day: patch.first_day, last_day: patch.last_day };
    let absence = absences::edit(&app, &may.caller, resident, id, expected, edit).await?;
    Ok(Tagged { version: absence.version, body: absence })
}

/// Cancels an absence that was noted by mistake.
#[utoipa::path(delete, path = "/v1/residents/{resident_id}/absences/{absence_id}", operation_id = "cancel_absence",
    tag = "people", params(("resident_id" = ResidentId, Path), ("absence_id" = AbsenceId, Path), IfMatchHeader),
    responses((status = 204, description = "Cancelled")),
    extensions(("x-right" = json!("absence.record"))))]
async fn cancel(
    may: May<right::RecordAbsences>,
    State(app): State<App>,
    Path((resident, id)): Path<(ResidentId, AbsenceId)>,
    IfMatch(expected): IfMatch,
) -> Answer<Done> {
    absences::cancel(&app, &may.caller, resident, id, expected).await?;
    Ok(Done)
}
