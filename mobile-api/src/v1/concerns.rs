//! Concerns over HTTP.

use app::App;
use app::concerns::{self, Concern, Which};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{AccountId, ConcernId};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Page, PageQuery};
use crate::body::{Body, Path, Query};
use crate::caller::{May, right};
use crate::day::near_if_any;
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(read)).routes(routes!(own)).routes(routes!(close))
}

/// Which concerns to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ConcernQuery {
    /// Open ones, or closed ones; all when absent.
    #[garde(skip)]
    open: Option<bool>,
    /// Those of one service day; of all days when absent.
    #[garde(custom(near_if_any))]
    service_day: Option<NaiveDate>,
}

/// Whose business a concern becomes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcernOwnershipIn {
    /// An active coordinator's account.
    #[garde(skip)]
    account_id: AccountId,
}

/// How a concern was closed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcernClosureIn {
    /// What was done.
    #[garde(dive)]
    done: Line<500>,
}

/// Lists the concerns, oldest first.
#[utoipa::path(get, path = "/v1/concerns", operation_id = "list_concerns", tag = "concerns",
    params(ConcernQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Concern>)),
    extensions(("x-right" = json!("concern.read"))))]
async fn list(
    may: May<right::ReadConcerns>,
    State(app): State<App>,
    Query(query): Query<ConcernQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Concern>>> {
    let which = Which { open: query.open, service_day: query.service_day };
    Ok(Json(concerns::list(&app, &may.caller, which, page.into()).await?.into()))
}

/// Shows a concern.
#[utoipa::path(get, path = "/v1/concerns/{concern_id}", operation_id = "read_concern", tag = "concerns",
    params(("concern_id" = ConcernId, Path)),
    responses((status = 200, description = "The concern", body = Concern)),
    extensions(("x-right" = json!("concern.read"))))]
async fn read(
    may: May<right::ReadConcerns>,
    State(app): State<App>,
    Path(id): Path<ConcernId>,
) -> Answer<Json<Concern>> {
    Ok(Json(concerns::read(&app, &may.caller, id).await?))
}

/// Takes a concern over, or hands it to another coordinator.
#[utoipa::path(post, path = "/v1/concerns/{concern_id}/ownership", operation_id = "own_concern", tag = "concerns",
    params(("concern_id" = ConcernId, Path)), request_body = ConcernOwnershipIn,
    responses((status = 200, description = "The concern with its new owner", body = Concern)),
    extensions(("x-right" = json!("concern.close"))))]
async fn own(
    may: May<right::CloseConcerns>,
    State(app): State<App>,
    Path(id): Path<ConcernId>,
    Body(body): Body<ConcernOwnershipIn>,
) -> Answer<Json<Concern>> {
    Ok(Json(concerns::own(&app, &may.caller, id, body.account_id).await?))
}

/// Closes a concern with what was done.
#[utoipa::path(post, path = "/v1/concerns/{concern_id}/closure", operation_id = "close_concern", tag = "concerns",
    params(("concern_id" = ConcernId, Path)), request_body = ConcernClosureIn,
    responses((status = 200, description = "The closed concern", body = Concern)),
    extensions(("x-right" = json!("concern.close"))))]
async fn close(
    may: May<right::CloseConcerns>,
    State(app): State<App>,
    Path(id): Path<ConcernId>,
    Body(body): Body<ConcernClosureIn>,
) -> Answer<Json<Concern>> {
    Ok(Json(concerns::close(&app, &may.caller, id, body.done.tidy()).await?))
}
