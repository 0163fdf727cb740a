//! The search, readable from top to bottom: the usual rounds, then the rest where it costs least, then a
//! descent, then ruin and recreate until told to stop.
//!
//! No step ever holds a day that breaks a hard rule, so stopping at any moment leaves a plan that can be
//! walked. Acceptance is record-to-record travel (Dueck 1993) with integers only: annealing would need
//! logarithms, which differ between machines.

mod chance;
mod descent;
mod insert;
mod ruin;
mod usual;

use crate::cost::{Cost, Desk, Stickiness};
use crate::day::Day;
use crate::plan::{self, Plan};
use crate::problem::Problem;
use crate::reason;
use crate::stop::{Either, Iterations, NoProgress, Stop};
use chance::Chance;
use ruin::Neighbours;

/// How far above the best known effort the search may wander: one part in this many.
const WANDER: i64 = 200;
/// A descent polishes every so many iterations; a new best is always polished.
const POLISH: u64 = 200;

/// How to search.
pub struct Settings {
    /// The same seed and iteration limit give the same plan.
    pub seed: u64,
    /// When to stop.
    pub stop: Box<dyn Stop + Send + Sync>,
    /// How strongly the usual rounds hold.
    pub stickiness: Stickiness,
}

impl Default for Settings {
    /// 1000 iterations, fewer when 250 in a row bring nothing: about a second for 150 doors and 20 people.
    fn default() -> Self {
        Self { seed: 1, stop: Box::new(Either(Iterations(1000), NoProgress(250))), stickiness: Stickiness::Usual }
    }
}

/// What the search tells while it runs.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// Iterations finished.
    pub iteration: u64,
    /// Cost of the best plan so far.
    pub best: Cost,
}

/// Somebody who wants to know how the search gets on. Any `FnMut(News)` is one.
pub trait Progress {
    /// Called once after the start and at every better plan.
    fn report(&mut self, news: News);
}

/// Nobody wants to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn report(&mut self, _news: News) {}
}

impl<F: FnMut(News)> Progress for F {
    fn report(&mut self, news: News) {
        self(news);
    }
}

/// Searches for rounds. Always returns a plan that keeps every hard rule; what could not be served is listed
/// with its reason.
pub fn solve(problem: &Problem, settings: &Settings, progress: &mut dyn Progress) -> Plan {
    let mut desk = Desk::default();
    let mut day = Day::empty(problem, &mut desk);
    let hopeless = insert::set_aside_hopeless(&mut day);
    fill(&mut day, settings.stickiness, &mut desk);
    let mut best = improve(day, settings, &mut desk, progress);
    best.absent.extend(hopeless);
    best.absent.sort_unstable();
    plan::write(&best, reason::of_absent(&best, &mut desk), &mut desk)
}

/// The usual rounds, then the rest.
fn fill(day: &mut Day, sticky: Stickiness, desk: &mut Desk) {
    usual::lay(day, desk);
    insert::recreate(day, sticky, desk);
}

/// A day as the search begins with it, for the tests of the moves.
#[cfg(test)]
pub(crate) fn filled(problem: &Problem, sticky: Stickiness) -> Day<'_> {
    let mut desk = Desk::default();
    let mut day = Day::empty(problem, &mut desk);
    fill(&mut day, sticky, &mut desk);
    day
}

fn improve<'a>(mut day: Day<'a>, settings: &Settings, desk: &mut Desk, progress: &mut dyn Progress) -> Day<'a> {
    let (sticky, stop) = (settings.stickiness, &settings.stop);
    let mut chance = Chance::new(settings.seed);
    let neighbours = Neighbours::of(day.problem);
    descent::descend(&mut day, sticky, desk, &|| stop.reached(0, 0));
    let (mut best, mut before) = (day.clone(), day.clone());
    let (mut iteration, mut found_at) = (0, 0);
    progress.report(News { iteration, best: best.cost() });
    while day.routes.iter().any(|route| !route.visits().is_empty()) && !stop.reached(iteration, iteration - found_at) {
        before.clone_from(&day);
        ruin::ruin(&mut day, &neighbours, &mut chance, desk);
        insert::recreate(&mut day, sticky, desk);
        iteration += 1;
        let record = day.cost().key(sticky) < best.cost().key(sticky);
        if record || iteration % POLISH == 0 {
            descent::descend(&mut day, sticky, desk, &|| stop.reached(iteration, iteration - found_at));
        }
        if day.cost().key(sticky) < best.cost().key(sticky) {
            best.clone_from(&day);
            found_at = iteration;
            progress.report(News { iteration, best: best.cost() });
        } else if !near_record(day.cost(), best.cost(), sticky) {
            day.clone_from(&before);
        }
    }
    best
}

fn near_record(cost: Cost, best: Cost, sticky: Stickiness) -> bool {
    let leeway = Cost { effort: best.effort / WANDER, ..Cost::default() };
    cost.key(sticky) <= (best + leeway).key(sticky)
}
