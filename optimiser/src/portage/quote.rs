//! The cheapest way of a client into a route: alone, or with shop visits of its own.
//!
//! Most places are priced in constant time from what the route remembers of both sides; where that is not exact (somebody would
//! be served in another window, goods of several kinds, shops that take longer for more doors) the chain is walked.

use super::legs::{Leg, Legs};
use super::load::Load;
use super::route::{Halt, Route};
use super::stop::Stop;
use super::stretch::Stretch;
use super::walk::{Desk, at_desk};
use super::{Door, Portage};
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

/// What becomes of a chain with new stops in it.
enum Between {
    /// It cannot be walked in time.
    Never,
    /// It takes so long, everybody being served on time and in the window of now; nobody is reached earlier.
    Takes(i32),
    /// Somebody is served in another window, or late.
    Unclear,
}

/// A client looking for a place in a route.
struct Quote<'a> {
    day: &'a Portage,
    route: &'a Route,
    client: Client,
    door: &'a Door,
    legs: &'a Legs,
    leaving: &'a [Leg],
    reaching: &'a [Leg],
    /// What the chain costs now for its time, and whether there is a rest in it afterwards.
    day_price: i64,
    rested: bool,
    face: i64,
    /// The one kind it wants, if shops take as long for many doors as for one.
    want: Option<(u16, Load)>,
    /// Whether a place is priced in constant time.
    quick: bool,
    least: i64,
    best: Option<(usize, u16)>,
}

/// The cheapest way of `client` into `route`, if one costs less than `bound`.
pub(super) fn quote(day: &Portage, route: &Route, client: Client, bound: i32) -> Option<Spot> {
    let quote = asked(day, route, client, bound.into());
    let delta = i32::try_from(quote.least.max(i32::MIN.into()));
    quote.best.zip(delta.ok()).map(|((at, way), delta)| Spot { delta, at: at as u16, way })
}

/// Whether there is a way of `client` into `route` at all.
pub(super) fn possible(day: &Portage, route: &Route, client: Client) -> bool {
    asked(day, route, client, i64::MAX / 2).best.is_some()
}

fn asked<'a>(day: &'a Portage, route: &'a Route, client: Client, bound: i64) -> Quote<'a> {
    let door = day.door(client);
    let want = if let ([want], true) = (door.wants.as_slice(), day.no_picking) { Some(*want) } else { None };
    let legs = day.legs(route.walker);
    let mut quote = Quote {
        day,
        route,
        client,
        door,
        legs,
        leaving: legs.leaving(door.node),
        reaching: legs.reaching(door.node),
        day_price: day.day_price(route.walker, route.seconds, route.rested),
        rested: route.rested || door.rests,
        face: i64::from(day.face(client, route.walker)),
        want,
        quick: !route.late && (door.wants.is_empty() || want.is_some()),
        least: bound,
        best: None,
    };
    at_desk(|desk| if route.stops.is_empty() { quote.at_home(desk) } else { quote.look(desk) });
    quote
}

impl Quote<'_> {
    /// The first client of somebody who is at home.
    fn at_home(&mut self, desk: &mut Desk) {
        for way in self.ways() {
            let mut stops = std::mem::take(&mut desk.stops);
            arriving(self.day, self.client, way, &mut stops);
            if let Some(first) = self.day.walkers[self.route.walker].first_shop {
                stops.insert(0, Stop::load_at(first));
            }
            if let Some(walked) = self.day.walk(self.route.walker, &stops, desk) {
                self.offer(walked.cost, 0, way);
            }
            desk.stops = stops;
        }
    }

    fn look(&mut self, desk: &mut Desk) {
        if !self.alone(desk) && !self.door.wants.is_empty() {
            self.with_shops(desk);
        }
    }

    /// Every way to come in, the shop behind apart.
    fn ways(&self) -> Vec<u16> {
        let mut ways = vec![ALONE];
        if !self.door.wants.is_empty() {
            ways.extend(
                (0..self.day.markets.len() as u16)
                    .filter(|&shop| self.sells(shop))
                    .map(|shop| SHOP_BEFORE + WAYS * shop),
            );
        }
        ways.extend(self.door.errands.clone().map(|errand| ERRAND + WAYS * errand));
        ways
    }

    fn sells(&self, shop: u16) -> bool {
        self.door.wants.iter().any(|&(kind, _)| self.day.sells(Stop::load_at(shop), kind))
    }

    /// The places at which it may stand: behind the first shop, and where its sequence wants it.
    fn places(&self) -> std::ops::RangeInclusive<usize> {
        let first = usize::from(self.day.walkers[self.route.walker].first_shop.is_some());
        let (mut low, mut high) = (first, self.route.stops.len());
        if let Some((sequence, place)) = self.door.sequence {
            for (at, stop) in self.route.stops.iter().enumerate() {
                match stop.client().and_then(|other| self.day.door(other).sequence) {
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
        let (route, day) = (self.route, self.day);
        let places = self.places();
        let (mut found, mut held) = (false, None);
        for at in 0..=*places.end() {
            if let (Some((kind, _)), Some(passed)) = (self.want, at.checked_sub(1)) {
                let cart = route.halts[at].cart;
                held = if day.sells(route.stops[passed], kind) {
                    Some(cart)
                } else {
                    held.map(|held: Load| held.max(cart))
                };
            }
            if at < *places.start() {
                continue;
            }
            let (previous, next) = (&route.halts[at], &route.halts[at + 1]);
            if previous.leave > self.door.spans.last() {
                break;
            }
            let earliest = self.door.spans.earliest() + self.door.service;
            if next.latest < earliest || self.too_far(previous, next) {
                continue;
            }
            let fits = |(_, want): (u16, Load)| {
                held.is_some_and(|held| held.plus(want).within(day.walkers[route.walker].cart))
            };
            if self.quick && !self.want.is_none_or(fits) {
                continue;
            }
            // A door before a shop may make a visit there one of going back.
            let next_is_shop = route.stops.get(at).is_some_and(|stop| stop.shop().is_some());
            found |= self.try_at(at, ALONE, self.quick && (self.may_reload() || !next_is_shop), desk);
        }
        found
    }

    /// With a shop visit before or behind it, or several before.
    fn with_shops(&mut self, desk: &mut Desk) {
        let (route, day) = (self.route, self.day);
        let cart = day.walkers[route.walker].cart;
        let several = self.door.wants.len() > 1;
        let mut ways = self.ways();
        ways.extend((0..day.markets.len() as u16).map(|shop| SHOP_BEHIND + WAYS * shop));
        for at in self.places() {
            let (previous, next) = (&route.halts[at], &route.halts[at + 1]);
            if previous.leave > self.door.spans.last() {
                break;
            }
            for &way in &ways[1..] {
                let shop = way / WAYS;
                let quick = self.quick && way % WAYS == SHOP_BEFORE && self.may_reload();
                let loaded = self.want.is_none_or(|(_, want)| previous.cart.plus(want).within(cart));
                let far = || way % WAYS != ERRAND && self.shop_too_far(previous, next, way % WAYS, shop);
                if (way % WAYS == SHOP_BEFORE && !several && !loaded) || far() {
                    continue;
                }
                self.try_at(at, way, quick, desk);
            }
        }
    }

    fn may_reload(&self) -> bool {
        self.route.reloads < self.day.walkers[self.route.walker].reloads_max
    }

    /// Prices one way in; whether it can be walked.
    fn try_at(&mut self, at: usize, way: u16, quick: bool, desk: &mut Desk) -> bool {
        let mut new = std::mem::take(&mut desk.stops);
        arriving(self.day, self.client, way, &mut new);
        let found = match self.between(&self.route.halts[at], &self.route.halts[at + 1], &new) {
            (Between::Never, _) => None,
            (Between::Takes(seconds), metres) if quick => self.takes(at, seconds, metres),
            _ => self.walked(at, &mut new, desk),
        };
        desk.stops = new;
        if let Some(delta) = found {
            self.offer(delta, at, way);
        }
        found.is_some()
    }

    fn takes(&self, at: usize, seconds: i32, metres: i64) -> Option<i64> {
        let (day, route) = (self.day, self.route);
        if seconds > day.walkers[route.walker].longest_s {
            return None;
        }
        let place = if route.order.disturbs(day, route.walker, self.client, at) { day.prices.place } else { 0 };
        let time = day.day_price(route.walker, seconds, self.rested) - self.day_price;
        Some(time + day.prices.metre * metres + self.face + place)
    }

    /// What new stops before `at` cost, by walking the whole chain.
    fn walked(&self, at: usize, new: &mut Vec<Stop>, desk: &mut Desk) -> Option<i64> {
        let stops = &self.route.stops;
        new.splice(0..0, stops[..at].iter().copied());
        new.extend_from_slice(&stops[at..]);
        Some(self.day.walk(self.route.walker, new, desk)?.cost - self.route.cost)
    }

    fn offer(&mut self, delta: i64, at: usize, way: u16) {
        if delta < self.least {
            (self.least, self.best) = (delta, Some((at, way)));
        }
    }

    /// Whether the detour alone costs more than the best place so far.
    #[inline]
    fn too_far(&self, previous: &Halt, next: &Halt) -> bool {
        let (to, on) = (self.reaching[usize::from(previous.node)], self.leaving[usize::from(next.node)]);
        let straight = self.legs.between(previous.node, next.node);
        let metres = i64::from(to.metres) + i64::from(on.metres) - i64::from(straight.metres);
        self.dear(metres, to.seconds + on.seconds + self.door.service - straight.seconds)
    }

    fn shop_too_far(&self, previous: &Halt, next: &Halt, way: u16, shop: u16) -> bool {
        let market = &self.day.markets[usize::from(shop)];
        let (here, there) =
            if way == SHOP_BEFORE { (market.node, self.door.node) } else { (self.door.node, market.node) };
        let (to, over, on) = (
            self.legs.between(previous.node, here),
            self.legs.between(here, there),
            self.legs.between(there, next.node),
        );
        let straight = self.legs.between(previous.node, next.node);
        let metres = i64::from(to.metres) + i64::from(over.metres) + i64::from(on.metres) - i64::from(straight.metres);
        let seconds = to.seconds + over.seconds + on.seconds - straight.seconds;
        self.dear(metres, seconds + self.door.service + market.visit_s)
    }

    /// Whether so many metres and seconds more are too dear, were all waiting of the chain used for them.
    #[inline]
    fn dear(&self, metres: i64, seconds: i32) -> bool {
        let longer = (seconds - self.route.idle).max(0);
        let time = self.day.day_price(self.route.walker, self.route.seconds + longer, self.rested) - self.day_price;
        self.day.prices.metre * metres + time + self.face >= self.least
    }

    /// What becomes of the chain with `new` between two halts, and how many metres more it has.
    #[inline]
    fn between(&self, previous: &Halt, next: &Halt, new: &[Stop]) -> (Between, i64) {
        let (mut now, mut here, mut head, mut metres) = (previous.leave, previous.node, previous.head, 0);
        let mut on_time = true;
        for &stop in new {
            let there = self.day.node(stop);
            let leg = self.legs.between(here, there);
            now += leg.seconds;
            metres += i64::from(leg.metres);
            let Some(span) = self.day.spans(stop).met(now) else { return (Between::Never, 0) };
            let stay_s = self.day.stay_s(stop, 0);
            now = now.max(span.from);
            on_time &= now <= span.due;
            now += stay_s;
            head = head.join(leg.seconds, Stretch::of(span, stay_s));
            here = there;
        }
        let leg = self.legs.between(here, next.node);
        now += leg.seconds;
        metres += i64::from(leg.metres) - i64::from(self.legs.between(previous.node, next.node).metres);
        if now > next.latest {
            (Between::Never, metres)
        } else if now >= next.arrive && now <= next.keep && on_time {
            (Between::Takes(head.join(leg.seconds, next.tail).seconds), metres)
        } else {
            (Between::Unclear, metres)
        }
    }
}
