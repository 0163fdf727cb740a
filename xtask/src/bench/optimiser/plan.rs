//! Which runs the comparison is made of: whole, or a tenth.

use super::job::{Class, Instance, Job, Solver};
use super::peer;
use super::shelf::Shelf;

/// The peers' limit for walking rounds, and ours where growth is measured.
pub const LONG_MS: u64 = 10_000;
/// Our limit for walking rounds at their full cost.
pub const FULL_MS: u64 = 1_000;
/// From how many stops on full costs are compared.
pub const FULL_FROM: u32 = 30;

/// The limit of a walking round by its size, as the goals have it.
pub fn goal_ms(stops: u32) -> u64 {
    match stops {
        ..=15 => 50,
        16..=30 => 300,
        31..=100 => 1_000,
        101..=150 => 2_000,
        _ => 5_000,
    }
}

/// The limits of the standard instances.
pub fn limits(quick: bool) -> &'static [u64] {
    if quick { &[1_000, 5_000] } else { &[1_000, 5_000, 20_000] }
}

/// Every run, the short ones first, none twice. A tenth is every third instance, one seed, and not the longest limit.
pub fn jobs(shelf: &Shelf, quick: bool, palier: &str) -> Vec<Job> {
    let mut plan = Plan { jobs: Vec::new(), palier, seeds: if quick { 1 } else { 3 } };
    let step = if quick { 3 } else { 1 };
    let portage: Vec<&Instance> = shelf.of(Class::Portage).into_iter().step_by(step).collect();
    for instance in &portage {
        plan.walk(instance, if quick { 1 } else { 5 });
    }
    for instance in portage.iter().filter(|instance| is_growth(instance)) {
        plan.add(Solver::Palier, instance, LONG_MS, 1, "core");
    }
    for limit in limits(quick) {
        for class in Class::STANDARD {
            shelf.of(class).into_iter().step_by(step).for_each(|instance| plan.drive(instance, *limit));
        }
    }
    plan.jobs
}

/// One neighbourhood of each size shows how things grow.
pub fn is_growth(instance: &Instance) -> bool {
    instance.class == Class::Portage && !instance.has_two_shops() && instance.name.ends_with("-s1")
}

struct Plan<'a> {
    jobs: Vec<Job>,
    palier: &'a str,
    seeds: u64,
}

impl Plan<'_> {
    fn walk(&mut self, instance: &Instance, seeds: u64) {
        // Only growth is measured there.
        if instance.stops() > 300 {
            return;
        }
        for seed in 1..=seeds {
            self.add(Solver::Palier, instance, goal_ms(instance.stops()), seed, "core");
        }
        if instance.stops() >= FULL_FROM {
            (1..=self.seeds).for_each(|seed| self.add(Solver::Palier, instance, FULL_MS, seed, "full"));
        }
        (1..=self.seeds).for_each(|seed| self.add(Solver::PyVrp, instance, LONG_MS, seed, "core"));
        if !instance.has_two_shops() {
            self.add(Solver::Vroom, instance, 0, 0, "core");
            self.add(Solver::OrTools, instance, LONG_MS, 0, "core");
        }
    }

    fn drive(&mut self, instance: &Instance, limit_ms: u64) {
        for solver in [Solver::Palier, Solver::PyVrp] {
            (1..=self.seeds).for_each(|seed| self.add(solver, instance, limit_ms, seed, "distance"));
        }
        self.add(Solver::OrTools, instance, limit_ms, 0, "distance");
        self.add(Solver::Vroom, instance, 0, 0, "distance");
    }

    fn add(&mut self, solver: Solver, instance: &Instance, limit_ms: u64, seed: u64, objective: &'static str) {
        let version = peer::version(solver).unwrap_or(self.palier).to_owned();
        let job = Job { solver, version, instance: instance.clone(), limit_ms, seed, objective };
        if !self.jobs.contains(&job) {
            self.jobs.push(job);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shelf() -> Shelf {
        let instance = |class, name: &str| Instance { class, name: name.to_owned(), file: name.into() };
        Shelf::with(vec![
            instance(Class::X, "X-n106-k14"),
            instance(Class::Portage, "p015-s1"),
            instance(Class::Portage, "p060-s1-2s"),
            instance(Class::Portage, "p1000-s1"),
        ])
    }

    #[test]
    fn no_run_is_planned_twice() {
        let jobs = jobs(&shelf(), false, "abc");
        let mut keys: Vec<String> = jobs.iter().map(Job::key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), jobs.len());
    }

    #[test]
    fn who_cannot_state_an_instance_does_not_run_it() {
        let jobs = jobs(&shelf(), false, "abc");
        let on = |name: &str, solver| jobs.iter().any(|job| job.instance.name == name && job.solver == solver);
        assert!(on("p060-s1-2s", Solver::PyVrp));
        assert!(!on("p060-s1-2s", Solver::Vroom) && !on("p060-s1-2s", Solver::OrTools));
        assert!(on("p1000-s1", Solver::Palier) && !on("p1000-s1", Solver::PyVrp));
    }

    #[test]
    fn a_solver_that_stops_by_itself_runs_once() {
        let runs = jobs(&shelf(), false, "abc").into_iter().filter(|job| job.solver == Solver::Vroom).count();
        assert_eq!(runs, 2);
    }

    #[test]
    fn our_version_is_the_binary_and_theirs_the_package() {
        let jobs = jobs(&shelf(), true, "abc");
        let versions = |solver| jobs.iter().find(|job| job.solver == solver).map(|job| job.version.as_str());
        assert_eq!(versions(Solver::Palier), Some("abc"));
        assert_eq!(versions(Solver::PyVrp), Some("0.14.1"));
    }
}
