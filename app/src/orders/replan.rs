//! A day that is already planned is planned again when its orders change: whoever was told "yes" is in the plan.

use chrono::NaiveDate;
use shared::id::AssociationId;

use crate::error::Result;
use crate::jobs;
use crate::store::Tx;

/// Asks for a new plan of `day` where one stands; all changes of one instant ask once.
pub(super) async fn replan(tx: &Tx, association: AssociationId, day: NaiveDate) -> Result<()> {
    let cause = format!("orders:{}", tx.now.timestamp_micros());
    jobs::enqueue_replan(tx, association, day, &cause).await
}
