//! What is looked for at every look and done once for each thing that is found, with a mark of its own.

use chrono::NaiveDate;

use super::entries::Entry;
use super::marks::{self, Marks};
use crate::error::Result;
use crate::notices::open_doors;
use crate::table::association;
use crate::{App, settings};

/// Tells of the phones that have fallen silent on a round of `day`, of each round once.
pub(super) async fn phones(
    app: &App,
    row: &association::Model,
    entry: &Entry,
    day: NaiveDate,
    marks: &Marks,
) -> Result<()> {
    let id = row.id.0;
    let name = |round| format!("{}:{round}", entry.name);
    let known = |round| marks.has(&name(round), day);
    // A reader's look first, so that who finds none asks for no writer.
    if open_doors::silent(app.store.reader(), id, day, app.clock.now(), known).await?.is_empty() {
        return Ok(());
    }
    let tx = app.write(id).await?;
    let settings = settings::of(tx.db(), id).await?;
    for round in open_doors::silent(tx.db(), id, day, tx.now, known).await? {
        if marks::set(&tx, id, &name(round.id.0), day).await? {
            open_doors::fell_silent(&tx, &settings, &round).await?;
        }
    }
    tx.commit().await
}
