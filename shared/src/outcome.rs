//! What happened at a door, folded from what people reported: a pure function of a *set* of events.
//!
//! Phones report late, twice and in any order; two volunteers may tick one door. Whatever arrives in whatever
//! order, the same events give the same state (quality-bar.md section 2, house.md section 9). The time of receipt
//! is unknown here, nothing is refused here, and nothing is stored here: `app/sync` does these.
//!
//! The rules, each once:
//!
//! 1. An event counts once, whatever the number of its copies.
//! 2. An undo takes its target away, when it is by the same author or by a coordinator; an undo may itself be
//!    undone. Without its target it is held; by a stranger it is ignored; both are flagged.
//! 3. Within a phone the later word (`device_seq`) on a line corrects the earlier. An outcome of the *whole door*
//!    (a `NotDelivered` without lines) corrects nothing: it speaks for whatever has no other word.
//! 4. Between phones a delivery wins over every "not delivered", a coordinator's included (who knows better takes
//!    the delivery back or says 0 units). Of two deliveries the one with the smaller
//!    (device time, event id) is the delivery; the other corroborates.
//! 5. When phones differ on the quantity the lower one counts and the line is flagged, until a coordinator's word
//!    decides: it settles all words with a smaller (device time, event id); a later one opens the question again.
//! 6. A worry stays a worry until it is undone.

mod claim;
mod door;
mod round;
mod undo;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, EventId, OrderLineId, PickupPointId, ProductId, SessionId};
use crate::round::{FailureReason, VisitLight};
pub use door::{DoorState, LineOutcome, LineState, Mark, VisitState, fold};
pub use round::{Counted, RoundState, fold_round};
pub use undo::stands;

/// A fact that a person reports from a round or a door.
///
/// Its order (`Ord`) is only a tie-break between copies that share an id but not their content.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Event {
    /// Made by the reporting device; the identity of the fact.
    pub event_id: EventId,
    /// The session of the phone (a reinstalled one is another), or of the office's browser.
    pub device: SessionId,
    /// Strictly increasing on one device.
    pub device_seq: i64,
    /// Whose report it is: the volunteer's, even when the office writes it down.
    pub author: AccountId,
    /// Whether a coordinator wrote it as such: it may undo anything, and it decides on quantities.
    pub by_coordinator: bool,
    /// The device's clock, right or wrong. For a coordinator's decision the caller should see to it that it lies
    /// after the reports that were on the screen.
    pub at_device: DateTime<Utc>,
    /// What is reported.
    pub kind: Kind,
}

impl Event {
    /// What orders events of different phones: (device time, event id).
    pub fn key(&self) -> (DateTime<Utc>, EventId) {
        (self.at_device, self.event_id)
    }
}

/// What can be reported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// Goods reached the household.
    Delivered {
        /// The lines concerned; 0 units of a line mean that it was not delivered.
        lines: Vec<LineGiven>,
        /// The way they took.
        how: How,
    },
    /// Something that no order line names: the phone's total for this door and product.
    ExtraDelivered {
        /// The product.
        product: ProductId,
        /// Units.
        quantity: u32,
    },
    /// Nothing could be delivered.
    NotDelivered {
        /// Why.
        reason: FailureReason,
        /// The lines concerned; none means the whole door, as far as nothing else is said of a line.
        lines: Vec<OrderLineId>,
    },
    /// A courtesy visit took place.
    VisitDone {
        /// How it went.
        light: VisitLight,
    },
    /// The bag of the last delivery still hangs there, full.
    BagFull,
    /// The bread bag is not on the door.
    BagMissing,
    /// Goods were taken at a pick-up point (of a round, not of a door).
    PickedUp {
        /// Where.
        pickup_point: PickupPointId,
        /// How many of each product; 0 is a fact as well.
        lines: Vec<ProductQuantity>,
    },
    /// Goods came back from a round: the phone's total for this product.
    BroughtBack {
        /// The product.
        product: ProductId,
        /// Units.
        quantity: u32,
    },
    /// Takes an event back.
    Undo {
        /// The event taken back.
        of: EventId,
    },
}

/// How much of an order line was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineGiven {
    /// The line.
    pub order_line: OrderLineId,
    /// Units given.
    pub quantity: u32,
    /// Why fewer than ordered, if it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<FailureReason>,
}

/// Units of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProductQuantity {
    /// The product.
    pub product: ProductId,
    /// Units.
    pub quantity: u32,
}

crate::words! {
    /// The way that goods took from the volunteer to the household.
    pub enum How {
        /// Given to a person of the household.
        InHand => "in_hand",
        /// Left in the bread bag on the door.
        InBag => "in_bag",
        /// Left with a neighbour, as agreed with the resident.
        WithNeighbour => "with_neighbour",
    }

    /// What a fold has to show to a coordinator.
    pub enum FlagKind {
        /// Phones differ on a quantity; the lower one counts for now.
        QuantitiesDiffer => "quantities_differ",
        /// An undo whose target has not arrived.
        UndoHeld => "undo_held",
        /// An undo of somebody else's event.
        UndoIgnored => "undo_ignored",
    }
}

/// Something to show to a coordinator, and the events that it is about, in order of id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag {
    /// What it is.
    pub kind: FlagKind,
    /// The order line, when it is about one.
    pub order_line: Option<OrderLineId>,
    /// The events concerned.
    pub events: Vec<EventId>,
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod laws;
