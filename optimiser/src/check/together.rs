//! What rounds owe each other: doors that belong together, an even spread, sequences, what there is in a shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, Rule};
use crate::cost::Cost;
use crate::plan::{Act, Plan};
use crate::problem::{Problem, ShopId, TaskId, UNLIMITED, VehicleId};

/// Every door with the round and the step at which it is served.
fn doors(plan: &Plan) -> BTreeMap<TaskId, (usize, usize)> {
    let mut doors = BTreeMap::new();
    for (round, walked) in plan.rounds.iter().enumerate() {
        for (step, done) in walked.steps.iter().enumerate() {
            if let Act::Drop { task } = done.act {
                doors.insert(task, (round, step));
            }
        }
    }
    doors
}

/// What the rounds cost because of each other.
pub(super) fn cost(problem: &Problem, plan: &Plan) -> Cost {
    let doors = doors(plan);
    let mut splits = 0_i64;
    for group in problem.together() {
        let hands: BTreeSet<VehicleId> =
            group.iter().filter_map(|task| doors.get(task)).map(|(round, _)| plan.rounds[*round].vehicle).collect();
        splits += (hands.len() as i64 - 1).max(0);
    }
    let mut times = BTreeMap::<VehicleId, i64>::new();
    for (id, vehicle) in (0..).map(VehicleId).zip(problem.vehicles()) {
        if let (Some(past), false) = (vehicle.past_s, vehicle.shifts.is_empty()) {
            times.insert(id, past);
        }
    }
    for round in &plan.rounds {
        let time = times.entry(round.vehicle).or_default();
        *time = time.saturating_add(round.duration_s);
    }
    let apart = times.values().max().zip(times.values().min()).map_or(0, |(most, least)| most.saturating_sub(*least));
    let prices = problem.prices();
    Cost {
        splits: prices.split.saturating_mul(splits),
        spread: prices.spread_minute.saturating_mul(apart / 60),
        ..Cost::default()
    }
}

/// Whether sequences stand in one round, in their order.
pub(super) fn sequences(problem: &Problem, plan: &Plan, faults: &mut Vec<Fault>) {
    let doors = doors(plan);
    for sequence in problem.sequences() {
        let served: Vec<(TaskId, (usize, usize))> =
            sequence.iter().filter_map(|task| doors.get(task).map(|at| (*task, *at))).collect();
        for pair in served.windows(2) {
            let ((_, (round, before)), (task, (other, step))) = (pair[0], pair[1]);
            if round != other || before >= step {
                faults.push(Fault {
                    round: Some(other),
                    step: Some(step),
                    task: Some(task),
                    rule: Rule::OutOfSequence,
                });
            }
        }
    }
}

/// Whether every shop has what all rounds together load there. How many pieces a visit loads is what the plan says, which the
/// walk of its round has compared.
pub(super) fn stocks(problem: &Problem, plan: &Plan, faults: &mut Vec<Fault>) {
    let mut taken = BTreeMap::<ShopId, i64>::new();
    for (number, round) in plan.rounds.iter().enumerate() {
        for (at, step) in round.steps.iter().enumerate() {
            let Act::Pickup { shop, count, .. } = step.act else { continue };
            let taken = taken.entry(shop).or_default();
            *taken = taken.saturating_add(count);
            let stock = problem.shops().get(shop.index()).map_or(0, |shop| shop.stock);
            if stock < UNLIMITED && *taken > stock {
                faults.push(Fault { round: Some(number), step: Some(at), task: None, rule: Rule::OutOfStock });
            }
        }
    }
}
