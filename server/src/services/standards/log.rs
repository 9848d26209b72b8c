//! What happened to a standard, and who changed which of its elements.

use app::backend::standards::{StandardEdit, StandardEdits, StandardEvent};
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::standard::{Change, Step};

use super::stored::stored;
use crate::secrets::Cell;
use crate::services::Services;
use crate::store::{Abort, Arg, Millis, Paging, StoreError, Tx, Values, insert_rows};

/// How long several saves of one element by one person count as one change.
const ONE_SITTING_MS: i64 = 10 * 60 * 1000;
/// How many events the page shows.
const SHOWN: i64 = 50;
/// Changes on one page of the history.
const EDITS: u32 = 50;

/// Something that happened. `actor` is an account's id or `clock`.
pub struct Event<'a> {
    pub item: &'a ItemId,
    pub version: u32,
    pub kind: &'a str,
    pub actor: &'a str,
    pub detail: Option<&'a str>,
}

fn words(kind: &str) -> &'static str {
    match kind {
        "begin" => "开始修订",
        "publish" => "公布",
        "held" => "暂缓公布",
        "confirm" => "确认要素",
        "alias" => "增加别名",
        "withdraw" => "取消事项",
        "model" => "列为示范指南",
        "unmodel" => "不再列为示范指南",
        step => step.parse::<Step>().map_or("处理", Step::words),
    }
}

impl Services {
    pub(super) async fn note_standard(&self, tx: &mut Tx<'_>, event: &Event<'_>) -> Result<(), Abort> {
        let now = self.clock.now();
        let row: Values = vec![
            Some(self.rng.id(now).into()),
            Some(event.item.as_str().into()),
            Some(event.version.into()),
            Some(event.kind.into()),
            Some(event.actor.into()),
            Some(Millis(now).into()),
            event.detail.map(Into::into),
        ];
        let into = "INSERT INTO standard_event (id, item, version, kind, actor, at, detail)";
        Ok(insert_rows(tx, into, vec![row], "").await?)
    }

    /// Writes down what a save changed. Typing on at one element is one change, from what stood before the sitting.
    pub(in crate::services) async fn note_edits(
        &self,
        tx: &mut Tx<'_>,
        item: &ItemId,
        version: u32,
        actor: &str,
        changes: &[Change],
    ) -> Result<(), Abort> {
        let now = self.clock.now();
        let since = now.as_millisecond() - ONE_SITTING_MS;
        let recent: Vec<(String, String, Option<String>)> = sqlx::query_as(
            "SELECT id, path, was FROM standard_edit \
             WHERE item = $1 AND changed_at > $2 AND version = $3 AND changed_by = $4",
        )
        .bind(item.as_str())
        .bind(since)
        .bind(i64::from(version))
        .bind(actor)
        .fetch_all(tx.sql())
        .await?;
        let mut rows: Vec<Values> = Vec::new();
        for change in changes {
            let known = recent.iter().find(|(_, path, _)| *path == change.path);
            let was = known.map_or(&change.before, |(_, _, was)| was);
            if let Some((id, _, _)) = known {
                sqlx::query("DELETE FROM standard_edit WHERE id = $1")
                    .bind(id)
                    .execute(tx.sql())
                    .await?;
            }
            // Typed and taken back is no change.
            if *was == change.after {
                continue;
            }
            let text = |text: &Option<String>| text.as_deref().map(Arg::from);
            rows.push(vec![
                Some(self.rng.id(now).into()),
                Some(item.as_str().into()),
                Some(version.into()),
                Some(change.path.as_str().into()),
                Some(change.label.as_str().into()),
                text(was),
                text(&change.after),
                Some(actor.into()),
                Some(Millis(now).into()),
            ]);
        }
        let into = "INSERT INTO standard_edit (id, item, version, path, label, was, became, changed_by, changed_at)";
        Ok(insert_rows(tx, into, rows, "").await?)
    }

    pub(super) async fn standard_events(&self, item: &ItemId) -> Result<Vec<StandardEvent>, StoreError> {
        type Row = (Millis, String, String, Option<String>, i64, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT e.at, e.kind, e.actor, e.detail, e.version, a.name FROM standard_event e \
             LEFT JOIN account a ON a.id = e.actor WHERE e.item = $1 \
             ORDER BY e.at DESC, CASE e.kind WHEN 'publish' THEN 0 ELSE 1 END, e.id DESC LIMIT $2",
        )
        .bind(item.as_str())
        .bind(SHOWN)
        .fetch_all(self.store.reader())
        .await?;
        // Passed for today is published at once, within the same moment.
        rows.into_iter()
            .map(|(at, kind, actor, detail, version, name)| {
                Ok(StandardEvent {
                    at: at.0,
                    by: self.keeper_name(&actor, name)?,
                    words: words(&kind).to_owned(),
                    detail,
                    version: u32::try_from(version).unwrap_or_default(),
                })
            })
            .collect()
    }

    pub(super) async fn standard_edits_page(
        &self,
        session: &Session,
        id: &ItemId,
        page: u32,
    ) -> Result<StandardEdits, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        self.standard_keeper(session, Action::ViewStandards, &base.department)
            .await?;
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM standard_edit WHERE item = $1")
            .bind(id.as_str())
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let paging = Paging::new(page, EDITS);
        Ok(StandardEdits {
            name: base.name,
            edits: self.standard_edits(id, paging.offset(), paging.limit()).await?,
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }

    pub(super) async fn standard_edits(
        &self,
        item: &ItemId,
        offset: i64,
        limit: i64,
    ) -> Result<Vec<StandardEdit>, StoreError> {
        type Row = (
            Millis,
            String,
            String,
            String,
            Option<String>,
            Option<String>,
            Option<Vec<u8>>,
        );
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT e.changed_at, e.changed_by, e.path, e.label, e.was, e.became, a.name FROM standard_edit e \
             LEFT JOIN account a ON a.id = e.changed_by \
             WHERE e.item = $1 ORDER BY e.changed_at DESC, e.id DESC LIMIT $2 OFFSET $3",
        )
        .bind(item.as_str())
        .bind(limit)
        .bind(offset)
        .fetch_all(self.store.reader())
        .await?;
        rows.into_iter()
            .map(|(at, actor, path, label, before, after, name)| {
                Ok(StandardEdit {
                    at: at.0,
                    by: self.keeper_name(&actor, name)?,
                    change: Change {
                        path,
                        label,
                        before,
                        after,
                    },
                })
            })
            .collect()
    }

    /// A member of staff by name; the clock by its own.
    pub(in crate::services) fn keeper_name(&self, actor: &str, sealed: Option<Vec<u8>>) -> Result<String, StoreError> {
        let place = Cell::new("account", "name", actor);
        let name = sealed.map(|sealed| self.secrets.open(&place, &sealed)).transpose()?;
        Ok(name.unwrap_or_else(|| {
            match actor {
                "clock" => "到期自动",
                _ => "系统",
            }
            .to_owned()
        }))
    }
}
