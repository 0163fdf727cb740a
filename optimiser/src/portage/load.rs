//! Weight and pieces.

/// What is in a cart, or fits into it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Load {
    pub(super) grams: i32,
    pub(super) pieces: i32,
}

impl Load {
    #[inline]
    pub(super) fn plus(self, other: Self) -> Self {
        Self { grams: self.grams.saturating_add(other.grams), pieces: self.pieces.saturating_add(other.pieces) }
    }

    #[inline]
    pub(super) fn minus(self, other: Self) -> Self {
        Self { grams: self.grams.saturating_sub(other.grams), pieces: self.pieces.saturating_sub(other.pieces) }
    }

    #[inline]
    pub(super) fn max(self, other: Self) -> Self {
        Self { grams: self.grams.max(other.grams), pieces: self.pieces.max(other.pieces) }
    }

    #[inline]
    pub(super) fn within(self, limit: Self) -> bool {
        self.grams <= limit.grams && self.pieces <= limit.pieces
    }
}
