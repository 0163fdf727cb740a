//! From a day's orders and visits to rounds.

use chrono::NaiveDate;
use shared::id::{AssociationId, NeighbourhoodId};

use crate::App;
use crate::error::Result;

/// Plans a neighbourhood's day and publishes its rounds.
pub(crate) async fn plan_day(_: &App, _: AssociationId, _: NeighbourhoodId, _: NaiveDate) -> Result<()> {
    Ok(())
}
