//! Writes tours down as a plan: every time, load and price follows from the order of the halts.
//!
//! Times are as early as possible, and the start is left as late as that allows: waiting at home costs nobody anything
//! (Savelsbergh 1992). A tour that breaks a rule is written as it is, for [`crate::check()`] to refuse.

use super::{Act, Halt, Plan, Round, Step, Tour, Unserved};
use crate::cost::Cost;
use crate::problem::{Goods, NodeId, Problem, Seconds, Task, TaskId, Vehicle, Window};

/// The plan that tours are, with the tasks left out. Tours without a door are left away.
pub(crate) fn write(problem: &Problem, tours: &[Tour], unserved: Vec<Unserved>) -> Plan {
    let left_out = unserved.iter().map(|left| problem.task(left.task).unserved_price).sum();
    let mut plan = Plan { rounds: Vec::new(), unserved, cost: Cost { unserved: left_out, ..Cost::default() } };
    for tour in tours.iter().filter(|tour| tour.tasks().next().is_some()) {
        let round = round(problem, tour);
        plan.cost += cost_of(problem, tour, &round);
        plan.rounds.push(round);
    }
    plan.cost += cost_together(problem, &plan.rounds);
    plan
}

/// A halt with the seconds that belong to it.
struct Timed {
    node: NodeId,
    travel_s: Seconds,
    setup_s: Seconds,
    stay_s: Seconds,
    /// What it must start in, if anything: the window that was chosen.
    window: Window,
    start_s: Seconds,
}

fn round(problem: &Problem, tour: &Tour) -> Round {
    let vehicle = problem.vehicle(tour.vehicle);
    let shift = vehicle.shifts[tour.shift];
    let loads = loads(problem, &tour.halts);
    let (mut timed, distance_m) = timed(problem, vehicle, shift, &tour.halts, &loads);
    let depart_s = postpone(&mut timed, shift.from);
    let home_s =
        timed.last().zip(vehicle.end).map_or(0, |(last, end)| problem.travel_s(vehicle.pace_per_mille, last.node, end));
    let end_s = timed.last().map_or(depart_s, |last| last.start_s + last.stay_s + home_s);
    let mut steps = steps(problem, &tour.halts, loads, &timed, depart_s);
    let mut slack_s = shift.to - end_s;
    for (step, timed) in steps.iter_mut().zip(&timed).rev() {
        let waits = step.start_s - step.arrive_s - timed.setup_s;
        slack_s = slack_s.min(timed.window.to - step.start_s).max(0);
        step.slack_s = slack_s;
        slack_s += waits;
    }
    let doors = tour.tasks().map(|task| problem.task(task));
    Round {
        vehicle: tour.vehicle,
        shift: tour.shift,
        depart_s,
        end_s,
        duration_s: end_s - depart_s,
        distance_m,
        stair_gram_floors: doors.map(|task| task.stair_gram_floors).sum(),
        steps,
    }
}

/// Every halt as early as possible, and the metres.
fn timed(problem: &Problem, vehicle: &Vehicle, shift: Window, halts: &[Halt], loads: &[Act]) -> (Vec<Timed>, i64) {
    let (mut now, mut here, mut metres) = (shift.from, vehicle.start, 0);
    let mut timed = Vec::with_capacity(halts.len());
    for (halt, act) in halts.iter().zip(loads) {
        let (node, stay_s, windows) = place(problem, vehicle, halt, act);
        let travel_s = here.map_or(0, |here| problem.travel_s(vehicle.pace_per_mille, here, node));
        metres += here.map_or(0, |here| problem.matrix_metres(here, node));
        let setup_s = if here == Some(node) { 0 } else { problem.nodes()[node.index()].setup_s };
        let ready = now + travel_s + setup_s;
        let grace_s = if let Halt::Door(task) = halt { problem.task(*task).late.grace_s } else { 0 };
        let window = Window::met(windows, ready, grace_s).unwrap_or(Window { from: ready, to: ready });
        now = ready.max(window.from);
        timed.push(Timed { node, travel_s, setup_s, stay_s, window, start_s: now });
        (now, here) = (now + stay_s, Some(node));
    }
    metres +=
        here.zip(vehicle.end).filter(|_| !halts.is_empty()).map_or(0, |(last, end)| problem.matrix_metres(last, end));
    (timed, metres)
}

fn place<'a>(problem: &'a Problem, vehicle: &'a Vehicle, halt: &Halt, act: &Act) -> (NodeId, Seconds, &'a [Window]) {
    match halt {
        Halt::Shop(shop) => {
            let shop = &problem.shops()[shop.index()];
            let picks = if let Act::Pickup { tasks, .. } = act { tasks.len() as Seconds } else { 0 };
            (shop.node, shop.load_s + shop.pick_s * picks, &shop.open)
        }
        Halt::Door(task) => {
            let task = problem.task(*task);
            (task.node, task.service_s, &task.windows)
        }
        // A rest that nobody is due stays where it is, for the check to refuse.
        Halt::Rest => match &vehicle.rest {
            Some(rest) => (rest.node, rest.rest_s, &rest.windows),
            None => (NodeId(0), 0, &[]),
        },
    }
}

/// Leaves the start as late as nothing is later for it; when that is.
fn postpone(timed: &mut [Timed], from: Seconds) -> Seconds {
    let (mut wait, mut slack, mut now) = (0, Seconds::MAX, from);
    for halt in &*timed {
        wait += halt.start_s - (now + halt.travel_s + halt.setup_s);
        slack = slack.min(wait + (halt.window.to - halt.start_s).max(0));
        now = halt.start_s + halt.stay_s;
    }
    let depart_s = from + slack.min(wait);
    let mut now = depart_s;
    for halt in timed {
        halt.start_s = halt.start_s.max(now + halt.travel_s + halt.setup_s);
        now = halt.start_s + halt.stay_s;
    }
    depart_s
}

fn steps(problem: &Problem, halts: &[Halt], acts: Vec<Act>, timed: &[Timed], depart_s: Seconds) -> Vec<Step> {
    let (mut now, mut load) = (depart_s, (0, 0));
    let mut steps = Vec::with_capacity(halts.len());
    for ((act, halt), timed) in acts.into_iter().zip(halts).zip(timed) {
        match (&act, halt) {
            (Act::Pickup { grams, count, .. }, _) => load = (load.0 + grams, load.1 + count),
            (_, Halt::Door(task)) => {
                for goods in &problem.task(*task).goods {
                    load = (load.0 - goods.grams, load.1 - goods.count);
                }
            }
            _ => {}
        }
        let arrive_s = now + timed.travel_s;
        now = timed.start_s + timed.stay_s;
        steps.push(Step {
            act,
            node: timed.node,
            arrive_s,
            start_s: timed.start_s,
            leave_s: now,
            slack_s: 0,
            load_after_g: load.0,
            load_after_count: load.1,
        });
    }
    steps
}

/// What is done at each halt: goods are loaded at the last visit before their door at which they are sold.
fn loads(problem: &Problem, halts: &[Halt]) -> Vec<Act> {
    let begin = |halt: &Halt| match *halt {
        Halt::Shop(shop) => Act::Pickup { shop, grams: 0, count: 0, tasks: Vec::new() },
        Halt::Door(task) => Act::Drop { task },
        Halt::Rest => Act::Rest,
    };
    let mut acts: Vec<Act> = halts.iter().map(begin).collect();
    for (at, halt) in halts.iter().enumerate() {
        let Halt::Door(id) = *halt else { continue };
        for goods in &problem.task(id).goods {
            let sold = |act: &&mut Act| matches!(act, Act::Pickup { shop, .. } if goods.shops.contains(shop));
            if let Some(Act::Pickup { grams, count, tasks, .. }) = acts[..at].iter_mut().rev().find(sold) {
                load(goods, id, grams, count, tasks);
            }
        }
    }
    acts
}

fn load(goods: &Goods, task: TaskId, grams: &mut i64, count: &mut i64, tasks: &mut Vec<TaskId>) {
    (*grams, *count) = (*grams + goods.grams, *count + goods.count);
    if tasks.last() != Some(&task) {
        tasks.push(task);
    }
}

/// What one round costs by itself.
fn cost_of(problem: &Problem, tour: &Tour, round: &Round) -> Cost {
    let (prices, vehicle) = (problem.prices(), problem.vehicle(tour.vehicle));
    let strangers =
        tour.tasks().filter(|&task| problem.task(task).usual_vehicle.is_some_and(|usual| usual != tour.vehicle));
    let own = tour.tasks().map(|task| problem.task(task)).filter(|task| task.usual_vehicle == Some(tour.vehicle));
    let ranks: Vec<u32> = own.filter_map(|task| task.usual_rank).collect();
    let late = round.steps.iter().filter_map(|step| match step.act {
        Act::Drop { task } => Some(lateness(problem.task(task), step.start_s)),
        _ => None,
    });
    let rested = tour.halts.contains(&Halt::Rest);
    Cost {
        faces: prices.changed_face * strangers.count() as i64,
        places: prices.changed_place * out_of_order(&ranks) as i64,
        effort: prices.second * round.duration_s + prices.metre * round.distance_m + vehicle.round_price,
        overtime: vehicle.overtime_price * (round.duration_s - vehicle.nominal_s).max(0),
        rests: vehicle.rest.as_ref().filter(|_| !rested).map_or(0, |rest| rest.missed_price),
        late: late.sum(),
        ..Cost::default()
    }
}

fn lateness(task: &Task, start_s: Seconds) -> i64 {
    let overdue =
        task.windows.iter().filter(|window| window.from <= start_s).map(|window| (start_s - window.to).max(0));
    task.late.price * overdue.min().unwrap_or(0)
}

/// What rounds cost because of each other.
fn cost_together(problem: &Problem, rounds: &[Round]) -> Cost {
    let prices = problem.prices();
    let mut who = vec![None; problem.tasks().len()];
    let present = |vehicle: &Vehicle| !vehicle.shifts.is_empty();
    let mut seconds: Vec<Option<Seconds>> =
        problem.vehicles().iter().map(|vehicle| vehicle.past_s.filter(|_| present(vehicle))).collect();
    for round in rounds {
        *seconds[round.vehicle.index()].get_or_insert(0) += round.duration_s;
        for step in &round.steps {
            if let Act::Drop { task } = step.act {
                who[task.index()] = Some(round.vehicle);
            }
        }
    }
    let more = problem.together().iter().map(|group| {
        let mut vehicles: Vec<_> = group.iter().filter_map(|task| who[task.index()]).collect();
        vehicles.sort_unstable();
        vehicles.dedup();
        vehicles.len().saturating_sub(1) as i64
    });
    let counted = || seconds.iter().flatten();
    let spread = counted().max().zip(counted().min()).map_or(0, |(most, least)| (most - least) / 60);
    Cost { splits: prices.split * more.sum::<i64>(), spread: prices.spread_minute * spread, ..Cost::default() }
}

/// How many ranks stand outside a longest non-decreasing run: so many doors would have to move to restore the usual order. A
/// count of crossing pairs would make one door sent to the end cost as much as a round turned upside down.
fn out_of_order(ranks: &[u32]) -> usize {
    let mut tails: Vec<u32> = Vec::new();
    for &rank in ranks {
        let at = tails.partition_point(|&tail| tail <= rank);
        match tails.get_mut(at) {
            Some(tail) => *tail = rank,
            None => tails.push(rank),
        }
    }
    ranks.len() - tails.len()
}
