//! Local search over penalised routes: it may load too much or come too late on the way to something better, at a price.
//!
//! Granular neighbourhoods (Toth and Vigo 2003) by the nearness of Vidal 2013; a pair of clients is tried again only when one of
//! their routes has changed since. Ruin and recreate is weak where routes are long; this is strong there.

mod chain;
mod moves;

use crate::anneal::model::Client;
use crate::chance::Chance;
use crate::plain::{Plain, Route};
use chain::{Chain, Part};

/// How many near clients a move may join.
const NEAR: usize = 20;
/// What a second of waiting, and a second too late, count in the nearness of two clients, in hundredths of a unit of length.
const WAITING: i64 = 20;
const LATENESS: i64 = 100;

/// What local search remembers between two calls.
pub(crate) struct Local {
    near: Vec<Client>,
    each: usize,
    chains: Vec<Chain>,
    versions: Vec<u64>,
    /// The chain and the position of each client that is in one.
    seats: Vec<Option<(usize, usize)>>,
    tested: Vec<u64>,
    clock: u64,
    overload_price: i64,
    warp_price: i64,
}

impl Local {
    pub(crate) fn new(plain: &Plain) -> Self {
        let clients = usize::from(plain.depot());
        let each = NEAR.min(clients.saturating_sub(1));
        let mut near = Vec::with_capacity(clients * each);
        for client in 0..plain.depot() {
            let mut others: Vec<(i64, Client)> = (0..plain.depot())
                .filter(|&other| other != client)
                .map(|other| (nearness(plain, client, other).min(nearness(plain, other, client)), other))
                .collect();
            others.sort_unstable();
            near.extend(others.into_iter().take(each).map(|(_, other)| other));
        }
        Self {
            near,
            each,
            chains: vec![Chain::default(); plain.fleet],
            versions: vec![0; plain.fleet],
            seats: vec![None; clients],
            tested: vec![0; clients],
            clock: 1,
            overload_price: 0,
            warp_price: 10,
        }
    }

    /// Improves the routes; see [`crate::anneal::model::Model::polish`].
    pub(crate) fn polish(
        &mut self,
        plain: &Plain,
        routes: &[Route],
        versions: &[u64],
        chance: &mut Chance,
    ) -> Option<Vec<(usize, Route)>> {
        self.read(plain, routes, versions);
        let before = self.length();
        if self.overload_price == 0 {
            self.overload_price = (before / i64::from(plain.depot())).max(1) * 2;
        }
        let begun = self.clock;
        self.descend(plain, chance);
        let changed: Vec<usize> = (0..self.chains.len()).filter(|&at| self.chains[at].stamp > begun).collect();
        let better = self.length() < before && changed.iter().all(|&at| self.penalty(plain, at) == 0);
        if !better {
            // What was tried is forgotten: the next call reads these routes anew.
            changed.iter().for_each(|&at| self.versions[at] = 0);
            return None;
        }
        let route = |at: usize| Route::along(plain, clients(&self.chains[at]));
        Some(changed.into_iter().map(|at| (at, route(at))).collect())
    }

    fn read(&mut self, plain: &Plain, routes: &[Route], versions: &[u64]) {
        self.clock += 1;
        self.forget_absent(routes);
        for (at, route) in routes.iter().enumerate() {
            if std::mem::replace(&mut self.versions[at], versions[at]) == versions[at] {
                continue;
            }
            if !self.chains[at].tour.is_empty() && route.tour().eq(clients(&self.chains[at])) {
                continue;
            }
            let depot = plain.depot();
            self.set(plain, at, std::iter::once(depot).chain(route.tour()).chain([depot]).collect());
        }
    }

    /// Whoever is in no route has no seat; who is in one gets it when that route is read.
    fn forget_absent(&mut self, routes: &[Route]) {
        let mut here = vec![false; self.seats.len()];
        routes.iter().flat_map(Route::tour).for_each(|client| here[usize::from(client)] = true);
        self.seats.iter_mut().zip(here).filter(|(_, here)| !here).for_each(|(seat, _)| *seat = None);
    }

    fn set(&mut self, plain: &Plain, at: usize, tour: Vec<Client>) {
        self.chains[at].set(plain, tour);
        self.chains[at].stamp = self.clock;
        for (position, client) in clients(&self.chains[at]).enumerate() {
            self.seats[usize::from(client)] = Some((at, position + 1));
        }
    }

    fn descend(&mut self, plain: &Plain, chance: &mut Chance) {
        let mut order: Vec<Client> = (0..plain.depot()).collect();
        chance.shuffle(&mut order);
        let mut found = true;
        while found {
            found = false;
            for &client in &order {
                found |= self.around(plain, client);
            }
        }
    }

    /// Tries `client` beside each of its near clients, and in a route of its own.
    fn around(&mut self, plain: &Plain, client: Client) -> bool {
        let me = usize::from(client);
        let last = std::mem::replace(&mut self.tested[me], self.clock);
        let mut found = false;
        for at in 0..self.each {
            let other = usize::from(self.near[me * self.each + at]);
            let (Some(here), Some(there)) = (self.seats[me], self.seats[other]) else { continue };
            if self.chains[here.0].stamp.max(self.chains[there.0].stamp) <= last {
                continue;
            }
            found |= if here.0 == there.0 {
                moves::within(self, plain, here.0, (here.1, there.1))
            } else {
                moves::between(self, plain, here, there)
                    || (there.1 == 1 && moves::between(self, plain, here, (there.0, 0)))
            };
        }
        if let Some(here) = self.seats[me]
            && self.chains[here.0].stamp > last
            && let Some(idle) = self.chains.iter().position(Chain::is_idle)
        {
            found |= moves::between(self, plain, here, (idle, 0));
        }
        found
    }

    fn length(&self) -> i64 {
        self.chains.iter().map(|chain| i64::from(chain.length())).sum()
    }

    fn penalty(&self, plain: &Plain, at: usize) -> i64 {
        let chain = &self.chains[at];
        self.overload(plain, chain.load()) + i64::from(chain.warp()) * self.warp_price
    }

    #[inline]
    fn overload(&self, plain: &Plain, load: i32) -> i64 {
        i64::from((load - plain.capacity).max(0)) * self.overload_price
    }

    /// Does the exchange that makes two chains of `one` and `two` if it costs less.
    fn exchange(&mut self, plain: &Plain, one: &[Part], two: &[Part]) -> bool {
        let (a, b) = (one[0].chain(), two[0].chain());
        let old = self.penalty(plain, a) + self.penalty(plain, b);
        let lengths = self.chains[a].length() + self.chains[b].length();
        let mut change = i64::from(self.length_along(plain, one) + self.length_along(plain, two) - lengths) - old;
        if change >= 0 {
            return false;
        }
        let load: i32 = one.iter().map(|&part| self.chains[part.chain()].load_of(part)).sum();
        let rest = self.chains[a].load() + self.chains[b].load() - load;
        change += self.overload(plain, load) + self.overload(plain, rest);
        if plain.timed {
            for parts in [one, two] {
                if change >= 0 {
                    return false;
                }
                change += i64::from(self.warp_along(plain, parts)) * self.warp_price;
            }
        }
        if change >= 0 {
            return false;
        }
        let (one, two) = (self.written(one), self.written(two));
        self.clock += 1;
        self.set(plain, a, one);
        self.set(plain, b, two);
        true
    }

    /// Reorders one chain if that costs less.
    fn reorder(&mut self, plain: &Plain, parts: &[Part]) -> bool {
        let at = parts[0].chain();
        let chain = &self.chains[at];
        let mut change = i64::from(self.length_along(plain, parts) - chain.length());
        change -= i64::from(chain.warp()) * self.warp_price;
        if change < 0 && plain.timed {
            change += i64::from(self.warp_along(plain, parts)) * self.warp_price;
        }
        if change >= 0 {
            return false;
        }
        let tour = self.written(parts);
        self.clock += 1;
        self.set(plain, at, tour);
        true
    }

    #[inline]
    fn length_along(&self, plain: &Plain, parts: &[Part]) -> i32 {
        let mut length = 0;
        let mut before = None;
        for &part in parts {
            let chain = &self.chains[part.chain()];
            let (first, last) = chain.ends(part);
            length += chain.length_of(part) + before.map_or(0, |before| plain.between(before, first));
            before = Some(last);
        }
        length
    }

    #[inline]
    fn warp_along(&self, plain: &Plain, parts: &[Part]) -> i32 {
        let chain = |part: Part| &self.chains[part.chain()];
        let mut sum = chain(parts[0]).time_of(plain, parts[0]);
        let mut before = chain(parts[0]).ends(parts[0]).1;
        for &part in &parts[1..] {
            let (first, last) = chain(part).ends(part);
            sum = sum.join(plain.between(before, first), chain(part).time_of(plain, part));
            before = last;
        }
        sum.warp()
    }

    fn written(&self, parts: &[Part]) -> Vec<Client> {
        let mut tour = Vec::new();
        for &part in parts {
            self.chains[part.chain()].write(part, &mut tour);
        }
        tour
    }
}

fn clients(chain: &Chain) -> impl Iterator<Item = Client> + '_ {
    chain.tour[1..chain.last()].iter().copied()
}

/// How well `second` follows `first`: the way, with waiting and lateness at a price.
fn nearness(plain: &Plain, first: Client, second: Client) -> i64 {
    let length = i64::from(plain.between(first, second));
    if !plain.timed {
        return length * 100;
    }
    let (from, to) = (plain.point(first), plain.point(second));
    let wait = (i64::from(to.ready) - length - i64::from(from.service) - i64::from(from.due)).max(0);
    let late = (i64::from(from.ready) + i64::from(from.service) + length - i64::from(to.due)).max(0);
    length * 100 + wait * WAITING + late * LATENESS
}
