//! The public board: read from counters and aggregates, so that its cost grows with the towns and not with the cases.

mod figures;
mod months;
mod plan;
mod town;

use app::backend::ServiceError;
use app::backend::board::{Board, BoardView, TownBoard, TownRow};
use async_trait::async_trait;
use shared::board::{Scope, TownProgress};
use shared::catalogue::City;
use shared::place::DivisionCode;

use super::Services;
use crate::store::{Json, StoreError};

pub use figures::{counted_of, guides_of};
pub use months::months_of;

#[async_trait]
impl Board for Services {
    async fn overview(&self) -> Result<BoardView, ServiceError> {
        let city = self.board_city().await?;
        let mut figures = self.figures_of_all().await?;
        let plan = self.plan().await?;
        let today = self.today();
        let row = |code: DivisionCode, name: String, figures| -> TownRow {
            let tile = city.tiles.iter().find(|tile| tile.town == code);
            TownRow {
                tile: tile.map(|tile| (tile.column, tile.row)),
                standing: plan.standing(&code, today),
                progress: TownProgress {
                    joined_on: plan.joined_on(&code),
                    town: code,
                    name,
                    figures,
                },
            }
        };
        let mut towns = Vec::new();
        for (code, name) in self.towns().await? {
            let own = figures.remove(code.as_str()).unwrap_or_default();
            towns.push(row(code, name, own));
        }
        let own = figures.remove(city.code.as_str()).unwrap_or_default();
        let mut centre = row(city.code.clone(), format!("{}行政服务中心", city.name), own);
        // The plan's milestones are the towns'.
        centre.standing = None;
        Ok(BoardView {
            at: self.clock.now(),
            figures: towns
                .iter()
                .chain([&centre])
                .map(|row| row.progress.figures.clone())
                .sum(),
            months: self.months(&Scope::City).await?,
            milestone: plan.first(today),
            city: city.name,
            towns,
            centre,
        })
    }

    async fn town(&self, code: &str, page: u32) -> Result<TownBoard, ServiceError> {
        self.town_board(code, page).await
    }
}

impl Services {
    async fn board_city(&self) -> Result<City, ServiceError> {
        let row: Option<(Json<City>,)> = sqlx::query_as("SELECT value FROM setting WHERE name = 'city'")
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        row.map(|(city,)| city.0).ok_or_else(|| ServiceError::NotFound {
            what: "城市数据，它还没有载入".into(),
        })
    }

    async fn towns(&self) -> Result<Vec<(DivisionCode, String)>, ServiceError> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT code, name FROM division WHERE tier = 'town' ORDER BY position, code")
                .fetch_all(self.store.reader())
                .await
                .map_err(StoreError::from)?;
        rows.into_iter()
            .map(|(code, name)| {
                let code = code.parse().map_err(|e| StoreError::unreadable("division", e))?;
                Ok((code, name))
            })
            .collect()
    }
}
