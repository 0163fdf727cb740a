//! Which events stand: each once, without those that were taken back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Flag, FlagKind, Kind};
use crate::id::EventId;

/// The ids of the events that stand: no undos, and nothing that was taken back.
pub fn stands<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeSet<EventId> {
    standing(events).0.into_iter().map(|event| event.event_id).collect()
}

/// The events that stand, undos excluded, and what to show of the undos that had no effect.
pub(super) fn standing<'a>(events: impl IntoIterator<Item = &'a Event>) -> (Vec<&'a Event>, BTreeSet<Flag>) {
    let known = unique(events);
    let (undos, flags) = effective_undos(&known);
    // From the facts outwards, then back: when an event is judged, its undos have been.
    let mut outwards: Vec<EventId> =
        known.values().filter(|event| !matches!(event.kind, Kind::Undo { .. })).map(|event| event.event_id).collect();
    let facts = outwards.len();
    let mut next = 0;
    while let Some(id) = outwards.get(next).copied() {
        outwards.extend(undos.get(&id).into_iter().flatten());
        next += 1;
    }
    // Undos that name each other in a circle are reached from no fact, and so take nothing back.
    let mut undone = BTreeSet::new();
    for id in outwards.iter().rev() {
        if undos.get(id).is_some_and(|by| by.iter().any(|undo| !undone.contains(undo))) {
            undone.insert(*id);
        }
    }
    outwards.truncate(facts);
    let stands = outwards.iter().filter(|id| !undone.contains(id)).filter_map(|id| known.get(id).copied()).collect();
    (stands, flags)
}

fn unique<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeMap<EventId, &'a Event> {
    let mut known = BTreeMap::<EventId, &Event>::new();
    for event in events {
        // The store refuses other bytes under a known id; should they come, the choice must not depend on order.
        known.entry(event.event_id).and_modify(|kept| *kept = event.min(*kept)).or_insert(event);
    }
    known
}

/// For each event the undos that may take it back.
fn effective_undos(known: &BTreeMap<EventId, &Event>) -> (BTreeMap<EventId, Vec<EventId>>, BTreeSet<Flag>) {
    let (mut undos, mut flags) = (BTreeMap::<EventId, Vec<EventId>>::new(), BTreeSet::new());
    for event in known.values() {
        let Kind::Undo { of } = event.kind else { continue };
        let fault = match known.get(&of) {
            None => FlagKind::UndoHeld,
            Some(target) if target.author != event.author && !event.by_coordinator => FlagKind::UndoIgnored,
            Some(_) => {
                undos.entry(of).or_default().push(event.event_id);
                continue;
            }
        };
        flags.insert(Flag { kind: fault, order_line: None, events: vec![event.event_id] });
    }
    (undos, flags)
}
