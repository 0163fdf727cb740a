//! The usual rounds first: every task goes to its usual vehicle in the usual order, if that can be walked.
//!
//! Laid before anything else, so that a newcomer never takes the room of a door that has always been served
//! by the same face. What does not fit stays absent and is inserted like any other.

use super::insert;
use crate::cost::{Desk, Stickiness, price};
use crate::day::Day;
use crate::problem::{TaskId, VehicleId};
use crate::route::Visit;

/// Lays the usual rounds of everybody present.
pub(super) fn lay(day: &mut Day, desk: &mut Desk) {
    let mut order: Vec<TaskId> =
        day.absent.iter().copied().filter(|&task| day.problem.task(task).usual_vehicle.is_some()).collect();
    order.sort_by_key(|&task| {
        let usual = day.problem.task(task);
        (usual.usual_vehicle, usual.usual_rank.unwrap_or(u32::MAX), task)
    });
    for task in order {
        if let Some(vehicle) = day.problem.task(task).usual_vehicle {
            place(day, task, vehicle, desk);
        }
    }
}

/// At the end of one of the vehicle's rounds; after a reload; else wherever it costs least.
fn place(day: &mut Day, task: TaskId, vehicle: VehicleId, desk: &mut Desk) {
    let rounds: Vec<usize> = (0..day.routes.len()).filter(|&route| day.routes[route].crew.vehicle == vehicle).collect();
    for tail in [&[Visit::Task(task)][..], &[Visit::Reload, Visit::Task(task)][..]] {
        for &route in &rounds {
            let chain = [day.routes[route].visits(), tail].concat();
            if let Some(price) = price(day.problem, day.routes[route].crew, &chain, desk) {
                day.serve(task, route, &chain, price);
                return;
            }
        }
    }
    let spots = rounds
        .iter()
        .filter_map(|&route| insert::cheapest(day, task, route, Stickiness::Usual, desk).map(|spot| (route, spot)));
    if let Some((route, spot)) = spots.min_by_key(|(_, spot)| spot.change.key(Stickiness::Usual)) {
        insert::put(day, task, route, &spot, desk);
    }
}
