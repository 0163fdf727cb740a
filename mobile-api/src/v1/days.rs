//! The day's board over HTTP.

use app::App;
use app::days::{self, Board};
use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Path;
use crate::caller::{May, right};
use crate::day::Day;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(board))
}

/// Shows the board of a day.
#[utoipa::path(get, path = "/v1/days/{service_day}", operation_id = "read_day", tag = "rounds",
    params(("service_day" = NaiveDate, Path)),
    responses((status = 200, description = "The board", body = Board)),
    extensions(("x-right" = json!("day.read"))))]
async fn board(may: May<right::ReadDay>, State(app): State<App>, Path(day): Path<Day>) -> Answer<Json<Board>> {
    Ok(Json(days::board(&app, &may.caller, day.told()?).await?))
}
