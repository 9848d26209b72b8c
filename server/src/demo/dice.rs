//! Repeatable chance: the same seed gives the same demo city every time.

/// `SplitMix64`: small, well spread, and not for secrets.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    #[cfg(test)]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Separate dice for the `n`-th of many things, so that one thing's throws never shift another's.
    #[must_use]
    pub fn of(seed: u64, n: u64) -> Self {
        // A throw is where they begin: beginnings a step apart would throw the same numbers, shifted by some throws.
        let mut dice = Self(seed ^ n.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Self(dice.next())
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; zero when `end` is zero.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// A number from `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True `percent` times in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `from`, or none when it is empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(index)
    }

    /// The index of a weighted throw.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if left < *weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    /// Bytes for whatever takes randomness from outside, such as case numbers.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        for chunk in out.chunks_mut(8) {
            let bytes = self.next().to_le_bytes();
            chunk.copy_from_slice(bytes.get(..chunk.len()).unwrap_or(&[0; 8]));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dice_of_different_things_share_no_throws() {
        let throws = (0..20_000).flat_map(|n| {
            let mut dice = Dice::of(42, n);
            (0..20).map(move |_| dice.next())
        });
        let mut seen = std::collections::HashSet::new();
        assert!(throws.into_iter().all(|throw| seen.insert(throw)));
    }

    #[test]
    fn the_same_seed_throws_the_same() {
        let throw = |seed| {
            let mut dice = Dice::new(seed);
            [dice.below(6), dice.below(6), dice.below(1_000_000)]
        };
        assert_eq!(throw(7), throw(7));
        assert_ne!(throw(7), throw(8));
    }

    #[test]
    fn weights_are_kept_roughly() {
        let mut dice = Dice::new(1);
        let mut counts = [0u32; 3];
        for _ in 0..10_000 {
            counts[dice.weighted(&[70, 20, 10])] += 1;
        }
        assert!(counts[0] > 6_700 && counts[0] < 7_300, "{counts:?}");
        assert!(counts[2] > 800 && counts[2] < 1_200, "{counts:?}");
    }
}
