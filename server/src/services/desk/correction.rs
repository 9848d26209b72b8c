//! Writing the letter of a correction: what it may ask, and how it will read.

use app::backend::desk::CorrectionSheet;
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::case::{
    Case, CaseNo, Command, CommandKind, Demand, Letter, Moment, as_of, askables, clock, is_askable, mark_shared, permit,
};
use shared::form::FormSchema;

use super::act::in_words_of;
use crate::services::Services;
use crate::services::cases::{CaseRow, no_case};
use crate::services::guard::require;

impl Services {
    pub(super) async fn correction_sheet(
        &self,
        session: &Session,
        number: &CaseNo,
    ) -> Result<CorrectionSheet, ServiceError> {
        let actor = session.actor()?;
        let (row, case) = self.case_at_the_desk(session, number).await?;
        let calendar = self.calendar().await?;
        let case = as_of(&case, &calendar, self.today());
        let now = Moment::new(self.clock.now(), &calendar);
        permit(&case, CommandKind::RequestCorrection, actor, &now).map_err(ServiceError::from)?;
        let form = self.form(&row.form, row.form_version).await?;
        let answers = self.latest_answers(&case.filing.id).await?;
        let told = told_before(&case);
        let due = clock(&case, &calendar).first_notice_due;
        let seen = self.desk_case(session, number, None).await?;
        let mut askables = askables(&form, &answers, self.today(), told);
        let materials: Vec<_> = seen.materials.iter().map(|one| one.material.clone()).collect();
        mark_shared(&mut askables, &materials);
        Ok(CorrectionSheet {
            askables,
            again: !told.is_empty(),
            days: case.rules.correction_days,
            notice_due: due.map(|due| due.date),
            notice_provisional: due.is_some_and(|due| due.provisional),
            case: seen,
        })
    }

    pub(super) async fn correction_letter(
        &self,
        session: &Session,
        number: &CaseNo,
        demands: Vec<Demand>,
        days: Option<u16>,
    ) -> Result<Letter, ServiceError> {
        let actor = session.actor()?;
        let (row, case) = self.case_at_the_desk(session, number).await?;
        let form = self.form(&row.form, row.form_version).await?;
        let demands = self.only_what_was_asked(&case, &form, demands).await?;
        let command = Command::RequestCorrection { demands, days };
        let calendar = self.calendar().await?;
        let asked = self.foresee(case, actor, command, &calendar)?;
        let letter = Letter::of(&asked, &clock(&asked, &calendar), &row.item_name, self.today());
        letter.ok_or(ServiceError::Unavailable)
    }

    async fn case_at_the_desk(&self, session: &Session, number: &CaseNo) -> Result<(CaseRow, Case), ServiceError> {
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        require(session, Action::ViewCase, &row.scope()?).map_err(|_| no_case())?;
        let (case, _) = self.case_of(&row).await?;
        Ok((row, case))
    }

    /// The demands in the words of the form. One about something this applicant was never asked could not be answered.
    pub(super) async fn only_what_was_asked(
        &self,
        case: &Case,
        form: &FormSchema,
        demands: Vec<Demand>,
    ) -> Result<Vec<Demand>, ServiceError> {
        let answers = self.latest_answers(&case.filing.id).await?;
        let told = told_before(case);
        let stray = demands.iter().filter_map(|demand| demand.path.as_deref()).find(|path| {
            let before = told.iter().any(|demand| demand.path.as_deref() == Some(path));
            !before && !is_askable(form, &answers, self.today(), path)
        });
        match stray {
            None => Ok(demands
                .into_iter()
                .map(|demand| in_words_of(demand, form, &answers))
                .collect()),
            Some(_) => Err(ServiceError::invalid(
                "demands",
                "有一项没有问过这位申请人，不能要求补正",
                "请从列出的材料和回答里选择",
            )),
        }
    }
}

fn told_before(case: &Case) -> &[Demand] {
    case.correction.as_ref().map_or(&[], |correction| &correction.demands)
}
