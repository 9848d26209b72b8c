//! Who a case is for and who handles it: the applicant is the person or firm the form names, the account's holder
//! hands it in and is told how it goes. Their real name was checked; the applicant's was typed.

use app::backend::ServiceError;
use app::backend::desk::Firm;
use shared::case::Case;
use shared::form::Applicant;
use shared::id::{AccountId, CaseId};
use shared::people::{Mobile, PersonName};

use super::row::Person;
use crate::secrets::Cell;
use crate::services::Services;
use crate::store::{Abort, Sql, StoreError, Tx};

/// Rows brought up to date in one unit of work.
const AT_ONCE: i64 = 200;

/// The holder of an account, as it knows them.
#[derive(Clone, Default)]
pub(crate) struct Holder {
    pub name: String,
    pub citizen_number: Option<String>,
    pub phone: Option<String>,
}

crate::store::row! {
    struct Known {
        name: Option<Vec<u8>>,
        citizen_number: Option<Vec<u8>>,
        phone: Option<Vec<u8>>,
    }
}

crate::store::row! {
    /// A case whose row does not say yet who it is for.
    struct Unnamed {
        id: String,
        applicant_account: String,
        form: String,
        form_version: i64,
    }
}

impl Services {
    /// Whom an account belongs to; nothing is known of one that is gone.
    pub(crate) async fn holder(&self, id: &AccountId) -> Result<Holder, ServiceError> {
        let row: Option<Known> = sqlx::query_as("SELECT name, citizen_number, phone FROM account WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let Some(row) = row else { return Ok(Holder::default()) };
        let open = |column, sealed: Option<Vec<u8>>| -> Result<Option<String>, StoreError> {
            let place = Cell::new("account", column, id.as_str());
            Ok(sealed.map(|sealed| self.secrets.open(&place, &sealed)).transpose()?)
        };
        Ok(Holder {
            name: open("name", row.name)?.unwrap_or_default(),
            citizen_number: open("citizen_number", row.citizen_number)?,
            phone: open("phone", row.phone)?,
        })
    }

    /// The applicant a case's form names, and who handles it when that is somebody else.
    pub(crate) async fn who(&self, case: &Case, applicant: Option<Applicant>) -> Result<Who, ServiceError> {
        let holder = self.holder(&case.filing.applicant).await?;
        Ok(Who::of(holder, applicant))
    }

    /// Seals and indexes for a case's row whom it is for and who handles it.
    pub(crate) fn person(
        &self,
        case: &CaseId,
        holder: &Holder,
        applicant: Option<&Applicant>,
    ) -> Result<Person, ServiceError> {
        let seal = |column, text: &str| self.secrets.seal(&Cell::new("cases", column, case.as_str()), text);
        let name = applicant.map_or(holder.name.as_str(), |applicant| applicant.name.as_str());
        let masked = match applicant {
            Some(applicant) => applicant.masked(),
            None => holder
                .name
                .parse()
                .map_or_else(|_| "*".to_owned(), |name: PersonName| name.masked()),
        };
        let number = match applicant {
            Some(applicant) => applicant.citizen_number.as_ref(),
            None => holder.citizen_number.as_ref(),
        };
        let phone = holder.phone.as_deref();
        let mobile = phone.and_then(|phone| phone.parse::<Mobile>().ok());
        Ok(Person {
            name: seal("applicant_name", name).map_err(StoreError::from)?,
            masked,
            phone: phone
                .map(|phone| seal("applicant_phone", phone))
                .transpose()
                .map_err(StoreError::from)?,
            name_index: self.secrets.index("name", name),
            handler_index: self.secrets.index("name", &holder.name),
            number_index: number.map(|number| self.secrets.index("citizen", number)),
            phone_index: phone.map(|phone| self.secrets.index("phone", phone)),
            phone_tail_index: mobile.map(|mobile| self.secrets.index("phone-tail", mobile.tail())),
        })
    }

    /// Names in the rows of older cases whom they are for, out of their answers. Returns how many it named.
    ///
    /// # Errors
    /// When the database does not answer; what was named by then stays.
    pub async fn name_applicants(&self) -> Result<usize, ServiceError> {
        let (mut named, mut last) = (0, String::new());
        loop {
            let rows: Vec<Unnamed> = sqlx::query_as(
                "SELECT id, applicant_account, form, form_version FROM cases \
                 WHERE handler_index IS NULL AND applicant_account IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
            )
            .bind(&last)
            .bind(AT_ONCE)
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
            let Some(end) = rows.last() else { return Ok(named) };
            last.clone_from(&end.id);
            let mut people = Vec::new();
            for row in &rows {
                people.push((row.id.as_str(), self.person_of_row(row).await?));
            }
            let people = &people;
            self.store
                .write(|tx| {
                    Box::pin(async move {
                        for (id, person) in people {
                            person.rename(tx, id).await?;
                        }
                        Ok(())
                    })
                })
                .await?;
            named += rows.len();
        }
    }

    async fn person_of_row(&self, row: &Unnamed) -> Result<Person, ServiceError> {
        let bad = |e: &dyn std::fmt::Display| StoreError::unreadable("case", e);
        let id: CaseId = row.id.parse().map_err(|e| bad(&e))?;
        let account: AccountId = row.applicant_account.parse().map_err(|e| bad(&e))?;
        let form = self.form(&row.form, row.form_version).await?;
        let applicant = form.applicant_of(&self.latest_answers(&id).await?);
        self.person(&id, &self.holder(&account).await?, applicant.as_ref())
    }
}

/// The applicant, and who handles it for them.
#[derive(Clone)]
pub(crate) struct Who {
    pub name: String,
    pub citizen_number: Option<String>,
    pub phone: Option<String>,
    pub firm: Option<Firm>,
    /// None when the applicant handles it.
    pub handler: Option<Holder>,
}

impl Who {
    fn of(holder: Holder, applicant: Option<Applicant>) -> Self {
        match applicant {
            Some(applicant) if !applicant.is(&holder.name, holder.citizen_number.as_deref()) => Self {
                name: applicant.name,
                citizen_number: applicant.citizen_number,
                phone: None,
                firm: applicant.is_firm.then_some(Firm {
                    credit_code: applicant.credit_code,
                }),
                handler: Some(holder),
            },
            _ => Self {
                name: holder.name,
                citizen_number: holder.citizen_number,
                phone: holder.phone,
                firm: None,
                handler: None,
            },
        }
    }
}

impl Person {
    /// Writes whom the case is for over its row.
    pub(super) async fn rename(&self, tx: &mut Tx<'_>, id: &str) -> Result<(), Abort> {
        Sql::new("UPDATE cases SET applicant_name = ")
            .arg(self.name.clone())
            .push(", applicant_masked = ")
            .arg(self.masked.as_str())
            .push(", name_head = ")
            .arg_or_null(self.masked.chars().next().map(|head| head.to_string().into()))
            .push(", name_index = ")
            .arg(self.name_index.as_str())
            .push(", handler_index = ")
            .arg(self.handler_index.as_str())
            .push(", number_index = ")
            .arg_or_null(self.number_index.as_deref().map(Into::into))
            .and_arg("id =", id)
            .query()
            .execute(tx.sql())
            .await?;
        Ok(())
    }
}
