//! Products over HTTP: what can be ordered, and on what terms.

use app::App;
use app::shops::products::{self, Product};
use axum::Json;
use axum::extract::State;
use shared::id::ProductId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::product_forms::{ProductIn, ProductPatch};
use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, list)).routes(routes!(read, edit))
}

fn tagged(product: Product) -> Tagged<Product> {
    Tagged { version: product.version, body: product }
}

/// Offers a product.
#[utoipa::path(post, path = "/v1/products", operation_id = "create_product", tag = "shops", params(KeyHeader),
    request_body = ProductIn, responses((status = 201, description = "Offered", body = Product)),
    extensions(("x-right" = json!("shop.edit"))))]
async fn create(
    may: May<right::EditShops>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<ProductIn>,
) -> Answer<Created<Product>> {
    let product = products::create(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/products", product.id, product))
}

/// Lists the products.
#[utoipa::path(get, path = "/v1/products", operation_id = "list_products", tag = "shops", params(PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Product>)),
    extensions(("x-right" = json!("product.read"))))]
async fn list(
    may: May<right::ReadProducts>,
    State(app): State<App>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Product>>> {
    Ok(Json(products::list(&app, &may.caller, page.into()).await?.into()))
}

/// Shows a product.
#[utoipa::path(get, path = "/v1/products/{product_id}", operation_id = "read_product", tag = "shops",
    params(("product_id" = ProductId, Path)),
    responses((status = 200, description = "The product", body = Product, headers(("ETag" = String)))),
    extensions(("x-right" = json!("product.read"))))]
async fn read(
    may: May<right::ReadProducts>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
) -> Answer<Tagged<Product>> {
    Ok(tagged(products::read(&app, &may.caller, id).await?))
}

/// Changes a product; usual orders of the coming weeks follow its days.
#[utoipa::path(patch, path = "/v1/products/{product_id}", operation_id = "edit_product", tag = "shops",
    params(("product_id" = ProductId, Path), IfMatchHeader), request_body = ProductPatch,
    responses((status = 200, description = "Changed", body = Product, headers(("ETag" = String)))),
    extensions(("x-right" = json!("shop.edit"))))]
async fn edit(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<ProductPatch>,
) -> Answer<Tagged<Product>> {
    Ok(tagged(products::edit(&app, &may.caller, id, expected, patch.into()).await?))
}
