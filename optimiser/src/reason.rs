//! Why a task is left out: each rule is lifted alone, and the one without which the task has a place is the
//! reason. A coordinator can act on one rule; a list of everything that is tight helps nobody.
//!
//! First the task is asked to fit into a day with nothing else in it. If even that fails, the rule is about
//! the people and the hours; if not, it is about what the others have taken.

use crate::plan::{Reason, Tour, Unserved};
use crate::portage::Portage;
use crate::problem::{Problem, TaskId, Vehicle, VehicleId};

/// In the order in which they are named when several rules would do.
const ALONE: [Reason; 8] = [
    Reason::BlockedByAll,
    Reason::NeedsTraining,
    Reason::StairsForNobody,
    Reason::TooHeavyForAll,
    Reason::NoCapacity,
    Reason::ShopClosed,
    Reason::WindowAgainstShifts,
    Reason::NotEnoughTime,
];
/// Rules that the rounds of the others can make bind.
const IN_COMPANY: [Reason; 3] = [Reason::NoCapacity, Reason::WindowAgainstShifts, Reason::NotEnoughTime];

/// The tasks that no tour serves, each with its reason.
pub(crate) fn of_absent(problem: &Problem, tours: &[Tour]) -> Vec<Unserved> {
    let mut served = vec![false; problem.tasks().len()];
    tours.iter().flat_map(Tour::tasks).for_each(|task| served[task.index()] = true);
    if served.iter().all(|served| *served) {
        return Vec::new();
    }
    let day = Portage::of(problem);
    let absent = (0..).map(TaskId).zip(served).filter(|(_, served)| !served);
    absent.map(|(task, _)| Unserved { task, reason: reason(problem, &day, tours, task) }).collect()
}

/// Why one vehicle cannot serve a task beside what `tours` hold.
pub(crate) fn for_one(problem: &Problem, tours: &[Tour], task: TaskId, vehicle: VehicleId) -> Reason {
    let problem = problem.meant_for(task, vehicle);
    reason(&problem, &Portage::of(&problem), tours, task)
}

fn reason(problem: &Problem, day: &Portage, tours: &[Tour], task: TaskId) -> Reason {
    let only = problem.task(task).only_vehicle;
    if !problem.rounds().any(|(vehicle, _)| only.is_none_or(|only| only == vehicle)) {
        return Reason::NobodyAvailable;
    }
    let without = |rule, tours| day.lifted(problem, rule, task).has_room(problem, tours, task);
    let first = |rules: &[Reason], tours| rules.iter().copied().find(|&rule| without(rule, tours));
    if !day.has_room(problem, &[], task) {
        return first(&ALONE, &[]).unwrap_or_else(|| plainest(problem, task));
    }
    if day.has_room(problem, tours, task) {
        return Reason::NotWorthwhile;
    }
    first(&IN_COMPANY, tours).unwrap_or(Reason::NotEnoughTime)
}

/// Several rules bind at once: the first that nobody present meets.
fn plainest(problem: &Problem, task: TaskId) -> Reason {
    let wanted = problem.task(task);
    let present =
        |meets: &dyn Fn(&Vehicle) -> bool| problem.vehicles().iter().any(|who| !who.shifts.is_empty() && meets(who));
    if !present(&|who| !wanted.needs_training || who.trained) {
        Reason::NeedsTraining
    } else if !present(&|who| wanted.stair_floors <= who.stair_floors_max) {
        Reason::StairsForNobody
    } else if !present(&|who| wanted.heaviest_item_g <= who.max_carry_g) {
        Reason::TooHeavyForAll
    } else {
        Reason::NotEnoughTime
    }
}
