//! Orders over HTTP, and the caller's page of the telephone relay.

use app::App;
use app::orders::change::{self, OrderEdit};
use app::orders::desk::{self, Desk};
use app::orders::place::{self, NewOrder, What};
use app::orders::read::{self, Filter};
use app::orders::{NewLine, Order};
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use garde::Validate;
use serde::Deserialize;
use shared::id::{OrderId, ProductId, ResidentId};
use shared::order::Channel;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::{Created, Page, PageQuery, Tagged};
use crate::body::{Body, IfMatch, IfMatchHeader, KeyHeader, Keyed, Path, Query};
use crate::caller::{May, right};
use crate::day::{near, near_if_any};
use crate::problem::Answer;
use crate::text::Line;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(place, list)).routes(routes!(read, change, cancel)).routes(routes!(read_desk))
}

/// An order to place: `lines`, or `same_as_last`.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderIn {
    /// For whom; the caller when absent.
    #[garde(skip)]
    resident_id: Option<ResidentId>,
    /// For which day, in the next four weeks.
    #[garde(custom(near))]
    service_day: NaiveDate,
    /// What is wanted, each product once.
    #[garde(dive, length(max = 20))]
    #[schema(max_items = 20)]
    #[serde(default)]
    lines: Vec<OrderLineIn>,
    /// What the resident had the last time before that day; then `lines` stay empty.
    #[garde(custom(either(&self.lines)))]
    #[serde(default)]
    same_as_last: bool,
    /// The way it came in, as staff says; by telephone when absent. Residents order by the app.
    #[garde(skip)]
    channel: Option<Channel>,
    /// Why it is taken after the cut-off; a coordinator's right.
    #[garde(dive)]
    override_reason: Option<Line<200>>,
}

/// A product and a quantity.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderLineIn {
    /// The product.
    #[garde(skip)]
    product_id: ProductId,
    /// Units.
    #[garde(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    quantity: i32,
}

/// What becomes of an order.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderPatch {
    /// Everything that is wanted, each product once; an empty list cancels the order.
    #[garde(dive, length(max = 20))]
    #[schema(max_items = 20)]
    lines: Vec<OrderLineIn>,
    /// Why a line changes after its cut-off; a coordinator's right.
    #[garde(dive)]
    override_reason: Option<Line<200>>,
}

/// Which orders to list.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Of one resident.
    #[garde(skip)]
    resident_id: Option<ResidentId>,
    /// Of one service day.
    #[garde(custom(near_if_any))]
    service_day: Option<NaiveDate>,
    /// From this service day on.
    #[garde(custom(near_if_any))]
    from: Option<NaiveDate>,
    /// Until this service day, included.
    #[garde(custom(near_if_any))]
    to: Option<NaiveDate>,
}

fn either(lines: &[OrderLineIn]) -> impl FnOnce(&bool, &()) -> garde::Result {
    move |same, ()| match (*same, lines.is_empty()) {
        (true, false) => Err(garde::Error::new("soit des produits, soit comme la dernière fois")),
        _ => Ok(()),
    }
}

fn new_lines(lines: &[OrderLineIn]) -> Vec<NewLine> {
    lines.iter().map(|line| NewLine { product_id: line.product_id, quantity: line.quantity }).collect()
}

impl From<OrderIn> for NewOrder {
    fn from(wire: OrderIn) -> Self {
        Self {
            resident_id: wire.resident_id,
            service_day: wire.service_day,
            what: if wire.same_as_last { What::SameAsLast } else { What::Lines(new_lines(&wire.lines)) },
            channel: wire.channel,
            override_reason: wire.override_reason.map(|reason| reason.tidy()),
        }
    }
}

impl From<OrderQuery> for Filter {
    fn from(query: OrderQuery) -> Self {
        Self {
            resident_id: query.resident_id,
            from: query.service_day.max(query.from),
            to: match (query.service_day, query.to) {
                (Some(day), Some(to)) => Some(day.min(to)),
                (day, to) => day.or(to),
            },
        }
    }
}

fn tagged(order: Order) -> Tagged<Order> {
    Tagged { version: order.version, body: order }
}

/// Places an order for one day.
///
/// A second order on a day is `order.exists`, with its `location`. After a product's cut-off: `order.cutoff_passed`
/// with `next_possible_day`, `phone` and `answering_hours`.
#[utoipa::path(post, path = "/v1/orders", operation_id = "place_order", tag = "orders", params(KeyHeader),
    request_body = OrderIn, responses((status = 201, description = "Placed", body = Order)),
    extensions(("x-right" = json!("order.place"))))]
async fn place(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Keyed { once, body }: Keyed<OrderIn>,
) -> Answer<Created<Order>> {
    let order = place::place(&app, &may.caller, &once, body.into()).await?;
    Ok(Created::at("/v1/orders", order.id, order))
}

/// Lists orders, cancelled ones too.
#[utoipa::path(get, path = "/v1/orders", operation_id = "list_orders", tag = "orders", params(OrderQuery, PageQuery),
    responses((status = 200, description = "A part of the list", body = Page<Order>)),
    extensions(("x-right" = json!("order.read"))))]
async fn list(
    may: May<right::ReadOrders>,
    State(app): State<App>,
    Query(query): Query<OrderQuery>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<Page<Order>>> {
    Ok(Json(read::list(&app, &may.caller, query.into(), page.into()).await?.into()))
}

/// Shows an order.
#[utoipa::path(get, path = "/v1/orders/{order_id}", operation_id = "read_order", tag = "orders",
    params(("order_id" = OrderId, Path)),
    responses((status = 200, description = "The order", body = Order, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.read"))))]
async fn read(may: May<right::ReadOrders>, State(app): State<App>, Path(id): Path<OrderId>) -> Answer<Tagged<Order>> {
    Ok(tagged(read::read(&app, &may.caller, id).await?))
}

/// Replaces the lines of an order. Each line can change until its own cut-off.
#[utoipa::path(patch, path = "/v1/orders/{order_id}", operation_id = "change_order", tag = "orders",
    params(("order_id" = OrderId, Path), IfMatchHeader), request_body = OrderPatch,
    responses((status = 200, description = "Changed", body = Order, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn change(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(id): Path<OrderId>,
    IfMatch(expected): IfMatch,
    Body(patch): Body<OrderPatch>,
) -> Answer<Tagged<Order>> {
    let override_reason = patch.override_reason.map(|reason| reason.tidy());
    let edit = OrderEdit { lines: new_lines(&patch.lines), override_reason };
    Ok(tagged(change::change(&app, &may.caller, id, expected, edit).await?))
}

/// Cancels an order, while none of its lines is past its cut-off.
#[utoipa::path(delete, path = "/v1/orders/{order_id}", operation_id = "cancel_order", tag = "orders",
    params(("order_id" = OrderId, Path), IfMatchHeader),
    responses((status = 200, description = "Cancelled", body = Order, headers(("ETag" = String)))),
    extensions(("x-right" = json!("order.place"))))]
async fn cancel(
    may: May<right::PlaceOrders>,
    State(app): State<App>,
    Path(id): Path<OrderId>,
    IfMatch(expected): IfMatch,
) -> Answer<Tagged<Order>> {
    Ok(tagged(change::cancel(&app, &may.caller, id, expected).await?))
}

/// Shows the caller's page: who calls, what they had, what they usually have, what they may order.
#[utoipa::path(get, path = "/v1/residents/{resident_id}/desk", operation_id = "read_desk", tag = "orders",
    params(("resident_id" = ResidentId, Path)),
    responses((status = 200, description = "The page", body = Desk)),
    extensions(("x-right" = json!("order.read"))))]
async fn read_desk(
    may: May<right::ReadOrders>,
    State(app): State<App>,
    Path(id): Path<ResidentId>,
) -> Answer<Json<Desk>> {
    Ok(Json(desk::read(&app, &may.caller, id).await?))
}
