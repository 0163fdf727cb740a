//! What is due by the clock. Every instance may look, as often as it likes: what is due follows from what stands in the
//! tables, never from a tick that must not be missed, and the queue's keys let each thing in once.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, NeighbourhoodId};

use super::{Job, queue};
use crate::error::Result;
use crate::keys::hex;
use crate::settings::{self, Settings};
use crate::shops::catalogue::HORIZON_DAYS;
use crate::table::column::Key;
use crate::table::{association, neighbourhood, plan};
use crate::{App, notices, planning, slips};

/// One look at everything: [`hours`], then [`changes`].
pub async fn tick(app: &App) -> Result<()> {
    let hours = hours(app).await;
    hours.and(changes(app).await)
}

/// Queues what the clock asks for in every association, and forgets old rows of the queue. An association that fails holds up
/// no other; the first failure is answered in the end.
pub async fn hours(app: &App) -> Result<()> {
    let mut outcome = Ok(());
    for row in associations(app).await? {
        let due = by_the_clock(app, &row).await;
        outcome = outcome.and(enqueue(app, &row, due).await);
    }
    outcome.and(queue::purge(app).await).and(planning::searches::purge(app).await).and(notices::purge(app).await)
}

/// Queues the planning of days that were planned for something else than what stands now. This reads as much as planning does,
/// so it is a look of its own: in a large network the planning hour does not wait for it.
pub async fn changes(app: &App) -> Result<()> {
    let mut outcome = Ok(());
    for row in associations(app).await? {
        let due = overtaken(app, &row).await;
        outcome = outcome.and(enqueue(app, &row, due).await);
    }
    outcome
}

async fn associations(app: &App) -> Result<Vec<association::Model>> {
    Ok(association::Entity::find().order_by_asc(association::Column::Id).all(app.store.reader()).await?)
}

type Due = Vec<(Job, String)>;

async fn enqueue(app: &App, row: &association::Model, due: Result<Due>) -> Result<()> {
    let due = due?;
    if due.is_empty() {
        return Ok(());
    }
    let tx = app.write(row.id.0).await?;
    for (job, dedup) in &due {
        queue::enqueue(&tx, row.id.0, job, dedup).await?;
    }
    tx.commit().await
}

async fn by_the_clock(app: &App, row: &association::Model) -> Result<Due> {
    let (db, now) = (app.store.reader(), app.clock.now());
    let settings = settings::read(row)?;
    let (id, today) = (row.id.0, settings.day_of(now));
    let mut due = Vec::new();
    let horizon = later(today, HORIZON_DAYS);
    if row.laid_until.is_none_or(|laid| laid < horizon) {
        due.push((Job::LayStandingOrders, format!("lay:{id}")));
    }
    if slips::is_due(db, id, now).await? {
        due.push((Job::FreezeSlips, format!("freeze:{id}")));
    }
    // Before the days, so that who works alone plans them with what was measured.
    if planning::walks::are_overtaken(app, id).await? {
        due.push((Job::MeasureWalks, format!("walks:{id}")));
    }
    for day in days_to_plan(&settings, now) {
        let planned: BTreeSet<_> = plans(db, id, day).await?.into_iter().map(|plan| plan.neighbourhood_id.0).collect();
        let unplanned = neighbourhoods(db, id).await?.into_iter().filter(|id| !planned.contains(id));
        due.extend(unplanned.map(|id| (Job::PlanDay { neighbourhood: id, day }, format!("plan:{id}:{day}"))));
    }
    Ok(due)
}

/// The days that were planned and of which something has changed. Verbs that know of plans queue them at once; this finds what
/// the others changed.
async fn overtaken(app: &App, row: &association::Model) -> Result<Due> {
    let (db, settings) = (app.store.reader(), settings::read(row)?);
    let mut due = Vec::new();
    for day in days_to_plan(&settings, app.clock.now()) {
        for plan in plans(db, row.id.0, day).await? {
            let neighbourhood = plan.neighbourhood_id.0;
            if let Some(by) = planning::overtaken(db, &plan).await? {
                due.push((Job::PlanDay { neighbourhood, day }, format!("plan:{neighbourhood}:{day}:{}", hex(&by))));
            }
        }
    }
    Ok(due)
}

/// Today, and tomorrow once the planning hour of this evening has come.
fn days_to_plan(settings: &Settings, now: DateTime<Utc>) -> Vec<NaiveDate> {
    let today = settings.day_of(now);
    let tonight = settings.instant(today, i32::from(settings.parameters.plan_at_min));
    let mut days = vec![today];
    if tonight <= now {
        days.push(later(today, 1));
    }
    days
}

async fn neighbourhoods(db: &impl ConnectionTrait, association: AssociationId) -> Result<Vec<NeighbourhoodId>> {
    let rows = neighbourhood::Entity::find()
        .filter(neighbourhood::Column::AssociationId.eq(Key(association)))
        .order_by_asc(neighbourhood::Column::Id);
    Ok(rows.all(db).await?.into_iter().map(|row| row.id.0).collect())
}

/// The plans that stand, in the order of their neighbourhoods.
async fn plans(db: &impl ConnectionTrait, association: AssociationId, day: NaiveDate) -> Result<Vec<plan::Model>> {
    let rows = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(association)))
        .filter(plan::Column::ServiceDay.eq(day))
        .order_by_asc(plan::Column::NeighbourhoodId);
    Ok(rows.all(db).await?)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
