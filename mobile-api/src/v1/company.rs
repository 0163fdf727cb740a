//! With whom somebody walks, over HTTP.

use app::App;
use app::rounds::company::{self, Company};
use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
}

/// Tells a volunteer on which walks of today and tomorrow they walk along with another. It has no door and no address.
#[utoipa::path(get, path = "/v1/company", operation_id = "read_company", tag = "rounds",
    responses((status = 200, description = "The walks", body = Company)),
    extensions(("x-right" = json!("round.read"))))]
async fn read(may: May<right::ReadRounds>, State(app): State<App>) -> Answer<Json<Company>> {
    Ok(Json(company::read(&app, &may.caller).await?))
}
