//! Goes through the runs that the ledger does not have yet.

use std::collections::VecDeque;
use std::sync::Mutex;

use anyhow::{Result, bail};

use super::job::Job;
use super::record::{Ledger, Record};
use super::rig::Rig;

/// The runs that are still to be made, in their order.
pub fn missing(jobs: &[Job], ledger: &Ledger) -> VecDeque<Job> {
    jobs.iter().filter(|job| ledger.get(job).is_none()).cloned().collect()
}

/// Makes them, so many at once, and stops at the first that cannot be measured.
///
/// # Errors
/// When a run cannot be measured or kept.
pub fn through(jobs: &[Job], ledger: &mut Ledger, rig: &Rig, at_once: usize) -> Result<()> {
    let queue = missing(jobs, ledger);
    let (all, kept) = (jobs.len(), jobs.len() - queue.len());
    println!("{all} runs, {kept} of them made before");
    let (queue, ledger) = (Mutex::new((queue, kept)), Mutex::new(ledger));
    let one = || -> Result<()> {
        loop {
            let Some(job) = queue.lock().ok().and_then(|mut queue| queue.0.pop_front()) else { return Ok(()) };
            let line = rig.run(&job);
            let (Ok(mut ledger), Ok(mut queue)) = (ledger.lock(), queue.lock()) else { bail!("another run broke off") };
            match line.and_then(|line| ledger.add(&line)) {
                Ok(record) => {
                    queue.1 += 1;
                    println!("{}/{all} {}: {}", queue.1, job.told(), told(&record));
                }
                Err(error) => {
                    // The others finish what they are at, and begin nothing new.
                    queue.0.clear();
                    return Err(error.context(job.told()));
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..at_once).map(|_| scope.spawn(one)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("a run broke off")))
    })
}

fn told(record: &Record) -> String {
    let cpu = record.cpu_s.map(|cpu| format!(", {cpu:.1} s CPU")).unwrap_or_default();
    match (record.feasible, record.gap, record.core, record.full) {
        (true, Some(gap), ..) => format!("{gap:.2} % above the best known{cpu}"),
        (true, None, Some(core), Some(full)) => format!("core {core}, full {full}{cpu}"),
        _ => format!("no answer that stands: {}", record.error.as_deref().unwrap_or("unknown")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::job::{Class, Instance, Solver};
    use super::*;

    #[test]
    fn only_what_the_ledger_lacks_is_run() {
        let instance = Instance { class: Class::X, name: "X-n106-k14".to_owned(), file: "f".into() };
        let job = |seed, version: &str| Job {
            solver: Solver::Palier,
            version: version.to_owned(),
            instance: instance.clone(),
            limit_ms: 1000,
            seed,
            objective: "distance",
        };
        let line = r#"{"solver":"palier","version":"a","class":"x","instance":"X-n106-k14","limit_ms":1000,"seed":1,"objective":"distance","feasible":false}"#;
        let ledger = Ledger::of(line);
        assert_eq!(missing(&[job(1, "a"), job(2, "a")], &ledger), [job(2, "a")]);
        assert_eq!(missing(&[job(1, "b")], &ledger), [job(1, "b")]);
    }
}
