//! The planned runs with what they found, and the few sums that the tables are made of.

use super::job::{Class, Instance, Job, Solver};
use super::record::{Ledger, Record};

/// The runs of one comparison.
pub struct Figures {
    found: Vec<(Job, Option<Record>)>,
}

impl Figures {
    /// Only what is planned counts: the ledger also holds other binaries, and longer runs.
    pub fn of(jobs: &[Job], ledger: &Ledger) -> Self {
        Self { found: jobs.iter().map(|job| (job.clone(), ledger.get(job).cloned())).collect() }
    }

    /// The runs of a kind.
    pub fn of_kind(&self, kind: impl Fn(&Job) -> bool) -> Vec<(&Job, &Record)> {
        self.found.iter().filter(|(job, _)| kind(job)).filter_map(|(job, found)| Some((job, found.as_ref()?))).collect()
    }

    /// One figure of each run of a kind whose answer stands.
    pub fn values(&self, kind: impl Fn(&Job) -> bool, of: fn(&Record) -> Option<f64>) -> Vec<f64> {
        self.of_kind(kind).into_iter().filter(|(_, found)| found.feasible).filter_map(|(_, found)| of(found)).collect()
    }

    /// The instances of a class that the plan runs, each once.
    pub fn instances(&self, class: Class) -> Vec<&Instance> {
        let mut seen: Vec<&Instance> = Vec::new();
        for (job, _) in self.found.iter().filter(|(job, _)| job.instance.class == class) {
            if !seen.contains(&&job.instance) {
                seen.push(&job.instance);
            }
        }
        seen.sort_by_key(|instance| (instance.has_two_shops(), instance.stops(), instance.name.clone()));
        seen
    }

    /// The seeds that a solver was run with.
    pub fn seeds(&self, solver: Solver) -> Vec<u64> {
        let mut seeds: Vec<u64> =
            self.found.iter().filter(|(job, _)| job.solver == solver).map(|(job, _)| job.seed).collect();
        seeds.sort_unstable();
        seeds.dedup();
        seeds
    }

    /// The runs whose answers do not stand, in words.
    pub fn fallen(&self) -> Vec<String> {
        let fallen = self.of_kind(|_| true).into_iter().filter(|(_, found)| !found.feasible);
        fallen.map(|(job, found)| format!("{}: {}", job.told(), found.error.as_deref().unwrap_or("unknown"))).collect()
    }
}

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(values.iter().sum::<f64>() / values.len() as f64) }
}

/// The least; none of nothing.
pub fn least(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::min)
}

/// The most; none of nothing.
pub fn most(values: &[f64]) -> Option<f64> {
    values.iter().copied().reduce(f64::max)
}
