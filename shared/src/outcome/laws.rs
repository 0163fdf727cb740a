//! What holds for every log, however it arrives.

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{Identity, Word};

fn id<I: Identity>(number: u8) -> I {
    I::from_uuid(Uuid::from_u128(u128::from(number)))
}

fn kinds() -> impl Strategy<Value = Kind> {
    let how = prop::sample::select(How::ALL);
    let reason = prop::sample::select(FailureReason::ALL);
    let quantity = 0u32..3;
    let lines = prop::collection::vec(0u8..2, 0..3);
    prop_oneof![
        3 => (prop::collection::vec((0u8..2, quantity.clone(), prop::option::of(reason.clone())), 1..3), how).prop_map(
            |(lines, how)| Kind::Delivered {
                lines: lines
                    .into_iter()
                    .map(|(line, quantity, reason)| LineGiven { order_line: id(line), quantity, reason })
                    .collect(),
                how,
            }
        ),
        1 => quantity.clone().prop_map(|quantity| Kind::ExtraDelivered { product: id(0), quantity }),
        2 => (reason, lines).prop_map(|(reason, lines)| Kind::NotDelivered {
            reason,
            lines: lines.into_iter().map(id).collect(),
        }),
        1 => prop::sample::select(VisitLight::ALL).prop_map(|light| Kind::VisitDone { light }),
        1 => Just(Kind::BagFull),
        1 => Just(Kind::BagMissing),
        1 => quantity.clone().prop_map(|quantity| Kind::PickedUp {
            pickup_point: id(0),
            lines: vec![ProductQuantity { product: id(0), quantity }],
        }),
        1 => quantity.prop_map(|quantity| Kind::BroughtBack { product: id(0), quantity }),
        4 => (0u8..12).prop_map(|of| Kind::Undo { of: id(of) }),
    ]
}

// Ids come from a small pool, so that undos hit, clocks and sequences tie, and ids clash with other bytes.
fn event() -> impl Strategy<Value = Event> {
    (0u8..12, 0u8..4, 0i64..4, 0i64..4, kinds()).prop_map(|(number, device, device_seq, minute, kind)| Event {
        event_id: id(number),
        device: id(device),
        device_seq,
        author: id(device / 2),
        by_coordinator: device == 3,
        at_device: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
        kind,
    })
}

fn log() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(event(), 0..9)
}

fn arrivals() -> impl Strategy<Value = (Vec<Event>, Vec<Event>)> {
    log().prop_flat_map(|log| {
        let copies = prop::sample::subsequence(log.clone(), 0..=log.len());
        let again = (Just(log.clone()), copies).prop_map(|(log, copies)| [log, copies].concat()).prop_shuffle();
        (Just(log), again)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn order_and_copies_change_nothing((log, again) in arrivals()) {
        prop_assert_eq!(fold(&log), fold(&again));
        prop_assert_eq!(fold_round(&log), fold_round(&again));
    }

    #[test]
    fn a_failure_seen_by_another_phone_takes_no_delivery_away(log in log(), reason in prop::sample::select(FailureReason::ALL)) {
        let before = fold(&log);
        let absent = Event {
            event_id: id(200),
            device: id(200),
            device_seq: 0,
            author: id(200),
            by_coordinator: false,
            at_device: DateTime::UNIX_EPOCH,
            kind: Kind::NotDelivered { reason, lines: vec![id(0)] },
        };
        let after = fold(log.iter().chain([&absent]));
        prop_assert_eq!(before.line(id(0)).delivered, after.line(id(0)).delivered);
    }

    #[test]
    fn whatever_is_undone_and_redone_is_as_before(first in event(), rest in log()) {
        let target = first.event_id;
        let log = [vec![first], rest].concat();
        let office = |number, of| Event {
            event_id: id(number),
            device: id(200),
            device_seq: i64::from(number),
            author: id(200),
            by_coordinator: true,
            at_device: DateTime::UNIX_EPOCH,
            kind: Kind::Undo { of },
        };
        let (undo, redo) = (office(200, target), office(201, id(200)));
        prop_assert_eq!(fold(log.iter().chain([&redo, &undo])), fold(&log));
        let gone = fold(log.iter().chain([&undo]));
        prop_assert!(!gone.stands.contains(&target));
    }

    #[test]
    fn a_count_is_never_more_than_somebody_said(log in log()) {
        let state = fold(&log);
        let most = log.iter().filter_map(|event| match &event.kind {
            Kind::Delivered { lines, .. } => lines.iter().map(|line| line.quantity).max(),
            _ => None,
        });
        let most = most.max().unwrap_or(0);
        prop_assert!(state.lines.values().all(|line| line.delivered <= most));
        for line in state.lines.values() {
            prop_assert_eq!(line.delivered > 0, line.outcome == LineOutcome::Delivered);
        }
    }
}
