//! The day as the search holds it: every round that could be walked, and the tasks nobody has.
//!
//! It is always feasible. Moves change it through [`Day::set`]; nothing else writes a route.

use std::sync::Arc;

use crate::cost::{Cost, Desk, price};
use crate::problem::{Problem, TaskId, VehicleId};
use crate::route::{Crew, Route, Visit};

/// All rounds of the day and the tasks left out, in ascending order.
#[derive(Clone, Debug)]
pub(crate) struct Day<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) routes: Vec<Route>,
    pub(crate) absent: Vec<TaskId>,
    able: Arc<[bool]>,
}

/// A route for everybody present in each of their shifts.
pub(crate) fn empty_routes(problem: &Problem) -> Vec<Route> {
    let vehicles = (0..).map(VehicleId).zip(problem.vehicles());
    let crews = vehicles.flat_map(|(vehicle, who)| (0..who.shifts.len()).map(move |shift| Crew { vehicle, shift }));
    crews.map(Route::empty).collect()
}

impl<'a> Day<'a> {
    /// A day on which everybody present is free and nothing is served.
    pub(crate) fn empty(problem: &'a Problem, desk: &mut Desk) -> Self {
        let routes = empty_routes(problem);
        let tasks: Vec<TaskId> = (0..).map(TaskId).take(problem.tasks().len()).collect();
        let pairs = tasks.iter().flat_map(|&task| routes.iter().map(move |route| (task, route.crew)));
        let able = pairs.map(|(task, crew)| price(problem, crew, &[Visit::Task(task)], desk).is_some()).collect();
        Self { problem, routes, absent: tasks, able }
    }

    /// Whether a route could serve a task if it had nothing else to do. Asked before anything is walked: a
    /// loaf never goes into an afternoon round.
    pub(crate) fn able(&self, route: usize, task: TaskId) -> bool {
        self.able[task.index() * self.routes.len() + route]
    }

    /// What the day costs.
    pub(crate) fn cost(&self) -> Cost {
        let unserved = self.absent.iter().map(|&task| self.problem.task(task).unserved_price).sum();
        self.routes.iter().fold(Cost { unserved, ..Cost::default() }, |sum, route| sum + route.price())
    }

    /// Replaces a route's chain at a price already known.
    pub(crate) fn set(&mut self, route: usize, chain: &[Visit], price: Cost) {
        self.routes[route].set(self.problem, chain, price);
    }

    /// Puts an absent task into the day: the chain of `route` now holds it.
    pub(crate) fn serve(&mut self, task: TaskId, route: usize, chain: &[Visit], price: Cost) {
        self.absent.retain(|&other| other != task);
        self.set(route, chain, price);
    }

    /// Takes tasks out of a route. Fails, and changes nothing, when the rest cannot be walked any more: a
    /// matrix without the triangle rule can make a detour the only way in time.
    pub(crate) fn withdraw(&mut self, route: usize, gone: &[TaskId], desk: &mut Desk) -> bool {
        let leaves = |visit: &Visit| matches!(visit, Visit::Task(task) if gone.contains(task));
        let old = &self.routes[route];
        let rest: Vec<Visit> = old.visits().iter().filter(|visit| !leaves(visit)).copied().collect();
        let left: Vec<TaskId> = old.tasks().filter(|task| gone.contains(task)).collect();
        let Some(price) = price(self.problem, old.crew, &rest, desk) else {
            return false;
        };
        self.set(route, &rest, price);
        self.absent.extend(left);
        self.absent.sort_unstable();
        true
    }
}
