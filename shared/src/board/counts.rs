//! Counts of a place, a month, or anything else: they add up.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

use serde::{Deserialize, Serialize};

use super::{Bucket, Measure};

/// What was counted, by measure and bucket. Sums only, never a mean: of these, others can be summed again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Measure, Bucket, i64)>", into = "Vec<(Measure, Bucket, i64)>")]
pub struct Counts(BTreeMap<(Measure, Bucket), i64>);

impl Counts {
    /// Counts `more` of a measure.
    pub fn count(&mut self, measure: Measure, bucket: Bucket, more: i64) {
        let count = self.0.entry((measure, bucket)).or_insert(0);
        *count = count.saturating_add(more);
        if *count == 0 {
            self.0.remove(&(measure, bucket));
        }
    }

    /// How many there are, over all buckets.
    #[must_use]
    pub fn of(&self, measure: Measure) -> i64 {
        self.buckets(measure)
            .map(|(_, count)| count)
            .fold(0, i64::saturating_add)
    }

    /// How many there are of several measures together.
    #[must_use]
    pub fn of_all(&self, measures: &[Measure]) -> i64 {
        measures
            .iter()
            .map(|measure| self.of(*measure))
            .fold(0, i64::saturating_add)
    }

    /// How many there are of several measures in one bucket.
    #[must_use]
    pub fn in_bucket(&self, measures: &[Measure], bucket: Bucket) -> i64 {
        let count = |measure: &Measure| self.0.get(&(*measure, bucket)).copied().unwrap_or(0);
        measures.iter().map(count).fold(0, i64::saturating_add)
    }

    /// By duration, from the shortest; buckets without any are missing.
    pub fn buckets(&self, measure: Measure) -> impl Iterator<Item = (Bucket, i64)> + Clone {
        self.0
            .range((measure, Bucket::WHOLE)..)
            .take_while(move |((of, _), _)| *of == measure)
            .map(|((_, bucket), count)| (*bucket, *count))
    }
}

impl From<Vec<(Measure, Bucket, i64)>> for Counts {
    fn from(rows: Vec<(Measure, Bucket, i64)>) -> Self {
        let mut counts = Self::default();
        for (measure, bucket, count) in rows {
            counts.count(measure, bucket, count);
        }
        counts
    }
}

impl From<Counts> for Vec<(Measure, Bucket, i64)> {
    fn from(counts: Counts) -> Self {
        let row = |((measure, bucket), count)| (measure, bucket, count);
        counts.0.into_iter().map(row).collect()
    }
}

impl Add for Counts {
    type Output = Self;
    fn add(mut self, other: Self) -> Self {
        for ((measure, bucket), count) in other.0 {
            self.count(measure, bucket, count);
        }
        self
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows() -> impl Strategy<Value = Vec<(Measure, Bucket, i64)>> {
        let row = (
            prop::sample::select(Measure::ALL.to_vec()),
            (0_i32..90).prop_map(Bucket::of_days),
            -50_i64..50,
        );
        prop::collection::vec(row, 0..40)
    }

    proptest! {
        #[test]
        fn sums_add_up_in_any_order(one in rows(), other in rows()) {
            let both: Counts = [one.clone(), other.clone()].concat().into();
            let (one, other) = (Counts::from(one), Counts::from(other));
            prop_assert_eq!(one.clone() + other.clone(), both.clone());
            prop_assert_eq!([other.clone(), one.clone()].into_iter().sum::<Counts>(), both.clone());
            for measure in Measure::ALL {
                prop_assert_eq!(both.of(measure), one.of(measure) + other.of(measure));
                prop_assert_eq!(both.buckets(measure).map(|(_, count)| count).sum::<i64>(), both.of(measure));
            }
        }

        #[test]
        fn they_come_back_as_they_were_sent(rows in rows()) {
            let counts = Counts::from(rows);
            let sent = serde_json::to_string(&counts).unwrap();
            prop_assert_eq!(serde_json::from_str::<Counts>(&sent).unwrap(), counts);
        }
    }
}
