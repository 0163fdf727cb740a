//! Products over HTTP, with their dated prices and the days for which they can be ordered.

use app::App;
use app::shops::prices::{self, Price};
use app::shops::products::{self, NewProduct, Product, ProductDays, ProductEdit, Terms};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::calendar::Weekdays;
use shared::id::{PickupPointId, ProductId};
use shared::shop::{CutoffKind, PaidBy, ProductKind};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::{Weekday, near};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create, list))
        .routes(routes!(read, edit))
        .routes(routes!(create_price))
        .routes(routes!(read_days))
}

/// A product to offer. Without further words it is bread: delivered whenever its shop is open, ordered until 16:00 of
/// the last open day before, at the door between 7:30 and 9:00.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductIn {
    /// Where it is taken.
    #[garde(skip)]
    pickup_point_id: PickupPointId,
    /// What it is to whoever carries and counts it.
    #[garde(skip)]
    kind: ProductKind,
    /// What people call it.
    #[garde(dive)]
    name: Line<60>,
    /// The word for one unit, such as "pain".
    #[garde(dive)]
    unit_one: Line<40>,
    /// The word for several, such as "pains".
    #[garde(dive)]
    unit_many: Line<40>,
    /// Weight of one unit, in grams.
    #[garde(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100_000)]
    grams: i32,
    /// Into how many hand-carries one unit may be split; 1 is not at all.
    #[garde(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24, default = 1)]
    #[serde(default = "one")]
    splits_into: i32,
    /// ISO weekdays on which it may be delivered; the pick-up point must be open as well.
    #[garde(dive, length(min = 1, max = 7))]
    #[schema(min_items = 1, max_items = 7)]
    delivery_weekdays: Option<Vec<Weekday>>,
    /// How the last hour for orders is found.
    #[garde(skip)]
    #[serde(default = "open_days_before")]
    cutoff_kind: CutoffKind,
    /// For `open_days_before`: how many days on which the pick-up point is open.
    #[garde(range(min = 1, max = 14))]
    #[schema(minimum = 1, maximum = 14, default = 1)]
    #[serde(default = "one")]
    cutoff_days: i32,
    /// For `weekday_before`: the weekday of the week before; Thursday when absent.
    #[garde(dive)]
    cutoff_weekday: Option<Weekday>,
    /// Minutes after local midnight at which orders close.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439, default = 960)]
    #[serde(default = "sixteen")]
    cutoff_min: i32,
    /// Doors are served from this minute of the day on.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439, default = 450)]
    #[serde(default = "half_past_seven")]
    deliver_from_min: i32,
    /// Doors are served until this minute of the day.
    #[garde(range(min = 1, max = 1439))]
    #[schema(minimum = 1, maximum = 1439, default = 540)]
    #[serde(default = "nine")]
    deliver_until_min: i32,
    /// Units in one order at most.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100, default = 4)]
    #[serde(default = "four")]
    max_per_order: i32,
    /// Who pays for it; the association when absent. To carry it is always free.
    #[garde(skip)]
    #[serde(default = "association_pays")]
    paid_by: PaidBy,
    /// Price of one unit from today on, in cents.
    #[garde(range(min = 0, max = 1_000_000))]
    #[schema(minimum = 0, maximum = 1_000_000)]
    unit_cents: i64,
}

fn association_pays() -> PaidBy {
    PaidBy::AssociationPays
}

fn one() -> i32 {
    1
}

fn four() -> i32 {
    4
}

fn sixteen() -> i32 {
    16 * 60
}

fn half_past_seven() -> i32 {
    7 * 60 + 30
}

fn nine() -> i32 {
    9 * 60
}

fn open_days_before() -> CutoffKind {
    CutoffKind::OpenDaysBefore
}

/// What may change of a product; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductPatch {
    /// The new name.
    #[garde(dive)]
    name: Option<Line<60>>,
    /// The new word for one unit.
    #[garde(dive)]
    unit_one: Option<Line<40>>,
    /// The new word for several.
    #[garde(dive)]
    unit_many: Option<Line<40>>,
    /// The new weight, in grams.
    #[garde(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100_000)]
    grams: Option<i32>,
    /// Into how many hand-carries one unit may be split.
    #[garde(range(min = 1, max = 24))]
    #[schema(minimum = 1, maximum = 24)]
    splits_into: Option<i32>,
    /// The new delivery weekdays.
    #[garde(dive, length(min = 1, max = 7))]
    #[schema(min_items = 1, max_items = 7)]
    delivery_weekdays: Option<Vec<Weekday>>,
    /// How the last hour for orders is found.
    #[garde(skip)]
    cutoff_kind: Option<CutoffKind>,
    /// For `open_days_before`.
    #[garde(range(min = 1, max = 14))]
    #[schema(minimum = 1, maximum = 14)]
    cutoff_days: Option<i32>,
    /// For `weekday_before`.
    #[garde(dive)]
    cutoff_weekday: Option<Weekday>,
    /// Minutes after local midnight at which orders close.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    cutoff_min: Option<i32>,
    /// Doors are served from this minute of the day on.
    #[garde(range(min = 0, max = 1439))]
    #[schema(minimum = 0, maximum = 1439)]
    deliver_from_min: Option<i32>,
    /// Doors are served until this minute of the day.
    #[garde(range(min = 1, max = 1439))]
    #[schema(minimum = 1, maximum = 1439)]
    deliver_until_min: Option<i32>,
    /// Units in one order at most.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    max_per_order: Option<i32>,
    /// Who pays for it.
    #[garde(skip)]
    paid_by: Option<PaidBy>,
    /// Whether it can be ordered.
    #[garde(skip)]
    active: Option<bool>,
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

/// Which days to show.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DaysQuery {
    /// The first day; today when absent.
    #[garde(skip)]
    from: Option<NaiveDate>,
    /// The last day, included; four weeks from today when absent.
    #[garde(skip)]
    to: Option<NaiveDate>,
}

impl From<ProductIn> for NewProduct {
    fn from(wire: ProductIn) -> Self {
        Self {
            pickup_point_id: wire.pickup_point_id,
            kind: wire.kind,
            name: wire.name.tidy(),
            unit_one: wire.unit_one.tidy(),
            unit_many: wire.unit_many.tidy(),
            grams: wire.grams,
            splits_into: wire.splits_into,
            terms: Terms {
                delivery_weekdays: wire.delivery_weekdays.as_deref().map_or(Weekdays::ALL, set_of),
                cutoff_kind: wire.cutoff_kind,
                cutoff_days: wire.cutoff_days,
                cutoff_weekday: wire.cutoff_weekday.map_or(4, |day| i32::from(day.iso())),
                cutoff_min: wire.cutoff_min,
                deliver_from_min: wire.deliver_from_min,
                deliver_until_min: wire.deliver_until_min,
            },
            max_per_order: wire.max_per_order,
            paid_by: wire.paid_by,
            cents: wire.unit_cents,
        }
    }
}

impl From<ProductPatch> for ProductEdit {
    fn from(wire: ProductPatch) -> Self {
        Self {
            name: wire.name.map(|text| text.tidy()),
            unit_one: wire.unit_one.map(|text| text.tidy()),
            unit_many: wire.unit_many.map(|text| text.tidy()),
            grams: wire.grams,
            splits_into: wire.splits_into,
            delivery_weekdays: wire.delivery_weekdays.as_deref().map(set_of),
            cutoff_kind: wire.cutoff_kind,
            cutoff_days: wire.cutoff_days,
            cutoff_weekday: wire.cutoff_weekday.map(|day| i32::from(day.iso())),
            cutoff_min: wire.cutoff_min,
            deliver_from_min: wire.deliver_from_min,
            deliver_until_min: wire.deliver_until_min,
            max_per_order: wire.max_per_order,
            paid_by: wire.paid_by,
            active: wire.active,
        }
    }
}

fn set_of(days: &[Weekday]) -> Weekdays {
    let numbers: Vec<u8> = days.iter().map(|day| day.iso()).collect();
    Weekdays::from_iso(&numbers).unwrap_or_default()
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

/// Dates a new price; orders that stand for its days take it.
#[utoipa::path(post, path = "/v1/products/{product_id}/prices", operation_id = "create_price", tag = "shops",
    params(("product_id" = ProductId, Path), KeyHeader), request_body = PriceIn,
    responses((status = 201, description = "Dated", body = Price)),
    extensions(("x-right" = json!("shop.edit"))))]
async fn create_price(
    may: May<right::EditShops>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
    Keyed { once, body }: Keyed<PriceIn>,
) -> Answer<Created<Price>> {
    let price = prices::create(&app, &may.caller, &once, id, body.valid_from, body.unit_cents).await?;
    Ok(Created::at(&format!("/v1/products/{id}/prices"), price.id, price))
}

/// Shows for which days a product can be ordered, and why not for the others.
#[utoipa::path(get, path = "/v1/products/{product_id}/days", operation_id = "read_product_days", tag = "shops",
    params(("product_id" = ProductId, Path), DaysQuery),
    responses((status = 200, description = "The days", body = ProductDays)),
    extensions(("x-right" = json!("product.read"))))]
async fn read_days(
    may: May<right::ReadProducts>,
    State(app): State<App>,
    Path(id): Path<ProductId>,
    Query(query): Query<DaysQuery>,
) -> Answer<Json<ProductDays>> {
    Ok(Json(products::days(&app, &may.caller, id, query.from, query.to).await?))
}
