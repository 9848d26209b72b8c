//! Beginning a draft and saving it; two people's saves are brought together element by element.

use app::backend::standards::Kept;
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::form::{Answers, MAX_BYTES, take_page};
use shared::standard::{Stage, answers_of, difference, merge, schema};

use super::log::Event;
use super::stored::{draft, no_item, stored};
use crate::services::Services;
use crate::store::{Abort, Json, Millis, Tx, advance};

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
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let open = draft(tx.sql(), id).await?.ok_or_else(no_item)?;
                    if open.stage.0 != Stage::Draft {
                        return Err(not_being_written().into());
                    }
                    let base = revision_of(tx, id, revision)
                        .await?
                        .unwrap_or_else(|| open.answers.0.clone());
                    let form = schema(item.form.clone(), &base);
                    let page = form.page(group).ok_or_else(|| ServiceError::NotFound {
                        what: "这一组要素".into(),
                    })?;
                    let mut mine = base.clone();
                    take_page(&form, page, &mut mine, typed, today);
                    if mine.to_json().len() > MAX_BYTES {
                        let error = ServiceError::invalid(group, "内容太长，没有保存", "请精简后再保存");
                        return Err(error.into());
                    }
                    let merged = merge(&base, &mine, &open.answers.0);
                    let others = open.revision() != revision;
                    let changes = difference(&open.answers.0, &merged.answers);
                    let mut reached = open.revision();
                    if merged.answers != open.answers.0 {
                        reached += 1;
                        let name = merged
                            .answers
                            .get("name")
                            .and_then(|name| name.as_str())
                            .unwrap_or_default();
                        let saved = sqlx::query(
                            "UPDATE standard_draft SET answers = $1, revision = $2, name = $3, written_by = $4, \
                             changed_at = $5 WHERE item = $6 AND revision = $7",
                        )
                        .bind(Json(&merged.answers))
                        .bind(i64::from(reached))
                        .bind(name)
                        .bind(actor.id.as_str())
                        .bind(now)
                        .bind(id.as_str())
                        .bind(open.revision)
                        .execute(tx.sql())
                        .await?;
                        advance(saved.rows_affected(), "standard draft")?;
                        keep_revision(tx, id, reached, &merged.answers).await?;
                        self.note_edits(tx, id, item.version + 1, actor.id.as_str(), &changes)
                            .await?;
                    }
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

async fn keep_revision(tx: &mut Tx<'_>, id: &ItemId, revision: u32, answers: &Answers) -> Result<(), Abort> {
    sqlx::query("INSERT INTO standard_revision (item, revision, answers) VALUES ($1, $2, $3)")
        .bind(id.as_str())
        .bind(i64::from(revision))
        .bind(Json(answers))
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
