//! Background work as loops: three that see what is due, some that do it, one for what waits for somebody outside, so that
//! nobody's rounds wait for a routing server, and one for what somebody looks on at. Everything that matters is decided in
//! `app::jobs`; a failing store makes a loop wait longer and never ends it.

use std::time::{Duration, Instant};

use app::App;
use app::jobs::{Lane, run_due, run_until, timetable};
use app::notices::{bring_due, bring_until};
use tokio::task::JoinSet;

use crate::stop::Stop;

/// Jobs of a lane between two rests.
const BATCH: usize = 16;
/// The longest rest, after failures in a row or a long look.
const LONGEST_REST: Duration = Duration::from_secs(60);
/// A look at the timetable rests so many times as long as it took: in a large network, where one takes seconds, it leaves nine
/// tenths of a processor to others.
const RESTS: u32 = 9;

/// How background work is done.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Between two looks.
    pub pause: Duration,
    /// Jobs at once, beside the one that waits for somebody outside and the one that somebody waits for.
    pub jobs: usize,
    /// Notices at once.
    pub notices: usize,
    /// How long a stop waits for what is under way.
    pub grace: Duration,
}

/// Works until `stop`, and lets what is under way then come to its end within the grace. What is cut off after it is done again
/// when its lease is over.
pub async fn work(app: App, pace: Pace, stop: Stop) {
    let one_each = [
        Loop::Look(Look::Hours),
        Loop::Look(Look::Tables),
        Loop::Look(Look::Changes),
        Loop::Lane(Lane::Outside),
        Loop::Lane(Lane::Asked),
        Loop::Notices,
    ];
    let inside = std::iter::repeat_n(Loop::Lane(Lane::Inside), pace.jobs);
    let loops: JoinSet<()> =
        one_each.into_iter().chain(inside).map(|what| keep(what, app.clone(), pace, stop.clone())).collect();
    tokio::select! {
        _ = loops.join_all() => {}
        () = grace(stop, pace.grace) => tracing::warn!("the grace is over; what still works is cut off"),
    }
}

/// Waits for the stop, and as long as it waits for others.
async fn grace(stop: Stop, long: Duration) {
    stop.wish().await;
    tokio::time::sleep(long).await;
}

/// A loop of the background work.
#[derive(Debug, Clone, Copy)]
enum Loop {
    Look(Look),
    Lane(Lane),
    Notices,
}

/// Runs a loop until `stop`; one that panics begins anew after a rest, for nobody would know that it is missing.
async fn keep(what: Loop, app: App, pace: Pace, mut stop: Stop) {
    loop {
        let (app, stopping) = (app.clone(), stop.clone());
        // A set, because what it holds ends with it.
        let mut running = JoinSet::new();
        match what {
            Loop::Look(what) => running.spawn(look(what, app, pace.pause, stopping)),
            Loop::Lane(of) => running.spawn(lane(app, of, pace.pause, stopping)),
            Loop::Notices => running.spawn(notices(app, pace, stopping)),
        };
        if running.join_next().await.is_some_and(|ended| ended.is_ok()) {
            return;
        }
        tracing::error!(?what, "a loop of the background work ended early");
        rest(LONGEST_REST, &mut stop).await;
        if stop.is_asked() {
            return;
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
enum Look {
    Hours,
    Tables,
    Changes,
}

/// Queues what is due, again and again.
async fn look(what: Look, app: App, pause: Duration, mut stop: Stop) {
    let mut failures = pause;
    loop {
        let begun = Instant::now();
        let looking = async {
            match what {
                Look::Hours => timetable::hours(&app).await,
                Look::Tables => timetable::tables(&app).await,
                Look::Changes => timetable::changes(&app).await,
            }
        };
        let looked = tokio::select! {
            biased;
            () = stop.asked() => return,
            looked = looking => looked,
        };
        failures = after(&looked, failures, pause);
        rest(failures.max((begun.elapsed() * RESTS).min(LONGEST_REST)), &mut stop).await;
        if stop.is_asked() {
            return;
        }
    }
}

/// Runs what is queued for a lane, again and again.
async fn lane(app: App, lane: Lane, pause: Duration, mut stop: Stop) {
    let mut failures = pause;
    loop {
        let ran = run_until(&app, lane, BATCH, stop.clone().wish()).await;
        metrics::counter!("palier_jobs_total").increment(*ran.as_ref().unwrap_or(&0) as u64);
        failures = after(&ran, failures, pause);
        if !matches!(ran, Ok(BATCH)) {
            tokio::select! {
                () = rest(failures, &mut stop) => {}
                () = app.bells.heard(lane) => {}
            }
        }
        if stop.is_asked() {
            return;
        }
    }
}

/// Brings the notices that are due, again and again. What is under way when a stop comes is brought to its end, if that comes
/// within the grace: one that was cut off is brought twice.
async fn notices(app: App, pace: Pace, mut stop: Stop) {
    let mut failures = pace.pause;
    loop {
        let brought = bring_until(&app, pace.notices, stop.clone().wish()).await;
        failures = after(&brought, failures, pace.pause);
        rest(failures, &mut stop).await;
        if stop.is_asked() {
            return;
        }
    }
}

/// How long to rest after this outcome: the pause, or twice as long as after the failure before.
fn after<T>(outcome: &app::Result<T>, before: Duration, pause: Duration) -> Duration {
    let Err(error) = outcome else { return pause };
    metrics::counter!("palier_worker_failures_total").increment(1);
    tracing::error!(%error, "background work failed");
    (before * 2).min(LONGEST_REST)
}

async fn rest(time: Duration, stop: &mut Stop) {
    // Whoever is asked to stop rests no longer.
    let _ = tokio::time::timeout(time, stop.asked()).await;
}

/// Queues what is due and runs it, one job after the other, until nothing is due. What is queued runs even where queueing
/// failed.
pub async fn settle(app: &App) -> app::Result<()> {
    loop {
        let queued = timetable::tick(app).await;
        let ran = run_due(app, Lane::Any, BATCH).await?;
        metrics::counter!("palier_jobs_total").increment(ran as u64);
        queued?;
        let brought = bring_due(app, BATCH).await?;
        if ran == 0 && brought == 0 {
            return Ok(());
        }
    }
}
