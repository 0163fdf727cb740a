//! The notices that are due: claimed a handful at a time with a lease, in one statement outside any transaction, settled one
//! by one. Of one reader one is brought at a time, the eldest first, so that nobody hears of a change before the thing.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, LockBehavior, LockType, Order, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait,
    QueryFilter, Select,
};
use shared::Word;
use shared::id::{AssociationId, DispatchId};
use shared::notice::{NoticeChannel, NoticeState, Outcome};

use crate::error::Result;
use crate::table::column::{Key, Text};
use crate::table::{dispatch, notice};
use crate::{App, Tx};

/// How long a worker holds a notice: longer than a carrier may take for every device of a person.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// How long a notice is kept, for the rates of a quarter.
const KEPT: TimeDelta = TimeDelta::days(100);

/// How many are due.
pub async fn pending(app: &App) -> Result<u64> {
    Ok(waiting(app.clock.now()).count(app.store.reader()).await?)
}

fn waiting(now: DateTime<Utc>) -> Select<notice::Entity> {
    notice::Entity::find().filter(notice::Column::NextAt.lte(now))
}

/// Gives back what somebody held who works no more. Only for who has the database alone, and has just begun.
pub async fn release(app: &App) -> Result<()> {
    let held = notice::Entity::update_many()
        .col_expr(notice::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(notice::Column::NextAt.is_not_null())
        .filter(notice::Column::LeaseUntil.is_not_null());
    held.exec(app.store.bare()).await?;
    Ok(())
}

/// Forgets what an association told long ago. What was tried goes first, for it names its notice.
pub(super) async fn purge(tx: &Tx, association: AssociationId) -> Result<()> {
    let old = notice::Column::AssociationId.eq(Key(association)).and(notice::Column::CreatedAt.lt(tx.now - KEPT));
    let of_old = Query::select().column(notice::Column::Id).from(notice::Entity).and_where(old.clone()).to_owned();
    dispatch::Entity::delete_many().filter(dispatch::Column::NoticeId.in_subquery(of_old)).exec(tx.db()).await?;
    notice::Entity::delete_many().filter(old).exec(tx.db()).await?;
    Ok(())
}

/// Takes up to `limit` notices for this worker. Two workers never get the same one.
pub(super) async fn claim(app: &App, limit: usize) -> Result<Vec<notice::Model>> {
    let now = app.clock.now();
    // A reader's look first, so that an idle worker never asks for the writer. It does not count: a backlog would be counted for
    // each of its notices.
    if waiting(now).one(app.store.reader()).await?.is_none() {
        return Ok(Vec::new());
    }
    let first = Query::select()
        .column((notice::Entity, notice::Column::Id))
        .from(notice::Entity)
        .cond_where(due(now))
        .order_by((notice::Entity, notice::Column::NextAt), Order::Asc)
        .order_by((notice::Entity, notice::Column::Id), Order::Asc)
        .limit(limit as u64)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .to_owned();
    let lease = Query::update()
        .table(notice::Entity)
        .value(notice::Column::LeaseUntil, now + LEASE)
        .value(notice::Column::Attempts, Expr::col(notice::Column::Attempts).add(1))
        .and_where(Expr::col(notice::Column::Id).in_subquery(first))
        .returning_all()
        .to_owned();
    let rows = app.store.bare().query_all(&lease).await?;
    Ok(rows.iter().map(|row| notice::Model::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// Due, held by nobody, and the eldest of those of its reader that are due and were brought by no channel yet.
fn due(now: DateTime<Utc>) -> Condition {
    let elder = Alias::new("elder");
    let own = |column: notice::Column| Expr::col((notice::Entity, column));
    let its = |column: notice::Column| Expr::col((elder.clone(), column));
    let elders = Query::select()
        .expr(Expr::val(1))
        .from_as(notice::Entity, elder.clone())
        .and_where(its(notice::Column::AccountId).equals((notice::Entity, notice::Column::AccountId)))
        .and_where(its(notice::Column::NextAt).lte(now))
        .and_where(its(notice::Column::State).eq(NoticeState::Waiting.as_str()))
        .and_where(its(notice::Column::Id).lt(own(notice::Column::Id)))
        .to_owned();
    Condition::all()
        .add(own(notice::Column::NextAt).lte(now))
        .add(
            Condition::any()
                .add(own(notice::Column::LeaseUntil).is_null())
                .add(own(notice::Column::LeaseUntil).lt(now)),
        )
        .add(Expr::exists(elders).not())
}

/// What is to be written about a notice that was looked at.
pub(super) struct Settled {
    pub state: NoticeState,
    /// When to look again.
    pub next_at: Option<DateTime<Utc>>,
    /// What was tried.
    pub tried: Option<(NoticeChannel, Outcome, Option<String>)>,
}

/// Writes what came of a notice, unless somebody else has it by now or it was withdrawn or seen meanwhile; what was tried is
/// kept in any case.
pub(super) async fn settle(app: &App, claimed: &notice::Model, settled: Settled) -> Result<()> {
    let tx = app.write(claimed.association_id.0).await?;
    let attempts = if settled.tried.as_ref().is_some_and(|(_, outcome, _)| *outcome == Outcome::Postponed) {
        claimed.attempts
    } else {
        0
    };
    notice::Entity::update_many()
        .col_expr(notice::Column::State, Expr::value(settled.state.as_str()))
        .col_expr(notice::Column::NextAt, Expr::value(settled.next_at))
        .col_expr(notice::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(notice::Column::Attempts, Expr::value(attempts))
        .filter(notice::Column::Id.eq(claimed.id))
        .filter(notice::Column::LeaseUntil.eq(claimed.lease_until))
        .filter(notice::Column::State.eq(claimed.state))
        .exec(tx.db())
        .await?;
    if let Some((channel, outcome, detail)) = settled.tried {
        let row = dispatch::ActiveModel {
            id: Set(Key(tx.id::<DispatchId>())),
            association_id: Set(claimed.association_id),
            notice_id: Set(claimed.id),
            channel: Set(Text(channel)),
            outcome: Set(Text(outcome)),
            detail: Set(detail),
            at: Set(tx.now),
            delivered_at: Set(None),
        };
        row.insert(tx.db()).await?;
    }
    tx.commit().await
}
