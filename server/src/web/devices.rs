//! The plain forms of machines: set up at the desk, signed in at the machine itself.

use app::backend::devices::DeviceCode;
use app::backend::{Devices, ServiceError, Visitor};
use app::flash::Flash;
use app::staff::{CODE, CODE_UNTIL};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::id::AccountId;
use shared::powers::Typed;
use shared::time::show_time;

use super::flash::{go, go_only};
use super::posted::{Posted, pressed};
use super::{Web, pages};

const HOME: &str = "/desk/staff/devices";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route(HOME, post(issue).get(pages::page))
        .route("/desk/staff/devices/{id}/renew", post(renew))
        .route("/desk/staff/devices/{id}/revoke", post(revoke))
        .route("/device", post(sign_in_device).get(pages::page))
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

async fn issue(posted: Posted) -> Response {
    let names = ["kind", "name", "place"];
    let typed: Typed = names.into_iter().map(|name| (name, posted.value(name))).collect();
    match posted.services().issue_device(&posted.session, &typed).await {
        Ok(code) => issued(&code, "设备已增加。"),
        Err(error) => posted.refused(HOME, &error),
    }
}

async fn renew(posted: Posted<AccountId>) -> Response {
    match posted.services().renew_device(&posted.session, &posted.at).await {
        Ok(code) => issued(&code, "设备码已重新发放，启用以后原来的登录失效。"),
        Err(error) => pressed(HOME, Err::<String, ServiceError>(error)),
    }
}

async fn revoke(posted: Posted<AccountId>) -> Response {
    let done = posted.services().revoke_device(&posted.session, &posted.at).await;
    pressed(HOME, done.map(|()| "设备已停用，并退出登录。"))
}

async fn sign_in_device(Extension(visitor): Extension<Visitor>, posted: Posted) -> Response {
    let signed_in = posted
        .services()
        .sign_in_device(posted.value("code"), &visitor.address, &visitor.device)
        .await;
    match signed_in {
        Ok(new) => {
            let mut response = go("/device");
            let cookie = posted.web.cookies().set_device(&new.token, new.max_age_s);
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => posted.refused_at("/device", "code", &error),
    }
}
