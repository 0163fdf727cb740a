//! A route as local search reads it: every head and tail summed up, so that a move is priced by joining a few stretches.

use crate::anneal::model::Client;
use crate::plain::Plain;
use crate::plain::segment::Segment;

/// A route, the depot at both ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    pub(super) tour: Vec<Client>,
    heads: Vec<Segment>,
    tails: Vec<Segment>,
    /// Up to and with each place.
    loads: Vec<i32>,
    lengths: Vec<i32>,
    /// When it last changed, by the clock of the search.
    pub(super) stamp: u64,
}

/// A stretch of a chain that a move takes over whole. Positions count the depot as 0.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// From the depot to a position.
    Head(usize, usize),
    /// From a position to the depot.
    Tail(usize, usize),
    /// From one position to another; backwards where the second is smaller.
    Middle(usize, usize, usize),
}

impl Part {
    pub(super) fn chain(self) -> usize {
        match self {
            Self::Head(chain, _) | Self::Tail(chain, _) | Self::Middle(chain, ..) => chain,
        }
    }
}

impl Chain {
    /// Along `tour`, which names the depot at both ends.
    pub(super) fn set(&mut self, plain: &Plain, tour: Vec<Client>) {
        self.tour = tour;
        let places = self.tour.len();
        self.loads.clear();
        self.lengths.clear();
        let (mut load, mut length, mut before) = (0, 0, self.tour[0]);
        for &place in &self.tour {
            load += plain.point(place).demand;
            length += plain.between(before, place);
            before = place;
            self.loads.push(load);
            self.lengths.push(length);
        }
        if !plain.timed {
            return;
        }
        let single = |at: usize| Segment::of(plain.point(self.tour[at]));
        self.heads.clear();
        self.heads.push(single(0));
        for at in 1..places {
            let leg = plain.between(self.tour[at - 1], self.tour[at]);
            self.heads.push(self.heads[at - 1].join(leg, single(at)));
        }
        self.tails.clear();
        self.tails.resize(places, single(places - 1));
        for at in (0..places - 1).rev() {
            let leg = plain.between(self.tour[at], self.tour[at + 1]);
            self.tails[at] = single(at).join(leg, self.tails[at + 1]);
        }
    }

    /// The position of the depot at the end.
    #[inline]
    pub(super) fn last(&self) -> usize {
        self.tour.len() - 1
    }

    pub(super) fn is_idle(&self) -> bool {
        self.tour.len() == 2
    }

    pub(super) fn length(&self) -> i32 {
        self.lengths[self.last()]
    }

    pub(super) fn load(&self) -> i32 {
        self.loads[self.last()]
    }

    pub(super) fn warp(&self) -> i32 {
        self.heads.last().map_or(0, |whole| whole.warp())
    }

    /// The first and the last place of a part.
    #[inline]
    pub(super) fn ends(&self, part: Part) -> (Client, Client) {
        let (first, last) = self.span(part);
        (self.tour[first], self.tour[last])
    }

    #[inline]
    fn span(&self, part: Part) -> (usize, usize) {
        match part {
            Part::Head(_, last) => (0, last),
            Part::Tail(_, first) => (first, self.last()),
            Part::Middle(_, first, last) => (first, last),
        }
    }

    #[inline]
    pub(super) fn length_of(&self, part: Part) -> i32 {
        let (first, last) = self.span(part);
        (self.lengths[last] - self.lengths[first]).abs()
    }

    #[inline]
    pub(super) fn load_of(&self, part: Part) -> i32 {
        let (first, last) = self.span(part);
        let (first, last) = (first.min(last), first.max(last));
        self.loads[last] - if first == 0 { 0 } else { self.loads[first - 1] }
    }

    #[inline]
    pub(super) fn time_of(&self, plain: &Plain, part: Part) -> Segment {
        let (first, last) = match part {
            Part::Head(_, last) => return self.heads[last],
            Part::Tail(_, first) => return self.tails[first],
            Part::Middle(_, first, last) => (first, last),
        };
        let mut sum = Segment::of(plain.point(self.tour[first]));
        let mut at = first;
        while at != last {
            let next = if last > at { at + 1 } else { at - 1 };
            let (here, there) = (self.tour[at], self.tour[next]);
            sum = sum.join(plain.between(here, there), Segment::of(plain.point(there)));
            at = next;
        }
        sum
    }

    /// Writes the places of a part down.
    pub(super) fn write(&self, part: Part, tour: &mut Vec<Client>) {
        let (first, last) = self.span(part);
        if first <= last {
            tour.extend_from_slice(&self.tour[first..=last]);
        } else {
            tour.extend(self.tour[last..=first].iter().rev());
        }
    }
}
