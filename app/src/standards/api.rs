//! What the pages of standards ask.

use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, Json};
use serde::{Deserialize, Serialize};
use shared::catalogue::ItemId;
use shared::time::Date;

use crate::backend::ServiceError;
use crate::backend::standards::{
    Compared, Kept, StandardEdits, StandardFilter, StandardPage, StandardView, WaitingFilter, WaitingPage,
};

#[cfg(feature = "ssr")]
fn port() -> Result<(std::sync::Arc<dyn crate::backend::Standards>, crate::backend::Session), ServiceError> {
    let port = use_context().ok_or(ServiceError::Unavailable)?;
    Ok((port, use_context().unwrap_or_default()))
}

#[cfg(feature = "ssr")]
fn today() -> Result<Date, ServiceError> {
    let drafts: std::sync::Arc<dyn crate::backend::Drafts> = use_context().ok_or(ServiceError::Unavailable)?;
    Ok(drafts.today())
}

/// An item named in an address.
///
/// # Errors
/// `NotFound`, as for an item that there is none of.
#[cfg(feature = "ssr")]
pub fn item_id(text: &str) -> Result<ItemId, ServiceError> {
    text.parse().map_err(|_| ServiceError::NotFound {
        what: "这个事项".into(),
    })
}

/// A standard with the day it is read on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenStandard {
    pub view: StandardView,
    pub today: Date,
}

#[server(prefix = "/api/fn", endpoint = "standards/list", input = GetUrl)]
pub async fn read_standards(#[server(default)] filter: StandardFilter) -> Result<StandardPage, ServiceError> {
    let (port, session) = port()?;
    port.standards(&session, &filter).await
}

#[server(prefix = "/api/fn", endpoint = "standards/open", input = GetUrl)]
pub async fn read_standard(item: String) -> Result<OpenStandard, ServiceError> {
    let ((port, session), today) = (port()?, today()?);
    let view = port.standard(&session, &item_id(&item)?).await?;
    Ok(OpenStandard { view, today })
}

#[server(prefix = "/api/fn", endpoint = "standards/history", input = GetUrl)]
pub async fn read_history(item: String, page: u32) -> Result<StandardEdits, ServiceError> {
    let (port, session) = port()?;
    port.standard_history(&session, &item_id(&item)?, page).await
}

/// `from` and `to` as versions; both or none.
#[server(prefix = "/api/fn", endpoint = "standards/compare", input = GetUrl)]
pub async fn read_compared(
    item: String,
    from: Option<u32>,
    to: Option<u32>,
    model: Option<ItemId>,
) -> Result<Compared, ServiceError> {
    let (port, session) = port()?;
    port.compare_standard(&session, &item_id(&item)?, from.zip(to), model.as_ref())
        .await
}

#[server(prefix = "/api/fn", endpoint = "standards/waiting", input = GetUrl)]
pub async fn read_waiting(#[server(default)] filter: WaitingFilter) -> Result<WaitingPage, ServiceError> {
    let (port, session) = port()?;
    port.waiting_elements(&session, &filter).await
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
    let (port, session) = port()?;
    let id = item_id(&item)?;
    let mut kept = port.save_standard(&session, &id, revision, &group, &pairs).await?;
    if matches!(kept, Kept::Saved { merged: false, .. }) {
        return Ok(Autosaved { kept, screen: None });
    }
    let view = port.standard(&session, &id).await?;
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
