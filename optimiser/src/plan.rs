//! The answer: rounds with their times and loads, and the tasks left out with the reason.
//!
//! It repeats every figure so that it can be shown, stored and checked without the search.

use crate::cost::{Cost, Desk};
use crate::day::Day;
use crate::problem::{Grams, Metres, NodeId, Problem, Seconds, ShopId, TaskId, VehicleId};
use crate::route::{Route, Visit};
use crate::timing::{Halt, Place};

/// A day's rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every round with at least one door, by vehicle, then shift.
    pub rounds: Vec<Round>,
    /// The tasks left out, by id.
    pub unserved: Vec<Unserved>,
    /// What the plan costs.
    pub cost: Cost,
}

/// One walk of one vehicle in one of its shifts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Who walks.
    pub vehicle: VehicleId,
    /// Position in [`crate::Vehicle::shifts`].
    pub shift: usize,
    /// When the start is left; without a start node, when the first node is reached.
    pub depart_s: Seconds,
    /// When the round is over, at the end node if there is one.
    pub end_s: Seconds,
    /// `end_s - depart_s`: travel, service and waiting.
    pub duration_s: Seconds,
    /// Metres walked, from the start node to the end node.
    pub distance_m: Metres,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One halt of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is done here.
    pub act: Act,
    /// Where.
    pub node: NodeId,
    /// On reaching the node; the node's setup comes next, then any waiting.
    pub arrive_s: Seconds,
    /// When service or loading starts.
    pub start_s: Seconds,
    /// When service or loading ends.
    pub leave_s: Seconds,
    /// What the cart holds afterwards, in grams.
    pub load_after_g: Grams,
    /// What the cart holds afterwards, in pieces.
    pub load_after_count: i64,
}

/// What is done at a halt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Goods are loaded.
    Pickup {
        /// At this shop.
        shop: ShopId,
        /// Weight loaded.
        grams: Grams,
        /// Pieces loaded.
        count: i64,
        /// The tasks whose goods of this shop these are, in the order of their doors.
        tasks: Vec<TaskId>,
    },
    /// A door is served.
    Drop {
        /// Which.
        task: TaskId,
    },
}

/// A task left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unserved {
    /// Which.
    pub task: TaskId,
    /// Which rule stands in the way: without it alone, the task would have a place.
    pub reason: Reason,
}

/// The rule that keeps a task out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nobody is present, or the one person it is meant for is not.
    NobodyAvailable,
    /// Its heaviest item is above what anybody available carries.
    TooHeavyForAll,
    /// Nobody available climbs stairs with a load.
    StairsForNobody,
    /// Nobody available is trained.
    NeedsTraining,
    /// Everybody available is blocked for it.
    BlockedByAll,
    /// Its windows do not meet the shifts, or what the shifts have left.
    WindowAgainstShifts,
    /// Carts or the heavy-item counters are full.
    NoCapacity,
    /// The shop is not open when it would be needed.
    ShopClosed,
    /// The shifts are too short for it, or several rules bind at once.
    NotEnoughTime,
    /// There would be room: it is left out because its price is below what serving it costs.
    NotWorthwhile,
}

/// Writes the day down.
pub(crate) fn write(day: &Day, unserved: Vec<Unserved>, desk: &mut Desk) -> Plan {
    let walked = day.routes.iter().filter(|route| !route.visits().is_empty());
    let rounds = walked.map(|route| round(day.problem, route, desk)).collect();
    Plan { rounds, unserved, cost: day.cost() }
}

fn round(problem: &Problem, route: &Route, desk: &mut Desk) -> Round {
    let walk = &mut desk.walk;
    walk.walk(problem, route.crew, route.visits());
    walk.settle(problem);
    let trips: Vec<&[Visit]> = route.visits().split(|visit| *visit == Visit::Reload).collect();
    let (mut now, mut load) = (walk.depart_s, (0, 0));
    let steps = walk.halts.iter().map(|halt| step(problem, &trips, halt, &mut now, &mut load)).collect();
    Round {
        vehicle: route.crew.vehicle,
        shift: route.crew.shift,
        depart_s: walk.depart_s,
        end_s: walk.end_s,
        duration_s: walk.duration_s(),
        distance_m: walk.metres,
        steps,
    }
}

fn step(problem: &Problem, trips: &[&[Visit]], halt: &Halt, now: &mut Seconds, load: &mut (Grams, i64)) -> Step {
    let arrive_s = *now + halt.travel_s;
    *now = halt.start_s + halt.service_s;
    let act = match halt.place {
        Place::Shop(shop, trip) => {
            let (grams, count, tasks) = loading(problem, shop, trips[trip]);
            *load = (load.0 + grams, load.1 + count);
            Act::Pickup { shop, grams, count, tasks }
        }
        Place::Door(task) => {
            for goods in &problem.task(task).goods {
                *load = (load.0 - goods.grams, load.1 - goods.count);
            }
            Act::Drop { task }
        }
    };
    Step {
        act,
        node: halt.node,
        arrive_s,
        start_s: halt.start_s,
        leave_s: *now,
        load_after_g: load.0,
        load_after_count: load.1,
    }
}

fn loading(problem: &Problem, shop: ShopId, trip: &[Visit]) -> (Grams, i64, Vec<TaskId>) {
    let (mut grams, mut count, mut tasks) = (0, 0, Vec::new());
    for visit in trip {
        let Visit::Task(task) = *visit else { continue };
        let here = problem.task(task).goods.iter().filter(|goods| goods.shop == shop);
        let known = tasks.len();
        for goods in here {
            (grams, count) = (grams + goods.grams, count + goods.count);
            if tasks.len() == known {
                tasks.push(task);
            }
        }
    }
    (grams, count, tasks)
}
