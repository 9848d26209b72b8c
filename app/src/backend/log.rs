//! The log: what staff and operators did, and who looked at whose data.

use jiff::Timestamp;
use jiff::civil::Date;

use shared::value_list;

value_list! {
    /// The two books of the log.
    #[derive(Default)]
    pub enum LogBook, "日志" {
        /// Acts, refusals included.
        #[default]
        Acts = "acts";
        /// Looks at unmasked personal data, each with its reason (个人信息保护法 §51).
        Looks = "looks";
    }
}

/// What a book is narrowed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LogFilter {
    pub book: LogBook,
    /// A login or a whole name.
    pub who: Option<String>,
    /// One of [`LogPage::acts`].
    pub act: Option<String>,
    /// A case's number or an account's login.
    pub object: Option<String>,
    /// Days in Jinjiang, both included.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Opaque place in the list.
    pub cursor: Option<String>,
}

/// One line. Nothing of a resident is in it but the case's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    pub at: Timestamp,
    pub by: String,
    /// The person's login, or what they were then.
    pub by_whom: String,
    pub words: String,
    pub object: String,
    /// Where the reader may open it.
    pub address: Option<String>,
    /// False: it was tried and refused.
    pub done: bool,
    /// What changed, or why someone looked.
    pub detail: String,
}

/// A page of a book, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPage {
    pub lines: Vec<LogLine>,
    /// The acts one may choose among, with their names.
    pub acts: Vec<(String, String)>,
    pub next: Option<String>,
    pub previous: Option<String>,
}

/// The port to the log.
#[async_trait::async_trait]
pub trait Log: Send + Sync {
    /// One page, as screens show it.
    async fn log_page(&self, session: &super::Session, filter: &LogFilter) -> Result<LogPage, super::ServiceError>;
    /// The same in pieces for an export; only `lines` and `next` count.
    async fn log_piece(&self, session: &super::Session, filter: &LogFilter) -> Result<LogPage, super::ServiceError>;
}
