//! What ruin and recreate asks of a kind of problem. The search is written once against this and compiled for each kind, so
//! that a plain problem pays for nothing that it does not use.

use crate::chance::Chance;

/// A client: what is inserted and taken out. Numbered from 0.
pub(crate) type Client = u16;

/// The cheapest way into a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Cost after minus cost before.
    pub(crate) delta: i32,
    /// How many stops of the route come before.
    pub(crate) at: u16,
    /// What comes with it; the model's own.
    pub(crate) way: u16,
}

/// There is no way into a route that costs less than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoneBelow(pub(crate) i32);

/// A kind of problem: its routes, and what changing them costs.
pub(crate) trait Model {
    /// The chain of one vehicle, with all that makes an insertion quick to price. Always feasible.
    type Route: Clone;
    /// What local search remembers between two calls.
    type Local;

    /// How many clients there are.
    fn clients(&self) -> usize;
    /// How many vehicles there are; each has one route.
    fn vehicles(&self) -> usize;
    /// Vehicles of the same kind can stand in for each other: among their empty routes only the first is tried.
    fn kind(&self, vehicle: usize) -> usize;
    /// What it costs to leave a client out.
    fn price(&self, client: Client) -> i64;
    /// The other clients by nearness, the nearest first; the client itself is not among them.
    fn near(&self, client: Client) -> &[Client];
    /// Draws one of the orders in which absent clients come back, and sorts them so.
    fn sort(&self, absent: &mut [Client], chance: &mut Chance);

    /// The route of a vehicle that stays at home.
    fn empty(&self, vehicle: usize) -> Self::Route;
    /// What a route costs.
    fn cost(&self, route: &Self::Route) -> i64;
    /// The part of that which a search is about, in which a step is measured: without prices that are there to settle a question.
    fn effort(&self, route: &Self::Route) -> i64;
    /// How many clients it serves.
    fn length(&self, route: &Self::Route) -> usize;
    /// Its clients in order.
    fn tour<'a>(&self, route: &'a Self::Route) -> impl Iterator<Item = Client> + 'a;
    /// Whether `client` may be tried at all, asked before anything is priced.
    fn fits(&self, route: &Self::Route, client: Client) -> bool;
    /// The cheapest way of `client` into a route that is feasible for the route by itself, or up to which price none is known;
    /// whoever asks has no use for one that costs `bound` or more.
    fn spot(&self, route: &Self::Route, client: Client, bound: i32) -> Result<Spot, NoneBelow>;
    /// The cheapest way that the other routes leave as well, `spot` being what [`Model::spot`] found; none if it costs `bound`
    /// or more.
    fn allowed(&self, routes: &[Self::Route], route: usize, client: Client, spot: Spot, bound: i32) -> Option<Spot>;
    /// Puts `client` where [`Model::allowed`] found room.
    fn insert(&self, route: &mut Self::Route, client: Client, spot: Spot);
    /// Takes out the clients at the positions of one route for which `leaves` says so.
    fn remove(&self, routes: &mut [Self::Route], route: usize, leaves: impl Fn(usize) -> bool);

    /// What all routes together cost beyond their own costs. `seat` tells the route of a client.
    fn together(&self, routes: &[Self::Route], seat: impl Fn(Client) -> Option<usize>) -> i64;
    /// What `client` in a route would add to that, about; nothing where it must not be because of the other routes.
    fn toll(&self, client: Client, route: usize, seat: impl Fn(Client) -> Option<usize>) -> Option<i64>;

    /// Local search before its first call.
    fn local(&self) -> Self::Local;
    /// Improves `routes` by moves. Answers the routes that changed, if together they cost less. `versions` tell which
    /// routes are the same as at the last call.
    fn polish(
        &self,
        local: &mut Self::Local,
        routes: &[Self::Route],
        versions: &[u64],
        chance: &mut Chance,
    ) -> Option<Vec<(usize, Self::Route)>>;
}
