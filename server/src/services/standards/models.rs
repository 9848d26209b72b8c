//! Model guides (示范指南): published versions the service-centre authority holds up for others of their kind.

use app::backend::standards::{BesideModel, ModelGuide};
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::catalogue::{Item, ItemId, ItemType};
use shared::standard::against;
use shared::time::local_date;

use super::log::Event;
use super::stored::{no_item, stored};
use crate::services::Services;
use crate::store::{Json, Millis, Parsed, StoreError};

/// How many models one chooses from.
const MOST: i64 = 30;

type Row = (
    Parsed<ItemId>,
    String,
    i64,
    Parsed<ItemType>,
    String,
    Millis,
    String,
    Option<Vec<u8>>,
);

const COLUMNS: &str = "SELECT m.item, i.name, m.version, m.type_code, m.theme, m.marked_at, m.marked_by, a.name \
     FROM model_guide m JOIN item i ON i.id = m.item LEFT JOIN account a ON a.id = m.marked_by";

impl Services {
    pub(super) async fn standard_mark_model(
        &self,
        session: &Session,
        id: &ItemId,
        model: bool,
    ) -> Result<(), ServiceError> {
        let row = stored(self.store.reader(), id).await?;
        let item = &Self::standard_base(row.as_ref())?;
        let (actor, _) = self
            .standard_keeper(session, Action::ReviewStandard, &item.department)
            .await?;
        if model && row.is_none_or(|row| row.published == 0) {
            return Err(ServiceError::Conflict {
                message: "没有公布的事项不能列为示范指南".into(),
                fix: "请先公布".into(),
            });
        }
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let gone = sqlx::query("DELETE FROM model_guide WHERE item = $1")
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    if model {
                        sqlx::query(
                            "INSERT INTO model_guide (item, version, type_code, theme, marked_by, marked_at) \
                             VALUES ($1, $2, $3, $4, $5, $6)",
                        )
                        .bind(id.as_str())
                        .bind(i64::from(item.version))
                        .bind(item.type_code.as_str())
                        .bind(&item.theme)
                        .bind(actor.id.as_str())
                        .bind(now)
                        .execute(tx.sql())
                        .await?;
                    } else if gone.rows_affected() == 0 {
                        return Ok(());
                    }
                    let event = Event {
                        item: id,
                        version: item.version,
                        kind: if model { "model" } else { "unmodel" },
                        actor: actor.id.as_str(),
                        detail: None,
                    };
                    self.note_standard(tx, &event).await
                })
            })
            .await
    }

    /// The version of an item that is a model.
    pub(super) async fn model_of(&self, id: &ItemId) -> Result<Option<u32>, StoreError> {
        let version: Option<i64> = sqlx::query_scalar("SELECT version FROM model_guide WHERE item = $1")
            .bind(id.as_str())
            .fetch_optional(self.store.reader())
            .await?;
        Ok(version.and_then(|version| u32::try_from(version).ok()))
    }

    /// The models of an item's type, those of its theme first.
    pub(super) async fn models_for(&self, item: &Item) -> Result<Vec<ModelGuide>, StoreError> {
        let order = " WHERE m.type_code = $1 AND m.item <> $2 \
             ORDER BY CASE WHEN m.theme = $3 THEN 0 ELSE 1 END, m.item LIMIT $4";
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!("{COLUMNS}{order}")))
            .bind(item.type_code.as_str())
            .bind(item.id.as_str())
            .bind(&item.theme)
            .bind(MOST)
            .fetch_all(self.store.reader())
            .await?;
        rows.into_iter().map(|row| self.model(row)).collect()
    }

    fn model(&self, row: Row) -> Result<ModelGuide, StoreError> {
        let (item, name, version, kind, theme, at, by, sealed) = row;
        Ok(ModelGuide {
            item: item.0,
            name,
            version: u32::try_from(version).unwrap_or_default(),
            type_name: kind.0.words().to_owned(),
            theme,
            marked_on: local_date(at.0),
            marked_by: self.keeper_name(&by, sealed)?,
        })
    }

    pub(super) async fn beside_best_model(&self, item: &Item) -> Result<Option<BesideModel>, ServiceError> {
        match self.models_for(item).await?.into_iter().next() {
            Some(best) => Ok(Some(self.beside(item, best).await?)),
            None => Ok(None),
        }
    }

    /// Beside one model by name. A model is a published guide, which everyone may read.
    pub(super) async fn beside_model(&self, item: &Item, model: &ItemId) -> Result<BesideModel, ServiceError> {
        let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE m.item = $1")))
            .bind(model.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let no_model = || ServiceError::NotFound {
            what: "这份示范指南".into(),
        };
        self.beside(item, self.model(row.ok_or_else(no_model)?)?).await
    }

    async fn beside(&self, item: &Item, model: ModelGuide) -> Result<BesideModel, ServiceError> {
        let body: Option<(Json<Item>,)> =
            sqlx::query_as("SELECT body FROM item_version WHERE item = $1 AND version = $2")
                .bind(model.item.as_str())
                .bind(i64::from(model.version))
                .fetch_optional(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        let (Json(body),) = body.ok_or_else(no_item)?;
        Ok(BesideModel {
            against: against(item, &body),
            model,
        })
    }
}
