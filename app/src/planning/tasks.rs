//! The doors of a planned day: one drop for each household, one row for each line and visit, with the round that has it
//! or the reason why none has.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use shared::Identity;
use shared::id::{DropId, HouseholdId, OrderLineId, RoundId, VisitId};
use shared::round::UnservedReason;
use uuid::Uuid;

use super::day_plan::DayPlan;
use super::halts::Planned;
use super::inputs::{Inputs, Task, What};
use crate::Tx;
use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{drop, drop_task, round};

/// Writes every task that is not in one of the `unchanged` rounds, and takes away those that nobody wants any more.
pub(super) async fn write(
    tx: &Tx,
    inputs: &Inputs,
    day: &DayPlan,
    planned: &Planned,
    unchanged: &BTreeSet<RoundId>,
) -> Result<()> {
    let drops = drops(tx, inputs).await?;
    let before = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(inputs.association)))
        .filter(drop_task::Column::Id.is_in(inputs.tasks.keys().copied()))
        .all(tx.db())
        .await?;
    let before: BTreeMap<Uuid, drop_task::Model> = before.into_iter().map(|row| (row.id, row)).collect();
    let mut new = Vec::new();
    for (id, task) in &inputs.tasks {
        let stands = before.get(id).and_then(|row| row.round_id).is_some_and(|round| unchanged.contains(&round.0));
        if stands && !planned.contains_key(id) {
            continue;
        }
        let Some(row) = row_of(inputs, &drops, *id, task, day, planned) else { continue };
        if before.contains_key(id) {
            row.update(tx.db()).await?;
        } else {
            new.push(row);
        }
    }
    if !new.is_empty() {
        drop_task::Entity::insert_many(new).exec_without_returning(tx.db()).await?;
    }
    remove_unwanted(tx, inputs).await
}

fn row_of(
    inputs: &Inputs,
    drops: &BTreeMap<HouseholdId, DropId>,
    id: Uuid,
    task: &Task,
    day: &DayPlan,
    planned: &Planned,
) -> Option<drop_task::ActiveModel> {
    let drop = drops.get(&inputs.residents.get(&task.resident)?.household)?;
    let place = planned.get(&id);
    let reason = match place {
        Some(_) => None,
        None => Some(Text(day.unserved.get(&id).copied().unwrap_or(UnservedReason::NotYetPlanned))),
    };
    let (line, visit) = match task.what {
        What::Goods { .. } => (Some(Key(OrderLineId::from_uuid(id))), None),
        What::Visit { .. } => (None, Some(Key(VisitId::from_uuid(id)))),
    };
    Some(drop_task::ActiveModel {
        id: Set(id),
        association_id: Set(Key(inputs.association)),
        drop_id: Set(Key(*drop)),
        service_day: Set(inputs.day),
        resident_id: Set(Key(task.resident)),
        order_line_id: Set(line),
        visit_id: Set(visit),
        round_id: Set(place.map(|(round, ..)| Key(*round))),
        stop_id: Set(place.map(|(_, stop, ..)| Key(*stop))),
        position: Set(place.map_or(0, |(_, _, position, _)| *position)),
        parts: Set(place.map_or(1, |(.., parts)| *parts)),
        unserved_reason: Set(reason),
    })
}

/// The drop of each household of the day, found or made.
async fn drops(tx: &Tx, inputs: &Inputs) -> Result<BTreeMap<HouseholdId, DropId>> {
    let households: BTreeSet<HouseholdId> = inputs
        .tasks
        .values()
        .filter_map(|task| inputs.residents.get(&task.resident))
        .map(|resident| resident.household)
        .collect();
    let rows = drop::Entity::find()
        .filter(drop::Column::AssociationId.eq(Key(inputs.association)))
        .filter(drop::Column::ServiceDay.eq(inputs.day))
        .all(tx.db())
        .await?;
    let mut drops: BTreeMap<HouseholdId, DropId> = rows.iter().map(|row| (row.household_id.0, row.id.0)).collect();
    let mut new = Vec::new();
    for household in households {
        drops.entry(household).or_insert_with(|| {
            let id: DropId = tx.id();
            new.push(drop::ActiveModel {
                id: Set(Key(id)),
                association_id: Set(Key(inputs.association)),
                service_day: Set(inputs.day),
                household_id: Set(Key(household)),
            });
            id
        });
    }
    if !new.is_empty() {
        drop::Entity::insert_many(new).exec_without_returning(tx.db()).await?;
    }
    Ok(drops)
}

/// Tasks whose line or visit is cancelled; those of other neighbourhoods go when their own day is planned again.
async fn remove_unwanted(tx: &Tx, inputs: &Inputs) -> Result<()> {
    let elsewhere = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(inputs.association)))
        .filter(round::Column::ServiceDay.eq(inputs.day))
        .filter(round::Column::NeighbourhoodId.ne(Key(inputs.neighbourhood)))
        .all(tx.db())
        .await?;
    let elsewhere: BTreeSet<_> = elsewhere.into_iter().map(|row| row.id).collect();
    let rows = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(inputs.association)))
        .filter(drop_task::Column::ServiceDay.eq(inputs.day))
        .all(tx.db())
        .await?;
    let wanted =
        |id: &Uuid| inputs.tasks.contains_key(id) || inputs.locked.contains(id) || inputs.elsewhere.contains(id);
    let over = rows.iter().filter(|row| !wanted(&row.id) && !row.round_id.is_some_and(|id| elsewhere.contains(&id)));
    let over: Vec<Uuid> = over.map(|row| row.id).collect();
    if !over.is_empty() {
        drop_task::Entity::delete_many().filter(drop_task::Column::Id.is_in(over)).exec(tx.db()).await?;
    }
    Ok(())
}
