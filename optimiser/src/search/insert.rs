//! Absent tasks come back where they cost least, the one that would regret waiting most first.
//!
//! Regret is the difference between the best and the second best round (Potvin and Rousseau 1993); a task
//! that only one round can take has the largest. Each task keeps its best spot in each route; only the
//! route that changed is asked again.

use crate::cost::{Cost, Desk, Stickiness, price, price_of_walk};
use crate::day::Day;
use crate::problem::TaskId;
use crate::route::Visit;
use crate::segment::Segment;

/// Where a task goes in a route: before position `at`, with or without reloads around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    at: usize,
    reload_before: bool,
    reload_after: bool,
    /// Cost after minus cost before; the price of leaving it out is not in it.
    pub(super) change: Cost,
}

/// The ways to stand in a route; a reload of one's own is tried only where the plain way fails.
const WITH_RELOADS: [(bool, bool); 3] = [(true, false), (false, true), (true, true)];

/// Takes out of the day, and returns, the tasks that nobody could serve even with nothing else to do.
pub(super) fn set_aside_hopeless(day: &mut Day) -> Vec<TaskId> {
    let routes = 0..day.routes.len();
    let absent = std::mem::take(&mut day.absent);
    let (able, hopeless) = absent.into_iter().partition(|&task| routes.clone().any(|route| day.able(route, task)));
    day.absent = able;
    hopeless
}

/// Brings back every absent task that can be served for less than its price, by regret.
pub(super) fn recreate(day: &mut Day, sticky: Stickiness, desk: &mut Desk) {
    let mut open: Vec<(TaskId, Vec<Option<Spot>>)> = Vec::with_capacity(day.absent.len());
    for &task in &day.absent {
        let spots = (0..day.routes.len()).map(|route| worthwhile(day, task, route, sticky, desk)).collect();
        open.push((task, spots));
    }
    loop {
        let choice = open
            .iter()
            .enumerate()
            .filter_map(|(index, (task, spots))| urgency(*task, spots, sticky).map(|key| (key, index)));
        let Some((_, index)) = choice.min() else {
            return;
        };
        let (task, spots) = open.swap_remove(index);
        let Some((route, spot)) = best_spot(&spots, sticky) else {
            return;
        };
        put(day, task, route, &spot, desk);
        for (task, spots) in &mut open {
            spots[route] = worthwhile(day, *task, route, sticky, desk);
        }
    }
}

/// The cheapest spot of a task in a route, if there is one that keeps the hard rules.
pub(super) fn cheapest(day: &Day, task: TaskId, route: usize, sticky: Stickiness, desk: &mut Desk) -> Option<Spot> {
    if !day.able(route, task) {
        return None;
    }
    let places = 0..=day.routes[route].visits().len();
    let plain = places.clone().filter_map(|at| look(day, task, route, (at, false, false), desk));
    let by_total = |spot: &Spot| (spot.change.key(sticky), spot.at);
    if let Some(spot) = plain.min_by_key(by_total) {
        return Some(spot);
    }
    if day.routes[route].visits().is_empty() {
        return None; // a reload of nothing changes nothing
    }
    let ways = places.flat_map(|at| WITH_RELOADS.map(|(before, after)| (at, before, after)));
    ways.filter_map(|way| look(day, task, route, way, desk)).min_by_key(by_total)
}

/// Puts a task where [`cheapest`] found room.
pub(super) fn put(day: &mut Day, task: TaskId, route: usize, spot: &Spot, desk: &mut Desk) {
    let mut chain = Vec::with_capacity(day.routes[route].visits().len() + 3);
    write(day, task, route, (spot.at, spot.reload_before, spot.reload_after), &mut chain);
    if let Some(price) = price(day.problem, day.routes[route].crew, &chain, desk) {
        day.serve(task, route, &chain, price);
    }
}

fn worthwhile(day: &Day, task: TaskId, route: usize, sticky: Stickiness, desk: &mut Desk) -> Option<Spot> {
    let mut spot = cheapest(day, task, route, sticky, desk)?;
    spot.change.unserved -= day.problem.task(task).unserved_price;
    spot.change.improves(sticky).then_some(spot)
}

fn best_spot(spots: &[Option<Spot>], sticky: Stickiness) -> Option<(usize, Spot)> {
    let known = spots.iter().enumerate().filter_map(|(route, spot)| spot.map(|spot| (route, spot)));
    known.min_by_key(|(route, spot)| (spot.change.key(sticky), *route))
}

/// Smaller is more urgent: minus the regret, then the cost, then the id.
fn urgency(task: TaskId, spots: &[Option<Spot>], sticky: Stickiness) -> Option<([i64; 4], [i64; 4], TaskId)> {
    let (best_route, best) = best_spot(spots, sticky)?;
    let others = spots.iter().enumerate().filter(|(route, _)| *route != best_route).filter_map(|(_, spot)| *spot);
    let second = others.map(|spot| spot.change.key(sticky)).min().unwrap_or([0; 4]);
    let best = best.change.key(sticky);
    let regret = std::array::from_fn(|term| best[term] - second[term]);
    Some((regret, best, task))
}

fn look(day: &Day, task: TaskId, route: usize, way: (usize, bool, bool), desk: &mut Desk) -> Option<Spot> {
    let (at, reload_before, reload_after) = way;
    let old = &day.routes[route];
    let reload = Segment::of(day.problem, Visit::Reload);
    let mut load = old.before(at);
    load = if reload_before { load.join(reload) } else { load };
    load = load.join(Segment::of(day.problem, Visit::Task(task)));
    load = if reload_after { load.join(reload) } else { load };
    if !load.join(old.after(at)).fits(day.problem.vehicle(old.crew.vehicle)) {
        return None;
    }
    let mut chain = std::mem::take(&mut desk.chain);
    chain.clear();
    write(day, task, route, way, &mut chain);
    let price = price_of_walk(day.problem, old.crew, &chain, desk);
    desk.chain = chain;
    Some(Spot { at, reload_before, reload_after, change: price? - old.price() })
}

fn write(day: &Day, task: TaskId, route: usize, (at, before, after): (usize, bool, bool), chain: &mut Vec<Visit>) {
    let visits = day.routes[route].visits();
    chain.extend_from_slice(&visits[..at]);
    chain.extend(before.then_some(Visit::Reload));
    chain.push(Visit::Task(task));
    chain.extend(after.then_some(Visit::Reload));
    chain.extend_from_slice(&visits[at..]);
}
