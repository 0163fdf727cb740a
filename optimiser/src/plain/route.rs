//! A route of the plain problem with what makes an insertion quick to price: when each place is left at the earliest, and when
//! it must be reached at the latest.

use super::Plain;
use crate::anneal::model::{Client, Spot};

/// One place of a route.
#[derive(Clone, Copy, Debug, Default)]
struct Halt {
    place: Client,
    /// To the next halt.
    leg: i32,
    /// The earliest end of service.
    leave: i32,
    /// The latest arrival that keeps every window from here on.
    latest: i32,
}

/// A route from the depot to the depot.
#[derive(Debug, Default)]
pub(crate) struct Route {
    halts: Vec<Halt>,
    load: i32,
    length: i32,
}

impl Clone for Route {
    fn clone(&self) -> Self {
        Self { halts: self.halts.clone(), load: self.load, length: self.length }
    }

    fn clone_from(&mut self, from: &Self) {
        self.halts.clone_from(&from.halts);
        (self.load, self.length) = (from.load, from.length);
    }
}

impl Route {
    /// A route along `tour`, which must be feasible.
    pub(super) fn along(plain: &Plain, tour: impl IntoIterator<Item = Client>) -> Self {
        let depot = Halt { place: plain.depot(), ..Halt::default() };
        let clients = tour.into_iter().map(|place| Halt { place, ..Halt::default() });
        let mut route =
            Self { halts: std::iter::once(depot).chain(clients).chain([depot]).collect(), ..Self::default() };
        route.refresh(plain);
        route
    }

    pub(super) fn cost(&self) -> i64 {
        i64::from(self.length)
    }

    pub(super) fn load(&self) -> i32 {
        self.load
    }

    /// How many clients it serves.
    pub(super) fn len(&self) -> usize {
        self.halts.len() - 2
    }

    pub(super) fn tour(&self) -> impl Iterator<Item = Client> + '_ {
        self.halts[1..self.halts.len() - 1].iter().map(|halt| halt.place)
    }

    pub(super) fn insert(&mut self, plain: &Plain, client: Client, spot: Spot) {
        self.halts.insert(usize::from(spot.at) + 1, Halt { place: client, ..Halt::default() });
        self.refresh(plain);
    }

    pub(super) fn remove(&mut self, plain: &Plain, leaves: impl Fn(usize) -> bool) {
        let last = self.halts.len() - 1;
        let mut at = 0;
        self.halts.retain(|_| {
            at += 1;
            at == 1 || at > last || !leaves(at - 2)
        });
        self.refresh(plain);
        // Without the triangle rule the way past somebody who left may be too long for the rest: then nobody is visited.
        if plain.timed && self.halts[0].leave > self.halts[0].latest {
            *self = Self::along(plain, []);
        }
    }

    /// The cheapest place of a client that fits in weight: by length alone.
    pub(super) fn spot(&self, plain: &Plain, client: Client) -> Option<Spot> {
        let row = plain.row(client);
        let mut to_client = row[usize::from(plain.depot())];
        let (mut best, mut least) = (0, i32::MAX);
        for (at, pair) in self.halts.windows(2).enumerate() {
            let onwards = row[usize::from(pair[1].place)];
            let delta = to_client + onwards - pair[0].leg;
            if delta < least {
                (best, least) = (at, delta);
            }
            to_client = onwards;
        }
        Some(Spot { delta: least, at: best as u16, way: 0 })
    }

    /// The cheapest place of a client that fits in weight and in time.
    pub(super) fn spot_in_time(&self, plain: &Plain, client: Client) -> Option<Spot> {
        let row = plain.row(client);
        let point = plain.point(client);
        let mut to_client = row[usize::from(plain.depot())];
        let (mut best, mut least) = (0, i32::MAX);
        for (at, pair) in self.halts.windows(2).enumerate() {
            let (before, after) = (&pair[0], &pair[1]);
            if before.leave > point.due {
                break;
            }
            let onwards = row[usize::from(after.place)];
            let delta = to_client + onwards - before.leg;
            if delta < least {
                let start = (before.leave + to_client).max(point.ready);
                if start <= point.due && start + point.service + onwards <= after.latest {
                    (best, least) = (at, delta);
                }
            }
            to_client = onwards;
        }
        (least < i32::MAX).then_some(Spot { delta: least, at: best as u16, way: 0 })
    }

    fn refresh(&mut self, plain: &Plain) {
        let last = self.halts.len() - 1;
        (self.load, self.length) = (0, 0);
        let mut leave = plain.point(plain.depot()).ready;
        self.halts[0].leave = leave;
        for at in 0..last {
            let place = self.halts[at + 1].place;
            let leg = plain.between(self.halts[at].place, place);
            let point = plain.point(place);
            self.halts[at].leg = leg;
            self.length += leg;
            self.load += point.demand;
            leave = (leave + leg).max(point.ready) + point.service;
            self.halts[at + 1].leave = leave;
        }
        if plain.timed {
            let mut latest = i32::MAX / 2;
            for halt in self.halts.iter_mut().rev() {
                let point = plain.point(halt.place);
                latest = (latest - halt.leg - point.service).min(point.due);
                halt.latest = latest;
            }
        }
    }
}
