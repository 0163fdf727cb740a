//! What is due by the clock. Every instance may look, as often as it likes: what is due follows from one table ([`entries`]),
//! from the marks of what was seen to ([`marks`]), and from what stands in the other tables, never from a tick that must not
//! be missed. A look that finds nothing due reads and asks for no writer.

mod deeds;
mod entries;
mod marks;
mod plans;
mod queued;
mod watch;

use sea_orm::{EntityTrait, QueryOrder};

use self::entries::{Entry, What, When};
use self::marks::Marks;
use crate::error::Result;
use crate::table::association;
use crate::{App, settings};

/// One look at everything: [`tables`], then [`hours`], then [`changes`].
pub async fn tick(app: &App) -> Result<()> {
    let tables = tables(app).await;
    let hours = hours(app).await;
    tables.and(hours).and(changes(app).await)
}

/// Sees to what a local hour asks for in every association. This reads the marks alone until something is due, so it may be done
/// often: in a large network the planning hour waits for no other look.
pub async fn hours(app: &App) -> Result<()> {
    look_at_all(app, |entry| matches!(entry.when, When::Daily { .. })).await
}

/// Sees to what the tables ask for at any hour in every association.
pub async fn tables(app: &App) -> Result<()> {
    look_at_all(app, |entry| matches!(entry.when, When::Always)).await
}

/// One association that fails holds up no other, and neither does an entry; the first failure is answered in the end.
async fn look_at_all(app: &App, wanted: fn(&Entry) -> bool) -> Result<()> {
    let mut outcome = Ok(());
    for row in associations(app).await? {
        outcome = outcome.and(look(app, &row, wanted).await);
    }
    outcome
}

/// Queues the planning of days that were planned for something else than what stands now. This reads as much as planning does,
/// so it is a look of its own: in a large network the planning hour does not wait for it.
pub async fn changes(app: &App) -> Result<()> {
    let mut outcome = Ok(());
    for row in associations(app).await? {
        outcome = outcome.and(plans::replan(app, &row).await);
    }
    outcome
}

async fn associations(app: &App) -> Result<Vec<association::Model>> {
    Ok(association::Entity::find().order_by_asc(association::Column::Id).all(app.store.reader()).await?)
}

async fn look(app: &App, row: &association::Model, wanted: fn(&Entry) -> bool) -> Result<()> {
    let (settings, now) = (settings::read(row)?, app.clock.now());
    let yesterday = entries::before(settings.day_of(now));
    let marks = Marks::read(app.store.reader(), row.id.0, yesterday).await?;
    let mut due = entries::due(&settings, now, &marks);
    due.retain(|(entry, _)| wanted(entry));
    let mut outcome = queued::enqueue(app, row, &due, &marks).await;
    for (entry, day) in due {
        let done = match entry.what {
            What::Queue(_) => Ok(()),
            What::Do(deed) => deeds::run(app, row.id.0, entry.name, deed, day).await,
            What::WatchPhones => watch::phones(app, row, entry, day, &marks).await,
        };
        outcome = outcome.and(done);
    }
    outcome
}
