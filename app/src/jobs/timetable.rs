//! What is due by the clock. Every instance may look, as often as it likes: what is due follows from what stands in the
//! tables, never from a tick that must not be missed, and the queue's keys let each thing in once.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::AssociationId;

use super::{Job, queue};
use crate::error::Result;
use crate::keys::hex;
use crate::settings::{self, Settings};
use crate::shops::catalogue::HORIZON_DAYS;
use crate::table::column::Key;
use crate::table::{association, neighbourhood, plan};
use crate::{App, planning, slips};

/// Queues what is due in every association, and forgets old rows of the queue. An association that fails holds up no
/// other; the first failure is answered in the end.
pub async fn tick(app: &App) -> Result<()> {
    let rows = association::Entity::find().order_by_asc(association::Column::Id).all(app.store.reader()).await?;
    let mut outcome = Ok(());
    for row in rows {
        outcome = outcome.and(enqueue_due(app, &row).await);
    }
    outcome.and(queue::purge(app).await).and(planning::searches::purge(app).await)
}

async fn enqueue_due(app: &App, row: &association::Model) -> Result<()> {
    let due = due(app, row).await?;
    if due.is_empty() {
        return Ok(());
    }
    let tx = app.write(row.id.0).await?;
    for (job, dedup) in &due {
        queue::enqueue(&tx, row.id.0, job, dedup).await?;
    }
    tx.commit().await
}

async fn due(app: &App, row: &association::Model) -> Result<Vec<(Job, String)>> {
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
        due.extend(to_plan(db, id, day).await?);
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

/// The planning of each neighbourhood whose `day` has no plan, or a plan that was made for something else than what
/// stands now. Verbs that know of plans queue them at once; this finds what the others changed.
async fn to_plan(db: &impl ConnectionTrait, association: AssociationId, day: NaiveDate) -> Result<Vec<(Job, String)>> {
    let all = neighbourhood::Entity::find()
        .filter(neighbourhood::Column::AssociationId.eq(Key(association)))
        .order_by_asc(neighbourhood::Column::Id)
        .all(db)
        .await?;
    let plans = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(association)))
        .filter(plan::Column::ServiceDay.eq(day))
        .all(db)
        .await?;
    let mut due = Vec::new();
    for row in all {
        let neighbourhood = row.id.0;
        let dedup = match plans.iter().find(|plan| plan.neighbourhood_id == row.id) {
            None => format!("plan:{neighbourhood}:{day}"),
            Some(plan) => match planning::overtaken(db, plan).await? {
                None => continue,
                Some(by) => format!("plan:{neighbourhood}:{day}:{}", hex(&by)),
            },
        };
        due.push((Job::PlanDay { neighbourhood, day }, dedup));
    }
    Ok(due)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
