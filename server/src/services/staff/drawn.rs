//! Passwords that are drawn, handed over and good for one sign-in.

use crate::random::Rng;
use crate::secrets::Secrets;

/// What the stored hash of a drawn password begins with.
const MARK: &str = "drawn$";

/// Whether a stored hash is of a drawn password.
#[must_use]
pub fn is_drawn(hash: &str) -> bool {
    hash.starts_with(MARK)
}

/// Sixteen characters (78 bits) without those that look alike, in groups that are easily read aloud.
#[must_use]
pub fn draw(rng: &dyn Rng) -> String {
    const SIGNS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let sign = |_| SIGNS.get(rng.below(31) as usize).copied().map_or('x', char::from);
    let groups: Vec<String> = (0..4).map(|_| (0..4).map(sign).collect()).collect();
    groups.join("-")
}

impl Secrets {
    /// What is stored of a drawn password. Nobody guesses 78 bits, so a keyed hash will do, and four hundred accounts
    /// are opened in the time of one; a password that a person chose is always argon2id.
    #[must_use]
    pub fn drawn(&self, account: &str, password: &str) -> String {
        format!(
            "{MARK}{}",
            self.index("drawn-password", &format!("{account}\n{password}"))
        )
    }
}
