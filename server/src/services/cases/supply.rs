//! The applicant's answers to a correction, and taking an application back.

use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::case::{Case, CaseNo, CaseState, Command, Kept, OTHER_PAPERS, unchanged};
use shared::form::{Answers, FormSchema, check, submission};
use shared::id::CaseId;

use super::answers::digest_of;
use super::perform::{Beside, done_words};
use super::view::no_case;
use crate::services::Services;
use crate::services::guard::require;

impl Services {
    pub(super) async fn supply_correction(
        &self,
        session: &Session,
        number: &CaseNo,
        changes: Answers,
        (kept, note): (Kept, String),
    ) -> Result<(), ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let scope = self.scope_for(actor, &row).await?;
        require(session, Action::SupplyCorrection, &scope).map_err(|_| no_case())?;
        let (case, _) = self.case_of(&row).await?;
        let form = self.form(&row.form, row.form_version).await?;
        let before = self.latest_answers(&case.filing.id).await?;
        let answers = self.corrected(&case, &form, &before, changes, (&kept, &note)).await?;
        let digest = digest_of(&answers)?;
        let id: CaseId = case.filing.id.clone();
        let note = with_reasons(&form, &case, &kept, note);
        let command = Command::Supply { answers: digest, note };
        let holder = self.holder(&case.filing.applicant).await?;
        let person = self.person(&id, &holder, form.applicant_of(&answers).as_ref())?;
        let beside = Beside {
            supplied: Some((&answers, &person)),
            noted: None,
        };
        self.perform_with(&id, actor, command, None, beside).await?;
        Ok(())
    }

    /// The answers with what was asked for put right. Only what was asked for may change: the rest was handed in.
    async fn corrected(
        &self,
        case: &Case,
        form: &FormSchema,
        before: &Answers,
        changes: Answers,
        words: (&Kept, &str),
    ) -> Result<Answers, ServiceError> {
        if case.state != CaseState::CorrectionRequested {
            return Err(ServiceError::Conflict {
                message: "这件办件现在不需要补正".into(),
                fix: "下一步做什么，办件页面上写着".into(),
            });
        }
        let asked: Vec<&str> = case
            .open_demands()
            .iter()
            .filter_map(|demand| demand.path.as_deref())
            .filter_map(|path| path.split(['.', '[']).next())
            .collect();
        let everything = case.open_demands().iter().any(|demand| demand.path.is_none());
        let mut answers = before.clone();
        let mut taken = Answers::new();
        for (name, value) in changes.as_map() {
            if everything || asked.contains(&name.as_str()) {
                taken.put(name, value.clone());
            }
        }
        answers.merge(taken);
        self.attach_case_files(form, &mut answers, before, case).await?;
        let today = self.today();
        let answers = submission(form, &answers, today);
        let mut problems = check(form, &answers, today);
        // What nobody asked for cannot be changed here, so it holds nothing up: the office sees what contradicts it.
        if !everything {
            problems.retain(|problem| {
                problem
                    .path
                    .split(['.', '['])
                    .next()
                    .is_some_and(|name| asked.contains(&name))
            });
        }
        let hashes = self.hashes_of_case(&case.filing.id).await?;
        let same_file = |old: &str, new: &str| hashes.get(old).is_some_and(|hash| hashes.get(new) == Some(hash));
        let put = self.files_for_correction(case).await?;
        let brought = put.iter().any(|file| file.path == OTHER_PAPERS);
        let words = (words.0, words.1, brought);
        let left = unchanged(form, case.open_demands(), (before, &answers), words, &same_file);
        for problem in left {
            if !problems.iter().any(|known| known.path == problem.path) {
                problems.push(problem);
            }
        }
        if problems.is_empty() {
            Ok(answers)
        } else {
            Err(ServiceError::Invalid { problems })
        }
    }

    /// An act of the applicant that takes nothing but words.
    pub(super) async fn own_act(
        &self,
        session: &Session,
        number: &CaseNo,
        command: Command,
    ) -> Result<String, ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let kind = command.kind();
        let scope = self.scope_for(actor, &row).await?;
        require(session, kind.row().action, &scope).map_err(|_| no_case())?;
        let (case, _) = self.case_of(&row).await?;
        let held = case.holder.is_some();
        let case = self.perform(&case.filing.id, actor, command, None).await?;
        let calendar = self.calendar().await?;
        Ok(done_words(&case, kind, (held, None), actor, (&calendar, self.today())))
    }
}

/// The note as staff read it: first why something that was asked for stays as it was.
fn with_reasons(form: &FormSchema, case: &Case, kept: &Kept, note: String) -> String {
    let asked = |head: &str| {
        let paths = case.open_demands().iter().filter_map(|demand| demand.path.as_deref());
        paths
            .filter_map(|path| path.split(['.', '[']).next())
            .any(|one| one == head)
    };
    let mut lines: Vec<String> = kept
        .iter()
        .filter(|(head, words)| asked(head) && !words.trim().is_empty())
        .filter_map(|(head, words)| Some(format!("“{}”没有改：{}", form.field_at(head)?.label, words.trim())))
        .collect();
    if !note.trim().is_empty() {
        lines.push(note);
    }
    lines.join("\n")
}
