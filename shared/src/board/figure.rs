//! A figure as counted, and how it is written.

use super::Bucket;

/// A figure with everything it was made of, so that anyone can do the sum again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Count(i64),
    Share {
        part: i64,
        whole: i64,
        /// Of fewer no share is told.
        minimum: i64,
    },
    /// A percentile of durations.
    Days {
        /// None when nothing was counted.
        at: Option<Bucket>,
        sample: i64,
        minimum: i64,
    },
}

impl Figure {
    /// What was counted: the part of a share, the cases behind a percentile.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        match self {
            Self::Count(count) => count,
            Self::Share { part, .. } => part,
            Self::Days { sample, .. } => sample,
        }
    }

    /// What a share is a share of.
    #[must_use]
    pub const fn denominator(self) -> Option<i64> {
        match self {
            Self::Share { whole, .. } => Some(whole),
            Self::Count(_) | Self::Days { .. } => None,
        }
    }

    /// Tenths of a percent, rounded half up; none when there is nothing to divide by or too little to tell a share, and
    /// for what is no share.
    #[must_use]
    pub fn permille(self) -> Option<i64> {
        let Self::Share { part, whole, minimum } = self else {
            return None;
        };
        if whole <= 0 || whole < minimum {
            return None;
        }
        let doubled = part.checked_mul(2000)?.checked_add(whole)?;
        Some(doubled / whole.checked_mul(2)?)
    }

    /// The bucket of a percentile; none of too few cases, and for what is no percentile.
    #[must_use]
    pub fn days(self) -> Option<Bucket> {
        match self {
            Self::Days { at, sample, minimum } if sample >= minimum => at,
            _ => None,
        }
    }

    /// What figures of one indicator are ordered by; none where there is nothing to tell.
    #[must_use]
    pub fn rank(self) -> Option<i64> {
        match self {
            Self::Count(count) => Some(count),
            Self::Share { .. } => self.permille(),
            Self::Days { .. } => self.days().map(|bucket| bucket.first().into()),
        }
    }

    /// 86.4% for shares, 1,234 for counts, 3 or >60 for days, — where there is nothing yet.
    #[must_use]
    pub fn words(self) -> String {
        let told = match self {
            Self::Count(count) => Some(thousands(count)),
            Self::Share { .. } => self
                .permille()
                .map(|permille| format!("{}.{}%", permille / 10, permille % 10)),
            Self::Days { .. } => self.days().map(Bucket::words),
        };
        match (told, self) {
            (Some(told), _) => told,
            (
                None,
                Self::Share { whole: of, minimum, .. }
                | Self::Days {
                    sample: of, minimum, ..
                },
            ) if 0 < of && of < minimum => "样本不足".to_owned(),
            (None, _) => "—".to_owned(),
        }
    }
}

/// 1,234,567
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_is_no_share() {
        let share = |part, whole| {
            Figure::Share {
                part,
                whole,
                minimum: 1,
            }
            .words()
        };
        assert_eq!(share(0, 0), "—");
        assert_eq!(share(19, 22), "86.4%");
        assert_eq!(share(2, 3), "66.7%");
        assert_eq!(share(1, 1), "100.0%");
        assert_eq!(Figure::Count(1_234_567).words(), "1,234,567");
        let huge = Figure::Share {
            part: i64::MAX,
            whole: 1,
            minimum: 1,
        };
        assert_eq!(huge.permille(), None);
    }

    #[test]
    fn of_too_few_cases_nothing_is_told_but_the_numbers() {
        let share = |whole| Figure::Share {
            part: 1,
            whole,
            minimum: 5,
        };
        assert_eq!(
            [share(0).words(), share(4).words(), share(5).words()],
            ["—", "样本不足", "20.0%"]
        );
        assert_eq!(
            (share(4).permille(), share(4).numerator(), share(4).denominator()),
            (None, 1, Some(4))
        );
        let days = |sample| Figure::Days {
            at: Some(Bucket::of_days(23)),
            sample,
            minimum: 5,
        };
        assert_eq!([days(4).words(), days(5).words()], ["样本不足", "21–25"]);
        assert_eq!([days(4).rank(), days(5).rank()], [None, Some(21)]);
        let none = Figure::Days {
            at: None,
            sample: 0,
            minimum: 5,
        };
        assert_eq!(none.words(), "—");
    }
}
