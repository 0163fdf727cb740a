//! The state of one door on one service day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::claim::{last_words, settle};
use super::undo::standing;
use super::{Event, Flag, FlagKind, How, Kind};
use crate::id::{AccountId, EventId, OrderLineId, ProductId};
use crate::round::{ConcernKind, FailureReason, VisitLight};

/// Folds the events of one drop, with the undos that name them, into the state of its door.
///
/// Pure, and independent of the order and the number of copies of the events. Events of a round are ignored.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> DoorState {
    let (stands, flags) = standing(events);
    let words = last_words(&stands, words_of);
    let door = first_failure(words.get(&Subject::Door).into_iter().flatten());
    let mut state = DoorState {
        failure: door,
        visit: visit(&stands, door),
        bag_full: mark(stands.iter().filter(|event| event.kind == Kind::BagFull).copied()),
        bag_missing: mark(stands.iter().filter(|event| event.kind == Kind::BagMissing).copied()),
        no_answer: mark(words.values().flatten().filter_map(|(event, word)| word.unanswered().then_some(*event))),
        met: visited(&stands).next().is_some() || words.values().flatten().any(|(_, word)| word.met()),
        stands: stands.iter().map(|event| event.event_id).collect(),
        flags,
        ..DoorState::default()
    };
    for (subject, words) in &words {
        match subject {
            Subject::Door => {}
            Subject::Line(line) => {
                let (outcome, at_odds) = line_state(words, door);
                state.flags.extend(differing(at_odds, Some(*line)));
                state.lines.insert(*line, outcome);
            }
            Subject::Extra(product) => {
                let (outcome, at_odds) = line_state(words, None);
                state.flags.extend(differing(at_odds, None));
                state.extras.insert(*product, outcome);
            }
        }
    }
    state
}

/// What became of one door on one service day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoorState {
    /// The order lines that some word names; ask [`DoorState::line`] for any line.
    pub lines: BTreeMap<OrderLineId, LineState>,
    /// What was given beyond the order.
    pub extras: BTreeMap<ProductId, LineState>,
    /// Why the whole door failed, for whatever has no other word.
    pub failure: Option<FailureReason>,
    /// The courtesy visit.
    pub visit: VisitState,
    /// The last bag was still full.
    pub bag_full: Option<Mark>,
    /// There was no bag on the door.
    pub bag_missing: Option<Mark>,
    /// Nobody answered, as somebody reported first.
    pub no_answer: Option<Mark>,
    /// Somebody of the household was met: goods given in hand or refused, or a visit done.
    pub met: bool,
    /// The facts that were not taken back.
    pub stands: BTreeSet<EventId>,
    /// What a coordinator should see.
    pub flags: BTreeSet<Flag>,
}

impl DoorState {
    /// The state of an order line of this door, named by a word or not.
    pub fn line(&self, line: OrderLineId) -> LineState {
        let unnamed = || self.failure.map_or_else(LineState::default, LineState::failed);
        self.lines.get(&line).copied().unwrap_or_else(unnamed)
    }

    /// The concerns to open, each kind once. `answer_expected` says whether somebody was expected to open: not
    /// where the bag hangs on the door. Who was met after all gives no concern for not answering.
    pub fn concerns(&self, answer_expected: bool) -> Vec<ConcernKind> {
        let worry = matches!(self.visit, VisitState::Done { light: VisitLight::Worry, .. });
        let silent = answer_expected && self.no_answer.is_some() && !self.met;
        let kinds = [
            (worry, ConcernKind::Worry),
            (self.bag_full.is_some(), ConcernKind::BagFull),
            (silent, ConcernKind::NoAnswer),
        ];
        kinds.into_iter().filter_map(|(given, kind)| given.then_some(kind)).collect()
    }
}

/// What became of one order line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineState {
    /// Units that count as delivered.
    pub delivered: u32,
    /// Delivered, not delivered, or not known yet.
    pub outcome: LineOutcome,
    /// Why units are missing, if it was said; the reason of `outcome` when nothing was delivered.
    pub reason: Option<FailureReason>,
    /// The way the goods took.
    pub how: Option<How>,
    /// Who delivered.
    pub by: Option<AccountId>,
    /// The report that is the delivery.
    pub delivery: Option<EventId>,
    /// The report whose quantity counts.
    pub decided_by: Option<EventId>,
}

impl LineState {
    fn failed(reason: FailureReason) -> Self {
        Self { outcome: LineOutcome::NotDelivered(reason), reason: Some(reason), ..Self::default() }
    }
}

/// Whether a line was delivered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineOutcome {
    /// At least one unit was.
    Delivered,
    /// None was.
    NotDelivered(FailureReason),
    /// Nobody has said.
    #[default]
    Unknown,
}

/// What became of a courtesy visit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VisitState {
    /// Nobody has said.
    #[default]
    Unknown,
    /// The whole door failed.
    NotDone(FailureReason),
    /// It took place.
    Done {
        /// A worry by anyone, else fine.
        light: VisitLight,
        /// The first report.
        mark: Mark,
    },
}

/// The first report of an observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The report.
    pub event_id: EventId,
    /// Whose it is.
    pub by: AccountId,
    /// When, by the device's clock.
    pub at_device: DateTime<Utc>,
}

type Words<'a> = [(&'a Event, Word)];

fn line_state(words: &Words<'_>, door: Option<FailureReason>) -> (LineState, Vec<EventId>) {
    let claims: Vec<(&Event, u32)> = words.iter().filter_map(|(event, word)| Some((*event, word.given()?))).collect();
    let failure = first_failure(words).or(door);
    let Some(settled) = settle(&claims) else {
        return (failure.map_or_else(LineState::default, LineState::failed), Vec::new());
    };
    let word_of =
        |event: &Event| words.iter().find(|(other, _)| other.event_id == event.event_id).map(|(_, word)| *word);
    let said = word_of(settled.decided_by).and_then(Word::reason).or(failure);
    if settled.quantity == 0 {
        let failed = LineState::failed(said.unwrap_or(FailureReason::Other));
        return (LineState { decided_by: Some(settled.decided_by.event_id), ..failed }, settled.at_odds);
    }
    let state = LineState {
        delivered: settled.quantity,
        outcome: LineOutcome::Delivered,
        reason: said,
        how: word_of(settled.first).and_then(Word::how),
        by: Some(settled.first.author),
        delivery: Some(settled.first.event_id),
        decided_by: Some(settled.decided_by.event_id),
    };
    (state, settled.at_odds)
}

/// Of several failures a coordinator's counts before others, then the smaller (device time, event id).
fn first_failure<'a>(words: impl IntoIterator<Item = &'a (&'a Event, Word)>) -> Option<FailureReason> {
    let failures = words.into_iter().filter_map(|(event, word)| match word {
        Word::Failed(reason) => Some(((!event.by_coordinator, event.key()), *reason)),
        Word::Gave { .. } => None,
    });
    failures.min_by_key(|(rank, _)| *rank).map(|(_, reason)| reason)
}

fn visited<'a>(stands: &[&'a Event]) -> impl Iterator<Item = (&'a Event, VisitLight)> {
    stands.iter().filter_map(|event| match event.kind {
        Kind::VisitDone { light } => Some((*event, light)),
        _ => None,
    })
}

fn visit(stands: &[&Event], door: Option<FailureReason>) -> VisitState {
    let Some(mark) = mark(visited(stands).map(|(event, _)| event)) else {
        return door.map_or(VisitState::Unknown, VisitState::NotDone);
    };
    let worry = visited(stands).any(|(_, light)| light == VisitLight::Worry);
    VisitState::Done { light: if worry { VisitLight::Worry } else { VisitLight::Fine }, mark }
}

fn mark<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Mark> {
    let first = events.into_iter().min_by_key(|event| event.key())?;
    Some(Mark { event_id: first.event_id, by: first.author, at_device: first.at_device })
}

fn differing(events: Vec<EventId>, order_line: Option<OrderLineId>) -> Option<Flag> {
    (!events.is_empty()).then_some(Flag { kind: FlagKind::QuantitiesDiffer, order_line, events })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Door,
    Line(OrderLineId),
    Extra(ProductId),
}

#[derive(Debug, Clone, Copy)]
enum Word {
    Gave { quantity: u32, how: Option<How>, reason: Option<FailureReason> },
    Failed(FailureReason),
}

impl Word {
    fn given(self) -> Option<u32> {
        if let Self::Gave { quantity, .. } = self { Some(quantity) } else { None }
    }

    fn how(self) -> Option<How> {
        if let Self::Gave { how, .. } = self { how } else { None }
    }

    fn reason(self) -> Option<FailureReason> {
        if let Self::Gave { reason, .. } = self { reason } else { None }
    }

    fn unanswered(self) -> bool {
        matches!(self, Self::Failed(FailureReason::NoAnswer))
    }

    fn met(self) -> bool {
        match self {
            Self::Gave { quantity, how, .. } => quantity > 0 && how == Some(How::InHand),
            Self::Failed(reason) => reason == FailureReason::Refused,
        }
    }
}

fn words_of(event: &Event) -> Vec<(Subject, Word)> {
    let gave = |quantity, how, reason: Option<FailureReason>| match quantity {
        // Nothing given is a failure, unless a coordinator corrects a figure to nothing.
        0 if !event.by_coordinator => Word::Failed(reason.unwrap_or(FailureReason::Other)),
        _ => Word::Gave { quantity, how, reason },
    };
    match &event.kind {
        Kind::Delivered { lines, how } => lines
            .iter()
            .map(|line| (Subject::Line(line.order_line), gave(line.quantity, Some(*how), line.reason)))
            .collect(),
        Kind::ExtraDelivered { product, quantity } => vec![(Subject::Extra(*product), gave(*quantity, None, None))],
        Kind::NotDelivered { reason, lines } if lines.is_empty() => vec![(Subject::Door, Word::Failed(*reason))],
        Kind::NotDelivered { reason, lines } => {
            lines.iter().map(|line| (Subject::Line(*line), Word::Failed(*reason))).collect()
        }
        Kind::VisitDone { .. }
        | Kind::BagFull
        | Kind::BagMissing
        | Kind::PickedUp { .. }
        | Kind::BroughtBack { .. }
        | Kind::Undo { .. } => Vec::new(),
    }
}
