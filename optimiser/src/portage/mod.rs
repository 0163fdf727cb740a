//! The full problem, flat: shops where the cart is filled and filled again, alternative windows, rests, overtime, habits.
//!
//! What one shop visit loads is what the doors up to the next visit with the same goods want: reload, several trips and goods
//! from two shops are one rule. A chain is priced by walking it ([`Portage::walk`]); every quicker way to price a change must
//! say the same ([`quote`]).

mod build;
mod gap;
mod joint;
mod legs;
mod lift;
mod load;
mod model;
mod places;
mod quote;
mod room;
mod route;
mod stock;
mod stop;
mod stretch;
mod taking;
#[cfg(test)]
mod tests;
mod tours;
mod walk;

use std::ops::Range;
use std::sync::Arc;

use crate::anneal::Knobs;
use crate::anneal::model::Client;
use crate::problem::TIME_MAX;
use legs::Legs;
use load::Load;
use stop::{Span, Spans, Stop};

pub(crate) use room::Room;
pub(crate) use route::Route;

/// No stop lasts longer than this, whatever a draft asks for: sums of seconds stay within 32 bits.
const LONGEST: i32 = 4 * TIME_MAX as i32;

/// A face that must not be.
const NEVER: i32 = i32::MAX;

/// A door, or the rest of a walker.
#[derive(Clone, Debug)]
struct Door {
    node: u16,
    service: i32,
    spans: Spans,
    late_price: i64,
    /// What it wants of each kind of goods, a kind at most once.
    wants: Vec<(u16, Load)>,
    /// Which of the errands give it all that it wants.
    errands: Range<u16>,
    price: i64,
    toil: Toil,
    rests: bool,
    /// The vehicle that usually comes, and the place in its order.
    usual: Option<(u32, Option<u32>)>,
    group: Option<u16>,
    sequence: Option<(u16, u16)>,
}

/// What a back counts over a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Toil {
    heavy: i64,
    on_stairs: i64,
    gram_floors: i64,
}

impl Toil {
    #[inline]
    fn plus(self, other: Self) -> Self {
        Self {
            heavy: self.heavy.saturating_add(other.heavy),
            on_stairs: self.on_stairs.saturating_add(other.on_stairs),
            gram_floors: self.gram_floors.saturating_add(other.gram_floors),
        }
    }

    #[inline]
    fn within(self, limit: Self) -> bool {
        self.heavy <= limit.heavy && self.on_stairs <= limit.on_stairs && self.gram_floors <= limit.gram_floors
    }
}

/// A shop.
#[derive(Clone, Debug)]
struct Market {
    node: u16,
    spans: Spans,
    visit_s: i32,
    pick_s: i32,
}

/// Somebody who walks, in one shift.
#[derive(Clone, Debug)]
struct Walker {
    vehicle: u32,
    shift_at: usize,
    start: u16,
    end: u16,
    shift: Span,
    pace: usize,
    first_shop: Option<u16>,
    cart: Load,
    reloads_max: usize,
    longest_s: i32,
    nominal_s: i32,
    overtime: i64,
    round_price: i64,
    /// Price of a round without the rest that is due.
    no_rest: i64,
    toil: Toil,
    past_s: Option<i64>,
}

/// The prices of a second, a metre and of what habits cost.
#[derive(Clone, Copy, Debug)]
struct Prices {
    second: i64,
    metre: i64,
    place: i64,
    split: i64,
    spread_minute: i64,
}

/// The question, flat. Clients are the tasks, by number, then the rests.
#[derive(Clone)]
pub(crate) struct Portage {
    doors: Vec<Door>,
    markets: Vec<Market>,
    walkers: Vec<Walker>,
    /// The kinds of goods: at which shops each is sold, one bit a shop.
    kinds: Vec<u64>,
    /// The pieces that each shop has; nothing where none has a limit.
    stocks: Vec<i64>,
    /// Orders of shops that give somebody all kinds that are wanted by one door.
    errands: Vec<Vec<u16>>,
    /// The legs at each pace.
    legs: Vec<Arc<Legs>>,
    /// What a face costs, client × walker; [`NEVER`] where it must not be.
    faces: Vec<i32>,
    near: Arc<[Client]>,
    near_each: usize,
    groups: Arc<[Vec<Client>]>,
    sequences: Arc<[Vec<Client>]>,
    /// No shop takes longer for more doors.
    no_picking: bool,
    prices: Prices,
}

impl Portage {
    /// How to search from nothing.
    pub(crate) const KNOBS: Knobs =
        Knobs { heat: (1.0, 0.01), removed: 10.0, string: 10.0, gap: u64::MAX, bend: 100, plenty: 420.0 };
    /// How to search close to rounds that stand.
    pub(crate) const CLOSE: Knobs = Knobs { heat: (0.05, 0.005), ..Self::KNOBS };

    #[inline]
    fn door(&self, client: Client) -> &Door {
        &self.doors[usize::from(client)]
    }

    #[inline]
    fn legs(&self, walker: usize) -> &Legs {
        &self.legs[self.walkers[walker].pace]
    }

    #[inline]
    fn face(&self, client: Client, walker: usize) -> i32 {
        self.faces[usize::from(client) * self.walkers.len() + walker]
    }

    #[inline]
    fn node(&self, stop: Stop) -> u16 {
        stop.client().map_or_else(|| self.market(stop).node, |client| self.door(client).node)
    }

    #[inline]
    fn spans(&self, stop: Stop) -> &Spans {
        stop.client().map_or_else(|| &self.market(stop).spans, |client| &self.door(client).spans)
    }

    #[inline]
    fn market(&self, stop: Stop) -> &Market {
        &self.markets[stop.shop().unwrap_or_default()]
    }

    /// Whether a chain has a door.
    fn serves(&self, stops: &[Stop]) -> bool {
        stops.iter().any(|stop| stop.client().is_some_and(|client| !self.door(client).rests))
    }

    /// Whether a kind is sold at the shop of a stop; nothing is sold at a door.
    #[inline]
    fn sells(&self, stop: Stop, kind: u16) -> bool {
        stop.shop().is_some_and(|shop| self.kinds[usize::from(kind)] >> shop & 1 == 1)
    }

    /// Seconds at a stop, for a shop those of loading for so many doors.
    #[inline]
    fn stay_s(&self, stop: Stop, picked: i32) -> i32 {
        match stop.client() {
            Some(client) => self.door(client).service,
            None => {
                self.market(stop).pick_s.saturating_mul(picked).saturating_add(self.market(stop).visit_s).min(LONGEST)
            }
        }
    }

    /// What a day of `seconds` costs its walker, apart from metres and habits.
    #[inline]
    fn day_price(&self, walker: usize, seconds: i32, rested: bool) -> i64 {
        let who = &self.walkers[walker];
        let overtime = who.overtime * i64::from((seconds - who.nominal_s).max(0));
        who.round_price + self.prices.second * i64::from(seconds) + overtime + if rested { 0 } else { who.no_rest }
    }
}
