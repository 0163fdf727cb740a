//! The only chance of the solver: SplitMix64 (Steele, Lea and Flood 2014), a dozen lines of integers that
//! are the same on every machine and in every version, which a generator from a crate does not promise.

/// A seeded stream of numbers.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, 0 when the limit is 0, without a division: for the inner loop.
    #[inline]
    pub(crate) fn draw(&mut self, limit: u32) -> u32 {
        (((self.next() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// A number from 0 to just below 1.
    #[inline]
    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Mixes a list.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.draw(at as u32 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_reference_stream_of_seed_zero() {
        let mut chance = Chance::new(0);
        assert_eq!(chance.next(), 0xE220_A839_7B1D_CDAF);
        assert_eq!(chance.next(), 0x6E78_9E6A_A1B9_65F4);
        assert!((0..100).all(|_| chance.draw(7) < 7));
        assert!((0..100).all(|_| (0.0..1.0).contains(&chance.part())));
        assert_eq!(chance.draw(0), 0);
    }
}
