//! Undoing and redoing.

use app::backend::standards::design::Designed;
use app::backend::{ServiceError, Session};
use shared::catalogue::ItemId;
use shared::standard::design::Focus;

use super::stored::at_revision;
use crate::services::Services;

fn nothing(redo: bool) -> ServiceError {
    let what = if redo { "重做" } else { "撤销" };
    ServiceError::Conflict {
        message: format!("没有可以{what}的了"),
        fix: "更早的改动请在表单里直接改回来".into(),
    }
}

impl Services {
    pub(super) async fn design_turn(
        &self,
        session: &Session,
        id: &ItemId,
        revision: u32,
        redo: bool,
    ) -> Result<Designed, ServiceError> {
        let (base, actor) = self.design_editor(session, id).await?;
        let base = &base;
        let by = actor.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let now = Self::design_standing(tx, base, id).await?;
                    // What somebody else just did is not taken back unseen.
                    if revision.max(1) != now.turn.revision {
                        return Err(ServiceError::Conflict {
                            message: "表单刚被别人改过，这一步没有做".into(),
                            fix: "请看过最新的表单，再决定要不要撤销".into(),
                        }
                        .into());
                    }
                    let to = if redo { now.turn.after } else { now.turn.before };
                    let to = match to {
                        Some(to) => at_revision(tx.sql(), id, to).await?,
                        None => None,
                    };
                    let to = to.ok_or_else(|| nothing(redo))?;
                    let (turn, words) = if redo {
                        (now.turn.redone(to.turn()), format!("重做：{}", to.words))
                    } else {
                        (now.turn.undone(to.turn()), "撤销一步".to_owned())
                    };
                    self.design_keep(tx, base, &now, turn, &to.form.0, &words, by).await?;
                    Ok(Designed::Done {
                        revision: turn.revision,
                        focus: Focus::Form,
                        words: if redo { "已重做" } else { "已撤销" }.to_owned(),
                        merged: false,
                    })
                })
            })
            .await
    }
}
