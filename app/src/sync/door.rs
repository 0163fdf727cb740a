//! Everything that stands at one door on one service day: what was ordered, which visits were agreed, who is to come.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, DropId, OrderLineId, ProductId, ResidenceId, ResidentId, RoundId, VolunteerId};
use shared::order::OrderStatus;
use shared::person::{Handover, ResidentStatus};
use shared::round::VisitStatus;

use crate::error::Result;
use crate::people::doors;
use crate::table::column::Key;
use crate::table::{drop, drop_task, order, order_line, resident, visit};

/// One door on one day.
pub(crate) struct Door {
    /// The drop.
    pub id: DropId,
    /// The association.
    pub association: AssociationId,
    /// Its day.
    pub day: NaiveDate,
    /// The residence that it lies in.
    pub residence: ResidenceId,
    /// What is planned there.
    pub tasks: Vec<drop_task::Model>,
    /// The people of the household and of the tasks.
    pub residents: Vec<resident::Model>,
    /// What they ordered for the day, cancelled lines included.
    pub lines: Vec<Line>,
    /// The visits agreed for the day, cancelled ones included.
    pub visits: Vec<visit::Model>,
}

/// An order line at a door.
pub(crate) struct Line {
    /// Which.
    pub id: OrderLineId,
    /// Of what.
    pub product: ProductId,
    /// For whom.
    pub resident: ResidentId,
    /// How many were ordered.
    pub ordered: i32,
    /// Nothing of it stands any more.
    pub cancelled: bool,
}

/// Loads the door of a drop of the association, if there is one.
pub(crate) async fn door(db: &impl ConnectionTrait, association: AssociationId, id: DropId) -> Result<Option<Door>> {
    let find = drop::Entity::find()
        .filter(drop::Column::AssociationId.eq(Key(association)))
        .filter(drop::Column::Id.eq(Key(id)));
    let Some(row) = find.one(db).await? else { return Ok(None) };
    let tasks = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(association)))
        .filter(drop_task::Column::DropId.eq(Key(id)))
        .order_by_asc(drop_task::Column::Id)
        .all(db)
        .await?;
    let planned: BTreeSet<_> = tasks.iter().map(|task| task.resident_id).collect();
    // Whoever moved out since is still who ordered.
    let residents = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(Key(association)))
        .filter(resident::Column::HouseholdId.eq(row.household_id).or(resident::Column::Id.is_in(planned)))
        .order_by_asc(resident::Column::Id)
        .all(db)
        .await?;
    let people: Vec<_> = residents.iter().map(|resident| resident.id).collect();
    let visits = visit::Entity::find()
        .filter(visit::Column::AssociationId.eq(Key(association)))
        .filter(visit::Column::ServiceDay.eq(row.service_day))
        .filter(visit::Column::ResidentId.is_in(people.clone()))
        .order_by_asc(visit::Column::Id)
        .all(db)
        .await?;
    let lines = lines(db, association, row.service_day, people).await?;
    let residence = doors::residence_of(db, row.household_id.0).await?;
    Ok(Some(Door { id, association, day: row.service_day, residence, tasks, residents, lines, visits }))
}

async fn lines(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
    people: Vec<Key<ResidentId>>,
) -> Result<Vec<Line>> {
    let orders = order::Entity::find()
        .filter(order::Column::AssociationId.eq(Key(association)))
        .filter(order::Column::ServiceDay.eq(day))
        .filter(order::Column::ResidentId.is_in(people))
        .all(db)
        .await?;
    let orders: BTreeMap<_, _> = orders.into_iter().map(|order| (order.id, order)).collect();
    let rows = order_line::Entity::find()
        .filter(order_line::Column::OrderId.is_in(orders.keys().copied()))
        .order_by_asc(order_line::Column::Id)
        .all(db)
        .await?;
    let line = |row: order_line::Model| {
        let order = orders.get(&row.order_id)?;
        let cancelled = order.status.0 == OrderStatus::Cancelled || row.quantity == 0;
        let (product, resident) = (row.product_id.0, order.resident_id.0);
        Some(Line { id: row.id.0, product, resident, ordered: row.quantity, cancelled })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

impl Door {
    /// The order line, when it is one of this door.
    pub fn line(&self, id: OrderLineId) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// Whether something of this door is planned in `round`.
    pub fn in_round(&self, round: RoundId) -> bool {
        self.tasks.iter().any(|task| task.round_id == Some(Key(round)))
    }

    /// The visits that a report "visit done" of `author` from `round` speaks of: the author's own; else those of the
    /// round; else all. Two people of one flat may have two visitors on one day.
    pub fn visits_of(&self, author: Option<VolunteerId>, round: RoundId) -> Vec<&visit::Model> {
        let agreed = |visit: &&visit::Model| visit.status.0 == VisitStatus::Agreed;
        let stand: Vec<_> = self.visits.iter().filter(agreed).collect();
        let known = if stand.is_empty() { self.visits.iter().collect() } else { stand };
        let planned = |visit: &visit::Model| {
            self.tasks.iter().any(|task| task.visit_id == Some(visit.id) && task.round_id == Some(Key(round)))
        };
        let own: Vec<_> = known.iter().copied().filter(|visit| Some(visit.volunteer_id.0) == author).collect();
        if !own.is_empty() {
            return own;
        }
        let here: Vec<_> = known.iter().copied().filter(|visit| planned(visit)).collect();
        if here.is_empty() { known } else { here }
    }

    /// Of whom somebody who rings on `round` may expect an answer: whoever takes the goods in hand, or has a visit.
    pub fn expected_to_answer(&self, round: RoundId) -> Vec<ResidentId> {
        let tasks = self.tasks_near(round);
        let answers = |task: &&drop_task::Model| task.visit_id.is_some() || self.takes_in_hand(task.resident_id.0);
        let mut people: Vec<_> = tasks.into_iter().filter(answers).map(|task| task.resident_id.0).collect();
        if self.tasks.is_empty() {
            let in_hand = self.residents.iter().filter(|person| self.takes_in_hand(person.id.0));
            people = in_hand.map(|person| person.id.0).collect();
        }
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The tasks of `round` at this door, or all where the round has none left.
    fn tasks_near(&self, round: RoundId) -> Vec<&drop_task::Model> {
        let all = !self.in_round(round);
        self.tasks.iter().filter(|task| all || task.round_id == Some(Key(round))).collect()
    }

    fn takes_in_hand(&self, id: ResidentId) -> bool {
        self.residents.iter().any(|person| person.id.0 == id && person.handover.0 == Handover::InHand)
    }

    /// Whose bread hangs in a bag on the door.
    pub fn with_bag(&self) -> Vec<ResidentId> {
        let bag = self.residents.iter().filter(|person| person.handover.0 == Handover::BagOnDoor);
        bag.map(|person| person.id.0).collect()
    }

    /// Whether somebody of the door left or died.
    pub fn somebody_gone(&self) -> bool {
        let gone = [ResidentStatus::Left, ResidentStatus::Deceased];
        self.residents.iter().any(|person| gone.contains(&person.status.0))
    }
}
