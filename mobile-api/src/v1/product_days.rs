//! For which days a product can be ordered, over HTTP.

use app::App;
use app::shops::product_days::{self, ProductDays};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::ProductId;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::{Path, Query};
use crate::caller::{May, right};
use crate::day::near_if_any;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(read))
}

/// Which days to show.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DaysQuery {
    /// The first day; today when absent.
    #[garde(custom(near_if_any))]
    from: Option<NaiveDate>,
    /// The last day, included; four weeks from today when absent.
    #[garde(custom(near_if_any))]
    to: Option<NaiveDate>,
}

/// Shows for which days a product can be ordered, and why not for the others.
#[utoipa::path(get, path = "/v1/products/{product_id}/days", operation_id = "read_product_days", tag = "shops",
    params(("product_id" = ProductId, Path), DaysQuery),
    responses((status = 200, description = "The days", body = ProductDays)),
    extensions(("x-right" = json!("product.read"))))]
async fn read(
    may: May<right::ReadProducts>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
    Query(query): Query<DaysQuery>,
) -> Answer<Json<ProductDays>> {
    Ok(Json(product_days::read(&app, &may.caller, id, query.from, query.to).await?))
}
