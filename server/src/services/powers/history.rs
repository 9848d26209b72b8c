//! Who changed what in a list, when, in words.

use app::backend::powers::ListEvent;
use shared::powers::{Difference, KeptList, PowerStep};

use crate::services::Services;
use crate::store::{Abort, Json, Millis, StoreError, Tx, Values, insert_rows};

/// How much of the past a page shows.
const SHOWN: i64 = 50;

/// Something that happened to a row.
pub struct Noted<'a> {
    pub list: KeptList,
    pub row: &'a str,
    /// The row's, after it.
    pub revision: i64,
    pub kind: &'a str,
    pub detail: Option<&'a str>,
    pub changes: &'a [Difference],
}

fn words(kind: &str) -> &'static str {
    match kind {
        "add" => "列入清单",
        "edit" => "修改",
        "import" => "用表格导入",
        "load" => "随城市数据导入",
        "withdraw_entry" => "取消事项",
        "relist" => "重新列入",
        step => step.parse::<PowerStep>().map_or("处理", PowerStep::words),
    }
}

impl Services {
    /// Writes down what one person did to rows.
    pub(in crate::services) async fn note_rows(
        &self,
        tx: &mut Tx<'_>,
        actor: &str,
        noted: impl IntoIterator<Item = Noted<'_>>,
    ) -> Result<(), Abort> {
        let now = self.clock.now();
        let rows = noted
            .into_iter()
            .map(|one| {
                let changes = serde_json::to_string(one.changes).map_err(|e| StoreError::unreadable("changes", e))?;
                let row: Values = vec![
                    Some(self.rng.id(now).into()),
                    Some(one.list.as_str().into()),
                    Some(one.row.into()),
                    Some(one.revision.into()),
                    Some(one.kind.into()),
                    Some(actor.into()),
                    Some(Millis(now).into()),
                    one.detail.map(Into::into),
                    Some(changes.into()),
                ];
                Ok(row)
            })
            .collect::<Result<Vec<Values>, StoreError>>()?;
        let into = "INSERT INTO list_event (id, list, row_id, revision, kind, actor, at, detail, changes)";
        Ok(insert_rows(tx, into, rows, "").await?)
    }

    pub(super) async fn row_events(&self, list: KeptList, row: &str) -> Result<Vec<ListEvent>, StoreError> {
        type Row = (
            Millis,
            String,
            String,
            Option<String>,
            Json<Vec<Difference>>,
            Option<Vec<u8>>,
        );
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT e.at, e.kind, e.actor, e.detail, e.changes, a.name FROM list_event e \
             LEFT JOIN account a ON a.id = e.actor WHERE e.list = $1 AND e.row_id = $2 \
             ORDER BY e.revision DESC LIMIT $3",
        )
        .bind(list.as_str())
        .bind(row)
        .bind(SHOWN)
        .fetch_all(self.store.reader())
        .await?;
        rows.into_iter()
            .map(|(at, kind, actor, detail, changes, name)| {
                Ok(ListEvent {
                    at: at.0,
                    by: self.keeper_name(&actor, name)?,
                    words: words(&kind).to_owned(),
                    detail,
                    changes: changes.0,
                })
            })
            .collect()
    }
}

/// What happened to a row after `revision`, the newest first.
pub async fn changes_since(
    tx: &mut Tx<'_>,
    list: KeptList,
    row: &str,
    revision: u32,
) -> Result<Vec<Difference>, StoreError> {
    let rows: Vec<Json<Vec<Difference>>> = sqlx::query_scalar(
        "SELECT changes FROM list_event WHERE list = $1 AND row_id = $2 AND revision > $3 ORDER BY revision DESC",
    )
    .bind(list.as_str())
    .bind(row)
    .bind(i64::from(revision))
    .fetch_all(tx.sql())
    .await?;
    Ok(rows.into_iter().flat_map(|changes| changes.0).collect())
}
