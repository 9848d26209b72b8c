//! The plain forms of the list of powers and of the catalogue's entries.

use app::backend::powers::Written;
use app::backend::{Entries, Powers, ServiceError, Session};
use app::flash::Flash;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Router};
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, Column, Power, PowerId, PowerStep, Typed};

use super::Web;
use super::flash::{Pairs, back, go, go_with, sign_in, value};
use super::form::Form;
use super::pages;

const DOOR: &str = "/desk/sign-in";

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/powers/new", post(add_power).get(pages::page))
        .route("/desk/powers/{id}/save", post(save_power))
        .route("/desk/powers/{id}/step", post(step_power))
        .route("/desk/entries/new", post(add_entry).get(pages::page))
        .route("/desk/entries/{id}/save", post(save_entry))
        .route("/desk/entries/{id}/withdraw", post(withdraw_entry))
        .route("/desk/entries/{id}/relist", post(relist_entry))
}

/// The columns of a row as they came.
fn typed_of(columns: &[Column], pairs: &Pairs) -> Typed {
    columns
        .iter()
        .map(|column| (column.name, value(pairs, column.name)))
        .collect()
}

fn revision_of(pairs: &Pairs) -> u32 {
    value(pairs, "revision").parse().unwrap_or_default()
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

/// On to the row, with what became of the save; a clash keeps what was typed, on the revision it clashed with.
fn written<Id: std::fmt::Display>(
    result: Result<Written<Id>, ServiceError>,
    form: &str,
    row: impl Fn(&Id) -> String,
    done: &str,
    mut pairs: Pairs,
) -> Response {
    match result {
        Ok(Written::Saved { id, merged: true, .. }) => told(
            &row(&id),
            "已保存。您填写时另一位同事也改了别的内容，两边的修改都已保留",
        ),
        Ok(Written::Saved { id, changed: false, .. }) => told(&row(&id), "内容没有变化"),
        Ok(Written::Saved { id, .. }) => told(&row(&id), done),
        Ok(Written::Clash { revision, problems }) => {
            pairs.set("revision", revision.to_string());
            back(form, &ServiceError::Invalid { problems }, "", pairs)
        }
        Err(error) => failed(form, &error, pairs),
    }
}

fn power_page(id: &PowerId) -> String {
    format!("/desk/powers/{id}")
}

fn entry_page(id: &ItemId) -> String {
    format!("/desk/entries/{id}")
}

async fn add_power(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let typed = typed_of(Power::COLUMNS, &pairs);
    let result = web.services.save_power(&session, None, 0, &typed).await;
    written(result, "/desk/powers/new", power_page, "已列入权责清单", pairs)
}

async fn save_power(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = id.parse::<PowerId>() else {
        return go("/desk/powers");
    };
    let typed = typed_of(Power::COLUMNS, &pairs);
    let result = web
        .services
        .save_power(&session, Some(&id), revision_of(&pairs), &typed)
        .await;
    written(result, &power_page(&id), power_page, "已保存", pairs)
}

async fn step_power(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let (Ok(id), Ok(step)) = (id.parse::<PowerId>(), value(&pairs, "step").parse::<PowerStep>()) else {
        return go("/desk/powers");
    };
    let page = power_page(&id);
    let input = format!("{}-reason", step.as_str());
    let (revision, reason) = (revision_of(&pairs), value(&pairs, &input));
    match web.services.step_power(&session, &id, revision, step, reason).await {
        Ok(()) => told(&page, format!("已完成：{}", step.words())),
        // Two steps on the page ask for a reason.
        Err(ServiceError::Invalid { mut problems }) => {
            for problem in problems.iter_mut().filter(|problem| problem.path == "reason") {
                problem.path.clone_from(&input);
            }
            failed(&page, &ServiceError::Invalid { problems }, pairs)
        }
        Err(error) => failed(&page, &error, pairs),
    }
}

async fn add_entry(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let typed = typed_of(CatalogueEntry::COLUMNS, &pairs);
    let result = web.services.save_entry(&session, 0, &typed).await;
    let done = "已列入目录，主管部门现在可以编写它的标准";
    written(result, "/desk/entries/new", entry_page, done, pairs)
}

async fn save_entry(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = id.parse::<ItemId>() else {
        return go("/desk/entries");
    };
    let mut typed = typed_of(CatalogueEntry::COLUMNS, &pairs);
    typed.set("id", id.as_str());
    // Without a revision it would be taken for a new one.
    let result = web
        .services
        .save_entry(&session, revision_of(&pairs).max(1), &typed)
        .await;
    written(result, &entry_page(&id), entry_page, "已保存", pairs)
}

async fn withdraw_entry(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = id.parse::<ItemId>() else {
        return go("/desk/entries");
    };
    let (revision, reason) = (revision_of(&pairs), value(&pairs, "reason"));
    match web.services.withdraw_entry(&session, &id, revision, reason).await {
        Ok(()) => told(&entry_page(&id), "已从目录里取消"),
        Err(error) => failed(&entry_page(&id), &error, pairs),
    }
}

async fn relist_entry(
    State(web): State<Web>,
    Extension(session): Extension<Session>,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Response {
    let Ok(id) = id.parse::<ItemId>() else {
        return go("/desk/entries");
    };
    match web.services.relist_entry(&session, &id, revision_of(&pairs)).await {
        Ok(()) => told(&entry_page(&id), "已重新列入目录"),
        Err(error) => failed(&entry_page(&id), &error, pairs),
    }
}
