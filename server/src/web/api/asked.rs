//! Reading an address, and refusing it in words.

use std::collections::BTreeSet;

use app::backend::ServiceError;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use shared::problem::FieldProblem;

use super::Problem;

/// The parameters of an address. A struct of texts: what they mean is the handler's to say, each by its name.
pub(super) struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let unread = |path: &str| {
            let message = "查询参数没有读懂".to_owned();
            Refused::from(FieldProblem::new(
                path,
                message,
                "每个参数只写一次，写成 ？名称=值 的样子",
            ))
        };
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_| unread(""))?;
        let mut seen = BTreeSet::new();
        if let Some((twice, _)) = pairs.iter().find(|(name, _)| !seen.insert(name)) {
            return Err(unread(twice));
        }
        let Query(asked) = Query::<T>::try_from_uri(&parts.uri).map_err(|_| unread(""))?;
        Ok(Self(asked))
    }
}

/// The item's id in a path, as written.
pub(super) struct ItemAsked(pub String);

impl<S: Send + Sync> FromRequestParts<S> for ItemAsked {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let asked: Result<Path<String>, PathRejection> = Path::from_request_parts(parts, state).await;
        asked.map(|Path(id)| Self(id)).map_err(|_| {
            no_item(ServiceError::NotFound {
                what: "这个事项".into(),
            })
        })
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Refused(Problem);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ServiceError> for Refused {
    /// What stands in an address is a bad request and no form that could be corrected and sent again.
    fn from(error: ServiceError) -> Self {
        let problem = Problem::from(&error);
        Self(match error {
            ServiceError::Invalid { .. } => problem.with_status(StatusCode::BAD_REQUEST),
            _ => problem,
        })
    }
}

impl From<Vec<FieldProblem>> for Refused {
    fn from(problems: Vec<FieldProblem>) -> Self {
        ServiceError::Invalid { problems }.into()
    }
}

impl From<FieldProblem> for Refused {
    fn from(problem: FieldProblem) -> Self {
        vec![problem].into()
    }
}

/// What is wrong with an item's address, at its `id` where it is the id.
pub(super) fn no_item(error: ServiceError) -> Refused {
    let problem = Problem::from(&error);
    match error {
        ServiceError::NotFound { .. } => Refused(problem.at("id")),
        other => other.into(),
    }
}
