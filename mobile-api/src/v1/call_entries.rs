//! Entries of the list to call that a person writes.

use app::App;
use app::people::call_entries::{self, CallEntry};
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::id::{CallEntryId, ResidentId};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Done};
use crate::body::{KeyHeader, Keyed, Path};
use crate::caller::{May, right};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add)).routes(routes!(take_off))
}

/// Somebody to call.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallEntryIn {
    /// Whom.
    #[garde(skip)]
    resident_id: ResidentId,
    /// Why, without a word on health.
    #[garde(dive)]
    reason: Line<140>,
}

/// Puts a resident on the list to call. A talk in which they spoke takes them off.
#[utoipa::path(post, path = "/v1/call_list", operation_id = "add_call_entry", tag = "people", params(KeyHeader),
    request_body = CallEntryIn, responses((status = 201, description = "On the list", body = CallEntry)),
    extensions(("x-right" = json!("talk.record"))))]
async fn add(
    may: May<right::RecordTalks>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<CallEntryIn>,
) -> Answer<Created<CallEntry>> {
    let entry = call_entries::add(&app, &may.caller, &once, body.resident_id, &body.reason.tidy()).await?;
    Ok(Created::at("/v1/call_list", entry.id, entry))
}

/// Takes an entry that a person wrote off the list.
#[utoipa::path(delete, path = "/v1/call_list/{call_entry_id}", operation_id = "take_off_call_entry", tag = "people",
    params(("call_entry_id" = CallEntryId, Path)), responses((status = 204, description = "Off the list")),
    extensions(("x-right" = json!("talk.record"))))]
async fn take_off(may: May<right::RecordTalks>, State(app): State<App>, Path(id): Path<CallEntryId>) -> Answer<Done> {
    call_entries::take_off(&app, &may.caller, id).await?;
    Ok(Done)
}
