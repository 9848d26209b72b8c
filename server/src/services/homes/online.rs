//! How much of the city's business is done online: the board's counters, and the catalogue in memory.

use app::backend::homes::Online;
use app::backend::{Board as _, ServiceError};
use shared::board::Measure;

use crate::services::Services;

impl Services {
    pub(super) async fn online(&self) -> Result<Online, ServiceError> {
        let board = self.overview().await?;
        let snapshot = self.snapshot().await?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut towns = board.towns;
        // By share without fractions; towns that received nothing come first, for nobody is served there.
        towns.sort_by_key(|row| {
            let of = |measure| row.progress.figures.of(measure);
            (
                of(Measure::ReceivedOnline).saturating_mul(10_000) / of(Measure::Received).max(1),
                row.progress.town.clone(),
            )
        });
        Ok(Online {
            received: board.figures.of(Measure::Received),
            received_online: board.figures.of(Measure::ReceivedOnline),
            items: count(snapshot.items.len()),
            no_visit: count(snapshot.items.iter().filter(|item| item.card.no_visit).count()),
            months: board.months,
            towns,
        })
    }
}
