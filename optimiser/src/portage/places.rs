//! The usual order of a round: which doors stand outside it, and what a door more changes.
//!
//! As many doors are out of order as would have to move to restore it: those outside a longest non-decreasing run of ranks.

use super::Portage;
use super::stop::Stop;
use crate::anneal::model::Client;

/// The rank of a client in the usual order of a walker, if it has one there.
#[inline]
fn rank(day: &Portage, walker: usize, client: Client) -> Option<u32> {
    let (vehicle, rank) = day.door(client).usual?;
    rank.filter(|_| vehicle == day.walkers[walker].vehicle)
}

/// How many doors of a chain stand outside the usual order.
pub(super) fn displaced(day: &Portage, walker: usize, stops: &[Stop], tails: &mut Vec<u32>) -> i64 {
    if day.prices.place == 0 {
        return 0;
    }
    tails.clear();
    let mut ranked = 0;
    for rank in stops.iter().filter_map(|stop| rank(day, walker, stop.client()?)) {
        ranked += 1;
        extend(tails, rank);
    }
    ranked - tails.len() as i64
}

/// Adds a rank to the least last ranks of runs of each length; the length of the longest run that ends with it.
fn extend(tails: &mut Vec<u32>, rank: u32) -> u16 {
    let at = tails.partition_point(|&tail| tail <= rank);
    match tails.get_mut(at) {
        Some(tail) => *tail = rank,
        None => tails.push(rank),
    }
    at as u16 + 1
}

/// The ranked doors of a route, with the longest runs that end and begin with each.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    ranked: Vec<Ranked>,
    longest: u16,
}

#[derive(Clone, Copy, Debug)]
struct Ranked {
    /// Its place among the stops.
    at: usize,
    rank: u32,
    ends: u16,
    begins: u16,
}

impl Order {
    /// Reads a chain; how many of its doors stand outside the order.
    pub(super) fn read(&mut self, day: &Portage, walker: usize, stops: &[Stop], tails: &mut Vec<u32>) -> i64 {
        self.ranked.clear();
        self.longest = 0;
        if day.prices.place == 0 {
            return 0;
        }
        tails.clear();
        for (at, stop) in stops.iter().enumerate() {
            if let Some(rank) = stop.client().and_then(|client| rank(day, walker, client)) {
                let ends = extend(tails, rank);
                self.ranked.push(Ranked { at, rank, ends, begins: 0 });
            }
        }
        self.longest = tails.len() as u16;
        tails.clear();
        for ranked in self.ranked.iter_mut().rev() {
            // Backwards, a run that does not fall is one that does not rise.
            ranked.begins = extend(tails, u32::MAX - ranked.rank);
        }
        self.ranked.len() as i64 - i64::from(self.longest)
    }

    /// Whether `client` before the stop at `at` leaves one door more out of order.
    pub(super) fn disturbs(&self, day: &Portage, walker: usize, client: Client, at: usize) -> bool {
        if day.prices.place == 0 || self.ranked.is_empty() {
            return false;
        }
        let Some(rank) = rank(day, walker, client) else { return false };
        let before =
            self.ranked.iter().filter(|other| other.at < at && other.rank <= rank).map(|other| other.ends).max();
        let behind =
            self.ranked.iter().filter(|other| other.at >= at && other.rank >= rank).map(|other| other.begins).max();
        before.unwrap_or(0) + behind.unwrap_or(0) < self.longest
    }
}
