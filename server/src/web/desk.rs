//! The desk's plain forms: acting on a case, and asking for a look.

use app::backend::catalogue::query_string;
use app::backend::desk::{Act, MAX_REASON, MIN_REASON};
use app::backend::{Desk, ServiceError, Session};
use app::desk::UNMASK;
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use serde::Deserialize;
use shared::case::{CaseNo, Delivery, WaybillError};
use shared::problem::FieldProblem;

use super::Web;
use super::flash::{Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
use super::pages::page;

/// Longer than the filters of the queue ever are.
const MOST_OF_A_QUERY: usize = 900;

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/cases/{number}/act", post(act))
        .route("/desk/cases/{number}/look", post(look))
        .route("/desk/queue", post(find).get(page))
        .route("/desk/queue/export", get(super::queue_export::export))
}

/// What the queue is narrowed by, as its address names it.
const NARROWED_BY: [&str; 9] = [
    "shelf",
    "item",
    "department",
    "place",
    "state",
    "due",
    "channel",
    "sort",
    "mine",
];

/// On to the queue as it was narrowed: with what was looked for sealed in the address.
async fn find(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    let find = match value(&pairs, "text").trim() {
        "" => Ok(String::new()),
        text => web.services.seek(&session, text).await,
    };
    let find = match find {
        Ok(find) => find,
        Err(ServiceError::NotSignedIn) => return sign_in("/desk/sign-in", "/desk/queue", pairs),
        Err(error) => return back("/desk/queue", &error, "text", pairs),
    };
    let parts = NARROWED_BY.into_iter().map(|name| (name, value(&pairs, name)));
    let parts: Vec<_> = parts
        .chain([("find", find.as_str())])
        .filter(|(_, value)| !value.is_empty())
        .collect();
    match parts.is_empty() {
        true => go("/desk/queue"),
        false => go(&format!("/desk/queue?{}", query_string(parts))),
    }
}

async fn act(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(number): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/desk/queue");
    };
    let page = case_page(&number, value(&pairs, "from"));
    let done = match act_of(&pairs) {
        Ok(act) => {
            let revision = value(&pairs, "revision").parse().unwrap_or(0);
            web.services.act(&session, &number, revision, act).await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(acted) => go_with(
            &page,
            &Flash {
                notice: Some(acted.words),
                ..Flash::default()
            },
        ),
        Err(ServiceError::NotSignedIn) => sign_in("/desk/sign-in", &page, pairs),
        Err(error) => back(&page, &at_inputs(error, value(&pairs, "act")), "", pairs),
    }
}

/// A case's page, with the query of the list it was opened from.
fn case_page(number: &CaseNo, from: &str) -> String {
    let from: String = from.chars().take(MOST_OF_A_QUERY).collect();
    match from.as_str() {
        "" => format!("/desk/cases/{number}"),
        from => format!("/desk/cases/{number}?{}", query_string([("from", from)])),
    }
}

/// Problems at the inputs of the act that was tried: several acts on the page ask for a reason.
fn at_inputs(error: ServiceError, act: &str) -> ServiceError {
    let ServiceError::Invalid { mut problems } = error else {
        return error;
    };
    for problem in &mut problems {
        let input = match (act, problem.path.as_str()) {
            (_, "") => continue,
            ("refuse", "reason") => "reasons",
            (_, path) => path,
        };
        problem.path = format!("{act}-{input}");
    }
    ServiceError::Invalid { problems }
}

fn act_of(pairs: &Pairs) -> Result<Act, ServiceError> {
    let text = |name: &str| value(pairs, name).trim().to_owned();
    let to = || {
        value(pairs, "to")
            .parse()
            .map_err(|_| ServiceError::invalid("to", "还没有选择同事", "请从列表里选择一位同事"))
    };
    Ok(match value(pairs, "act") {
        "take" => Act::Take,
        "accept" => Act::Accept,
        "assign" => Act::Assign { to: to()? },
        "hand_over" => Act::HandOver {
            to: to().map_err(|error| with_reason(error, &text("reason")))?,
            reason: text("reason"),
        },
        "decline" => Act::Decline {
            reason: text("reason"),
            right_office: Some(text("right_office")).filter(|o| !o.is_empty()),
        },
        "grant" => Act::Grant {
            result: text("result"),
            notes: text("note"),
        },
        "refuse" => Act::Refuse {
            reasons: text("reasons"),
            basis: text("basis"),
        },
        "close" => Act::Close {
            delivery: delivery_of(pairs)?,
            note: text("note"),
        },
        _ => {
            return Err(ServiceError::Conflict {
                message: "不认识这个操作".into(),
                fix: "请刷新页面后重试".into(),
            });
        }
    })
}

/// What is wrong with whom it goes to, and with the reason where there is none: all at once.
fn with_reason(error: ServiceError, reason: &str) -> ServiceError {
    match error {
        ServiceError::Invalid { mut problems } if reason.is_empty() => {
            problems.push(FieldProblem::new(
                "reason",
                "没有写移交的原因",
                "请写明移交的原因，接手的同事会看到",
            ));
            ServiceError::Invalid { problems }
        }
        error => error,
    }
}

/// How the result reached the applicant; a parcel has its number.
fn delivery_of(pairs: &Pairs) -> Result<Delivery, ServiceError> {
    match value(pairs, "delivery") {
        "window" => Ok(Delivery::Window),
        "post" if value(pairs, "waybill").trim().is_empty() => Err(ServiceError::invalid(
            "waybill",
            "还没有填写快递单号",
            "请照面单填写，申请人靠它查快递",
        )),
        "post" => match value(pairs, "waybill").parse() {
            Ok(waybill) => Ok(Delivery::Post { waybill }),
            Err(error) => Err(ServiceError::Invalid {
                problems: vec![FieldProblem::of("waybill", &error as &WaybillError)],
            }),
        },
        _ => Err(ServiceError::invalid(
            "delivery",
            "还没有选怎么送达的",
            "请选窗口交付还是邮寄，申请人会看到",
        )),
    }
}

#[derive(Deserialize)]
struct LookForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    from: String,
}

/// The reason goes along in a cookie for one page: an address with it would end up in logs.
async fn look(Path(number): Path<String>, Form(form): Form<LookForm>) -> Response {
    let Ok(number) = number.parse::<CaseNo>() else {
        return go("/desk/queue");
    };
    let reason = form.reason.trim().to_owned();
    let wrong = match reason.chars().count() {
        short if short < MIN_REASON => Some(("请写明查看的原因", "至少 4 个字，例如：核对申请人身份")),
        long if long > MAX_REASON => Some(("查看的原因太长", "请写在 200 字以内")),
        _ => None,
    };
    if let Some((message, fix)) = wrong {
        let error = ServiceError::invalid("look_reason", message, fix);
        let page = case_page(&number, &form.from);
        return back(&page, &error, "", vec![("look_reason".to_owned(), reason)]);
    }
    let reason = Flash {
        notice: Some(reason),
        ..Flash::default()
    }
    .encode();
    let mut response = go(&case_page(&number, &form.from));
    let cookie = format!("{UNMASK}={number}~{reason}; Path=/; Max-Age=30; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
