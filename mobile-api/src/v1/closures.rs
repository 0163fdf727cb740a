//! Leaves and exceptional openings of a pick-up point over HTTP.

use app::App;
use app::shops::closures::{self, Closure, NewClosure};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{ClosureId, PickupPointId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery};
use crate::body::{KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::near;
use crate::problem::Answer;
use crate::text::Note;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(remove))
}

/// A leave, or an exceptional opening when it has hours.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShopClosureIn {
    /// First day concerned.
    #[garde(custom(near))]
    first_day: NaiveDate,
    /// Last day concerned, included.
    #[garde(custom(near))]
    last_day: NaiveDate,
    /// The hours of an exceptional opening; closed when absent.
    #[garde(dive)]
    hours: Option<ExceptionHoursIn>,
    /// Why, in words.
    #[garde(dive)]
    #[serde(default)]
    reason: Note<200>,
}

/// Hours of an exceptional opening.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionHoursIn {
    /// Minutes after local midnight.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    opens_min: i32,
    /// Minutes after local midnight; 1440 is the end of the day.
    #[garde(range(min = 1, max = 1440))]
    #[schema(minimum = 1, maximum = 1440)]
    closes_min: i32,
}

impl From<ShopClosureIn> for NewClosure {
    fn from(wire: ShopClosureIn) -> Self {
        Self {
            first_day: wire.first_day,
            last_day: wire.last_day,
            hours: wire.hours.map(|hours| (hours.opens_min, hours.closes_min)),
            reason: wire.reason.tidy(),
        }
    }
}

/// Writes a leave, or an exceptional opening when it has hours.
#[utoipa::path(post, path = "/v1/pickup_points/{pickup_point_id}/closures", operation_id = "create_closure",
    tag = "shops", params(("pickup_point_id" = PickupPointId, Path), KeyHeader), request_body = ShopClosureIn,
    responses((status = 201, description = "Written", body = Closure)),
    extensions(("x-right" = json!("shop.edit"))))]
async fn create(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(point): Path<PickupPointId>,
    Keyed { once, body }: Keyed<ShopClosureIn>,
) -> Answer<Created<Closure>> {
    let closure = closures::create(&app, &may.caller, &once, point, body.into()).await?;
    Ok(Created::at(&format!("/v1/pickup_points/{point}/closures"), closure.id, closure))
}

/// Lists leaves and exceptional openings.
#[utoipa::path(get, path = "/v1/pickup_points/{pickup_point_id}/closures", operation_id = "list_closures",
    tag = "shops", params(("pickup_point_id" = PickupPointId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Closure>)),
    extensions(("x-right" = json!("shop.read"))))]
async fn list(
    may: May<right::ReadShops>,
    State(app): State<App>,
    Path(point): Path<PickupPointId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Closure>>> {
    Ok(Json(closures::list(&app, &may.caller, point, page.into()).await?.into()))
}

/// Takes a leave or an exceptional opening away.
#[utoipa::path(delete, path = "/v1/pickup_points/{pickup_point_id}/closures/{closure_id}",
    operation_id = "remove_closure", tag = "shops",
    params(("pickup_point_id" = PickupPointId, Path), ("closure_id" = ClosureId, Path)),
    responses((status = 204, description = "Gone")),
    extensions(("x-right" = json!("shop.edit"))))]
async fn remove(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path((point, id)): Path<(PickupPointId, ClosureId)>,
) -> Answer<Done> {
    closures::remove(&app, &may.caller, point, id).await?;
    Ok(Done)
}
