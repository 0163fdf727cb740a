//! The board of notices, over HTTP.

use app::App;
use app::notices::board::{self, NoticeBoard};
use axum::Json;
use axum::extract::State;
use shared::id::NoticeId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Done;
use crate::body::Path;
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read)).routes(routes!(told)).routes(routes!(retry))
}

/// Tells what became of the association's notices: whom only a call reaches, what failed, how well each channel does.
#[utoipa::path(get, path = "/v1/notice_board", operation_id = "read_notice_board", tag = "notices",
    responses((status = 200, description = "The board", body = NoticeBoard)),
    extensions(("x-right" = json!("notice.watch"))))]
async fn read(may: May<right::WatchNotices>, State(app): State<App>) -> Answer<Json<NoticeBoard>> {
    Ok(Json(board::read(&app, &may.caller).await?))
}

/// Says that its reader was told by somebody of the association. It may be said again.
#[utoipa::path(post, path = "/v1/notice_board/{notice_id}/told", operation_id = "tell_notice", tag = "notices",
    params(("notice_id" = NoticeId, Path)),
    responses((status = 204, description = "Told")),
    extensions(("x-right" = json!("notice.watch"))))]
async fn told(may: May<right::WatchNotices>, State(app): State<App>, Path(id): Path<NoticeId>) -> Answer<Done> {
    board::told(&app, &may.caller, id).await?;
    Ok(Done)
}

/// Tries a notice again that failed. What is on its way or arrived stays as it is.
#[utoipa::path(post, path = "/v1/notice_board/{notice_id}/retry", operation_id = "retry_notice", tag = "notices",
    params(("notice_id" = NoticeId, Path)),
    responses((status = 204, description = "It is tried again")),
    extensions(("x-right" = json!("notice.watch"))))]
async fn retry(may: May<right::WatchNotices>, State(app): State<App>, Path(id): Path<NoticeId>) -> Answer<Done> {
    board::retry(&app, &may.caller, id).await?;
    Ok(Done)
}
