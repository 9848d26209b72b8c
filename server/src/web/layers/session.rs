//! From the cookie to the session in the request's extensions.

use app::backend::{Cookies, Visitor};
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::web::client::{client_address, device};
use crate::web::flash::{go, with_next};
use crate::web::{Problem, Web};

/// Puts [`app::backend::Session`] and [`Visitor`] where handlers, pages and server functions find them.
pub(in crate::web) async fn attach(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let token = web.cookies().token(&parts.headers);
    let mut session = match web.services.session_of(token.as_deref()).await {
        Ok(session) => session,
        Err(error) => return Problem::from(error).answer(&parts.headers),
    };
    if let Some(device) = web.cookies().device_token(&parts.headers) {
        // Whoever is signed in at it, the machine is itself.
        match web.services.session_of(Some(&device)).await {
            Ok(own) => session.device = own.device,
            Err(error) => return Problem::from(error).answer(&parts.headers),
        }
    }
    if session.pending.is_some() && waits_for_password(parts.uri.path()) {
        return go(OWN_ACCOUNT);
    }
    if session.choosing.is_some() && parts.method == Method::GET && waits_for_post(parts.uri.path()) {
        return go(&with_next(POST, &going_to(&parts.uri)));
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

/// Where a post is chosen.
const POST: &str = "/desk/post";

/// Pages that somebody who has chosen no post is led away from. Forms are not: what was typed is kept on the way to the
/// sign-in, which leads on.
fn waits_for_post(path: &str) -> bool {
    let own = path == POST || path == OWN_ACCOUNT;
    let desk = path == "/desk" || path.starts_with("/desk/");
    desk && !own
}

/// The page to go on to: the one asked for, or where the sign-in would have led.
fn going_to(uri: &Uri) -> String {
    if uri.path() != "/desk/sign-in" {
        return uri.path_and_query().map_or("/desk", |all| all.as_str()).to_owned();
    }
    let query = uri.query().unwrap_or_default().as_bytes();
    let mut pairs = form_urlencoded::parse(query);
    let next = pairs.find(|(name, _)| name == "next");
    next.map_or_else(|| "/desk".to_owned(), |(_, next)| next.into_owned())
}

impl Web {
    pub(in crate::web) fn cookies(&self) -> Cookies {
        Cookies {
            https: self.services.config.is_https(),
        }
    }
}
