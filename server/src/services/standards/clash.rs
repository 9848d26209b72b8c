//! Texts that met: what one person wrote where another was faster is kept until that person has decided.

use app::backend::standards::{PendingClash, Settled};
use app::backend::{ServiceError, Session};
use serde_json::Value;
use shared::access::Action;
use shared::catalogue::{Item, ItemId};
use shared::form::MAX_BYTES;
use shared::id::AccountId;
use shared::standard::{Clash, Stage, settle};

use super::save::not_being_written;
use super::stored::{DraftRow, draft, no_item, stored};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, StoreError, Tx, Values, insert_rows};

const INTO: &str = "INSERT INTO standard_clash (id, item, account, path, body, theirs_by, theirs_at)";
/// Another text for an element that already waits: the newest of both.
const THERE: &str = " ON CONFLICT (item, account, path) DO UPDATE SET body = excluded.body, \
     theirs_by = excluded.theirs_by, theirs_at = excluded.theirs_at";

impl Services {
    pub(super) async fn keep_clashes(
        &self,
        tx: &mut Tx<'_>,
        item: &Item,
        open: &DraftRow,
        clashes: &[Clash],
        account: &AccountId,
    ) -> Result<(), Abort> {
        if clashes.is_empty() {
            return Ok(());
        }
        // Who wrote the other text; what is told with its neighbour (a limit's number) was written with the draft.
        let written: Vec<(String, String, Millis)> = sqlx::query_as(
            "SELECT label, changed_by, changed_at FROM standard_edit WHERE item = $1 AND changed_by <> $2 \
             ORDER BY changed_at DESC, id DESC LIMIT 200",
        )
        .bind(item.id.as_str())
        .bind(account.as_str())
        .fetch_all(tx.sql())
        .await?;
        let now = self.clock.now();
        let rows: Vec<Values> = clashes
            .iter()
            .map(|clash| {
                let found = written.iter().find(|(label, ..)| *label == clash.label);
                let (by, at) = found.map_or((open.written_by.0.as_str(), open.changed_at.0), |(_, by, at)| {
                    (by.as_str(), at.0)
                });
                let body = serde_json::to_string(clash).map_err(|e| StoreError::unreadable("clash", e))?;
                Ok(vec![
                    Some(self.rng.id(now).into()),
                    Some(item.id.as_str().into()),
                    Some(account.as_str().into()),
                    Some(clash.path.as_str().into()),
                    Some(body.into()),
                    Some(by.into()),
                    Some(Millis(at).into()),
                ])
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(insert_rows(tx, INTO, rows, THERE).await?)
    }

    pub(super) async fn pending_clashes(
        &self,
        item: &ItemId,
        account: &AccountId,
    ) -> Result<Vec<PendingClash>, StoreError> {
        type Row = (String, Json<Clash>, String, Millis, Option<Vec<u8>>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT c.id, c.body, c.theirs_by, c.theirs_at, a.name FROM standard_clash c \
             LEFT JOIN account a ON a.id = c.theirs_by WHERE c.item = $1 AND c.account = $2 ORDER BY c.path",
        )
        .bind(item.as_str())
        .bind(account.as_str())
        .fetch_all(self.store.reader())
        .await?;
        rows.into_iter()
            .map(|(id, Json(clash), by, at, name)| {
                Ok(PendingClash {
                    id,
                    clash,
                    by: self.keeper_name(&by, name)?,
                    at: at.0,
                })
            })
            .collect()
    }

    pub(super) async fn standard_settle(
        &self,
        session: &Session,
        id: &ItemId,
        decisions: &[(String, Settled)],
    ) -> Result<u32, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let (actor, _) = self
            .standard_keeper(session, Action::EditStandard, &item.department)
            .await?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let open = draft(tx.sql(), id).await?.ok_or_else(no_item)?;
                    if open.stage.0 != Stage::Draft {
                        return Err(not_being_written().into());
                    }
                    let waiting: Vec<(String, Json<Clash>)> =
                        sqlx::query_as("SELECT id, body FROM standard_clash WHERE item = $1 AND account = $2")
                            .bind(id.as_str())
                            .bind(actor.id.as_str())
                            .fetch_all(tx.sql())
                            .await?;
                    let mut answers = open.answers.0.clone();
                    let mut count = 0;
                    for (known, Json(clash)) in waiting {
                        let Some((_, decision)) = decisions.iter().find(|(one, _)| *one == known) else {
                            continue;
                        };
                        match decision {
                            Settled::Mine => settle(&mut answers, &clash, clash.mine.clone()),
                            Settled::Theirs => settle(&mut answers, &clash, clash.theirs.clone()),
                            Settled::Written(text) if clash.is_text() => {
                                settle(&mut answers, &clash, Value::from(text.trim()));
                            }
                            // A choice or a number is one of the two.
                            Settled::Written(_) => continue,
                        }
                        sqlx::query("DELETE FROM standard_clash WHERE id = $1")
                            .bind(known)
                            .execute(tx.sql())
                            .await?;
                        count += 1;
                    }
                    if answers.to_json().len() > MAX_BYTES {
                        return Err(ServiceError::invalid("", "内容太长，没有保存", "请精简后再保存").into());
                    }
                    self.keep_answers(tx, item, &open, &answers, actor.id.as_str()).await?;
                    Ok(count)
                })
            })
            .await
    }
}
