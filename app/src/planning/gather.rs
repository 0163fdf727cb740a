//! Reads everything that a plan is made from, in one state of the store. It decides little: who is at home, who may
//! walk, what is under way.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, PickupPointId, ProductId, ResidentId, VolunteerId};
use shared::order::OrderStatus;
use shared::round::{RoundStatus, VisitStatus};
use shared::shop::ProductKind;
use uuid::Uuid;

use super::inputs::{Inputs, Product, Shop, Task, What};
use super::standing::{self, StandingRound};
use super::{doors, walkers, walks};
use crate::error::{Error, Result};
use crate::shops::calendar;
use crate::table::column::{Key, Text};
use crate::table::{
    association, drop_task, line_outcome, neighbourhood, order, order_line, pickup_point, product, round, visit,
    visit_outcome,
};
use crate::{settings, sync};

/// From this weight on an item counts as a pack (half a pack of water does, bread does not).
const PACK_FROM_GRAMS: i32 = 4000;

/// Everything that `day` in `neighbourhood` is planned from.
pub(super) async fn gather(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
) -> Result<Inputs> {
    let inputs = again(db, association, neighbourhood, day).await?;
    Ok(Inputs { walks: walks::gather(db, association).await?, ..inputs })
}

/// The same without the walks themselves, for whoever holds a transaction and asks whether it is still so.
pub(super) async fn again(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
) -> Result<Inputs> {
    let rounds = rounds(db, association, day).await?;
    read(db, association, neighbourhood, day, Some(&rounds)).await
}

/// The same as if nobody had accepted, refused or walked anything of it: what the day asks for and who is there. None of
/// it changes because a plan is published or walked, so where it differs from what a plan was made from, people changed
/// something.
pub(super) async fn asked(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
) -> Result<Inputs> {
    read(db, association, neighbourhood, day, None).await
}

async fn read(
    db: &impl ConnectionTrait,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
    rounds: Option<&[Standing]>,
) -> Result<Inputs> {
    exists(db, association, neighbourhood).await?;
    let row = association::Entity::find_by_id(Key(association)).one(db).await?;
    let row = row.ok_or_else(|| Error::Bug(format!("{association} has no row")))?;
    let all = tasks(db, association, day).await?;
    let people: BTreeSet<ResidentId> = all.values().map(|task| task.resident).collect();
    let (residents, entrances) = doors::gather(db, association, neighbourhood, day, &people).await?;
    let (mut tasks, elsewhere): (BTreeMap<Uuid, Task>, BTreeMap<Uuid, Task>) =
        all.into_iter().partition(|(_, task)| residents.contains_key(&task.resident));
    let (locked, standing) = match rounds {
        Some(rounds) => lock(db, (association, neighbourhood, day), rounds, &mut tasks).await?,
        None => Default::default(),
    };
    let (products, shops) = goods(db, &row, day, &tasks).await?;
    let volunteers = walkers::gather(db, association, neighbourhood, day, rounds.unwrap_or_default(), &tasks).await?;
    let pairs = walkers::pairs(db, association, day, &volunteers).await?;
    let walks = walks::mark(db, association).await?;
    Ok(Inputs {
        association,
        neighbourhood,
        day,
        parameters: settings::read(&row)?.parameters,
        entrances,
        residents,
        shops,
        products,
        volunteers,
        pairs,
        tasks,
        locked,
        standing,
        walks,
        elsewhere: elsewhere.into_keys().collect(),
    })
}

/// Refuses a neighbourhood that the association does not have.
pub(super) async fn exists(db: &impl ConnectionTrait, association: AssociationId, id: NeighbourhoodId) -> Result<()> {
    let find = neighbourhood::Entity::find()
        .filter(neighbourhood::Column::AssociationId.eq(Key(association)))
        .filter(neighbourhood::Column::Id.eq(Key(id)));
    find.one(db).await?.map(|_| ()).ok_or_else(|| Refusal::NeighbourhoodNotFound.into())
}

/// Every line and visit of the day, by the id of the task that it becomes.
async fn tasks(db: &impl ConnectionTrait, association: AssociationId, day: NaiveDate) -> Result<BTreeMap<Uuid, Task>> {
    use shared::Identity;
    let orders = order::Entity::find()
        .filter(order::Column::AssociationId.eq(Key(association)))
        .filter(order::Column::ServiceDay.eq(day))
        .filter(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .all(db)
        .await?;
    let whose: BTreeMap<_, _> = orders.iter().map(|order| (order.id, order.resident_id.0)).collect();
    let lines = order_line::Entity::find()
        .filter(order_line::Column::OrderId.is_in(whose.keys().copied()))
        .filter(order_line::Column::Quantity.gt(0))
        .all(db)
        .await?;
    let goods = lines.into_iter().filter_map(|line| {
        let what = What::Goods { product: line.product_id.0, quantity: line.quantity };
        Some((line.id.0.uuid(), Task { resident: *whose.get(&line.order_id)?, what, accepted: None }))
    });
    let visits = visit::Entity::find()
        .filter(visit::Column::AssociationId.eq(Key(association)))
        .filter(visit::Column::ServiceDay.eq(day))
        .filter(visit::Column::Status.eq(Text(VisitStatus::Agreed)))
        .all(db)
        .await?;
    let visits = visits.into_iter().map(|visit| {
        let what = What::Visit { volunteer: visit.volunteer_id.0, at_min: visit.at_min, minutes: visit.minutes };
        (visit.id.0.uuid(), Task { resident: visit.resident_id.0, what, accepted: None })
    });
    Ok(goods.chain(visits).collect())
}

/// A round of the day, as far as planning cares.
pub(super) struct Standing {
    pub row: round::Model,
    /// Begun, ended, or reported from by its own volunteer: nothing of it changes any more.
    pub closed: bool,
}

pub(super) async fn rounds(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<Standing>> {
    let rows = round::Entity::find()
        .filter(round::Column::AssociationId.eq(Key(association)))
        .filter(round::Column::ServiceDay.eq(day))
        .filter(round::Column::Status.ne(Text(RoundStatus::Cancelled)))
        .all(db)
        .await?;
    let walked = sync::walked(db, association, &rows).await?;
    let begun = |row: &round::Model| matches!(row.status.0, RoundStatus::Started | RoundStatus::Finished);
    Ok(rows.into_iter().map(|row| Standing { closed: begun(&row) || walked.contains(&row.id.0), row }).collect())
}

/// Takes what is under way or done out of the tasks; marks what an accepted round has. What is done, and the rounds that stand.
async fn lock(
    db: &impl ConnectionTrait,
    (association, neighbourhood, day): (AssociationId, NeighbourhoodId, NaiveDate),
    rounds: &[Standing],
    tasks: &mut BTreeMap<Uuid, Task>,
) -> Result<(BTreeSet<Uuid>, Vec<StandingRound>)> {
    use shared::Identity;
    let lines = line_outcome::Entity::find()
        .filter(line_outcome::Column::AssociationId.eq(Key(association)))
        .filter(line_outcome::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let visits = visit_outcome::Entity::find()
        .filter(visit_outcome::Column::AssociationId.eq(Key(association)))
        .filter(visit_outcome::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let done = lines.iter().map(|row| row.order_line_id.0.uuid()).chain(visits.iter().map(|row| row.visit_id.0.uuid()));
    let mut locked: BTreeSet<Uuid> = done.collect();
    let planned = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(association)))
        .filter(drop_task::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let stand = standing::gather(db, neighbourhood, rounds, &planned).await?;
    for row in planned {
        let Some(standing) = rounds.iter().find(|standing| Some(standing.row.id) == row.round_id) else { continue };
        if standing.closed {
            locked.insert(row.id);
        } else if standing.row.status.0 == RoundStatus::Accepted
            && let Some(task) = tasks.get_mut(&row.id)
        {
            task.accepted = Some((standing.row.volunteer_id.0, row.position));
        }
    }
    tasks.retain(|id, _| !locked.contains(id));
    Ok((locked, stand))
}

/// The products of the tasks and the places where they are taken.
async fn goods(
    db: &impl ConnectionTrait,
    association: &association::Model,
    day: NaiveDate,
    tasks: &BTreeMap<Uuid, Task>,
) -> Result<(BTreeMap<ProductId, Product>, BTreeMap<PickupPointId, Shop>)> {
    let wanted: BTreeSet<ProductId> = tasks
        .values()
        .filter_map(|task| match task.what {
            What::Goods { product, .. } => Some(product),
            What::Visit { .. } => None,
        })
        .collect();
    let rows = product::Entity::find()
        .filter(product::Column::AssociationId.eq(association.id))
        .filter(product::Column::Id.is_in(wanted.into_iter().map(Key)))
        .all(db)
        .await?;
    let products: BTreeMap<ProductId, Product> = rows.iter().map(|row| (row.id.0, product_of(row))).collect();
    let points: BTreeSet<PickupPointId> = products.values().map(|product| product.shop).collect();
    let rows = pickup_point::Entity::find()
        .filter(pickup_point::Column::AssociationId.eq(association.id))
        .filter(pickup_point::Column::Id.is_in(points.iter().copied().map(Key)))
        .all(db)
        .await?;
    let openings = calendar::all(db, association).await?;
    let shops = rows.into_iter().map(|row| {
        let open = openings.get(&row.id.0).filter(|_| row.active).and_then(|openings| openings.open_on(day));
        (row.id.0, Shop { position: row.lat.zip(row.lon), open: open.unwrap_or_default() })
    });
    Ok((products, shops.collect()))
}

fn product_of(row: &product::Model) -> Product {
    Product {
        shop: row.pickup_point_id.0,
        pack: row.kind.0 == ProductKind::WaterPack || row.grams >= PACK_FROM_GRAMS,
        bread: row.kind.0 == ProductKind::Bread,
        grams: row.grams,
        splits_into: row.splits_into,
        from_min: row.deliver_from_min,
        until_min: row.deliver_until_min,
    }
}

/// Whose visits keep them from whatever else they do that day.
pub(super) fn visits_of(tasks: &BTreeMap<Uuid, Task>, volunteer: VolunteerId) -> Vec<(i32, i32)> {
    let of = |task: &Task| match task.what {
        What::Visit { volunteer: visitor, at_min, minutes } if visitor == volunteer => Some((at_min, at_min + minutes)),
        _ => None,
    };
    tasks.values().filter_map(of).collect()
}
