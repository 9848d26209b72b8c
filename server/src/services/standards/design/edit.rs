//! One change of a form in the making.

use app::backend::standards::design::Designed;
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor};
use shared::catalogue::{Item, ItemId, form_for};
use shared::form::FormSchema;
use shared::standard::design::{Around, Clash, Edit, Seen, Turn, apply, edit_of, rebase};
use shared::standard::{Change, Stage};

use super::stored::{Step, at_revision, begun, drafted, newest, published_form, take_steps};
use crate::services::Services;
use crate::services::standards::save::not_being_written;
use crate::services::standards::stored::{draft, stored};
use crate::store::{Abort, Millis, Tx, advance};

/// The largest form, in bytes of JSON: a hundred questions stay far below.
const MOST_BYTES: usize = 256 * 1024;

/// A design under a change: what stands, and the item it belongs to.
pub struct Current {
    pub item: Item,
    pub form: FormSchema,
    pub turn: Turn,
    /// Nothing is stored yet: this is the published form under its own name.
    pub new: bool,
}

fn too_long_ago() -> ServiceError {
    ServiceError::Conflict {
        message: "这一页打开得太久，表单已经改过很多次".into(),
        fix: "请刷新页面，看过最新的表单再改；您填写的内容还在页面上".into(),
    }
}

impl Services {
    /// What stands, inside the work that changes it; only while the draft is being written.
    pub(super) async fn design_standing(tx: &mut Tx<'_>, base: &Item, id: &ItemId) -> Result<Current, Abort> {
        let open = draft(tx.sql(), id).await?.ok_or_else(|| ServiceError::Conflict {
            message: "还没有开始修订，不能改表单".into(),
            fix: "请先点“开始修订”".into(),
        })?;
        if open.stage.0 != Stage::Draft {
            return Err(not_being_written().into());
        }
        let item = drafted(base, Some(&open));
        Ok(match newest(tx.sql(), id).await? {
            Some(step) => Current {
                item,
                turn: step.turn(),
                form: step.form.0,
                new: false,
            },
            None => {
                let published = published_form(tx.sql(), &item.form).await?;
                Current {
                    form: begun(&item, &published)?,
                    turn: Turn::first(),
                    item,
                    new: true,
                }
            }
        })
    }

    /// The item whose form is to be changed, and whoever may change it.
    pub(super) async fn design_editor<'s>(
        &self,
        session: &'s Session,
        id: &ItemId,
    ) -> Result<(Item, &'s Actor), ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let base = Self::standard_base(row.as_ref())?;
        let (actor, _) = self
            .standard_keeper(session, Action::EditStandard, &base.department)
            .await?;
        Ok((base, actor))
    }

    pub(super) async fn design_edit(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        typed: &[(String, String)],
    ) -> Result<Designed, ServiceError> {
        let (base, actor) = self.design_editor(session, id).await?;
        let base = &base;
        let by = actor.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let now = Self::design_standing(tx, base, id).await?;
                    let (edit, merged) = match self.design_read(tx, &now, id, revision, typed).await? {
                        Ok(read) => read,
                        Err(Clash { what, mine, theirs }) => return Ok(Designed::Clash { what, mine, theirs }),
                    };
                    let around = Around::of(&now.item, &now.form);
                    let done =
                        apply(&now.form, &around, &edit).map_err(|problems| ServiceError::Invalid { problems })?;
                    let unchanged = done.form == now.form;
                    let turn = if unchanged { now.turn } else { now.turn.edited() };
                    if !unchanged {
                        self.design_keep(tx, base, &now, turn, &done.form, &done.words, by)
                            .await?;
                    }
                    Ok(Designed::Done {
                        revision: if unchanged && now.new { 0 } else { turn.revision },
                        focus: done.focus,
                        words: if unchanged {
                            "没有改动".to_owned()
                        } else {
                            done.words
                        },
                        merged: merged && !unchanged,
                    })
                })
            })
            .await
    }

    /// The edit as typed on the form as it was then, brought over to what stands now.
    async fn design_read(
        &self,
        tx: &mut Tx<'_>,
        now: &Current,
        id: &ItemId,
        revision: u32,
        typed: &[(String, String)],
    ) -> Result<Result<(Edit, bool), Clash>, Abort> {
        // Before the first change the form stands at the first step too.
        let revision = revision.max(1);
        let old = if revision == now.turn.revision {
            None
        } else {
            let step = at_revision(tx.sql(), id, revision).await?;
            Some(step.ok_or_else(too_long_ago)?.form.0)
        };
        let seen = old.as_ref().unwrap_or(&now.form);
        let lists = self.design_lists(&now.item).await?;
        let whole = form_for(&now.item, seen);
        let edit = edit_of(
            Seen {
                base: seen,
                whole: &whole,
                lists: &lists,
                today: self.today(),
            },
            typed,
        )
        .map_err(|problems| ServiceError::Invalid { problems })?;
        Ok(match &old {
            None => Ok((edit, false)),
            Some(old) => rebase(old, &now.form, edit).map(|edit| (edit, true)),
        })
    }

    /// Writes a change down: the step, who wrote the draft last, and the standard's own record of who changed what.
    #[expect(clippy::too_many_arguments, reason = "what a step consists of")]
    pub(super) async fn design_keep(
        &self,
        tx: &mut Tx<'_>,
        base: &Item,
        now: &Current,
        turn: Turn,
        form: &FormSchema,
        words: &str,
        by: &str,
    ) -> Result<(), Abort> {
        let size = serde_json::to_vec(form).map_or(usize::MAX, |json| json.len());
        if size > MOST_BYTES {
            return Err(ServiceError::invalid("", "表单太大了，没有保存", "请删去一些字段，或精简选项和说明").into());
        }
        let at = Millis(self.clock.now());
        let step = |turn, form, words| Step {
            item: &base.id,
            turn,
            form,
            words,
            by,
            at,
        };
        let mut steps = Vec::new();
        if now.new {
            steps.push(step(now.turn, &now.form, "开始设计"));
        }
        steps.push(step(turn, form, words));
        let was = (!now.new).then_some(now.turn.revision);
        take_steps(tx, was, &steps).await?;
        let written = sqlx::query(
            "UPDATE standard_draft SET written_by = $1, changed_at = $2 WHERE item = $3 AND stage = 'draft'",
        )
        .bind(by)
        .bind(at)
        .bind(base.id.as_str())
        .execute(tx.sql())
        .await?;
        advance(written.rows_affected(), "standard draft")?;
        let change = Change {
            // Each step stands for itself: the form has no one text to compare.
            path: format!("form.{}", turn.revision),
            label: "申请表单".to_owned(),
            before: None,
            after: Some(words.to_owned()),
        };
        self.note_edits(tx, &base.id, base.version + 1, by, &[change]).await
    }
}
