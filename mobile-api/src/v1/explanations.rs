//! Why a plan is as it is, over HTTP.

use app::App;
use app::planning::explanations::{self, Explanation};
use axum::Json;
use axum::extract::State;
use shared::id::ResidentId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Path;
use crate::caller::{May, right};
use crate::day::Day;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(explain))
}

/// Explains why a resident's goods and visits are with whom they are that day, or with nobody.
#[utoipa::path(get, path = "/v1/days/{service_day}/explanations/{resident_id}", operation_id = "explain_day",
    tag = "rounds", params(("service_day" = NaiveDate, Path), ("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "Why", body = Explanation)),
    extensions(("x-right" = json!("day.plan"))))]
async fn explain(
    may: May<right::PlanDays>,
    State(app): State<App>,
    Path((day, resident)): Path<(Day, ResidentId)>,
) -> Answer<Json<Explanation>> {
    Ok(Json(explanations::explain(&app, &may.caller, resident, day.told()?).await?))
}
