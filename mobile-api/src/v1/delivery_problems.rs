//! « Un problème avec ma livraison » over HTTP.

use app::App;
use app::concerns::delivery::{self, DeliveryProblem};
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::ResidentId;
use shared::round::ProblemKind;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Created;
use crate::body::{KeyHeader, Keyed, Path};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::Note;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(report))
}

/// What is wrong with a delivery.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryProblemIn {
    /// What is wrong.
    #[garde(skip)]
    kind: ProblemKind,
    /// A line in their own words.
    #[garde(dive)]
    #[serde(default)]
    note: Note<300>,
}

/// Says that something is wrong with a delivery. It becomes somebody's business at once; the answer says in French who
/// calls back and when.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/delivery_problems", operation_id = "report_delivery_problem",
    tag = "concerns", params(("resident_id" = ResidentId, Path), KeyHeader), request_body = DeliveryProblemIn,
    responses((status = 201, description = "Reported", body = DeliveryProblem)),
    extensions(("x-right" = json!("problem.report"))))]
async fn report(
    may: May<right::ReportProblems>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Keyed { once, body }: Keyed<DeliveryProblemIn>,
) -> Answer<Created<DeliveryProblem>> {
    let problem = delivery::report(&app, &may.caller, &once, resident, body.kind, body.note.tidy()).await?;
    Ok(Created::at(&format!("/v1/residents/{resident}/delivery_problems"), problem.id, problem))
}
