//! A demonstration over HTTP: who can be tried, and a way in for each. Anybody may ask; of every other installation the
//! answer is that there is nobody.

use app::App;
use app::demonstration::{self, DemonstrationPerson, WayIn};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::{Deserialize, Serialize};
use shared::role::Role;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Body;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read_demonstration)).routes(routes!(enter_demonstration))
}

/// Who can be tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct Demonstration {
    /// One of a role; nobody where this is no demonstration.
    people: Vec<DemonstrationPerson>,
}

/// Who wants to be tried.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemonstrationEntryIn {
    /// The role of one of the people of the demonstration.
    #[garde(skip)]
    role: Role,
}

/// Who can be tried here without a card.
#[utoipa::path(get, path = "/v1/demonstration", operation_id = "read_demonstration", tag = "sessions", security(()),
    responses((status = 200, description = "Who can be tried; nobody where this is no demonstration", body = Demonstration)))]
async fn read_demonstration(State(app): State<App>) -> Json<Demonstration> {
    Json(Demonstration { people: demonstration::guises(&app) })
}

/// Makes a pairing token for somebody of the demonstration.
///
/// It takes no Idempotency-Key: each request makes one more way in, which opens one session and ends by itself.
#[utoipa::path(post, path = "/v1/demonstration/entries", operation_id = "enter_demonstration", tag = "sessions", security(()),
    request_body = DemonstrationEntryIn, responses((status = 200, description = "A way in", body = WayIn)))]
async fn enter_demonstration(State(app): State<App>, Body(body): Body<DemonstrationEntryIn>) -> Answer<Json<WayIn>> {
    Ok(Json(demonstration::enter(&app, body.role).await?))
}
