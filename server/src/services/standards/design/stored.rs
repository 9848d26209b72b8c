//! What is stored of a design, and the standard it belongs to.

use app::backend::ServiceError;
use shared::catalogue::{Item, ItemId};
use shared::form::{Choice, FormId, FormSchema};
use shared::place::Tier;
use shared::standard::design::{Lists, Turn};
use shared::standard::item_of;
use sqlx::{Any, Executor};

use crate::services::Services;
use crate::services::standards::stored::DraftRow;
use crate::store::{Abort, Json, Millis, StoreError, Tx, Values, advance, insert_rows};

/// How many steps are kept: the way back, and what older pages are brought together with.
const KEPT: u32 = 100;

crate::store::row! {
    /// One step.
    pub struct StepRow {
        pub revision: i64,
        pub form: Json<FormSchema>,
        pub words: String,
        undo_to: Option<i64>,
        redo_to: Option<i64>,
    }
}

impl StepRow {
    pub fn turn(&self) -> Turn {
        let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        Turn {
            revision: number(self.revision),
            before: self.undo_to.map(number),
            after: self.redo_to.map(number),
        }
    }
}

const STEP: &str = "SELECT s.revision, s.form, s.words, s.undo_to, s.redo_to FROM form_design_step s";

/// The design as it stands; none while nothing was changed.
pub async fn newest<'e, E>(executor: E, item: &ItemId) -> Result<Option<StepRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let sql = format!("{STEP} JOIN form_design d ON d.item = s.item AND d.revision = s.revision WHERE s.item = $1");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(item.as_str())
        .fetch_optional(executor)
        .await?)
}

/// The design as it was; none when that is too long ago.
pub async fn at_revision<'e, E>(executor: E, item: &ItemId, revision: u32) -> Result<Option<StepRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let sql = format!("{STEP} WHERE s.item = $1 AND s.revision = $2");
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(item.as_str())
        .bind(i64::from(revision))
        .fetch_optional(executor)
        .await?)
}

/// The newest version of a form.
pub async fn published_form<'e, E>(executor: E, form: &FormId) -> Result<FormSchema, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let row: Option<(Json<FormSchema>,)> =
        sqlx::query_as("SELECT body FROM form WHERE id = $1 ORDER BY version DESC LIMIT 1")
            .bind(form.as_str())
            .fetch_optional(executor)
            .await?;
    let missing = || StoreError::unreadable("form", format!("{form} is not there"));
    row.map(|(Json(form),)| form).ok_or_else(missing)
}

/// The base form that is the item's own: what it changes is in no other item's form.
pub fn own_base(item: &Item) -> Result<FormId, StoreError> {
    format!("{}-base", item.form_id())
        .parse()
        .map_err(|error| StoreError::unreadable("form", error))
}

/// What a design starts from: the form the item has, under its own name.
pub fn begun(item: &Item, published: &FormSchema) -> Result<FormSchema, StoreError> {
    Ok(FormSchema {
        id: own_base(item)?,
        version: 1,
        title: item.name.clone(),
        ..published.clone()
    })
}

/// The item as its draft says it; as published where the draft is not an item yet.
pub fn drafted(base: &Item, draft: Option<&DraftRow>) -> Item {
    let item = draft.and_then(|draft| item_of(base, &draft.answers.0).ok());
    item.unwrap_or_else(|| base.clone())
}

/// A new step of a design, and the design that stands at it.
pub struct Step<'a> {
    pub item: &'a ItemId,
    pub turn: Turn,
    pub form: &'a FormSchema,
    pub words: &'a str,
    pub by: &'a str,
    pub at: Millis,
}

/// Writes steps down; `was` is the revision the design stood at. Somebody faster makes the work start anew.
pub async fn take_steps(tx: &mut Tx<'_>, was: Option<u32>, steps: &[Step<'_>]) -> Result<(), Abort> {
    let Some(last) = steps.last() else { return Ok(()) };
    let revision = i64::from(last.turn.revision);
    let moved = match was {
        None => {
            sqlx::query(
                "INSERT INTO form_design (item, revision, changed_by, changed_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (item) DO NOTHING",
            )
            .bind(last.item.as_str())
            .bind(revision)
            .bind(last.by)
            .bind(last.at)
            .execute(tx.sql())
            .await?
        }
        Some(was) => {
            sqlx::query(
                "UPDATE form_design SET revision = $1, changed_by = $2, changed_at = $3 \
                 WHERE item = $4 AND revision = $5",
            )
            .bind(revision)
            .bind(last.by)
            .bind(last.at)
            .bind(last.item.as_str())
            .bind(i64::from(was))
            .execute(tx.sql())
            .await?
        }
    };
    advance(moved.rows_affected(), "form design")?;
    let mut rows: Vec<Values> = Vec::new();
    for step in steps {
        let form = serde_json::to_string(step.form).map_err(|e| StoreError::unreadable("form", e))?;
        rows.push(vec![
            Some(step.item.as_str().into()),
            Some(step.turn.revision.into()),
            Some(form.into()),
            Some(step.words.into()),
            step.turn.before.map(Into::into),
            step.turn.after.map(Into::into),
            Some(step.by.into()),
            Some(step.at.into()),
        ]);
    }
    let into = "INSERT INTO form_design_step (item, revision, form, words, undo_to, redo_to, changed_by, changed_at)";
    insert_rows(tx, into, rows, "").await?;
    let gone = i64::from(last.turn.revision.saturating_sub(KEPT));
    sqlx::query("DELETE FROM form_design_step WHERE item = $1 AND revision <= $2")
        .bind(last.item.as_str())
        .bind(gone)
        .execute(tx.sql())
        .await?;
    Ok(())
}

impl Services {
    /// What settings are picked from.
    pub(super) async fn design_lists(&self, item: &Item) -> Result<Lists, ServiceError> {
        let snapshot = self.snapshot().await?;
        let option = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: None,
        };
        let places = snapshot.divisions.iter().filter(|place| place.tier != Tier::Village);
        Ok(Lists {
            places: places.map(|place| option(place.code.as_str(), &place.name)).collect(),
            materials: item
                .materials
                .iter()
                .map(|material| option(material.id.as_str(), &material.name))
                .collect(),
        })
    }
}
