//! The entries of the timetable that are work for the queue. They are read for outside any transaction, and written, with
//! their marks, in one for all of an association: jobs wait in the order of the table.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, NeighbourhoodId};

use super::entries::{Entry, NIGHT_PLAN, What, When, Work, after};
use super::marks::{self, Marks};
use super::plans;
use crate::error::Result;
use crate::jobs::{Job, Lane, queue};
use crate::shops::catalogue::HORIZON_DAYS;
use crate::table::column::Key;
use crate::table::{association, neighbourhood};
use crate::{App, planning, slips};

/// Jobs with the keys under which they wait once.
pub(super) type Jobs = Vec<(Job, String)>;

/// What an entry asks for.
struct Due {
    entry: &'static Entry,
    day: NaiveDate,
    jobs: Jobs,
}

impl Due {
    /// Whether there is anything to write: a job, or the mark of one that is done once a day.
    fn writes(&self) -> bool {
        !self.jobs.is_empty() || matches!(self.entry.when, When::Daily { .. })
    }
}

/// Queues what the entries that are `due` ask for.
pub(super) async fn enqueue(
    app: &App,
    row: &association::Model,
    due: &[(&'static Entry, NaiveDate)],
    marks: &Marks,
) -> Result<()> {
    let mut asked = Vec::new();
    for (entry, day) in due {
        let What::Queue(work) = entry.what else { continue };
        let jobs = jobs(app, row, work, *day, marks).await?;
        let jobs = queue::not_waiting(app.store.reader(), jobs).await?;
        asked.extend(Some(Due { entry, day: *day, jobs }).filter(Due::writes));
    }
    if asked.is_empty() {
        return Ok(());
    }
    let tx = app.write(row.id.0).await?;
    for due in &asked {
        let daily = matches!(due.entry.when, When::Daily { .. });
        if daily && !marks::set(&tx, row.id.0, due.entry.name, due.day).await? {
            continue;
        }
        for (job, dedup) in &due.jobs {
            queue::enqueue(&tx, row.id.0, job, dedup).await?;
        }
    }
    tx.commit().await?;
    if asked.iter().any(|due| !due.jobs.is_empty()) {
        app.bells.ring(Lane::Inside);
    }
    Ok(())
}

async fn jobs(app: &App, row: &association::Model, work: Work, day: NaiveDate, marks: &Marks) -> Result<Jobs> {
    let (db, now, id) = (app.store.reader(), app.clock.now(), row.id.0);
    let one =
        |wanted: bool, job: Job, name: &str| if wanted { vec![(job, format!("{name}:{id}"))] } else { Vec::new() };
    Ok(match work {
        Work::LayStandingOrders => {
            let horizon = day.checked_add_days(Days::new(HORIZON_DAYS)).unwrap_or(day);
            one(row.laid_until.is_none_or(|laid| laid < horizon), Job::LayStandingOrders, "lay")
        }
        Work::FreezeSlips => one(slips::is_due(db, id, now).await?, Job::FreezeSlips, "freeze"),
        Work::MeasureWalks => one(planning::walks::are_overtaken(app, id).await?, Job::MeasureWalks, "walks"),
        Work::PlanTomorrow => unplanned(db, id, after(day)).await?,
        Work::PlanLate => {
            let mut late = unplanned(db, id, day).await?;
            if marks.has(NIGHT_PLAN, day) {
                late.extend(unplanned(db, id, after(day)).await?);
            }
            late
        }
    })
}

/// The planning of the neighbourhoods that have no plan of `day`.
async fn unplanned(db: &impl ConnectionTrait, id: AssociationId, day: NaiveDate) -> Result<Jobs> {
    let planned =
        plans::of(db, id, day).await?.into_iter().map(|plan| plan.neighbourhood_id.0).collect::<BTreeSet<_>>();
    let all = neighbourhoods(db, id).await?.into_iter().filter(|id| !planned.contains(id));
    Ok(all.map(|id| (Job::PlanDay { neighbourhood: id, day }, format!("plan:{id}:{day}"))).collect())
}

async fn neighbourhoods(db: &impl ConnectionTrait, association: AssociationId) -> Result<Vec<NeighbourhoodId>> {
    let rows = neighbourhood::Entity::find()
        .filter(neighbourhood::Column::AssociationId.eq(Key(association)))
        .order_by_asc(neighbourhood::Column::Id);
    Ok(rows.all(db).await?.into_iter().map(|row| row.id.0).collect())
}
