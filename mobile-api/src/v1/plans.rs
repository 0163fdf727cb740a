//! Planning over HTTP.

use app::App;
use app::planning::{self, PlanOut};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::NeighbourhoodId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Body;
use crate::caller::{May, right};
use crate::day::near;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(plan))
}

/// A day to plan now.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanIn {
    /// Whose doors.
    #[garde(skip)]
    neighbourhood_id: NeighbourhoodId,
    /// Today or tomorrow.
    #[garde(custom(near))]
    service_day: NaiveDate,
}

/// Plans a day now, as the night would. Asking twice gives the same plan, so it needs no Idempotency-Key.
#[utoipa::path(post, path = "/v1/plans", operation_id = "plan_day", tag = "rounds", request_body = PlanIn,
    responses((status = 200, description = "The plan that stands", body = PlanOut)),
    extensions(("x-right" = json!("day.plan"))))]
async fn plan(
    may: May<right::PlanDays>,
    State(app): State<App>,
    Body(PlanIn { neighbourhood_id, service_day }): Body<PlanIn>,
) -> Answer<Json<PlanOut>> {
    Ok(Json(planning::plan_now(&app, &may.caller, neighbourhood_id, service_day).await?))
}
