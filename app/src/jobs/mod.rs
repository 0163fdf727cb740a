//! Background work, queued in the transaction that wants it, claimed with a lease by whoever runs it. A crash anywhere
//! lets the lease run out and the job runs again; so every job may run twice and change nothing the second time.

mod bells;
mod job;
mod queue;
mod run;
pub mod timetable;

pub use bells::Bells;
pub(crate) use job::Job;
pub use job::Lane;
pub(crate) use queue::{enqueue, enqueue_replan, replan_ahead};
pub use queue::{pending, release};
pub use run::{run_due, run_until};
