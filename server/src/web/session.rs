//! From the cookie to the session in the request's extensions.

use app::backend::{Cookies, Visitor};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::client::{client_address, device};
use super::flash::go;
use super::{Problem, Web};

/// Puts [`app::backend::Session`] and [`Visitor`] where handlers, pages and server functions find them.
pub(super) async fn attach(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let token = web.cookies().token(&parts.headers);
    let session = match web.services.session_of(token.as_deref()).await {
        Ok(session) => session,
        Err(error) => return Problem::from(error).answer(&parts.headers),
    };
    if session.pending.is_some() && waits_for_password(parts.uri.path()) {
        return go(OWN_ACCOUNT);
    }
    parts.extensions.insert(session);
    let address = client_address(&parts, &web.services.config);
    parts.extensions.insert(Visitor {
        address,
        device: device(&parts.headers),
    });
    next.run(Request::from_parts(parts, body)).await
}

/// Where a password is chosen.
const OWN_ACCOUNT: &str = "/desk/me";

/// What is closed until a first password was changed: every staff page and form but one's own account. The services
/// are closed too, whatever the address: such a session has no actor.
fn waits_for_password(path: &str) -> bool {
    let own = path == OWN_ACCOUNT || path.starts_with("/desk/me/") || path == "/desk/sign-in";
    let desk = path == "/desk" || path.starts_with("/desk/");
    desk && !own
}

impl Web {
    pub(super) fn cookies(&self) -> Cookies {
        Cookies {
            https: self.services.config.is_https(),
        }
    }
}
