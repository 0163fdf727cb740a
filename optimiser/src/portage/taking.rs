//! A task in the hands of one vehicle, everything else staying where it is.

use super::{Portage, joint, quote};
use crate::anneal::model::Client;
use crate::plan::Tour;
use crate::problem::{Problem, TaskId, VehicleId};

impl Portage {
    /// The days in which one of a vehicle's rounds takes a task in, in its cheapest place, beside what `tours` hold.
    pub(crate) fn taking(&self, problem: &Problem, tours: &[Tour], task: TaskId, vehicle: VehicleId) -> Vec<Vec<Tour>> {
        let client = task.0 as Client;
        let routes = self.routes(problem, tours);
        let seat = |other: Client| routes.iter().position(|route| route.tour.contains(&other));
        let day = |at: usize| {
            let route = &routes[at];
            let open = self.walkers[at].vehicle == vehicle.0 && route.fits(self, client);
            joint::toll(self, client, at, seat).filter(|_| open)?;
            let spot = quote::quote(self, route, client, i32::MAX, &self.left(&routes, at))?;
            let mut routes = routes.clone();
            routes[at].insert(self, client, spot);
            Some(self.tours(problem, &routes))
        };
        (0..routes.len()).filter_map(day).collect()
    }
}
