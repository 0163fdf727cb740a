//! What the facts of a door amount to, written as outcomes: recomputed from all events of the door whenever one comes,
//! so that no order of arrival leaves a trace. Counts and rounds read the outcomes and never the events.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use shared::id::{AccountId, OrderLineId, ResidentId, RoundId, VolunteerId};
use shared::outcome::{DoorState, Event, Flag, How, Kind, LineOutcome, LineState, fold};
use shared::round::{FailureReason, OutcomeState, VisitLight};

use super::door::{Door, Line};
use super::told::facts_of_drop;
use crate::Tx;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{extra_outcome, line_outcome, resident, visit_outcome, volunteer};

/// Recomputes the outcomes of a door; answers what a coordinator should see.
pub(super) async fn drop_events(tx: &Tx, door: &Door) -> Result<Vec<Flag>> {
    let facts = facts_of_drop(tx, door.association, door.id).await?;
    let state = fold(facts.iter().map(|(_, event)| event));
    let volunteers = volunteers_of(tx, door, &facts).await?;
    let told = Told { door, state: &state, facts: &facts, volunteers };
    let lines: Vec<_> = door.lines.iter().filter_map(|line| told.line(line)).collect();
    let visits = told.visits();
    spoken_to(tx, door, told.spoken_to(&visits)).await?;
    replace_lines(tx, door, lines).await?;
    replace_visits(tx, door, visits).await?;
    replace_extras(tx, door, told.extras()).await?;
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

    fn line(&self, line: &Line) -> Option<line_outcome::ActiveModel> {
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
        Some(line_outcome::ActiveModel {
            order_line_id: Set(Key(line.id)),
            association_id: Set(Key(self.door.association)),
            drop_id: Set(Key(self.door.id)),
            service_day: Set(self.door.day),
            product_id: Set(Key(line.product)),
            resident_id: Set(Key(line.resident)),
            residence_id: Set(Key(self.door.residence)),
            volunteer_id: Set(by.and_then(|by| self.volunteer(by)).map(Key)),
            delivered: Set(units(said.delivered)),
            state: Set(Text(state)),
            reason: Set(said.reason.map(Text)),
            flagged: Set(self.state.flags.iter().any(|flag| flag.order_line == Some(line.id))),
            event_id: Set(Key(event)),
        })
    }

    /// The report that a failure rests on: the first that gives its reason, a coordinator's before others.
    fn failing(&self, line: OrderLineId, said: &LineState) -> Option<&Event> {
        let LineOutcome::NotDelivered(reason) = said.outcome else { return None };
        let failures = self.standing().map(|(_, event)| event).filter(|event| fails(event, line) == Some(reason));
        failures.min_by_key(|event| (!event.by_coordinator, event.key()))
    }

    fn visits(&self) -> Vec<visit_outcome::ActiveModel> {
        let mut done = BTreeMap::<_, Vec<(&Event, VisitLight)>>::new();
        for (round, event) in self.standing() {
            let Kind::VisitDone { light } = event.kind else { continue };
            for visit in self.door.visits_of(self.volunteer(event.author), *round) {
                done.entry(visit.id).or_default().push((event, light));
            }
        }
        let outcome = |visit: &crate::table::visit::Model| {
            let reports = done.get(&visit.id)?;
            let (first, _) = reports.iter().min_by_key(|(event, _)| event.key())?;
            let worry = reports.iter().any(|(_, light)| *light == VisitLight::Worry);
            Some(visit_outcome::ActiveModel {
                visit_id: Set(visit.id),
                association_id: Set(Key(self.door.association)),
                service_day: Set(self.door.day),
                resident_id: Set(visit.resident_id),
                residence_id: Set(Key(self.door.residence)),
                volunteer_id: Set(self.volunteer(first.author).map(Key)),
                light: Set(Text(if worry { VisitLight::Worry } else { VisitLight::Fine })),
                event_id: Set(Key(first.event_id)),
            })
        };
        self.door.visits.iter().filter_map(outcome).collect()
    }

    fn extras(&self) -> Vec<extra_outcome::ActiveModel> {
        // Of two people of one flat nobody knows who took it.
        let only = if let [one] = self.door.residents.as_slice() { Some(one.id) } else { None };
        let given = self.state.extras.iter().filter(|(_, said)| said.delivered > 0);
        let outcome = |(product, said): (&shared::id::ProductId, &LineState)| {
            Some(extra_outcome::ActiveModel {
                event_id: Set(Key(said.delivery?)),
                association_id: Set(Key(self.door.association)),
                drop_id: Set(Key(self.door.id)),
                service_day: Set(self.door.day),
                product_id: Set(Key(*product)),
                resident_id: Set(only),
                residence_id: Set(Key(self.door.residence)),
                volunteer_id: Set(said.by.and_then(|by| self.volunteer(by)).map(Key)),
                quantity: Set(units(said.delivered)),
            })
        };
        given.filter_map(outcome).collect()
    }

    /// Who was met: goods taken in hand or refused, or a visit done.
    fn spoken_to(&self, visits: &[visit_outcome::ActiveModel]) -> BTreeSet<ResidentId> {
        let met = |line: &&Line| {
            let said = self.state.line(line.id);
            let refused = said.outcome == LineOutcome::NotDelivered(FailureReason::Refused) && !line.cancelled;
            refused || (said.outcome == LineOutcome::Delivered && said.how == Some(How::InHand))
        };
        let at_door = self.door.lines.iter().filter(met).map(|line| line.resident);
        at_door.chain(visits.iter().filter_map(|visit| Some(visit.resident_id.try_as_ref()?.0))).collect()
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

async fn spoken_to(tx: &Tx, door: &Door, people: BTreeSet<ResidentId>) -> Result<()> {
    let earlier =
        Condition::any().add(resident::Column::LastSpokenOn.is_null()).add(resident::Column::LastSpokenOn.lt(door.day));
    resident::Entity::update_many()
        .col_expr(resident::Column::LastSpokenOn, Expr::value(door.day))
        .filter(resident::Column::AssociationId.eq(Key(door.association)))
        .filter(resident::Column::Id.is_in(people.into_iter().map(Key)))
        .filter(earlier)
        .exec(tx.db())
        .await?;
    Ok(())
}

async fn replace_lines(tx: &Tx, door: &Door, rows: Vec<line_outcome::ActiveModel>) -> Result<()> {
    let of_door = Condition::any()
        .add(line_outcome::Column::DropId.eq(Key(door.id)))
        .add(line_outcome::Column::OrderLineId.is_in(door.lines.iter().map(|line| Key(line.id))));
    line_outcome::Entity::delete_many()
        .filter(line_outcome::Column::AssociationId.eq(Key(door.association)))
        .filter(of_door)
        .exec(tx.db())
        .await?;
    if !rows.is_empty() {
        line_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

async fn replace_visits(tx: &Tx, door: &Door, rows: Vec<visit_outcome::ActiveModel>) -> Result<()> {
    visit_outcome::Entity::delete_many()
        .filter(visit_outcome::Column::AssociationId.eq(Key(door.association)))
        .filter(visit_outcome::Column::VisitId.is_in(door.visits.iter().map(|visit| visit.id)))
        .exec(tx.db())
        .await?;
    if !rows.is_empty() {
        visit_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}

async fn replace_extras(tx: &Tx, door: &Door, rows: Vec<extra_outcome::ActiveModel>) -> Result<()> {
    extra_outcome::Entity::delete_many()
        .filter(extra_outcome::Column::AssociationId.eq(Key(door.association)))
        .filter(extra_outcome::Column::DropId.eq(Key(door.id)))
        .exec(tx.db())
        .await?;
    if !rows.is_empty() {
        extra_outcome::Entity::insert_many(rows).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
