//! What there is to take: the pieces that shops have, and what rounds take out of them.
//!
//! What a chain takes where follows from the whole chain, since goods that several shops sell are loaded at the last of them
//! before their door. The quick prices of an insertion know nothing of it, and are remembered as long as the route is what it
//! was, while what is left changes with every other route: so the cheapest place is looked for without, and only where the
//! stocks forbid it looked for again by walking ([`allowed`]).

use super::load::Load;
use super::stop::Stop;
use super::walk::at_desk;
use super::{Portage, Route, quote};
use crate::anneal::model::{Client, Spot};

impl Portage {
    /// The pieces in each shop that `route` may take: what the others leave. Nothing where no shop has a limit.
    pub(super) fn left(&self, routes: &[Route], route: usize) -> Vec<i64> {
        let mut left = self.stocks.clone();
        if left.is_empty() {
            return left;
        }
        let others = routes.iter().enumerate().filter(|(at, _)| *at != route);
        others.for_each(|(_, other)| other.takes_from(&mut left));
        left
    }

    /// The pieces that a chain takes in each shop. Slow and plain, like [`Portage::walk`].
    pub(super) fn taken(&self, stops: &[Stop], taken: &mut Vec<i64>, open: &mut [Load]) {
        taken.clear();
        taken.resize(self.markets.len(), 0);
        for stop in stops.iter().rev() {
            if let Some(client) = stop.client() {
                for &(kind, want) in &self.door(client).wants {
                    open[usize::from(kind)] = open[usize::from(kind)].plus(want);
                }
                continue;
            }
            let Some(taken) = stop.shop().and_then(|shop| taken.get_mut(shop)) else { continue };
            for (kind, open) in (0..).zip(open.iter_mut()) {
                if self.sells(*stop, kind) {
                    *taken += i64::from(std::mem::take(open).pieces);
                }
            }
        }
    }

    /// Whether some kind is sold at a shop and elsewhere too, so that what a chain takes there may yet be taken elsewhere.
    fn shared(&self, shop: usize) -> bool {
        self.kinds.iter().any(|kind| kind >> shop & 1 == 1 && kind.count_ones() > 1)
    }

    /// Whether what a client wants may be there for `route`, were it to take elsewhere what it can: if not, it is not.
    fn may_be_left(&self, route: &Route, client: Client, left: &[i64]) -> bool {
        self.door(client).wants.iter().all(|&(kind, want)| {
            let enough = |(shop, &left): (usize, &i64)| {
                let own = if self.shared(shop) { 0 } else { route.taken.get(shop).copied().unwrap_or_default() };
                self.sells(Stop::load_at(shop as u16), kind) && left - own >= i64::from(want.pieces)
            };
            left.iter().enumerate().any(enough)
        })
    }
}

impl Route {
    /// Takes what it loads out of what is left.
    pub(super) fn takes_from(&self, left: &mut [i64]) {
        left.iter_mut().zip(&self.taken).for_each(|(left, taken)| *left -= taken);
    }
}

/// The cheapest way of `client` into a route that the stocks allow, below `bound`; `spot` is the cheapest if they are not asked.
#[inline]
pub(super) fn allowed(
    day: &Portage,
    routes: &[Route],
    route: usize,
    client: Client,
    (spot, bound): (Spot, i32),
) -> Option<Spot> {
    if day.stocks.is_empty() { Some(spot) } else { where_left(day, routes, route, client, (spot, bound)) }
}

fn where_left(day: &Portage, routes: &[Route], at: usize, client: Client, (spot, bound): (Spot, i32)) -> Option<Spot> {
    let (route, left) = (&routes[at], day.left(routes, at));
    if !day.may_be_left(route, client, &left) {
        return None;
    }
    let enough = at_desk(|desk| {
        let mut stops = std::mem::take(&mut desk.stops);
        quote::joined(day, route, client, spot, &mut stops);
        let enough = desk.enough(day, &stops, &left);
        desk.stops = stops;
        enough
    });
    if enough { Some(spot) } else { quote::quote(day, route, client, bound, &left) }
}
