//! What the facts of a door amount to, written as outcomes: recomputed from all events of the door whenever one comes,
//! so that no order of arrival leaves a trace. Counts and rounds read the outcomes and never the events.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::id::{AccountId, OrderLineId, RoundId, VolunteerId};
use shared::outcome::{DoorState, Event, Flag, How, Kind, LineOutcome, LineState, VisitState, fold};
use shared::round::{FailureReason, OutcomeState};

use super::door::{Door, Line};
use super::outcomes;
use super::told::facts_of_drop;
use crate::Tx;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{extra_outcome, line_outcome, visit, visit_outcome, volunteer};

/// Recomputes the outcomes of a door; answers what a coordinator should see.
pub(super) async fn drop_events(tx: &Tx, door: &Door) -> Result<Vec<Flag>> {
    let facts = facts_of_drop(tx, door.association, door.id).await?;
    let state = fold(facts.iter().map(|(_, event)| event));
    let volunteers = volunteers_of(tx, door, &facts).await?;
    let told = Told { door, state: &state, facts: &facts, volunteers };
    let lines = door.lines.iter().filter_map(|line| told.line(line)).collect();
    outcomes::keep(tx, door, lines, told.visits(), told.extras()).await?;
    Ok(state.flags.into_iter().collect())
}

/// A door with its facts and what they amount to.
struct Told<'a> {
    door: &'a Door,
    state: &'a DoorState,
    facts: &'a [(RoundId, Event)],
    volunteers: BTreeMap<AccountId, VolunteerId>,
}

impl Told<'_> {
    fn standing(&self) -> impl Iterator<Item = &(RoundId, Event)> {
        self.facts.iter().filter(|(_, event)| self.state.stands.contains(&event.event_id))
    }

    fn volunteer(&self, account: AccountId) -> Option<VolunteerId> {
        self.volunteers.get(&account).copied()
    }

    fn line(&self, line: &Line) -> Option<line_outcome::Model> {
        // "Nobody answered" does not speak of what had been cancelled.
        if line.cancelled && !self.state.lines.contains_key(&line.id) {
            return None;
        }
        let said = self.state.line(line.id);
        let state = match said.outcome {
            LineOutcome::Unknown => return None,
            LineOutcome::Delivered => OutcomeState::Delivered,
            LineOutcome::NotDelivered(_) => OutcomeState::NotDelivered,
        };
        let failing = self.failing(line.id, &said);
        let by = said.by.or(failing.map(|event| event.author));
        let event = said.delivery.or(failing.map(|event| event.event_id)).or(said.decided_by)?;
        Some(line_outcome::Model {
            order_line_id: Key(line.id),
            association_id: Key(self.door.association),
            drop_id: Key(self.door.id),
            service_day: self.door.day,
            product_id: Key(line.product),
            resident_id: Key(line.resident),
            residence_id: Key(self.door.residence),
            volunteer_id: by.and_then(|by| self.volunteer(by)).map(Key),
            delivered: units(said.delivered),
            state: Text(state),
            reason: said.reason.map(Text),
            met: self.met(line, &said),
            flagged: self.state.flags.iter().any(|flag| flag.order_line == Some(line.id)),
            event_id: Key(event),
        })
    }

    /// The report that a failure rests on: the first that gives its reason, a coordinator's before others.
    fn failing(&self, line: OrderLineId, said: &LineState) -> Option<&Event> {
        let LineOutcome::NotDelivered(reason) = said.outcome else { return None };
        let failures = self.standing().map(|(_, event)| event).filter(|event| fails(event, line) == Some(reason));
        failures.min_by_key(|event| (!event.by_coordinator, event.key()))
    }

    fn visits(&self) -> Vec<visit_outcome::Model> {
        let mut reports = BTreeMap::<_, Vec<&Event>>::new();
        for (round, event) in self.standing() {
            for visit in self.visits_meant(event, *round) {
                reports.entry(visit.id).or_default().push(event);
            }
        }
        self.door.visits.iter().filter_map(|visit| self.visit(visit, reports.get(&visit.id)?)).collect()
    }

    /// The visits of which `event` speaks: one took place, or at this door nothing did. What a shop lacked keeps nobody from
    /// visiting.
    fn visits_meant(&self, event: &Event, round: RoundId) -> Vec<&visit::Model> {
        let author = self.volunteer(event.author);
        match &event.kind {
            Kind::VisitDone { .. } => self.door.visits_of(author, round),
            Kind::NotDelivered { reason, lines } if lines.is_empty() && *reason != FailureReason::ShopShort => {
                self.door.visits_shut_out(author, round)
            }
            _ => Vec::new(),
        }
    }

    /// What the reports of a visit amount to, by the rules of every door.
    fn visit(&self, visit: &visit::Model, reports: &[&Event]) -> Option<visit_outcome::Model> {
        let (light, reason) = match fold(reports.iter().copied()).visit {
            VisitState::Unknown => return None,
            VisitState::Done { light, .. } => (Some(light), None),
            VisitState::NotDone(reason) => (None, Some(reason)),
        };
        let tells = |event: &&&Event| match &event.kind {
            Kind::NotDelivered { reason: said, .. } => reason == Some(*said),
            _ => reason.is_none(),
        };
        let first =
            reports.iter().filter(tells).min_by_key(|event| (light.is_none() && !event.by_coordinator, event.key()))?;
        Some(visit_outcome::Model {
            visit_id: visit.id,
            association_id: Key(self.door.association),
            service_day: self.door.day,
            resident_id: visit.resident_id,
            residence_id: Key(self.door.residence),
            volunteer_id: self.volunteer(first.author).map(Key),
            light: light.map(Text),
            reason: reason.map(Text),
            event_id: Key(first.event_id),
        })
    }

    fn extras(&self) -> Vec<extra_outcome::Model> {
        // Of two people of one flat nobody knows who took it.
        let mut present = self.door.present();
        let only = present.next().filter(|_| present.next().is_none()).map(|one| one.id);
        let given = self.state.extras.iter().filter(|(_, said)| said.delivered > 0);
        let outcome = |(product, said): (&shared::id::ProductId, &LineState)| {
            Some(extra_outcome::Model {
                event_id: Key(said.delivery?),
                association_id: Key(self.door.association),
                drop_id: Key(self.door.id),
                service_day: self.door.day,
                product_id: Key(*product),
                resident_id: only,
                residence_id: Key(self.door.residence),
                volunteer_id: said.by.and_then(|by| self.volunteer(by)).map(Key),
                quantity: units(said.delivered),
            })
        };
        given.filter_map(outcome).collect()
    }

    /// Whether somebody was met over it: goods taken in hand, or refused.
    fn met(&self, line: &Line, said: &LineState) -> bool {
        let refused = said.outcome == LineOutcome::NotDelivered(FailureReason::Refused) && !line.cancelled;
        refused || (said.outcome == LineOutcome::Delivered && said.how == Some(How::InHand))
    }
}

/// The reason for which `event` says that nothing of `line` was delivered, if it says so.
fn fails(event: &Event, line: OrderLineId) -> Option<FailureReason> {
    match &event.kind {
        Kind::NotDelivered { reason, lines } => (lines.is_empty() || lines.contains(&line)).then_some(*reason),
        Kind::Delivered { lines, .. } => {
            let nothing = lines.iter().find(|given| given.order_line == line && given.quantity == 0)?;
            Some(nothing.reason.unwrap_or(FailureReason::Other))
        }
        _ => None,
    }
}

pub(super) fn units(quantity: u32) -> i32 {
    i32::try_from(quantity).unwrap_or(i32::MAX)
}

async fn volunteers_of(tx: &Tx, door: &Door, facts: &[(RoundId, Event)]) -> Result<BTreeMap<AccountId, VolunteerId>> {
    let authors: BTreeSet<_> = facts.iter().map(|(_, event)| Key(event.author)).collect();
    let rows = volunteer::Entity::find()
        .filter(volunteer::Column::AssociationId.eq(Key(door.association)))
        .filter(volunteer::Column::AccountId.is_in(authors))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.account_id.0, row.id.0)).collect())
}
