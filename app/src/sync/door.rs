//! Everything that stands at one door on one service day: what was ordered, which visits were agreed, who is to come.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, DropId, OrderLineId, ProductId, ResidenceId, ResidentId, RoundId, VolunteerId};
use shared::order::OrderStatus;
use shared::person::{Handover, ResidentStatus};
use shared::round::VisitStatus;
use shared::shop::ProductKind;

use crate::error::Result;
use crate::people::doors;
use crate::table::column::{Key, Text};
use crate::table::{drop, drop_task, order, order_line, product, resident, visit};

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
    /// Whether it is bread.
    pub bread: bool,
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
    let mut visits = visit::Entity::find()
        .filter(visit::Column::AssociationId.eq(Key(association)))
        .filter(visit::Column::ServiceDay.eq(row.service_day))
        .filter(visit::Column::ResidentId.is_in(people.clone()))
        .order_by_asc(visit::Column::Id)
        .all(db)
        .await?;
    let mut lines = lines(db, association, row.service_day, people).await?;
    // Whoever moved in since brings nothing along that stands at the door they had.
    for task in elsewhere(db, id, &lines, &visits).await? {
        lines.retain(|line| task.order_line_id != Some(Key(line.id)));
        visits.retain(|visit| task.visit_id != Some(visit.id));
    }
    let residence = doors::residence_of(db, row.household_id.0).await?;
    Ok(Some(Door { id, association, day: row.service_day, residence, tasks, residents, lines, visits }))
}

/// What of `lines` and `visits` is planned at other doors than `here`.
async fn elsewhere(
    db: &impl ConnectionTrait,
    here: DropId,
    lines: &[Line],
    visits: &[visit::Model],
) -> Result<Vec<drop_task::Model>> {
    let of_lines = drop_task::Column::OrderLineId.is_in(lines.iter().map(|line| Key(line.id)));
    let of_visits = drop_task::Column::VisitId.is_in(visits.iter().map(|visit| visit.id));
    let tasks =
        drop_task::Entity::find().filter(of_lines.or(of_visits)).filter(drop_task::Column::DropId.ne(Key(here)));
    Ok(tasks.all(db).await?)
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
    let breads: BTreeSet<_> = product::Entity::find()
        .filter(product::Column::AssociationId.eq(Key(association)))
        .filter(product::Column::Kind.eq(Text(ProductKind::Bread)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let line = |row: order_line::Model| {
        let order = orders.get(&row.order_id)?;
        let bread = breads.contains(&row.product_id);
        let cancelled = order.status.0 == OrderStatus::Cancelled || row.quantity == 0;
        let (product, resident) = (row.product_id.0, order.resident_id.0);
        Some(Line { id: row.id.0, product, resident, bread, ordered: row.quantity, cancelled })
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
        let stand = self.agreed_visits();
        let known = if stand.is_empty() { self.visits.iter().collect() } else { stand };
        let own: Vec<_> = known.iter().copied().filter(|visit| Some(visit.volunteer_id.0) == author).collect();
        if !own.is_empty() {
            return own;
        }
        let here: Vec<_> = known.iter().copied().filter(|visit| self.round_of(visit) == Some(round)).collect();
        if here.is_empty() { known } else { here }
    }

    /// The visits that a door shut before `author` in `round` was in the way of: those of the round; else the author's own
    /// that no round has. Never one of another round: who brings bread in the morning may come for a visit in the afternoon.
    pub fn visits_shut_out(&self, author: Option<VolunteerId>, round: RoundId) -> Vec<&visit::Model> {
        let stand = self.agreed_visits();
        let here: Vec<_> = stand.iter().copied().filter(|visit| self.round_of(visit) == Some(round)).collect();
        if !here.is_empty() {
            return here;
        }
        let own = |visit: &&visit::Model| Some(visit.volunteer_id.0) == author && self.round_of(visit).is_none();
        stand.into_iter().filter(own).collect()
    }

    fn agreed_visits(&self) -> Vec<&visit::Model> {
        self.visits.iter().filter(|visit| visit.status.0 == VisitStatus::Agreed).collect()
    }

    fn round_of(&self, visit: &visit::Model) -> Option<RoundId> {
        self.tasks.iter().find(|task| task.visit_id == Some(visit.id))?.round_id.map(|key| key.0)
    }

    /// Of whom somebody who rings on `round` may expect an answer: whoever takes the goods in hand, or has a visit.
    pub fn expected_to_answer(&self, round: RoundId) -> Vec<ResidentId> {
        let answers = |task: &&drop_task::Model| task.visit_id.is_some() || self.goes_in_hand(task);
        let near = self.tasks_near(round).into_iter().filter(answers).map(|task| task.resident_id.0);
        let without_plan = self.present().filter(|person| self.tasks.is_empty() && !hangs(person));
        let mut people: Vec<_> = near.chain(without_plan.map(|person| person.id.0)).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The tasks of `round` at this door, or all where the round has none left.
    fn tasks_near(&self, round: RoundId) -> Vec<&drop_task::Model> {
        let all = !self.in_round(round);
        self.tasks.iter().filter(|task| all || task.round_id == Some(Key(round))).collect()
    }

    fn goes_in_hand(&self, task: &drop_task::Model) -> bool {
        let person = self.residents.iter().find(|person| person.id == task.resident_id);
        let line = task.order_line_id.and_then(|line| self.line(line.0));
        person.is_some_and(|person| !(hangs(person) && line.is_some_and(|line| line.bread)))
    }

    /// Those of the door who neither left nor died.
    pub fn present(&self) -> impl Iterator<Item = &resident::Model> {
        self.residents.iter().filter(|person| !is_gone(person))
    }

    /// Whose bread hangs in a bag on the door.
    pub fn with_bag(&self) -> Vec<ResidentId> {
        self.present().filter(|person| hangs(person)).map(|person| person.id.0).collect()
    }

    /// Whether whoever has one of `lines` left or died; of a report that names none, whether nobody is left behind the door.
    pub fn somebody_gone(&self, lines: &[OrderLineId]) -> bool {
        let named: BTreeSet<_> = lines.iter().filter_map(|line| self.line(*line)).map(|line| line.resident).collect();
        let gone = |person: &resident::Model| named.contains(&person.id.0) && is_gone(person);
        let empty = named.is_empty() && !self.residents.is_empty() && self.present().next().is_none();
        empty || self.residents.iter().any(gone)
    }
}

fn is_gone(person: &resident::Model) -> bool {
    [ResidentStatus::Left, ResidentStatus::Deceased].contains(&person.status.0)
}

fn hangs(person: &resident::Model) -> bool {
    person.handover.0.of_goods(person.bread_bag_on.is_some(), true) == Handover::BagOnDoor
}
