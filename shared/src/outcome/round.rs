//! The goods of one round: what was picked up where, and what came back.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::{last_words, settle};
use super::undo::standing;
use super::{Event, Flag, FlagKind, Kind};
use crate::id::{AccountId, EventId, PickupPointId, ProductId};

/// Folds the events of one round, with the undos that name them, into its goods.
///
/// The rules are those of a door: a phone's later word corrects its earlier one, the lower of two phones counts
/// until a coordinator decides. Events of doors are ignored.
pub fn fold_round<'a>(events: impl IntoIterator<Item = &'a Event>) -> RoundState {
    let (stands, flags) = standing(events);
    let mut state = RoundState { flags, ..RoundState::default() };
    for (subject, claims) in last_words(&stands, words_of) {
        let Some(settled) = settle(&claims) else { continue };
        let counted =
            Counted { quantity: settled.quantity, by: settled.first.author, decided_by: settled.decided_by.event_id };
        if !settled.at_odds.is_empty() {
            state.flags.insert(Flag { kind: FlagKind::QuantitiesDiffer, order_line: None, events: settled.at_odds });
        }
        match subject {
            (Some(pickup_point), product) => {
                state.picked_up.insert((pickup_point, product), counted);
            }
            (None, product) => {
                state.brought_back.insert(product, counted);
            }
        }
    }
    state
}

/// The goods of one round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundState {
    /// Units taken at each pick-up point, by product.
    pub picked_up: BTreeMap<(PickupPointId, ProductId), Counted>,
    /// Units that came back, by product.
    pub brought_back: BTreeMap<ProductId, Counted>,
    /// What a coordinator should see.
    pub flags: BTreeSet<Flag>,
}

/// A quantity and who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Units that count.
    pub quantity: u32,
    /// Who reported first.
    pub by: AccountId,
    /// The report whose quantity counts.
    pub decided_by: EventId,
}

type Subject = (Option<PickupPointId>, ProductId);

fn words_of(event: &Event) -> Vec<(Subject, u32)> {
    match &event.kind {
        Kind::PickedUp { pickup_point, lines } => {
            lines.iter().map(|line| ((Some(*pickup_point), line.product), line.quantity)).collect()
        }
        Kind::BroughtBack { product, quantity } => vec![((None, *product), *quantity)],
        _ => Vec::new(),
    }
}
