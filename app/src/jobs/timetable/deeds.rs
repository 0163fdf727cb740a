//! The entries of the timetable that are done at once, each in a transaction of its own with its mark: one that fails holds
//! up no other.

use chrono::NaiveDate;
use shared::id::AssociationId;

use super::entries::{Deed, Entry, What};
use super::marks;
use crate::error::Result;
use crate::jobs::queue;
use crate::{App, Tx, notices, planning, settings};

/// Does what `entry` asks for on `day`, unless somebody did.
pub(super) async fn run(app: &App, association: AssociationId, entry: &Entry, day: NaiveDate) -> Result<()> {
    let What::Do(deed) = entry.what else { return Ok(()) };
    let tx = app.write(association).await?;
    if !marks::set(&tx, association, entry.name, day).await? {
        return Ok(());
    }
    match deed {
        Deed::Forget => forget(&tx, association).await?,
        Deed::Remind(shift) => notices::rounds::remind(&tx, association, day, shift).await?,
    }
    tx.commit().await
}

async fn forget(tx: &Tx, association: AssociationId) -> Result<()> {
    let today = settings::of(tx.db(), association).await?.day_of(tx.now);
    queue::purge(tx, association).await?;
    planning::searches::purge(tx, association, today).await?;
    notices::purge(tx, association).await?;
    marks::purge(tx, association, today).await
}
