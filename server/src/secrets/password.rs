//! Passwords of staff: argon2id, off the async threads, a few at a time.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::random::Rng;

/// Each hash takes 19 MiB and some 20 ms; more at once would starve the pages.
const AT_ONCE: usize = 2;

/// Hashing failed, which a wrong password is not.
#[derive(Debug, Error)]
#[error("password hashing failed: {0}")]
pub struct PasswordError(String);

/// Hashes and verifies; cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    rng: Arc<dyn Rng>,
    nobody: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// When argon2 cannot allocate.
    pub fn new(rng: Arc<dyn Rng>) -> Result<Self, PasswordError> {
        let mut password = [0; 16];
        rng.fill(&mut password);
        let nobody = hash_now(rng.as_ref(), &password)?;
        Ok(Self {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            rng,
            nobody: nobody.into(),
        })
    }

    /// The hash to store.
    ///
    /// # Errors
    /// When argon2 cannot allocate.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let (password, rng) = (password.to_owned(), Arc::clone(&self.rng));
        self.off_thread(move || hash_now(rng.as_ref(), password.as_bytes()))
            .await
    }

    /// Whether the password is the hashed one. Without a hash (no such account) the same work is done for nothing,
    /// so that the time taken does not tell whether the account exists.
    ///
    /// # Errors
    /// A stored hash that is not one.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        let known = hash.is_some();
        let (password, hash) = (password.to_owned(), hash.unwrap_or(&self.nobody).to_owned());
        let right = self
            .off_thread(move || {
                let hash = PasswordHash::new(&hash).map_err(|e| PasswordError(e.to_string()))?;
                Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(right && known)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|e| PasswordError(e.to_string()))?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(|e| PasswordError(e.to_string()))?
    }
}

fn hash_now(rng: &dyn Rng, password: &[u8]) -> Result<String, PasswordError> {
    let mut salt = [0; 16];
    rng.fill(&mut salt);
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password, &salt)
        .map_err(|e| PasswordError(e.to_string()))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRng;

    #[tokio::test]
    async fn the_right_password_opens_and_a_wrong_or_missing_one_does_not() {
        let passwords = Passwords::new(Arc::new(SystemRng)).unwrap();
        let hash = passwords.hash("梅岭-2026-秋").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("梅岭-2026-秋", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("梅岭-2026-冬", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("梅岭-2026-秋", None).await.unwrap());
        assert!(passwords.verify("x", Some("not a hash")).await.is_err());
    }
}
