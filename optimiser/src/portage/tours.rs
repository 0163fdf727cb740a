//! Routes as tours, and back.

use super::{Portage, Route, Stop};
use crate::anneal::model::Client;
use crate::plan::{Halt, Tour};
use crate::problem::{Problem, ShopId, TaskId, VehicleId};

impl Portage {
    /// The tours that routes are; nobody's is left away.
    pub(crate) fn tours(&self, problem: &Problem, routes: &[Route]) -> Vec<Tour> {
        let tasks = problem.tasks().len();
        let halt = |stop: &Stop| match (stop.client(), stop.shop()) {
            (Some(client), _) if usize::from(client) < tasks => Halt::Door(TaskId(client.into())),
            (Some(_), _) | (_, None) => Halt::Rest,
            (None, Some(shop)) => Halt::Shop(ShopId(shop as u32)),
        };
        let out = routes.iter().filter(|route| !route.stops.is_empty());
        let tour = |route: &Route| {
            let who = &self.walkers[route.walker];
            Tour { vehicle: VehicleId(who.vehicle), shift: who.shift_at, halts: route.stops.iter().map(halt).collect() }
        };
        out.map(tour).collect()
    }

    /// A route for every walker: along their tour, as far as it can be walked, without shops at which nothing is loaded. What a
    /// tour names and the problem does not have is passed over, and so is a door that its sequence wants elsewhere.
    pub(crate) fn routes(&self, problem: &Problem, tours: &[Tour]) -> Vec<Route> {
        let mut seen = vec![false; problem.tasks().len()];
        let mut rest = problem.tasks().len() as Client;
        let mut left = self.stocks.clone();
        let mut sequences = vec![None; self.sequences.len()];
        let mut routes = Vec::with_capacity(self.walkers.len());
        for (at, who) in self.walkers.iter().enumerate() {
            let own = problem.vehicle(VehicleId(who.vehicle)).rest.is_some().then_some(rest);
            rest += Client::from(own.is_some());
            let mine = |tour: &&Tour| tour.vehicle.0 == who.vehicle && tour.shift == who.shift_at;
            let halts = tours.iter().find(mine).map_or(&[][..], |tour| tour.halts.as_slice());
            let mut own = own;
            let stops = halts.iter().filter_map(|halt| match *halt {
                Halt::Shop(shop) => (shop.index() < self.markets.len()).then(|| Stop::load_at(shop.0 as u16)),
                Halt::Door(task) => {
                    let fresh = seen.get_mut(task.index()).is_some_and(|seen| !std::mem::replace(seen, true));
                    let client = task.0 as Client;
                    (fresh && self.in_order(client, at, &mut sequences)).then(|| Stop::at(client))
                }
                Halt::Rest => own.take().map(Stop::at),
            });
            let route = Route::along(self, at, &stops.collect::<Vec<_>>(), &left);
            route.takes_from(&mut left);
            routes.push(route);
        }
        routes
    }

    /// Whether a client stands where its sequence, of which the last in `reached` are known with their walkers, wants it.
    fn in_order(&self, client: Client, walker: usize, reached: &mut [Option<(usize, u16)>]) -> bool {
        let Some((sequence, place)) = self.door(client).sequence else { return true };
        let reached = &mut reached[usize::from(sequence)];
        let follows = reached.is_none_or(|(with, before)| with == walker && before < place);
        if follows {
            *reached = Some((walker, place));
        }
        follows
    }
}
