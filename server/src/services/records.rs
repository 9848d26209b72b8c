//! Who did what, and who looked at whose data: written in the transaction of the act itself.

use jiff::Timestamp;
use serde_json::Value;
use shared::access::Actor;

use super::Services;
use crate::store::{Json, Millis, StoreError, Tx};

/// Who does it, and in which post.
#[derive(Clone, Copy, Debug)]
pub struct Doer<'a> {
    /// The account's id, or `operator` for the command line.
    pub account: &'a str,
    pub post: Option<&'a str>,
}

impl<'a> From<&'a Actor> for Doer<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self {
            account: actor.id.as_str(),
            post: actor.acting.as_ref().map(|acting| acting.post.as_str()),
        }
    }
}

impl<'a> From<&'a str> for Doer<'a> {
    fn from(account: &'a str) -> Self {
        Self { account, post: None }
    }
}

/// An act of staff or of an operator, for the audit log.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    pub by: Doer<'a>,
    /// A stable name: `user.add`, `city.load`, `case.accept`.
    pub action: &'a str,
    pub object_kind: &'a str,
    pub object_id: &'a str,
    pub done: bool,
    /// Nothing personal.
    pub detail: Value,
}

/// A look at unmasked personal data (个人信息保护法 §51: who may see it is limited and recorded).
#[derive(Clone, Debug)]
pub struct Look<'a> {
    pub case_id: Option<&'a str>,
    /// The account whose data it is, when there is one.
    pub subject: Option<&'a str>,
    /// The fields shown.
    pub what: &'a [&'a str],
    /// The reason the person gave.
    pub why: &'a str,
}

impl Services {
    /// Writes an act down.
    ///
    /// # Errors
    /// When the row cannot be written; the act must then not happen either.
    pub async fn note_act(&self, tx: &mut Tx<'_>, act: &Act<'_>) -> Result<(), StoreError> {
        let now: Timestamp = self.clock.now();
        sqlx::query(
            "INSERT INTO audit (id, at, actor, action, object_kind, object_id, outcome, detail, post)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.rng.id(now))
        .bind(Millis(now))
        .bind(act.by.account)
        .bind(act.action)
        .bind(act.object_kind)
        .bind(act.object_id)
        .bind(if act.done { "done" } else { "refused" })
        .bind(Json(&act.detail))
        .bind(act.by.post)
        .execute(tx.sql())
        .await?;
        Ok(())
    }

    /// Writes a look down.
    ///
    /// # Errors
    /// When the row cannot be written; the data must then not be shown.
    pub async fn note_look(&self, tx: &mut Tx<'_>, actor: &Actor, look: &Look<'_>) -> Result<(), StoreError> {
        let now = self.clock.now();
        sqlx::query(
            "INSERT INTO look (id, at, account, role, case_id, subject, what, why, post)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.rng.id(now))
        .bind(Millis(now))
        .bind(actor.id.as_str())
        .bind(actor.role.as_str())
        .bind(look.case_id)
        .bind(look.subject)
        .bind(Json(look.what))
        .bind(look.why)
        .bind(Doer::from(actor).post)
        .execute(tx.sql())
        .await?;
        Ok(())
    }
}
