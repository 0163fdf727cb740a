//! How absent clients come back: one after the other, each where it costs least.
//!
//! The order is drawn anew every time, and now and then a route is passed over ("blink"), so that the same ruin is not always
//! followed by the same repair (Christiaens and Vanden Berghe 2020). What was priced is remembered until its route changes.

use super::model::{Client, Model, NoneBelow, Spot};
use super::rounds::Rounds;
use crate::chance::Chance;

/// A route is passed over once in so many times, one or none at a time.
const BLINK: u32 = 100;
/// Of the clients who were absent before the ruin, so many are tried: on a day with hundreds too many, trying them all would be
/// all that an iteration does.
const PATIENCE: usize = 30;
/// So many of the nearest clients tell where to look first.
const NEAREST: usize = 2;

/// The price of a client in a route, as long as the route is what it was.
#[derive(Clone, Copy)]
struct Priced {
    version: u64,
    spot: Result<Spot, NoneBelow>,
}

/// The best place of every client in every route.
pub(super) struct Prices {
    routes: usize,
    known: Vec<Priced>,
}

impl Prices {
    /// Nothing is known yet.
    pub(super) fn new(clients: usize, routes: usize) -> Self {
        Self { routes, known: vec![Priced { version: 0, spot: Err(NoneBelow(0)) }; clients * routes] }
    }

    /// The best place of a client in a route, if it costs less than `bound`.
    #[inline]
    fn spot<M: Model>(&mut self, rounds: &Rounds<'_, M>, client: Client, route: usize, bound: i32) -> Option<Spot> {
        let known = &mut self.known[usize::from(client) * self.routes + route];
        let version = rounds.versions[route];
        let vague = |spot: Result<Spot, NoneBelow>| spot.is_err_and(|NoneBelow(tried)| tried < bound);
        if known.version != version || vague(known.spot) {
            *known = Priced { version, spot: rounds.model.spot(&rounds.routes[route], client, bound) };
        }
        known.spot.ok()
    }
}

/// What this once is otherwise: vehicles treated so that the fleet in use can change, and whether nobody is passed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bent {
    /// Nobody is passed over this once.
    pub(super) sharp: bool,
    /// It stays at home.
    pub(super) close: Option<usize>,
    /// It sets out, with the first client that can be brought along.
    pub(super) open: Option<usize>,
}

/// Brings back whoever can come back for less than the price of being left out.
pub(super) fn recreate<M: Model>(rounds: &mut Rounds<'_, M>, prices: &mut Prices, bent: Bent, chance: &mut Chance) {
    let mut absent = std::mem::take(&mut rounds.absent);
    let waiting = rounds.waiting().min(absent.len());
    let mut later = Vec::new();
    if waiting > PATIENCE && !bent.sharp {
        for at in 0..PATIENCE {
            absent.swap(at, at + chance.draw((waiting - at) as u32) as usize);
        }
        later.extend(absent.drain(PATIENCE..waiting));
    }
    rounds.model.sort(&mut absent, chance);
    let mut open = bent.open;
    absent.retain(|&client| {
        let first = open.and_then(|route| brought(rounds, prices, client, route).map(|spot| (route, spot)));
        if first.is_some() {
            open = None;
        }
        let Some((route, spot)) = first.or_else(|| best(rounds, prices, client, bent, chance)) else { return true };
        rounds.put(client, route, spot);
        false
    });
    absent.append(&mut later);
    rounds.absent = absent;
}

/// The best place of a client in one route, whatever it costs.
pub(super) fn brought<M: Model>(
    rounds: &Rounds<'_, M>,
    prices: &mut Prices,
    client: Client,
    route: usize,
) -> Option<Spot> {
    if !rounds.model.fits(&rounds.routes[route], client) {
        return None;
    }
    rounds.model.toll(client, route, |other| rounds.seat(other).route())?;
    let spot = prices.spot(rounds, client, route, i32::MAX)?;
    rounds.model.allowed(&rounds.routes, route, client, spot, i32::MAX)
}

fn best<M: Model>(
    rounds: &Rounds<'_, M>,
    prices: &mut Prices,
    client: Client,
    bent: Bent,
    chance: &mut Chance,
) -> Option<(usize, Spot)> {
    let model = rounds.model;
    let mut best = Cheapest { least: model.price(client), found: None };
    let passed_over = chance.draw(BLINK) as usize;
    let blinks = |route: usize| !bent.sharp && route % BLINK as usize == passed_over;
    let mut idle = usize::MAX;
    // The routes of the nearest come first: what is cheap there makes the others quick to pass over.
    let near = model.near(client).iter().take(NEAREST).filter_map(|&other| rounds.seat(other).route());
    let near = near.filter(|&route| !blinks(route));
    for route in near {
        best.look(rounds, prices, client, route, bent);
    }
    for (route, chain) in rounds.routes.iter().enumerate() {
        let at_home = model.length(chain) == 0;
        if at_home && std::mem::replace(&mut idle, model.kind(route)) == model.kind(route) {
            continue;
        }
        if at_home || !blinks(route) {
            best.look(rounds, prices, client, route, bent);
        }
    }
    best.found
}

/// The cheapest place so far.
struct Cheapest {
    least: i64,
    found: Option<(usize, Spot)>,
}

impl Cheapest {
    #[inline]
    fn look<M: Model>(
        &mut self,
        rounds: &Rounds<'_, M>,
        prices: &mut Prices,
        client: Client,
        route: usize,
        bent: Bent,
    ) {
        let model = rounds.model;
        if bent.close == Some(route) || !model.fits(&rounds.routes[route], client) {
            return;
        }
        let Some(toll) = model.toll(client, route, |other| rounds.seat(other).route()) else { return };
        let bound = i32::try_from(self.least - toll).unwrap_or(i32::MAX);
        let Some(spot) = prices.spot(rounds, client, route, bound) else { return };
        if i64::from(spot.delta) + toll >= self.least {
            return;
        }
        let Some(spot) = model.allowed(&rounds.routes, route, client, spot, bound) else { return };
        (self.least, self.found) = (i64::from(spot.delta) + toll, Some((route, spot)));
    }
}
