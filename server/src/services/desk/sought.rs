//! What staff look for in the queue. It may be somebody's name or number: addresses, their history and the logs of what
//! stands between carry it sealed, for the one person who asked.

use std::borrow::Cow;

use app::backend::desk::QueueFilter;
use app::backend::{ServiceError, Session};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use shared::access::{Action, Actor};
use shared::text::cleaned;

use super::reach::Within;
use crate::secrets::Cell;
use crate::services::Services;

/// Longer than any number, name or phone; what goes on further finds nothing.
const LONGEST: usize = 60;

fn place(actor: &Actor) -> Cell<'_> {
    Cell::new("queue", "find", actor.id.as_str())
}

impl Services {
    pub(super) fn seal_search(&self, session: &Session, text: &str) -> Result<String, ServiceError> {
        let actor = session.actor()?;
        Within::of(actor, Action::ViewQueue)?;
        let text: String = cleaned(text).trim().chars().take(LONGEST).collect();
        let sealed = self.secrets.seal(&place(actor), &text).map_err(|error| {
            tracing::error!(%error, "a search was not sealed");
            ServiceError::Unavailable
        })?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The filter with what is looked for in it.
    pub(super) fn with_search<'a>(
        &self,
        actor: &Actor,
        filter: &'a QueueFilter,
    ) -> Result<Cow<'a, QueueFilter>, ServiceError> {
        let Some(find) = &filter.find else {
            return Ok(Cow::Borrowed(filter));
        };
        let sealed = URL_SAFE_NO_PAD.decode(find).ok();
        let text = sealed.and_then(|sealed| self.secrets.open(&place(actor), &sealed).ok());
        let text = text.ok_or_else(|| {
            ServiceError::invalid(
                "text",
                "这个查找打不开：是别人的，或者已经失效",
                "请在“办件”里重新输入要找的内容",
            )
        })?;
        Ok(Cow::Owned(QueueFilter {
            text: Some(text),
            find: None,
            ..filter.clone()
        }))
    }
}
