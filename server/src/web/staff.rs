//! The plain forms of staff accounts, of one's own password, and the log's export.

use app::backend::log::{LogFilter, LogLine};
use app::backend::staff::HandedOut;
use app::backend::{Accounts, Log, ServiceError, Session, Staff};
use app::flash::Flash;
use app::staff::{HANDED, WAS};
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use futures::stream::StreamExt as _;
use serde::Deserialize;
use shared::id::AccountId;
use shared::powers::{KeptList, Typed};
use shared::staff::COLUMNS;
use shared::time::show_time;

use super::flash::{Pairs, back, go, go_only, go_with, sign_in, value};
use super::form::Form;
use super::table::{attachment, rows};
use super::{Problem, Web, pages, workbooks};

const DOOR: &str = "/desk/sign-in";
const HOME: &str = "/desk/staff";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/me/password", post(choose_password))
        .route("/desk/staff/new", post(open).get(pages::page))
        .route("/desk/staff/{id}/change", post(change))
        .route("/desk/staff/{id}/close", post(close))
        .route("/desk/staff/{id}/reopen", post(reopen))
        .route("/desk/staff/{id}/reset", post(reset))
        .route("/desk/staff/import/{job}/passwords", post(passwords))
        .route("/desk/log/export.csv", get(export))
}

fn told(page: &str, notice: impl Into<String>) -> Response {
    go_with(
        page,
        &Flash {
            notice: Some(notice.into()),
            ..Flash::default()
        },
    )
}

fn failed(page: &str, error: &ServiceError, pairs: Pairs) -> Response {
    match error {
        ServiceError::NotSignedIn => sign_in(DOOR, page, pairs),
        error => back(page, error, "", pairs),
    }
}

fn typed_of(pairs: &Pairs) -> Typed {
    COLUMNS
        .iter()
        .map(|column| (column.name, value(pairs, column.name)))
        .collect()
}

/// What stood in the form when it was opened.
fn was_of(pairs: &Pairs) -> Option<Typed> {
    let was: Vec<(&str, String)> = COLUMNS
        .iter()
        .map(|column| (column.name, value(pairs, &format!("{WAS}{}", column.name)).to_owned()))
        .collect();
    let any = was.iter().any(|(_, text)| !text.is_empty());
    any.then(|| was.into_iter().collect())
}

/// The account of an address; anything else is none.
fn account(id: &str) -> Option<AccountId> {
    id.parse().ok()
}

fn successor(pairs: &Pairs) -> Option<AccountId> {
    value(pairs, "successor").parse().ok()
}

/// To the account's page, which shows the password once. The cookie that carries it goes to that page alone.
fn handed(out: &HandedOut, notice: &str) -> Response {
    go_only(
        &format!("{HOME}/{}", out.id),
        &Flash {
            notice: Some(notice.to_owned()),
            values: vec![(HANDED.to_owned(), out.password.clone())],
            ..Flash::default()
        },
    )
}

async fn open(State(web): State<Web>, Extension(session): Extension<Session>, Form(pairs): Form<Pairs>) -> Response {
    match web.services.open_account(&session, &typed_of(&pairs)).await {
        Ok(out) => handed(&out, "账号已开通。"),
        Err(error) => failed("/desk/staff/new", &error, pairs),
    }
}

async fn change(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Some(id) = account(&id) else { return go(HOME) };
    let page = format!("{HOME}/{id}");
    let to = successor(&pairs);
    match web
        .services
        .change_account(&session, &id, &typed_of(&pairs), was_of(&pairs).as_ref(), to.as_ref())
        .await
    {
        Ok(()) => told(&page, "已保存。"),
        Err(error) => failed(&page, &error, pairs),
    }
}

async fn close(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Some(id) = account(&id) else { return go(HOME) };
    let page = format!("{HOME}/{id}");
    match web
        .services
        .close_account(&session, &id, successor(&pairs).as_ref())
        .await
    {
        Ok(0) => told(&page, "账号已停用。"),
        Ok(cases) => told(&page, format!("账号已停用，{cases} 件办件已移交。")),
        Err(error) => failed(&page, &error, pairs),
    }
}

async fn reopen(State(web): State<Web>, Extension(session): Extension<Session>, Path(id): Path<String>) -> Response {
    let Some(id) = account(&id) else { return go(HOME) };
    match web.services.reopen_account(&session, &id).await {
        Ok(out) => handed(&out, "账号已重新启用。"),
        Err(error) => failed(&format!("{HOME}/{id}"), &error, Pairs::new()),
    }
}

async fn reset(State(web): State<Web>, Extension(session): Extension<Session>, Path(id): Path<String>) -> Response {
    let Some(id) = account(&id) else { return go(HOME) };
    match web.services.reset_account(&session, &id).await {
        Ok(out) => handed(&out, "密码已重置。"),
        Err(error) => failed(&format!("{HOME}/{id}"), &error, Pairs::new()),
    }
}

async fn passwords(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(job): Path<String>,
    headers: HeaderMap,
) -> Response {
    let plain = job.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let page = if plain {
        format!("{HOME}/import/{job}")
    } else {
        HOME.to_owned()
    };
    match web.services.hand_out(&session, &job).await {
        Ok(book) => workbooks::sent(Ok(book), KeptList::Staff, &headers),
        Err(error) => failed(&page, &error, Pairs::new()),
    }
}

#[derive(Deserialize)]
struct PasswordForm {
    #[serde(default)]
    old: String,
    #[serde(default)]
    new: String,
    #[serde(default)]
    again: String,
}

async fn choose_password(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(form): Form<PasswordForm>,
) -> Response {
    let first = session.pending.is_some();
    match web
        .services
        .change_password(&session, &form.old, &form.new, &form.again)
        .await
    {
        Ok(()) if first => go("/desk"),
        Ok(()) => told("/desk/me", "密码已修改，其他设备已退出登录。"),
        // What was typed into a password field is never sent back.
        Err(error) => match error {
            ServiceError::NotSignedIn => sign_in(DOOR, "/desk/me", Pairs::new()),
            error => back("/desk/me", &error, "old", Pairs::new()),
        },
    }
}

/// What the address of an export says; the same names as the page's.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    book: String,
    who: Option<String>,
    act: Option<String>,
    object: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

impl Asked {
    fn filter(self) -> LogFilter {
        let day = |text: Option<String>| text.and_then(|text| text.trim().parse().ok());
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        LogFilter {
            book: self.book.parse().unwrap_or_default(),
            who: given(self.who),
            act: given(self.act),
            object: given(self.object),
            from: day(self.from),
            to: day(self.to),
            cursor: None,
        }
    }
}

/// The log as it is narrowed, piece after piece as the reader takes it: its length costs no memory.
async fn export(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let filter = asked.filter();
    // The first piece decides whether there is an answer at all.
    let first = match web.services.log_piece(&session, &filter).await {
        Ok(first) => first,
        Err(ServiceError::NotSignedIn) => return sign_in(DOOR, "/desk/log", Pairs::new()),
        Err(error) => return Problem::from(error).answer(&headers),
    };
    let begin = lines(Some(HEAD), &first.lines);
    let rest = futures::stream::unfold(
        (web, session, filter, first.next),
        |(web, session, filter, next)| async move {
            let filter = LogFilter {
                cursor: Some(next?),
                ..filter
            };
            match web.services.log_piece(&session, &filter).await {
                Ok(page) => Some((lines(None, &page.lines), (web, session, filter, page.next))),
                Err(error) => Some((Err(std::io::Error::other(error)), (web, session, filter, None))),
            }
        },
    );
    let begin = futures::stream::once(async { begin });
    attachment("操作日志.csv", begin.chain(rest))
}

const HEAD: [&str; 7] = ["时间", "人员", "账号和岗位", "操作", "对象", "结果", "内容"];

fn lines(head: Option<[&str; 7]>, lines: &[LogLine]) -> Result<Bytes, std::io::Error> {
    let head = head.map(|head| head.map(str::to_owned));
    rows(head.into_iter().chain(lines.iter().map(line)))
}

fn line(line: &LogLine) -> [String; 7] {
    let done = if line.done { "完成" } else { "没有办成" };
    [
        show_time(line.at),
        line.by.clone(),
        line.by_whom.clone(),
        line.words.clone(),
        line.object.clone(),
        done.to_owned(),
        line.detail.clone(),
    ]
}
