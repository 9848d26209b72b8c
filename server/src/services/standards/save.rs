//! Beginning a draft and saving it; two people's saves are brought together element by element.

use app::backend::standards::Kept;
use app::backend::{ServiceError, Session};
use serde_json::{Value, json};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::form::{Answers, MAX_BYTES, rearrange, take_page};
use shared::standard::{Stage, answers_of, difference, merge, schema};

use super::log::Event;
use super::stored::{DraftRow, draft, no_item, stored};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Tx, advance};

/// Of so many saves back, work of before is still brought together with what came after.
const REVISIONS: u32 = 400;

/// The page is older than what is kept to bring it together with.
fn begun_anew() -> ServiceError {
    ServiceError::Conflict {
        message: "这份草稿已经重新开始，您打开的是以前的页面".into(),
        fix: "您填写的内容还在页面上；请先复制下来，再打开最新的草稿".into(),
    }
}

pub(in crate::services) fn not_being_written() -> ServiceError {
    ServiceError::Conflict {
        message: "这份草稿正在审核，现在不能修改".into(),
        fix: "要修改就先撤回，或等审核单位退回；您填写的内容还在页面上".into(),
    }
}

impl Services {
    pub(super) async fn standard_begin(&self, session: &Session, id: &ItemId) -> Result<(), ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let (actor, _) = self
            .standard_keeper(session, Action::EditStandard, &item.department)
            .await?;
        let answers = &answers_of(item);
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let begun = sqlx::query(
                        "INSERT INTO standard_draft (item, department, name, base_version, stage, answers, revision, \
                         written_by, started_at, changed_at) VALUES ($1, $2, $3, $4, 'draft', $5, 1, $6, $7, $7) \
                         ON CONFLICT (item) DO NOTHING",
                    )
                    .bind(id.as_str())
                    .bind(item.department.as_str())
                    .bind(&item.name)
                    .bind(i64::from(item.version))
                    .bind(Json(answers))
                    .bind(actor.id.as_str())
                    .bind(now)
                    .execute(tx.sql())
                    .await?;
                    if begun.rows_affected() == 0 {
                        return Ok(());
                    }
                    keep_revision(tx, id, 1, answers).await?;
                    self.note_standard(
                        tx,
                        &Event {
                            item: id,
                            version: item.version + 1,
                            kind: "begin",
                            actor: actor.id.as_str(),
                            detail: None,
                        },
                    )
                    .await
                })
            })
            .await
    }

    pub(super) async fn standard_save(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        group: &str,
        typed: &[(String, String)],
    ) -> Result<Kept, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let (actor, _) = self
            .standard_keeper(session, Action::EditStandard, &item.department)
            .await?;
        let today = self.today();
        // A browser sends lines as networks end them; the sheet has them as texts do.
        let plain = |(name, text): &(String, String)| (name.clone(), text.replace("\r\n", "\n"));
        let typed: &Vec<(String, String)> = &typed.iter().map(plain).collect();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let open = draft(tx.sql(), id).await?.ok_or_else(no_item)?;
                    if open.stage.0 != Stage::Draft {
                        return Err(not_being_written().into());
                    }
                    let base = revision_of(tx, id, revision).await?.ok_or_else(begun_anew)?;
                    let form = schema(item.form.clone(), &base);
                    let page = form.page(group).ok_or_else(|| ServiceError::NotFound {
                        what: "这一组要素".into(),
                    })?;
                    let mut mine = base.clone();
                    take_page(&form, page, &mut mine, typed, today);
                    rearrange(&form, &mut mine, typed);
                    self.name_entries(&mut mine);
                    if mine.to_json().len() > MAX_BYTES {
                        let error = ServiceError::invalid(group, "内容太长，没有保存", "请精简后再保存");
                        return Err(error.into());
                    }
                    let merged = merge(&base, &mine, &open.answers.0);
                    let others = open.revision() != revision;
                    let reached = self
                        .keep_answers(tx, item, &open, &merged.answers, actor.id.as_str())
                        .await?;
                    self.keep_clashes(tx, item, &open, &merged.clashes, &actor.id).await?;
                    Ok(match merged.clashes {
                        clashes if clashes.is_empty() => Kept::Saved {
                            revision: reached,
                            merged: others,
                        },
                        clashes => Kept::Clash {
                            revision: reached,
                            clashes,
                        },
                    })
                })
            })
            .await
    }
}

impl Services {
    /// What the draft says from now on; the revision it reaches, which stays where nothing changed.
    pub(super) async fn keep_answers(
        &self,
        tx: &mut Tx<'_>,
        item: &shared::catalogue::Item,
        open: &DraftRow,
        answers: &Answers,
        actor: &str,
    ) -> Result<u32, Abort> {
        if *answers == open.answers.0 {
            return Ok(open.revision());
        }
        let id = &item.id;
        let reached = open.revision().saturating_add(1);
        let name = answers.get("name").and_then(Value::as_str).unwrap_or_default();
        let saved = sqlx::query(
            "UPDATE standard_draft SET answers = $1, revision = $2, name = $3, written_by = $4, changed_at = $5 \
             WHERE item = $6 AND revision = $7",
        )
        .bind(Json(answers))
        .bind(i64::from(reached))
        .bind(name)
        .bind(actor)
        .bind(Millis(self.clock.now()))
        .bind(id.as_str())
        .bind(open.revision)
        .execute(tx.sql())
        .await?;
        advance(saved.rows_affected(), "standard draft")?;
        keep_revision(tx, id, reached, answers).await?;
        let changes = difference(&open.answers.0, answers);
        self.note_edits(tx, id, item.version + 1, actor, &changes).await?;
        Ok(reached)
    }

    /// New entries get an id of their own: two people who each add one at the same time do not write into one entry.
    fn name_entries(&self, answers: &mut Answers) {
        for (list, letter) in [("materials", 'm'), ("situations", 'q')] {
            let Some(mut entries) = answers.get(list).and_then(Value::as_array).cloned() else {
                continue;
            };
            for entry in entries.iter_mut().filter_map(Value::as_object_mut) {
                let named = |id: &Value| id.as_str().is_some_and(|id| !id.trim().is_empty());
                if !entry.get("id").is_some_and(named) {
                    let mut bytes = [0; 3];
                    self.rng.fill(&mut bytes);
                    let [a, b, c] = bytes;
                    entry.insert("id".to_owned(), json!(format!("{letter}{a:02x}{b:02x}{c:02x}")));
                }
            }
            answers.put(list, entries);
        }
    }
}

async fn keep_revision(tx: &mut Tx<'_>, id: &ItemId, revision: u32, answers: &Answers) -> Result<(), Abort> {
    sqlx::query("INSERT INTO standard_revision (item, revision, answers) VALUES ($1, $2, $3)")
        .bind(id.as_str())
        .bind(i64::from(revision))
        .bind(Json(answers))
        .execute(tx.sql())
        .await?;
    sqlx::query("DELETE FROM standard_revision WHERE item = $1 AND revision <= $2")
        .bind(id.as_str())
        .bind(i64::from(revision) - i64::from(REVISIONS))
        .execute(tx.sql())
        .await?;
    Ok(())
}

async fn revision_of(tx: &mut Tx<'_>, id: &ItemId, revision: u32) -> Result<Option<Answers>, Abort> {
    let row: Option<(Json<Answers>,)> =
        sqlx::query_as("SELECT answers FROM standard_revision WHERE item = $1 AND revision = $2")
            .bind(id.as_str())
            .bind(i64::from(revision))
            .fetch_optional(tx.sql())
            .await?;
    Ok(row.map(|(answers,)| answers.0))
}
