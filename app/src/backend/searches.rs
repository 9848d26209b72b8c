//! What residents searched for without a result, and the alias that makes it found.

use async_trait::async_trait;
use jiff::civil::Date;
use shared::catalogue::ItemId;

use super::{ServiceError, Session};

/// Something searched for on at least two days, without a result.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchMiss {
    pub words: String,
    pub asked: u32,
    pub last_day: Date,
    /// What it finds by now: another alias may have settled it.
    pub finds: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SearchMisses {
    pub rows: Vec<SearchMiss>,
    pub total: u32,
    pub page: u32,
    pub pages: u32,
    /// The published items of one's department, to give an alias to; empty for those who only look.
    pub items: Vec<(ItemId, String)>,
}

/// For item editors, who add aliases, and for the service centre and the reform office, who look.
#[async_trait]
pub trait Searches: Send + Sync {
    /// One page, the most asked for first.
    ///
    /// # Errors
    /// `Forbidden` for other roles.
    async fn search_misses(&self, session: &Session, page: u32) -> Result<SearchMisses, ServiceError>;

    /// Gives an item of one's department an alias: a version of its own, found at once by every process. `words` is the
    /// search it settles.
    ///
    /// # Errors
    /// `Invalid` at `alias`, with the way out; `NotFound` for an item of another department.
    async fn add_alias(&self, session: &Session, item: &ItemId, alias: &str, words: &str) -> Result<(), ServiceError>;
}
