//! A volunteer's calendar over HTTP: its secret address, and the calendar itself.

use app::App;
use app::people::calendars::{self, CalendarLink};
use axum::Json;
use axum::extract::State;
use shared::Refusal;
use shared::id::VolunteerId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Calendar, Created, Done};
use crate::body::{KeyHeader, KeyedEmpty, Path};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(make, read, revoke)).routes(routes!(feed))
}

/// Makes a secret address for one's own calendar; one from before is dead. The address is told here and never again.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/calendar_link", operation_id = "make_calendar_link",
    tag = "volunteers", params(("volunteer_id" = VolunteerId, Path), KeyHeader),
    responses((status = 201, description = "Made", body = CalendarLink)),
    extensions(("x-right" = json!("availability.edit"))))]
async fn make(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
    KeyedEmpty(once): KeyedEmpty,
) -> Answer<Created<CalendarLink>> {
    let link = calendars::make(&app, &may.caller, &once, id).await?;
    Ok(Created::at("/v1/volunteers", format_args!("{id}/calendar_link"), link))
}

/// Tells whether a volunteer has a calendar, and since when.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}/calendar_link", operation_id = "read_calendar_link",
    tag = "volunteers", params(("volunteer_id" = VolunteerId, Path)),
    responses((status = 200, description = "There is one", body = CalendarLink)),
    extensions(("x-right" = json!("availability.edit"))))]
async fn read(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
) -> Answer<Json<CalendarLink>> {
    Ok(Json(calendars::read(&app, &may.caller, id).await?))
}

/// Makes the address of a calendar dead.
#[utoipa::path(delete, path = "/v1/volunteers/{volunteer_id}/calendar_link", operation_id = "revoke_calendar_link",
    tag = "volunteers", params(("volunteer_id" = VolunteerId, Path)),
    responses((status = 204, description = "Dead")),
    extensions(("x-right" = json!("availability.edit"))))]
async fn revoke(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
) -> Answer<Done> {
    calendars::revoke(&app, &may.caller, id).await?;
    Ok(Done)
}

/// The calendar at a secret address: when somebody is busy, and nothing else.
#[utoipa::path(get, path = "/calendars/{file}", operation_id = "read_calendar", tag = "volunteers", security(()),
    params(("file" = String, Path, description = "The secret and `.ics`", pattern = "^[A-Za-z0-9_-]{43}\\.ics$")),
    responses((status = 200, description = "The calendar, RFC 5545", body = String, content_type = "text/calendar")))]
async fn feed(State(app): State<App>, Path(file): Path<String>) -> Answer<Calendar> {
    let secret = file.strip_suffix(".ics").ok_or(Refusal::CalendarNotFound)?;
    Ok(Calendar(calendars::feed(&app, secret).await?))
}
