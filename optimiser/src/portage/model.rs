//! The full problem as ruin and recreate sees it.

use super::{Portage, Route, joint, quote, stock};
use crate::anneal::model::{Client, Model, NoneBelow, Spot};
use crate::chance::Chance;

impl Model for Portage {
    type Route = Route;
    type Local = ();

    fn clients(&self) -> usize {
        self.doors.len()
    }

    fn vehicles(&self) -> usize {
        self.walkers.len()
    }

    fn kind(&self, vehicle: usize) -> usize {
        vehicle
    }

    fn price(&self, client: Client) -> i64 {
        self.door(client).price
    }

    fn near(&self, client: Client) -> &[Client] {
        &self.near[usize::from(client) * self.near_each..][..self.near_each]
    }

    /// At random, heaviest first, dearest first, narrowest, earliest and latest first, longest first.
    fn sort(&self, absent: &mut [Client], chance: &mut Chance) {
        let door = |client: &Client| self.door(*client);
        match chance.draw(14) {
            0..4 => chance.shuffle(absent),
            4..6 => absent.sort_by_cached_key(|client| {
                (door(client).wants.iter().map(|(_, load)| -i64::from(load.grams)).sum::<i64>(), *client)
            }),
            6..8 => absent.sort_by_key(|client| (-door(client).price, *client)),
            8..10 => absent.sort_by_key(|client| (door(client).spans.breadth(), *client)),
            10..12 => absent.sort_by_key(|client| (door(client).spans.earliest(), *client)),
            12 => absent.sort_by_key(|client| (-door(client).spans.last(), *client)),
            _ => absent.sort_by_key(|client| (-door(client).service, *client)),
        }
    }

    fn empty(&self, vehicle: usize) -> Route {
        Route::at_home(vehicle)
    }

    fn cost(&self, route: &Route) -> i64 {
        route.cost
    }

    fn effort(&self, route: &Route) -> i64 {
        route.effort
    }

    fn length(&self, route: &Route) -> usize {
        route.tour.len()
    }

    fn tour<'a>(&self, route: &'a Route) -> impl Iterator<Item = Client> + 'a {
        route.tour.iter().copied()
    }

    #[inline]
    fn fits(&self, route: &Route, client: Client) -> bool {
        route.fits(self, client)
    }

    fn spot(&self, route: &Route, client: Client, bound: i32) -> Result<Spot, NoneBelow> {
        quote::quote(self, route, client, bound, &[]).ok_or(NoneBelow(bound))
    }

    #[inline]
    fn allowed(&self, routes: &[Route], route: usize, client: Client, spot: Spot, bound: i32) -> Option<Spot> {
        stock::allowed(self, routes, route, client, (spot, bound))
    }

    fn insert(&self, route: &mut Route, client: Client, spot: Spot) {
        route.insert(self, client, spot);
    }

    fn remove(&self, routes: &mut [Route], route: usize, leaves: impl Fn(usize) -> bool) {
        let left = self.left(routes, route);
        routes[route].remove(self, &left, leaves);
    }

    fn together(&self, routes: &[Route], seat: impl Fn(Client) -> Option<usize>) -> i64 {
        joint::cost(self, routes, seat)
    }

    #[inline]
    fn toll(&self, client: Client, route: usize, seat: impl Fn(Client) -> Option<usize>) -> Option<i64> {
        joint::toll(self, client, route, seat)
    }

    fn local(&self) {}

    fn polish(&self, (): &mut (), _: &[Route], _: &[u64], _: &mut Chance) -> Option<Vec<(usize, Route)>> {
        None
    }
}
