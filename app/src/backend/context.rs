//! What pages and the browser's calls take from the Leptos context. Take it before the first `.await`: later the context may be
//! another one.

use std::sync::Arc;

use leptos::prelude::use_context;

use super::{ServiceError, Session};

/// A port: `port::<dyn Catalogue>()?`.
///
/// # Errors
/// `Unavailable` when the server did not hand it over, which its log tells.
pub fn port<P: ?Sized + Send + Sync + 'static>() -> Result<Arc<P>, ServiceError> {
    use_context::<Arc<P>>().ok_or_else(|| {
        leptos::logging::error!("the context has no {}", std::any::type_name::<P>());
        ServiceError::Unavailable
    })
}

/// Whoever asks; empty when nobody is signed in.
#[must_use]
pub fn session() -> Session {
    use_context().unwrap_or_default()
}
