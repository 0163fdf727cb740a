//! What a device sends and what it is answered, already read: how it is written in JSON is the phone's API's business.

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use shared::Refusal;
use shared::event::{EventFlag, EventResult};
use shared::id::{DropId, EventId, RoundId, VolunteerId};
use shared::outcome::Kind;
use shared::round::EventSource;
use shared::word::Word;
use utoipa::ToSchema;

use crate::error::Fault;

/// What one device sends at once, in its own order.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Who wrote the facts down.
    pub source: EventSource,
    /// Whose facts they are, when a coordinator writes them down; on paper and on a call the round's volunteer's when
    /// not said.
    pub on_behalf_of: Option<VolunteerId>,
    /// A coordinator's decision, which settles what phones say.
    pub decides: bool,
    /// The device's clock at the moment of sending.
    pub sent_at: Option<DateTime<Utc>>,
    /// The events.
    pub events: Vec<Sent>,
}

/// One event as it was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Its id, if that much could be read.
    pub event_id: Option<EventId>,
    /// SHA-256 of it, whatever the order of its members.
    pub fingerprint: Vec<u8>,
    /// What it says, or why it cannot be read.
    pub report: Result<Report, Vec<Fault>>,
}

impl Sent {
    /// The door that it is about, if it is about one.
    pub(super) fn drop(&self) -> Option<DropId> {
        self.report.as_ref().ok()?.drop
    }
}

/// What an event says.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its identity, made on the device.
    pub event_id: EventId,
    /// Strictly increasing on one device.
    pub device_seq: i64,
    /// The phone's word for the kind, such as `left_in_bag`.
    pub word: &'static str,
    /// The fact.
    pub kind: Kind,
    /// The round that was walked.
    pub round: RoundId,
    /// The door; none for what is of the whole round.
    pub drop: Option<DropId>,
    /// The version of the round that the device had seen.
    pub seen_version: Option<i32>,
    /// When the device says it happened.
    pub at_device: DateTime<FixedOffset>,
}

/// What became of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EventAnswer {
    /// The event; absent when its id could not be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(nullable = false)]
    pub event_id: Option<EventId>,
    /// What became of it.
    pub result: EventResult,
    /// Why it was flagged or refused.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(nullable = false)]
    pub code: Option<String>,
    /// Whether sending it again can change the answer: a final refusal cannot be healed.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none", default)]
    #[schema(nullable = false)]
    pub last_word: Option<bool>,
    /// The code in French.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[schema(nullable = false)]
    pub title: Option<String>,
    /// What cannot be read in it, and where.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub faults: Vec<Fault>,
}

impl EventAnswer {
    /// Stored; with flags, for a coordinator to look at.
    pub(super) fn stored(event: EventId, flag: Option<EventFlag>) -> Self {
        let result = if flag.is_some() { EventResult::Flagged } else { EventResult::Applied };
        Self {
            event_id: Some(event),
            result,
            code: flag.map(|flag| flag.as_str().to_owned()),
            last_word: None,
            title: flag.map(|flag| flag.title().to_owned()),
            faults: Vec::new(),
        }
    }

    /// Known already: the first answer's code and title again.
    pub(super) fn again(self) -> Self {
        Self { result: EventResult::Duplicate, ..self }
    }

    /// Not stored; `last_word` tells the device not to send it again.
    pub(super) fn refused(event: Option<EventId>, refusal: Refusal, last_word: bool) -> Self {
        let entry = refusal.entry();
        Self {
            event_id: event,
            result: EventResult::Refused,
            code: Some(entry.code.to_owned()),
            last_word: Some(last_word),
            title: Some(entry.title.to_owned()),
            faults: Vec::new(),
        }
    }

    /// Cannot be read, and never will be: the same event has the same faults.
    pub(super) fn malformed(event: Option<EventId>, faults: &[Fault]) -> Self {
        Self { faults: faults.to_vec(), ..Self::refused(event, Refusal::EventMalformed, true) }
    }
}
