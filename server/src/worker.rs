//! Background work as a loop: see what is due, do it, rest. Everything that matters is decided in `app::jobs`; a failing
//! store makes the loop wait longer and never ends it.

use std::time::Duration;

use app::App;
use app::jobs::{run_due, timetable};

use crate::stop::Stop;

/// Jobs between two looks at the clock and at the wish to stop.
const AT_ONCE: usize = 16;
/// The longest rest after failures in a row.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Works until `stop`.
pub async fn work(app: App, pause: Duration, mut stop: Stop) {
    let mut rest = pause;
    loop {
        let step = tokio::select! {
            biased;
            // A job that is cut off here is cut like a crash: its lease runs out and it runs again.
            () = stop.asked() => return,
            step = step(&app) => step,
        };
        match step {
            Ok(AT_ONCE) => continue,
            Ok(_) => rest = pause,
            Err(error) => {
                rest = (rest * 2).min(LONGEST_REST);
                metrics::counter!("palier_worker_failures_total").increment(1);
                tracing::error!(%error, "background work failed");
            }
        }
        tokio::select! {
            () = stop.asked() => return,
            () = tokio::time::sleep(rest) => {}
        }
    }
}

/// Queues what is due and runs some of it; answers how many jobs ran. What is queued runs even where queueing failed.
pub async fn step(app: &App) -> app::Result<usize> {
    let queued = timetable::tick(app).await;
    let ran = run_due(app, AT_ONCE).await?;
    metrics::counter!("palier_jobs_total").increment(ran as u64);
    queued.map(|()| ran)
}

/// Steps until nothing is due.
pub async fn settle(app: &App) -> app::Result<()> {
    while step(app).await? > 0 {}
    Ok(())
}
