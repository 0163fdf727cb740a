//! Pick-up points over HTTP, with their usual week.

use app::App;
use app::shops::pickup_points::{self, NewPickupPoint, Opening, PickupPoint, PickupPointEdit};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::PickupPointId;
use shared::phone::Phone;
use shared::shop::PickupPointKind;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::Weekday;
use crate::problem::Answer;
use crate::text::{Line, Note};

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(read, edit)).routes(routes!(set_week))
}

/// A pick-up point to set up.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PickupPointIn {
    /// A partner shop, which gets slips, or a depot.
    #[garde(skip)]
    kind: PickupPointKind,
    /// What people call it.
    #[garde(dive)]
    name: Line<100>,
    /// The number to call for a confirmation, French or international.
    #[garde(skip)]
    #[schema(value_type = Option<String>, min_length = 6, max_length = 30, example = "03 53 01 00 10")]
    phone: Option<Phone>,
    /// Where it is, in words.
    #[garde(dive)]
    #[serde(default)]
    address: Note<200>,
    /// Where it is on the map.
    #[garde(dive)]
    position: Option<ShopPositionIn>,
    /// Its usual week; closed on the weekdays that are not named.
    #[garde(dive, length(max = 28))]
    #[schema(max_items = 28)]
    #[serde(default)]
    openings: Vec<ShopHoursIn>,
}

/// A position in degrees.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopPositionIn {
    /// Degrees north.
    #[garde(range(min = -90.0, max = 90.0))]
    #[schema(minimum = -90, maximum = 90)]
    lat: f64,
    /// Degrees east.
    #[garde(range(min = -180.0, max = 180.0))]
    #[schema(minimum = -180, maximum = 180)]
    lon: f64,
}

/// Hours of a weekday.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopHoursIn {
    /// ISO weekday, 1 Monday to 7 Sunday.
    #[garde(dive)]
    weekday: Weekday,
    /// Minutes after local midnight.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    opens_min: i32,
    /// Minutes after local midnight; 1440 is the end of the day.
    #[garde(range(min = 1, max = 1440))]
    #[schema(minimum = 1, maximum = 1440)]
    closes_min: i32,
}

/// A usual week.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopWeekIn {
    /// The hours; closed on the weekdays that are not named.
    #[garde(dive, length(max = 28))]
    #[schema(max_items = 28)]
    openings: Vec<ShopHoursIn>,
}

/// What may change of a pick-up point; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PickupPointPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<100>>,
    /// The new number.
    #[garde(skip)]
    #[schema(value_type = Option<String>, min_length = 6, max_length = 30, example = "03 53 01 00 10")]
    phone: Option<Phone>,
    /// The new address.
    #[garde(dive)]
    address: Option<Note<200>>,
    /// The new position.
    #[garde(dive)]
    position: Option<ShopPositionIn>,
    /// Whether goods are still taken there.
    #[garde(skip)]
    active: Option<bool>,
}

impl From<PickupPointIn> for NewPickupPoint {
    fn from(wire: PickupPointIn) -> Self {
        Self {
            kind: wire.kind,
            name: wire.name.tidy(),
            phone: wire.phone.map(|phone| phone.e164().to_owned()),
            address: wire.address.tidy(),
            position: wire.position.map(|at| (at.lat, at.lon)),
            openings: week(&wire.openings),
        }
    }
}

impl From<PickupPointPatch> for PickupPointEdit {
    fn from(wire: PickupPointPatch) -> Self {
        Self {
            name: wire.name.map(|name| name.tidy()),
            phone: wire.phone.map(|phone| phone.e164().to_owned()),
            address: wire.address.map(|address| address.tidy()),
            position: wire.position.map(|at| (at.lat, at.lon)),
            active: wire.active,
        }
    }
}

fn week(openings: &[ShopHoursIn]) -> Vec<Opening> {
    let told = openings.iter().map(|hours| Opening {
        weekday: i32::from(hours.weekday.iso()),
        opens_min: hours.opens_min,
        closes_min: hours.closes_min,
    });
    told.collect()
}

fn tagged(point: PickupPoint) -> Tagged<PickupPoint> {
    Tagged { version: point.version, body: point }
}

/// Sets up a shop or a depot.
#[utoipa::path(post, path = "/v1/pickup_points", operation_id = "create_pickup_point", tag = "shops",
    params(KeyHeader), request_body = PickupPointIn,
    responses((status = 201, description = "Set up", body = PickupPoint)),
    extensions(("x-right" = json!("shop.edit"))))]
async fn create(
    may: May<right::EditShops>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<PickupPointIn>,
) -> Answer<Created<PickupPoint>> {
    let point = pickup_points::create(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/pickup_points", point.id, point))
}

/// Lists shops and depots.
#[utoipa::path(get, path = "/v1/pickup_points", operation_id = "list_pickup_points", tag = "shops", params(PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<PickupPoint>)),
    extensions(("x-right" = json!("shop.read"))))]
async fn list(
    may: May<right::ReadShops>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<PickupPoint>>> {
    Ok(Json(pickup_points::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows a shop or depot.
#[utoipa::path(get, path = "/v1/pickup_points/{pickup_point_id}", operation_id = "read_pickup_point", tag = "shops",
    params(("pickup_point_id" = PickupPointId, Path)),
    responses((status = 200, description = "The pick-up point", body = PickupPoint, headers(("ETag" = String)))),
    extensions(("x-right" = json!("shop.read"))))]
async fn read(
    may: May<right::ReadShops>,
    State(app): State<App>,
    Path(id): Path<PickupPointId>,
) -> Answer<Tagged<PickupPoint>> {
    Ok(tagged(pickup_points::read(&app, &may.caller, id).await?))
}

/// Changes a shop or depot.
#[utoipa::path(patch, path = "/v1/pickup_points/{pickup_point_id}", operation_id = "edit_pickup_point", tag = "shops",
    params(("pickup_point_id" = PickupPointId, Path), IfMatchHeader), request_body = PickupPointPatch,
    responses((status = 200, description = "Changed", body = PickupPoint, headers(("ETag" = String)))),
    extensions(("x-right" = json!("shop.edit"))))]
async fn edit(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(id): Path<PickupPointId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<PickupPointPatch>,
) -> Answer<Tagged<PickupPoint>> {
    Ok(tagged(pickup_points::edit(&app, &may.caller, id, expected, patch.into()).await?))
}

/// Replaces the usual week; usual orders of the coming weeks follow it.
#[utoipa::path(put, path = "/v1/pickup_points/{pickup_point_id}/openings", operation_id = "set_pickup_point_week",
    tag = "shops", params(("pickup_point_id" = PickupPointId, Path), IfMatchHeader), request_body = ShopWeekIn,
    responses((status = 200, description = "Changed", body = PickupPoint, headers(("ETag" = String)))),
    extensions(("x-right" = json!("shop.edit"))))]
async fn set_week(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(id): Path<PickupPointId>,
    IfMatch(expected): IfMatch,
    Body(body): Body<ShopWeekIn>,
) -> Answer<Tagged<PickupPoint>> {
    Ok(tagged(pickup_points::set_week(&app, &may.caller, id, expected, week(&body.openings)).await?))
}
