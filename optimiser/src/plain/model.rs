//! The plain problem as ruin and recreate sees it.

use super::local::Local;
use super::{Plain, Route};
use crate::anneal::model::{Client, Model, NoneBelow, Spot};
use crate::chance::Chance;

impl Model for Plain {
    type Route = Route;
    type Local = Local;

    fn clients(&self) -> usize {
        usize::from(self.depot())
    }

    fn vehicles(&self) -> usize {
        self.fleet
    }

    fn kind(&self, _vehicle: usize) -> usize {
        0
    }

    fn price(&self, client: Client) -> i64 {
        self.point(client).price
    }

    fn near(&self, client: Client) -> &[Client] {
        let each = (self.clients() - 1).min(super::NEAR);
        &self.near[usize::from(client) * each..][..each]
    }

    /// At random, heaviest first, farthest first, nearest first; with windows also narrowest, earliest and latest first: the
    /// weights of Christiaens and Vanden Berghe 2020, extended to windows.
    fn sort(&self, absent: &mut [Client], chance: &mut Chance) {
        let to_depot = self.row(self.depot());
        let far = |client: &Client| to_depot[usize::from(*client)];
        match chance.draw(if self.timed { 17 } else { 11 }) {
            0..4 => chance.shuffle(absent),
            4..8 => absent.sort_unstable_by_key(|client| (-self.point(*client).demand, *client)),
            8..10 => absent.sort_unstable_by_key(|client| (-far(client), *client)),
            10 => absent.sort_unstable_by_key(|client| (far(client), *client)),
            11..13 => absent.sort_unstable_by_key(|client| {
                let point = self.point(*client);
                (point.due - point.ready, *client)
            }),
            13..15 => absent.sort_unstable_by_key(|client| (self.point(*client).ready, *client)),
            _ => absent.sort_unstable_by_key(|client| (-self.point(*client).due, *client)),
        }
    }

    fn empty(&self, _vehicle: usize) -> Route {
        Route::along(self, [])
    }

    fn cost(&self, route: &Route) -> i64 {
        route.cost()
    }

    fn effort(&self, route: &Route) -> i64 {
        route.cost()
    }

    fn length(&self, route: &Route) -> usize {
        route.len()
    }

    fn tour<'a>(&self, route: &'a Route) -> impl Iterator<Item = Client> + 'a {
        route.tour()
    }

    #[inline]
    fn fits(&self, route: &Route, client: Client) -> bool {
        route.load() + self.point(client).demand <= self.capacity
    }

    fn spot(&self, route: &Route, client: Client, _bound: i32) -> Result<Spot, NoneBelow> {
        let spot = if self.timed { route.spot_in_time(self, client) } else { route.spot(self, client) };
        spot.ok_or(NoneBelow(i32::MAX))
    }

    fn allowed(&self, _routes: &[Route], _route: usize, _client: Client, spot: Spot, _bound: i32) -> Option<Spot> {
        Some(spot)
    }

    fn insert(&self, route: &mut Route, client: Client, spot: Spot) {
        route.insert(self, client, spot);
    }

    fn remove(&self, routes: &mut [Route], route: usize, leaves: impl Fn(usize) -> bool) {
        routes[route].remove(self, leaves);
    }

    fn together(&self, _routes: &[Route], _seat: impl Fn(Client) -> Option<usize>) -> i64 {
        0
    }

    fn toll(&self, _client: Client, _route: usize, _seat: impl Fn(Client) -> Option<usize>) -> Option<i64> {
        Some(0)
    }

    fn local(&self) -> Local {
        Local::new(self)
    }

    fn polish(
        &self,
        local: &mut Local,
        routes: &[Route],
        versions: &[u64],
        chance: &mut Chance,
    ) -> Option<Vec<(usize, Route)>> {
        local.polish(self, routes, versions, chance)
    }
}
