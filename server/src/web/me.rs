//! The account's plain forms.

use app::backend::{Accounts, ServiceError, Session, Visitor};
use app::flash::Flash;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::id::PostId;

use super::flash::{back, go, go_with, noted, with_next};
use super::form::{Form, Pairs};
use super::posted::{Posted, refused as back_to};
use super::prefs::is_local;
use super::{Problem, Web};
use axum::response::IntoResponse as _;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/me", get(me))
        .route("/me/code", post(code))
        .route("/me/sign-in", post(sign_in).get(super::pages::page))
        .route("/me/sign-out", post(sign_out))
        .route("/me/sign-out-everywhere", post(sign_out_everywhere))
        .route("/me/sessions/end", post(end_session))
        .route("/me/real-name", post(real_name).get(super::pages::page))
        .route("/desk/post", post(choose_post).get(super::pages::page))
        .route("/desk/sign-in", post(staff_sign_in).get(super::pages::page))
}

/// Staff have a page of their own, in the staff's frame.
async fn me(State(web): State<Web>, Extension(session): Extension<Session>, request: Request) -> Response {
    if is_staff(&session) {
        return go("/desk/me");
    }
    super::pages::page(State(web), request).await
}

fn is_staff(session: &Session) -> bool {
    session.holder().is_ok_and(|holder| holder.role.is_staff())
}

/// The page of one's own sign-ins.
fn own_page(session: &Session) -> &'static str {
    if is_staff(session) { "/desk/me" } else { "/me" }
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[derive(Deserialize)]
struct CodeForm {
    #[serde(default)]
    phone: String,
    #[serde(default)]
    next: String,
}

async fn code(State(web): State<Web>, Extension(visitor): Extension<Visitor>, Form(form): Form<CodeForm>) -> Response {
    let page = with_next("/me/sign-in", &form.next);
    match web.services.send_code(&form.phone, &visitor.address).await {
        Ok(sent) => {
            let notice = format!(
                "验证码已发到 {}，{} 分钟内有效。",
                sent.phone_masked, sent.valid_minutes
            );
            let values = vec![
                pair("phone", &form.phone),
                pair("sent", "yes"),
                pair("demo_code", sent.demo_code.as_deref().unwrap_or_default()),
                pair("wait_s", &sent.resend_after_s.to_string()),
            ];
            go_with(
                &page,
                &Flash {
                    problems: Vec::new(),
                    values,
                    notice: Some(notice),
                },
            )
        }
        // The code sent before is still good: its box stays.
        Err(error @ ServiceError::TooMany { retry_after_s }) => {
            let wait = pair("wait_s", &retry_after_s.to_string());
            let values = vec![pair("phone", &form.phone), pair("sent", "yes"), wait];
            back(&page, &error, "phone", values)
        }
        Err(error) => back(&page, &error, "phone", vec![pair("phone", &form.phone)]),
    }
}

#[derive(Deserialize)]
struct SignInForm {
    #[serde(default)]
    phone: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    next: String,
}

async fn sign_in(
    State(web): State<Web>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<SignInForm>,
) -> Response {
    let signed_in = web
        .services
        .sign_in_by_code(&form.phone, &form.code, &visitor.address, &visitor.device)
        .await;
    match signed_in {
        Ok(new) => {
            let to = if is_local(&form.next) {
                form.next.as_str()
            } else {
                "/mine"
            };
            with_cookie(go(to), &web.cookies().set(&new.token, new.max_age_s))
        }
        Err(error) => {
            let page = with_next("/me/sign-in", &form.next);
            back(
                &page,
                &error,
                "code",
                vec![pair("phone", &form.phone), pair("sent", "yes")],
            )
        }
    }
}

#[derive(Deserialize)]
struct StaffForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

async fn staff_sign_in(
    State(web): State<Web>,
    Extension(visitor): Extension<Visitor>,
    Form(form): Form<StaffForm>,
) -> Response {
    let signed_in = web
        .services
        .sign_in_staff(&form.login, &form.password, &visitor.address, &visitor.device)
        .await;
    match signed_in {
        Ok(new) => {
            let to = if is_local(&form.next) {
                form.next.as_str()
            } else {
                "/desk"
            };
            with_cookie(go(to), &web.cookies().set(&new.token, new.max_age_s))
        }
        Err(error) => {
            let page = with_next("/desk/sign-in", &form.next);
            back(&page, &error, "password", vec![pair("login", &form.login)])
        }
    }
}

async fn choose_post(posted: Posted) -> Response {
    let next = posted.value("next");
    let page = with_next("/desk/post", next);
    let Ok(post) = posted.value("post").parse::<PostId>() else {
        let error = ServiceError::invalid("post", "还没有选择岗位", "请选择一个岗位");
        return back_to(&page, "post", &error, Pairs::new());
    };
    match posted.services().act_in(&posted.session, &post).await {
        Ok(()) if is_local(next) => go(next),
        Ok(()) => go("/desk"),
        Err(ServiceError::NotSignedIn) => go(&with_next("/desk/sign-in", next)),
        Err(error) => back_to(&page, "post", &error, Pairs::new()),
    }
}

async fn sign_out(State(web): State<Web>, Extension(session): Extension<Session>) -> Response {
    let staff = is_staff(&session);
    if let Err(error) = web.services.sign_out(&session).await {
        tracing::warn!(%error, "a session was not ended");
    }
    signed_out(&web, staff, "已退出登录。")
}

/// On to where one may sign in again, which says that one is signed out.
fn signed_out(web: &Web, staff: bool, words: &str) -> Response {
    let to = if staff { "/desk/sign-in" } else { "/" };
    with_cookie(noted(to, words), &web.cookies().clear())
}

async fn sign_out_everywhere(State(web): State<Web>, Extension(session): Extension<Session>) -> Response {
    match web.services.sign_out_everywhere(&session).await {
        Ok(()) => signed_out(&web, is_staff(&session), "所有设备都已退出登录。"),
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct SessionForm {
    id: String,
}

async fn end_session(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(form): Form<SessionForm>,
) -> Response {
    match web.services.end_session(&session, &form.id).await {
        Ok(()) => {
            let notice = Some("那台设备已经退出登录。".to_owned());
            go_with(
                own_page(&session),
                &Flash {
                    notice,
                    ..Flash::default()
                },
            )
        }
        Err(error) => refused(error),
    }
}

#[derive(Deserialize)]
struct RealNameForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    citizen_number: String,
    #[serde(default)]
    next: String,
}

async fn real_name(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(form): Form<RealNameForm>,
) -> Response {
    match web
        .services
        .set_real_name(&session, &form.name, &form.citizen_number)
        .await
    {
        Ok(()) if is_local(&form.next) => go(&form.next),
        Ok(()) => {
            let notice = Some("实名认证已完成，可以提交申请了。".to_owned());
            go_with(
                "/me",
                &Flash {
                    notice,
                    ..Flash::default()
                },
            )
        }
        Err(ServiceError::NotSignedIn) => go(&with_next("/me/sign-in", &with_next("/me/real-name", &form.next))),
        Err(error) => {
            let typed = vec![pair("name", &form.name), pair("citizen_number", &form.citizen_number)];
            back(&with_next("/me/real-name", &form.next), &error, "citizen_number", typed)
        }
    }
}

fn refused(error: ServiceError) -> Response {
    if error == ServiceError::NotSignedIn {
        go("/me/sign-in")
    } else {
        Problem::from(error).into_response()
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
