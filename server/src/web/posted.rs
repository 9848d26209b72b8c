//! A plain form as a handler takes it: who posted it, to what, and what was typed.

use app::backend::{ServiceError, Session};
use axum::RequestExt as _;
use axum::extract::{FromRequest, Path, Request};
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::flash::{back, noted, sign_in};
use super::form::{Form, Pairs};
use super::{Problem, Web};
use crate::services::Services;

/// `At` is what the address names, already read: an address that names nothing is a page that there is not.
pub(super) struct Posted<At = ()> {
    pub web: Web,
    pub session: Session,
    pub at: At,
    pub typed: Pairs,
}

impl<At: DeserializeOwned + Send + 'static> FromRequest<Web> for Posted<At> {
    type Rejection = Response;

    async fn from_request(mut request: Request, web: &Web) -> Result<Self, Response> {
        let Ok(Path(at)) = request.extract_parts::<Path<At>>().await else {
            let what = "这个页面".into();
            return Err(Problem::from(ServiceError::NotFound { what }).answer(request.headers()));
        };
        let session = request.extensions().get::<Session>().cloned().unwrap_or_default();
        let Form(typed) = Form::from_request(request, web).await?;
        let web = web.clone();
        Ok(Self {
            web,
            session,
            at,
            typed,
        })
    }
}

impl<At> Posted<At> {
    pub(super) fn services(&self) -> &Services {
        &self.web.services
    }

    /// The first input of a name.
    pub(super) fn value(&self, name: &str) -> &str {
        self.typed.value(name)
    }

    /// The revision that the form was made from; 0 when it says none.
    pub(super) fn revision(&self) -> u32 {
        self.value("revision").parse().unwrap_or_default()
    }

    /// On to `page` with what was done, or back to it with what is wrong and what was typed.
    pub(super) fn told(&self, page: &str, done: Result<impl Into<String>, ServiceError>) -> Response {
        match done {
            Ok(words) => noted(page, words),
            Err(error) => self.refused(page, &error),
        }
    }

    /// Back to `page` with what is wrong and what was typed; when nobody is signed in any more, by way of the sign-in.
    pub(super) fn refused(&self, page: &str, error: &ServiceError) -> Response {
        self.refused_at(page, "", error)
    }

    /// The same; an error of no input stands at this one.
    pub(super) fn refused_at(&self, page: &str, input: &str, error: &ServiceError) -> Response {
        refused(page, input, error, self.typed.clone())
    }
}

/// What [`Posted::told`] does after a press on a button: nothing was typed that could come back.
pub(super) fn pressed(page: &str, done: Result<impl Into<String>, ServiceError>) -> Response {
    match done {
        Ok(words) => noted(page, words),
        Err(error) => refused(page, "", &error, Pairs::new()),
    }
}

/// What [`Posted::refused_at`] does, with these values instead of all that was typed.
pub(super) fn refused(page: &str, input: &str, error: &ServiceError, typed: Pairs) -> Response {
    match error {
        ServiceError::NotSignedIn => sign_in(page, typed),
        error => back(page, error, input, typed),
    }
}

/// The same problems at the inputs that `to` names; those it does not name stay where they are.
pub(super) fn renamed(error: ServiceError, to: impl Fn(&str) -> Option<String>) -> ServiceError {
    let ServiceError::Invalid { mut problems } = error else {
        return error;
    };
    for problem in &mut problems {
        if let Some(input) = to(&problem.path) {
            problem.path = input;
        }
    }
    ServiceError::Invalid { problems }
}
