//! What the pages of standards ask.

use shared::catalogue::ItemId;
use shared::time::Date;

use crate::backend::standards::{Kept, StandardView};
use crate::backend::{Drafts, ServiceError, Standards, port, session};
use crate::wire::Autosaved;

/// A standard with the day it is read on.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenStandard {
    pub view: StandardView,
    pub today: Date,
}

pub async fn read_standard(item: Result<ItemId, ServiceError>) -> Result<OpenStandard, ServiceError> {
    let (standards, drafts) = (port::<dyn Standards>()?, port::<dyn Drafts>()?);
    let view = standards.standard(&session(), &item?).await?;
    Ok(OpenStandard {
        view,
        today: drafts.today(),
    })
}

/// Saves one group as typed.
pub async fn save_group(
    item: String,
    group: String,
    revision: u32,
    pairs: Vec<(String, String)>,
) -> Result<Autosaved, ServiceError> {
    let (standards, session) = (port::<dyn Standards>()?, session());
    let id = item.parse().map_err(|_| ServiceError::NotFound {
        what: "这个事项".into(),
    })?;
    let mut kept = standards.save_standard(&session, &id, revision, &group, &pairs).await?;
    if matches!(kept, Kept::Saved { merged: false, .. }) {
        return Ok(Autosaved { kept, screen: None });
    }
    let view = standards.standard(&session, &id).await?;
    let Some(draft) = &view.draft else {
        return Ok(Autosaved { kept, screen: None });
    };
    // What the screen is given is of this revision, which may be yet another's.
    match &mut kept {
        Kept::Saved { revision, .. } | Kept::Clash { revision, .. } => *revision = draft.revision,
    }
    let mut form = shared::standard::schema(view.item.form.clone(), &draft.answers);
    form.pages.retain(|page| page.id.as_str() == group);
    let screen = Some(shared::form::to_pairs(&form, &draft.answers));
    Ok(Autosaved { kept, screen })
}
