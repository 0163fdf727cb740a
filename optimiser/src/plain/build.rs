//! From the optimiser's problem to the plain one, where it is plain, and from plain routes to a plan.

use std::collections::BTreeSet;

use crate::anneal::model::{Client, Model as _};
use crate::plain::{Plain, Point, Route};
use crate::plan::{Halt, Tour};
use crate::problem::{NodeId, Problem, Shop, ShopId, Task, TaskId, Vehicle, VehicleId, Window};

/// Sums of lengths and times stay below this, a quarter of what an i32 holds.
const LARGEST: i64 = (i32::MAX / 4) as i64;
/// Above it, a round of doors is no plain problem's (see [`Client`]).
const CLIENTS: usize = Client::MAX as usize - 1;

impl Plain {
    /// The plain problem that `problem` is, if it is one.
    pub(crate) fn of(problem: &Problem) -> Option<Self> {
        let vehicle = problem.vehicles().first()?;
        let (depot, day) = common_vehicle(problem, vehicle)?;
        let tasks = problem.tasks();
        if tasks.is_empty() || tasks.len() > CLIENTS || !tasks.iter().all(|task| is_plain(problem, task, depot, day)) {
            return None;
        }
        let timed = tasks.iter().any(|task| task.windows != [Window::ANYTIME] || task.service_s > 0);
        let nodes: Vec<NodeId> = tasks.iter().map(|task| task.node).chain([depot]).collect();
        let lengths = lengths(problem, &nodes, timed)?;
        let home = Point { ready: small(day.from)?, due: small(day.to)?, ..Point::default() };
        let clients = tasks.iter().map(|task| point(task, day));
        let points: Vec<Point> = clients.chain([Some(home)]).collect::<Option<_>>()?;
        small(points.iter().map(|point| i64::from(point.demand)).sum())?;
        small(points.iter().map(|point| i64::from(point.service)).sum())?;
        let capacity = small(vehicle.cart_count.min(LARGEST))?;
        Some(Self::new(points, lengths, capacity, problem.vehicles().len(), timed))
    }

    /// The tours that plain routes are; nobody's is left away.
    pub(crate) fn tours(&self, problem: &Problem, routes: &[Route]) -> Vec<Tour> {
        let tour = |((vehicle, shift), route): ((VehicleId, usize), &Route)| {
            let doors = || self.tour(route).map(|client| TaskId(client.into()));
            let shops: BTreeSet<ShopId> = doors().flat_map(|task| goods_of(problem, task)).collect();
            let halts = shops.into_iter().map(Halt::Shop).chain(doors().map(Halt::Door)).collect();
            Tour { vehicle, shift, halts }
        };
        problem.rounds().zip(routes).filter(|(_, route)| self.length(route) > 0).map(tour).collect()
    }
}

/// Where the goods of a task are loaded: any shop at the depot is as good as another.
fn goods_of(problem: &Problem, task: TaskId) -> impl Iterator<Item = ShopId> + '_ {
    problem.task(task).goods.iter().filter_map(|goods| goods.shops.first().copied())
}

/// The depot and the day of vehicles that are all alike and limited by nothing but them and their load.
fn common_vehicle(problem: &Problem, vehicle: &Vehicle) -> Option<(NodeId, Window)> {
    let depot = vehicle.start?;
    let &[day] = vehicle.shifts.as_slice() else { return None };
    let prices = problem.prices();
    let by_length = (prices.second, prices.metre, prices.spread_minute) == (0, 1, 0);
    let free = Vehicle {
        start: Some(depot),
        end: Some(depot),
        cart_count: vehicle.cart_count,
        reloads_max: 0,
        ..Vehicle::on_shift(day)
    };
    let loose = problem.together().is_empty() && problem.sequences().is_empty();
    (by_length && loose && *vehicle == free && problem.vehicles().iter().all(|other| other == vehicle))
        .then_some((depot, day))
}

/// Whether a task asks for nothing but a passage in its window with goods from the depot.
fn is_plain(problem: &Problem, task: &Task, depot: NodeId, day: Window) -> bool {
    let at_depot = Shop::at(depot, vec![day]);
    let from_depot = task.goods.iter().all(|goods| {
        let here = |shop: &ShopId| problem.shops()[shop.index()] == at_depot;
        goods.grams == 0 && !goods.shops.is_empty() && goods.shops.iter().all(here)
    });
    let same = Task {
        service_s: task.service_s,
        windows: task.windows.clone(),
        goods: task.goods.clone(),
        unserved_price: task.unserved_price,
        ..Task::at(task.node)
    };
    from_depot && *task == same && task.windows.len() == 1 && problem.nodes()[task.node.index()].setup_s == 0
}

fn point(task: &Task, day: Window) -> Option<Point> {
    let window = task.windows.first().copied().filter(|window| *window != Window::ANYTIME).unwrap_or(day);
    let demand: i64 = task.goods.iter().map(|goods| goods.count).sum();
    Some(Point {
        demand: small(demand)?,
        service: small(task.service_s)?,
        ready: small(window.from)?,
        due: small(window.to)?,
        price: task.unserved_price,
    })
}

/// The matrix of the clients, the depot last, if lengths are symmetric, are nothing on the spot, are the travel times, and no sum
/// of them is too large.
fn lengths(problem: &Problem, nodes: &[NodeId], timed: bool) -> Option<Vec<i32>> {
    let mut lengths = Vec::with_capacity(nodes.len() * nodes.len());
    let mut longest = 0;
    for &from in nodes {
        for &to in nodes {
            let (length, seconds) = (problem.matrix_metres(from, to), problem.matrix_seconds(from, to));
            let in_time = if timed { seconds == length } else { seconds == 0 };
            let stays = from != to || length == 0;
            if !in_time || !stays || length != problem.matrix_metres(to, from) {
                return None;
            }
            longest = longest.max(length);
            lengths.push(small(length)?);
        }
    }
    (longest.saturating_mul(nodes.len() as i64) <= LARGEST).then_some(lengths)
}

fn small(number: i64) -> Option<i32> {
    i32::try_from(number).ok().filter(|small| i64::from(*small) <= LARGEST)
}
