//! When volunteers are there, over HTTP: the usual week and the days on which it does not hold.

use app::App;
use app::people::volunteers::Volunteer;
use app::people::weeks::{self, Exception, Hours};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{ExceptionId, VolunteerId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set)).routes(routes!(except, list)).routes(routes!(forget))
}

/// A whole usual week.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AvailabilityIn)]
pub struct WeekIn {
    /// When they are there; hours of one day must not overlap. Empty: never.
    #[garde(length(max = 42), dive)]
    #[schema(max_items = 42)]
    hours: Vec<HoursIn>,
}

/// Hours of a weekday.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AvailableHoursIn)]
pub struct HoursIn {
    /// ISO, 1 Monday to 7 Sunday.
    #[garde(range(min = 1, max = 7))]
    #[schema(minimum = 1, maximum = 7)]
    weekday: i32,
    /// Minutes after local midnight.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    from_min: i32,
    /// Minutes after local midnight, later than the beginning.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    until_min: i32,
}

/// A day on which the week does not hold.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionIn {
    /// The day.
    #[garde(skip)]
    day: NaiveDate,
    /// The only hours of that day; absent when they are not there at all.
    #[garde(dive)]
    hours: Option<DayHoursIn>,
}

/// Hours of one day.
#[derive(Debug, Clone, Copy, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DayHoursIn {
    /// Minutes after local midnight.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    from_min: i32,
    /// Minutes after local midnight, later than the beginning.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    until_min: i32,
}

impl From<HoursIn> for Hours {
    fn from(wire: HoursIn) -> Self {
        Self { weekday: wire.weekday, from_min: wire.from_min, until_min: wire.until_min }
    }
}

/// Sets the whole usual week of a volunteer; a volunteer sets their own.
#[utoipa::path(put, path = "/v1/volunteers/{volunteer_id}/availability", operation_id = "set_availability",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), IfMatchHeader), request_body = WeekIn,
    responses((status = 200, description = "Set", body = Volunteer, headers(("ETag" = String)))),
    extensions(("x-right" = json!("availability.edit"))))]
async fn set(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(id): Path<VolunteerId>,
    IfMatch(expected): IfMatch,
    Body(week): Body<WeekIn>,
) -> Answer<Tagged<Volunteer>> {
    let hours = week.hours.into_iter().map(Hours::from).collect();
    let volunteer = weeks::set(&app, &may.caller, id, expected, hours).await?;
    Ok(Tagged { version: volunteer.version, body: volunteer })
}

/// Notes a day on which a volunteer's week does not hold.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/exceptions", operation_id = "create_exception",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), KeyHeader), request_body = ExceptionIn,
    responses((status = 201, description = "Noted", body = Exception)),
    extensions(("x-right" = json!("availability.edit"))))]
async fn except(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    Keyed { once, body }: Keyed<ExceptionIn>,
) -> Answer<Created<Exception>> {
    let hours = body.hours.map(|hours| (hours.from_min, hours.until_min));
    let exception = weeks::except(&app, &may.caller, &once, volunteer, body.day, hours).await?;
    Ok(Created::at(&format!("/v1/volunteers/{volunteer}/exceptions"), exception.id, exception))
}

/// Lists the days on which a volunteer's week does not hold.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}/exceptions", operation_id = "list_exceptions",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Exception>)),
    extensions(("x-right" = json!("availability.edit"))))]
async fn list(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Exception>>> {
    Ok(Json(weeks::list(&app, &may.caller, volunteer, page.into()).await?.into()))
}

/// Takes an exceptional day away.
#[utoipa::path(delete, path = "/v1/volunteers/{volunteer_id}/exceptions/{exception_id}",
    operation_id = "delete_exception", tag = "people",
    params(("volunteer_id" = VolunteerId, Path), ("exception_id" = ExceptionId, Path)),
    responses((status = 204, description = "Gone")),
    extensions(("x-right" = json!("availability.edit"))))]
async fn forget(
    may: May<right::EditAvailability>,
    State(app): State<App>,
    Path((volunteer, id)): Path<(VolunteerId, ExceptionId)>,
) -> Answer<Done> {
    weeks::forget(&app, &may.caller, volunteer, id).await?;
    Ok(Done)
}
