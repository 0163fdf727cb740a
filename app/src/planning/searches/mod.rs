//! The search for a better plan while a coordinator looks on: asked for, watched, stopped, published. Nothing stands until they
//! publish it.

mod found;
mod run;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, SearchId};
use shared::round::SearchStatus;
use utoipa::ToSchema;

use self::found::Found;
use super::{PlanOut, gather, publish as publisher};
use crate::error::{Error, Result};
use crate::jobs::{self, Job};
use crate::once::{self, Claim};
use crate::page::{Slice, Window};
use crate::table::column::{Key, Text};
use crate::table::search;
use crate::{App, Caller, Once, Tx, audit, settings};

pub use found::Figures;
pub(crate) use run::run;

/// Nobody waits longer than this for a search: one that a crash cut off, or that no worker takes, counts as failed.
const LIFE: TimeDelta = TimeDelta::minutes(6);

/// A search for a better plan of a neighbourhood's day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Search {
    /// Its id.
    pub id: SearchId,
    /// Whose doors.
    pub neighbourhood_id: NeighbourhoodId,
    /// Which day.
    pub service_day: NaiveDate,
    /// Where it stands.
    pub status: SearchStatus,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When it was over.
    pub ended_at: Option<DateTime<Utc>>,
    /// How long it may take, in milliseconds.
    pub limit_ms: u64,
    /// The cost of the best plan over time, for a drawing: in units that compare within one search alone.
    pub curve: Vec<CurvePoint>,
    /// The rounds that stand, as they would be walked today; absent until it is over.
    pub before: Option<Figures>,
    /// The rounds that it found; absent until it is over.
    pub after: Option<Figures>,
    /// Whether what it found is better than what stands.
    pub better: bool,
    /// Households that somebody else would come to.
    pub moved: usize,
    /// Rounds that somebody has said yes to and would be asked about again.
    pub asked_again: usize,
}

/// A better plan, found during a search.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct CurvePoint {
    /// Milliseconds after the beginning.
    pub after_ms: u64,
    /// What the best plan cost then.
    pub cost: i64,
}

/// Asks for a search.
///
/// Refuses a day that has passed, one for which somebody can still order, and a second search of the same day and neighbourhood
/// beside one that is not over.
pub async fn begin(
    app: &App,
    caller: &Caller,
    request: &Once,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
) -> Result<Search> {
    let tx = app.write(caller.association).await?;
    // First of all, so that whoever lost the answer hears it again whatever has become of the day.
    let id = match once::claim::<SearchId>(&tx, caller, request).await? {
        Claim::Done(id) => return tell(app, find(tx.db(), caller.association, id).await?),
        Claim::New(id) => id,
    };
    super::orders_are_closed(app, caller.association, day).await?;
    gather::exists(tx.db(), caller.association, neighbourhood).await?;
    let open = [SearchStatus::Waiting, SearchStatus::Searching].map(Text);
    let beside = searches_of(caller.association)
        .filter(search::Column::NeighbourhoodId.eq(Key(neighbourhood)))
        .filter(search::Column::ServiceDay.eq(day))
        .filter(search::Column::Status.is_in(open))
        .filter(search::Column::AskedAt.gt(tx.now - LIFE));
    if beside.one(tx.db()).await?.is_some() {
        return Err(Refusal::SearchRunning.into());
    }
    let row = search::ActiveModel {
        id: Set(Key(id)),
        association_id: Set(Key(caller.association)),
        neighbourhood_id: Set(Key(neighbourhood)),
        service_day: Set(day),
        status: Set(Text(SearchStatus::Waiting)),
        stop_asked: Set(false),
        asked_by: Set(Key(caller.account)),
        asked_at: Set(tx.now),
        ended_at: Set(None),
        inputs: Set(Vec::new()),
        curve: Set(serde_json::json!([])),
        found: Set(None),
    };
    let row = row.insert(tx.db()).await?;
    jobs::enqueue(&tx, caller.association, &Job::SearchDay { search: id }, &format!("search:{id}")).await?;
    tx.commit().await?;
    app.bells.ring(jobs::Lane::Asked);
    tell(app, row)
}

/// The searches of a day.
pub async fn list(app: &App, caller: &Caller, day: NaiveDate, window: Window) -> Result<Slice<Search>> {
    let find = searches_of(caller.association)
        .filter(search::Column::ServiceDay.eq(day))
        .filter(search::Column::Id.gt(window.after()))
        .order_by_asc(search::Column::Id)
        .limit(window.fetch());
    let part = window.cut(find.all(app.store.reader()).await?, |row| row.id.0);
    let items = part.items.into_iter().map(|row| tell(app, row)).collect::<Result<_>>()?;
    Ok(Slice { items, next: part.next })
}

/// How a search gets on.
pub async fn read(app: &App, caller: &Caller, id: SearchId) -> Result<Search> {
    tell(app, find(app.store.reader(), caller.association, id).await?)
}

/// Ends a search with what it has. Asking twice, or after its end, changes nothing.
pub async fn stop(app: &App, caller: &Caller, id: SearchId) -> Result<Search> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    if row.stop_asked || !is_open(&row, tx.now) {
        return tell(app, row);
    }
    let mut change: search::ActiveModel = row.into();
    change.stop_asked = Set(true);
    let row = change.update(tx.db()).await?;
    tx.commit().await?;
    tell(app, row)
}

/// Makes what a search found the plan of its day. Publishing twice publishes once.
///
/// Refuses a search that has found nothing, as one does that was stopped at once, one that has found something worse, and one
/// whose day has changed since.
pub async fn publish(app: &App, caller: &Caller, id: SearchId) -> Result<PlanOut> {
    let tx = app.write(caller.association).await?;
    let row = find(tx.db(), caller.association, id).await?;
    let found = match (row.status.0, &row.found) {
        (SearchStatus::Found | SearchStatus::Published, Some(found)) => Found::read(found)?,
        _ => return Err(Refusal::SearchNothing.into()),
    };
    if found.is_worse() {
        return Err(Refusal::SearchNothing.into());
    }
    let settings = settings::of(tx.db(), caller.association).await?;
    if row.service_day < settings.day_of(tx.now) {
        return Err(Refusal::PlanPast.into());
    }
    let inputs = gather::again(tx.db(), caller.association, row.neighbourhood_id.0, row.service_day).await?;
    let standing = publisher::standing(tx.db(), &inputs).await?;
    if let Some(plan) = standing.clone().filter(|_| row.status.0 == SearchStatus::Published) {
        drop(tx);
        return super::tell(app, plan).await;
    }
    // What stands is not part of the fingerprint: a plan that was published meanwhile may be better than this one.
    let newer = standing.is_some_and(|plan| plan.published_at > row.asked_at);
    if newer || super::fingerprint(tx.db(), &inputs).await? != row.inputs {
        return Err(Refusal::SearchOvertaken.into());
    }
    let plan = publisher::publish(&tx, &settings, &inputs, row.inputs.clone(), &found.plan).await?;
    let mut change: search::ActiveModel = row.into();
    change.status = Set(Text(SearchStatus::Published));
    change.update(tx.db()).await?;
    audit::note(&tx, caller, "search.published", id, None).await?;
    tx.commit().await?;
    super::tell(app, plan).await
}

/// Forgets an association's searches of days that have passed.
pub(crate) async fn purge(tx: &Tx, association: AssociationId, today: NaiveDate) -> Result<()> {
    search::Entity::delete_many()
        .filter(search::Column::AssociationId.eq(Key(association)))
        .filter(search::Column::ServiceDay.lt(today))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn tell(app: &App, row: search::Model) -> Result<Search> {
    let over = !is_open(&row, app.clock.now());
    let status = if over && row.ended_at.is_none() { SearchStatus::Failed } else { row.status.0 };
    let found = row.found.as_ref().map(Found::read).transpose()?;
    let curve =
        serde_json::from_value(row.curve).map_err(|error| Error::Bug(format!("a curve without points: {error}")))?;
    Ok(Search {
        id: row.id.0,
        neighbourhood_id: row.neighbourhood_id.0,
        service_day: row.service_day,
        status,
        asked_at: row.asked_at,
        ended_at: row.ended_at,
        limit_ms: app.limits.board_ms,
        curve,
        before: found.as_ref().map(|found| found.before),
        after: found.as_ref().map(|found| found.after),
        better: found.as_ref().is_some_and(Found::is_better),
        moved: found.as_ref().map_or(0, |found| found.moved),
        asked_again: found.map_or(0, |found| found.asked_again),
    })
}

/// Whether somebody may still expect something of it.
fn is_open(row: &search::Model, now: DateTime<Utc>) -> bool {
    matches!(row.status.0, SearchStatus::Waiting | SearchStatus::Searching) && now < row.asked_at + LIFE
}

fn searches_of(association: AssociationId) -> sea_orm::Select<search::Entity> {
    search::Entity::find().filter(search::Column::AssociationId.eq(Key(association)))
}

async fn find(db: &impl ConnectionTrait, association: AssociationId, id: SearchId) -> Result<search::Model> {
    let row = searches_of(association).filter(search::Column::Id.eq(Key(id))).one(db).await?;
    row.ok_or_else(|| Refusal::SearchNotFound.into())
}
