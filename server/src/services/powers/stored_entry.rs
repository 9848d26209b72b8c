//! Rows of the catalogue's entries.

use shared::catalogue::{BasicCode, ItemId, ItemType};
use shared::id::DepartmentId;
use shared::powers::{CatalogueEntry, EntryBody, EntryState, PowerId};
use sqlx::{Any, AnyConnection, Executor};

use super::stored::{position_of, power, rank_of};
use crate::store::{Abort, Millis, Parsed, StoreError, Tx, Values, insert_rows};

crate::store::row! {
    #[derive(Clone)]
    pub struct EntryRow {
        pub id: Parsed<ItemId>,
        name: String,
        type_code: Parsed<ItemType>,
        department: Parsed<DepartmentId>,
        power: Option<String>,
        basic_code: Option<String>,
        parent: Option<String>,
        position: i64,
        state: String,
        reason: Option<String>,
        pub revision: i64,
        pub changed_at: Millis,
    }
}

pub const SELECT_ENTRY: &str = "SELECT id, name, type_code, department, power, basic_code, parent, position, state, reason, revision, \
     changed_at FROM catalogue_entry";

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    text: Option<String>,
    what: &'static str,
) -> Result<Option<T>, StoreError> {
    text.map(|text| text.parse().map_err(|e| StoreError::unreadable(what, e)))
        .transpose()
}

impl EntryRow {
    pub fn revision(&self) -> u32 {
        u32::try_from(self.revision).unwrap_or(u32::MAX)
    }

    pub fn position(&self) -> i64 {
        self.position
    }

    pub fn entry(self) -> Result<CatalogueEntry, StoreError> {
        Ok(CatalogueEntry {
            id: self.id.0,
            body: EntryBody {
                name: self.name,
                type_code: self.type_code.0,
                basic_code: parsed::<BasicCode>(self.basic_code, "basic code")?,
                parent: parsed::<ItemId>(self.parent, "main item")?,
                power: parsed::<PowerId>(self.power, "power number")?,
                department: self.department.0,
                rank: rank_of(self.position),
            },
            state: EntryState::from_parts(
                self.state
                    .parse()
                    .map_err(|e| StoreError::unreadable("entry state", e))?,
                self.reason,
            ),
        })
    }
}

pub async fn entry<'e, E>(executor: E, id: &ItemId) -> Result<Option<EntryRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as(
        "SELECT id, name, type_code, department, power, basic_code, parent, position, state, reason, revision, \
         changed_at FROM catalogue_entry WHERE id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(executor)
    .await?)
}

/// An entry's row as it will stand.
pub fn entry_values(entry: &CatalogueEntry, revision: i64, actor: &str, now: Millis) -> Values {
    let body = &entry.body;
    let code = body.basic_code.as_ref().map(BasicCode::as_str);
    let words = format!("{} {} {}", entry.id, body.name, code.unwrap_or_default()).to_lowercase();
    vec![
        Some(entry.id.as_str().into()),
        Some(body.name.as_str().into()),
        Some(body.type_code.as_str().into()),
        Some(body.department.as_str().into()),
        body.power.as_ref().map(|id| id.as_str().into()),
        code.map(Into::into),
        body.parent.as_ref().map(|id| id.as_str().into()),
        Some(position_of(body.rank).into()),
        Some(entry.state.kind().as_str().into()),
        entry.state.reason().map(Into::into),
        Some(words.into()),
        Some(revision.into()),
        Some(actor.into()),
        Some(now.into()),
    ]
}

const INTO: &str = "INSERT INTO catalogue_entry (id, name, type_code, department, power, basic_code, parent, position, \
     state, reason, words, revision, changed_by, changed_at)";
const THERE: &str = " ON CONFLICT (id) DO UPDATE SET name = excluded.name, type_code = excluded.type_code, \
     department = excluded.department, power = excluded.power, basic_code = excluded.basic_code, \
     parent = excluded.parent, position = excluded.position, state = excluded.state, reason = excluded.reason, \
     words = excluded.words, revision = excluded.revision, changed_by = excluded.changed_by, \
     changed_at = excluded.changed_at";

/// Writes rows, new or not.
pub async fn put_entries(tx: &mut Tx<'_>, rows: Vec<Values>) -> Result<(), Abort> {
    Ok(insert_rows(tx, INTO, rows, THERE).await?)
}

/// What an entry stands among.
pub struct Neighbours {
    pub power: Option<shared::powers::Power>,
    pub parent: Option<CatalogueEntry>,
    pub has_children: bool,
    pub code_taken_by: Option<ItemId>,
}

impl Neighbours {
    pub fn around(&self) -> shared::powers::Around<'_> {
        shared::powers::Around {
            power: self.power.as_ref(),
            parent: self.parent.as_ref(),
            has_children: self.has_children,
            code_taken_by: self.code_taken_by.as_ref(),
        }
    }
}

pub async fn neighbours(sql: &mut AnyConnection, id: &ItemId, body: &EntryBody) -> Result<Neighbours, StoreError> {
    let its_power = match &body.power {
        Some(id) => power(&mut *sql, id).await?.map(super::stored::PowerRow::power),
        None => None,
    };
    let parent = match &body.parent {
        Some(id) => entry(&mut *sql, id).await?.map(EntryRow::entry).transpose()?,
        None => None,
    };
    let taken: Option<String> = match &body.basic_code {
        Some(code) => {
            sqlx::query_scalar(
                "SELECT id FROM catalogue_entry WHERE basic_code = $1 AND id <> $2 AND state = 'listed' LIMIT 1",
            )
            .bind(code.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut *sql)
            .await?
        }
        None => None,
    };
    Ok(Neighbours {
        power: its_power,
        parent,
        has_children: has_children(sql, id).await?,
        code_taken_by: parsed(taken, "item id")?,
    })
}

/// Whether listed entries name it as their main item.
pub async fn has_children(sql: &mut AnyConnection, id: &ItemId) -> Result<bool, StoreError> {
    let child: Option<String> =
        sqlx::query_scalar("SELECT id FROM catalogue_entry WHERE parent = $1 AND state = 'listed' LIMIT 1")
            .bind(id.as_str())
            .fetch_optional(sql)
            .await?;
    Ok(child.is_some())
}
