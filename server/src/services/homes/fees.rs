//! What the catalogue's items cost.

use app::backend::ServiceError;
use app::backend::homes::{FeeLine, Fees};

use crate::services::Services;

/// Items shown; the figures count them all.
const SHOWN: usize = 100;

impl Services {
    pub(super) async fn fees(&self) -> Result<Fees, ServiceError> {
        let snapshot = self.snapshot().await?;
        let of = |charged: Option<bool>| {
            let count = snapshot
                .items
                .iter()
                .filter(|item| item.fee.value.charged == charged)
                .count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        // Those that charge first, then those of which nobody has said it.
        let listed = |charged: Option<bool>| {
            snapshot
                .items
                .iter()
                .filter(move |item| item.fee.value.charged == charged)
        };
        let items = listed(Some(true)).chain(listed(None)).take(SHOWN).map(|item| {
            let fee = &item.fee.value;
            let charges: Vec<String> = fee
                .items
                .iter()
                .map(|one| format!("{} {}", one.name, one.amount_words()))
                .collect();
            FeeLine {
                item: item.card.id.to_string(),
                name: item.card.name.clone(),
                department: item.card.department.clone(),
                words: fee.words().to_owned(),
                charges: charges.join("；"),
                basis: fee.basis.clone(),
                confirmed: item.fee.confirmed,
            }
        });
        Ok(Fees {
            charged: of(Some(true)),
            free: of(Some(false)),
            unknown: of(None),
            items: items.collect(),
        })
    }
}
