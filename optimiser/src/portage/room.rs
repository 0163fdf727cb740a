//! Whether somebody who is left out finds room in a day, as it is or with one rule lifted for all who are left out: what is
//! asked to tell a reason. Made once for each rule, for hundreds may be left out.

use super::{NEVER, Portage, Route, joint, quote};
use crate::anneal::model::Client;
use crate::plan::{Reason, Tour};
use crate::problem::{Problem, TaskId};

/// A day, with its rounds and with nothing in it.
pub(crate) struct Room {
    day: Portage,
    empty: Vec<Route>,
    routes: Vec<Route>,
    /// The route of each client.
    seats: Vec<Option<usize>>,
}

impl Room {
    /// In the day as it is, beside what `tours` hold.
    pub(crate) fn of(problem: &Problem, day: Portage, tours: &[Tour]) -> Self {
        let routes = day.routes(problem, tours);
        let mut seats = vec![None; day.doors.len()];
        for (at, route) in routes.iter().enumerate() {
            route.tour.iter().for_each(|&client| seats[usize::from(client)] = Some(at));
        }
        Self { empty: (0..day.walkers.len()).map(Route::at_home).collect(), routes, seats, day }
    }

    /// The same with one rule lifted for `absent`. Loads and hours of the others only become easier.
    pub(crate) fn lifted(&self, problem: &Problem, tours: &[Tour], rule: Reason, absent: &[TaskId]) -> Self {
        let mut day = self.day.clone();
        day.lift(problem, rule, absent);
        Self::of(problem, day, tours)
    }

    /// Whether a task has a place in an empty day, whatever it costs.
    pub(crate) fn alone(&self, task: TaskId) -> bool {
        let client = task.0 as Client;
        // A face that must not be is the quickest no.
        let open = |walker: &usize| self.day.face(client, *walker) < NEVER;
        let fits = |walker: usize| self.empty[walker].fits(&self.day, client);
        (0..self.empty.len())
            .filter(open)
            .any(|at| fits(at) && quote::possible(&self.day, &self.empty[at], client, &self.day.stocks))
    }

    /// Whether it has a place beside the others, whatever it costs.
    pub(crate) fn in_company(&self, task: TaskId) -> bool {
        let client = task.0 as Client;
        let seat = |other: Client| self.seats[usize::from(other)];
        let room = |(at, route): (usize, &Route)| {
            route.fits(&self.day, client)
                && joint::toll(&self.day, client, at, seat).is_some()
                && quote::possible(&self.day, route, client, &self.day.left(&self.routes, at))
        };
        self.routes.iter().enumerate().any(room)
    }
}
