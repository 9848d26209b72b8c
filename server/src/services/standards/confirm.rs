//! The department stands by elements of what is published.

use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::ItemId;
use shared::standard::{confirm, unconfirmed};

use super::stored::{no_item, stored};
use crate::services::Services;

impl Services {
    /// A version of its own, with nothing changed but the marks: it needs no review, and what was published stays as
    /// it was.
    pub(super) async fn standard_confirm(
        &self,
        session: &Session,
        id: &ItemId,
        marks: &[String],
    ) -> Result<u32, ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let department = Self::standard_base(row.as_ref())?.department;
        let (actor, _) = self
            .standard_keeper(session, Action::ConfirmElements, &department)
            .await?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let row = stored(tx.sql(), id).await?.filter(|row| row.published == 1);
                    let base = row.ok_or_else(no_item)?.body.0;
                    let waiting = unconfirmed(&base);
                    let all: Vec<String> = waiting.iter().map(|one| one.mark.clone()).collect();
                    let marks = if marks.is_empty() { &all } else { marks };
                    let (item, count) = confirm(&base, marks);
                    if count == 0 {
                        return Ok(0);
                    }
                    let labels: Vec<&str> = waiting
                        .iter()
                        .filter(|one| !one.is_unwritten() && marks.contains(&one.mark))
                        .map(|one| one.label.as_str())
                        .collect();
                    let detail = labels.join("、");
                    self.publish_item(tx, &base, item, actor.id.as_str(), "confirm", Some(&detail))
                        .await?;
                    Ok(count)
                })
            })
            .await
    }
}
