//! From a day's orders and visits to rounds: gather, translate, solve, check, publish.
//!
//! A plan never comes from old inputs: what it was made from is gathered again inside the transaction that publishes it,
//! and when the fingerprints differ everything begins anew.

mod apart;
mod carry;
pub(crate) mod claim;
mod day_plan;
mod distance;
mod doors;
pub mod explanations;
mod gather;
mod halts;
mod inputs;
#[cfg(test)]
mod laws;
mod limits;
mod parties;
pub mod proposals;
mod publish;
mod read_back;
pub mod searches;
mod solve;
mod standing;
mod strength;
mod tasks;
mod translate;
mod walkers;
pub(crate) mod walks;
pub mod ways;
mod workload;

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use shared::Refusal;
use shared::id::{AssociationId, NeighbourhoodId, PlanId};
use shared::round::RoundStatus;
use utoipa::ToSchema;

use crate::error::{Error, Result};
use crate::shops::catalogue::Catalogue;
use crate::table::column::{Key, Text};
use crate::table::{drop_task, plan, round};
use crate::{App, Caller, audit, settings};
use apart::apart;
use inputs::Inputs;

pub use limits::SearchLimits;

/// How often a plan may be overtaken by its inputs before the planner says that it is busy.
const ATTEMPTS: usize = 5;

/// What a planning gave.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanOut {
    /// Its id.
    pub id: PlanId,
    /// Whose doors.
    pub neighbourhood_id: NeighbourhoodId,
    /// Which day.
    pub service_day: NaiveDate,
    /// Goes up when the day is planned anew from other inputs.
    pub version: i32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Rounds that stand.
    pub rounds: u64,
    /// Tasks of the association that are in no round that day.
    pub unserved: u64,
}

/// Plans a day now, for a coordinator: the same way as the night does. Asking twice gives the same plan.
///
/// Refuses a day that has passed, and one for which somebody can still order.
pub async fn plan_now(app: &App, caller: &Caller, neighbourhood: NeighbourhoodId, day: NaiveDate) -> Result<PlanOut> {
    orders_are_closed(app, caller.association, day).await?;
    let plan = plan_day(app, caller.association, neighbourhood, day).await?;
    let tx = app.write(caller.association).await?;
    audit::note(&tx, caller, "day.planned", plan.id.0, None).await?;
    tx.commit().await?;
    tell(app, plan).await
}

async fn orders_are_closed(app: &App, association: AssociationId, day: NaiveDate) -> Result<()> {
    let catalogue = Catalogue::load(app.store.reader(), association, app.clock.now()).await?;
    let tomorrow = catalogue.today.checked_add_days(Days::new(1));
    let open = catalogue.products.values().any(|product| catalogue.state(product, day).is_ok());
    match day {
        past if past < catalogue.today => Err(Refusal::PlanPast.into()),
        far if Some(far) > tomorrow || open => Err(Refusal::PlanTooEarly.into()),
        _ => Ok(()),
    }
}

/// Plans a neighbourhood's day and publishes its rounds.
pub(crate) async fn plan_day(
    app: &App,
    association: AssociationId,
    neighbourhood: NeighbourhoodId,
    day: NaiveDate,
) -> Result<plan::Model> {
    for _ in 0..ATTEMPTS {
        let snapshot = app.store.snapshot().await?;
        let settings = settings::of(&snapshot, association).await?;
        if day < settings.day_of(app.clock.now()) {
            return Err(Refusal::PlanPast.into());
        }
        let inputs = gather::gather(&snapshot, association, neighbourhood, day).await?;
        let fingerprint = fingerprint(&snapshot, &inputs).await?;
        if let Some(plan) = publish::standing(&snapshot, &inputs).await?.filter(|plan| plan.inputs == fingerprint) {
            return Ok(plan);
        }
        drop(snapshot);
        let limits = app.limits;
        let (solved, inputs) = apart(move || (solve::day(&inputs, &limits), inputs)).await?;
        let (planned, changes) = solved?;
        let tx = app.write(association).await?;
        let again = gather::again(tx.db(), association, neighbourhood, day).await?;
        if self::fingerprint(tx.db(), &again).await? != fingerprint {
            continue;
        }
        if let Some(plan) = publish::standing(tx.db(), &inputs).await?.filter(|plan| plan.inputs == fingerprint) {
            return Ok(plan);
        }
        // What the other neighbourhoods have is not part of the fingerprint, so it is taken from the second reading.
        let plan = publish::publish(&tx, &settings, &again, fingerprint, &planned).await?;
        proposals::propose(&tx, &again, &changes).await?;
        tx.commit().await?;
        return Ok(plan);
    }
    Err(Error::Busy)
}

/// What a plan remembers of its inputs: the fingerprint of what it was made from, and the fingerprint of what the day
/// asked for, walked or not.
async fn fingerprint(db: &impl ConnectionTrait, inputs: &Inputs) -> Result<Vec<u8>> {
    let asked = gather::asked(db, inputs.association, inputs.neighbourhood, inputs.day).await?;
    Ok([inputs.fingerprint()?, asked.fingerprint()?].concat())
}

/// The fingerprint of what the day asks for, when it is not what `plan` was made for: some verb changed what planning
/// reads, whether or not it thought of the plans.
pub(crate) async fn overtaken(db: &impl ConnectionTrait, plan: &plan::Model) -> Result<Option<Vec<u8>>> {
    let of = (plan.association_id.0, plan.neighbourhood_id.0, plan.service_day);
    let now = gather::asked(db, of.0, of.1, of.2).await?.fingerprint()?;
    Ok(Some(now).filter(|now| !plan.inputs.ends_with(now)))
}

async fn tell(app: &App, row: plan::Model) -> Result<PlanOut> {
    let db = app.store.reader();
    let rounds = round::Entity::find()
        .filter(round::Column::AssociationId.eq(row.association_id))
        .filter(round::Column::NeighbourhoodId.eq(row.neighbourhood_id))
        .filter(round::Column::ServiceDay.eq(row.service_day))
        .filter(round::Column::Status.ne(Text(RoundStatus::Cancelled)))
        .count(db)
        .await?;
    let unserved = drop_task::Entity::find()
        .filter(drop_task::Column::AssociationId.eq(Key(row.association_id.0)))
        .filter(drop_task::Column::ServiceDay.eq(row.service_day))
        .filter(drop_task::Column::UnservedReason.is_not_null())
        .count(db)
        .await?;
    Ok(PlanOut {
        id: row.id.0,
        neighbourhood_id: row.neighbourhood_id.0,
        service_day: row.service_day,
        version: row.version,
        published_at: row.published_at,
        rounds,
        unserved,
    })
}
