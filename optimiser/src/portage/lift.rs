//! The problem with one rule lifted for one client, to learn whether it is that rule that keeps the client out.

use super::build::spans;
use super::load::Load;
use super::{Portage, Route, Toil, joint, quote};
use crate::anneal::model::Client;
use crate::plan::{Reason, Tour};
use crate::problem::{Problem, TIME_MAX, Task, TaskId, Vehicle, VehicleId, Window};

impl Portage {
    /// Whether a task finds room beside what `tours` hold, whatever it costs.
    pub(crate) fn has_room(&self, problem: &Problem, tours: &[Tour], task: TaskId) -> bool {
        let client = task.0 as Client;
        let routes = self.routes(problem, tours);
        let seat = |other: Client| routes.iter().position(|route| route.tour.contains(&other));
        let room = |(at, route): (usize, &Route)| {
            route.fits(self, client)
                && joint::toll(self, client, at, seat).is_some()
                && quote::possible(self, route, client)
        };
        routes.iter().enumerate().any(room)
    }

    /// The days in which one of a vehicle's rounds takes a task in, in its cheapest place, beside what `tours` hold.
    pub(crate) fn taking(&self, problem: &Problem, tours: &[Tour], task: TaskId, vehicle: VehicleId) -> Vec<Vec<Tour>> {
        let client = task.0 as Client;
        let routes = self.routes(problem, tours);
        let seat = |other: Client| routes.iter().position(|route| route.tour.contains(&other));
        let day = |at: usize| {
            let route = &routes[at];
            let open = self.walkers[at].vehicle == vehicle.0 && route.fits(self, client);
            joint::toll(self, client, at, seat).filter(|_| open)?;
            let spot = quote::quote(self, route, client, i32::MAX)?;
            let mut routes = routes.clone();
            routes[at].insert(self, client, spot);
            Some(self.tours(problem, &routes))
        };
        (0..routes.len()).filter_map(day).collect()
    }

    /// The same problem, in which `rule` does not bind for a task. Loads and hours of the others only become easier.
    pub(crate) fn lifted(&self, problem: &Problem, rule: Reason, task: TaskId) -> Self {
        let mut day = self.clone();
        let client = task.index();
        match rule {
            Reason::WindowAgainstShifts => day.doors[client].spans = spans(&[Window::ANYTIME], 0),
            Reason::ShopClosed => day.markets.iter_mut().for_each(|shop| shop.spans = spans(&[Window::ANYTIME], 0)),
            Reason::NotEnoughTime => day.walkers.iter_mut().for_each(|who| {
                let end = 3 * TIME_MAX as i32;
                (who.shift.to, who.shift.due, who.longest_s) = (end, end, end);
            }),
            Reason::NoCapacity => day.walkers.iter_mut().for_each(|who| {
                who.cart = Load { grams: i32::MAX, pieces: i32::MAX };
                who.toil = Toil { heavy: i64::MAX, on_stairs: i64::MAX, gram_floors: i64::MAX };
                who.reloads_max = usize::MAX;
            }),
            _ => {}
        }
        let faces = day.faces_of(problem, client, Some(rule));
        let walkers = day.walkers.len();
        day.faces[client * walkers..][..walkers].copy_from_slice(&faces);
        day
    }
}

/// Whether somebody may serve a task, as far as skills, weight and people are concerned, one rule lifted.
pub(super) fn suits(task: &Task, id: VehicleId, who: &Vehicle, rule: Option<Reason>) -> bool {
    let lifted = |other: Reason| rule == Some(other);
    (lifted(Reason::TooHeavyForAll) || task.heaviest_item_g <= who.max_carry_g)
        && (lifted(Reason::StairsForNobody) || task.stair_floors <= who.stair_floors_max)
        && (lifted(Reason::NeedsTraining) || !task.needs_training || who.trained)
        && (lifted(Reason::BlockedByAll) || !task.blocked.contains(&id))
        && task.only_vehicle.is_none_or(|only| only == id)
}
