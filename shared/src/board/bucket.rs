//! Durations in working days, counted in buckets, so that a median or a 90th percentile is read from counts alone: counts
//! of towns and months add up, means and percentiles do not.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Up to here every day is a bucket of its own: the limits of the law (5, 10, 20 working days) are told to the day.
const SINGLE: u16 = 20;
/// Where the wider buckets begin. The last is open: nobody knows how long "more than 60" is.
const WIDER: [u16; 6] = [21, 26, 31, 41, 51, 61];

/// A bucket, by its first working day. What is no duration is counted in [`Bucket::WHOLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Bucket(u16);

/// Not the first day of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("没有从第 {0} 个工作日开始的一档")]
pub struct UnknownBucket(i64);

impl Bucket {
    /// The only bucket of what is counted without a duration.
    pub const WHOLE: Self = Self(0);

    /// The bucket a duration falls into; what counts backwards took no day.
    #[must_use]
    pub fn of_days(days: i32) -> Self {
        let days = u16::try_from(days.max(0)).unwrap_or(u16::MAX);
        if days <= SINGLE {
            return Self(days);
        }
        Self(WIDER.into_iter().rev().find(|first| *first <= days).unwrap_or(SINGLE))
    }

    /// Its first working day; what the counters keep.
    #[must_use]
    pub const fn first(self) -> u16 {
        self.0
    }

    /// Its last working day; none for the open end.
    #[must_use]
    pub fn last(self) -> Option<u16> {
        if self.0 < SINGLE {
            return Some(self.0);
        }
        let next = WIDER.into_iter().find(|first| *first > self.0)?;
        Some(next - 1)
    }

    /// 3, 21–25, >60
    #[must_use]
    pub fn words(self) -> String {
        match self.last() {
            Some(last) if last == self.0 => last.to_string(),
            Some(last) => format!("{}–{last}", self.0),
            None => format!(">{}", self.0.saturating_sub(1)),
        }
    }

    /// Every bucket, from the shortest.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=SINGLE).chain(WIDER).map(Self)
    }
}

impl TryFrom<i64> for Bucket {
    type Error = UnknownBucket;

    fn try_from(first: i64) -> Result<Self, UnknownBucket> {
        Self::all()
            .find(|bucket| i64::from(bucket.0) == first)
            .ok_or(UnknownBucket(first))
    }
}

impl From<Bucket> for i64 {
    fn from(bucket: Bucket) -> Self {
        bucket.0.into()
    }
}

/// The bucket of the case that stands at `percent` of all when they are put in order of their durations: the first one
/// that at least `percent` of all are not longer than (nearest rank; of two in the middle the shorter). `buckets` in
/// their order; none when nothing was counted.
#[must_use]
pub fn percentile(buckets: impl Iterator<Item = (Bucket, i64)> + Clone, percent: u8) -> Option<Bucket> {
    let all: i64 = buckets.clone().map(|(_, count)| count.max(0)).sum();
    let reached = i128::from(all) * i128::from(percent.min(100));
    let mut seen = 0_i64;
    buckets
        .filter(|(_, count)| *count > 0)
        .find(|(_, count)| {
            seen = seen.saturating_add(*count);
            i128::from(seen) * 100 >= reached
        })
        .map(|(bucket, _)| bucket)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_day_lies_in_one_bucket_and_up_to_twenty_in_its_own() {
        for day in 0..=20 {
            assert_eq!(Bucket::of_days(day).words(), day.to_string());
        }
        let words = |day| Bucket::of_days(day).words();
        assert_eq!(
            [words(21), words(25), words(26), words(40)],
            ["21–25", "21–25", "26–30", "31–40"]
        );
        assert_eq!([words(60), words(61), words(i32::MAX)], ["51–60", ">60", ">60"]);
        assert_eq!(Bucket::of_days(-3), Bucket::of_days(0));
    }

    #[test]
    fn buckets_lie_side_by_side() {
        let all: Vec<Bucket> = Bucket::all().collect();
        for (one, next) in all.iter().zip(all.iter().skip(1)) {
            assert_eq!(one.last().map(|last| last + 1), Some(next.first()));
        }
        assert_eq!(all.last().and_then(|open| open.last()), None);
    }

    #[test]
    fn an_edge_that_is_none_is_not_read() {
        assert_eq!(Bucket::try_from(21), Ok(Bucket::of_days(23)));
        for wrong in [-1, 22, 62, i64::MAX] {
            assert!(Bucket::try_from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_nothing_there_is_no_median() {
        assert_eq!(percentile(std::iter::empty(), 50), None);
        assert_eq!(percentile([(Bucket::of_days(3), 0)].into_iter(), 50), None);
    }

    #[test]
    fn beyond_the_last_edge_the_answer_is_honest() {
        let counts = [(Bucket::of_days(4), 9), (Bucket::of_days(200), 2)];
        assert_eq!(percentile(counts.into_iter(), 50).unwrap().words(), "4");
        assert_eq!(percentile(counts.into_iter(), 90).unwrap().words(), ">60");
    }

    proptest! {
        /// By buckets, and by putting the raw numbers in order.
        #[test]
        fn the_percentile_of_the_buckets_holds_that_of_the_numbers(
            mut days in prop::collection::vec(0_i32..120, 1..200),
            percent in 1_u8..=100,
        ) {
            let mut buckets = BTreeMap::new();
            for day in &days {
                *buckets.entry(Bucket::of_days(*day)).or_insert(0_i64) += 1;
            }
            prop_assert_eq!(buckets.values().sum::<i64>(), i64::try_from(days.len()).unwrap());
            days.sort_unstable();
            let rank = (days.len() * usize::from(percent)).div_ceil(100).max(1);
            let raw = days[rank - 1];
            let found = percentile(buckets.iter().map(|(bucket, count)| (*bucket, *count)), percent).unwrap();
            prop_assert_eq!(found, Bucket::of_days(raw));
            prop_assert!(i32::from(found.first()) <= raw);
            prop_assert!(found.last().is_none_or(|last| raw <= i32::from(last)));
        }
    }
}
