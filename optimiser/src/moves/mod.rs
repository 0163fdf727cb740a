//! The small changes of a day, one file a move.
//!
//! A move says which routes it touches, whether their loads can still be right, and what their chains become.
//! Looking ([`Move::evaluate`]) is separate from doing ([`Move::apply`]): a search looks a thousand times for
//! each time it does. What looking says is exactly the cost after minus the cost before, or `None` when a hard
//! rule would break.

pub(crate) mod relocate;
pub(crate) mod swap;
pub(crate) mod two_opt;
pub(crate) mod two_opt_star;

use crate::cost::{Cost, Desk, price_of_walk};
use crate::day::Day;
use crate::problem::TaskId;
use crate::route::Visit;

/// A change of one route, or of two.
pub(crate) trait Move {
    /// The routes it touches; the second is the first again when there is only one.
    fn routes(&self) -> [usize; 2];

    /// Whether people and loads stay right, answered without walking.
    fn fits(&self, day: &Day) -> bool;

    /// Writes what the chain of a touched route becomes.
    fn write(&self, day: &Day, route: usize, chain: &mut Vec<Visit>);

    /// Cost after minus cost before, or `None` when it cannot be done.
    fn evaluate(&self, day: &Day, desk: &mut Desk) -> Option<Cost> {
        if !self.fits(day) {
            return None;
        }
        let [one, two] = self.routes();
        let mut change = reprice(self, day, one, desk)? - day.routes[one].price();
        if two != one {
            change += reprice(self, day, two, desk)? - day.routes[two].price();
        }
        Some(change)
    }

    /// Does it; false, and nothing changed, when it cannot be done.
    fn apply(&self, day: &mut Day, desk: &mut Desk) -> bool {
        let [one, two] = self.routes();
        let mut chains: [Vec<Visit>; 2] = Default::default();
        self.write(day, one, &mut chains[0]);
        self.write(day, two, &mut chains[1]);
        let prices = if self.fits(day) { [one, two].map(|route| reprice(self, day, route, desk)) } else { [None; 2] };
        let [Some(first), Some(second)] = prices else {
            return false;
        };
        day.set(one, &chains[0], first);
        day.set(two, &chains[1], second);
        true
    }
}

fn reprice<M: Move + ?Sized>(change: &M, day: &Day, route: usize, desk: &mut Desk) -> Option<Cost> {
    let mut chain = std::mem::take(&mut desk.chain);
    chain.clear();
    change.write(day, route, &mut chain);
    let price = price_of_walk(day.problem, day.routes[route].crew, &chain, desk);
    desk.chain = chain;
    price
}

/// Whether a route may take over a visit; a reload asks for nobody.
fn may(day: &Day, route: usize, visit: Visit) -> bool {
    match visit {
        Visit::Task(task) => day.able(route, task),
        Visit::Reload => true,
    }
}

fn task_at(day: &Day, route: usize, at: usize) -> Option<TaskId> {
    match day.routes[route].visits().get(at)? {
        Visit::Task(task) => Some(*task),
        Visit::Reload => None,
    }
}

#[cfg(test)]
mod tests;
