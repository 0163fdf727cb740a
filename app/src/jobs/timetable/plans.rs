//! The plans that stand, and those that what has changed since has overtaken. Verbs that know of plans queue them at once;
//! this finds what the others changed.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::AssociationId;

use super::entries::after;
use super::queued::Jobs;
use crate::error::Result;
use crate::jobs::{Job, queue};
use crate::keys::hex;
use crate::table::column::Key;
use crate::table::{association, plan};
use crate::{App, planning, settings};

/// Queues the planning of the coming days of an association that were planned for something else than what stands now.
pub(super) async fn replan(app: &App, row: &association::Model) -> Result<()> {
    let jobs = queue::not_waiting(app.store.reader(), overtaken(app, row).await?).await?;
    if jobs.is_empty() {
        return Ok(());
    }
    let tx = app.write(row.id.0).await?;
    for (job, dedup) in &jobs {
        queue::enqueue(&tx, row.id.0, job, dedup).await?;
    }
    tx.commit().await
}

/// Of today, and of tomorrow once the planning hour of this evening has come.
async fn overtaken(app: &App, row: &association::Model) -> Result<Jobs> {
    let (db, now, settings) = (app.store.reader(), app.clock.now(), settings::read(row)?);
    let today = settings.day_of(now);
    let tonight = settings.instant(today, i32::from(settings.parameters.plan_at_min));
    let mut jobs = Vec::new();
    for day in [Some(today), (tonight <= now).then_some(after(today))].into_iter().flatten() {
        for plan in of(db, row.id.0, day).await? {
            let neighbourhood = plan.neighbourhood_id.0;
            if let Some(by) = planning::overtaken(db, &plan).await? {
                jobs.push((Job::PlanDay { neighbourhood, day }, format!("plan:{neighbourhood}:{day}:{}", hex(&by))));
            }
        }
    }
    Ok(jobs)
}

/// The plans of a day, in the order of their neighbourhoods.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<plan::Model>> {
    let rows = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(association)))
        .filter(plan::Column::ServiceDay.eq(day))
        .order_by_asc(plan::Column::NeighbourhoodId);
    Ok(rows.all(db).await?)
}
