//! The rows of the queue: written with the change that wants them, claimed in one short statement outside any
//! transaction, finished or put back.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, LockBehavior, LockType, OnConflict, Order, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
};
use shared::id::{AssociationId, JobId};

use super::{Job, Lane};
use crate::error::{Error, Result};
use crate::table::column::Key;
use crate::table::{job, plan};
use crate::{App, Tx, settings};

/// How long a worker holds a job; whoever dies gives it back when this has passed.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// How long done rows are kept, for whoever asks what happened.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The longest wait between two attempts is 2^6 minutes: a night's work that fails for an hour must still be done by
/// morning once the fault is mended.
const LONGEST_BACKOFF: u32 = 6;

/// A job that this worker holds.
pub(super) struct Claimed {
    pub id: JobId,
    pub association: AssociationId,
    pub job: Job,
    pub attempts: i32,
    /// Until when it is this worker's.
    until: Option<DateTime<Utc>>,
}

/// Queues a job: an equal one (same `dedup`) that waits is left alone, one that is done begins anew. Doing it once too
/// often changes nothing; not doing it would.
pub(crate) async fn enqueue(tx: &Tx, association: AssociationId, job: &Job, dedup: &str) -> Result<()> {
    let anew = OnConflict::column(job::Column::Dedup)
        .update_columns([job::Column::Payload, job::Column::RunAt, job::Column::LeaseUntil])
        .update_columns([job::Column::Attempts, job::Column::LastError, job::Column::DoneAt])
        .action_and_where(Expr::col((job::Entity, job::Column::DoneAt)).is_not_null())
        .to_owned();
    let row = job::ActiveModel {
        id: Set(Key(tx.id())),
        kind: Set(job.kind().to_owned()),
        dedup: Set(dedup.to_owned()),
        association_id: Set(Some(Key(association))),
        payload: Set(serde_json::to_value(job).map_err(|error| Error::Bug(error.to_string()))?),
        run_at: Set(tx.now),
        lease_until: Set(None),
        attempts: Set(0),
        last_error: Set(None),
        done_at: Set(None),
    };
    job::Entity::insert(row).on_conflict(anew).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Queues the planning of every neighbourhood whose `day` is planned already; `cause` names what changed, so that one
/// cause waits once. A cause that was dealt with and comes again is dealt with again.
pub(crate) async fn enqueue_replan(tx: &Tx, association: AssociationId, day: NaiveDate, cause: &str) -> Result<()> {
    replan(tx, association, plan::Column::ServiceDay.eq(day), cause).await
}

/// Queues the planning of every day from `today` on that is planned already: something changed that is not of one day,
/// such as a lift or a volunteer's limits.
pub(crate) async fn replan_ahead(tx: &Tx, association: AssociationId) -> Result<()> {
    let today = settings::of(tx.db(), association).await?.day_of(tx.now);
    let cause = format!("changed:{}", tx.now.timestamp_micros());
    replan(tx, association, plan::Column::ServiceDay.gte(today), &cause).await
}

async fn replan(tx: &Tx, association: AssociationId, days: Expr, cause: &str) -> Result<()> {
    let plans = plan::Entity::find().filter(plan::Column::AssociationId.eq(Key(association))).filter(days);
    for plan in plans.all(tx.db()).await? {
        let (neighbourhood, day) = (plan.neighbourhood_id.0, plan.service_day);
        let dedup = format!("plan:{neighbourhood}:{day}:{cause}");
        enqueue(tx, association, &Job::PlanDay { neighbourhood, day }, &dedup).await?;
    }
    Ok(())
}

/// How many jobs are due and undone.
pub async fn pending(app: &App) -> Result<u64> {
    let due = job::Entity::find().filter(job::Column::DoneAt.is_null()).filter(job::Column::RunAt.lte(app.clock.now()));
    Ok(due.count(app.store.reader()).await?)
}

/// Takes the longest-due job of a lane for this worker. One statement: two workers never get the same row. On PostgreSQL two
/// that look at the same instant may get two rows of one association, and one of them works in vain; nothing else comes of it.
pub(super) async fn claim(app: &App, lane: Lane) -> Result<Option<Claimed>> {
    let now = app.clock.now();
    // A reader's look first, so that an idle worker never asks for the writer.
    let due = due(lane, now);
    if job::Entity::find().filter(due.clone()).count(app.store.reader()).await? == 0 {
        return Ok(None);
    }
    let first = Query::select()
        .column(job::Column::Id)
        .from(job::Entity)
        .cond_where(due)
        .order_by(job::Column::RunAt, Order::Asc)
        .order_by(job::Column::Id, Order::Asc)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let lease = Query::update()
        .table(job::Entity)
        .value(job::Column::LeaseUntil, now + LEASE)
        .value(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .and_where(Expr::col(job::Column::Id).in_subquery(first))
        .returning_all()
        .to_owned();
    let Some(row) = app.store.bare().query_one(&lease).await? else { return Ok(None) };
    let row = job::Model::from_query_result(&row, "")?;
    let id = row.id;
    match read(row) {
        Ok(claimed) => Ok(Some(claimed)),
        Err(error) => {
            set_aside(app, id, &error).await?;
            Err(error)
        }
    }
}

/// What this release cannot read waits for one that can, and holds up no other job of its association.
async fn set_aside(app: &App, id: Key<JobId>, error: &Error) -> Result<()> {
    let aside = job::Entity::update_many()
        .col_expr(job::Column::RunAt, Expr::value(app.clock.now() + TimeDelta::minutes(1 << LONGEST_BACKOFF)))
        .col_expr(job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(job::Column::LastError, Expr::value(error.to_string()))
        .filter(job::Column::Id.eq(id));
    aside.exec(app.store.bare()).await?;
    Ok(())
}

/// Due, undone, held by nobody, and of an association of which nobody holds a job of this lane.
fn due(lane: Lane, now: DateTime<Utc>) -> Condition {
    let of_lane = || job::Column::Kind.is_in(lane.kinds().iter().copied());
    let free = Condition::any().add(job::Column::LeaseUntil.is_null()).add(job::Column::LeaseUntil.lt(now));
    let busy = Query::select()
        .column(job::Column::AssociationId)
        .from(job::Entity)
        .and_where(job::Column::DoneAt.is_null())
        .and_where(job::Column::LeaseUntil.gte(now))
        .and_where(job::Column::AssociationId.is_not_null())
        .and_where(of_lane())
        .to_owned();
    Condition::all()
        .add(job::Column::DoneAt.is_null())
        .add(job::Column::RunAt.lte(now))
        .add(of_lane())
        .add(free)
        .add(job::Column::AssociationId.not_in_subquery(busy))
}

fn read(row: job::Model) -> Result<Claimed> {
    let bug = |what: &str| Error::Bug(format!("{} {what}", row.id.0));
    Ok(Claimed {
        id: row.id.0,
        association: row.association_id.ok_or_else(|| bug("has no association"))?.0,
        job: serde_json::from_value(row.payload.clone()).map_err(|_| bug("has a payload that cannot be read"))?,
        attempts: row.attempts,
        until: row.lease_until,
    })
}

/// Marks a job as done.
pub(super) async fn finish(app: &App, claimed: &Claimed) -> Result<()> {
    let done =
        [(job::Column::DoneAt, Expr::value(app.clock.now())), (job::Column::LastError, Expr::value(None::<String>))];
    settle(app, claimed, done).await
}

/// Gives back a job that was cut off, as if it had not been begun.
pub(super) async fn give_back(app: &App, claimed: &Claimed) -> Result<()> {
    let back = [
        (job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>)),
        (job::Column::Attempts, Expr::value(claimed.attempts - 1)),
    ];
    settle(app, claimed, back).await
}

/// Puts a job back for later: 2, 4, 8… minutes. Nothing is given up; what keeps failing keeps being logged.
pub(super) async fn put_back(app: &App, claimed: &Claimed, error: &Error) -> Result<()> {
    let exponent = std::cmp::min(u32::try_from(claimed.attempts).unwrap_or(LONGEST_BACKOFF), LONGEST_BACKOFF);
    let later = app.clock.now() + TimeDelta::minutes(1 << exponent);
    let back = [
        (job::Column::RunAt, Expr::value(later)),
        (job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>)),
        (job::Column::LastError, Expr::value(error.to_string())),
    ];
    settle(app, claimed, back).await
}

/// Writes what became of a job, unless its lease ran out and another worker has it, or has done it.
async fn settle(app: &App, claimed: &Claimed, values: impl IntoIterator<Item = (job::Column, Expr)>) -> Result<()> {
    let mut update = job::Entity::update_many();
    for (column, value) in values {
        update = update.col_expr(column, value);
    }
    let held = update
        .filter(job::Column::Id.eq(Key(claimed.id)))
        .filter(job::Column::LeaseUntil.eq(claimed.until))
        .filter(job::Column::Attempts.eq(claimed.attempts))
        .filter(job::Column::DoneAt.is_null());
    if held.exec(app.store.bare()).await?.rows_affected == 0 {
        tracing::warn!(job = %claimed.id, "a job took longer than its lease");
    }
    Ok(())
}

/// Gives back what somebody held who works no more. Only for who has the database alone, and has just begun: whoever looks on at
/// a search, and the night's plan, do not wait for the lease of a process that died.
pub async fn release(app: &App) -> Result<()> {
    let held = job::Entity::update_many()
        .col_expr(job::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(job::Column::DoneAt.is_null())
        .filter(job::Column::LeaseUntil.is_not_null());
    held.exec(app.store.bare()).await?;
    Ok(())
}

/// Those of `jobs` whose equal does not wait already; a read, so that who has nothing new to queue asks for no writer.
pub(super) async fn not_waiting(db: &impl ConnectionTrait, jobs: Vec<(Job, String)>) -> Result<Vec<(Job, String)>> {
    if jobs.is_empty() {
        return Ok(jobs);
    }
    let waiting = job::Entity::find()
        .filter(job::Column::Dedup.is_in(jobs.iter().map(|(_, dedup)| dedup.as_str())))
        .filter(job::Column::DoneAt.is_null());
    let waiting: HashSet<_> = waiting.all(db).await?.into_iter().map(|row| row.dedup).collect();
    Ok(jobs.into_iter().filter(|(_, dedup)| !waiting.contains(dedup)).collect())
}

/// Forgets what an association had done long ago.
pub(super) async fn purge(tx: &Tx, association: AssociationId) -> Result<()> {
    job::Entity::delete_many()
        .filter(job::Column::AssociationId.eq(Key(association)))
        .filter(job::Column::DoneAt.lt(tx.now - KEPT))
        .exec(tx.db())
        .await?;
    Ok(())
}
