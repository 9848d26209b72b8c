//! A case on an officer's screen. Personal values are masked until someone who needs them asks, with a reason.

use app::backend::cases::TimelineEntry;
use app::backend::desk::{Colleague, DeskCase, QueueRow};
use app::backend::{ServiceError, Session};
use serde_json::Value;
use shared::access::{Action, Role, may};
use shared::case::{Case, CaseNo, Recorded, as_of, clock, offers, told_to_staff};
use shared::form::{Answers, Field, FieldKind, FormSchema};
use shared::id::AccountId;
use shared::people::{CitizenId, PersonName, Phone};
use sqlx::FromRow;

use super::rows::{ROWS, Row};
use crate::secrets::Place;
use crate::services::Services;
use crate::services::cases::{CaseRow, demands, no_case, result_words};
use crate::services::guard::require;
use crate::services::records::Look;
use crate::store::{Sql, StoreError};

/// The shortest reason for a look that says anything.
const MIN_REASON: usize = 4;

#[derive(FromRow)]
struct ColleagueRow {
    id: String,
    name: Option<Vec<u8>>,
    role: String,
}

impl Services {
    pub(super) async fn desk_case(
        &self,
        session: &Session,
        number: &CaseNo,
        reason: Option<&str>,
    ) -> Result<DeskCase, ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let scope = row.scope()?;
        // Outside one's reach a case is not there.
        require(session, Action::ViewCase, &scope).map_err(|_| no_case())?;
        let unmasked = match reason {
            None => false,
            Some(reason) => {
                require(session, Action::ViewSensitive, &scope)?;
                if reason.trim().chars().count() < MIN_REASON {
                    return Err(ServiceError::invalid(
                        "reason",
                        "请写明查看的原因",
                        "例如：核对申请人身份",
                    ));
                }
                self.look(session, &row, reason.trim()).await?;
                true
            }
        };
        let (case, record) = self.case_of(&row).await?;
        let calendar = self.calendar().await?;
        let case = as_of(&case, &calendar, self.today());
        let clock = clock(&case, &calendar);
        let form = self.form(&row.form, row.form_version).await?;
        let mut answers = self.latest_answers(&case.filing.id).await?;
        if !unmasked {
            mask(&form, &mut answers);
        }
        let (name, citizen_number, phone) = self.applicant_of(&case.filing.applicant).await?;
        let department_name: Option<String> = sqlx::query_scalar("SELECT name FROM department WHERE id = $1")
            .bind(case.filing.department.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let colleagues = self.colleagues(&case).await?;
        let offers = offers(&case, actor, self.clock.now());
        Ok(DeskCase {
            id: case.filing.id.clone(),
            row: self.row_of(number).await?,
            item: case.filing.item.clone(),
            item_version: case.filing.item_version,
            department_name: department_name.unwrap_or_default(),
            applicant: if unmasked { name.clone() } else { masked_name(&name) },
            citizen_number: citizen_number.map(|n| if unmasked { n } else { masked_number(&n) }),
            phone: phone.map(|p| if unmasked { p } else { masked_phone(&p) }),
            unmasked,
            may_unmask: !unmasked && may(actor, Action::ViewSensitive, &scope),
            may_view_files: may(actor, Action::ViewMaterials, &scope),
            files: self.files_of_case(&case.filing.id).await?,
            demands: demands(&case),
            history: history(&record, &colleagues),
            clock: clock.steps.iter().map(|step| step.words.clone()).collect(),
            offers,
            colleagues: colleagues.into_iter().filter(|one| one.id != actor.id).collect(),
            revision: case.revision,
            result: result_words(&case),
            form,
            answers,
        })
    }

    async fn row_of(&self, number: &CaseNo) -> Result<QueueRow, ServiceError> {
        let row: Option<Row> = Sql::new(ROWS)
            .and_arg("c.number =", number.as_str())
            .rows()
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let calendar = self.calendar().await?;
        Ok(self.queue_row(row.ok_or_else(no_case)?, self.today(), &calendar)?)
    }

    /// 个人信息保护法 §51: who looked, at whom, and why.
    async fn look(&self, session: &Session, row: &CaseRow, why: &str) -> Result<(), ServiceError> {
        let actor = session.actor()?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let look = Look {
                        case_id: Some(&row.id),
                        subject: row.applicant_account.as_deref(),
                        what: &["name", "citizen_number", "phone", "answers"],
                        why,
                    };
                    Ok(self.note_look(tx, actor, &look).await?)
                })
            })
            .await
    }

    async fn applicant_of(&self, id: &AccountId) -> Result<(String, Option<String>, Option<String>), ServiceError> {
        type Sealed = (Option<Vec<u8>>, Option<Vec<u8>>, Option<Vec<u8>>);
        let row: Option<Sealed> = sqlx::query_as("SELECT name, citizen_number, phone FROM account WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let (name, number, phone) = row.unwrap_or_default();
        let open = |column, sealed: Option<Vec<u8>>| -> Result<Option<String>, StoreError> {
            let place = Place::new("account", column, id.as_str());
            Ok(sealed.map(|sealed| self.secrets.open(&place, &sealed)).transpose()?)
        };
        Ok((
            open("name", name)?.unwrap_or_default(),
            open("citizen_number", number)?,
            open("phone", phone)?,
        ))
    }

    /// Staff of the same place (and department) who could carry the case on.
    pub(super) async fn colleagues(&self, case: &Case) -> Result<Vec<Colleague>, ServiceError> {
        let filing = &case.filing;
        let rows: Vec<ColleagueRow> = sqlx::query_as(
            "SELECT id, name, role FROM account WHERE login IS NOT NULL AND disabled_at IS NULL \
             AND territory IN ($1, $2) AND (department IS NULL OR department = $3) ORDER BY login LIMIT 100",
        )
        .bind(filing.handling.as_str())
        .bind(filing.handling.city().as_str().to_owned())
        .bind(filing.department.as_str())
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        let mut colleagues = Vec::new();
        for row in rows {
            let role: Role = row.role.parse().map_err(|e| StoreError::unreadable("role", e))?;
            let reaches = shared::access::reach(role, Action::TakeCase);
            if matches!(reaches, shared::access::Reach::Never) {
                continue;
            }
            let place = Place::new("account", "name", &row.id);
            let name = row.name.map(|sealed| self.secrets.open(&place, &sealed)).transpose();
            colleagues.push(Colleague {
                name: name.map_err(StoreError::from)?.unwrap_or_default(),
                title: role.title().to_owned(),
                id: row.id.parse().map_err(|e| StoreError::unreadable("account id", e))?,
            });
        }
        Ok(colleagues)
    }
}

fn history(record: &[Recorded], colleagues: &[Colleague]) -> Vec<TimelineEntry> {
    let name_of = |id: &AccountId| colleagues.iter().find(|one| one.id == *id).map(|one| one.name.clone());
    record
        .iter()
        .rev()
        .map(|recorded| {
            let told = told_to_staff(recorded, name_of);
            TimelineEntry {
                at: recorded.at,
                words: told.words,
                detail: told.detail,
                by: told.by,
            }
        })
        .collect()
}

fn masked_name(name: &str) -> String {
    name.parse::<PersonName>()
        .map_or_else(|_| "*".to_owned(), |name| name.masked())
}

fn masked_number(number: &str) -> String {
    number
        .parse::<CitizenId>()
        .map_or_else(|_| "*".to_owned(), |number| number.masked())
}

fn masked_phone(phone: &str) -> String {
    phone
        .parse::<Phone>()
        .map_or_else(|_| "*".to_owned(), |phone| phone.masked())
}

/// Masks every sensitive answer of the form, groups included.
fn mask(form: &FormSchema, answers: &mut Answers) {
    for field in form.fields() {
        if let Some(value) = answers.get(field.id.as_str()) {
            let value = masked(field, value);
            answers.put(field.id.as_str(), value);
        }
    }
}

fn masked(field: &Field, value: &Value) -> Value {
    let text = value.as_str().unwrap_or_default();
    match &field.kind {
        FieldKind::CitizenNumber => masked_number(text).into(),
        FieldKind::Phone | FieldKind::Mobile => masked_phone(text).into(),
        FieldKind::Address { .. } => {
            let mut value = value.clone();
            if let Some(detail) = value.get_mut("detail") {
                *detail = "******".into();
            }
            value
        }
        FieldKind::Person { .. } => {
            let mut value = value.clone();
            for (part, hide) in [
                ("name", masked_name as fn(&str) -> String),
                ("citizen_number", masked_number),
                ("mobile", masked_phone),
            ] {
                if let Some(slot) = value.get_mut(part) {
                    *slot = hide(slot.as_str().unwrap_or_default()).into();
                }
            }
            value
        }
        FieldKind::Repeat { fields, .. } => {
            let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let hidden = entries.iter().map(|entry| {
                let mut entry = entry.clone();
                for field in fields {
                    if let Some(slot) = entry.get_mut(field.id.as_str()) {
                        *slot = masked(field, slot);
                    }
                }
                entry
            });
            Value::Array(hidden.collect())
        }
        _ => value.clone(),
    }
}
