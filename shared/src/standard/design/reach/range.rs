//! Ranges of whole numbers with holes.

/// From `lo` to `hi`, without some.
#[derive(Clone, Debug)]
pub(super) struct Range {
    pub lo: i64,
    pub hi: i64,
    without: Vec<i64>,
}

impl Range {
    pub(super) const fn new(lo: i64, hi: i64) -> Self {
        Self {
            lo,
            hi,
            without: Vec::new(),
        }
    }

    pub(super) fn at_least(&mut self, lo: i64) {
        self.lo = self.lo.max(lo);
    }

    pub(super) fn at_most(&mut self, hi: i64) {
        self.hi = self.hi.min(hi);
    }

    pub(super) fn not(&mut self, value: i64) {
        self.without.push(value);
    }

    /// Whether a number is left that `fits`; a wide range is not gone through: it has one.
    pub(super) fn holds_one(&self, fits: impl Fn(i64) -> bool) -> bool {
        let wide = self.hi.saturating_sub(self.lo) > 4000;
        self.lo <= self.hi && (wide || (self.lo..=self.hi).any(|n| !self.without.contains(&n) && fits(n)))
    }
}
