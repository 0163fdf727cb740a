//! What is due by the clock. Every instance may look, as often as it likes: what is due follows from what stands in the
//! tables, never from a tick that must not be missed, and the queue's keys let each thing in once.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::id::{AssociationId, NeighbourhoodId};
use shared::order::OrderStatus;

use super::{Job, queue};
use crate::error::Result;
use crate::settings::{self, Settings};
use crate::table::column::{Key, Text};
use crate::table::{association, drop_task, neighbourhood, order, order_line, plan};
use crate::{App, slips};

/// How far ahead usual orders are laid out, in days.
pub const HORIZON_DAYS: u64 = 28;

/// Queues what is due in every association, and forgets old rows of the queue.
pub async fn tick(app: &App) -> Result<()> {
    let now = app.clock.now();
    let rows = association::Entity::find().order_by_asc(association::Column::Id).all(app.store.reader()).await?;
    for row in rows {
        let due = due(app.store.reader(), &row, now).await?;
        if due.is_empty() {
            continue;
        }
        let tx = app.write(row.id.0).await?;
        for (job, dedup) in &due {
            queue::enqueue(&tx, row.id.0, job, dedup).await?;
        }
        tx.commit().await?;
    }
    queue::purge(app).await
}

async fn due(db: &impl ConnectionTrait, row: &association::Model, now: DateTime<Utc>) -> Result<Vec<(Job, String)>> {
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
    for day in days_to_plan(&settings, now) {
        for neighbourhood in to_plan(db, id, day).await? {
            due.push((Job::PlanDay { neighbourhood, day }, format!("plan:{neighbourhood}:{day}")));
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

/// The neighbourhoods whose `day` has no plan, or a plan that knows nothing of an order which was placed since.
async fn to_plan(
    db: &impl ConnectionTrait,
    association: AssociationId,
    day: NaiveDate,
) -> Result<Vec<NeighbourhoodId>> {
    let all = neighbourhood::Entity::find()
        .filter(neighbourhood::Column::AssociationId.eq(Key(association)))
        .order_by_asc(neighbourhood::Column::Id)
        .all(db)
        .await?;
    let planned: Vec<_> = plan::Entity::find()
        .filter(plan::Column::AssociationId.eq(Key(association)))
        .filter(plan::Column::ServiceDay.eq(day))
        .all(db)
        .await?
        .into_iter()
        .map(|plan| plan.neighbourhood_id)
        .collect();
    // Which neighbourhood the forgotten order belongs to is for the planner to find out: planning once too often changes nothing.
    let forgotten = !planned.is_empty() && has_forgotten_orders(db, association, day).await?;
    Ok(all.into_iter().filter(|row| forgotten || !planned.contains(&row.id)).map(|row| row.id.0).collect())
}

async fn has_forgotten_orders(db: &impl ConnectionTrait, association: AssociationId, day: NaiveDate) -> Result<bool> {
    let task = Query::select()
        .expr(Expr::val(1))
        .from(drop_task::Entity)
        .and_where(
            Expr::col((drop_task::Entity, drop_task::Column::OrderLineId))
                .equals((order_line::Entity, order_line::Column::Id)),
        )
        .to_owned();
    let line = Query::select()
        .column((order_line::Entity, order_line::Column::Id))
        .from(order_line::Entity)
        .inner_join(
            order::Entity,
            Expr::col((order::Entity, order::Column::Id)).equals((order_line::Entity, order_line::Column::OrderId)),
        )
        .and_where(order::Column::AssociationId.eq(Key(association)))
        .and_where(order::Column::ServiceDay.eq(day))
        .and_where(order::Column::Status.eq(Text(OrderStatus::Placed)))
        .and_where(order_line::Column::Quantity.gt(0))
        .and_where(Expr::exists(task).not())
        .limit(1)
        .to_owned();
    Ok(db.query_one(&line).await?.is_some())
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
