//! The halts of a round. They are written anew with each plan; what somebody else has done of the round already is in no
//! plan any more and keeps its halt, so that its walker sees that it is done, and sees it again when that is taken back.

use std::collections::BTreeMap;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::id::{EntranceId, RoundId, StopId};
use shared::round::StopKind;
use uuid::Uuid;

use super::day_plan::{Place, StopPlan};
use super::inputs::Inputs;
use super::publish::{instant, small};
use crate::Tx;
use crate::error::Result;
use crate::settings::Settings;
use crate::table::column::{Key, Text};
use crate::table::{drop_task, pickup, stop};

/// Where the tasks of the rounds now stand: round, stop, position, parts.
pub(super) type Planned = BTreeMap<Uuid, (RoundId, StopId, i32, i32)>;

/// Writes the halts of a round in place of those that it had.
pub(super) async fn write(
    tx: &Tx,
    settings: &Settings,
    inputs: &Inputs,
    round: RoundId,
    plan: &[StopPlan],
) -> Result<Planned> {
    let done = done(tx, inputs, round).await?;
    remove(tx, round).await?;
    let (mut stops, mut pickups, mut planned) = (Vec::new(), Vec::new(), Planned::new());
    let mut at_entrance = BTreeMap::<EntranceId, StopId>::new();
    for halt in plan {
        let id: StopId = tx.id();
        if let Place::Entrance(entrance) = halt.place {
            at_entrance.insert(entrance, id);
        }
        stops.push(row(settings, inputs, round, id, stops.len(), halt));
        pickups.extend(halt.pickups.iter().map(|(product, quantity)| pickup::ActiveModel {
            stop_id: Set(Key(id)),
            product_id: Set(Key(*product)),
            quantity: Set(*quantity),
        }));
        for task in &halt.tasks {
            let position = small(planned.len() as i64);
            planned.insert(task.id, (round, id, position, task.parts));
        }
    }
    let mut kept = Vec::new();
    for (task, before) in done {
        let Some(Key(entrance)) = before.entrance_id else { continue };
        let id = *at_entrance.entry(entrance).or_insert_with(|| {
            // Nothing is left to do there, so it comes last.
            let last = stop::Model { position: small(stops.len() as i64), ..before.clone() };
            stops.push(stop::ActiveModel::from(last).reset_all());
            before.id.0
        });
        kept.push((task, id));
    }
    if !stops.is_empty() {
        stop::Entity::insert_many(stops).exec_without_returning(tx.db()).await?;
    }
    if !pickups.is_empty() {
        pickup::Entity::insert_many(pickups).exec_without_returning(tx.db()).await?;
    }
    for (task, stop) in kept {
        let place = drop_task::ActiveModel { id: Set(task), stop_id: Set(Some(Key(stop))), ..Default::default() };
        place.update(tx.db()).await?;
    }
    Ok(planned)
}

/// Whether a round has a halt.
pub(super) async fn any(tx: &Tx, round: RoundId) -> Result<bool> {
    Ok(stop::Entity::find().filter(stop::Column::RoundId.eq(Key(round))).count(tx.db()).await? > 0)
}

/// What was done of a round, each with the halt that it had.
async fn done(tx: &Tx, inputs: &Inputs, round: RoundId) -> Result<Vec<(Uuid, stop::Model)>> {
    let halts = stop::Entity::find().filter(stop::Column::RoundId.eq(Key(round))).all(tx.db()).await?;
    let tasks = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(inputs.association)))
        .filter(drop_task::Column::RoundId.eq(Key(round)))
        .all(tx.db())
        .await?;
    let done = tasks.into_iter().filter(|task| inputs.locked.contains(&task.id)).filter_map(|task| {
        let halt = halts.iter().find(|halt| Some(halt.id) == task.stop_id)?;
        Some((task.id, halt.clone()))
    });
    Ok(done.collect())
}

fn row(
    settings: &Settings,
    inputs: &Inputs,
    round: RoundId,
    id: StopId,
    at: usize,
    halt: &StopPlan,
) -> stop::ActiveModel {
    let (kind, entrance, shop) = match halt.place {
        Place::Shop(shop) => (StopKind::Pickup, None, Some(shop)),
        Place::Entrance(entrance) => (StopKind::Entrance, Some(entrance), None),
    };
    stop::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(inputs.association)),
        round_id: Set(Key(round)),
        position: Set(small(at as i64)),
        kind: Set(Text(kind)),
        entrance_id: Set(entrance.map(Key)),
        pickup_point_id: Set(shop.map(Key)),
        arrives_at: Set(instant(settings, inputs, halt.arrives_s)),
        leaves_at: Set(instant(settings, inputs, halt.leaves_s)),
        load_grams: Set(small(halt.load_g)),
    }
}

/// The tasks that pointed to these halts point to none until they are placed again.
async fn remove(tx: &Tx, round: RoundId) -> Result<()> {
    let stops = stop::Entity::find().filter(stop::Column::RoundId.eq(Key(round))).all(tx.db()).await?;
    let ids = || stops.iter().map(|row| row.id);
    pickup::Entity::delete_many().filter(pickup::Column::StopId.is_in(ids())).exec(tx.db()).await?;
    stop::Entity::delete_many().filter(stop::Column::Id.is_in(ids())).exec(tx.db()).await?;
    Ok(())
}
