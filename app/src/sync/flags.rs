//! Why a coordinator should look at an event, decided when it arrives. None of this changes what the event counts for.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use shared::calendar::{instant_of, local_day};
use shared::event::EventFlag;
use shared::id::{AccountId, OrderLineId, VolunteerId};
use shared::outcome::{Flag, FlagKind, How, Kind};
use shared::round::{EventSource, RoundStatus};

use super::author::Desk;
use super::door::Door;
use super::report::Report;
use crate::table::round;

/// A device's clock may be wrong by so much (quality-bar.md section 2).
const SKEW: TimeDelta = TimeDelta::minutes(10);

/// A report older than this is looked at (quality-bar.md section 2).
const OLD: TimeDelta = TimeDelta::days(30);

/// What flags look at beside the event itself.
pub(super) struct Around<'a> {
    /// Who writes it down.
    pub desk: &'a Desk<'a>,
    /// The round that it names.
    pub round: &'a round::Model,
    /// The account of the round's volunteer.
    pub walker: Option<AccountId>,
    /// Whose fact it is.
    pub author: AccountId,
    /// The volunteer that the author is.
    pub volunteer: Option<VolunteerId>,
    /// The association's zone.
    pub tz: Tz,
    /// The instant of receipt.
    pub now: DateTime<Utc>,
}

/// The flags that hold for a report, in no order.
pub(super) fn of(report: &Report, door: Option<&Door>, around: &Around<'_>) -> Vec<EventFlag> {
    let kind = &report.kind;
    let status = around.round.status.0;
    let at_door = door.filter(|_| !matches!(kind, Kind::Undo { .. }));
    let visits = at_door.filter(|_| matches!(kind, Kind::VisitDone { .. })).map(|door| {
        let visits = door.visits_of(around.volunteer, report.round);
        (visits.is_empty(), visits.iter().any(|visit| visit.status.0 == shared::round::VisitStatus::Cancelled))
    });
    let cancelled = at_door.is_some_and(|door| cancelled(kind, door)) || visits.is_some_and(|(_, gone)| gone);
    let phone = around.desk.source == EventSource::Phone && !around.desk.decides;
    [
        (cancelled, EventFlag::DeliveredAfterCancel),
        (at_door.is_some_and(|door| elsewhere(kind, door)), EventFlag::LineMoved),
        (at_door.is_some_and(|door| beyond(kind, door)), EventFlag::MoreThanOrdered),
        (at_door.is_some_and(|door| !door.in_round(report.round)), EventFlag::StopMoved),
        (phone && around.walker != Some(around.author), EventFlag::OtherVolunteer),
        (matches!(status, RoundStatus::Declined | RoundStatus::Cancelled), EventFlag::RoundNotOpen),
        (at_door.is_some_and(|door| door.somebody_gone(&named(kind))), EventFlag::ResidentGone),
        (visits.is_some_and(|(none, _)| none), EventFlag::VisitNotAgreed),
        (skewed(report, around), EventFlag::ClockSkew),
        (old(report, around), EventFlag::VeryOld),
    ]
    .into_iter()
    .filter_map(|(holds, flag)| holds.then_some(flag))
    .collect()
}

/// The flag of the answer that tells a finding of the fold.
pub(super) fn of_fold(flag: &Flag) -> EventFlag {
    match flag.kind {
        FlagKind::QuantitiesDiffer => EventFlag::QuantitiesDiffer,
        FlagKind::UndoHeld => EventFlag::UndoHeld,
        FlagKind::UndoIgnored => EventFlag::UndoIgnored,
    }
}

fn cancelled(kind: &Kind, door: &Door) -> bool {
    let Kind::Delivered { lines, how: How::InHand | How::InBag | How::WithNeighbour } = kind else { return false };
    let gone = |line| door.line(line).is_some_and(|line| line.cancelled);
    lines.iter().any(|line| line.quantity > 0 && gone(line.order_line))
}

/// The lines that a report names.
fn named(kind: &Kind) -> Vec<OrderLineId> {
    match kind {
        Kind::Delivered { lines, .. } => lines.iter().map(|line| line.order_line).collect(),
        Kind::NotDelivered { lines, .. } => lines.clone(),
        _ => Vec::new(),
    }
}

/// A line that is not of this door: the resident moved, or the plan did. What it counts for waits for a coordinator.
fn elsewhere(kind: &Kind, door: &Door) -> bool {
    named(kind).into_iter().any(|line| door.line(line).is_none())
}

/// More of a line than stands on it. It counts, because it was seen; a slip of the thumb is found by looking.
fn beyond(kind: &Kind, door: &Door) -> bool {
    let Kind::Delivered { lines, .. } = kind else { return false };
    let ordered = |line| door.line(line).filter(|line| !line.cancelled).map(|line| line.ordered);
    lines
        .iter()
        .any(|line| ordered(line.order_line).is_some_and(|ordered| i64::from(line.quantity) > i64::from(ordered)))
}

/// A clock is wrong when it differs at the moment of sending, when it is ahead of receipt, or when it says that
/// something happened before its day began. Being behind alone is not: the phone may have been without network.
fn skewed(report: &Report, around: &Around<'_>) -> bool {
    let at = report.at_device.to_utc();
    let begins = instant_of(around.round.service_day, 0, around.tz);
    let sending = around.desk.sent_at.is_some_and(|sent| (sent - around.now).abs() > SKEW);
    sending || at - around.now > SKEW || begins - at > SKEW
}

fn old(report: &Report, around: &Around<'_>) -> bool {
    let days = local_day(around.now, around.tz) - around.round.service_day;
    days > OLD || around.now - report.at_device.to_utc() > OLD
}
