//! What the pages of standards ask.

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};
use shared::catalogue::ItemId;
use shared::time::Date;

use crate::backend::standards::{Kept, StandardView};
use crate::backend::{Drafts, ServiceError, Standards, port, session};

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

/// What became of saving as one types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Autosaved {
    pub kept: Kept,
    /// The group's inputs as they stand now, when another's work of meanwhile is in it.
    pub screen: Option<Vec<(String, String)>>,
}

/// Saves one group as typed.
#[server(prefix = "/api/fn", endpoint = "standards/save", input = Json)]
pub async fn save_group(
    item: String,
    group: String,
    revision: u32,
    pairs: Vec<(String, String)>,
) -> Result<Autosaved, ServiceError> {
    let (standards, session) = (port::<dyn Standards>()?, session());
    let id: ItemId = item.parse().map_err(|_| ServiceError::NotFound {
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
