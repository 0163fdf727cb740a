//! Talks with residents, and the list of those to call.

use app::App;
use app::people::call_list::{self, CallList};
use app::people::talks::{self, Talk};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::ResidentId;
use shared::order::Channel;
use shared::person::TalkOutcome;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery};
use crate::body::{KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(record, list)).routes(routes!(to_call))
}

/// A talk to note; what was said is nobody's.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TalkIn {
    /// How it ended.
    #[garde(skip)]
    outcome: TalkOutcome,
    /// By which way; never `standing`.
    #[garde(skip)]
    channel: Channel,
}

/// Notes a talk. One in which they spoke takes the resident off the list to call.
#[utoipa::path(post, path = "/v1/residents/{resident_id}/talks", operation_id = "record_talk", tag = "people",
    params(("resident_id" = ResidentId, Path), KeyHeader), request_body = TalkIn,
    responses((status = 201, description = "Noted", body = Talk)),
    extensions(("x-right" = json!("talk.record"))))]
async fn record(
    may: May<right::RecordTalks>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Keyed { once, body }: Keyed<TalkIn>,
) -> Answer<Created<Talk>> {
    let talk = talks::record(&app, &may.caller, &once, resident, body.outcome, body.channel).await?;
    Ok(Created::at(&format!("/v1/residents/{resident}/talks"), talk.id, talk))
}

/// Lists the talks with a resident.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/talks", operation_id = "list_talks", tag = "people",
    params(("resident_id" = ResidentId, Path), PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Talk>)),
    extensions(("x-right" = json!("talk.record"))))]
async fn list(
    may: May<right::RecordTalks>,
    State(app): State<App>,
    Path(resident): Path<ResidentId>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Talk>>> {
    Ok(Json(talks::list(&app, &may.caller, resident, page.into()).await?.into()))
}

/// Lists who is to be called today and why, the longest silence first.
#[utoipa::path(get, path = "/v1/call_list", operation_id = "read_call_list", tag = "people",
    responses((status = 200, description = "Who is to be called", body = CallList)),
    extensions(("x-right" = json!("talk.record"))))]
async fn to_call(may: May<right::RecordTalks>, State(app): State<App>) -> Answer<Json<CallList>> {
    Ok(Json(call_list::read(&app, &may.caller).await?))
}
