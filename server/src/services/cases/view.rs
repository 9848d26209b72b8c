//! A case as its applicant sees it.

use app::backend::cases::{CaseCard, CaseView, DemandView, TimelineEntry};
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope};
use shared::case::{
    Case, CaseNo, Decision, Letter, Moment, Recorded, as_of, clock, next_for_applicant, offers, told_to_applicant,
};
use shared::catalogue::ItemId;
use shared::form::Answers;
use shared::id::{CaseId, DepartmentId};
use shared::place::DivisionCode;
use shared::time::local_date;

use super::answers::answers_place;
use super::record;
use crate::services::Services;
use crate::services::guard::require;
use crate::store::StoreError;

crate::store::row! {
    /// What the row adds to the events.
    #[derive(Clone, Debug)]
    pub(crate) struct CaseRow {
        pub id: String,
        pub applicant_account: Option<String>,
        pub item: String,
        pub department: String,
        pub town: String,
        pub form: String,
        pub form_version: i64,
        pub item_name: String,
    }
}

impl CaseRow {
    /// Whose it is.
    pub fn scope(&self) -> Result<Scope, StoreError> {
        let bad = |e: &dyn std::fmt::Display| StoreError::unreadable("case", e);
        Ok(Scope {
            territory: Some(self.town.parse::<DivisionCode>().map_err(|e| bad(&e))?),
            department: Some(self.department.parse::<DepartmentId>().map_err(|e| bad(&e))?),
            owner: self
                .applicant_account
                .as_deref()
                .map(str::parse)
                .transpose()
                .map_err(|e| bad(&e))?,
            mandate: None,
        })
    }
}

pub(crate) fn no_case() -> ServiceError {
    ServiceError::NotFound {
        what: "这个办件".into(),
    }
}

impl Services {
    pub(crate) async fn case_row(&self, number: &CaseNo) -> Result<Option<CaseRow>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT c.id, c.applicant_account, c.item, c.department, c.town, c.form, c.form_version, i.name AS item_name \
             FROM cases c JOIN item i ON i.id = c.item WHERE c.number = $1",
        )
        .bind(number.as_str())
        .fetch_optional(self.store.reader())
        .await?)
    }

    /// Whose a case is, with this actor where its applicant mandated them for it today.
    pub(crate) async fn scope_for(&self, actor: &Actor, row: &CaseRow) -> Result<Scope, StoreError> {
        let scope = row.scope()?;
        let Some(owner) = &scope.owner else { return Ok(scope) };
        let bad = |e: &dyn std::fmt::Display| StoreError::unreadable("case", e);
        let item: ItemId = row.item.parse().map_err(|e| bad(&e))?;
        let case: CaseId = row.id.parse().map_err(|e| bad(&e))?;
        let mandate = self
            .mandated(self.store.reader(), actor, owner, &item, Some(&case))
            .await?;
        Ok(Scope { mandate, ..scope })
    }

    /// The same, by the case's id.
    pub(in crate::services) async fn case_scope(&self, actor: &Actor, id: &str) -> Result<Option<Scope>, StoreError> {
        let number: Option<String> = sqlx::query_scalar("SELECT number FROM cases WHERE id = $1")
            .bind(id)
            .fetch_optional(self.store.reader())
            .await?;
        let Some(number) = number else { return Ok(None) };
        let number = number.parse().map_err(|e| StoreError::unreadable("case number", e))?;
        match self.case_row(&number).await? {
            Some(row) => self.scope_for(actor, &row).await.map(Some),
            None => Ok(None),
        }
    }

    /// The case behind a row, as its events tell.
    pub(crate) async fn case_of(&self, row: &CaseRow) -> Result<(Case, Vec<Recorded>), ServiceError> {
        let id: CaseId = row.id.parse().map_err(|e| StoreError::unreadable("case id", e))?;
        let loaded = record::load(self.store.reader(), &self.secrets, &id).await?;
        loaded.ok_or_else(no_case)
    }

    /// One's own case, as the law sees it today. Another person's is not there: its existence is not told.
    pub(super) async fn own_case(&self, session: &Session, number: &CaseNo) -> Result<(CaseRow, Case), ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let scope = self.scope_for(actor, &row).await?;
        require(session, Action::ViewOwnCase, &scope).map_err(|_| no_case())?;
        let (case, _) = self.case_of(&row).await?;
        let calendar = self.calendar().await?;
        Ok((row, as_of(&case, &calendar, self.today())))
    }

    pub(super) async fn my_case(&self, session: &Session, number: &CaseNo) -> Result<CaseView, ServiceError> {
        let actor: &Actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let scope = self.scope_for(actor, &row).await?;
        require(session, Action::ViewOwnCase, &scope).map_err(|_| no_case())?;
        let (case, record) = self.case_of(&row).await?;
        let case = case.mandated_to(scope.mandate);
        let calendar = self.calendar().await?;
        let case = as_of(&case, &calendar, self.today());
        let clock = clock(&case, &calendar);
        let now = Moment::new(self.clock.now(), &calendar);
        let next = next_for_applicant(&case, &clock, &now);
        let answers = self.latest_answers(&case.filing.id).await?;
        let form = self.form(&row.form, row.form_version).await?;
        let who = self.who(&case, form.applicant_of(&answers)).await?;
        let item = self.item_version(&case.filing.item, case.filing.item_version).await?;
        let on_behalf_of = match actor.id == case.filing.applicant {
            true => None,
            false => Some(self.holder(&case.filing.applicant).await?.name),
        };
        Ok(CaseView {
            on_behalf_of,
            applicant: who.name,
            handler: who.handler.map(|holder| holder.name),
            id: case.filing.id.clone(),
            card: CaseCard {
                number: number.clone(),
                item: case.filing.item.clone(),
                item_name: row.item_name.clone(),
                place_name: self.way_of(&case.filing.filed_at, &case.filing.handling).await?,
                state: case.state,
                words: case.state.words().to_owned(),
                next: next.words,
                yours_to_do: next.yours,
                received_on: local_date(case.received_at),
            },
            channel: case.filing.channel,
            timeline: timeline(&record),
            clock: clock.steps.iter().map(|step| step.words.clone()).collect(),
            promised_due: clock.promised.map(|due| due.date),
            statutory_due: clock.statutory.map(|due| due.date),
            provisional: [clock.promised, clock.statutory, clock.first_notice_due]
                .into_iter()
                .flatten()
                .any(|due| due.provisional),
            form,
            answers,
            files: self.files_of_case(&case.filing.id).await?,
            put_now: self.files_for_correction(&case).await?,
            demands: demands(&case),
            letter: Letter::of(&case, &clock, &row.item_name, self.today()),
            offers: offers(&case, actor, &now),
            result: result_words(&case),
            remedies: case.decision.as_ref().and_then(Decision::remedies).map(str::to_owned),
            delivered: case.delivery.as_ref().map(shared::case::Delivery::words),
            contact: self.contact_of(&case).await?,
            visit: item.visits.value.still_to_come().filter(|_| case.state.is_open()),
            filed_at: case.filing.filed_at.clone(),
        })
    }

    /// The answers as they now stand.
    pub(crate) async fn latest_answers(&self, case: &CaseId) -> Result<Answers, ServiceError> {
        self.latest_answers_on(self.store.reader(), case).await
    }

    /// The same, read on a connection of one's own.
    pub(super) async fn latest_answers_on<'e, E>(&self, executor: E, case: &CaseId) -> Result<Answers, ServiceError>
    where
        E: sqlx::Executor<'e, Database = sqlx::Any>,
    {
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT revision, answers FROM case_answers WHERE case_id = $1 ORDER BY revision DESC LIMIT 1",
        )
        .bind(case.as_str())
        .fetch_optional(executor)
        .await
        .map_err(StoreError::from)?;
        let Some((revision, sealed)) = row else {
            return Ok(Answers::new());
        };
        let cell = answers_place(case, u32::try_from(revision).unwrap_or(0));
        Ok(self
            .secrets
            .open_json(&cell.as_place(), &sealed)
            .map_err(StoreError::from)?)
    }
}

fn timeline(record: &[Recorded]) -> Vec<TimelineEntry> {
    record
        .iter()
        .rev()
        .filter_map(|recorded| {
            let told = told_to_applicant(recorded)?;
            Some(TimelineEntry {
                at: recorded.at,
                words: told.words,
                detail: told.detail,
                by: told.by,
            })
        })
        .collect()
}

pub(crate) fn demands(case: &Case) -> Vec<DemandView> {
    case.open_demands()
        .iter()
        .map(|demand| DemandView {
            path: demand.path.clone(),
            what: demand.what.clone(),
            why: demand.why.clone(),
        })
        .collect()
}

/// What was decided, in words.
pub(crate) fn result_words(case: &Case) -> Option<String> {
    Some(match case.decision.as_ref()? {
        Decision::Granted { result, notes, .. } if notes.trim().is_empty() => result.clone(),
        Decision::Granted { result, notes, .. } => format!("{result}。{notes}"),
        Decision::Refused { reasons, basis, .. } => {
            let (reasons, basis) = (reasons.trim_end_matches('。'), basis.trim_end_matches('。'));
            format!("{reasons}（依据：{basis}）。")
        }
        Decision::Declined {
            reason,
            right_office: Some(office),
            ..
        } => format!("{reason}。请向{office}申请"),
        Decision::Declined { reason, .. } => reason.clone(),
    })
}
