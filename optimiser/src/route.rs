//! One round while it is being searched: a chain of doors with reloads between them, private to the search.
//!
//! A trip is the stretch between two reloads; the shops it needs come first in it and are worked out by
//! `timing`, never stored, so no move can leave a shop visit behind that nobody needs.

use crate::cost::Cost;
use crate::problem::{Problem, TaskId, VehicleId};
use crate::segment::Segment;

/// An element of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visit {
    /// A door.
    Task(TaskId),
    /// Back to the shops: what follows is a new trip with an empty cart to fill.
    Reload,
}

/// Who walks: one vehicle in one of its shifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Crew {
    pub(crate) vehicle: VehicleId,
    pub(crate) shift: usize,
}

/// A round: always feasible, with its price and the loads before and after every position.
#[derive(Clone, Debug)]
pub(crate) struct Route {
    pub(crate) crew: Crew,
    visits: Vec<Visit>,
    price: Cost,
    before: Vec<Segment>,
    after: Vec<Segment>,
}

impl Route {
    /// A round that nobody has to walk.
    pub(crate) fn empty(crew: Crew) -> Self {
        let nothing = vec![Segment::default()];
        Self { crew, visits: Vec::new(), price: Cost::default(), before: nothing.clone(), after: nothing }
    }

    /// The chain. A trip in it is never empty.
    pub(crate) fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// The price of the chain.
    pub(crate) fn price(&self) -> Cost {
        self.price
    }

    /// The doors, in order.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = TaskId> {
        self.visits.iter().filter_map(|visit| match visit {
            Visit::Task(task) => Some(*task),
            Visit::Reload => None,
        })
    }

    /// The load of everything before position `at`.
    pub(crate) fn before(&self, at: usize) -> Segment {
        self.before[at]
    }

    /// The load of everything from position `at` on.
    pub(crate) fn after(&self, at: usize) -> Segment {
        self.after[at]
    }

    /// Replaces the chain. The caller has found it feasible at this price.
    pub(crate) fn set(&mut self, problem: &Problem, visits: &[Visit], price: Cost) {
        self.visits.clear();
        for &visit in visits {
            let trip_begun = self.visits.last().is_some_and(|last| *last != Visit::Reload);
            if visit != Visit::Reload || trip_begun {
                self.visits.push(visit);
            }
        }
        if self.visits.last() == Some(&Visit::Reload) {
            self.visits.pop();
        }
        self.price = price;
        self.before.clear();
        self.before.push(Segment::default());
        for (at, &visit) in self.visits.iter().enumerate() {
            self.before.push(self.before[at].join(Segment::of(problem, visit)));
        }
        self.after.clear();
        self.after.resize(self.visits.len() + 1, Segment::default());
        for (at, &visit) in self.visits.iter().enumerate().rev() {
            self.after[at] = Segment::of(problem, visit).join(self.after[at + 1]);
        }
    }
}
