//! What a reported event looks like on the wire, each kind with its own payload, and the fact that it tells.

use app::error::Fault;
use app::sync::Report;
use chrono::{DateTime, FixedOffset};
use garde::Validate;
use serde::Deserialize;
use shared::id::{DropId, EventId, OrderLineId, PickupPointId, ProductId, RoundId};
use shared::outcome::{How, Kind, LineGiven, ProductQuantity};
use shared::round::{FailureReason, VisitLight};
use utoipa::ToSchema;

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

/// Units of a product.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitsIn {
    /// The product.
    #[garde(skip)]
    product_id: ProductId,
    /// How many.
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
    /// Units given; 0 means that nothing was.
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

/// Nothing more to say.
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

/// What a readable event says, unless it contradicts itself.
pub(super) fn report(event: EventIn) -> Result<Report, Vec<Fault>> {
    let (word, kind) = told(event.fact);
    let of_round = matches!(kind, Kind::PickedUp { .. } | Kind::BroughtBack { .. });
    let drop = if of_round { None } else { event.drop_id };
    // An undo may name a door or not; everything else is of the round or of a door.
    if matches!(kind, Kind::Undo { of } if of == event.event_id) {
        return Err(vec![fault("/payload/of", "un événement ne s'annule pas lui-même")]);
    }
    if !of_round && drop.is_none() && !matches!(kind, Kind::Undo { .. }) {
        return Err(vec![fault("/drop_id", "il manque la porte")]);
    }
    Ok(Report {
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

fn fault(at: &str, what: &str) -> Fault {
    Fault { at: at.to_owned(), what: what.to_owned() }
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
