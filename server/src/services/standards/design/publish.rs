//! A design goes with its standard: checked before each review, published with the version, gone with the draft.

use app::backend::ServiceError;
use shared::catalogue::{Item, ItemId, form_for};
use shared::form::{FormSchema, well_formed};
use shared::problem::FieldProblem;
use shared::standard::design::reach;
use shared::time::Date;

use super::stored::{drafted, newest, own_base, published_form};
use crate::services::Services;
use crate::services::catalogue::versions::digest_of;
use crate::services::standards::stored::DraftRow;
use crate::store::{Abort, Json, Millis, Tx};

/// The path at which the standard tells what is wrong with its form.
const FORM: &str = "form";

/// Takes the design away with its draft.
pub async fn drop_design(tx: &mut Tx<'_>, item: &ItemId) -> Result<(), Abort> {
    for sql in [
        "DELETE FROM form_design WHERE item = $1",
        "DELETE FROM form_design_step WHERE item = $1",
    ] {
        sqlx::query(sql).bind(item.as_str()).execute(tx.sql()).await?;
    }
    Ok(())
}

fn same(one: &FormSchema, other: &FormSchema) -> bool {
    (&one.pages, &one.rules) == (&other.pages, &other.rules)
}

/// What keeps a form from being published: faults, and what would keep everyone from handing it in.
pub fn unfit(item: &Item, form: &FormSchema, today: Date) -> Vec<FieldProblem> {
    let whole = form_for(item, form);
    let faults = well_formed(&whole).into_iter().map(|fault| {
        let message = format!("申请表单有错：{}", fault.what);
        FieldProblem::new(FORM, message, "请到表单设计里改好再送审")
    });
    let severe = reach(&whole, today).into_iter().filter(|warning| warning.severe);
    let severe = severe.map(|warning| FieldProblem::new(FORM, warning.what, warning.fix));
    faults.chain(severe).collect()
}

impl Services {
    /// Whether a design of the form waits to be published with the standard.
    pub(in crate::services) async fn design_waits(&self, base: &Item) -> Result<bool, ServiceError> {
        let Some(step) = newest(self.store.reader(), &base.id).await? else {
            return Ok(false);
        };
        Ok(!same(
            &step.form.0,
            &published_form(self.store.reader(), &base.form).await?,
        ))
    }

    /// Refuses a review of what cannot be published.
    pub(in crate::services) async fn design_fit(&self, base: &Item, draft: &DraftRow) -> Result<(), ServiceError> {
        let Some(step) = newest(self.store.reader(), &base.id).await? else {
            return Ok(());
        };
        let problems = unfit(&drafted(base, Some(draft)), &step.form.0, self.today());
        if problems.is_empty() {
            Ok(())
        } else {
            Err(ServiceError::Invalid { problems })
        }
    }

    /// The item on its own base form, when a design changed it; that form is written as a version that never changes.
    pub(in crate::services) async fn design_published(&self, tx: &mut Tx<'_>, mut item: Item) -> Result<Item, Abort> {
        let Some(step) = newest(tx.sql(), &item.id).await? else {
            return Ok(item);
        };
        let mut form = step.form.0;
        if same(&form, &published_form(tx.sql(), &item.form).await?) {
            return Ok(item);
        }
        form.id = own_base(&item)?;
        let known: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM form WHERE id = $1")
            .bind(form.id.as_str())
            .fetch_one(tx.sql())
            .await?;
        let version = known.unwrap_or_default() + 1;
        form.version = u32::try_from(version).unwrap_or(u32::MAX);
        sqlx::query("INSERT INTO form (id, version, body, digest, created_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(form.id.as_str())
            .bind(version)
            .bind(Json(&form))
            .bind(digest_of(&form)?)
            .bind(Millis(self.clock.now()))
            .execute(tx.sql())
            .await?;
        item.form = form.id;
        Ok(item)
    }
}
