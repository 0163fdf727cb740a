//! The coordinator's board of a day: what is served and what is not, who answered, what shops said, who worries.

mod missed;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use shared::Identity;
use shared::id::{DropId, OrderLineId, ResidentId, RoundId, SlipId, VisitId, VolunteerId};
use shared::round::{RoundStatus, UnservedReason};
use shared::shop::SlipStatus;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::concerns::{self, Concern};
use crate::error::Result;
use crate::page::Window;
use crate::people::doors;
use crate::planning::proposals::{self, Proposal};
use crate::rounds::brief::{self, RoundBrief};
use crate::sync::{self, FlaggedEvent};
use crate::table::column::{Key, Text};
use crate::table::{drop_task, line_outcome, plan, resident, round, visit_outcome, volunteer};
use crate::{App, Caller, rounds, settings, slips};
use missed::MissedTask;

/// The board of a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Board {
    /// The day.
    pub service_day: NaiveDate,
    /// Whether a plan of the day stands.
    pub planned: bool,
    /// Order lines and visits of the plan.
    pub tasks: usize,
    /// Those that a round has.
    pub in_rounds: usize,
    /// Those of which somebody reported what became of them.
    pub reported: usize,
    /// The rounds.
    pub rounds: Vec<BoardRound>,
    /// Rounds that wait for their volunteer's answer.
    pub rounds_without_answer: Vec<RoundId>,
    /// What no round has, and why.
    pub unserved: Vec<UnservedTask>,
    /// What came to a door and did not get behind it, or not whole: goods, and visits that did not take place.
    pub not_delivered: Vec<MissedTask>,
    /// Doors of ended rounds of which nobody reported anything.
    pub doors_without_outcome: Vec<SilentDoor>,
    /// What the shops were asked for.
    pub slips: Vec<BoardSlip>,
    /// Concerns of the day, and older ones that are open.
    pub concerns: Vec<Concern>,
    /// Changes of face that wait for a decision.
    pub proposals: Vec<Proposal>,
    /// Reported events to look at.
    pub flagged_events: Vec<FlaggedEvent>,
}

/// A round on the board.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardRound {
    /// The round.
    #[serde(flatten)]
    pub round: RoundBrief,
    /// Who walks it.
    pub volunteer_name: String,
    /// Who walks along; absent where nobody does.
    pub companion_name: Option<String>,
    /// Its order lines and visits.
    pub tasks: usize,
    /// Those of which somebody reported what became of them.
    pub reported: usize,
}

/// Something that no round has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct UnservedTask {
    /// Whose.
    pub resident_id: ResidentId,
    /// Their name.
    pub resident_name: String,
    /// Their door, in a neighbour's words.
    pub place: String,
    /// The order line; absent for a visit.
    pub order_line_id: Option<OrderLineId>,
    /// The visit; absent for goods.
    pub visit_id: Option<VisitId>,
    /// Why.
    pub reason: UnservedReason,
    /// Why, in French.
    pub words: String,
}

/// A door of which nobody reported anything.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SilentDoor {
    /// The door.
    pub drop_id: DropId,
    /// The round that had it.
    pub round_id: RoundId,
    /// Who was to walk it.
    pub volunteer_id: VolunteerId,
    /// Whose door.
    pub resident_name: String,
    /// The door, in a neighbour's words.
    pub place: String,
}

/// A slip on the board.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BoardSlip {
    /// The slip.
    pub id: SlipId,
    /// What people call the pick-up point.
    pub pickup_point: String,
    /// Whether the shop has said yes.
    pub status: SlipStatus,
    /// The shop has not answered although its hour has passed.
    pub red: bool,
}

/// The board of `day`.
pub async fn board(app: &App, caller: &Caller, day: NaiveDate) -> Result<Board> {
    let db = app.store.snapshot().await?;
    let association = caller.association;
    let today = settings::of(&db, association).await?.day_of(app.clock.now());
    let facts = Facts::gather(&db, caller, day).await?;
    let briefs = brief::tell(&db, caller, today, &facts.rounds).await?;
    let plans = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(association)))
        .filter(plan::Column::ServiceDay.eq(day));
    let planned = plans.one(&db).await?.is_some();
    let (concerns, proposals) =
        (concerns::on_board(&db, association, day).await?, proposals::open(&db, association).await?);
    let flagged_events = sync::flagged_on(&db, association, day).await?;
    let not_delivered = missed::of(&db, Key(association), day, &facts.residents).await?;
    drop(db);
    let answer = |row: &&round::Model| row.status.0 == RoundStatus::Published;
    Ok(Board {
        service_day: day,
        planned,
        tasks: facts.tasks.len(),
        in_rounds: facts.tasks.iter().filter(|task| task.round_id.is_some()).count(),
        reported: facts.tasks.iter().filter(|task| facts.reported.contains(&task.id)).count(),
        rounds: briefs.into_iter().map(|brief| facts.round(brief)).collect(),
        rounds_without_answer: facts.rounds.iter().filter(answer).map(|row| row.id.0).collect(),
        unserved: facts.tasks.iter().filter_map(|task| facts.unserved(task)).collect(),
        not_delivered,
        doors_without_outcome: facts.silent(app.clock.now()),
        slips: slips_of(app, caller, day).await?,
        concerns,
        proposals,
        flagged_events,
    })
}

async fn slips_of(app: &App, caller: &Caller, day: NaiveDate) -> Result<Vec<BoardSlip>> {
    // An association has a handful of shops; two hundred is one part of the list.
    let slips = slips::list(app, caller, Some(day), Window { limit: 200, after: None }).await?;
    let slip = |slip: slips::Slip| BoardSlip {
        id: slip.id,
        pickup_point: slip.pickup_point,
        status: slip.status,
        red: slip.red,
    };
    Ok(slips.items.into_iter().map(slip).collect())
}

/// The rows that the board is told from.
struct Facts {
    rounds: Vec<round::Model>,
    tasks: Vec<drop_task::Model>,
    reported: BTreeSet<Uuid>,
    walkers: BTreeMap<VolunteerId, String>,
    residents: BTreeMap<ResidentId, (String, String)>,
}

impl Facts {
    async fn gather(db: &impl ConnectionTrait, caller: &Caller, day: NaiveDate) -> Result<Self> {
        let association = Key(caller.association);
        let rounds = rounds::rounds_of(caller.association)
            .filter(round::Column::ServiceDay.eq(day))
            .filter(round::Column::Status.ne(Text(RoundStatus::Cancelled)))
            .filter(round::Column::Content.ne(Vec::<u8>::new()))
            .order_by_asc(round::Column::Id)
            .all(db)
            .await?;
        let tasks = drop_task::Entity::find()
            .filter(drop_task::Column::AssociationId.eq(association))
            .filter(drop_task::Column::ServiceDay.eq(day))
            .order_by_asc(drop_task::Column::Id)
            .all(db)
            .await?;
        let people = rounds.iter().flat_map(|row| std::iter::once(row.volunteer_id).chain(row.companion_id));
        let find = volunteer::Entity::find().filter(volunteer::Column::AssociationId.eq(association));
        let walkers = find.filter(volunteer::Column::Id.is_in(people)).all(db).await?.into_iter();
        Ok(Self {
            reported: reported(db, association, day).await?,
            residents: residents(db, association, &tasks).await?,
            walkers: walkers.map(|row| (row.id.0, format!("{} {}", row.given_name, row.family_name))).collect(),
            rounds,
            tasks,
        })
    }

    fn round(&self, round: RoundBrief) -> BoardRound {
        let tasks: Vec<_> = self.tasks.iter().filter(|task| task.round_id == Some(Key(round.id))).collect();
        BoardRound {
            volunteer_name: round.volunteer_id.and_then(|id| self.walkers.get(&id).cloned()).unwrap_or_default(),
            companion_name: round.companion_id.and_then(|id| self.walkers.get(&id).cloned()),
            tasks: tasks.len(),
            reported: tasks.iter().filter(|task| self.reported.contains(&task.id)).count(),
            round,
        }
    }

    fn unserved(&self, task: &drop_task::Model) -> Option<UnservedTask> {
        let reason = task.unserved_reason?.0;
        let (resident_name, place) = self.residents.get(&task.resident_id.0).cloned().unwrap_or_default();
        Some(UnservedTask {
            resident_id: task.resident_id.0,
            resident_name,
            place,
            order_line_id: task.order_line_id.map(|key| key.0),
            visit_id: task.visit_id.map(|key| key.0),
            reason,
            words: reason.in_french().to_owned(),
        })
    }

    /// Each door of an ended round once, if nothing at all was reported of it there.
    fn silent(&self, now: DateTime<Utc>) -> Vec<SilentDoor> {
        let mut doors = BTreeMap::<(RoundId, DropId), (&round::Model, &drop_task::Model, bool)>::new();
        // A round that nobody walked ends too: by the clock.
        let ended = |row: &&round::Model| match row.status.0 {
            RoundStatus::Finished => true,
            RoundStatus::Cancelled => false,
            _ => row.ends_at <= now,
        };
        for round in self.rounds.iter().filter(ended) {
            for task in self.tasks.iter().filter(|task| task.round_id == Some(round.id)) {
                let told = self.reported.contains(&task.id);
                let door = doors.entry((round.id.0, task.drop_id.0)).or_insert((round, task, told));
                door.2 |= told;
            }
        }
        let door = |(round, task, _): (&round::Model, &drop_task::Model, bool)| {
            let (resident_name, place) = self.residents.get(&task.resident_id.0).cloned().unwrap_or_default();
            SilentDoor {
                drop_id: task.drop_id.0,
                round_id: round.id.0,
                volunteer_id: round.volunteer_id.0,
                resident_name,
                place,
            }
        };
        doors.into_values().filter(|(.., told)| !told).map(door).collect()
    }
}

async fn reported(
    db: &impl ConnectionTrait,
    association: Key<shared::id::AssociationId>,
    day: NaiveDate,
) -> Result<BTreeSet<Uuid>> {
    let lines = line_outcome::Entity::find()
        .filter(line_outcome::Column::AssociationId.eq(association))
        .filter(line_outcome::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let visits = visit_outcome::Entity::find()
        .filter(visit_outcome::Column::AssociationId.eq(association))
        .filter(visit_outcome::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let lines = lines.iter().map(|row| row.order_line_id.0.uuid());
    Ok(lines.chain(visits.iter().map(|row| row.visit_id.0.uuid())).collect())
}

/// Name and place of everybody whom the day's tasks name.
async fn residents(
    db: &impl ConnectionTrait,
    association: Key<shared::id::AssociationId>,
    tasks: &[drop_task::Model],
) -> Result<BTreeMap<ResidentId, (String, String)>> {
    let rows = resident::Entity::find()
        .filter(resident::Column::AssociationId.eq(association))
        .filter(resident::Column::Id.is_in(tasks.iter().map(|task| task.resident_id)))
        .all(db)
        .await?;
    let homes = doors::of_rows(db, rows.iter()).await?;
    let told = rows.iter().map(|row| {
        let place = homes.get(&row.id.0).map(doors::Door::said).unwrap_or_default();
        (row.id.0, (format!("{} {}", row.given_name, row.family_name), place))
    });
    Ok(told.collect())
}
