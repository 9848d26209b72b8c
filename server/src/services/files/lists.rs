//! Files as drafts and cases hold them.

use std::collections::BTreeMap;

use app::backend::ServiceError;
use app::backend::files::FileView;
use jiff::Timestamp;
use object_store::{ObjectStoreExt as _, path::Path};
use serde_json::Value;
use shared::case::{Case, CaseState};
use shared::form::{Answers, Field, FieldKind, FormSchema};
use shared::id::{AccountId, CaseId, DraftId};

use super::{FILE_COLUMNS, FileRow};
use crate::services::Services;
use crate::store::{Millis, Sql, StoreError};

impl Services {
    pub(in crate::services) async fn files_of_draft(&self, id: &DraftId) -> Result<Vec<FileView>, ServiceError> {
        self.views(self.files_by("draft_id =", id.as_str()).await?)
    }

    /// The papers put to one person's drafts: by draft and path their ids.
    pub(in crate::services) async fn papers_of_drafts(
        &self,
        account: &AccountId,
    ) -> Result<BTreeMap<String, BTreeMap<String, Vec<String>>>, ServiceError> {
        let rows: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT f.draft_id, f.field_path, f.id FROM draft d JOIN file f ON f.draft_id = d.id \
             WHERE d.account = $1 ORDER BY f.created_at, f.id LIMIT 5000",
        )
        .bind(account.as_str())
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let mut papers: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for (draft, path, id) in rows {
            papers.entry(draft).or_default().entry(path).or_default().push(id);
        }
        Ok(papers)
    }

    pub(in crate::services) async fn files_of_case(&self, id: &CaseId) -> Result<Vec<FileView>, ServiceError> {
        self.views(self.files_by("case_id =", id.as_str()).await?)
    }

    /// What the bytes of a case's files hash to, by their ids.
    pub(in crate::services) async fn hashes_of_case(
        &self,
        id: &CaseId,
    ) -> Result<BTreeMap<String, String>, ServiceError> {
        let rows = self.files_by("case_id =", id.as_str()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.sha256)).collect())
    }

    /// What was put for the correction that is open; nothing while none is.
    pub(in crate::services) async fn files_for_correction(&self, case: &Case) -> Result<Vec<FileView>, ServiceError> {
        match &case.correction {
            Some(correction) if case.state == CaseState::CorrectionRequested => {
                let mut rows = self.files_by("case_id =", case.filing.id.as_str()).await?;
                rows.retain(|row| row.created_at.0 >= correction.asked_at);
                self.views(rows)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn views(&self, rows: Vec<FileRow>) -> Result<Vec<FileView>, ServiceError> {
        Ok(rows
            .iter()
            .map(|row| row.view(&self.secrets))
            .collect::<Result<_, StoreError>>()?)
    }

    /// At most as many as a form can hold.
    async fn files_by(&self, column: &'static str, id: &str) -> Result<Vec<FileRow>, StoreError> {
        Ok(Sql::new("SELECT ")
            .push(FILE_COLUMNS)
            .push(" FROM file")
            .and_arg(column, id)
            .push(" ORDER BY created_at, id")
            .limit(200, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?)
    }

    /// Deletes a draft's files, bytes included.
    pub(in crate::services) async fn forget_files_of_draft(&self, id: &DraftId) -> Result<(), ServiceError> {
        for row in self.files_by("draft_id =", id.as_str()).await? {
            self.forget(&row).await?;
        }
        Ok(())
    }

    /// Deletes files whose draft is gone: put while it was handed in or deleted.
    pub(in crate::services) async fn forget_lost_files(&self, before: Timestamp) -> Result<(), ServiceError> {
        let rows: Vec<FileRow> = Sql::new("SELECT ")
            .push(FILE_COLUMNS)
            .push(" FROM file")
            .and("case_id IS NULL")
            .and("NOT EXISTS (SELECT 1 FROM draft d WHERE d.id = file.draft_id)")
            .and_arg("created_at <", Millis(before))
            .limit(500, 0)
            .all(&self.store)
            .await?;
        for row in &rows {
            self.forget(row).await?;
        }
        Ok(())
    }

    /// Writes the draft's own clean files into its material answers: what a form claims about files is not believed.
    pub(in crate::services) async fn only_own_files(
        &self,
        form: &FormSchema,
        answers: &mut Answers,
        draft: &DraftId,
    ) -> Result<(), ServiceError> {
        let rows = self.files_by("draft_id =", draft.as_str()).await?;
        put_files(form, answers, &rows, &Answers::new());
        Ok(())
    }

    /// The same for a correction: where papers were put since it was asked for, they stand in place of what was handed
    /// in `before`, which stays with the case.
    pub(in crate::services) async fn attach_case_files(
        &self,
        form: &FormSchema,
        answers: &mut Answers,
        before: &Answers,
        case: &Case,
    ) -> Result<(), ServiceError> {
        let mut rows = self.files_by("case_id =", case.filing.id.as_str()).await?;
        if let Some(correction) = &case.correction {
            rows.retain(|row| row.created_at.0 >= correction.asked_at);
        }
        put_files(form, answers, &rows, before);
        Ok(())
    }

    /// The form of one's own case.
    pub(super) async fn form_of_own_case(
        &self,
        case: &CaseId,
        account: &AccountId,
    ) -> Result<Option<FormSchema>, ServiceError> {
        let row: Option<(String, i64)> =
            sqlx::query_as("SELECT form, form_version FROM cases WHERE id = $1 AND applicant_account = $2")
                .bind(case.as_str())
                .bind(account.as_str())
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        match row {
            Some((form, version)) => Ok(Some(self.form(&form, version).await?)),
            None => Ok(None),
        }
    }

    /// Since when a case waits for its applicant; none when it does not. Files are taken into it only then.
    pub(super) async fn correction_open_since(&self, case: &CaseId) -> Result<Option<Timestamp>, ServiceError> {
        let case = self.audited(case).await?;
        let waiting = case.filter(|case| case.state == CaseState::CorrectionRequested);
        Ok(waiting
            .and_then(|case| case.correction)
            .map(|correction| correction.asked_at))
    }

    /// Deletes the bytes of an object that no row names any more.
    pub(super) async fn delete_object(&self, key: &str) {
        if let Err(error) = self.objects.delete(&Path::from(key)).await {
            tracing::warn!(%error, "a deleted file's bytes stay behind for now");
        }
    }
}

fn put_files(form: &FormSchema, answers: &mut Answers, rows: &[FileRow], before: &Answers) {
    for field in form.fields() {
        put_field(field, field.id.as_str(), answers, rows, before);
    }
}

fn put_field(field: &Field, path: &str, answers: &mut Answers, rows: &[FileRow], before: &Answers) {
    match &field.kind {
        FieldKind::Material { .. } => {
            let ids: Vec<Value> = rows
                .iter()
                .filter(|row| row.field_path == path && row.state == "clean")
                .map(|row| Value::from(row.id.as_str()))
                .collect();
            match before.get(path) {
                Some(before) if ids.is_empty() => answers.put(path, before.clone()),
                _ => answers.put(path, ids),
            }
        }
        FieldKind::Repeat { fields, .. } => {
            let count = answers.get(path).and_then(Value::as_array).map_or(0, Vec::len);
            for index in 0..count {
                for inner in fields
                    .iter()
                    .filter(|field| matches!(field.kind, FieldKind::Material { .. }))
                {
                    put_field(inner, &format!("{path}[{index}].{}", inner.id), answers, rows, before);
                }
            }
        }
        _ => {}
    }
}
