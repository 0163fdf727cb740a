//! Chance that is the same in every telling: SplitMix64 from a seed. A phone in the field has the real one.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

/// A source of chance with a seed.
pub struct Chance(u64);

impl Chance {
    /// The same seed, the same chance.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        usize::try_from(self.draw().checked_rem(bound).unwrap_or(0)).unwrap_or(0)
    }

    /// Fisher and Yates.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// An id as a phone makes it: a UUIDv7 of that moment.
    pub fn uuid(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0_u8; 10];
        for (byte, drawn) in
            random.iter_mut().zip([self.draw(), self.draw()].iter().flat_map(|bits| bits.to_be_bytes()))
        {
            *byte = drawn;
        }
        Builder::from_unix_timestamp_millis(u64::try_from(at.timestamp_millis()).unwrap_or(0), &random).into_uuid()
    }
}
