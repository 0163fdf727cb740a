//! Replays a plan and refuses whatever cannot be walked. It runs in production too: a plan that fails is not
//! published.
//!
//! It shares no code with the search: it knows only the problem and the plan, has its own arithmetic and
//! physically loads and unloads the cart, so that an error of the solver cannot hide in the place that should
//! find it. Waiting is free to be anywhere; every other second must add up, those of slack too.

mod loads;
mod round;
mod together;

use std::fmt;

use crate::cost::Cost;
use crate::plan::{Act, Plan};
use crate::problem::{Metres, Problem, Seconds, TaskId};

/// A plan that holds, in figures computed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Tasks served.
    pub served: usize,
    /// Tasks left out.
    pub unserved: usize,
    /// Metres of all rounds.
    pub distance_m: Metres,
    /// Seconds of all rounds.
    pub duration_s: Seconds,
    /// Cost of the plan.
    pub cost: Cost,
}

/// One thing that is wrong, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Position in [`Plan::rounds`].
    pub round: Option<usize>,
    /// Position in [`crate::Round::steps`].
    pub step: Option<usize>,
    /// The task concerned.
    pub task: Option<TaskId>,
    /// The rule broken.
    pub rule: Rule,
}

/// What a plan can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// An id or a shift that the problem does not have.
    UnknownId,
    /// Two rounds of one vehicle in one shift.
    RoundTwice,
    /// A round without a door.
    EmptyRound,
    /// Leaving before the shift or ending after it.
    OutsideShift,
    /// Arrival, start, end or node do not follow from travel, setup and service.
    WrongTime,
    /// Service does not start in a window of the task.
    OutsideWindow,
    /// Loading does not lie in the opening hours.
    ShopClosed,
    /// A door is reached without its goods.
    NotPickedUp,
    /// Goods are loaded that no later door of the round wants, or twice.
    WrongPickup,
    /// The round does not begin at the shop at which it must.
    WrongFirstShop,
    /// A rest that nobody is due, outside its hours, or a second one.
    WrongRest,
    /// A round longer than its vehicle walks.
    TooLong,
    /// Tasks of one sequence in several rounds or in another order.
    OutOfSequence,
    /// More pieces are loaded at a shop, over all rounds, than it has.
    OutOfStock,
    /// More grams or pieces than the cart holds.
    CartFull,
    /// Back at a shop more often than allowed.
    TooManyReloads,
    /// An item above what the vehicle carries.
    TooHeavy,
    /// Stairs for somebody who does not climb them with a load.
    Stairs,
    /// A visit by somebody untrained.
    Untrained,
    /// Another vehicle than the only one allowed.
    WrongVehicle,
    /// A vehicle blocked for the task.
    Blocked,
    /// Too many heavy items in a round.
    TooManyHeavy,
    /// Too many heavy items on stairs in a round.
    TooManyHeavyOnStairs,
    /// Too many grams × floors in a round.
    TooManyGramFloors,
    /// A task served or listed more than once.
    Twice,
    /// A task neither served nor listed as left out.
    Missing,
    /// A load, slack, distance, duration or cost that does not come out.
    WrongFigure,
}

impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::UnknownId => "it names what the problem does not have",
            Self::RoundTwice => "a second round in one shift",
            Self::EmptyRound => "a round without a door",
            Self::OutsideShift => "it leaves before the shift or ends after it",
            Self::WrongTime => "its times do not follow from travel and service",
            Self::OutsideWindow => "it is not served in its hours",
            Self::ShopClosed => "the shop is closed",
            Self::NotPickedUp => "it is reached without its goods",
            Self::WrongPickup => "not what the doors want is loaded",
            Self::WrongFirstShop => "it does not begin at its first shop",
            Self::WrongRest => "a rest that is not due, or not then",
            Self::TooLong => "longer than its vehicle walks",
            Self::OutOfSequence => "not in its sequence",
            Self::OutOfStock => "more than the shop has",
            Self::CartFull => "more than the cart holds",
            Self::TooManyReloads => "back at a shop too often",
            Self::TooHeavy => "an item too heavy",
            Self::Stairs => "stairs too high",
            Self::Untrained => "an untrained visitor",
            Self::WrongVehicle => "another vehicle than the only one",
            Self::Blocked => "a vehicle that must not",
            Self::TooManyHeavy => "too many heavy items",
            Self::TooManyHeavyOnStairs => "too many heavy items on stairs",
            Self::TooManyGramFloors => "too many grams times floors",
            Self::Twice => "more than once",
            Self::Missing => "neither served nor left out",
            Self::WrongFigure => "a figure that does not come out",
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.rule)?;
        for (name, at) in [("round", self.round), ("step", self.step), ("task", self.task.map(TaskId::index))] {
            if let Some(at) = at {
                write!(out, ", {name} {at}")?;
            }
        }
        Ok(())
    }
}

/// Replays a plan against its problem.
///
/// # Errors
/// Every [`Fault`] found, never an empty list. The reasons of tasks left out are not judged: nobody walks by
/// them.
pub fn check(problem: &Problem, plan: &Plan) -> Result<Checked, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut sum =
        Checked { served: 0, unserved: plan.unserved.len(), distance_m: 0, duration_s: 0, cost: Cost::default() };
    let mut walked = Vec::new();
    let mut known = true;
    for (number, round) in plan.rounds.iter().enumerate() {
        if walked.contains(&(round.vehicle, round.shift)) {
            faults.push(Fault { round: Some(number), step: None, task: None, rule: Rule::RoundTwice });
        }
        walked.push((round.vehicle, round.shift));
        let Some(cost) = round::replay(problem, number, round, &mut faults) else {
            known = false;
            continue;
        };
        sum.distance_m = sum.distance_m.saturating_add(round.distance_m);
        sum.duration_s = sum.duration_s.saturating_add(round.duration_s);
        sum.cost += cost;
    }
    coverage(problem, plan, &mut sum, &mut faults);
    if known {
        sum.cost += together::cost(problem, plan);
        together::sequences(problem, plan, &mut faults);
        together::stocks(problem, plan, &mut faults);
    }
    if sum.cost != plan.cost {
        faults.push(Fault { round: None, step: None, task: None, rule: Rule::WrongFigure });
    }
    if faults.is_empty() { Ok(sum) } else { Err(faults) }
}

/// Each task exactly once: at a door or on the list.
fn coverage(problem: &Problem, plan: &Plan, sum: &mut Checked, faults: &mut Vec<Fault>) {
    let mut times = vec![0_usize; problem.tasks().len()];
    let mut count = |task: TaskId, faults: &mut Vec<Fault>| match times.get_mut(task.index()) {
        Some(times) => *times += 1,
        None => faults.push(Fault { round: None, step: None, task: Some(task), rule: Rule::UnknownId }),
    };
    for step in plan.rounds.iter().flat_map(|round| &round.steps) {
        if let Act::Drop { task } = step.act {
            sum.served += 1;
            count(task, faults);
        }
    }
    for left in &plan.unserved {
        count(left.task, faults);
        sum.cost.unserved += problem.tasks().get(left.task.index()).map_or(0, |task| task.unserved_price);
    }
    for (task, times) in (0..).map(TaskId).zip(times) {
        let rule = match times {
            0 => Rule::Missing,
            1 => continue,
            _ => Rule::Twice,
        };
        faults.push(Fault { round: None, step: None, task: Some(task), rule });
    }
}
