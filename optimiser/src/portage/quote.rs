//! The cheapest way of a client into a route: alone, or with shop visits of its own.
//!
//! Here it is told which gaps and which visits come into question. Most are priced in constant time ([`super::gap`]); where that
//! is not exact (somebody would be served in another window, goods of several kinds, shops that take longer for more doors) the
//! chain is walked.

use super::Portage;
use super::gap::{Asker, Between};
use super::load::Load;
use super::route::Route;
use super::stop::Stop;
use super::walk::{Desk, at_desk};
use crate::anneal::model::{Client, Spot};

/// How a client comes into a route; above these two bits, which shop or which errand.
const ALONE: u16 = 0;
const SHOP_BEFORE: u16 = 1;
const SHOP_BEHIND: u16 = 2;
const ERRAND: u16 = 3;
const WAYS: u16 = 4;

/// The stops that come in with a client.
pub(super) fn arriving(day: &Portage, client: Client, way: u16, stops: &mut Vec<Stop>) {
    let shop = Stop::load_at(way / WAYS);
    stops.clear();
    match way % WAYS {
        SHOP_BEFORE => stops.extend([shop, Stop::at(client)]),
        SHOP_BEHIND => stops.extend([Stop::at(client), shop]),
        ERRAND => {
            stops.extend(day.errands[usize::from(way / WAYS)].iter().map(|&shop| Stop::load_at(shop)));
            stops.push(Stop::at(client));
        }
        _ => stops.push(Stop::at(client)),
    }
}

/// The chain of a route with a client where [`quote`] found room.
pub(super) fn joined(day: &Portage, route: &Route, client: Client, spot: Spot, stops: &mut Vec<Stop>) {
    arriving(day, client, spot.way, stops);
    if route.stops.is_empty()
        && let Some(first) = day.walkers[route.walker].first_shop
    {
        stops.insert(0, Stop::load_at(first));
    }
    let at = usize::from(spot.at);
    stops.splice(0..0, route.stops[..at].iter().copied());
    stops.extend_from_slice(&route.stops[at..]);
}

/// The cheapest way of `client` into `route`, if one costs less than `bound`. `left` is what the others leave in each shop; if
/// nothing is said of it, stocks are not asked.
pub(super) fn quote(day: &Portage, route: &Route, client: Client, bound: i32, left: &[i64]) -> Option<Spot> {
    let quote = asked(day, route, client, (bound.into(), false), left);
    let delta = i32::try_from(quote.least.max(i32::MIN.into()));
    quote.best.zip(delta.ok()).map(|((at, way), delta)| Spot { delta, at: at as u16, way })
}

/// Whether there is a way of `client` into `route` at all.
pub(super) fn possible(day: &Portage, route: &Route, client: Client, left: &[i64]) -> bool {
    asked(day, route, client, (i64::MAX / 2, true), left).best.is_some()
}

fn asked<'a>(
    day: &'a Portage,
    route: &'a Route,
    client: Client,
    (bound, any): (i64, bool),
    left: &'a [i64],
) -> Quote<'a> {
    let asker = Asker::of(day, route, client);
    let wants = asker.door.wants.as_slice();
    let want = if let ([want], true) = (wants, day.no_picking) { Some(*want) } else { None };
    let quick = !route.late && (wants.is_empty() || want.is_some()) && left.is_empty();
    let mut quote = Quote { asker, want, left, quick, short: !quick, any, least: bound, best: None };
    at_desk(|desk| if route.stops.is_empty() { quote.at_home(desk) } else { quote.look(desk) });
    quote
}

/// A client looking for a place in a route.
struct Quote<'a> {
    asker: Asker<'a>,
    /// The one kind it wants, if shops take as long for many doors as for one.
    want: Option<(u16, Load)>,
    left: &'a [i64],
    /// Whether a place is priced in constant time.
    quick: bool,
    /// Whether goods may be all that is missing somewhere.
    short: bool,
    /// Whether any way will do.
    any: bool,
    least: i64,
    best: Option<(usize, u16)>,
}

impl Quote<'_> {
    /// The first client of somebody who is at home.
    fn at_home(&mut self, desk: &mut Desk) {
        let (day, client, walker) = (self.asker.day, self.asker.client, self.asker.route.walker);
        for way in self.ways() {
            let mut stops = std::mem::take(&mut desk.stops);
            arriving(day, client, way, &mut stops);
            if let Some(first) = self.asker.who.first_shop {
                stops.insert(0, Stop::load_at(first));
            }
            if let Some(walked) = day.walk(walker, &stops, self.left, desk) {
                self.offer(walked.cost, 0, way);
            }
            desk.stops = stops;
            if self.any && self.best.is_some() {
                break;
            }
        }
    }

    fn look(&mut self, desk: &mut Desk) {
        // Where time or the way is what is missing, a shop visit more does not mend it.
        if !self.alone(desk) && self.short && !self.asker.door.wants.is_empty() {
            self.with_shops(desk);
        }
    }

    /// Every way to come in, the shop behind apart.
    fn ways(&self) -> Vec<u16> {
        let (day, door) = (self.asker.day, self.asker.door);
        let sells = |shop: u16| door.wants.iter().any(|&(kind, _)| day.sells(Stop::load_at(shop), kind));
        let shops = (0..day.markets.len() as u16).filter(|&shop| sells(shop));
        let errands = door.errands.clone().map(|errand| ERRAND + WAYS * errand);
        std::iter::once(ALONE).chain(shops.map(|shop| SHOP_BEFORE + WAYS * shop)).chain(errands).collect()
    }

    /// The places at which it may stand: behind the first shop, and where its sequence wants it.
    fn places(&self) -> std::ops::RangeInclusive<usize> {
        let (day, route) = (self.asker.day, self.asker.route);
        let (mut low, mut high) = (usize::from(self.asker.who.first_shop.is_some()), route.stops.len());
        if let Some((sequence, place)) = self.asker.door.sequence {
            for (at, stop) in route.stops.iter().enumerate() {
                match stop.client().and_then(|other| day.door(other).sequence) {
                    Some((same, before)) if same == sequence && before < place => low = low.max(at + 1),
                    Some((same, behind)) if same == sequence && behind > place => high = high.min(at),
                    _ => {}
                }
            }
        }
        low..=high
    }

    /// Without a shop visit of its own; whether there is a place at all.
    fn alone(&mut self, desk: &mut Desk) -> bool {
        let (route, day, door) = (self.asker.route, self.asker.day, self.asker.door);
        let places = self.places();
        let (first, last) = (door.spans.earliest() + door.service, door.spans.last());
        let (mut found, mut held) = (false, None);
        for (at, pair) in route.halts.windows(2).enumerate().take(places.end() + 1) {
            let (previous, next) = (&pair[0], &pair[1]);
            if let (Some((kind, _)), Some(passed)) = (self.want, at.checked_sub(1)) {
                let sold = day.sells(route.stops[passed], kind);
                held = if sold { Some(previous.cart) } else { held.map(|held: Load| held.max(previous.cart)) };
            }
            if previous.leave > last {
                break;
            }
            if at < *places.start() || next.latest < first || self.asker.too_far(previous, next, self.least) {
                continue;
            }
            let fits = |(_, want): (u16, Load)| held.is_some_and(|held| self.asker.holds(held, want));
            if self.quick && !self.want.is_none_or(fits) {
                self.short = true;
                continue;
            }
            // A door before a shop may make a visit there one of going back.
            let next_is_shop = route.stops.get(at).is_some_and(|stop| stop.shop().is_some());
            found |= self.try_at(at, ALONE, self.quick && (self.may_reload() || !next_is_shop), desk);
            if self.any && found {
                break;
            }
        }
        found
    }

    /// With a shop visit before or behind it, or several before.
    fn with_shops(&mut self, desk: &mut Desk) {
        let (route, day, door) = (self.asker.route, self.asker.day, self.asker.door);
        let several = door.wants.len() > 1;
        let mut ways = self.ways();
        ways.extend((0..day.markets.len() as u16).map(|shop| SHOP_BEHIND + WAYS * shop));
        for at in self.places() {
            let (previous, next) = (&route.halts[at], &route.halts[at + 1]);
            if previous.leave > door.spans.last() {
                break;
            }
            if next.latest < door.spans.earliest() + door.service {
                continue;
            }
            let loaded = self.want.is_none_or(|(_, want)| self.asker.holds(previous.cart, want));
            for &way in &ways[1..] {
                let before = way % WAYS == SHOP_BEFORE;
                let visit = (before, way / WAYS);
                let far = || way % WAYS != ERRAND && self.asker.shop_too_far(previous, next, visit, self.least);
                if (before && !several && !loaded) || far() {
                    continue;
                }
                if self.try_at(at, way, self.quick && before && self.may_reload(), desk) && self.any {
                    return;
                }
            }
        }
    }

    fn may_reload(&self) -> bool {
        self.asker.route.reloads < self.asker.who.reloads_max
    }

    /// Prices one way in; whether it can be walked.
    #[inline]
    fn try_at(&mut self, at: usize, way: u16, quick: bool, desk: &mut Desk) -> bool {
        let (previous, next) = (&self.asker.route.halts[at], &self.asker.route.halts[at + 1]);
        let (between, metres) = if way == ALONE {
            self.asker.alone(previous, next)
        } else {
            arriving(self.asker.day, self.asker.client, way, &mut desk.stops);
            self.asker.between(previous, next, &desk.stops)
        };
        let found = match between {
            Between::Never => None,
            Between::Takes(seconds) if quick => self.asker.takes(at, seconds, metres),
            _ => self.walked(at, way, desk),
        };
        if let Some(delta) = found {
            self.offer(delta, at, way);
        }
        found.is_some()
    }

    /// What new stops before `at` cost, by walking the whole chain.
    fn walked(&self, at: usize, way: u16, desk: &mut Desk) -> Option<i64> {
        let (day, route) = (self.asker.day, self.asker.route);
        let mut stops = std::mem::take(&mut desk.stops);
        joined(day, route, self.asker.client, Spot { delta: 0, at: at as u16, way }, &mut stops);
        let walked = day.walk(route.walker, &stops, self.left, desk);
        desk.stops = stops;
        Some(walked?.cost - route.cost)
    }

    fn offer(&mut self, delta: i64, at: usize, way: u16) {
        if delta < self.least {
            (self.least, self.best) = (delta, Some((at, way)));
        }
    }
}
