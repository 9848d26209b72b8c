//! How many uploads are under way: each holds its file in memory until it is stored.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::backend::{ServiceError, Session};
use shared::id::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Over all accounts. With files of 20 MB, read and sealed, that is about a gigabyte at the very most.
const AT_ONCE: usize = 24;
/// Of one account: a page sends its files one after the other.
const OF_ONE: usize = 4;
/// How long one waits for others to end before being asked to come again.
const WAIT: Duration = Duration::from_secs(20);

/// The uploads of this process.
#[derive(Clone)]
pub(super) struct Uploading {
    places: Arc<Semaphore>,
    accounts: Arc<Mutex<HashMap<AccountId, usize>>>,
}

impl Default for Uploading {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            accounts: Arc::default(),
        }
    }
}

/// The place of one upload; given back when it is dropped.
pub(super) struct UploadSlot {
    _permit: OwnedSemaphorePermit,
    _count: Counted,
}

struct Counted {
    accounts: Arc<Mutex<HashMap<AccountId, usize>>>,
    account: AccountId,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = accounts.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                accounts.remove(&self.account);
            }
        }
    }
}

impl Uploading {
    /// Takes a place for somebody's upload.
    ///
    /// # Errors
    /// `NotSignedIn`; `TooMany` when they have enough under way, or all together have.
    pub(super) async fn begin(&self, session: &Session) -> Result<UploadSlot, ServiceError> {
        let busy = || ServiceError::TooMany { retry_after_s: 20 };
        let count = self.count(session.account()?).ok_or_else(busy)?;
        let permit = tokio::time::timeout(WAIT, Arc::clone(&self.places).acquire_owned()).await;
        match permit {
            Ok(Ok(permit)) => Ok(UploadSlot {
                _permit: permit,
                _count: count,
            }),
            _ => Err(busy()),
        }
    }

    fn count(&self, account: &AccountId) -> Option<Counted> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = accounts.entry(account.clone()).or_default();
        if *count >= OF_ONE {
            return None;
        }
        *count += 1;
        Some(Counted {
            accounts: Arc::clone(&self.accounts),
            account: account.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(last: u8) -> AccountId {
        format!("01890000-0000-7000-8000-0000000000{last:02x}").parse().unwrap()
    }

    #[tokio::test]
    async fn one_account_has_a_few_uploads_at_once_and_gets_its_places_back() {
        let uploads = Uploading::default();
        assert!(uploads.begin(&Session::default()).await.is_err(), "nobody is signed in");
        let mut held: Vec<_> = (0..OF_ONE).map(|_| uploads.count(&account(1)).unwrap()).collect();
        assert!(uploads.count(&account(1)).is_none());
        assert!(uploads.count(&account(2)).is_some(), "others are not concerned");
        held.pop();
        assert!(uploads.count(&account(1)).is_some());
        drop(held);
        assert!(uploads.accounts.lock().unwrap().is_empty());
    }
}
