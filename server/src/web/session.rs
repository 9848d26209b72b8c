//! From the cookie to the session in the request's extensions.

use app::backend::{Cookies, Visitor};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::client::{client_address, device};
use super::{Problem, Web};

/// Puts [`app::backend::Session`] and [`Visitor`] where handlers, pages and server functions find them.
pub(super) async fn attach(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let token = web.cookies().token(&parts.headers);
    match web.services.session_of(token.as_deref()).await {
        Ok(session) => parts.extensions.insert(session),
        Err(error) => return Problem::from(error).answer(&parts.headers),
    };
    let address = client_address(&parts, &web.services.config);
    parts.extensions.insert(Visitor {
        address,
        device: device(&parts.headers),
    });
    next.run(Request::from_parts(parts, body)).await
}

impl Web {
    pub(super) fn cookies(&self) -> Cookies {
        Cookies {
            https: self.services.config.is_https(),
        }
    }
}
