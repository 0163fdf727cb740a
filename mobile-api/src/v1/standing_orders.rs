//! Usual orders over HTTP: what and when, pauses, and days left out.

use app::App;
use app::orders::pauses;
use app::orders::standing::{self, NewStanding, NewStandingLine};
use app::orders::usual::StandingOrder;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{ProductId, ResidentId};
use shared::order::Channel;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Tagged;
use crate::body::{Body, IfMatch, IfMatchHeader, OptionalIfMatchHeader, Path};
use crate::caller::{May, right};
use crate::day::{Day, Weekday, near, near_if_any};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(read, put, stop))
        .routes(routes!(pause))
        .routes(routes!(resume))
        .routes(routes!(skip))
        .routes(routes!(unskip))
}

/// What a resident usually has.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingOrderIn {
    /// What of which product on which weekday, each pair once.
    #[garde(dive, length(min = 1, max = 70))]
    #[schema(min_items = 1, max_items = 70)]
    lines: Vec<StandingOrderLineIn>,
    /// The first day on which it may ask for something; today when absent and none stands.
    #[garde(custom(near_if_any))]
    starts_on: Option<NaiveDate>,
    /// The way it came in, as staff says; by telephone when absent. Residents use the app.
    #[garde(skip)]
    channel: Option<Channel>,
}

/// One product on one weekday.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingOrderLineIn {
    /// The product.
    #[garde(skip)]
    product_id: ProductId,
    /// ISO weekday, 1 Monday to 7 Sunday.
    #[garde(dive)]
    weekday: Weekday,
    /// Units.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    quantity: i32,
}

/// How long a usual order is paused.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PauseIn {
    /// The first day served again; until somebody calls when absent.
    #[garde(custom(near_if_any))]
    until: Option<NaiveDate>,
}

/// A day to leave out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkipIn {
    /// The day.
    #[garde(custom(near))]
    day: NaiveDate,
}

impl From<StandingOrderIn> for NewStanding {
    fn from(wire: StandingOrderIn) -> Self {
        let lines = wire.lines.iter().map(|line| NewStandingLine {
            product_id: line.product_id,
            weekday: i32::from(line.weekday.iso()),
            quantity: line.quantity,
        });
        Self { lines: lines.collect(), starts_on: wire.starts_on, channel: wire.channel }
    }
}

fn tagged(standing: StandingOrder) -> Tagged<StandingOrder> {
    Tagged { version: standing.version, body: standing }
}

/// Shows the usual order of a resident.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/standing_order", operation_id = "read_standing_order",
    tag = "orders", params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "The usual order", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.read"))))]
async fn read(
    may: May<right::ReadOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(standing::read(&app, &may.caller, resident).await?))
}

/// Creates the usual order, or replaces what it asks for. `If-Match` is needed when one stands.
#[utoipa::path(put, path = "/v1/residents/{resident_id}/standing_order", operation_id = "put_standing_order",
    tag = "orders", params(("resident_id" = ResidentId, Path), OptionalIfMatchHeader), request_body = StandingOrderIn,
    responses((status = 200, description = "It stands", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn put(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    expected: Option<IfMatch>,
    Body(body): Body<StandingOrderIn>,
) -> Answer<Tagged<StandingOrder>> {
    let expected = expected.map(|IfMatch(version)| version);
    Ok(tagged(standing::put(&app, &may.caller, resident, expected, body.into()).await?))
}

/// Stops the usual order.
#[utoipa::path(delete, path = "/v1/residents/{resident_id}/standing_order", operation_id = "stop_standing_order",
    tag = "orders", params(("resident_id" = ResidentId, Path), IfMatchHeader),
    responses((status = 200, description = "Stopped", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn stop(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    IfMatch(expected): IfMatch,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(standing::stop(&app, &may.caller, resident, expected).await?))
}

/// Pauses the usual order, until a day or until somebody calls. The same pause twice is one.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/standing_order/pause", operation_id = "pause_standing_order",
    tag = "orders", params(("resident_id" = ResidentId, Path)), request_body = PauseIn,
    responses((status = 200, description = "Paused", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn pause(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Body(body): Body<PauseIn>,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(pauses::pause(&app, &may.caller, resident, body.until).await?))
}

/// Lets the usual order run again.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/standing_order/resumption",
    operation_id = "resume_standing_order", tag = "orders", params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "It runs", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn resume(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(pauses::resume(&app, &may.caller, resident).await?))
}

/// Leaves one day out. The same day twice is one.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/standing_order/skips", operation_id = "skip_day",
    tag = "orders", params(("resident_id" = ResidentId, Path)), request_body = SkipIn,
    responses((status = 200, description = "Left out", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn skip(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Body(body): Body<SkipIn>,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(pauses::skip(&app, &may.caller, resident, body.day).await?))
}

/// Takes a left-out day back.
#[utoipa::path(delete, path = "/v1/residents/{resident_id}/standing_order/skips/{day}", operation_id = "unskip_day",
    tag = "orders", params(("resident_id" = ResidentId, Path), ("day" = NaiveDate, Path)),
    responses((status = 200, description = "Laid out again", body = StandingOrder, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn unskip(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path((resident, day)): Path<(ResidentId, Day)>,
) -> Answer<Tagged<StandingOrder>> {
    Ok(tagged(pauses::unskip(&app, &may.caller, resident, day.told()?).await?))
}
