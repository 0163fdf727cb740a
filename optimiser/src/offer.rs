//! What each vehicle would say if it were asked to serve a task: for whoever wants to know why it is with this one and not with
//! another. It proposes nothing; everything but the task stays as it stands.

use crate::plan::{self, Halt, Plan, Reason, Tour, Unserved};
use crate::portage::Portage;
use crate::problem::{Problem, TaskId, VehicleId};
use crate::reason;

/// One vehicle's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Whose.
    pub vehicle: VehicleId,
    /// The whole day with the task in its cheapest place among this vehicle's rounds; or the rule that keeps it out of them.
    pub day: Result<Plan, Reason>,
}

/// What each vehicle that is present would say about serving `task`, beside what `tours` hold without it, by vehicle. Of a task
/// that is meant for one vehicle, that one alone. The plans give no reasons for what they leave out.
///
/// # Panics
/// Where a tour or `task` names something that the problem does not have.
pub fn offers(problem: &Problem, tours: &[Tour], task: TaskId) -> Vec<Offer> {
    let others: Vec<Tour> = tours.iter().map(|tour| without(tour, task)).collect();
    let meant = problem.task(task).only_vehicle;
    let mut present: Vec<VehicleId> = problem.rounds().map(|(vehicle, _)| vehicle).collect();
    present.dedup();
    present.retain(|&vehicle| meant.is_none_or(|only| only == vehicle));
    let day = Portage::of(problem);
    let offer = |vehicle| {
        let days = day.taking(problem, &others, task, vehicle).into_iter().map(|tours| told(problem, &tours));
        let best = days.min_by_key(|plan| plan.cost.total());
        Offer { vehicle, day: best.ok_or_else(|| reason::for_one(problem, &others, task, vehicle)) }
    };
    present.into_iter().map(offer).collect()
}

fn without(tour: &Tour, task: TaskId) -> Tour {
    let halts = tour.halts.iter().filter(|halt| **halt != Halt::Door(task)).copied().collect();
    Tour { halts, ..*tour }
}

/// Who has no place in these tours is named without asking why: that takes longer than all the rest.
fn told(problem: &Problem, tours: &[Tour]) -> Plan {
    let mut served = vec![false; problem.tasks().len()];
    tours.iter().flat_map(Tour::tasks).for_each(|task| served[task.index()] = true);
    let absent = (0..).map(TaskId).zip(served).filter(|(_, served)| !served);
    let absent = absent.map(|(task, _)| Unserved { task, reason: Reason::NotWorthwhile });
    plan::write(problem, tours, absent.collect())
}
