//! Rows of the list of powers, and the list's own row.

use shared::access::Actor;
use shared::catalogue::ItemType;
use shared::id::DepartmentId;
use shared::powers::{KeptList, Power, PowerBody, PowerId, PowerLevel, PowerState, PowerStateKind};
use sqlx::{Any, Executor};

use crate::store::{Abort, Millis, Parsed, StoreError, Tx, Values, advance, insert_rows};

/// Where what has no place in the printed list stands: at its end.
pub const NO_PLACE: i64 = 999_999;

crate::store::row! {
    /// A list's own row.
    #[derive(Clone, Copy, Debug)]
    pub struct ListHead {
        /// Raised by every change.
        pub revision: i64,
        pub last_number: i64,
    }
}

/// Takes a list for the rest of the transaction: whoever else changes it waits.
pub async fn take_list(tx: &mut Tx<'_>, list: KeptList) -> Result<ListHead, Abort> {
    Ok(
        sqlx::query_as("UPDATE kept_list SET revision = revision + 1 WHERE name = $1 RETURNING revision, last_number")
            .bind(list.as_str())
            .fetch_one(tx.sql())
            .await?,
    )
}

/// As many new numbers as needed, after those given out so far. None is ever given twice.
pub async fn take_numbers(tx: &mut Tx<'_>, head: ListHead, count: usize) -> Result<Vec<PowerId>, Abort> {
    let first = head.last_number + 1;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let ids = (first..first.saturating_add(count))
        .map(|number| u32::try_from(number).ok().and_then(PowerId::numbered))
        .collect::<Option<Vec<PowerId>>>()
        .ok_or_else(|| StoreError::unreadable("power numbers", "all six digits are used up"))?;
    sqlx::query("UPDATE kept_list SET last_number = $1 WHERE name = 'powers'")
        .bind(head.last_number + count)
        .execute(tx.sql())
        .await?;
    Ok(ids)
}

crate::store::row! {
    #[derive(Clone)]
    pub struct PowerRow {
        pub id: Parsed<PowerId>,
        name: String,
        type_code: Parsed<ItemType>,
        level: Parsed<PowerLevel>,
        department: Parsed<DepartmentId>,
        law: String,
        article: String,
        position: i64,
        note: Option<String>,
        state: Parsed<PowerStateKind>,
        reason: Option<String>,
        pub revision: i64,
        pub changed_at: Millis,
    }
}

pub const SELECT_POWER: &str = "SELECT id, name, type_code, level, department, law, article, position, note, state, reason, revision, \
     changed_at FROM power";

pub fn rank_of(position: i64) -> Option<u32> {
    u32::try_from(position).ok().filter(|_| position < NO_PLACE)
}

pub fn position_of(rank: Option<u32>) -> i64 {
    rank.map_or(NO_PLACE, i64::from)
}

impl PowerRow {
    pub fn revision(&self) -> u32 {
        u32::try_from(self.revision).unwrap_or(u32::MAX)
    }

    pub fn position(&self) -> i64 {
        self.position
    }

    pub fn power(self) -> Power {
        Power {
            id: self.id.0,
            body: PowerBody {
                name: self.name,
                law: self.law,
                article: self.article,
                level: self.level.0,
                type_code: self.type_code.0,
                department: self.department.0,
                rank: rank_of(self.position),
                note: self.note,
            },
            state: PowerState::from_parts(self.state.0, self.reason),
        }
    }
}

pub async fn power<'e, E>(executor: E, id: &PowerId) -> Result<Option<PowerRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(sqlx::query_as(
        "SELECT id, name, type_code, level, department, law, article, position, note, state, reason, revision, \
         changed_at FROM power WHERE id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(executor)
    .await?)
}

/// A power's row as it will stand.
pub fn power_values(power: &Power, revision: i64, actor: &str, now: Millis) -> Values {
    let body = &power.body;
    let words = format!("{} {} {}", power.id, body.name, body.law).to_lowercase();
    vec![
        Some(power.id.as_str().into()),
        Some(body.name.as_str().into()),
        Some(body.type_code.as_str().into()),
        Some(body.level.as_str().into()),
        Some(body.department.as_str().into()),
        Some(body.law.as_str().into()),
        Some(body.article.as_str().into()),
        Some(position_of(body.rank).into()),
        body.note.as_deref().map(Into::into),
        Some(power.state.kind().as_str().into()),
        power.state.reason().map(Into::into),
        Some(words.into()),
        Some(revision.into()),
        Some(actor.into()),
        Some(now.into()),
    ]
}

const INTO: &str = "INSERT INTO power (id, name, type_code, level, department, law, article, position, note, state, \
     reason, words, revision, changed_by, changed_at)";
const THERE: &str = " ON CONFLICT (id) DO UPDATE SET name = excluded.name, type_code = excluded.type_code, \
     level = excluded.level, department = excluded.department, law = excluded.law, article = excluded.article, \
     position = excluded.position, note = excluded.note, state = excluded.state, reason = excluded.reason, \
     words = excluded.words, revision = excluded.revision, changed_by = excluded.changed_by, \
     changed_at = excluded.changed_at";

/// Writes rows, new or not.
pub async fn put_powers(tx: &mut Tx<'_>, rows: Vec<Values>) -> Result<(), Abort> {
    Ok(insert_rows(tx, INTO, rows, THERE).await?)
}

/// Moves one power on, on the revision it was read at.
pub async fn move_power(
    tx: &mut Tx<'_>,
    row: &PowerRow,
    state: &PowerState,
    actor: &Actor,
    now: Millis,
) -> Result<(), Abort> {
    let moved = sqlx::query(
        "UPDATE power SET state = $1, reason = $2, revision = revision + 1, changed_by = $3, changed_at = $4 \
         WHERE id = $5 AND revision = $6",
    )
    .bind(state.kind().as_str())
    .bind(state.reason())
    .bind(actor.id.as_str())
    .bind(now)
    .bind(row.id.0.as_str())
    .bind(row.revision)
    .execute(tx.sql())
    .await?;
    Ok(advance(moved.rows_affected(), "power")?)
}
