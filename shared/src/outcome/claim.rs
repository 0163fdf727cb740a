//! Several words on one quantity, and which of them counts: rules 3 to 5 of the module, for doors and rounds alike.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Event;
use crate::id::{EventId, SessionId};

/// The last word of each device on each subject, in an order that depends on the words alone.
pub(super) fn last_words<'a, S: Ord, W>(
    events: &[&'a Event],
    words_of: impl Fn(&Event) -> Vec<(S, W)>,
) -> BTreeMap<S, Vec<(&'a Event, W)>> {
    let mut last = BTreeMap::<(S, SessionId), (&Event, W)>::new();
    for event in events {
        for (subject, word) in words_of(event) {
            let slot = (subject, event.device);
            if last.get(&slot).is_none_or(|(kept, _)| rank(kept) <= rank(event)) {
                last.insert(slot, (event, word));
            }
        }
    }
    let mut by_subject = BTreeMap::<S, Vec<(&Event, W)>>::new();
    for ((subject, _), word) in last {
        by_subject.entry(subject).or_default().push(word);
    }
    by_subject
}

fn rank(event: &Event) -> (i64, DateTime<Utc>, EventId) {
    (event.device_seq, event.at_device, event.event_id)
}

/// The quantity that counts among the claims of several devices; `None` without claims.
pub(super) fn settle<'a>(claims: &[(&'a Event, u32)]) -> Option<Settled<'a>> {
    let decision = claims.iter().filter(|(event, _)| event.by_coordinator).map(|(event, _)| event.key()).max();
    let open = || claims.iter().filter(|(event, _)| decision.is_none_or(|decided| event.key() >= decided));
    let (decided_by, quantity) = *open().min_by_key(|(event, quantity)| (*quantity, event.key()))?;
    // A coordinator corrects a figure but was not at the door.
    let (first, _) = claims.iter().min_by_key(|(event, given)| (*given == 0, event.by_coordinator, event.key()))?;
    let differ = open().any(|(_, other)| *other != quantity);
    let mut at_odds: Vec<EventId> = if differ { open().map(|(event, _)| event.event_id).collect() } else { Vec::new() };
    at_odds.sort_unstable();
    Some(Settled { quantity, first, decided_by, at_odds })
}

pub(super) struct Settled<'a> {
    /// Units that count.
    pub quantity: u32,
    /// The report that is the fact; the others corroborate it.
    pub first: &'a Event,
    /// The report whose quantity counts.
    pub decided_by: &'a Event,
    /// The reports that differ; empty when all agree.
    pub at_odds: Vec<EventId>,
}
