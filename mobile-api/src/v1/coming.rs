//! Who comes and when, for the person who waits.

use app::App;
use app::rounds::coming::{self, Coming};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::ResidentId;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::{Path, Query};
use crate::caller::{May, right};
use crate::day::near_if_any;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
}

/// Which day to tell of.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ComingQuery {
    /// A service day; today when absent.
    #[garde(custom(near_if_any))]
    day: Option<NaiveDate>,
}

/// Tells who brings the order of a day and before what hour, once a round is published.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/coming", operation_id = "read_coming", tag = "orders",
    params(("resident_id" = ResidentId, Path), ComingQuery),
    responses((status = 200, description = "Who comes", body = Coming)),
    extensions(("x-right" = json!("order.read"))))]
async fn read(
    may: May<right::ReadOrders>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Query(query): Query<ComingQuery>,
) -> Answer<Json<Coming>> {
    Ok(Json(coming::read(&app, &may.caller, resident, query.day).await?))
}
