//! The solution under search: a route a vehicle, the clients left out, and what can be taken back.

use super::model::{Client, Model, Spot};

const NOWHERE: u16 = u16::MAX;

/// Where a client is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    route: u16,
    /// How many clients come before.
    pub(super) at: u16,
}

impl Seat {
    const ABSENT: Self = Self { route: NOWHERE, at: 0 };

    /// The route, if the client is in one.
    pub(super) fn route(self) -> Option<usize> {
        (self.route != NOWHERE).then_some(usize::from(self.route))
    }
}

/// A route as it was before a step.
struct Before<R> {
    route: usize,
    was: R,
    version: u64,
}

/// All routes and the absent clients.
pub(super) struct Rounds<'a, M: Model> {
    pub(super) model: &'a M,
    pub(super) routes: Vec<M::Route>,
    /// Changes with every change of a route, and comes back with it when a step is taken back.
    pub(super) versions: Vec<u64>,
    pub(super) absent: Vec<Client>,
    /// Of the routes, each by itself, and of the clients left out.
    pub(super) cost: i64,
    seats: Vec<Seat>,
    latest: u64,
    journal: Vec<Before<M::Route>>,
    spare: Vec<M::Route>,
    touched: Vec<bool>,
    absent_before: Vec<Client>,
    leaving: Vec<Client>,
    cost_before: i64,
}

impl<'a, M: Model> Rounds<'a, M> {
    /// Along `routes`, one a vehicle; who is in none of them is left out.
    pub(super) fn along(model: &'a M, routes: Vec<M::Route>) -> Self {
        let vehicles = model.vehicles();
        let mut rounds = Self {
            model,
            cost: routes.iter().map(|route| model.cost(route)).sum(),
            versions: (1..).take(vehicles).collect(),
            seats: vec![Seat::ABSENT; model.clients()],
            latest: vehicles as u64,
            journal: Vec::new(),
            spare: Vec::new(),
            touched: vec![false; vehicles],
            absent_before: Vec::new(),
            leaving: Vec::new(),
            cost_before: 0,
            absent: Vec::new(),
            routes,
        };
        (0..vehicles).for_each(|route| rounds.reseat(route));
        let absent = (0..).zip(&rounds.seats).filter(|(_, seat)| seat.route().is_none());
        rounds.absent = absent.map(|(client, _)| client).take(model.clients()).collect();
        rounds.cost += rounds.absent.iter().map(|&client| model.price(client)).sum::<i64>();
        rounds
    }

    /// Goes on from other routes, one a vehicle.
    pub(super) fn restart(&mut self, routes: Vec<M::Route>) {
        let mut rounds = Self::along(self.model, routes);
        // A version names one state of a route for good.
        rounds.versions.iter_mut().for_each(|version| *version += self.latest);
        rounds.latest += self.latest;
        *self = rounds;
    }

    /// What the routes cost, one by one and together, and who is left out.
    pub(super) fn total(&self) -> i64 {
        self.cost + self.model.together(&self.routes, |client| self.seat(client).route())
    }

    /// Where a client is.
    pub(super) fn seat(&self, client: Client) -> Seat {
        self.seats[usize::from(client)]
    }

    /// From here on, what happens can be taken back.
    pub(super) fn begin(&mut self) {
        self.absent_before.clone_from(&self.absent);
        self.cost_before = self.cost;
    }

    /// How many clients were absent at [`Rounds::begin`]; they are the first in `absent`.
    pub(super) fn waiting(&self) -> usize {
        self.absent_before.len()
    }

    /// Takes clients out of a route: those at the positions that `leaves` names.
    pub(super) fn take(&mut self, route: usize, leaves: impl Fn(usize) -> bool) {
        self.remember(route);
        self.leaving.clear();
        self.leaving.extend(self.model.tour(&self.routes[route]));
        for &client in &self.leaving {
            self.seats[usize::from(client)] = Seat::ABSENT;
        }
        let before = self.model.cost(&self.routes[route]);
        self.model.remove(&mut self.routes, route, leaves);
        self.changed(route, before);
        // A model may take more along than it was asked to, where the rest could not be walked.
        for &client in &self.leaving {
            if self.seats[usize::from(client)].route().is_none() {
                self.cost += self.model.price(client);
                self.absent.push(client);
            }
        }
    }

    /// Puts a client, which the caller has taken from `absent`, into a route.
    pub(super) fn put(&mut self, client: Client, route: usize, spot: Spot) {
        self.remember(route);
        let before = self.model.cost(&self.routes[route]);
        self.model.insert(&mut self.routes[route], client, spot);
        self.cost -= self.model.price(client);
        self.changed(route, before);
    }

    /// Replaces routes by others with, all together, the same clients.
    pub(super) fn replace(&mut self, routes: Vec<(usize, M::Route)>) {
        for (route, next) in routes {
            self.remember(route);
            let before = self.model.cost(&self.routes[route]);
            self.routes[route] = next;
            self.changed(route, before);
        }
    }

    /// Lets what happened since [`Rounds::begin`] stand.
    pub(super) fn keep(&mut self) {
        while let Some(before) = self.journal.pop() {
            self.touched[before.route] = false;
            self.spare.push(before.was);
        }
    }

    /// Takes back everything since [`Rounds::begin`].
    pub(super) fn undo(&mut self) {
        while let Some(before) = self.journal.pop() {
            self.touched[before.route] = false;
            self.versions[before.route] = before.version;
            self.spare.push(std::mem::replace(&mut self.routes[before.route], before.was));
            self.reseat(before.route);
        }
        std::mem::swap(&mut self.absent, &mut self.absent_before);
        for &client in &self.absent {
            self.seats[usize::from(client)] = Seat::ABSENT;
        }
        self.cost = self.cost_before;
    }

    fn remember(&mut self, route: usize) {
        if std::mem::replace(&mut self.touched[route], true) {
            return;
        }
        let now = &self.routes[route];
        let was = match self.spare.pop() {
            Some(mut spare) => {
                spare.clone_from(now);
                spare
            }
            None => now.clone(),
        };
        self.journal.push(Before { route, was, version: self.versions[route] });
    }

    fn changed(&mut self, route: usize, cost_before: i64) {
        self.cost += self.model.cost(&self.routes[route]) - cost_before;
        self.latest += 1;
        self.versions[route] = self.latest;
        self.reseat(route);
    }

    fn reseat(&mut self, route: usize) {
        let number = route as u16;
        for (at, client) in self.model.tour(&self.routes[route]).enumerate() {
            self.seats[usize::from(client)] = Seat { route: number, at: at as u16 };
        }
    }
}
