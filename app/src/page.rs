//! Lists are read in parts, ordered by id; an id is a time, so this is the order of writing.

use shared::Identity;
use uuid::Uuid;

/// Which part of a list to read.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// At most so many items, 1 to 200.
    pub limit: u16,
    /// Those after this id.
    pub after: Option<Uuid>,
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The items.
    pub items: Vec<T>,
    /// The id after which the next part begins, if there is one.
    pub next: Option<Uuid>,
}

impl Window {
    /// How many rows to ask the store for: one more than is sent, to know whether there is a next part.
    pub fn fetch(self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Where the part begins, for `id > after`.
    pub fn after(self) -> Uuid {
        self.after.unwrap_or_default()
    }

    /// Cuts what was fetched to the part that is sent.
    pub fn cut<T, I: Identity>(self, mut rows: Vec<T>, id: impl Fn(&T) -> I) -> Slice<T> {
        let more = rows.len() > usize::from(self.limit);
        rows.truncate(usize::from(self.limit));
        let next = if more { rows.last().map(|row| id(row).uuid()) } else { None };
        Slice { items: rows, next }
    }
}

impl<T> Slice<T> {
    /// The same part with every item told another way.
    pub fn map<U>(self, tell: impl FnMut(T) -> U) -> Slice<U> {
        Slice { items: self.items.into_iter().map(tell).collect(), next: self.next }
    }
}
