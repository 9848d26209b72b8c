//! Randomness, handed in so that tests and demo data can repeat it.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// A source of random bytes.
pub trait Rng: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);

    /// An evenly distributed number below `bound`; 0 when `bound` is 0.
    fn below(&self, bound: u32) -> u32 {
        if bound == 0 {
            return 0;
        }
        // The last, incomplete stretch of u32 would favour small numbers: draw again.
        let limit = u32::MAX - u32::MAX % bound;
        loop {
            let mut bytes = [0; 4];
            self.fill(&mut bytes);
            let drawn = u32::from_le_bytes(bytes);
            if drawn < limit {
                return drawn % bound;
            }
        }
    }

    /// A new id: UUIDv7, so that ids sort roughly by the time they were given.
    fn id(&self, at: Timestamp) -> String {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes)
            .into_uuid()
            .to_string()
    }
}

/// A cryptographic generator seeded by the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// The same bytes for the same seed: for tests and demo data, never for secrets.
#[derive(Debug)]
pub struct SeededRng(Mutex<StdRng>);

impl SeededRng {
    /// A generator that repeats for the same `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_below_the_bound() {
        let (one, other) = (SeededRng::new(7), SeededRng::new(7));
        for bound in [1, 2, 31, 1_000_000] {
            let drawn = one.below(bound);
            assert!(drawn < bound);
            assert_eq!(drawn, other.below(bound));
        }
        assert_eq!(one.below(0), 0);
    }

    #[test]
    fn ids_sort_by_time() {
        let rng = SystemRng;
        let earlier = rng.id(Timestamp::from_millisecond(1_700_000_000_000).unwrap());
        let later = rng.id(Timestamp::from_millisecond(1_700_000_000_001).unwrap());
        assert!(earlier < later);
        assert_eq!(earlier.len(), 36);
    }
}
