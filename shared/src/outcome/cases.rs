//! The collisions of quality-bar.md section 2, one by one.

use chrono::{DateTime, TimeDelta};
use uuid::Uuid;

use super::*;
use crate::Identity;
use crate::round::ConcernKind;

fn id<I: Identity>(number: u128) -> I {
    I::from_uuid(Uuid::from_u128(number))
}

/// Minute, device, author; device and author share a number, the office is 9.
fn event(number: u128, device: u128, seq: i64, minute: i64, kind: Kind) -> Event {
    Event {
        event_id: id(number),
        device: id(device),
        device_seq: seq,
        author: id(device),
        by_coordinator: device == OFFICE,
        at_device: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
        kind,
    }
}

const OFFICE: u128 = 9;
const BREAD: u128 = 100;
const WATER: u128 = 101;

fn gave(line: u128, quantity: u32, how: How) -> Kind {
    Kind::Delivered { lines: vec![LineGiven { order_line: id(line), quantity, reason: None }], how }
}

fn failed(reason: FailureReason, lines: &[u128]) -> Kind {
    Kind::NotDelivered { reason, lines: lines.iter().map(|line| id(*line)).collect() }
}

fn undo(number: u128) -> Kind {
    Kind::Undo { of: id(number) }
}

fn delivered(events: &[Event], line: u128) -> u32 {
    let both = (fold(events), fold(events.iter().rev()));
    assert_eq!(both.0, both.1);
    both.0.line(id(line)).delivered
}

#[test]
fn two_phones_tick_one_door() {
    let events = [event(1, 1, 1, 8, gave(BREAD, 1, How::InBag)), event(2, 2, 1, 5, gave(BREAD, 1, How::InHand))];
    let line = fold(&events).line(id(BREAD));
    assert_eq!((line.delivered, line.how, line.by, line.delivery), (1, Some(How::InHand), Some(id(2)), Some(id(2))));
    assert!(fold(&events).flags.is_empty());
}

#[test]
fn phones_that_differ_count_low_until_a_coordinator_decides() {
    let mut events =
        vec![event(1, 1, 1, 5, gave(WATER, 2, How::InHand)), event(2, 2, 1, 8, gave(WATER, 1, How::InHand))];
    let state = fold(&events);
    assert_eq!(state.line(id(WATER)).delivered, 1);
    assert_eq!((state.line(id(WATER)).by, state.line(id(WATER)).decided_by), (Some(id(1)), Some(id(2))));
    let flag = Flag { kind: FlagKind::QuantitiesDiffer, order_line: Some(id(WATER)), events: vec![id(1), id(2)] };
    assert_eq!(state.flags.into_iter().collect::<Vec<_>>(), vec![flag]);

    events.push(event(3, OFFICE, 1, 60, gave(WATER, 2, How::InHand)));
    let state = fold(&events);
    assert_eq!(
        (state.line(id(WATER)).delivered, state.line(id(WATER)).by),
        (2, Some(id(1))),
        "the office was not there"
    );
    assert!(state.flags.is_empty());

    events.push(event(4, 3, 1, 90, gave(WATER, 1, How::InHand)));
    assert_eq!(delivered(&events, WATER), 1, "a later word opens the question again");
    events.push(event(5, OFFICE, 2, 95, gave(WATER, 0, How::InHand)));
    assert_eq!(delivered(&events, WATER), 0);
    assert_eq!(fold(&events).line(id(WATER)).outcome, LineOutcome::NotDelivered(FailureReason::Other));
}

#[test]
fn delivered_wins_over_absent_between_phones() {
    let events = [
        event(1, 1, 1, 5, failed(FailureReason::NoAnswer, &[])),
        event(2, 2, 1, 8, gave(BREAD, 1, How::InBag)),
        event(3, 3, 1, 9, failed(FailureReason::NoAccess, &[BREAD])),
    ];
    let state = fold(&events);
    assert_eq!(delivered(&events, BREAD), 1);
    assert_eq!(state.line(id(WATER)).outcome, LineOutcome::NotDelivered(FailureReason::NoAnswer));
    assert_eq!(state.stands.len(), 3, "all stay in the history");
    assert_eq!(state.concerns(true), vec![ConcernKind::NoAnswer], "a bag on the door proves nobody well");
    assert_eq!(state.concerns(false), vec![]);
}

#[test]
fn one_phone_corrects_itself_by_its_own_sequence() {
    // The clock of the phone was set back between the two.
    let two_then_one =
        [event(1, 1, 1, 50, gave(WATER, 2, How::InHand)), event(2, 1, 2, 5, gave(WATER, 1, How::InHand))];
    assert_eq!(delivered(&two_then_one, WATER), 1);
    assert!(fold(&two_then_one).flags.is_empty());
    let not_after_all =
        [event(1, 1, 1, 5, gave(BREAD, 1, How::InBag)), event(2, 1, 2, 6, failed(FailureReason::Refused, &[BREAD]))];
    assert_eq!(delivered(&not_after_all, BREAD), 0);
    let nothing = [event(1, 1, 1, 5, gave(BREAD, 1, How::InBag)), event(2, 1, 2, 6, gave(BREAD, 0, How::InBag))];
    assert_eq!(fold(&nothing).line(id(BREAD)).outcome, LineOutcome::NotDelivered(FailureReason::Other));
    // The bread hangs in the bag; then nobody opens for the water.
    let whole_door =
        [event(1, 1, 1, 5, gave(BREAD, 1, How::InBag)), event(2, 1, 2, 6, failed(FailureReason::NoAnswer, &[]))];
    assert_eq!(delivered(&whole_door, BREAD), 1);
    assert_eq!(fold(&whole_door).line(id(WATER)).outcome, LineOutcome::NotDelivered(FailureReason::NoAnswer));
}

#[test]
fn undo_by_its_author_or_a_coordinator() {
    let tick = event(1, 1, 1, 5, gave(BREAD, 1, How::InBag));
    let own = event(2, 1, 2, 6, undo(1));
    let strange = event(3, 2, 1, 7, undo(1));
    let office = event(4, OFFICE, 1, 8, undo(1));
    assert_eq!(delivered(&[tick.clone(), own.clone()], BREAD), 0);
    assert_eq!(delivered(&[tick.clone(), strange.clone()], BREAD), 1);
    assert_eq!(delivered(&[tick.clone(), office], BREAD), 0);
    let flags = |events: &[Event]| fold(events).flags.into_iter().map(|flag| flag.kind).collect::<Vec<_>>();
    assert_eq!(flags(&[tick.clone(), strange]), vec![FlagKind::UndoIgnored]);
    assert_eq!(flags(std::slice::from_ref(&own)), vec![FlagKind::UndoHeld]);
    assert_eq!(flags(&[own, tick]), vec![], "it waited for its tick");
}

#[test]
fn undo_of_undo_and_circles() {
    let mut events = vec![event(1, 1, 1, 5, gave(BREAD, 1, How::InBag)), event(2, 1, 2, 6, undo(1))];
    events.push(event(3, 1, 3, 7, undo(2)));
    assert_eq!(delivered(&events, BREAD), 1);
    events.push(event(4, 1, 4, 8, undo(3)));
    assert_eq!(delivered(&events, BREAD), 0);
    events.push(event(5, 1, 5, 9, undo(2)));
    assert_eq!(delivered(&events, BREAD), 1, "one undo that stands is enough");
    let circle = [
        event(1, 1, 1, 5, gave(BREAD, 1, How::InBag)),
        event(6, 1, 2, 6, undo(7)),
        event(7, 1, 3, 7, undo(6)),
        event(8, 1, 4, 8, undo(8)),
    ];
    assert_eq!(delivered(&circle, BREAD), 1);
    let long: Vec<Event> = std::iter::once(event(0, 1, 0, 0, gave(BREAD, 1, How::InBag)))
        .chain((1..=20_000).map(|number| event(number, 1, 1, 1, undo(number - 1))))
        .collect();
    assert_eq!(fold(&long).line(id(BREAD)).delivered, 1, "an even chain, without a deep stack");
}

#[test]
fn a_worry_stays_until_undone() {
    let visit = |light| Kind::VisitDone { light };
    let mut events = vec![
        event(1, 1, 1, 5, visit(VisitLight::Worry)),
        event(2, 1, 2, 6, visit(VisitLight::Fine)),
        event(3, 2, 1, 4, Kind::BagFull),
        event(4, 2, 2, 4, failed(FailureReason::NoAnswer, &[])),
    ];
    assert_eq!(fold(&events).concerns(true), vec![ConcernKind::Worry, ConcernKind::BagFull]);
    events.push(event(5, 1, 3, 9, undo(1)));
    assert_eq!(fold(&events).concerns(true), vec![ConcernKind::BagFull]);
    assert!(matches!(fold(&events).visit, VisitState::Done { light: VisitLight::Fine, .. }));
}

#[test]
fn missing_units_keep_their_reason() {
    let short = Kind::Delivered {
        lines: vec![LineGiven { order_line: id(BREAD), quantity: 1, reason: Some(FailureReason::ShopShort) }],
        how: How::InBag,
    };
    let line = fold(&[event(1, 1, 1, 5, short)]).line(id(BREAD));
    assert_eq!((line.outcome, line.reason), (LineOutcome::Delivered, Some(FailureReason::ShopShort)));
}

#[test]
fn the_goods_of_a_round() {
    let picked =
        |quantity| Kind::PickedUp { pickup_point: id(50), lines: vec![ProductQuantity { product: id(60), quantity }] };
    let back = |quantity| Kind::BroughtBack { product: id(60), quantity };
    let events = [
        event(1, 1, 1, 1, picked(9)),
        event(2, 1, 2, 2, picked(8)),
        event(3, 1, 3, 30, back(1)),
        event(4, 2, 1, 31, back(0)),
    ];
    let state = fold_round(&events);
    assert_eq!(state.picked_up.get(&(id(50), id(60))).map(|counted| counted.quantity), Some(8));
    assert_eq!(state.brought_back.get(&id(60)).map(|counted| counted.quantity), Some(0));
    assert_eq!(state.flags.len(), 1);
    assert_eq!(state, fold_round(events.iter().rev()));
}

#[test]
fn the_stored_form_reads_back() {
    let kinds = [gave(BREAD, 1, How::WithNeighbour), failed(FailureReason::Refused, &[]), Kind::BagFull, undo(1)];
    for kind in kinds {
        let json = serde_json::to_string(&kind).unwrap();
        assert_eq!(serde_json::from_str::<Kind>(&json).unwrap(), kind, "{json}");
    }
}
