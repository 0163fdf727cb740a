//! The search for a better plan over HTTP: asked for, watched, stopped, published.

use app::App;
use app::planning::PlanOut;
use app::planning::searches::{self, Search};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{NeighbourhoodId, SearchId};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery};
use crate::body::{KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::near;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(begin, list))
        .routes(routes!(read))
        .routes(routes!(stop))
        .routes(routes!(publish))
}

/// A day to search a better plan for.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchIn {
    /// Whose doors.
    #[garde(skip)]
    neighbourhood_id: NeighbourhoodId,
    /// Today or tomorrow.
    #[garde(custom(near))]
    service_day: NaiveDate,
}

/// Which searches to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Of this day.
    #[garde(custom(near))]
    service_day: NaiveDate,
}

/// Searches for a better plan, for some seconds. What stands stays until the search is published.
#[utoipa::path(post, path = "/v1/searches", operation_id = "begin_search", tag = "rounds", params(KeyHeader),
    request_body = SearchIn, responses((status = 201, description = "Begun", body = Search)),
    extensions(("x-right" = json!("day.plan"))))]
async fn begin(may: May<right::PlanDays>, State(app): State<App>, body: Keyed<SearchIn>) -> Answer<Created<Search>> {
    let SearchIn { neighbourhood_id, service_day } = body.body;
    let search = searches::begin(&app, &may.caller, &body.once, neighbourhood_id, service_day).await?;
    Ok(Created::at("/v1/searches", search.id, search))
}

/// Lists the searches of a day.
#[utoipa::path(get, path = "/v1/searches", operation_id = "list_searches", tag = "rounds",
    params(SearchQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Search>)),
    extensions(("x-right" = json!("day.plan"))))]
async fn list(
    may: May<right::PlanDays>,
    State(app): State<App>,
    Query(SearchQuery { service_day }): Query<SearchQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Search>>> {
    Ok(Json(searches::list(&app, &may.caller, service_day, page.into()).await?.into()))
}

/// Shows how a search gets on.
#[utoipa::path(get, path = "/v1/searches/{search_id}", operation_id = "read_search", tag = "rounds",
    params(("search_id" = SearchId, Path)),
    responses((status = 200, description = "The search", body = Search)),
    extensions(("x-right" = json!("day.plan"))))]
async fn read(may: May<right::PlanDays>, State(app): State<App>, Path(id): Path<SearchId>) -> Answer<Json<Search>> {
    Ok(Json(searches::read(&app, &may.caller, id).await?))
}

/// Ends a search with what it has.
#[utoipa::path(post, path = "/v1/searches/{search_id}/stop", operation_id = "stop_search", tag = "rounds",
    params(("search_id" = SearchId, Path)),
    responses((status = 200, description = "It ends", body = Search)),
    extensions(("x-right" = json!("day.plan"))))]
async fn stop(may: May<right::PlanDays>, State(app): State<App>, Path(id): Path<SearchId>) -> Answer<Json<Search>> {
    Ok(Json(searches::stop(&app, &may.caller, id).await?))
}

/// Makes what a search found the plan of its day.
#[utoipa::path(post, path = "/v1/searches/{search_id}/publication", operation_id = "publish_search", tag = "rounds",
    params(("search_id" = SearchId, Path)),
    responses((status = 200, description = "The plan that stands", body = PlanOut)),
    extensions(("x-right" = json!("day.plan"))))]
async fn publish(may: May<right::PlanDays>, State(app): State<App>, Path(id): Path<SearchId>) -> Answer<Json<PlanOut>> {
    Ok(Json(searches::publish(&app, &may.caller, id).await?))
}
