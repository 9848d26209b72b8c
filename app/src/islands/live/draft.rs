//! A draft's answers go to the draft; before there is one, to the device alone.

use leptos::prelude::{RwSignal, Set as _};
use shared::form::Pairs;

use super::keeper::{Keeper, Saved, Stored};
use super::kept;
use crate::wire::Ask;
use crate::wire::save_page;

pub struct DraftKeeper {
    pub item: String,
    pub draft: Option<String>,
    pub page: Option<String>,
    /// The fields that another save changed too, for the applicant to decide.
    pub asks: RwSignal<Vec<Ask>>,
}

impl Keeper for DraftKeeper {
    fn key(&self) -> String {
        kept::key(&self.item, self.draft.as_deref(), self.page.as_deref())
    }

    fn has_home(&self) -> bool {
        self.draft.is_some()
    }

    fn save(&self, revision: u32, seen: Vec<Pairs>, pairs: Pairs) -> Saved {
        let draft = self.draft.clone().unwrap_or_default();
        let page = self.page.clone().unwrap_or_default();
        let asks = self.asks;
        Box::pin(async move {
            let saved = save_page(draft, page, Some(revision), pairs, Some(seen)).await?;
            let clashed = !saved.asks.is_empty();
            asks.set(saved.asks);
            Ok(Stored {
                revision: saved.revision,
                seen: Some(saved.seen),
                screen: saved.screen,
                clashed,
            })
        })
    }
}
