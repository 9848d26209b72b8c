//! What the account pages ask.

use leptos::prelude::*;

use crate::backend::ServiceError;
use crate::backend::accounts::{Me, SessionLine};

/// Who one is here, and where one is signed in.
#[server(prefix = "/api/fn", endpoint = "me")]
pub async fn read_me() -> Result<(Me, Vec<SessionLine>), ServiceError> {
    use std::sync::Arc;

    use crate::backend::{Accounts, Session};

    let session = use_context::<Session>().unwrap_or_default();
    let accounts = use_context::<Arc<dyn Accounts>>().ok_or(ServiceError::Unavailable)?;
    Ok((accounts.me(&session).await?, accounts.sessions(&session).await?))
}
