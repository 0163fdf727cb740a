//! One round of a plan, walked with a cart in hand.

use std::collections::BTreeSet;

use super::loads::{Wanted, wanted};
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
    rests: usize,
    /// How long it waits at each step, and how long after its start the step may still begin.
    leeway: Vec<(i64, i64)>,
    faults: &'a mut Vec<Fault>,
}

/// Walks a round; its cost by itself, unless it names things that do not exist.
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
        rests: 0,
        leeway: Vec::with_capacity(round.steps.len()),
        faults,
    };
    let (wanted, lacking) = wanted(problem, &round.steps);
    for (at, (step, wanted)) in round.steps.iter().zip(&wanted).enumerate() {
        walker.step = Some(at);
        walker.halt(step, wanted);
    }
    for (at, task) in lacking {
        walker.step = Some(at);
        walker.demand(false, Rule::NotPickedUp, Some(task));
    }
    walker.step = None;
    walker.finish(round, shift);
    walker.slack(round, shift);
    Some(cost(problem, round, vehicle))
}

fn exists(problem: &Problem, step: &Step) -> bool {
    match &step.act {
        Act::Drop { task } => task.index() < problem.tasks().len(),
        Act::Pickup { shop, tasks, .. } => {
            shop.index() < problem.shops().len() && tasks.iter().all(|task| task.index() < problem.tasks().len())
        }
        Act::Rest => true,
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

    /// Where a step takes place and how long it lasts; nothing for a rest that nobody is due.
    fn place(&self, step: &Step) -> Option<(NodeId, i64)> {
        match &step.act {
            Act::Drop { task } => {
                let task = &self.problem.tasks()[task.index()];
                Some((task.node, task.service_s))
            }
            Act::Pickup { shop, tasks, .. } => {
                let shop = &self.problem.shops()[shop.index()];
                Some((shop.node, shop.load_s.saturating_add(shop.pick_s.saturating_mul(tasks.len() as i64))))
            }
            Act::Rest => self.vehicle.rest.as_ref().map(|rest| (rest.node, rest.rest_s)),
        }
    }

    fn halt(&mut self, step: &Step, wanted: &Wanted) {
        let Some((node, service_s)) = self.place(step) else {
            self.demand(false, Rule::WrongRest, None);
            self.leeway.push((0, 0));
            return;
        };
        let travel_s = self.go(node);
        let setup_s = if self.node == Some(node) { 0 } else { self.problem.nodes()[node.index()].setup_s };
        // Without a start node the round begins where it arrives first.
        let on_foot = self.now.checked_add(travel_s) == Some(step.arrive_s);
        let ready = step.arrive_s.checked_add(setup_s).is_some_and(|ready| ready <= step.start_s);
        let done = step.start_s.checked_add(service_s) == Some(step.leave_s);
        self.demand(step.node == node && on_foot && ready && done, Rule::WrongTime, None);
        (self.node, self.now) = (Some(node), step.leave_s);
        let waits = step.start_s.saturating_sub(step.arrive_s).saturating_sub(setup_s);
        self.leeway.push((waits, left(self.hours(step), step.start_s)));
        match &step.act {
            Act::Drop { task } => self.drop_goods(*task, step),
            Act::Pickup { shop, grams, count, tasks } => {
                self.load_goods(*shop, tasks, (*grams, *count), (step, wanted))
            }
            Act::Rest => {
                self.rests += 1;
                let windows = self.vehicle.rest.as_ref().map_or(&[][..], |rest| &rest.windows);
                self.demand(self.rests == 1 && within(windows, step.start_s), Rule::WrongRest, None);
            }
        }
        self.demand((step.load_after_g, step.load_after_count) == (self.grams, self.pieces), Rule::WrongFigure, None);
    }

    /// When a step may start.
    fn hours(&self, step: &Step) -> &[Window] {
        match &step.act {
            Act::Drop { task } => &self.problem.tasks()[task.index()].windows,
            Act::Pickup { shop, .. } => &self.problem.shops()[shop.index()].open,
            Act::Rest => self.vehicle.rest.as_ref().map_or(&[], |rest| &rest.windows),
        }
    }

    /// What is told of slack, from the end of the round backwards: a step may start later by what its own hours leave, and by
    /// what the next one can bear and waits anyway.
    fn slack(&mut self, round: &Round, shift: Window) {
        let mut bears = shift.to.saturating_sub(round.end_s).max(0);
        for (at, step) in round.steps.iter().enumerate().rev() {
            let (waits, left) = self.leeway[at];
            let slack_s = bears.min(left);
            self.step = Some(at);
            self.demand(step.slack_s == slack_s, Rule::WrongFigure, None);
            bears = slack_s.saturating_add(waits);
        }
        self.step = None;
    }

    fn load_goods(&mut self, shop: ShopId, tasks: &[TaskId], said: (i64, i64), (step, wanted): (&Step, &Wanted)) {
        self.demand(within(&self.problem.shops()[shop.index()].open, step.start_s), Rule::ShopClosed, None);
        let named: BTreeSet<TaskId> = tasks.iter().copied().collect();
        self.demand(named.len() == tasks.len() && named == wanted.tasks, Rule::WrongPickup, None);
        self.demand((wanted.grams, wanted.pieces) == said, Rule::WrongFigure, None);
        self.grams = self.grams.saturating_add(wanted.grams);
        self.pieces = self.pieces.saturating_add(wanted.pieces);
        self.demand(self.grams <= self.vehicle.cart_g && self.pieces <= self.vehicle.cart_count, Rule::CartFull, None);
    }

    fn drop_goods(&mut self, id: TaskId, step: &Step) {
        let task = &self.problem.tasks()[id.index()];
        self.demand(overdue(task, step.start_s) <= task.late.grace_s, Rule::OutsideWindow, Some(id));
        let carried = task.heaviest_item_g;
        let up = task.stair_floors <= 0 || carried <= self.vehicle.max_carry_on_stairs_g;
        self.demand(up && carried <= self.vehicle.max_carry_g, Rule::TooHeavy, Some(id));
        self.demand(task.stair_floors <= self.vehicle.stair_floors_max, Rule::Stairs, Some(id));
        self.demand(!task.needs_training || self.vehicle.trained, Rule::Untrained, Some(id));
        self.demand(task.only_vehicle.is_none_or(|only| only == self.id), Rule::WrongVehicle, Some(id));
        self.demand(!task.blocked.contains(&self.id), Rule::Blocked, Some(id));
        for goods in &task.goods {
            (self.grams, self.pieces) =
                (self.grams.saturating_sub(goods.grams), self.pieces.saturating_sub(goods.count));
        }
    }

    fn finish(&mut self, round: &Round, shift: Window) {
        let home_s = self.vehicle.end.filter(|_| !round.steps.is_empty()).map_or(0, |end| self.go(end));
        self.demand(self.now.checked_add(home_s) == Some(round.end_s), Rule::WrongTime, None);
        self.demand(shift.from <= round.depart_s && round.end_s <= shift.to, Rule::OutsideShift, None);
        let lasts = round.end_s.checked_sub(round.depart_s) == Some(round.duration_s);
        self.demand(lasts && round.distance_m == self.metres, Rule::WrongFigure, None);
        self.demand(round.duration_s <= self.vehicle.longest_s, Rule::TooLong, None);
        self.demand(reloads(round) <= self.vehicle.reloads_max, Rule::TooManyReloads, None);
        let begins = |shop| matches!(round.steps.first(), Some(Step { act: Act::Pickup { shop: first, .. }, .. }) if *first == shop);
        self.demand(self.vehicle.first_shop.is_none_or(begins), Rule::WrongFirstShop, None);
        let doors: Vec<&Task> = doors(self.problem, round).map(|(task, _)| task).collect();
        self.demand(!doors.is_empty(), Rule::EmptyRound, None);
        let heavy: i64 = doors.iter().map(|task| task.heavy_items).sum();
        let on_stairs: i64 = doors.iter().filter(|task| task.stair_floors > 0).map(|task| task.heavy_items).sum();
        let gram_floors: i64 = doors.iter().map(|task| task.stair_gram_floors).sum();
        self.demand(heavy <= self.vehicle.heavy_items_max, Rule::TooManyHeavy, None);
        self.demand(on_stairs <= self.vehicle.heavy_items_on_stairs_max, Rule::TooManyHeavyOnStairs, None);
        self.demand(gram_floors <= self.vehicle.stair_gram_floors_max, Rule::TooManyGramFloors, None);
        self.demand(gram_floors == round.stair_gram_floors, Rule::WrongFigure, None);
    }
}

/// How often a shop follows a door.
fn reloads(round: &Round) -> i64 {
    let is_shop = |step: &Step| matches!(step.act, Act::Pickup { .. });
    round.steps.windows(2).filter(|pair| !is_shop(&pair[0]) && is_shop(&pair[1])).count() as i64
}

fn within(windows: &[Window], second: i64) -> bool {
    windows.iter().any(|window| window.from <= second && second <= window.to)
}

/// How much of the window that a second lies in is left; nothing outside of all.
fn left(windows: &[Window], second: i64) -> i64 {
    let around = windows.iter().filter(|window| window.from <= second && second <= window.to);
    around.map(|window| window.to - second).max().unwrap_or(0)
}

/// How late service begins, after the window that is the kindest; before every window, it is late for ever.
fn overdue(task: &Task, start_s: i64) -> i64 {
    let begun = task.windows.iter().filter(|window| window.from <= start_s);
    begun.map(|window| start_s.saturating_sub(window.to).max(0)).min().unwrap_or(i64::MAX)
}

fn doors<'a>(problem: &'a Problem, round: &'a Round) -> impl Iterator<Item = (&'a Task, &'a Step)> {
    round.steps.iter().filter_map(|step| match step.act {
        Act::Drop { task } => Some((problem.tasks().get(task.index())?, step)),
        Act::Pickup { .. } | Act::Rest => None,
    })
}

/// What a round costs, from its own figures, which the walk has compared.
fn cost(problem: &Problem, round: &Round, vehicle: &Vehicle) -> Cost {
    let prices = problem.prices();
    let tasks = || doors(problem, round).map(|(task, _)| task);
    let strangers = tasks().filter(|task| task.usual_vehicle.is_some_and(|usual| usual != round.vehicle)).count();
    let mine = tasks().filter(|task| task.usual_vehicle == Some(round.vehicle));
    let ranks: Vec<u32> = mine.filter_map(|task| task.usual_rank).collect();
    let effort = prices
        .second
        .saturating_mul(round.duration_s)
        .saturating_add(prices.metre.saturating_mul(round.distance_m))
        .saturating_add(vehicle.round_price);
    let rested = round.steps.iter().any(|step| step.act == Act::Rest);
    let late = doors(problem, round).map(|(task, step)| task.late.price.saturating_mul(overdue(task, step.start_s)));
    Cost {
        faces: prices.changed_face.saturating_mul(strangers as i64),
        places: prices.changed_place.saturating_mul(out_of_order(&ranks)),
        effort,
        overtime: vehicle.overtime_price.saturating_mul(round.duration_s.saturating_sub(vehicle.nominal_s).max(0)),
        rests: vehicle.rest.as_ref().map_or(0, |rest| if rested { 0 } else { rest.missed_price }),
        late: late.fold(0, i64::saturating_add),
        ..Cost::default()
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
