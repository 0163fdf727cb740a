//! The search itself, as background work: it tells how it gets on while a coordinator looks on, and ends early when asked to.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use optimiser::{News, Stopwatch as _, WallWatch};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use shared::Refusal;
use shared::id::{AssociationId, SearchId};
use shared::round::SearchStatus;

use super::found::Found;
use super::{CurvePoint, find, is_open};
use crate::App;
use crate::error::{Error, Result};
use crate::planning::apart::apart;
use crate::planning::inputs::Inputs;
use crate::planning::{gather, solve};
use crate::table::column::Text;
use crate::table::search;

/// How often it is told how the search gets on, and asked whether somebody wants it to end.
const TOLD_EVERY: Duration = Duration::from_millis(400);
/// Points of a curve that are kept; the early ones come thick and fast.
const POINTS_MAX: usize = 200;

/// What the search shares with whoever looks on.
#[derive(Default)]
struct Watched {
    curve: Mutex<Vec<CurvePoint>>,
    stop: Arc<AtomicBool>,
}

/// Raises the flag when whoever looks on goes away: the search would go on for nobody.
struct Leaving(Arc<AtomicBool>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Searches, unless it was done before. A search that ends without an answer says so, and is not tried again: a person asks. Where
/// its end cannot be written the job is run again and searches anew: what it found is some seconds of work, and a row that keeps
/// it until it can be written would be one more thing to lose.
pub(crate) async fn run(app: &App, association: AssociationId, id: SearchId) -> Result<()> {
    let row = match find(app.store.reader(), association, id).await {
        // Its day is over, and the row forgotten.
        Err(Error::Refused(refused)) if refused.refusal == Refusal::SearchNotFound => return Ok(()),
        row => row?,
    };
    if !is_open(&row, app.clock.now()) {
        return Ok(());
    }
    let watched = Arc::new(Watched::default());
    watched.stop.store(row.stop_asked, Ordering::Relaxed);
    match look(app, &row, &watched).await {
        Ok((inputs, found)) => {
            let found = found.written()?;
            tell(app, &row, &watched, |change| {
                (change.status, change.inputs) = (Set(Text(SearchStatus::Found)), Set(inputs));
                change.found = Set(Some(found));
            })
            .await
        }
        Err(error) => {
            tracing::warn!(search = %id, %error, "a search ended without an answer");
            tell(app, &row, &watched, |change| change.status = Set(Text(SearchStatus::Failed))).await
        }
    }
    .map(|_| ())
}

/// Gathers and searches. The fingerprint of what was searched in, and what was found.
async fn look(app: &App, row: &search::Model, watched: &Arc<Watched>) -> Result<(Vec<u8>, Found)> {
    let (association, neighbourhood, day) = (row.association_id.0, row.neighbourhood_id.0, row.service_day);
    let snapshot = app.store.snapshot().await?;
    let inputs = gather::gather(&snapshot, association, neighbourhood, day).await?;
    let fingerprint = crate::planning::fingerprint(&snapshot, &inputs).await?;
    drop(snapshot);
    let _leaving = Leaving(watched.stop.clone());
    let (limits, theirs) = (app.limits, watched.clone());
    let searched = apart(move || search(&inputs, &limits.board(theirs.stop.clone()), &theirs));
    let mut searched = std::pin::pin!(searched);
    loop {
        tokio::select! {
            found = &mut searched => return Ok((fingerprint, found??)),
            () = tokio::time::sleep(TOLD_EVERY) => {
                match tell(app, row, watched, |_| {}).await {
                    Ok(asked) => watched.stop.store(asked, Ordering::Relaxed),
                    // What it finds is what counts; somebody who looks on looks again.
                    Err(error) => tracing::debug!(search = %row.id.0, %error, "how a search gets on was not told"),
                }
            }
        }
    }
}

fn search(inputs: &Inputs, settings: &optimiser::Settings, watched: &Watched) -> Result<Found> {
    let watch = WallWatch::start();
    let mut note = |news: News| {
        let point = CurvePoint { after_ms: watch.elapsed_ms(), cost: news.best };
        let mut curve = watched.curve.lock().unwrap_or_else(PoisonError::into_inner);
        if curve.len() == POINTS_MAX {
            curve.remove(1);
        }
        curve.push(point);
    };
    let (kept, found) = solve::longer(inputs, settings, &mut note)?;
    let accepted: Vec<_> =
        inputs.standing.iter().filter(|round| round.accepted).map(|round| (round.volunteer, round.shift)).collect();
    Ok(Found::of(&kept, found, &accepted))
}

/// Writes down how far the search is. Whether somebody wants it to end.
async fn tell(
    app: &App,
    row: &search::Model,
    watched: &Watched,
    change: impl FnOnce(&mut search::ActiveModel),
) -> Result<bool> {
    let curve = watched.curve.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let tx = app.write(row.association_id.0).await?;
    let now = find(tx.db(), row.association_id.0, row.id.0).await?;
    if !is_open(&now, tx.now) {
        return Ok(true);
    }
    let asked = now.stop_asked;
    let mut row: search::ActiveModel = now.into();
    row.status = Set(Text(SearchStatus::Searching));
    row.curve = Set(serde_json::to_value(curve).map_err(|error| Error::Bug(error.to_string()))?);
    change(&mut row);
    if row.status != Set(Text(SearchStatus::Searching)) {
        row.ended_at = Set(Some(tx.now));
    }
    row.update(tx.db()).await?;
    tx.commit().await?;
    Ok(asked)
}
