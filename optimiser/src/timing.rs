//! When a chain of visits happens: the walk through one round, forwards as early as possible, then backwards
//! to leave home as late as the same end allows.
//!
//! The order of the shops of one trip is decided here. Up to four shops every order is tried, because a
//! bakery that closes and a grocery that opens late make the greedy order wrong; beyond four the shop that is
//! done soonest comes first.

use crate::problem::{NodeId, Problem, Seconds, ShopId, TaskId, Window};
use crate::route::{Crew, Visit};

/// Up to this many shops in one trip, all orders are tried.
const ALL_ORDERS: u32 = 4;
/// A problem has at most so many shops; one bit each.
const SHOPS_MAX: usize = 64;

/// What happens at a halt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Loading for the trip with this number (0 is the first).
    Shop(ShopId, usize),
    /// Service at a door.
    Door(TaskId),
}

/// One halt with the seconds that lead to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Halt {
    pub(crate) place: Place,
    pub(crate) node: NodeId,
    pub(crate) travel_s: Seconds,
    pub(crate) setup_s: Seconds,
    pub(crate) service_s: Seconds,
    pub(crate) start_s: Seconds,
}

/// Where the walker is and since when.
#[derive(Clone, Copy)]
struct Here {
    node: Option<NodeId>,
    now: Seconds,
}

/// The walk of one round. It is kept and used again, so that the inner loop does not allocate.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    pub(crate) halts: Vec<Halt>,
    pub(crate) depart_s: Seconds,
    pub(crate) end_s: Seconds,
    pub(crate) metres: i64,
}

impl Walk {
    /// Walks the chain; false when some window, opening hour or the end of the shift cannot be kept.
    pub(crate) fn walk(&mut self, problem: &Problem, crew: Crew, visits: &[Visit]) -> bool {
        self.halts.clear();
        self.forwards(problem, crew, visits).is_some()
    }

    /// Seconds from leaving the start to the end of the round.
    pub(crate) fn duration_s(&self) -> Seconds {
        self.end_s - self.depart_s
    }

    fn forwards(&mut self, problem: &Problem, crew: Crew, visits: &[Visit]) -> Option<()> {
        let vehicle = problem.vehicle(crew.vehicle);
        let shift = vehicle.shifts[crew.shift];
        let mut here = Here { node: vehicle.start, now: shift.from };
        for (number, trip) in visits.split(|visit| *visit == Visit::Reload).enumerate() {
            here = self.trip(problem, crew, here, number, trip)?;
        }
        let home_s = match (here.node, vehicle.end) {
            (Some(last), Some(end)) if !self.halts.is_empty() => problem.travel_s(vehicle, last, end),
            _ => 0,
        };
        self.end_s = here.now + home_s;
        if self.end_s > shift.to {
            return None;
        }
        self.depart_s = self.latest_departure(problem).unwrap_or(shift.from);
        self.metres = self.walked(problem, vehicle.start, vehicle.end);
        Some(())
    }

    fn trip(&mut self, problem: &Problem, crew: Crew, mut here: Here, number: usize, trip: &[Visit]) -> Option<Here> {
        let tasks = trip.iter().filter_map(|visit| if let Visit::Task(task) = visit { Some(*task) } else { None });
        let shops = tasks.clone().fold(0, |bits, task| bits | problem.shops_of(task));
        if shops.count_ones() == 1 {
            here = self.halt(problem, crew, here, Place::Shop(ShopId(shops.trailing_zeros()), number))?;
        } else if shops != 0 {
            let next = tasks.clone().next().map(|task| problem.task(task).node);
            let order = shop_order(problem, crew, here, shops, next)?;
            for shop in order.into_iter().take(shops.count_ones() as usize) {
                here = self.halt(problem, crew, here, Place::Shop(shop, number))?;
            }
        }
        for task in tasks {
            here = self.halt(problem, crew, here, Place::Door(task))?;
        }
        Some(here)
    }

    fn halt(&mut self, problem: &Problem, crew: Crew, here: Here, place: Place) -> Option<Here> {
        let (there, halt) = step(problem, crew, here, place)?;
        self.halts.push(halt);
        Some(there)
    }

    /// The latest departure that keeps the end: waiting at home costs nobody anything.
    fn latest_departure(&self, problem: &Problem) -> Option<Seconds> {
        let mut next = self.halts.last()?;
        let mut start_s = next.start_s;
        for halt in self.halts.iter().rev().skip(1) {
            let leave_by = start_s - next.setup_s - next.travel_s;
            start_s = latest(starts(problem, halt.place), leave_by - halt.service_s);
            next = halt;
        }
        Some(start_s - next.setup_s - next.travel_s)
    }

    fn walked(&self, problem: &Problem, start: Option<NodeId>, end: Option<NodeId>) -> i64 {
        let (Some(first), Some(last)) = (self.halts.first(), self.halts.last()) else {
            return 0;
        };
        let between: i64 = self.halts.windows(2).map(|pair| problem.matrix_metres(pair[0].node, pair[1].node)).sum();
        let out = start.map_or(0, |start| problem.matrix_metres(start, first.node));
        let home = end.map_or(0, |end| problem.matrix_metres(last.node, end));
        out + between + home
    }

    /// Moves every start to what follows from the late departure; the end stays.
    pub(crate) fn settle(&mut self, problem: &Problem) {
        let mut now = self.depart_s;
        for halt in &mut self.halts {
            let ready = now + halt.travel_s + halt.setup_s;
            halt.start_s = earliest(starts(problem, halt.place), ready).unwrap_or(halt.start_s);
            now = halt.start_s + halt.service_s;
        }
    }
}

fn step(problem: &Problem, crew: Crew, here: Here, place: Place) -> Option<(Here, Halt)> {
    let vehicle = problem.vehicle(crew.vehicle);
    let (node, service_s) = match place {
        Place::Shop(shop, _) => (problem.shops()[shop.index()].node, problem.shops()[shop.index()].load_s),
        Place::Door(task) => (problem.task(task).node, problem.task(task).service_s),
    };
    let travel_s = here.node.map_or(0, |from| problem.travel_s(vehicle, from, node));
    let setup_s = if here.node == Some(node) { 0 } else { problem.nodes()[node.index()].setup_s };
    let start_s = earliest(starts(problem, place), here.now + travel_s + setup_s)?;
    let now = start_s + service_s;
    let in_shift = now <= vehicle.shifts[crew.shift].to;
    in_shift.then_some((Here { node: Some(node), now }, Halt { place, node, travel_s, setup_s, service_s, start_s }))
}

fn starts(problem: &Problem, place: Place) -> &[Window] {
    match place {
        Place::Shop(shop, _) => problem.shop_starts(shop),
        Place::Door(task) => problem.task_starts(task),
    }
}

/// The earliest second of the windows from `ready` on. Windows are sorted by their beginning.
fn earliest(windows: &[Window], ready: Seconds) -> Option<Seconds> {
    windows.iter().find(|window| window.to >= ready).map(|window| ready.max(window.from))
}

/// The latest second of the windows up to `by`; `by` itself when there is none, which the caller excludes by
/// having found a start before it.
fn latest(windows: &[Window], by: Seconds) -> Seconds {
    windows.iter().filter(|window| window.from <= by).map(|window| window.to.min(by)).max().unwrap_or(by)
}

/// The order of the shops of one trip that reaches the first door soonest; only the first `count_ones` entries
/// of the array are meant.
fn shop_order(
    problem: &Problem,
    crew: Crew,
    here: Here,
    shops: u64,
    next: Option<NodeId>,
) -> Option<[ShopId; SHOPS_MAX]> {
    let mut search = Orders { problem, crew, next, best: None, order: [ShopId(0); SHOPS_MAX] };
    if shops.count_ones() <= ALL_ORDERS {
        search.extend(here, shops, 0);
    } else {
        search.hurry(here, shops)?;
    }
    search.best.map(|(_, order)| order)
}

struct Orders<'a> {
    problem: &'a Problem,
    crew: Crew,
    next: Option<NodeId>,
    best: Option<(Seconds, [ShopId; SHOPS_MAX])>,
    order: [ShopId; SHOPS_MAX],
}

impl Orders<'_> {
    /// Every order of the shops left, depth first.
    fn extend(&mut self, here: Here, left: u64, depth: usize) {
        if left == 0 {
            let vehicle = self.problem.vehicle(self.crew.vehicle);
            let onwards = here.node.zip(self.next).map_or(0, |(from, to)| self.problem.travel_s(vehicle, from, to));
            let at_door = here.now + onwards;
            if self.best.is_none_or(|(soonest, _)| at_door < soonest) {
                self.best = Some((at_door, self.order));
            }
            return;
        }
        for shop in shops_in(left) {
            if let Some((there, _)) = step(self.problem, self.crew, here, Place::Shop(shop, 0)) {
                self.order[depth] = shop;
                self.extend(there, left & !(1 << shop.0), depth + 1);
            }
        }
    }

    /// The shop that is done soonest, again and again.
    fn hurry(&mut self, mut here: Here, mut left: u64) -> Option<()> {
        for depth in 0..left.count_ones() as usize {
            let reach =
                |shop| step(self.problem, self.crew, here, Place::Shop(shop, 0)).map(|(there, _)| (shop, there));
            let (shop, there) = shops_in(left).filter_map(reach).min_by_key(|(shop, there)| (there.now, *shop))?;
            self.order[depth] = shop;
            (here, left) = (there, left & !(1 << shop.0));
        }
        self.best = Some((here.now, self.order));
        Some(())
    }
}

fn shops_in(bits: u64) -> impl Iterator<Item = ShopId> {
    let after = |left: &u64| Some(left & left.wrapping_sub(1)).filter(|rest| *rest != 0);
    std::iter::successors(Some(bits).filter(|bits| *bits != 0), after).map(|left| ShopId(left.trailing_zeros()))
}
