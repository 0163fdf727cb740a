//! A refused round for another volunteer: planned for that one alone, so that every limit that holds in the night holds
//! at eight in the morning too.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, RoundId, VolunteerId};
use shared::round::{RoundStatus, Shift, UnservedReason};
use uuid::Uuid;

use super::day_plan::RoundPlan;
use super::inputs::{Inputs, What};
use super::{gather, halts, parties, publish, solve};
use crate::error::{Error, Result};
use crate::table::column::{Key, Text};
use crate::table::{drop_task, round};
use crate::{App, Tx, notices, settings};

/// A round that could change hands.
pub(crate) struct Offer {
    inputs: Inputs,
    fingerprint: Vec<u8>,
    plan: RoundPlan,
    tasks: Vec<Uuid>,
}

/// Plans `row` for `volunteer`. Refuses with `round.not_for_you` unless all its goods reach their doors.
pub(crate) async fn offer(app: &App, row: &round::Model, volunteer: VolunteerId) -> Result<Offer> {
    let (association, neighbourhood, day) = whose(row);
    let snapshot = app.store.snapshot().await?;
    let all = gather::gather(&snapshot, association, neighbourhood, day).await?;
    let rows = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(row.association_id))
        .filter(drop_task::Column::RoundId.eq(row.id))
        .all(&snapshot)
        .await?;
    drop(snapshot);
    let fingerprint = all.fingerprint()?;
    let tasks: Vec<Uuid> = rows.iter().map(|task| task.id).collect();
    let inputs = alone(all, &tasks, volunteer, row.shift.0)?;
    let (goods, limits) = (inputs.tasks.len(), app.limits);
    let searched = tokio::task::spawn_blocking(move || (solve::usual(&inputs, &limits), inputs));
    let (plan, inputs) = searched.await.map_err(|error| Error::Bug(format!("the search ended early: {error}")))?;
    let plan = plan?.rounds.into_iter().next().filter(|plan| plan.tasks().count() == goods);
    let plan = plan.ok_or(Refusal::RoundNotForYou)?;
    Ok(Offer { inputs, fingerprint, plan, tasks })
}

/// The day with this volunteer, whoever walks along with them, this shift and these goods only. A visit was agreed with a
/// person and is not handed on. Whoever walks along with another takes no round of their own.
fn alone(mut inputs: Inputs, tasks: &[Uuid], volunteer: VolunteerId, shift: Shift) -> Result<Inputs> {
    let party = parties::party_of(&inputs, volunteer, shift).filter(|party| party.lead == volunteer);
    let party = party.ok_or(Refusal::RoundNotForYou)?;
    inputs.tasks.retain(|id, task| tasks.contains(id) && matches!(task.what, What::Goods { .. }));
    inputs.volunteers.retain(|id, _| party.has(*id));
    inputs.pairs.retain(|_, other| Some(*other) == party.companion);
    inputs.volunteers.values_mut().for_each(|who| who.shifts.retain(|own, _| *own == shift));
    inputs.volunteers.retain(|_, who| !who.shifts.is_empty());
    inputs.standing.clear();
    let possible = !inputs.tasks.is_empty() && !inputs.volunteers.is_empty();
    if possible { Ok(inputs) } else { Err(Refusal::RoundNotForYou.into()) }
}

/// Hands the round over, in the transaction that found it still open. Answers `false` when the day has changed since the
/// offer was made.
pub(crate) async fn hand_over(tx: &Tx, row: &round::Model, offer: &Offer) -> Result<bool> {
    let (association, neighbourhood, day) = whose(row);
    let now = gather::again(tx.db(), association, neighbourhood, day).await?;
    if now.fingerprint()? != offer.fingerprint {
        return Ok(false);
    }
    let people = std::iter::once(offer.plan.volunteer).chain(offer.plan.companion);
    seats_are_free(tx, row, &people.map(Key).collect::<Vec<_>>()).await?;
    let settings = settings::of(tx.db(), association).await?;
    let (inputs, id) = (&offer.inputs, row.id.0);
    let written =
        publish::write_round(tx, &settings, inputs, Some(row), id, &offer.plan, RoundStatus::Accepted).await?;
    notices::rounds::taken_over(tx, &written).await?;
    let planned = halts::write(tx, &settings, inputs, id, &offer.plan.stops).await?;
    // What somebody else has brought already stays with the round, done.
    for task in offer.tasks.iter().filter(|task| !inputs.locked.contains(task)) {
        let mut change = drop_task::ActiveModel { id: Set(*task), ..Default::default() };
        if let Some((_, stop, position, parts)) = planned.get(task) {
            change.stop_id = Set(Some(Key(*stop)));
            (change.position, change.parts) = (Set(*position), Set(*parts));
        } else {
            (change.round_id, change.stop_id) = (Set(None), Set(None));
            change.unserved_reason = Set(Some(Text(UnservedReason::NobodyAvailable)));
        }
        change.update(tx.db()).await?;
    }
    remember_refusal(tx, row).await?;
    Ok(true)
}

/// A volunteer has one round a shift that is not cancelled, or walks along on one that is not refused. An emptied one stays
/// where it is, for what its phone may still report; any other stands in the way.
async fn seats_are_free(tx: &Tx, row: &round::Model, people: &[Key<VolunteerId>]) -> Result<()> {
    let walks = round::Column::VolunteerId.is_in(people.iter().copied());
    let along = Condition::all()
        .add(round::Column::CompanionId.is_in(people.iter().copied()))
        .add(round::Column::Status.ne(Text(RoundStatus::Declined)));
    let others = round::Entity::find()
        .filter(round::Column::AssociationId.eq(row.association_id))
        .filter(round::Column::ServiceDay.eq(row.service_day))
        .filter(round::Column::Shift.eq(row.shift))
        .filter(round::Column::Status.ne(Text(RoundStatus::Cancelled)))
        .filter(Condition::any().add(walks).add(along))
        .count(tx.db())
        .await?;
    if others == 0 { Ok(()) } else { Err(Refusal::RoundNotForYou.into()) }
}

/// Whoever refused is not asked again when the day is planned anew: an empty refused round stays behind.
async fn remember_refusal(tx: &Tx, row: &round::Model) -> Result<()> {
    let mut left: round::ActiveModel = row.clone().into();
    left.id = Set(Key(tx.id::<RoundId>()));
    left.association_id = Set(row.association_id);
    left.neighbourhood_id = Set(row.neighbourhood_id);
    left.service_day = Set(row.service_day);
    left.volunteer_id = Set(row.volunteer_id);
    left.companion_id = Set(None);
    left.shift = Set(row.shift);
    left.status = Set(Text(RoundStatus::Declined));
    left.version = Set(1);
    (left.starts_at, left.ends_at) = (Set(row.starts_at), Set(row.ends_at));
    (left.metres, left.kg_floors, left.content) = (Set(0), Set(0), Set(Vec::new()));
    (left.told_gist, left.told_starts_at) = (Set(None), Set(None));
    (left.answered_at, left.started_at, left.finished_at) = (Set(row.answered_at), Set(None), Set(None));
    left.insert(tx.db()).await?;
    Ok(())
}

fn whose(row: &round::Model) -> (AssociationId, NeighbourhoodId, NaiveDate) {
    (row.association_id.0, row.neighbourhood_id.0, row.service_day)
}
