//! Whom a volunteer usually meets, and whom they must not, over HTTP.

use app::App;
use app::people::blocked_pairs::{self, BlockedPair};
use app::people::usual_doors::{self, UsualDoors};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::{BlockedPairId, ResidentId, VolunteerId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read, set)).routes(routes!(block, list_blocked)).routes(routes!(unblock))
}

/// All usual doors of a volunteer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualDoorsIn {
    /// The residents, each once, in the order of the walk.
    #[garde(length(max = 100))]
    #[schema(max_items = 100)]
    resident_ids: Vec<ResidentId>,
}

/// A resident whom a volunteer must not meet. No reason is asked for, and none is kept.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockedPairIn {
    /// The resident.
    #[garde(skip)]
    resident_id: ResidentId,
}

/// Shows the usual doors of a volunteer.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}/usual_doors", operation_id = "read_usual_doors",
    tag = "people", params(("volunteer_id" = VolunteerId, Path)),
    responses((status = 200, description = "The doors", body = UsualDoors, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn read(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
) -> Answer<Tagged<UsualDoors>> {
    let doors = usual_doors::read(&app, &may.caller, volunteer).await?;
    Ok(Tagged { version: doors.version, body: doors })
}

/// Sets all usual doors of a volunteer. A resident has one usual volunteer: this one, from now on.
#[utoipa::path(put, path = "/v1/volunteers/{volunteer_id}/usual_doors", operation_id = "set_usual_doors",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), IfMatchHeader), request_body = UsualDoorsIn,
    responses((status = 200, description = "Set", body = UsualDoors, headers(("ETag" = String)))),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn set(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    IfMatch(expected): IfMatch,
    Body(doors): Body<UsualDoorsIn>,
) -> Answer<Tagged<UsualDoors>> {
    let doors = usual_doors::set(&app, &may.caller, volunteer, expected, doors.resident_ids).await?;
    Ok(Tagged { version: doors.version, body: doors })
}

/// Keeps a volunteer and a resident apart.
#[utoipa::path(post, path = "/v1/volunteers/{volunteer_id}/blocked_pairs", operation_id = "block_pair", tag = "people",
    params(("volunteer_id" = VolunteerId, Path), KeyHeader), request_body = BlockedPairIn,
    responses((status = 201, description = "Kept apart", body = BlockedPair)),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn block(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    Keyed { once, body }: Keyed<BlockedPairIn>,
) -> Answer<Created<BlockedPair>> {
    let pair = blocked_pairs::block(&app, &may.caller, &once, volunteer, body.resident_id).await?;
    Ok(Created::at(&format!("/v1/volunteers/{volunteer}/blocked_pairs"), pair.id, pair))
}

/// Lists whom a volunteer must not meet.
#[utoipa::path(get, path = "/v1/volunteers/{volunteer_id}/blocked_pairs", operation_id = "list_blocked_pairs",
    tag = "people", params(("volunteer_id" = VolunteerId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<BlockedPair>)),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn list_blocked(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path(volunteer): Path<VolunteerId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<BlockedPair>>> {
    Ok(Json(blocked_pairs::list(&app, &may.caller, volunteer, page.into()).await?.into()))
}

/// Lets a pair meet again.
#[utoipa::path(delete, path = "/v1/volunteers/{volunteer_id}/blocked_pairs/{blocked_pair_id}",
    operation_id = "unblock_pair", tag = "people",
    params(("volunteer_id" = VolunteerId, Path), ("blocked_pair_id" = BlockedPairId, Path)),
    responses((status = 204, description = "Gone")),
    extensions(("x-right" = json!("volunteer.edit"))))]
async fn unblock(
    may: May<right::EditVolunteers>,
    State(app): State<App>,
    Path((volunteer, id)): Path<(VolunteerId, BlockedPairId)>,
) -> Answer<Done> {
    blocked_pairs::unblock(&app, &may.caller, volunteer, id).await?;
    Ok(Done)
}
