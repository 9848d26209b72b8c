//! Entries of the catalogue for the items a package brings: what the items themselves say. Which power an item derives
//! from a package does not know; the approval-reform office registers it (事项目录).

use shared::catalogue::Item;
use shared::powers::{CatalogueEntry, EntryBody, EntryState};

use crate::services::powers::stored_entry::{entry_values, put_entries};
use crate::store::{Abort, Json, Millis, Tx};

/// Who wrote them.
const BY: &str = "package";

/// Lists every item that has no entry yet; those there are the offices' own and stay as they are.
pub(super) async fn missing(tx: &mut Tx<'_>, now: Millis) -> Result<(), Abort> {
    let items: Vec<(Json<Item>, i64)> = sqlx::query_as(
        "SELECT v.body, i.position FROM item i JOIN item_version v ON v.item = i.id AND v.version = i.version \
         WHERE NOT EXISTS (SELECT 1 FROM catalogue_entry e WHERE e.id = i.id) ORDER BY i.id",
    )
    .fetch_all(tx.sql())
    .await?;
    let rows = items
        .into_iter()
        .map(|(Json(item), position)| entry_values(&entry_of(item, position), 1, BY, now))
        .collect();
    put_entries(tx, rows).await
}

fn entry_of(item: Item, position: i64) -> CatalogueEntry {
    CatalogueEntry {
        id: item.id,
        body: EntryBody {
            name: item.name,
            type_code: item.type_code,
            basic_code: item.source_code,
            parent: None,
            power: None,
            department: item.department,
            // Positions count from 0, places in a printed list from 1.
            rank: u32::try_from(position).ok().map(|position| position + 1),
        },
        state: EntryState::Listed,
    }
}
