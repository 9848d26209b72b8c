//! Searches without a result: counted in memory, written down now and then, shown to those who keep the items.
//!
//! Nothing of the person is kept: no account, address, place or time of day; words with a number that may be somebody's
//! are dropped; what was asked for on one day only is shown to nobody and forgotten soon.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use app::backend::searches::{SearchMiss, SearchMisses, Searches};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Reach, reach};
use shared::catalogue::ItemId;
use shared::standard::holds_long_number;

use super::Services;
use super::catalogue::Snapshot;
use crate::search::{Want, squeeze};
use crate::store::{Day, Paging, Sql, StoreError, Tx};

/// Longer texts are stories, and stories name people.
const MOST_CHARS: usize = 30;
/// So many different ones wait in memory; what comes then is not counted.
const WAITING: usize = 200;
/// So many are kept; a flood of new ones finds no room.
const KEPT: i64 = 5000;
/// Asked for on one day only: kept this long, in case it is asked again.
const ONCE_DAYS: i64 = 14;
/// Asked for on several days, but not lately.
const LONG_DAYS: i64 = 90;
const PAGE: u32 = 50;
/// Whoever may do one of these may look.
const LOOKS: [Action; 3] = [Action::EditStandard, Action::ReviewStandard, Action::DeriveEntries];

/// What this process heard since it last wrote it down. Losing it with the process loses some minutes of counting.
#[derive(Default)]
pub struct Heard(Mutex<HashMap<String, u32>>);

/// What is kept of a question: its characters, letters and digits. Nothing of what is long or may name somebody.
fn kept_words(question: &str) -> Option<String> {
    let words = squeeze(question);
    let length = words.chars().count();
    ((2..=MOST_CHARS).contains(&length) && !holds_long_number(&words)).then_some(words)
}

impl Heard {
    pub fn note(&self, question: &str) {
        let Some(words) = kept_words(question) else { return };
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() < WAITING || heard.contains_key(&words) {
            let asked = heard.entry(words).or_default();
            *asked = asked.saturating_add(1);
        }
    }

    fn take(&self) -> Vec<(String, u32)> {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = heard.drain().collect();
        // One order for all processes: two that write at once do not wait for each other's rows.
        all.sort_unstable();
        all
    }
}

crate::store::row! {
    struct Row {
        words: String,
        asked: i64,
        last_day: Day,
    }
}

/// The page as asked for; also what the plan tests look at.
pub fn misses_page(paging: Paging) -> Sql {
    Sql::new("SELECT words, asked, last_day FROM search_miss WHERE days > 1 ORDER BY asked DESC, words")
        .limit(paging.limit(), paging.offset())
}

impl Services {
    /// Writes down what was heard; returns how many different searches.
    ///
    /// # Errors
    /// When the database cannot be written; what was heard is lost then.
    pub async fn keep_search_misses(&self) -> Result<usize, ServiceError> {
        let heard = &self.heard.take();
        if heard.is_empty() {
            return Ok(0);
        }
        let today = Day(self.today());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let mut room = KEPT - count(tx).await?;
                    for (words, asked) in heard {
                        let known = sqlx::query(
                            "UPDATE search_miss SET asked = asked + $1, \
                             days = days + CASE WHEN last_day = $2 THEN 0 ELSE 1 END, last_day = $2 WHERE words = $3",
                        )
                        .bind(i64::from(*asked))
                        .bind(today)
                        .bind(words)
                        .execute(tx.sql())
                        .await?;
                        if known.rows_affected() == 0 && room > 0 {
                            room -= 1;
                            sqlx::query(
                                "INSERT INTO search_miss (words, asked, days, last_day) VALUES ($1, $2, 1, $3) \
                                 ON CONFLICT (words) DO NOTHING",
                            )
                            .bind(words)
                            .bind(i64::from(*asked))
                            .bind(today)
                            .execute(tx.sql())
                            .await?;
                        }
                    }
                    Ok(heard.len())
                })
            })
            .await
    }
}

impl Services {
    /// Forgets what was asked for on one day only, and what nobody asks for any more; returns how many went.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn forget_search_misses(&self) -> Result<u64, ServiceError> {
        let ago = |days: i64| {
            let day = self.today().checked_sub(jiff::Span::new().days(days));
            Day(day.unwrap_or(jiff::civil::Date::MIN))
        };
        let (once, long) = (ago(ONCE_DAYS), ago(LONG_DAYS));
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let gone =
                        sqlx::query("DELETE FROM search_miss WHERE last_day < $1 AND (days = 1 OR last_day < $2)")
                            .bind(once)
                            .bind(long)
                            .execute(tx.sql())
                            .await?;
                    Ok(gone.rows_affected())
                })
            })
            .await
    }
}

async fn count(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT COUNT(*) FROM search_miss")
        .fetch_one(tx.sql())
        .await?)
}

/// What it finds by now.
fn finds(snapshot: &Snapshot, words: &str) -> Option<String> {
    let first = Want { limit: 1, ..Want::ALL };
    let outcome = snapshot.index.search(words, &first);
    let item = snapshot.item(outcome.hits.first()?.item)?;
    Some(item.card.name.clone())
}

#[async_trait::async_trait]
impl Searches for Services {
    async fn search_misses(&self, session: &Session, page: u32) -> Result<SearchMisses, ServiceError> {
        let actor = session.actor()?;
        if LOOKS.iter().all(|action| reach(actor.role, *action) == Reach::Never) {
            return Err(ServiceError::Forbidden {
                what: "查看没有搜到的词".into(),
            });
        }
        let snapshot = self.snapshot().await?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM search_miss WHERE days > 1")
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let paging = Paging::new(page, PAGE);
        let rows: Vec<Row> = misses_page(paging).all(&self.store).await?;
        let own = actor.department.as_ref();
        let own = own.filter(|_| reach(actor.role, Action::EditStandard) != Reach::Never);
        let items = snapshot.items.iter().filter(|item| Some(&item.department) == own);
        Ok(SearchMisses {
            items: items
                .map(|item| (item.card.id.clone(), item.card.name.clone()))
                .collect(),
            rows: rows
                .into_iter()
                .map(|row| SearchMiss {
                    finds: finds(&snapshot, &row.words),
                    words: row.words,
                    asked: u32::try_from(row.asked).unwrap_or(u32::MAX),
                    last_day: row.last_day.0,
                })
                .collect(),
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }

    async fn add_alias(&self, session: &Session, item: &ItemId, alias: &str, words: &str) -> Result<(), ServiceError> {
        self.standard_alias(session, item, alias, words).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_somebodys_is_not_kept() {
        assert_eq!(kept_words("買 火車票？").as_deref(), Some("买火车票"));
        assert_eq!(kept_words("4050补贴").as_deref(), Some("4050补贴"));
        assert_eq!(kept_words("身份证350501193503100116"), None);
        assert_eq!(kept_words("打１３９０００００００１"), None);
        assert_eq!(kept_words(&"陈大明家里的事".repeat(5)), None);
        assert_eq!(kept_words("？"), None);
    }

    #[test]
    fn a_flood_of_searches_takes_bounded_memory() {
        let heard = Heard::default();
        for n in 0..1000 {
            heard.note(&format!("词{n}"));
            heard.note("常问的事");
        }
        let all = heard.take();
        assert_eq!(all.len(), WAITING);
        assert!(all.contains(&("常问的事".to_owned(), 1000)));
        assert!(heard.take().is_empty());
    }
}
