//! One town.

use app::backend::ServiceError;
use app::backend::board::{ITEMS_PER_PAGE, ItemLine, TownBoard, TownRow};
use shared::board::{Measure, Scope, TownProgress};
use shared::place::{DivisionCode, Tier};

use crate::services::Services;
use crate::store::{Paging, StoreError};

type ItemRow = (String, String, String, i64, i64);

impl Services {
    pub(super) async fn town_board(&self, code: &str, page: u32) -> Result<TownBoard, ServiceError> {
        let unknown = || ServiceError::NotFound {
            what: "这个镇（街道）".into(),
        };
        let code: DivisionCode = code.parse().map_err(|_| unknown())?;
        if code.tier() == Tier::Village {
            return Err(unknown());
        }
        let division = self.division(&code).await?.ok_or_else(unknown)?;
        let plan = self.plan().await?;
        let today = self.today();
        let town = code.tier() == Tier::Town;
        let figures = self.figures_of(code.as_str()).await?;
        let total = u32::try_from(figures.of(Measure::ItemsPublished)).unwrap_or(0);
        let pages = total.div_ceil(ITEMS_PER_PAGE).max(1);
        let page = page.clamp(1, pages);
        Ok(TownBoard {
            at: self.clock.now(),
            months: self.months(&Scope::Town(code.clone())).await?,
            milestones: if town { plan.of_town(&code, today) } else { Vec::new() },
            items: self.items_of(&code, Paging::new(page, ITEMS_PER_PAGE)).await?,
            page,
            pages,
            row: TownRow {
                standing: plan.standing(&code, today).filter(|_| town),
                tile: None,
                progress: TownProgress {
                    name: if town {
                        division.name.clone()
                    } else {
                        division.hall_name()
                    },
                    joined_on: plan.joined_on(&code),
                    town: code,
                    figures,
                },
            },
        })
    }

    async fn items_of(&self, place: &DivisionCode, paging: Paging) -> Result<Vec<ItemLine>, ServiceError> {
        let rows: Vec<ItemRow> = sqlx::query_as(
            "SELECT i.id, i.name, d.name, g.required, g.confirmed FROM local_guide g JOIN item i ON i.id = g.item \
             JOIN department d ON d.id = i.department WHERE g.place = $1 AND g.part <> 'advise' \
             ORDER BY g.item LIMIT $2 OFFSET $3",
        )
        .bind(place.as_str())
        .bind(paging.limit())
        .bind(paging.offset())
        .fetch_all(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        Ok(rows
            .into_iter()
            .map(|(id, name, department, required, confirmed)| ItemLine {
                id,
                name,
                department,
                required,
                confirmed,
            })
            .collect())
    }
}
