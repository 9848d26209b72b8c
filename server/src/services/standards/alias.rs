//! An alias added in one step: a version of its own, as when elements are confirmed.

use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::standard::{answers_of, item_so_far, with_alias};

use super::stored::{draft, no_item, stored};
use crate::services::Services;

impl Services {
    /// Publishes the item with the alias. A draft that is open gets it too, or its publication would take it away.
    pub(in crate::services) async fn standard_alias(
        &self,
        session: &Session,
        id: &ItemId,
        alias: &str,
        words: &str,
    ) -> Result<(), ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let department = Self::standard_base(row.as_ref())?.department;
        let (actor, _) = self.standard_keeper(session, Action::EditStandard, &department).await?;
        let actor = actor.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let row = stored(tx.sql(), id).await?.filter(|row| row.published == 1);
                    let base = row.ok_or_else(no_item)?.body.0;
                    let invalid = |problem| ServiceError::Invalid {
                        problems: vec![problem],
                    };
                    let item = with_alias(&base, alias).map_err(invalid)?;
                    if let Some(open) = draft(tx.sql(), id).await?
                        && let Ok(named) = with_alias(&item_so_far(&base, &open.answers.0), alias)
                    {
                        let mut answers = open.answers.0.clone();
                        if let Some(aliases) = answers_of(&named).get("aliases") {
                            answers.put("aliases", aliases.clone());
                        }
                        self.keep_answers(tx, &base, &open, &answers, actor).await?;
                    }
                    self.publish_item(tx, &base, item, actor, "alias", Some(alias.trim()))
                        .await?;
                    sqlx::query("DELETE FROM search_miss WHERE words = $1")
                        .bind(words)
                        .execute(tx.sql())
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}
