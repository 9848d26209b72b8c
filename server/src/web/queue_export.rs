//! The queue as a table for a spreadsheet, written while it is read: one piece of rows in memory, however long it is.

use std::sync::Arc;

use app::backend::desk::{Desk as _, QueueFilter, QueuePage, QueueRow};
use app::backend::{ServiceError, Session};
use app::desk::filter_of_pairs;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use futures::stream;

use super::table::{attachment, rows as rows_of};
use super::{Problem, Web};
use crate::services::Services;

const HEAD: [&str; 11] = [
    "办件号",
    "事项",
    "申请人",
    "环节",
    "地点",
    "渠道",
    "承办",
    "收件日期",
    "到期日",
    "时限",
    "办结日期",
];

pub(super) async fn export(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let filter = QueueFilter {
        cursor: None,
        ..filter_of_pairs(pairs)
    };
    // The first piece is read before anything is answered: a refusal is an answer of its own.
    let first = match web.services.queue_rows(&session, &filter).await {
        Ok(page) => page,
        Err(error) => return Problem::from(error).answer(&headers),
    };
    let reading = Reading {
        services: Arc::clone(&web.services),
        session,
        filter,
        page: Some(first),
        begun: false,
    };
    let pieces = stream::try_unfold(reading, |reading| async move { reading.piece().await });
    attachment("办件.csv", pieces)
}

/// How far the file is written.
struct Reading {
    services: Arc<Services>,
    session: Session,
    filter: QueueFilter,
    /// Read and not written yet.
    page: Option<QueuePage>,
    begun: bool,
}

impl Reading {
    /// The next piece of the file, and what comes after it. A piece that cannot be read breaks the transfer off: a
    /// short file must not look whole.
    async fn piece(mut self) -> Result<Option<(Bytes, Self)>, ServiceError> {
        let Some(page) = self.page.take() else { return Ok(None) };
        let mut rows: Vec<[String; 11]> = Vec::with_capacity(page.rows.len() + 1);
        if !self.begun {
            rows.push(HEAD.map(str::to_owned));
        }
        rows.extend(page.rows.into_iter().map(line));
        let text = rows_of(rows).map_err(|_| ServiceError::Unavailable)?;
        if let Some(next) = page.next {
            self.filter.cursor = Some(next);
            self.page = Some(self.services.queue_rows(&self.session, &self.filter).await?);
        }
        self.begun = true;
        Ok(Some((text, self)))
    }
}

fn line(row: QueueRow) -> [String; 11] {
    [
        row.number.to_string(),
        row.item_name,
        row.applicant,
        row.words,
        row.place_name,
        row.channel.words().to_owned(),
        row.assignee.unwrap_or_default(),
        row.received_on.to_string(),
        row.due_on.map(|due| due.to_string()).unwrap_or_default(),
        row.due_words,
        row.ended_on.map(|ended| ended.to_string()).unwrap_or_default(),
    ]
}
