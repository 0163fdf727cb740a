//! The smallest words of a chain: a stop, and when it may start.

use crate::anneal::model::Client;

/// A stop of a chain: a client, or a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop(u16);

/// From this number on, a stop is a shop.
const SHOP: u16 = 0x8000;

impl Stop {
    #[inline]
    pub(super) fn at(client: Client) -> Self {
        Self(client)
    }

    #[inline]
    pub(super) fn load_at(shop: u16) -> Self {
        Self(SHOP + shop)
    }

    #[inline]
    pub(super) fn client(self) -> Option<Client> {
        (self.0 < SHOP).then_some(self.0)
    }

    #[inline]
    pub(super) fn shop(self) -> Option<usize> {
        (self.0 >= SHOP).then(|| usize::from(self.0 - SHOP))
    }
}

/// When something may start: on time until `due`, at a price until `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: i32,
    pub(super) due: i32,
    pub(super) to: i32,
}

/// Spans in order, apart from each other; most have one.
#[derive(Clone, Debug)]
pub(super) struct Spans {
    first: Span,
    more: Box<[Span]>,
}

impl Spans {
    /// A time that never comes, for a shop that is closed.
    const NEVER: Span = Span { from: i32::MAX / 4, due: -1, to: -1 };

    pub(super) fn new(mut spans: Vec<Span>) -> Self {
        if spans.is_empty() {
            return Self { first: Self::NEVER, more: Box::default() };
        }
        let more = spans.split_off(1).into();
        Self { first: spans[0], more }
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + '_ {
        std::iter::once(self.first).chain(self.more.iter().copied())
    }

    /// The span for somebody who is there at `now`: see [`crate::Window`]'s rule, which is the same.
    #[inline]
    pub(super) fn met(&self, now: i32) -> Option<Span> {
        if self.more.is_empty() || now < self.more[0].from {
            if now <= self.first.to {
                return Some(self.first);
            }
            return self.more.first().copied();
        }
        let next = self.more.partition_point(|span| span.from <= now);
        let begun = Some(self.more[next - 1]).filter(|span| now <= span.to);
        begun.or_else(|| self.more.get(next).copied())
    }

    /// The first and the last second at which it may start.
    pub(super) fn earliest(&self) -> i32 {
        self.first.from
    }

    pub(super) fn last(&self) -> i32 {
        self.more.last().map_or(self.first.to, |span| span.to)
    }

    /// How many seconds there are to start in, on time.
    pub(super) fn breadth(&self) -> i64 {
        self.iter().map(|span| i64::from(span.due) - i64::from(span.from)).sum()
    }
}
