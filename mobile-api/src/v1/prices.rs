//! Dated prices of a product over HTTP.

use app::App;
use app::shops::prices::{self, Price};
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::ProductId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::Created;
use crate::body::{KeyHeader, Keyed, Path};
use crate::caller::{May, right};
use crate::day::near;
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create))
}

/// A price from a day on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceIn {
    /// The first service day on which it holds.
    #[garde(custom(near))]
    valid_from: NaiveDate,
    /// Price of one unit, in cents.
    #[garde(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    unit_cents: i64,
}

/// Dates a new price; orders that stand for its days take it.
#[utoipa::path(post, path = "/v1/products/{product_id}/prices", operation_id = "create_price", tag = "shops",
    params(("product_id" = ProductId, Path), KeyHeader), request_body = PriceIn,
    responses((status = 201, description = "Dated", body = Price)),
    extensions(("x-right" = json!("shop.edit"))))]
async fn create(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
    Keyed { once, body }: Keyed<PriceIn>,
) -> Answer<Created<Price>> {
    let price = prices::create(&app, &may.caller, &once, id, body.valid_from, body.unit_cents).await?;
    Ok(Created::at(&format!("/v1/products/{id}/prices"), price.id, price))
}
