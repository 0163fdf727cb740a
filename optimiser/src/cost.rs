//! What a day costs, in four terms that are added up or compared one after the other.
//!
//! Where the usual round is the rule (house rule "continuity first"), no saving of seconds buys a change of
//! face: the terms are compared in order. Where the day is free, they are one sum. Every term is an integer,
//! so that the comparison is the same on every machine.

use std::ops::{Add, AddAssign, Neg, Sub};

use crate::problem::{Problem, TaskId};
use crate::route::{Crew, Visit};
use crate::segment::Segment;
use crate::timing::Walk;

/// The cost of a plan or of a part of it, in units of cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Prices of the tasks left out.
    pub unserved: i64,
    /// Doors served by another vehicle than the usual one, at their price.
    pub faces: i64,
    /// Doors that changed place in their usual order, at their price.
    pub places: i64,
    /// Seconds, metres and rounds, at their prices.
    pub effort: i64,
}

/// How strongly the usual rounds hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stickiness {
    /// The usual vehicle is kept whenever it is present and can, then the usual order; seconds come last.
    #[default]
    Usual,
    /// One sum: a face or a place may change when that saves more than its price.
    Free,
}

impl Cost {
    /// The sum of the terms.
    pub fn total(&self) -> i64 {
        self.unserved + self.faces + self.places + self.effort
    }

    /// The order of costs and of differences of costs under a stickiness; smaller is better.
    pub(crate) fn key(&self, stickiness: Stickiness) -> [i64; 4] {
        match stickiness {
            Stickiness::Usual => [self.unserved, self.faces, self.places, self.effort],
            Stickiness::Free => [self.total(), 0, 0, 0],
        }
    }

    /// Whether this difference is an improvement.
    pub(crate) fn improves(&self, stickiness: Stickiness) -> bool {
        self.key(stickiness) < [0; 4]
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            unserved: self.unserved + other.unserved,
            faces: self.faces + other.faces,
            places: self.places + other.places,
            effort: self.effort + other.effort,
        }
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Cost {
    type Output = Self;

    fn neg(self) -> Self {
        Self { unserved: -self.unserved, faces: -self.faces, places: -self.places, effort: -self.effort }
    }
}

impl Sub for Cost {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// The scratch of pricing: kept between calls so that the inner loop does not allocate.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    pub(crate) walk: Walk,
    pub(crate) chain: Vec<Visit>,
    tails: Vec<u32>,
}

/// The price of a round, or `None` when it breaks a hard rule.
pub(crate) fn price(problem: &Problem, crew: Crew, visits: &[Visit], desk: &mut Desk) -> Option<Cost> {
    let vehicle = problem.vehicle(crew.vehicle);
    if !tasks(visits).all(|task| problem.may(crew.vehicle, task)) || !Segment::all(problem, visits).fits(vehicle) {
        return None;
    }
    price_of_walk(problem, crew, visits, desk)
}

/// The price of a round whose people and loads are known to be right; only the hours are still open.
pub(crate) fn price_of_walk(problem: &Problem, crew: Crew, visits: &[Visit], desk: &mut Desk) -> Option<Cost> {
    if tasks(visits).next().is_none() {
        return Some(Cost::default());
    }
    if !desk.walk.walk(problem, crew, visits) {
        return None;
    }
    let prices = problem.prices();
    let strangers = tasks(visits)
        .filter(|&task| problem.task(task).usual_vehicle.is_some_and(|usual| usual != crew.vehicle))
        .count();
    let moved = doors_out_of_order(problem, crew, visits, &mut desk.tails);
    Some(Cost {
        unserved: 0,
        faces: prices.changed_face * strangers as i64,
        places: prices.changed_place * moved as i64,
        effort: prices.round + prices.second * desk.walk.duration_s() + prices.metre * desk.walk.metres,
    })
}

/// How many doors of the usual round would have to move to restore its order: those outside a longest
/// non-decreasing run of ranks. A count of crossing pairs would make one door sent to the end cost as much
/// as a round turned upside down.
fn doors_out_of_order(problem: &Problem, crew: Crew, visits: &[Visit], tails: &mut Vec<u32>) -> usize {
    tails.clear();
    let mut ranked = 0;
    for task in tasks(visits).map(|task| problem.task(task)) {
        let Some(rank) = task.usual_rank.filter(|_| task.usual_vehicle == Some(crew.vehicle)) else {
            continue;
        };
        ranked += 1;
        let at = tails.partition_point(|&tail| tail <= rank);
        match tails.get_mut(at) {
            Some(tail) => *tail = rank,
            None => tails.push(rank),
        }
    }
    ranked - tails.len()
}

fn tasks(visits: &[Visit]) -> impl Iterator<Item = TaskId> {
    visits.iter().filter_map(|visit| if let Visit::Task(task) = visit { Some(*task) } else { None })
}

#[cfg(test)]
mod tests {
    use super::{Cost, Stickiness};

    #[test]
    fn the_usual_face_outweighs_any_saving_and_the_free_day_adds_up() {
        let change = Cost { faces: 1800, effort: -5000, ..Cost::default() };
        assert!(!change.improves(Stickiness::Usual));
        assert!(change.improves(Stickiness::Free));
        let served = Cost { unserved: -10, faces: 1800, ..Cost::default() };
        assert!(served.improves(Stickiness::Usual), "a new face is better than nobody");
    }
}
