//! How much is made, and from which throw of the dice.

pub(super) const SEED: u64 = 20_201_115;

/// How much to make.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub cases: u64,
    pub residents: u64,
    /// Whether each case's papers are stored; a benchmark of a million cases does without.
    pub papers: bool,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            cases: 2_000,
            residents: 700,
            papers: true,
        }
    }
}
