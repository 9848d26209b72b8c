//! The plain forms of staff accounts, of one's own password, and the log's export.

use app::backend::log::{LogFilter, LogLine};
use app::backend::staff::HandedOut;
use app::backend::{Accounts, Log, ServiceError, Session, Staff};
use app::flash::Flash;
use app::staff::{HANDED, WAS};
use axum::body::Bytes;
use axum::extract::{Query, State};
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

use super::flash::{Pairs, go, go_only, noted, sign_in};
use super::posted::{Posted, refused};
use super::table::{attachment, rows};
use super::workbooks::{self, ImportName};
use super::{Problem, Web, pages};

const HOME: &str = "/desk/staff";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/me/password", post(choose_password))
        .route("/desk/staff/new", post(open).get(pages::page))
        .route("/desk/staff/{id}/change", post(change))
        .route("/desk/staff/{id}/close", post(close))
        .route("/desk/staff/{id}/posts", post(add_post))
        .route("/desk/staff/{id}/posts/end", post(end_post))
        .route("/desk/staff/{id}/substitute", post(substitute))
        .route("/desk/staff/{id}/reopen", post(reopen))
        .route("/desk/staff/{id}/reset", post(reset))
        .route("/desk/staff/import/{job}/passwords", post(passwords))
        .route("/desk/log/export.csv", get(export))
}

fn typed_of<At>(posted: &Posted<At>) -> Typed {
    COLUMNS
        .iter()
        .map(|column| (column.name, posted.value(column.name)))
        .collect()
}

fn named<At>(posted: &Posted<At>, names: &[&'static str]) -> Typed {
    names.iter().map(|name| (*name, posted.value(name))).collect()
}

/// What stood in the form when it was opened.
fn was_of<At>(posted: &Posted<At>) -> Option<Typed> {
    let was: Vec<(&str, &str)> = COLUMNS
        .iter()
        .map(|column| (column.name, posted.value(&format!("{WAS}{}", column.name))))
        .collect();
    let any = was.iter().any(|(_, text)| !text.is_empty());
    any.then(|| was.into_iter().collect())
}

fn successor<At>(posted: &Posted<At>) -> Option<AccountId> {
    posted.value("successor").parse().ok()
}

fn page_of(id: &AccountId) -> String {
    format!("{HOME}/{id}")
}

/// To the account's page, which shows the password once. The cookie that carries it goes to that page alone.
fn handed<At>(posted: &Posted<At>, page: &str, done: Result<HandedOut, ServiceError>, notice: &str) -> Response {
    let out = match done {
        Ok(out) => out,
        Err(error) => return posted.refused(page, &error),
    };
    go_only(
        &page_of(&out.id),
        &Flash {
            notice: Some(notice.to_owned()),
            values: vec![(HANDED.to_owned(), out.password)],
            ..Flash::default()
        },
    )
}

async fn open(posted: Posted) -> Response {
    let done = posted
        .services()
        .open_account(&posted.session, &typed_of(&posted))
        .await;
    handed(&posted, "/desk/staff/new", done, "账号已开通。")
}

async fn change(posted: Posted<AccountId>) -> Response {
    let (typed, was, to) = (typed_of(&posted), was_of(&posted), successor(&posted));
    let done = posted
        .services()
        .change_account(&posted.session, &posted.at, &typed, was.as_ref(), to.as_ref())
        .await;
    posted.told(&page_of(&posted.at), done.map(|()| "已保存。"))
}

async fn close(posted: Posted<AccountId>) -> Response {
    let done = posted
        .services()
        .close_account(&posted.session, &posted.at, successor(&posted).as_ref())
        .await;
    let done = done.map(|cases| match cases {
        0 => "账号已停用。".to_owned(),
        cases => format!("账号已停用，{cases} 件办件已移交。"),
    });
    posted.told(&page_of(&posted.at), done)
}

async fn add_post(posted: Posted<AccountId>) -> Response {
    let typed = named(&posted, &["role", "territory", "department", "from", "until"]);
    let done = posted.services().add_post(&posted.session, &posted.at, &typed).await;
    posted.told(&page_of(&posted.at), done.map(|()| "岗位已增加。"))
}

async fn substitute(posted: Posted<AccountId>) -> Response {
    let typed = named(&posted, &["post", "from", "until", "reason"]);
    let done = posted.services().substitute(&posted.session, &posted.at, &typed).await;
    posted.told(&page_of(&posted.at), done.map(|()| "代理已安排。"))
}

async fn end_post(posted: Posted<AccountId>) -> Response {
    let page = page_of(&posted.at);
    let Ok(post) = posted.value("post").parse() else {
        return go(&page);
    };
    let done = posted.services().end_post(&posted.session, &posted.at, &post).await;
    posted.told(&page, done.map(|()| "岗位已结束。"))
}

async fn reopen(posted: Posted<AccountId>) -> Response {
    let done = posted.services().reopen_account(&posted.session, &posted.at).await;
    handed(&posted, &page_of(&posted.at), done, "账号已重新启用。")
}

async fn reset(posted: Posted<AccountId>) -> Response {
    let done = posted.services().reset_account(&posted.session, &posted.at).await;
    handed(&posted, &page_of(&posted.at), done, "密码已重置。")
}

async fn passwords(headers: HeaderMap, posted: Posted<ImportName>) -> Response {
    match posted.services().hand_out(&posted.session, &posted.at.0).await {
        Ok(book) => workbooks::sent(Ok(book), KeptList::Staff, &headers),
        Err(error) => posted.refused(&format!("{HOME}/import/{}", posted.at.0), &error),
    }
}

async fn choose_password(posted: Posted) -> Response {
    let first = posted.session.pending.is_some();
    let [old, new, again] = ["old", "new", "again"].map(|name| posted.value(name));
    match posted
        .services()
        .change_password(&posted.session, old, new, again)
        .await
    {
        Ok(()) if first => go("/desk"),
        Ok(()) => noted("/desk/me", "密码已修改，其他设备已退出登录。"),
        // What was typed into a password field is never sent back.
        Err(error) => refused("/desk/me", "old", &error, Pairs::new()),
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
        Err(ServiceError::NotSignedIn) => return sign_in("/desk/log", Pairs::new()),
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
