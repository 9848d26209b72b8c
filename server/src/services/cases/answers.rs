//! A case's answers as they are stored: sealed, one set a revision, never written again.

use shared::form::Answers;
use shared::id::CaseId;

use crate::secrets::{Cell, sha256};
use crate::services::Services;
use crate::store::{Abort, StoreError, Tx, Values, insert_rows};

impl Services {
    pub(crate) fn seal_answers(&self, case: &CaseId, revision: u32, answers: &Answers) -> Result<Vec<u8>, StoreError> {
        Ok(self
            .secrets
            .seal_json(&answers_place(case, revision).as_place(), answers)?)
    }
}

/// The cell of one set of answers.
pub(super) struct AnswersCell(String);

impl AnswersCell {
    pub(super) fn as_place(&self) -> Cell<'_> {
        Cell::new("case_answers", "answers", &self.0)
    }
}

pub(super) fn answers_place(case: &CaseId, revision: u32) -> AnswersCell {
    AnswersCell(format!("{case}/{revision}"))
}

/// For [`answers_row`].
pub(super) const INSERT_ANSWERS: &str = "INSERT INTO case_answers (case_id, revision, answers)";

pub(super) fn answers_row(case: &str, revision: u32, sealed: Vec<u8>) -> Values {
    vec![Some(case.into()), Some(revision.into()), Some(sealed.into())]
}

pub(super) async fn store_answers(tx: &mut Tx<'_>, case: &str, revision: u32, sealed: Vec<u8>) -> Result<(), Abort> {
    Ok(insert_rows(tx, INSERT_ANSWERS, vec![answers_row(case, revision, sealed)], "").await?)
}

/// The digest by which events name a set of answers.
pub(crate) fn digest_of(answers: &Answers) -> Result<shared::case::Digest, StoreError> {
    sha256(answers.to_json().as_bytes())
        .parse()
        .map_err(|e| StoreError::unreadable("digest", e))
}
