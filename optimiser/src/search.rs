//! Asks the search that suits a problem and writes its answer down.

use crate::anneal::model::Model;
use crate::anneal::{self, Standing};
use crate::plain::Plain;
use crate::plan::{self, Plan, Tour};
use crate::portage::Portage;
use crate::problem::Problem;
use crate::reason;
use crate::stop::{Either, Iterations, NoProgress, Stop};

/// How to search.
pub struct Settings {
    /// The same seed and iteration limit give the same plan.
    pub seed: u64,
    /// When to stop.
    pub stop: Box<dyn Stop + Send + Sync>,
}

impl Default for Settings {
    /// 20,000 iterations, fewer when 5,000 in a row bring nothing: about half a second for 60 doors and 6 people.
    fn default() -> Self {
        Self { seed: 1, stop: Box::new(Either(Iterations(20_000), NoProgress(5_000))) }
    }
}

/// What the search tells while it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// Iterations finished.
    pub iteration: u64,
    /// Cost of the best plan so far.
    pub best: i64,
}

/// Somebody who wants to know how the search gets on. Any `FnMut(News)` is one.
pub trait Progress {
    /// Called once after the start, and whenever the search looks at its limit and has a better plan than at the last look.
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
    if let Some(plain) = Plain::of(problem) {
        let tours = plain.tours(problem, &search(&plain, &plain.knobs(), None, settings, progress));
        return told(problem, None, &tours);
    }
    let day = Portage::of(problem);
    let tours = day.tours(problem, &search(&day, &Portage::KNOBS, None, settings, progress));
    told(problem, Some(day), &tours)
}

/// Searches from rounds that stand, close to them: what nobody serves is put in, what is better elsewhere moves. To make moving
/// a door from one hand to another dear, name who has it as its usual vehicle.
pub fn repair(problem: &Problem, tours: &[Tour], settings: &Settings, progress: &mut dyn Progress) -> Plan {
    let day = Portage::of(problem);
    let routes = day.routes(problem, tours);
    let tours = day.tours(problem, &search(&day, &Portage::CLOSE, Some(routes), settings, progress));
    told(problem, Some(day), &tours)
}

/// Writes tours down as a plan, with the reason of every task that none of them serves. Tours that break a rule are written as
/// they are, for [`crate::check()`] to refuse.
///
/// # Panics
/// Where a tour names a vehicle, shift, shop or task that the problem does not have.
pub fn retell(problem: &Problem, tours: &[Tour]) -> Plan {
    told(problem, None, tours)
}

/// Tours as far as they can be walked, without the shops at which nothing is loaded: as [`crate::offers`] leaves those that it
/// does not ask about, for whoever compares.
pub fn pruned(problem: &Problem, tours: &[Tour]) -> Vec<Tour> {
    let day = Portage::of(problem);
    day.tours(problem, &day.routes(problem, tours))
}

fn told(problem: &Problem, day: Option<Portage>, tours: &[Tour]) -> Plan {
    plan::write(problem, tours, reason::of_absent(problem, day, tours))
}

fn search<M: Model>(
    model: &M,
    knobs: &anneal::Knobs,
    from: Option<Vec<M::Route>>,
    settings: &Settings,
    progress: &mut dyn Progress,
) -> Vec<M::Route> {
    let mut told = None;
    let mut watch = |standing: Standing| {
        if told.replace(standing.best) != Some(standing.best) {
            progress.report(News { iteration: standing.iteration, best: standing.best });
        }
        settings.stop.done(standing.iteration, standing.since_best)
    };
    anneal::search(model, knobs, from, settings.seed, &mut watch)
}
