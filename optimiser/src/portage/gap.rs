//! What the gaps of a route cost a client, in constant time from what the route remembers of both sides.
//!
//! Where that is not exact (somebody would be served in another window, or late) it says so, and whoever asks walks the chain.
//! Which gaps and which shop visits come into question at all is [`super::quote`]'s.

use super::legs::Leg;
use super::load::Load;
use super::route::{Halt, Route};
use super::stop::Stop;
use super::stretch::Stretch;
use super::{Door, Portage, Walker};
use crate::anneal::model::Client;

/// What becomes of a chain with new stops in it.
pub(super) enum Between {
    /// It cannot be walked in time.
    Never,
    /// It takes so long, everybody being served on time and in the window of now; nobody is reached earlier.
    Takes(i32),
    /// Somebody is served in another window, or late.
    Unclear,
}

/// A client before the gaps of a route.
pub(super) struct Asker<'a> {
    pub(super) day: &'a Portage,
    pub(super) route: &'a Route,
    pub(super) client: Client,
    pub(super) door: &'a Door,
    pub(super) who: &'a Walker,
    leaving: &'a [Leg],
    reaching: &'a [Leg],
    /// What the chain costs now for its time, and whether there is a rest in it afterwards.
    day_price: i64,
    rested: bool,
    face: i64,
}

impl<'a> Asker<'a> {
    pub(super) fn of(day: &'a Portage, route: &'a Route, client: Client) -> Self {
        let (door, legs) = (day.door(client), day.legs(route.walker));
        Self {
            day,
            route,
            client,
            door,
            who: &day.walkers[route.walker],
            leaving: legs.leaving(door.node),
            reaching: legs.reaching(door.node),
            day_price: day.day_price(route.walker, route.seconds, route.rested),
            rested: route.rested || door.rests,
            face: i64::from(day.face(client, route.walker)),
        }
    }

    /// Whether the detour alone costs `least` or more.
    #[inline]
    pub(super) fn too_far(&self, previous: &Halt, next: &Halt, least: i64) -> bool {
        let (to, on) = (self.reaching[usize::from(previous.node)], self.leaving[usize::from(next.node)]);
        let metres = i64::from(to.metres) + i64::from(on.metres) - i64::from(previous.straight.metres);
        self.dear(metres, to.seconds + on.seconds + self.door.service - previous.straight.seconds, least)
    }

    /// The same for a shop visit along with it, before the door or behind it.
    pub(super) fn shop_too_far(&self, previous: &Halt, next: &Halt, (before, shop): (bool, u16), least: i64) -> bool {
        let (market, legs) = (&self.day.markets[usize::from(shop)], self.day.legs(self.route.walker));
        let (previous_at, next_at, shop_at) =
            (usize::from(previous.node), usize::from(next.node), usize::from(market.node));
        let (to, over, on) = if before {
            (legs.reaching(market.node)[previous_at], self.reaching[shop_at], self.leaving[next_at])
        } else {
            (self.reaching[previous_at], self.leaving[shop_at], legs.leaving(market.node)[next_at])
        };
        let metres =
            i64::from(to.metres) + i64::from(over.metres) + i64::from(on.metres) - i64::from(previous.straight.metres);
        let seconds = to.seconds + over.seconds + on.seconds - previous.straight.seconds;
        self.dear(metres, seconds + self.door.service + market.visit_s, least)
    }

    /// Whether so many metres and seconds more cost `least` or more, were all waiting of the chain used for them.
    #[inline]
    fn dear(&self, metres: i64, seconds: i32, least: i64) -> bool {
        let (prices, longer) = (&self.day.prices, (seconds - self.route.idle).max(0));
        let sure = prices.metre * metres + self.face;
        // A rest that comes in pays for itself, so that only a day as it is has a bound without overtime.
        if self.rested == self.route.rested && sure + prices.second * i64::from(longer) >= least {
            return true;
        }
        sure + self.day.day_price(self.route.walker, self.route.seconds + longer, self.rested) - self.day_price >= least
    }

    /// What becomes of the chain with the client by itself in a gap, and how many metres more it has.
    #[inline]
    pub(super) fn alone(&self, previous: &Halt, next: &Halt) -> (Between, i64) {
        let (to, on) = (self.reaching[usize::from(previous.node)], self.leaving[usize::from(next.node)]);
        let metres = i64::from(to.metres) + i64::from(on.metres) - i64::from(previous.straight.metres);
        let now = previous.leave + to.seconds;
        let Some(span) = self.door.spans.met(now) else { return (Between::Never, 0) };
        let head = previous.head.join(to.seconds, Stretch::of(span, self.door.service));
        let start = now.max(span.from);
        (joined(head, start + self.door.service, start <= span.due, on.seconds, next), metres)
    }

    /// The same for several stops that come in together.
    pub(super) fn between(&self, previous: &Halt, next: &Halt, new: &[Stop]) -> (Between, i64) {
        let legs = self.day.legs(self.route.walker);
        let (mut now, mut here, mut head, mut metres) = (previous.leave, previous.node, previous.head, 0);
        let mut on_time = true;
        for &stop in new {
            let there = self.day.node(stop);
            let leg = legs.between(here, there);
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
        let leg = legs.between(here, next.node);
        metres += i64::from(leg.metres) - i64::from(previous.straight.metres);
        (joined(head, now, on_time, leg.seconds, next), metres)
    }

    /// The cost of a chain that takes so long with the client before the stop at `at`; nothing where that is too long.
    #[inline]
    pub(super) fn takes(&self, at: usize, seconds: i32, metres: i64) -> Option<i64> {
        let (day, route) = (self.day, self.route);
        if seconds > self.who.longest_s {
            return None;
        }
        let place = if route.order.disturbs(day, route.walker, self.client, at) { day.prices.place } else { 0 };
        let time = day.day_price(route.walker, seconds, self.rested) - self.day_price;
        Some(time + day.prices.metre * metres + self.face + place)
    }

    /// Whether a want fits beside what the cart holds.
    #[inline]
    pub(super) fn holds(&self, held: Load, want: Load) -> bool {
        held.plus(want).within(self.who.cart)
    }
}

/// What becomes of a chain whose beginning ends at `now`, and that goes on to `next`.
#[inline]
fn joined(head: Stretch, now: i32, on_time: bool, leg_s: i32, next: &Halt) -> Between {
    let there = now + leg_s;
    if there > next.latest {
        Between::Never
    } else if there >= next.arrive && there <= next.keep && on_time {
        Between::Takes(head.join(leg_s, next.tail).seconds)
    } else {
        Between::Unclear
    }
}
