//! The chain of one walker, with what makes an insertion quick to price. It can always be walked.

use super::legs::Leg;
use super::load::Load;
use super::places::Order;
use super::quote::arriving;
use super::stop::{Span, Stop};
use super::stretch::Stretch;
use super::walk::{Desk, at_desk};
use super::{NEVER, Portage, Toil};
use crate::anneal::model::{Client, Spot};

/// A stop, or one of the two ends of the chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Halt {
    pub(super) node: u16,
    /// The earliest arrival, and the earliest end of the stay.
    pub(super) arrive: i32,
    pub(super) leave: i32,
    /// The latest arrival with which the rest can still be walked.
    pub(super) latest: i32,
    /// The latest arrival with which everybody from here on is served on time, in the span of now.
    pub(super) keep: i32,
    /// To the end of this stop, and from it on.
    pub(super) head: Stretch,
    pub(super) tail: Stretch,
    /// What is in the cart behind it.
    pub(super) cart: Load,
    /// To the next: remembered here, since every gap is measured against it and the matrix is wide.
    pub(super) straight: Leg,
    span: Span,
    stay_s: i32,
}

/// The chain of one walker.
#[derive(Debug, Default)]
pub(crate) struct Route {
    pub(super) walker: usize,
    pub(super) stops: Vec<Stop>,
    pub(super) tour: Vec<Client>,
    pub(super) cost: i64,
    /// Of that, seconds, metres and the round, without habits, lateness and a missed rest.
    pub(super) effort: i64,
    pub(super) seconds: i32,
    /// How many of these are spent waiting.
    pub(super) idle: i32,
    pub(super) rested: bool,
    /// Whether somebody is served late.
    pub(super) late: bool,
    pub(super) reloads: usize,
    pub(super) toil: Toil,
    /// The pieces it takes in each shop; not known where no shop has a limit.
    pub(super) taken: Vec<i64>,
    pub(super) halts: Vec<Halt>,
    pub(super) order: Order,
}

impl Clone for Route {
    fn clone(&self) -> Self {
        let mut new = Self::default();
        new.clone_from(self);
        new
    }

    /// Keeps what is allocated: the search copies routes all the time.
    fn clone_from(&mut self, from: &Self) {
        (self.walker, self.cost, self.effort) = (from.walker, from.cost, from.effort);
        (self.seconds, self.idle) = (from.seconds, from.idle);
        (self.rested, self.late, self.reloads, self.toil) = (from.rested, from.late, from.reloads, from.toil);
        self.taken.clone_from(&from.taken);
        self.stops.clone_from(&from.stops);
        self.tour.clone_from(&from.tour);
        self.halts.clone_from(&from.halts);
        self.order.clone_from(&from.order);
    }
}

impl Route {
    /// Nobody is visited.
    pub(super) fn at_home(walker: usize) -> Self {
        Self { walker, ..Self::default() }
    }

    /// A chain that can be walked: of `stops`, those that can be reached one after the other with what is left in the shops.
    pub(super) fn along(day: &Portage, walker: usize, stops: &[Stop], left: &[i64]) -> Self {
        let mut route = Self::at_home(walker);
        if day.serves(stops)
            && let Some(used) = at_desk(|desk| Self::used(day, walker, stops, left, desk))
        {
            route.set(day, used);
            return route;
        }
        let mut kept: Vec<Stop> = Vec::new();
        for &stop in stops {
            kept.push(stop);
            if at_desk(|desk| day.walk(walker, &kept, left, desk)).is_none() {
                kept.pop();
            }
        }
        route.settle(day, kept, left);
        route
    }

    /// A chain that can be walked, without shops at which nothing is loaded any more, unless that makes it dearer.
    fn used(day: &Portage, walker: usize, stops: &[Stop], left: &[i64], desk: &mut Desk) -> Option<Vec<Stop>> {
        let whole = day.walk(walker, stops, left, desk)?;
        let first = usize::from(day.walkers[walker].first_shop.is_some());
        let used = |(at, stop): &(usize, &Stop)| *at < first || stop.client().is_some() || desk.picks[*at] > 0;
        let used: Vec<Stop> = stops.iter().enumerate().filter(used).map(|(_, stop)| *stop).collect();
        let gained = day.walk(walker, &used, left, desk).is_some_and(|walked| walked.cost <= whole.cost);
        Some(if gained { used } else { stops.to_vec() })
    }

    /// Takes over a chain that can be walked.
    pub(super) fn set(&mut self, day: &Portage, stops: Vec<Stop>) {
        self.stops = stops;
        self.tour.clear();
        self.tour.extend(self.stops.iter().filter_map(|stop| stop.client()));
        at_desk(|desk| self.measure(day, desk));
    }

    /// Drops shop visits that the chain can do without, and takes the rest over. A chain that cannot be walked any more, for a
    /// matrix without the triangle rule, becomes that of somebody at home.
    pub(super) fn settle(&mut self, day: &Portage, mut stops: Vec<Stop>, left: &[i64]) {
        let who = &day.walkers[self.walker];
        if !day.serves(&stops) {
            stops.clear();
        }
        let first = usize::from(who.first_shop.is_some());
        at_desk(|desk| {
            let mut cost = day.walk(self.walker, &stops, left, desk).map(|walked| walked.cost);
            for at in (first..stops.len()).rev() {
                if stops[at].client().is_some() {
                    continue;
                }
                let shop = stops.remove(at);
                let without = day.walk(self.walker, &stops, left, desk).map(|walked| walked.cost);
                match (without, cost) {
                    (Some(without), Some(with)) if without > with => stops.insert(at, shop),
                    (Some(_), _) => cost = without,
                    (None, _) => stops.insert(at, shop),
                }
            }
            if cost.is_none() {
                stops.clear();
            }
        });
        self.set(day, stops);
    }

    fn measure(&mut self, day: &Portage, desk: &mut Desk) {
        (self.cost, self.effort, self.seconds, self.idle, self.reloads) = (0, 0, 0, 0, 0);
        (self.late, self.toil) = (false, Toil::default());
        self.rested = day.walkers[self.walker].no_rest == 0;
        self.halts.clear();
        self.taken.clear();
        let displaced = self.order.read(day, self.walker, &self.stops, &mut desk.tails);
        if self.stops.is_empty() {
            return;
        }
        // How long a stop lasts depends on what is loaded; that it can be loaded is known.
        let _known = day.loads(self.walker, &self.stops, desk);
        self.cost = day.prices.place * displaced;
        self.forwards(day, &desk.picks);
        self.backwards(day);
        self.carts(day, desk);
        if !day.stocks.is_empty() {
            day.taken(&self.stops, &mut self.taken, desk.open(day.kinds.len()));
        }
    }

    fn forwards(&mut self, day: &Portage, picks: &[i32]) {
        let (who, legs) = (&day.walkers[self.walker], day.legs(self.walker));
        let whole = Stretch::of(who.shift, 0);
        let end = Halt {
            node: who.start,
            arrive: i32::MIN,
            leave: who.shift.from,
            latest: who.shift.to,
            keep: who.shift.to,
            head: whole,
            tail: whole,
            cart: Load::default(),
            straight: Leg::default(),
            span: who.shift,
            stay_s: 0,
        };
        let (mut metres, mut busy) = (0, 0);
        self.halts.push(end);
        for (&stop, &picked) in self.stops.iter().zip(picks) {
            let at = self.halts.len() - 1;
            let node = day.node(stop);
            let leg = legs.between(self.halts[at].node, node);
            self.halts[at].straight = leg;
            let before = self.halts[at];
            let now = before.leave + leg.seconds;
            let span = day.spans(stop).met(now).unwrap_or(who.shift);
            let (start, stay_s) = (now.max(span.from), day.stay_s(stop, picked));
            if let Some(client) = stop.client() {
                let door = day.door(client);
                self.rested |= door.rests;
                self.late |= start > span.due;
                self.toil = self.toil.plus(door.toil);
                self.cost +=
                    i64::from(day.face(client, self.walker)) + door.late_price * i64::from((start - span.due).max(0));
            }
            metres += i64::from(leg.metres);
            busy += leg.seconds + stay_s;
            let head = before.head.join(leg.seconds, Stretch::of(span, stay_s));
            self.halts.push(Halt { node, arrive: now, leave: start + stay_s, head, span, stay_s, ..end });
        }
        let at = self.halts.len() - 1;
        let home = legs.between(self.halts[at].node, who.end);
        self.halts[at].straight = home;
        let last = self.halts[at];
        self.halts.push(Halt { node: who.end, ..end });
        self.seconds = if self.late { self.duration() } else { last.head.join(home.seconds, whole).seconds };
        self.idle = self.seconds - busy - home.seconds;
        metres += i64::from(home.metres);
        self.effort = day.day_price(self.walker, self.seconds, true) + day.prices.metre * metres;
        self.cost += self.effort + if self.rested { 0 } else { who.no_rest };
        let doors = |pair: &[Stop]| pair[0].client().is_some() && pair[1].client().is_none();
        self.reloads = self.stops.windows(2).filter(|pair| doors(pair)).count();
    }

    /// The seconds of a chain in which somebody is served late, for which stretches cannot be joined.
    fn duration(&self) -> i32 {
        let (mut wait, mut slack) = (0, i32::MAX);
        for pair in self.halts.windows(2).take(self.stops.len()) {
            let start = pair[1].leave - pair[1].stay_s;
            wait += start - pair[0].leave - pair[0].straight.seconds;
            slack = slack.min(wait + (pair[1].span.due - start).max(0));
        }
        let last = &self.halts[self.stops.len()];
        last.leave + last.straight.seconds - self.halts[0].leave - slack.min(wait)
    }

    fn backwards(&mut self, day: &Portage) {
        for at in (1..=self.stops.len()).rev() {
            let next = self.halts[at + 1];
            let leg = self.halts[at].straight.seconds;
            let halt = &mut self.halts[at];
            let limit = next.latest - leg - halt.stay_s;
            let fits = day.spans(self.stops[at - 1]).iter().rev().find(|span| limit >= span.from);
            halt.latest = fits.map_or(halt.span.from, |span| span.to.min(limit));
            let on_time = halt.leave - halt.stay_s <= halt.span.due;
            halt.keep = if on_time { halt.span.due.min(next.keep - leg - halt.stay_s) } else { i32::MIN / 2 };
            halt.tail = Stretch::of(halt.span, halt.stay_s).join(leg, next.tail);
        }
    }

    /// What is in the cart behind each stop: what the doors behind it want and no later shop gives.
    fn carts(&mut self, day: &Portage, desk: &mut Desk) {
        let mut total = Load::default();
        let open = desk.open(day.kinds.len());
        for (at, stop) in self.stops.iter().enumerate().rev() {
            self.halts[at + 1].cart = total;
            match stop.client() {
                Some(client) => {
                    for &(kind, want) in &day.door(client).wants {
                        open[usize::from(kind)] = open[usize::from(kind)].plus(want);
                        total = total.plus(want);
                    }
                }
                None => {
                    for (kind, open) in (0..).zip(open.iter_mut()) {
                        if day.sells(*stop, kind) {
                            total = total.minus(std::mem::take(open));
                        }
                    }
                }
            }
        }
    }

    /// Whether the walker may serve `client` at all, as far as people and backs are concerned.
    #[inline]
    pub(super) fn fits(&self, day: &Portage, client: Client) -> bool {
        let door = day.door(client);
        day.face(client, self.walker) < NEVER
            && !(self.stops.is_empty() && door.rests)
            && self.toil.plus(door.toil).within(day.walkers[self.walker].toil)
    }

    /// Puts `client` where [`super::quote`] found room.
    pub(super) fn insert(&mut self, day: &Portage, client: Client, spot: Spot) {
        let mut stops = std::mem::take(&mut self.stops);
        let at = usize::from(spot.at);
        at_desk(|desk| {
            arriving(day, client, spot.way, &mut desk.stops);
            if stops.is_empty()
                && let Some(first) = day.walkers[self.walker].first_shop
            {
                stops.push(Stop::load_at(first));
                stops.extend_from_slice(&desk.stops);
            } else {
                stops.splice(at..at, desk.stops.iter().copied());
            }
        });
        self.set(day, stops);
    }

    /// Takes out the clients at the positions for which `leaves` says so; `left` is what the others leave in each shop, for a
    /// visit that is dropped makes another one load more.
    pub(super) fn remove(&mut self, day: &Portage, left: &[i64], leaves: impl Fn(usize) -> bool) {
        let mut stops = std::mem::take(&mut self.stops);
        let mut at = 0;
        stops.retain(|stop| {
            if stop.client().is_none() {
                return true;
            }
            at += 1;
            !leaves(at - 1)
        });
        self.settle(day, stops, left);
    }
}
