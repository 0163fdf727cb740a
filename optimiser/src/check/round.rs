//! One round of a plan, walked with a cart in hand.

use std::collections::BTreeSet;

use super::{Fault, Rule};
use crate::cost::Cost;
use crate::plan::{Act, Round, Step};
use crate::problem::{NodeId, Problem, ShopId, Task, TaskId, Vehicle, VehicleId, Window};

/// The walker with the cart.
struct Walker<'a> {
    problem: &'a Problem,
    vehicle: &'a Vehicle,
    id: VehicleId,
    round: usize,
    step: Option<usize>,
    now: i64,
    node: Option<NodeId>,
    metres: i64,
    grams: i64,
    pieces: i64,
    aboard: BTreeSet<(TaskId, ShopId)>,
    faults: &'a mut Vec<Fault>,
}

/// Walks a round; its cost, unless it names things that do not exist.
pub(super) fn replay(problem: &Problem, number: usize, round: &Round, faults: &mut Vec<Fault>) -> Option<Cost> {
    let vehicle = problem.vehicles().get(round.vehicle.index());
    let known = vehicle.and_then(|who| who.shifts.get(round.shift).map(|shift| (who, *shift)));
    let (Some((vehicle, shift)), true) = (known, round.steps.iter().all(|step| exists(problem, step))) else {
        faults.push(Fault { round: Some(number), step: None, task: None, rule: Rule::UnknownId });
        return None;
    };
    let mut walker = Walker {
        problem,
        vehicle,
        id: round.vehicle,
        round: number,
        step: None,
        now: round.depart_s,
        node: vehicle.start,
        metres: 0,
        grams: 0,
        pieces: 0,
        aboard: BTreeSet::new(),
        faults,
    };
    for (at, step) in round.steps.iter().enumerate() {
        walker.step = Some(at);
        walker.halt(step);
    }
    walker.step = None;
    walker.finish(round, shift);
    Some(cost(problem, round))
}

fn exists(problem: &Problem, step: &Step) -> bool {
    match &step.act {
        Act::Drop { task } => task.index() < problem.tasks().len(),
        Act::Pickup { shop, tasks, .. } => {
            shop.index() < problem.shops().len() && tasks.iter().all(|task| task.index() < problem.tasks().len())
        }
    }
}

impl Walker<'_> {
    fn demand(&mut self, holds: bool, rule: Rule, task: Option<TaskId>) {
        if !holds {
            self.faults.push(Fault { round: Some(self.round), step: self.step, task, rule });
        }
    }

    fn go(&mut self, to: NodeId) -> i64 {
        let Some(from) = self.node else { return 0 };
        self.metres = self.metres.saturating_add(self.problem.matrix_metres(from, to));
        let scaled = self.problem.matrix_seconds(from, to) * i64::from(self.vehicle.pace_per_mille);
        scaled / 1000 + i64::from(scaled % 1000 != 0)
    }

    fn halt(&mut self, step: &Step) {
        let (node, service_s) = match &step.act {
            Act::Drop { task } => {
                (self.problem.tasks()[task.index()].node, self.problem.tasks()[task.index()].service_s)
            }
            Act::Pickup { shop, .. } => {
                (self.problem.shops()[shop.index()].node, self.problem.shops()[shop.index()].load_s)
            }
        };
        let travel_s = self.go(node);
        let setup_s = if self.node == Some(node) { 0 } else { self.problem.nodes()[node.index()].setup_s };
        // Without a start node the round begins where it arrives first.
        let on_foot = self.now.checked_add(travel_s) == Some(step.arrive_s);
        let ready = step.arrive_s.checked_add(setup_s).is_some_and(|ready| ready <= step.start_s);
        let done = step.start_s.checked_add(service_s) == Some(step.leave_s);
        self.demand(step.node == node && on_foot && ready && done, Rule::WrongTime, None);
        (self.node, self.now) = (Some(node), step.leave_s);
        match &step.act {
            Act::Drop { task } => self.drop_goods(*task, step),
            Act::Pickup { shop, grams, count, tasks } => self.load_goods(*shop, tasks, (*grams, *count), step),
        }
        self.demand((step.load_after_g, step.load_after_count) == (self.grams, self.pieces), Rule::WrongFigure, None);
    }

    fn load_goods(&mut self, shop: ShopId, tasks: &[TaskId], said: (i64, i64), step: &Step) {
        let open = &self.problem.shops()[shop.index()].open;
        let while_open = open.iter().any(|open| open.from <= step.start_s && step.leave_s <= open.to);
        self.demand(while_open, Rule::ShopClosed, None);
        let mut loaded = (0, 0);
        for &task in tasks {
            let (grams, pieces) = sum_of(&self.problem.tasks()[task.index()], shop);
            let wanted = self.problem.tasks()[task.index()].goods.iter().any(|goods| goods.shop == shop);
            let fresh = self.aboard.insert((task, shop));
            self.demand(wanted && fresh, Rule::WrongPickup, Some(task));
            loaded = (loaded.0 + grams, loaded.1 + pieces);
        }
        self.demand(loaded == said, Rule::WrongFigure, None);
        (self.grams, self.pieces) = (self.grams + loaded.0, self.pieces + loaded.1);
        self.demand(self.grams <= self.vehicle.cart_g && self.pieces <= self.vehicle.cart_count, Rule::CartFull, None);
    }

    fn drop_goods(&mut self, id: TaskId, step: &Step) {
        let task = &self.problem.tasks()[id.index()];
        let in_window =
            task.windows.is_empty() || task.windows.iter().any(|w| w.from <= step.start_s && step.start_s <= w.to);
        self.demand(in_window, Rule::OutsideWindow, Some(id));
        self.demand(task.heaviest_item_g <= self.vehicle.max_carry_g, Rule::TooHeavy, Some(id));
        self.demand(!task.stairs || self.vehicle.climbs_stairs, Rule::Stairs, Some(id));
        self.demand(!task.needs_training || self.vehicle.trained, Rule::Untrained, Some(id));
        self.demand(task.only_vehicle.is_none_or(|only| only == self.id), Rule::WrongVehicle, Some(id));
        self.demand(!task.blocked.contains(&self.id), Rule::Blocked, Some(id));
        let shops: BTreeSet<ShopId> = task.goods.iter().map(|goods| goods.shop).collect();
        for shop in shops {
            let (grams, pieces) = sum_of(task, shop);
            if self.aboard.remove(&(id, shop)) {
                (self.grams, self.pieces) = (self.grams - grams, self.pieces - pieces);
            } else {
                self.demand(false, Rule::NotPickedUp, Some(id));
            }
        }
    }

    fn finish(&mut self, round: &Round, shift: Window) {
        let home_s = self.vehicle.end.filter(|_| !round.steps.is_empty()).map_or(0, |end| self.go(end));
        self.demand(self.now.checked_add(home_s) == Some(round.end_s), Rule::WrongTime, None);
        self.demand(shift.from <= round.depart_s && round.end_s <= shift.to, Rule::OutsideShift, None);
        let lasts = round.end_s.checked_sub(round.depart_s) == Some(round.duration_s);
        self.demand(lasts && round.distance_m == self.metres, Rule::WrongFigure, None);
        self.demand(self.aboard.is_empty(), Rule::WrongPickup, None);
        let doors: Vec<&Task> = doors(self.problem, round).collect();
        self.demand(!doors.is_empty(), Rule::EmptyRound, None);
        let heavy: i64 = doors.iter().map(|task| task.heavy_items).sum();
        let on_stairs: i64 = doors.iter().filter(|task| task.stairs).map(|task| task.heavy_items).sum();
        let gram_floors: i64 = doors.iter().map(|task| task.stair_gram_floors).sum();
        self.demand(heavy <= self.vehicle.heavy_items_max, Rule::TooManyHeavy, None);
        self.demand(on_stairs <= self.vehicle.heavy_items_on_stairs_max, Rule::TooManyHeavyOnStairs, None);
        self.demand(gram_floors <= self.vehicle.stair_gram_floors_max, Rule::TooManyGramFloors, None);
    }
}

fn sum_of(task: &Task, shop: ShopId) -> (i64, i64) {
    let here = task.goods.iter().filter(|goods| goods.shop == shop);
    here.fold((0, 0), |(grams, pieces), goods| (grams + goods.grams, pieces + goods.count))
}

fn doors<'a>(problem: &'a Problem, round: &'a Round) -> impl Iterator<Item = &'a Task> {
    round.steps.iter().filter_map(|step| match step.act {
        Act::Drop { task } => problem.tasks().get(task.index()),
        Act::Pickup { .. } => None,
    })
}

/// What a round costs, from its own figures, which the walk has compared.
fn cost(problem: &Problem, round: &Round) -> Cost {
    let prices = problem.prices();
    let strangers =
        doors(problem, round).filter(|task| task.usual_vehicle.is_some_and(|usual| usual != round.vehicle)).count();
    let mine = doors(problem, round).filter(|task| task.usual_vehicle == Some(round.vehicle));
    let ranks: Vec<u32> = mine.filter_map(|task| task.usual_rank).collect();
    let effort = prices
        .second
        .saturating_mul(round.duration_s)
        .saturating_add(prices.metre.saturating_mul(round.distance_m))
        .saturating_add(prices.round);
    Cost {
        unserved: 0,
        faces: prices.changed_face.saturating_mul(strangers as i64),
        places: prices.changed_place.saturating_mul(out_of_order(&ranks)),
        effort,
    }
}

/// Ranks outside a longest non-decreasing run, by the plain quadratic rule.
fn out_of_order(ranks: &[u32]) -> i64 {
    let mut longest: Vec<i64> = Vec::with_capacity(ranks.len());
    for (at, rank) in ranks.iter().enumerate() {
        let before =
            ranks[..at].iter().zip(&longest).filter(|(earlier, _)| *earlier <= rank).map(|(_, run)| *run).max();
        longest.push(before.unwrap_or(0) + 1);
    }
    ranks.len() as i64 - longest.iter().copied().max().unwrap_or(0)
}
