//! Runs what is due in a lane, one job after the other, each in transactions of its own. Who wants several at once calls
//! it several times.

use std::future::{self, Future};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Instant;

use shared::id::AssociationId;

use super::queue::{self, Claimed};
use super::{Job, Lane};
use crate::error::{Error, Result};
use crate::{App, orders, planning, slips};

/// Claims and runs jobs of a lane until none is due or `limit` were run; answers how many were. A job that fails goes back
/// into the queue, is logged, and does not stop the others.
pub async fn run_due(app: &App, lane: Lane, limit: usize) -> Result<usize> {
    run_until(app, lane, limit, future::pending()).await
}

/// The same until `stop`. A job that it cuts off goes back at once: its association does not wait for a lease that nobody holds.
pub async fn run_until(app: &App, lane: Lane, limit: usize, stop: impl Future<Output = ()>) -> Result<usize> {
    let mut stop = pin!(stop);
    for ran in 0..limit {
        let Some(claimed) = queue::claim(app, lane).await? else { return Ok(ran) };
        let begun = Instant::now();
        let outcome = tokio::select! {
            biased;
            outcome = surviving(execute(app, &claimed)) => outcome,
            () = &mut stop => {
                queue::give_back(app, &claimed).await?;
                return Ok(ran);
            }
        };
        metrics::histogram!("palier_job_seconds", "kind" => claimed.job.kind()).record(begun.elapsed().as_secs_f64());
        match outcome {
            Ok(()) => queue::finish(app, &claimed).await?,
            Err(error) => {
                tracing::warn!(job = %claimed.id, kind = claimed.job.kind(), attempt = claimed.attempts, %error, "a job failed");
                queue::put_back(app, &claimed, &error).await?;
            }
        }
    }
    Ok(limit)
}

/// A job that panics has failed like any other: it goes back, and its lane goes on.
async fn surviving(job: impl Future<Output = Result<()>>) -> Result<()> {
    let mut job = pin!(job);
    let polled = |context: &mut Context<'_>| {
        let polled = catch_unwind(AssertUnwindSafe(|| job.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| {
            let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
            Poll::Ready(Err(Error::Bug(format!("a job panicked: {}", said.unwrap_or_default()))))
        })
    };
    future::poll_fn(polled).await
}

async fn execute(app: &App, claimed: &Claimed) -> Result<()> {
    match &claimed.job {
        Job::LayStandingOrders => lay(app, claimed.association).await,
        Job::FreezeSlips => freeze(app, claimed.association).await,
        Job::MeasureWalks => planning::walks::measure(app, claimed.association).await,
        Job::SearchDay { search } => planning::searches::run(app, claimed.association, *search).await,
        Job::PlanDay { neighbourhood, day } => {
            match planning::plan_day(app, claimed.association, *neighbourhood, *day).await {
                // A day that passed while the job waited is nobody's work any more.
                Err(Error::Refused(refused)) if refused.refusal == shared::Refusal::PlanPast => Ok(()),
                other => other.map(|_| ()),
            }
        }
    }
}

async fn lay(app: &App, id: AssociationId) -> Result<()> {
    let tx = app.write(id).await?;
    orders::standing::lay(&tx, id, None).await?;
    tx.commit().await
}

async fn freeze(app: &App, id: AssociationId) -> Result<()> {
    let tx = app.write(id).await?;
    slips::freeze_due(&tx, id).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_job_that_panics_has_failed() {
        let refused = surviving(async { panic!("a job") }).await;
        assert!(matches!(refused, Err(Error::Bug(_))), "{refused:?}");
        assert!(surviving(async { Ok(()) }).await.is_ok());
    }
}
