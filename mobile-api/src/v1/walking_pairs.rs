//! Two volunteers who walk as one, over HTTP.

use app::App;
use app::people::walking_pairs::{self, NewPair, WalkingPair};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{VolunteerId, WalkingPairId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery};
use crate::body::{KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(declare, list)).routes(routes!(end))
}

/// Who walks along with a volunteer, and on which days. No reason is asked for, and none is kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkingPairIn {
    /// Who walks along.
    #[garde(skip)]
    companion_id: VolunteerId,
    /// From this day on: today or a day to come.
    #[garde(skip)]
    first_day: NaiveDate,
    /// Until this day, itself included; absent while nobody knows.
    #[garde(skip)]
    last_day: Option<NaiveDate>,
}

/// Declares a volunteer and another one: on days on which both are there they walk as one, led by the volunteer.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/walking_pairs", operation_id = "declare_walking_pair",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), KeyHeader), request_body = WalkingPairIn,
    responses((status = 201, description = "Declared", body = WalkingPair)),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn declare(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(lead): Path<VolunteerId>,
    Keyed { once, body }: Keyed<WalkingPairIn>,
) -> Answer<Created<WalkingPair>> {
    let WalkingPairIn { companion_id: companion, first_day, last_day } = body;
    let new = NewPair { lead, companion, first_day, last_day };
    let pair = walking_pairs::declare(&app, &may.caller, &once, new).await?;
    Ok(Created::at(&format!("/v1/volunteers/{lead}/walking_pairs"), pair.id, pair))
}

/// Lists the pairs that a volunteer stands or stood in, whoever leads.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}/walking_pairs", operation_id = "list_walking_pairs",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<WalkingPair>)),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn list(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<WalkingPair>>> {
    Ok(Json(walking_pairs::list(&app, &may.caller, volunteer, page.into()).await?.into()))
}

/// Ends a pair: from today on each walks alone. One that was to begin later is gone.
#[utoipa::path(delete, path = "/v1/volunteers/{volunteer_id}/walking_pairs/{walking_pair_id}",
    operation_id = "end_walking_pair", tag = "people",
    params(("volunteer_id" = VolunteerId, Path), ("walking_pair_id" = WalkingPairId, Path)),
    responses((status = 204, description = "Ended")),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn end(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path((volunteer, id)): Path<(VolunteerId, WalkingPairId)>,
) -> Answer<Done> {
    walking_pairs::end(&app, &may.caller, volunteer, id).await?;
    Ok(Done)
}
