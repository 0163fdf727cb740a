//! Writes a planned day down, in one transaction. Ids survive: a round is found by day, volunteer and shift, a drop by
//! household, a task by its line or visit. What did not change is not touched, so that a round that its volunteer
//! accepted stays accepted; what is under way is never touched.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::calendar::instant_of;
use shared::id::{PlanId, RoundId};
use shared::round::RoundStatus;

use super::day_plan::{DayPlan, RoundPlan};
use super::halts::{self, Planned};
use super::inputs::Inputs;
use super::{gather, tasks};
use crate::error::Result;
use crate::keys::{digest, hex};
use crate::notices::doors::Doors;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{plan, round};
use crate::{Tx, notices};

/// A round that begins this much earlier or later is another morning for whoever walks it.
const NOTICED: TimeDelta = TimeDelta::minutes(10);

/// Publishes the day.
pub(super) async fn publish(
    tx: &Tx,
    settings: &Settings,
    inputs: &Inputs,
    fingerprint: Vec<u8>,
    day: &DayPlan,
) -> Result<plan::Model> {
    let standing = rounds_of(tx, inputs).await?;
    let closed = closed(tx, inputs).await?;
    let mut planned = Planned::new();
    let mut kept = BTreeSet::new();
    for plan in &day.rounds {
        let at = |row: &&round::Model| row.volunteer_id.0 == plan.volunteer && row.shift.0 == plan.shift;
        let row = standing.iter().filter(at).min_by_key(|row| row.status.0 == RoundStatus::Cancelled);
        let id = row.map_or_else(|| tx.id(), |row| row.id.0);
        kept.insert(id);
        let content = plan.content()?;
        let stands = |row: &&round::Model| {
            row.content == content && matches!(row.status.0, RoundStatus::Published | RoundStatus::Accepted)
        };
        if row.filter(stands).is_some() {
            continue;
        }
        let written = write_round(tx, settings, inputs, row, id, plan, RoundStatus::Published).await?;
        if !is_much_the_same(row, plan, written.starts_at)? {
            notices::rounds::written(tx, row, &written).await?;
        }
        planned.extend(halts::write(tx, settings, inputs, id, &plan.stops).await?);
    }
    for row in &standing {
        let over = kept.contains(&row.id.0) || closed.contains(&row.id.0) || row.content.is_empty();
        if !over && row.neighbourhood_id.0 == inputs.neighbourhood {
            clear(tx, settings, inputs, row).await?;
        }
    }
    let unchanged: BTreeSet<RoundId> = kept.iter().copied().filter(|id| !touched(&planned, *id)).collect();
    tasks::write(tx, inputs, day, &planned, &unchanged).await?;
    tell_of_doors(tx, settings, inputs, day).await?;
    plan_row(tx, inputs, fingerprint).await
}

/// Whether a round that its volunteer has not answered yet brings the same things at about the same time as when they were last
/// told of it: nobody is told twice of what they would not notice. One that was accepted is asked about again, so it is told in
/// any case.
fn is_much_the_same(before: Option<&round::Model>, plan: &RoundPlan, starts_at: DateTime<Utc>) -> Result<bool> {
    let Some(before) = before.filter(|row| row.status.0 == RoundStatus::Published) else { return Ok(false) };
    let near = before.told_starts_at.is_some_and(|told| (starts_at - told).abs() <= NOTICED);
    Ok(near && before.told_gist == Some(plan.gist()?))
}

/// Coordinators hear of doors that nobody goes to, once for the same doors.
async fn tell_of_doors(tx: &Tx, settings: &Settings, inputs: &Inputs, day: &DayPlan) -> Result<()> {
    let doors = Doors { association: inputs.association, neighbourhood: inputs.neighbourhood, day: inputs.day };
    if day.unserved.is_empty() {
        return notices::doors::covered(tx, doors).await;
    }
    let which: Vec<u8> = day.unserved.keys().flat_map(|id| id.into_bytes()).collect();
    notices::doors::uncovered(tx, settings, doors, &hex(&digest(&which))).await
}

fn touched(planned: &Planned, id: RoundId) -> bool {
    planned.values().any(|(round, ..)| *round == id)
}

/// All of the day, the cancelled ones too: their rows are used again where their volunteer has no other.
async fn rounds_of(tx: &Tx, inputs: &Inputs) -> Result<Vec<round::Model>> {
    let rows = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(inputs.association)))
        .filter(round::Column::ServiceDay.eq(inputs.day))
        .all(tx.db())
        .await?;
    Ok(rows)
}

async fn closed(tx: &Tx, inputs: &Inputs) -> Result<BTreeSet<RoundId>> {
    let rounds = gather::rounds(tx.db(), inputs.association, inputs.day).await?;
    Ok(rounds.into_iter().filter(|standing| standing.closed).map(|standing| standing.row.id.0).collect())
}

/// Writes the round itself, new or in place of `before`.
pub(super) async fn write_round(
    tx: &Tx,
    settings: &Settings,
    inputs: &Inputs,
    before: Option<&round::Model>,
    id: RoundId,
    plan: &RoundPlan,
    status: RoundStatus,
) -> Result<round::Model> {
    let starts_at = instant(settings, inputs, plan.starts_s);
    let told = if is_much_the_same(before, plan, starts_at)? {
        before.and_then(|row| row.told_gist.clone().zip(row.told_starts_at))
    } else {
        Some((plan.gist()?, starts_at))
    };
    let (told_gist, told_starts_at) = told.unzip();
    let row = round::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(inputs.association)),
        neighbourhood_id: Set(Key(inputs.neighbourhood)),
        service_day: Set(inputs.day),
        volunteer_id: Set(Key(plan.volunteer)),
        companion_id: Set(plan.companion.map(Key)),
        shift: Set(Text(plan.shift)),
        status: Set(Text(status)),
        version: Set(before.map_or(1, |row| row.version.wrapping_add(1))),
        starts_at: Set(starts_at),
        ends_at: Set(instant(settings, inputs, plan.ends_s)),
        metres: Set(small(plan.metres)),
        kg_floors: Set(small(plan.kg_floors)),
        content: Set(plan.content()?),
        told_gist: Set(told_gist),
        told_starts_at: Set(told_starts_at),
        answered_at: Set((status == RoundStatus::Accepted).then_some(tx.now)),
        started_at: Set(None),
        finished_at: Set(None),
    };
    Ok(if before.is_some() { row.update(tx.db()).await? } else { row.insert(tx.db()).await? })
}

/// Takes everything that is still to be done out of a round. What somebody else did of it stays with it, and the round
/// with that: the report may be taken back, and then the door must stand on somebody's phone.
async fn clear(tx: &Tx, settings: &Settings, inputs: &Inputs, row: &round::Model) -> Result<()> {
    halts::write(tx, settings, inputs, row.id.0, &[]).await?;
    let rest = halts::any(tx, row.id.0).await?;
    let content = if rest { digest(b"done by others") } else { Vec::new() };
    if rest && row.content == content {
        return Ok(());
    }
    let mut change: round::ActiveModel = row.clone().into();
    // One that its volunteer refused stays refused, so that nobody asks again.
    if !rest && row.status.0 != RoundStatus::Declined {
        change.status = Set(Text(RoundStatus::Cancelled));
    }
    change.version = Set(row.version.wrapping_add(1));
    change.content = Set(content);
    (change.metres, change.kg_floors) = (Set(0), Set(0));
    // Nobody walks it any more: whoever came along is free, and no minute of it counts as walked.
    (change.companion_id, change.ends_at) = (Set(None), Set(row.starts_at));
    change.update(tx.db()).await?;
    notices::rounds::cancelled(tx, row).await
}

async fn plan_row(tx: &Tx, inputs: &Inputs, fingerprint: Vec<u8>) -> Result<plan::Model> {
    let before = standing(tx.db(), inputs).await?;
    let row = plan::ActiveModel {
        id: Set(before.as_ref().map_or_else(|| Key(tx.id::<PlanId>()), |row| row.id)),
        association_id: Set(Key(inputs.association)),
        neighbourhood_id: Set(Key(inputs.neighbourhood)),
        service_day: Set(inputs.day),
        version: Set(before.as_ref().map_or(1, |row| row.version.wrapping_add(1))),
        inputs: Set(fingerprint),
        published_at: Set(tx.now),
    };
    Ok(if before.is_some() { row.update(tx.db()).await? } else { row.insert(tx.db()).await? })
}

/// The plan that stands, if there is one.
pub(super) async fn standing(db: &impl sea_orm::ConnectionTrait, inputs: &Inputs) -> Result<Option<plan::Model>> {
    let row = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(inputs.association)))
        .filter(plan::Column::NeighbourhoodId.eq(Key(inputs.neighbourhood)))
        .filter(plan::Column::ServiceDay.eq(inputs.day))
        .one(db)
        .await?;
    Ok(row)
}

/// The instant of a second of the day as its clock shows it.
pub(super) fn instant(settings: &Settings, inputs: &Inputs, second: i64) -> DateTime<Utc> {
    let minute = u16::try_from(second.div_euclid(60)).unwrap_or_default();
    instant_of(inputs.day, minute, settings.tz) + TimeDelta::seconds(second.rem_euclid(60))
}

pub(super) fn small(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
