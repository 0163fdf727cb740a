//! What somebody has chosen about the notices that they are sent, over HTTP.

use app::App;
use app::notices::preferences::{self, NoticePreference, NoticePreferences};
use axum::Json;
use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use shared::notice::{NoticeChannel, NoticeKind};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::{Body, Path};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(set, reset))
}

/// How somebody wants to be told of a kind.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticePreferenceIn {
    /// The ways, the first choice first, each once. Of a kind that may be declined these alone are tried, and none declines it;
    /// of another those that are left out follow in the usual order.
    #[garde(length(max = 5))]
    #[schema(max_items = 5)]
    channels: Vec<NoticeChannel>,
}

/// Tells of each kind of notice that concerns the caller by which ways they are told.
#[utoipa::path(get, path = "/v1/me/notice_preferences", operation_id = "list_notice_preferences", tag = "notices",
    responses((status = 200, description = "Each kind, and its ways", body = NoticePreferences)),
    extensions(("x-right" = json!("notice.read"))))]
async fn list(may: May<right::ReadNotices>, State(app): State<App>) -> Answer<Json<NoticePreferences>> {
    Ok(Json(preferences::list(&app, &may.caller).await?))
}

/// Chooses by which ways the caller is told of a kind, or that they are not told of it.
#[utoipa::path(put, path = "/v1/me/notice_preferences/{kind}", operation_id = "set_notice_preference",
    tag = "notices", params(("kind" = NoticeKind, Path)), request_body = NoticePreferenceIn,
    responses((status = 200, description = "Chosen", body = NoticePreference)),
    extensions(("x-right" = json!("notice.read"))))]
async fn set(
    may: May<right::ReadNotices>,
    State(app): State<App>,
    Path(kind): Path<NoticeKind>,
    Body(body): Body<NoticePreferenceIn>,
) -> Answer<Json<NoticePreference>> {
    Ok(Json(preferences::set(&app, &may.caller, kind, body.channels).await?))
}

/// Lets the caller be told of a kind as whoever has chosen nothing.
#[utoipa::path(delete, path = "/v1/me/notice_preferences/{kind}", operation_id = "reset_notice_preference",
    tag = "notices", params(("kind" = NoticeKind, Path)),
    responses((status = 200, description = "As usual", body = NoticePreference)),
    extensions(("x-right" = json!("notice.read"))))]
async fn reset(
    may: May<right::ReadNotices>,
    State(app): State<App>,
    Path(kind): Path<NoticeKind>,
) -> Answer<Json<NoticePreference>> {
    Ok(Json(preferences::reset(&app, &may.caller, kind).await?))
}
