//! Reported events over HTTP: up to 200 at once, each answered for itself.
//!
//! An event that cannot be read is refused alone; so the batch is read as JSON objects first, and each of them by its
//! exact shape afterwards. The contract shows both: an event of the exact shape, or any other object.

use app::error::Fault;
use app::sync::{self, Batch, EventAnswer, Sent};
use app::{App, keys};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, FixedOffset};
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shared::id::VolunteerId;
use shared::round::EventSource;
use utoipa::openapi::schema::{AdditionalProperties, AnyOfBuilder, Type};
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body::{Body, faults, pointer};
use crate::caller::{May, right};
use crate::fault;
use crate::problem::Answer;
use crate::v1::event_forms::{EventIn, FactIn, report};

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
    Sent { event_id, fingerprint, report: read(&value).and_then(report) }
}

/// The event, or what is wrong with it.
fn read(event: &Value) -> Result<EventIn, Vec<Fault>> {
    let read: EventIn = shaped(event).map_err(|fault| {
        // What is wrong with kind and payload is told without its place, unless they are read by themselves.
        let fact = json!({ "kind": event["kind"], "payload": event["payload"] });
        let inner = if fault.at.is_empty() && !event["kind"].is_null() { shaped::<FactIn>(&fact).err() } else { None };
        vec![inner.unwrap_or(fault)]
    })?;
    match read.validate() {
        Ok(()) => Ok(read),
        Err(report) => Err(faults(&report).map(of_payload).collect()),
    }
}

fn shaped<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, Fault> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let at = pointer(&error.path().to_string());
        Fault { at, what: fault::unread(&error.into_inner().to_string()) }
    })
}

/// The check knows the payload as the first member of the fact.
fn of_payload(fault: Fault) -> Fault {
    match fault.at.strip_prefix("/fact/0") {
        Some(rest) => Fault { at: format!("/payload{rest}"), ..fault },
        None => fault,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(read.report.map(|report| report.word), Ok(kind));
        }
    }

    #[test]
    fn what_cannot_be_read_keeps_its_id() {
        let many = json!({"lines": [{"order_line_id": "oln_0192f3a4b5c67d8e9f00112233445566", "quantity": 10_001}]});
        let cases = [
            ("delivered", None, "/payload", "il manque «\u{a0}lines\u{a0}»"),
            ("delivered", Some(json!({"lines": []})), "/payload/lines", "trop court\u{a0}: 1 au moins"),
            ("delivered", Some(many), "/payload/lines/0/quantity", "trop grand\u{a0}: 10000 au plus"),
            ("bag_full", Some(json!({"how": "very"})), "/payload/how", "champ inconnu\u{a0}: «\u{a0}how\u{a0}»"),
            ("visit_done", Some(json!({"light": "gloomy"})), "/payload/light", "choisissez parmi\u{a0}: fine, worry"),
            ("undo", Some(json!({"of": ID})), "/payload/of", "un événement ne s'annule pas lui-même"),
        ];
        for (kind, payload, at, what) in cases {
            let read = sent(event(kind, payload));
            assert_eq!(read.report.unwrap_err(), [Fault { at: at.to_owned(), what: what.to_owned() }], "{kind}");
            assert!(read.event_id.is_some(), "{kind}");
        }
        for (member, value) in [
            ("kind", json!("sung")),
            ("device_seq", json!(-1)),
            ("at_device", json!("2019-03-04T08:15:00")),
            ("at_device", json!("0001-01-01T00:00:00Z")),
            ("drop_id", json!("rnd_0192f3a4b5c67d8e9f00112233445566")),
            ("drop_id", Value::Null),
        ] {
            let mut event = event("bag_full", None);
            event.insert(member.to_owned(), value);
            assert_eq!(sent(event).report.unwrap_err()[0].at, format!("/{member}"));
        }
        let mut event = event("bag_full", None);
        event.insert("colour".to_owned(), json!("red"));
        assert_eq!(sent(event).report.unwrap_err()[0].what, "champ inconnu\u{a0}: «\u{a0}colour\u{a0}»");
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
