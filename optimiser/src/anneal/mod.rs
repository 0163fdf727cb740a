//! Ruin and recreate under simulated annealing, with local search for what it finds: the search, readable from top to bottom.
//!
//! After Christiaens and Vanden Berghe 2020. No step ever holds a solution that breaks a hard rule, so stopping at any moment
//! leaves rounds that can be walked.

mod bend;
mod course;
mod heat;
pub(crate) mod model;
mod recreate;
mod rounds;
mod ruin;

use crate::chance::Chance;
use bend::bend;
use course::{Course, Turn};
use heat::Heat;
use model::Model;
use recreate::{Bent, Prices, recreate};
use rounds::Rounds;
use ruin::ruin;

/// The turning knobs of the search, measured for each model: see the README.
#[derive(Clone, Debug)]
pub(crate) struct Knobs {
    /// Temperatures at the beginning and at the end, in mean efforts for a client.
    pub(crate) heat: (f64, f64),
    /// Clients taken out by a ruin, on average.
    pub(crate) removed: f64,
    /// The longest string, in clients.
    pub(crate) string: f64,
    /// Iterations between two local searches.
    pub(crate) gap: u64,
    /// In how many of a thousand iterations a vehicle is left at home or sent out.
    pub(crate) bend: u32,
    /// Iterations for a client, over the whole way, from which on several attempts are better than one.
    pub(crate) plenty: f64,
}

/// Where the search stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// Iterations done.
    pub(crate) iteration: u64,
    /// Iterations since the best solution of this attempt was found.
    pub(crate) since_best: u64,
    /// The least cost so far, of all attempts.
    pub(crate) best: i64,
}

/// Is told where the search stands, and says how much of the way is done: from 1 on the search ends.
pub(crate) type Watch<'a> = dyn FnMut(Standing) -> f64 + 'a;

/// How many iterations lie between two looks at the watch.
const LOOK: u64 = 64;

/// Searches until the watch says 1, from routes or from nothing; the best routes found, by vehicle.
pub(crate) fn search<M: Model>(
    model: &M,
    knobs: &Knobs,
    from: Option<Vec<M::Route>>,
    seed: u64,
    watch: &mut Watch<'_>,
) -> Vec<M::Route> {
    let mut chance = Chance::new(seed);
    let at_home = || (0..model.vehicles()).map(|vehicle| model.empty(vehicle)).collect();
    let mut course = Course::new(model.clients(), knobs.plenty, from.is_none());
    let mut rounds = Rounds::along(model, from.unwrap_or_else(at_home));
    let mut prices = Prices::new(model.clients(), model.vehicles());
    let mut best = Best { routes: rounds.routes.clone(), cost: rounds.total() };
    recreate(&mut rounds, &mut prices, Bent { sharp: true, ..Bent::default() }, &mut chance);
    rounds.keep();
    let mut now = rounds.total();
    best.beat(&rounds, now);
    // Of the attempt that runs: its least cost, and when that was found.
    let mut here = (now, 0);
    let mut local = model.local();
    let mut heat = heat(&rounds, knobs);
    let (mut iteration, mut polished_at, mut fresh) = (0, 0, true);
    loop {
        if iteration % LOOK == 0 {
            let moment = watch(Standing { iteration, since_best: iteration - here.1, best: best.cost });
            if moment >= 1.0 || model.clients() == 0 || model.vehicles() == 0 {
                return best.routes;
            }
            let (turn, moment) = course.at(moment, iteration);
            heat.cool(moment);
            if turn != Turn::On {
                let anew = turn == Turn::Anew;
                rounds.restart(if anew { at_home() } else { best.routes.clone() });
                recreate(&mut rounds, &mut prices, Bent { sharp: true, ..Bent::default() }, &mut chance);
                rounds.keep();
                now = rounds.total();
                here = (now, iteration);
            }
        }
        iteration += 1;
        rounds.begin();
        step(&mut rounds, &mut prices, knobs, &mut chance);
        let next = rounds.total();
        if next as f64 >= now as f64 + heat.leeway(&mut chance) {
            rounds.undo();
            continue;
        }
        rounds.keep();
        now = next;
        fresh |= now < here.0;
        if fresh && iteration - polished_at > knobs.gap {
            (polished_at, fresh) = (iteration, false);
            if let Some(better) = model.polish(&mut local, &rounds.routes, &rounds.versions, &mut chance) {
                rounds.begin();
                rounds.replace(better);
                rounds.keep();
                now = rounds.total();
            }
        }
        if now < here.0 {
            here = (now, iteration);
        }
        best.beat(&rounds, now);
    }
}

/// The best so far.
struct Best<R> {
    routes: Vec<R>,
    cost: i64,
}

impl<R: Clone> Best<R> {
    fn beat<M: Model<Route = R>>(&mut self, rounds: &Rounds<'_, M>, cost: i64) {
        if cost < self.cost {
            self.cost = cost;
            self.routes.clone_from(&rounds.routes);
        }
    }
}

/// The heat for rounds that stand: their mean effort for a client is what a step is measured by.
fn heat<M: Model>(rounds: &Rounds<'_, M>, knobs: &Knobs) -> Heat {
    let served = (rounds.model.clients() - rounds.absent.len()).max(1) as f64;
    let effort: i64 = rounds.routes.iter().map(|route| rounds.model.effort(route)).sum();
    let mean = (effort as f64 / served).max(1.0);
    Heat::new(knobs.heat.0 * mean, knobs.heat.1 * mean)
}

/// One ruin and its repair.
fn step<M: Model>(rounds: &mut Rounds<'_, M>, prices: &mut Prices, knobs: &Knobs, chance: &mut Chance) {
    let bent = if chance.draw(1000) < knobs.bend { bend(rounds, prices, chance) } else { Bent::default() };
    ruin(rounds, knobs, chance);
    recreate(rounds, prices, bent, chance);
}
