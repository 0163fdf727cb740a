//! A worry, a bag still full, or no answer where one is expected opens a concern at once, with one owner. An undo does
//! not take it away: only a human closes it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::id::{AssociationId, ConcernId, DropId, EventId, ResidentId};
use shared::outcome::{Event, Kind, fold};
use shared::round::{ConcernKind, FailureReason, VisitLight};

use crate::error::Result;
use crate::sync::door::{Door, door};
use crate::sync::facts_of_drop;
use crate::table::column::{Key, Text};
use crate::table::{concern, visit_outcome};
use crate::{Tx, accounts, notices};

/// Opens what the facts of a door ask for, as far as `fresh` events brought something that nobody looks at yet.
pub(crate) async fn for_drop(
    tx: &Tx,
    association: AssociationId,
    drop: DropId,
    fresh: &BTreeSet<EventId>,
) -> Result<()> {
    let Some(door) = door(tx.db(), association, drop).await? else { return Ok(()) };
    let facts = facts_of_drop(tx, association, drop).await?;
    let state = fold(facts.iter().map(|(_, event)| event));
    let known = concerns_at(tx, association, drop).await?;
    let silent_in = state.no_answer.and_then(|mark| facts.iter().find(|(_, event)| event.event_id == mark.event_id));
    let expected = silent_in.map(|(round, _)| door.expected_to_answer(*round)).unwrap_or_default();
    for kind in state.concerns(!expected.is_empty()) {
        let says = |event: &&Event| state.stands.contains(&event.event_id) && speaks_of(event, kind);
        let mut reports: Vec<&Event> = facts.iter().map(|(_, event)| event).filter(says).collect();
        reports.sort_by_key(|event| event.key());
        let meant = match kind {
            ConcernKind::Worry => worried_about(tx, &door).await?,
            ConcernKind::NoAnswer => expected.clone(),
            ConcernKind::BagFull => door.with_bag(),
            // No report of a door speaks of it: a resident does, through their own verb.
            ConcernKind::Delivery => continue,
        };
        for resident in or_everybody(&door, meant) {
            if let Some(event) = cause(&reports, &known, resident, kind, fresh) {
                let report = Some((door.id, event));
                open(tx, association, New { resident, day: door.day, kind, report }).await?;
            }
        }
    }
    Ok(())
}

/// The report to open a concern for: the first, or after a closure the first new one. Nothing while one is open.
fn cause(
    reports: &[&Event],
    known: &[concern::Model],
    resident: ResidentId,
    kind: ConcernKind,
    fresh: &BTreeSet<EventId>,
) -> Option<EventId> {
    let before: Vec<_> = known.iter().filter(|row| row.resident_id.0 == resident && row.kind.0 == kind).collect();
    if before.iter().any(|row| row.closed_at.is_none()) {
        return None;
    }
    let new = |event: &&&Event| {
        let told = before.iter().any(|row| row.event_id == Some(Key(event.event_id)));
        before.is_empty() || (fresh.contains(&event.event_id) && !told)
    };
    reports.iter().find(new).map(|event| event.event_id)
}

fn speaks_of(event: &Event, kind: ConcernKind) -> bool {
    match (&event.kind, kind) {
        (Kind::VisitDone { light }, ConcernKind::Worry) => *light == VisitLight::Worry,
        (Kind::BagFull, ConcernKind::BagFull) => true,
        (Kind::NotDelivered { reason, .. }, ConcernKind::NoAnswer) => *reason == FailureReason::NoAnswer,
        (Kind::Delivered { lines, .. }, ConcernKind::NoAnswer) => {
            lines.iter().any(|line| line.quantity == 0 && line.reason == Some(FailureReason::NoAnswer))
        }
        _ => false,
    }
}

/// Whom a visit left somebody worried about.
async fn worried_about(tx: &Tx, door: &Door) -> Result<Vec<ResidentId>> {
    let rows = visit_outcome::Entity::find()
        .filter(visit_outcome::Column::VisitId.is_in(door.visits.iter().map(|visit| visit.id)))
        .filter(visit_outcome::Column::Light.eq(Text(VisitLight::Worry)))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|row| row.resident_id.0).collect())
}

/// Those who are meant; when that leaves nobody, those whom the day is planned for, else everybody behind the door.
fn or_everybody(door: &Door, meant: Vec<ResidentId>) -> BTreeSet<ResidentId> {
    let planned: BTreeSet<_> = door.tasks.iter().map(|task| task.resident_id.0).collect();
    match (meant.is_empty(), planned.is_empty()) {
        (false, _) => meant.into_iter().collect(),
        (true, false) => planned,
        (true, true) => door.present().map(|person| person.id.0).collect(),
    }
}

async fn concerns_at(tx: &Tx, association: AssociationId, drop: DropId) -> Result<Vec<concern::Model>> {
    let rows = concern::Entity::find()
        .filter(concern::Column::AssociationId.eq(Key(association)))
        .filter(concern::Column::DropId.eq(Key(drop)))
        .all(tx.db())
        .await?;
    Ok(rows)
}

/// A concern to open.
pub(super) struct New {
    pub resident: ResidentId,
    pub day: NaiveDate,
    pub kind: ConcernKind,
    /// The report of a door, and which.
    pub report: Option<(DropId, EventId)>,
}

/// Opens a concern with an owner, and tells those who coordinate.
pub(super) async fn open(tx: &Tx, association: AssociationId, new: New) -> Result<ConcernId> {
    let (door, event) = new.report.unzip();
    let row = concern::ActiveModel {
        id: Set(Key(tx.id())),
        association_id: Set(Key(association)),
        resident_id: Set(Key(new.resident)),
        service_day: Set(new.day),
        drop_id: Set(door.map(Key)),
        event_id: Set(event.map(Key)),
        kind: Set(Text(new.kind)),
        owner_id: Set(Key(accounts::first_coordinator(tx.db(), association).await?)),
        opened_at: Set(tx.now),
        closed_at: Set(None),
        closed_by: Set(None),
        done: Set(None),
        version: Set(1),
    };
    let row = row.insert(tx.db()).await?;
    notices::concerns::opened(tx, &row).await?;
    Ok(row.id.0)
}
