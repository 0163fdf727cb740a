//! The entries of the timetable that are done at once, each in a transaction of its own with its mark: one that fails holds
//! up no other.

use chrono::NaiveDate;
use shared::id::AssociationId;

use super::entries::{Deed, EVENING, before};
use super::marks;
use crate::error::Result;
use crate::jobs::queue;
use crate::{App, Tx, notices, planning, settings};

/// Does what the entry of this name asks for on `day`, unless somebody did.
pub(super) async fn run(app: &App, association: AssociationId, name: &str, deed: Deed, day: NaiveDate) -> Result<()> {
    let tx = app.write(association).await?;
    if !marks::set(&tx, association, name, day).await? {
        return Ok(());
    }
    match deed {
        Deed::Forget => forget(&tx, association).await?,
        Deed::CloseEvening => close_evening(&tx, association, day).await?,
        Deed::TellCutoffs => notices::cutoffs::moved(&tx, association).await?,
        Deed::TellVisits => {
            let settings = settings::of(tx.db(), association).await?;
            notices::lists::visits_due(&tx, &settings, association, day).await?;
        }
        Deed::Remind(shift) => notices::rounds::remind(&tx, association, day, shift).await?,
    }
    tx.commit().await
}

async fn close_evening(tx: &Tx, association: AssociationId, day: NaiveDate) -> Result<()> {
    let settings = settings::of(tx.db(), association).await?;
    let evening = |day| settings.instant(day, i32::from(EVENING));
    notices::open_doors::unfinished(tx, &settings, association, (evening(before(day)), evening(day))).await
}

async fn forget(tx: &Tx, association: AssociationId) -> Result<()> {
    let today = settings::of(tx.db(), association).await?.day_of(tx.now);
    queue::purge(tx, association).await?;
    planning::searches::purge(tx, association, today).await?;
    notices::purge(tx, association).await?;
    marks::purge(tx, association, today).await
}
