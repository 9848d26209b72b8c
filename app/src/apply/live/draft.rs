//! A draft's answers go to the draft; before there is one, to the device alone.

use super::kept;
use super::session::{Keeper, Saved, Stored};
use crate::apply::api::save_page;

pub struct DraftKeeper {
    pub item: String,
    pub draft: Option<String>,
    pub page: Option<String>,
}

impl Keeper for DraftKeeper {
    fn key(&self) -> String {
        kept::key(&self.item, self.draft.as_deref(), self.page.as_deref())
    }

    fn has_home(&self) -> bool {
        self.draft.is_some()
    }

    fn save(&self, revision: u32, over: bool, pairs: Vec<(String, String)>) -> Saved {
        let draft = self.draft.clone().unwrap_or_default();
        let page = self.page.clone().unwrap_or_default();
        Box::pin(async move {
            let saved = save_page(draft, page, (!over).then_some(revision), pairs).await?;
            Ok(Stored {
                revision: saved.revision,
                screen: None,
                clashed: false,
            })
        })
    }
}
