//! Reported events over HTTP: up to 200 at once, each answered for itself.
//!
//! An event that cannot be read is refused alone; so the batch is read as JSON objects first, and each of them by its
//! exact shape afterwards. The contract shows both: an event of the exact shape, or any other object.

use app::sync::{self, Batch, EventAnswer, Report, Sent};
use app::{App, keys};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, FixedOffset};
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::id::{DropId, EventId, OrderLineId, PickupPointId, ProductId, RoundId, VolunteerId};
use shared::outcome::{How, Kind, LineGiven, ProductQuantity};
use shared::round::{EventSource, FailureReason, VisitLight};
use utoipa::openapi::schema::{AdditionalProperties, AnyOfBuilder, Type};
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::Body;
use crate::caller::{May, right};
use crate::problem::Answer;

/// The operations of this noun.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(push))
}

/// What one device reports at once, in its own order.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SyncIn {
    /// Who wrote the facts down; paper and call are a coordinator's.
    #[garde(skip)]
    #[serde(default = "phone")]
    source: EventSource,
    /// The volunteer whose facts they are, when a coordinator writes them down; on paper and on a call the volunteer of
    /// the event's round when absent.
    #[garde(skip)]
    on_behalf_of: Option<VolunteerId>,
    /// A coordinator's decision, which settles what phones say; without it paper and calls are words among others.
    #[garde(skip)]
    #[serde(default)]
    decides: bool,
    /// The device's clock at the moment of sending, to notice a clock that is wrong.
    #[garde(skip)]
    sent_at: Option<DateTime<FixedOffset>>,
    /// The events. The same event may be sent again at any time.
    #[garde(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200, value_type = Vec<EventOrOther>)]
    events: Vec<Map<String, Value>>,
}

fn phone() -> EventSource {
    EventSource::Phone
}

/// One result for each event, in their order.
#[derive(Debug, Serialize, ToSchema)]
pub struct SyncOut {
    /// The results.
    results: Vec<EventAnswer>,
}

/// A reported event.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventIn {
    /// A UUIDv7 made on the device: the identity of the fact.
    #[garde(skip)]
    event_id: EventId,
    /// Strictly increasing on one device.
    #[garde(range(min = 0, max = 9_007_199_254_740_991))]
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64)]
    device_seq: i64,
    /// The round that was walked.
    #[garde(skip)]
    round_id: RoundId,
    /// The door; ignored for `picked_up` and `brought_back`, which are of the whole round.
    #[garde(skip)]
    drop_id: Option<DropId>,
    /// The version of the round that the device had seen.
    #[garde(range(min = 0, max = 2_147_483_647))]
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    seen_version: Option<i32>,
    /// When it happened by the device's clock, from 1970 to 2999.
    #[garde(custom(believable))]
    at_device: DateTime<FixedOffset>,
    /// What happened.
    #[garde(dive)]
    #[serde(flatten)]
    fact: FactIn,
}

/// What happened; the payload may be absent where it has no members.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
pub enum FactIn {
    /// Goods were taken at a pick-up point.
    PickedUp(#[garde(dive)] PickedUpIn),
    /// Goods were given in hand.
    Delivered(#[garde(dive)] GivenIn),
    /// Goods were left in the bread bag on the door.
    LeftInBag(#[garde(dive)] GivenIn),
    /// Goods were left with a neighbour, as agreed.
    LeftWithNeighbour(#[garde(dive)] GivenIn),
    /// Something was given that no order line names: the device's total for this door and product.
    ExtraDelivered(#[garde(dive)] UnitsIn),
    /// Goods came back: the device's total for this round and product.
    BroughtBack(#[garde(dive)] UnitsIn),
    /// Nobody answered.
    NoAnswer(#[garde(dive)] FailedIn),
    /// The resident did not want it.
    Refused(#[garde(dive)] FailedIn),
    /// The volunteer could not get in.
    NoAccess(#[garde(dive)] FailedIn),
    /// The shop had too little.
    ShopShort(#[garde(dive)] FailedIn),
    /// A courtesy visit took place.
    VisitDone(#[garde(dive)] VisitedIn),
    /// The bag of the last delivery still hangs there, full.
    BagFull(#[garde(dive)] NothingIn),
    /// The bread bag is not on the door.
    BagMissing(#[garde(dive)] NothingIn),
    /// Takes an event back.
    Undo(#[garde(dive)] UndoneIn),
}

/// Goods taken at a pick-up point.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PickedUpIn {
    /// Where.
    #[garde(skip)]
    pickup_point_id: PickupPointId,
    /// How many of each product; 0 is a fact as well.
    #[garde(dive, length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    lines: Vec<UnitsIn>,
}

/// UnitsIn of a product.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsIn {
    /// The product.
    #[garde(skip)]
    product_id: ProductId,
    /// UnitsIn.
    #[garde(range(max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    quantity: u32,
}

/// Goods that reached a household.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenIn {
    /// The order lines concerned.
    #[garde(dive, length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    lines: Vec<GivenLineIn>,
}

/// How much of an order line was given.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenLineIn {
    /// The line.
    #[garde(skip)]
    order_line_id: OrderLineId,
    /// UnitsIn given; 0 means that nothing was.
    #[garde(range(max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    quantity: u32,
    /// Why fewer than ordered.
    #[garde(skip)]
    reason: Option<FailureReason>,
}

/// Goods that did not reach a household.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FailedIn {
    /// The order lines concerned; absent means the whole door, as far as nothing else is said of a line.
    #[garde(length(max = 50))]
    #[schema(max_items = 50)]
    #[serde(default)]
    lines: Vec<OrderLineId>,
}

/// A visit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VisitedIn {
    /// How it went.
    #[garde(skip)]
    light: VisitLight,
}

/// NothingIn more to say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NothingIn {}

/// What is taken back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoneIn {
    /// The event taken back.
    #[garde(skip)]
    of: EventId,
}

/// The contract's way of saying that an object of another shape is refused alone, not with its batch.
struct EventOrOther;

impl PartialSchema for EventOrOther {
    fn schema() -> RefOr<Schema> {
        let other = ObjectBuilder::new()
            .schema_type(Type::Object)
            .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(true)))
            .description(Some("Any other object is refused alone, with `event.malformed`."));
        AnyOfBuilder::new().item(Ref::from_schema_name("EventIn")).item(other).into()
    }
}

impl ToSchema for EventOrOther {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("EventIn".to_owned(), EventIn::schema()));
        EventIn::schemas(schemas);
    }
}

/// Takes in what happened on a round: each event is stored, applied and answered for itself.
#[utoipa::path(post, path = "/v1/sync", operation_id = "push_events", tag = "sync", request_body = SyncIn,
    responses((status = 200, description = "One result for each event, in their order", body = SyncOut)),
    extensions(("x-right" = json!("event.report"))))]
async fn push(
    may: May<right::ReportEvents>,
    State(app): State<App>,
    Body(body): Body<SyncIn>,
) -> Answer<Json<SyncOut>> {
    let results = sync::push(&app, &may.caller, body.into()).await?;
    Ok(Json(SyncOut { results }))
}

impl From<SyncIn> for Batch {
    fn from(wire: SyncIn) -> Self {
        Self {
            source: wire.source,
            on_behalf_of: wire.on_behalf_of,
            decides: wire.decides,
            sent_at: wire.sent_at.map(|at| at.to_utc()),
            events: wire.events.into_iter().map(sent).collect(),
        }
    }
}

/// An event as it was sent, and what it says when it can be read.
fn sent(event: Map<String, Value>) -> Sent {
    let event_id = event.get("event_id").and_then(Value::as_str).and_then(|text| text.parse().ok());
    let mut value = Value::Object(event);
    // The same members in another order are the same event.
    value.sort_all_objects();
    let fingerprint = keys::digest(value.to_string().as_bytes());
    if let Some(members) = value.as_object_mut() {
        members.entry("payload").or_insert_with(|| Value::Object(Map::new()));
    }
    let read = serde_json::from_value::<EventIn>(value).ok().filter(|event| event.validate().is_ok());
    Sent { event_id, fingerprint, report: read.and_then(report) }
}

/// What a readable event says; nothing when it contradicts itself.
fn report(event: EventIn) -> Option<Report> {
    let (word, kind) = told(event.fact);
    let of_round = matches!(kind, Kind::PickedUp { .. } | Kind::BroughtBack { .. });
    let drop = if of_round { None } else { event.drop_id };
    // An undo may name a door or not; everything else is of the round or of a door.
    let placed = of_round || drop.is_some() || matches!(kind, Kind::Undo { of } if of != event.event_id);
    let itself = matches!(kind, Kind::Undo { of } if of == event.event_id);
    (placed && !itself).then_some(Report {
        event_id: event.event_id,
        device_seq: event.device_seq,
        word,
        kind,
        round: event.round_id,
        drop,
        seen_version: event.seen_version,
        at_device: event.at_device,
    })
}

/// The phone's word and the fact that it tells.
fn told(fact: FactIn) -> (&'static str, Kind) {
    match fact {
        FactIn::PickedUp(goods) => {
            let line = |units: UnitsIn| ProductQuantity { product: units.product_id, quantity: units.quantity };
            let lines = goods.lines.into_iter().map(line).collect();
            ("picked_up", Kind::PickedUp { pickup_point: goods.pickup_point_id, lines })
        }
        FactIn::Delivered(given) => ("delivered", delivered(given, How::InHand)),
        FactIn::LeftInBag(given) => ("left_in_bag", delivered(given, How::InBag)),
        FactIn::LeftWithNeighbour(given) => ("left_with_neighbour", delivered(given, How::WithNeighbour)),
        FactIn::ExtraDelivered(units) => {
            ("extra_delivered", Kind::ExtraDelivered { product: units.product_id, quantity: units.quantity })
        }
        FactIn::BroughtBack(units) => {
            ("brought_back", Kind::BroughtBack { product: units.product_id, quantity: units.quantity })
        }
        FactIn::NoAnswer(failed) => ("no_answer", failure(failed, FailureReason::NoAnswer)),
        FactIn::Refused(failed) => ("refused", failure(failed, FailureReason::Refused)),
        FactIn::NoAccess(failed) => ("no_access", failure(failed, FailureReason::NoAccess)),
        FactIn::ShopShort(failed) => ("shop_short", failure(failed, FailureReason::ShopShort)),
        FactIn::VisitDone(visit) => ("visit_done", Kind::VisitDone { light: visit.light }),
        FactIn::BagFull(_) => ("bag_full", Kind::BagFull),
        FactIn::BagMissing(_) => ("bag_missing", Kind::BagMissing),
        FactIn::Undo(undone) => ("undo", Kind::Undo { of: undone.of }),
    }
}

fn delivered(given: GivenIn, how: How) -> Kind {
    let line =
        |line: GivenLineIn| LineGiven { order_line: line.order_line_id, quantity: line.quantity, reason: line.reason };
    Kind::Delivered { lines: given.lines.into_iter().map(line).collect(), how }
}

fn failure(failed: FailedIn, reason: FailureReason) -> Kind {
    Kind::NotDelivered { reason, lines: failed.lines }
}

/// A phone whose battery was empty starts in 1970; no clock of a phone says less, or lives beyond the year 2999.
fn believable(at: &DateTime<FixedOffset>, (): &()) -> garde::Result {
    let seconds = 0..32_503_680_000_i64;
    if seconds.contains(&at.timestamp()) { Ok(()) } else { Err(garde::Error::new("cette date n'est pas possible")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ID: &str = "evt_0192f3a4b5c67d8e9f00112233445566";

    fn event(kind: &str, payload: Option<Value>) -> Map<String, Value> {
        let mut event = json!({
            "event_id": ID,
            "device_seq": 1,
            "kind": kind,
            "round_id": "rnd_0192f3a4b5c67d8e9f00112233445566",
            "drop_id": "drp_0192f3a4b5c67d8e9f00112233445566",
            "at_device": "2019-03-04T08:15:00+01:00",
        });
        if let Some(payload) = payload {
            event["payload"] = payload;
        }
        event.as_object().cloned().unwrap()
    }

    #[test]
    fn every_kind_reads() {
        let line = json!({"order_line_id": "oln_0192f3a4b5c67d8e9f00112233445566", "quantity": 1});
        let units = json!({"product_id": "prd_0192f3a4b5c67d8e9f00112233445566", "quantity": 0});
        let shop = json!({"pickup_point_id": "pup_0192f3a4b5c67d8e9f00112233445566", "lines": [units]});
        let given = json!({"lines": [line]});
        let cases = [
            ("picked_up", Some(shop)),
            ("delivered", Some(given.clone())),
            ("left_in_bag", Some(given.clone())),
            ("left_with_neighbour", Some(given)),
            ("extra_delivered", Some(units.clone())),
            ("brought_back", Some(units)),
            ("no_answer", None),
            ("refused", Some(json!({"lines": []}))),
            ("no_access", None),
            ("shop_short", Some(json!({"lines": ["oln_0192f3a4b5c67d8e9f00112233445566"]}))),
            ("visit_done", Some(json!({"light": "worry"}))),
            ("bag_full", None),
            ("bag_missing", Some(json!({}))),
            ("undo", Some(json!({"of": "evt_0192f3a4b5c67d8e9f00112233445567"}))),
        ];
        for (kind, payload) in cases {
            let read = sent(event(kind, payload));
            assert_eq!(read.report.map(|report| report.word), Some(kind));
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_its_id() {
        let cases = [
            ("delivered", None),
            ("delivered", Some(json!({"lines": []}))),
            ("bag_full", Some(json!({"how": "very"}))),
            ("visit_done", Some(json!({"light": "gloomy"}))),
            ("undo", Some(json!({"of": ID}))),
            ("sung", None),
        ];
        for (kind, payload) in cases {
            let read = sent(event(kind, payload));
            assert!(read.report.is_none() && read.event_id.is_some(), "{kind}");
        }
        for (member, value) in [
            ("device_seq", json!(-1)),
            ("at_device", json!("2019-03-04T08:15:00")),
            ("at_device", json!("0001-01-01T00:00:00Z")),
            ("drop_id", json!("rnd_0192f3a4b5c67d8e9f00112233445566")),
            ("colour", json!("red")),
        ] {
            let mut event = event("bag_full", None);
            event.insert(member.to_owned(), value);
            assert!(sent(event).report.is_none(), "{member}");
        }
    }

    #[test]
    fn the_order_of_members_does_not_matter() {
        let one = r#"{"kind":"bag_full","device_seq":1,"payload":{"b":1,"a":[{"y":1,"x":2}]}}"#;
        let two = r#"{"payload":{"a":[{"x":2,"y":1}],"b":1},"device_seq":1,"kind":"bag_full"}"#;
        let print = |text| sent(serde_json::from_str(text).unwrap()).fingerprint;
        assert_eq!(print(one), print(two));
        assert_ne!(print(one), print(&one.replace("1,", "2,")));
    }
}
