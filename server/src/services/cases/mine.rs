//! One's own cases, as a list.

use app::backend::cases::{CaseCard, CasePage};
use app::backend::{ServiceError, Session};
use shared::case::{CaseState, Mark, Owed, Reminder};
use shared::catalogue::ItemId;
use shared::id::{AccountId, CaseId};
use shared::time::{Date, DueDate};

use super::row::NOTHING_RUNS;
use crate::services::Services;
use crate::services::drafts::applicant;
use crate::store::{Day, Paging, Sql, StoreError};

const PAGE: u32 = 10;

crate::store::row! {
    struct Row {
        id: String,
        number: String,
        item: String,
        item_name: String,
        place_name: Option<String>,
        state: String,
        received_on: Day,
        correction_due: Option<Day>,
        due_on: Day,
        provisional: i64,
        marks: String,
    }
}

const COLUMNS: &str = "SELECT c.id, c.number, c.item, i.name AS item_name, d.name AS place_name, c.state, c.received_on, \
     c.correction_due, c.due_on, c.provisional, c.marks \
     FROM cases c JOIN item i ON i.id = c.item LEFT JOIN division d ON d.code = c.town ";

impl Row {
    fn card(self, today: Date) -> Result<CaseCard, StoreError> {
        let state: CaseState = self.state.parse().map_err(|e| StoreError::unreadable("state", e))?;
        let next = self.owed(state, today).line();
        Ok(CaseCard {
            number: self
                .number
                .parse()
                .map_err(|e| StoreError::unreadable("case number", e))?,
            item: self.item.parse().map_err(|e| StoreError::unreadable("item id", e))?,
            item_name: self.item_name,
            place_name: self.place_name.unwrap_or_default(),
            state,
            words: state.words().to_owned(),
            next,
            yours_to_do: state == CaseState::CorrectionRequested,
            received_on: self.received_on.0,
        })
    }

    fn owed(&self, state: CaseState, today: Date) -> Owed {
        let due = match state {
            CaseState::CorrectionRequested => self.correction_due.map(|due| due.0),
            _ => Some(self.due_on.0).filter(|due| due.to_string() != NOTHING_RUNS),
        };
        let reminded = self
            .marks
            .split(' ')
            .filter_map(|mark| mark.parse().ok())
            .any(|mark: Mark| mark == Mark::Reminded);
        let reminder = match state {
            // The row has no days of reminders.
            _ if reminded => Reminder::Made(None),
            CaseState::Accepted | CaseState::Granted | CaseState::Refused => Reminder::Open,
            _ => Reminder::NothingOwed,
        };
        Owed {
            state,
            due: due.map(|date| DueDate {
                date,
                provisional: self.provisional != 0,
            }),
            today,
            reminder,
        }
    }
}

impl Services {
    pub(super) async fn my_cases(&self, session: &Session, page: u32) -> Result<CasePage, ServiceError> {
        let actor = applicant(session)?;
        let paging = Paging::new(page, PAGE);
        let total: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM cases WHERE applicant_account = $1")
            .bind(actor.id.as_str())
            .fetch_one(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE c.applicant_account = $1 \
             ORDER BY CASE WHEN c.state = 'correction_requested' THEN 0 ELSE 1 END, c.received_at DESC, c.id DESC \
             LIMIT $2 OFFSET $3"
        )))
        .bind(actor.id.as_str())
        .bind(paging.limit())
        .bind(paging.offset())
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let cases = rows
            .into_iter()
            .map(|row| row.card(self.today()))
            .collect::<Result<_, _>>()?;
        Ok(CasePage {
            cases,
            total,
            page: paging.page(),
            pages: paging.pages(total),
        })
    }

    /// Somebody's open cases, by id.
    pub(in crate::services) async fn cards_of(
        &self,
        account: &AccountId,
    ) -> Result<Vec<(CaseId, CaseCard)>, StoreError> {
        let rows: Vec<Row> = Sql::new(COLUMNS)
            .and_arg("c.applicant_account =", account.as_str())
            .and("c.open = 1")
            .push(" ORDER BY c.received_at DESC, c.id DESC")
            .limit(i64::from(PAGE) * 5, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let id = row.id.parse().map_err(|e| StoreError::unreadable("case id", e))?;
                Ok((id, row.card(self.today())?))
            })
            .collect()
    }

    pub(super) async fn my_waiting_cases(
        &self,
        session: &Session,
        item: Option<&ItemId>,
    ) -> Result<Vec<CaseCard>, ServiceError> {
        let actor = applicant(session)?;
        Ok(self.waiting_of(&actor.id, item).await?)
    }

    /// At most three open cases, those that wait for the applicant first.
    async fn waiting_of(&self, account: &AccountId, item: Option<&ItemId>) -> Result<Vec<CaseCard>, StoreError> {
        let rows: Vec<Row> = Sql::new(COLUMNS)
            .and_arg("c.applicant_account =", account.as_str())
            .and("c.open = 1")
            .and_opt("c.item =", item.map(ItemId::as_str))
            .push(" ORDER BY CASE WHEN c.state = 'correction_requested' THEN 0 ELSE 1 END, c.received_at DESC")
            .limit(3, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.into_iter().map(|row| row.card(self.today())).collect()
    }
}
