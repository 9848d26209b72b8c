//! The plain forms of machines: set up at the desk, signed in at the machine itself.

use app::backend::devices::DeviceCode;
use app::backend::{Devices, ServiceError, Session, Visitor};
use app::flash::Flash;
use app::staff::{CODE, CODE_UNTIL};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use serde::Deserialize;
use shared::id::AccountId;
use shared::powers::Typed;
use shared::time::show_time;

use super::flash::{Pairs, back, go, go_only, go_with, sign_in, value};
use super::form::Form;
use super::{Web, pages};

const DOOR: &str = "/desk/sign-in";
const HOME: &str = "/desk/staff/devices";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(HOME, post(issue).get(pages::page))
        .route("/desk/staff/devices/{id}/renew", post(renew))
        .route("/desk/staff/devices/{id}/revoke", post(revoke))
        .route("/device", post(sign_in_device).get(pages::page))
}

fn failed(error: &ServiceError, pairs: Pairs) -> Response {
    match error {
        ServiceError::NotSignedIn => sign_in(DOOR, HOME, pairs),
        error => back(HOME, error, "", pairs),
    }
}

/// To the list, which shows the code once. The cookie that carries it goes to that page alone.
fn issued(code: &DeviceCode, notice: &str) -> Response {
    go_only(
        HOME,
        &Flash {
            notice: Some(notice.to_owned()),
            values: vec![
                (CODE.to_owned(), code.code.clone()),
                (CODE_UNTIL.to_owned(), show_time(code.until)),
            ],
            ..Flash::default()
        },
    )
}

async fn issue(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let names = ["kind", "name", "place"];
    let typed: Typed = names.into_iter().map(|name| (name, value(&pairs, name))).collect();
    match web.services.issue_device(&session, &typed).await {
        Ok(code) => issued(&code, "设备已增加。"),
        Err(error) => failed(&error, pairs),
    }
}

async fn renew(State(web): State<Web>, Extension(session): Extension<Session>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<AccountId>() else {
        return go(HOME);
    };
    match web.services.renew_device(&session, &id).await {
        Ok(code) => issued(&code, "设备码已重新发放，启用以后原来的登录失效。"),
        Err(error) => failed(&error, Pairs::new()),
    }
}

async fn revoke(State(web): State<Web>, Extension(session): Extension<Session>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<AccountId>() else {
        return go(HOME);
    };
    match web.services.revoke_device(&session, &id).await {
        Ok(()) => go_with(
            HOME,
            &Flash {
                notice: Some("设备已停用，并退出登录。".to_owned()),
                ..Flash::default()
            },
        ),
        Err(error) => failed(&error, Pairs::new()),
    }
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    code: String,
}

async fn sign_in_device(
    State(web): State<Web>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<CodeForm>,
) -> Response {
    let signed_in = web
        .services
        .sign_in_device(&form.code, &visitor.address, &visitor.device)
        .await;
    match signed_in {
        Ok(new) => {
            let mut response = go("/device");
            let cookie = web.cookies().set_device(&new.token, new.max_age_s);
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => back("/device", &error, "code", vec![("code".to_owned(), form.code)]),
    }
}
