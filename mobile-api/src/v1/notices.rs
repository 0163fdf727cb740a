//! What somebody was told, over HTTP.

use app::App;
use app::notices::mine::{self, Notice, Notices};
use axum::Json;
use axum::extract::State;
use shared::id::NoticeId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Path;
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(see))
}

/// Lists what the caller was told in the last two weeks, the latest first.
#[utoipa::path(get, path = "/v1/notices", operation_id = "list_notices", tag = "notices",
    responses((status = 200, description = "The notices", body = Notices)),
    extensions(("x-right" = json!("notice.read"))))]
async fn list(may: May<right::ReadNotices>, State(app): State<App>) -> Answer<Json<Notices>> {
    Ok(Json(mine::list(&app, &may.caller).await?))
}

/// Says that the caller has seen a notice. It may be said again.
#[utoipa::path(post, path = "/v1/notices/{notice_id}/seen", operation_id = "see_notice", tag = "notices",
    params(("notice_id" = NoticeId, Path)),
    responses((status = 200, description = "Seen", body = Notice)),
    extensions(("x-right" = json!("notice.read"))))]
async fn see(may: May<right::ReadNotices>, State(app): State<App>, Path(id): Path<NoticeId>) -> Answer<Json<Notice>> {
    Ok(Json(mine::see(&app, &may.caller, id).await?))
}
