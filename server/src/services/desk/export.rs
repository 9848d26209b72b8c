//! The queue as a file: the rows of a filter piece by piece, so that the whole is never in memory.

use app::backend::desk::{QueueFilter, QueuePage, QueueSort};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::{Action, Actor};

use super::queue::{ordered, place};
use super::reach::Within;
use super::rows::{ROWS, Row};
use crate::services::Services;
use crate::services::records::Act;
use crate::store::{Cursor, Sql};

/// Rows in one piece.
const PIECE: usize = 500;

impl Services {
    pub(super) async fn export_queue(
        &self,
        session: &Session,
        filter: &QueueFilter,
    ) -> Result<QueuePage, ServiceError> {
        let actor = session.actor()?;
        let within = Within::of(actor, Action::ExportQueue)?;
        let filter = &*self.with_search(actor, filter)?;
        let cursor = filter.cursor.as_deref().and_then(|text| text.parse::<Cursor>().ok());
        let cursor = cursor.filter(|cursor| !cursor.backwards);
        if cursor.is_none() {
            self.note_export(actor, filter).await?;
        }
        let (today, newest) = (self.today(), filter.sort() == QueueSort::Newest);
        let sql = self.conditions(Sql::new(ROWS), actor, &within, filter, today);
        let mut rows: Vec<Row> = ordered(sql, newest, cursor.as_ref())
            .limit(i64::try_from(PIECE + 1).unwrap_or(i64::MAX), 0)
            .all(&self.store)
            .await?;
        let more = rows.len() > PIECE;
        rows.truncate(PIECE);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| place(row, newest, false).to_string());
        let calendar = self.calendar().await?;
        let rows = self.queue_rows_shown(rows, today, &calendar).await?;
        Ok(QueuePage {
            count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            rows,
            count_capped: more,
            next,
            previous: None,
            text: None,
        })
    }

    /// Who took which part of the queue along. What was searched for may be a name or a number and stays out.
    async fn note_export(&self, actor: &Actor, filter: &QueueFilter) -> Result<(), ServiceError> {
        let detail = &json!({
            "shelf": filter.shelf().as_str(),
            "state": filter.state.map(|state| state.as_str()),
            "item": filter.item.as_ref().map(ToString::to_string),
            "place": filter.place.as_ref().map(ToString::to_string),
            "searched": filter.text.is_some(),
        });
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let act = Act {
                        by: actor.into(),
                        action: "queue.export",
                        object_kind: "queue",
                        object_id: "",
                        done: true,
                        detail: detail.clone(),
                    };
                    Ok(self.note_act(tx, &act).await?)
                })
            })
            .await
    }
}
