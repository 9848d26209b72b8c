//! The plain forms of the list of powers and of the catalogue's entries.

use app::backend::powers::Written;
use app::backend::{Entries, Powers, ServiceError};
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, Column, Power, PowerId, PowerStep, Typed};

use super::flash::{go, noted};
use super::posted::{Posted, refused, renamed};
use super::{Web, pages};

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
fn typed_of<At>(posted: &Posted<At>, columns: &[Column]) -> Typed {
    columns
        .iter()
        .map(|column| (column.name, posted.value(column.name)))
        .collect()
}

/// On to the row, with what became of the save; a clash keeps what was typed, on the revision it clashed with.
fn written<At, Id: std::fmt::Display>(
    posted: Posted<At>,
    result: Result<Written<Id>, ServiceError>,
    form: &str,
    row: impl Fn(&Id) -> String,
    done: &str,
) -> Response {
    match result {
        Ok(Written::Saved { id, merged: true, .. }) => noted(
            &row(&id),
            "已保存。您填写时另一位同事也改了别的内容，两边的修改都已保留",
        ),
        Ok(Written::Saved { id, changed: false, .. }) => noted(&row(&id), "内容没有变化"),
        Ok(Written::Saved { id, .. }) => noted(&row(&id), done),
        Ok(Written::Clash { revision, problems }) => {
            let mut typed = posted.typed;
            typed.set("revision", revision.to_string());
            refused(form, "", &ServiceError::Invalid { problems }, typed)
        }
        Err(error) => posted.refused(form, &error),
    }
}

fn power_page(id: &PowerId) -> String {
    format!("/desk/powers/{id}")
}

fn entry_page(id: &ItemId) -> String {
    format!("/desk/entries/{id}")
}

async fn add_power(posted: Posted) -> Response {
    let typed = typed_of(&posted, Power::COLUMNS);
    let result = posted.services().save_power(&posted.session, None, 0, &typed).await;
    written(posted, result, "/desk/powers/new", power_page, "已列入权责清单")
}

async fn save_power(posted: Posted<PowerId>) -> Response {
    let typed = typed_of(&posted, Power::COLUMNS);
    let result = posted
        .services()
        .save_power(&posted.session, Some(&posted.at), posted.revision(), &typed)
        .await;
    let page = power_page(&posted.at);
    written(posted, result, &page, power_page, "已保存")
}

async fn step_power(posted: Posted<PowerId>) -> Response {
    let page = power_page(&posted.at);
    let Ok(step) = posted.value("step").parse::<PowerStep>() else {
        return go(&page);
    };
    // Two steps on the page ask for a reason.
    let input = format!("{}-reason", step.as_str());
    let (revision, reason) = (posted.revision(), posted.value(&input));
    let done = posted
        .services()
        .step_power(&posted.session, &posted.at, revision, step, reason)
        .await;
    let at_input = |error| renamed(error, |path| (path == "reason").then(|| input.clone()));
    let done = done.map(|()| format!("已完成：{}", step.words()));
    posted.told(&page, done.map_err(at_input))
}

async fn add_entry(posted: Posted) -> Response {
    let typed = typed_of(&posted, CatalogueEntry::COLUMNS);
    let result = posted.services().save_entry(&posted.session, 0, &typed).await;
    let done = "已列入目录，主管部门现在可以编写它的标准";
    written(posted, result, "/desk/entries/new", entry_page, done)
}

async fn save_entry(posted: Posted<ItemId>) -> Response {
    let mut typed = typed_of(&posted, CatalogueEntry::COLUMNS);
    typed.set("id", posted.at.as_str());
    // Without a revision it would be taken for a new one.
    let revision = posted.revision().max(1);
    let result = posted.services().save_entry(&posted.session, revision, &typed).await;
    let page = entry_page(&posted.at);
    written(posted, result, &page, entry_page, "已保存")
}

async fn withdraw_entry(posted: Posted<ItemId>) -> Response {
    let (revision, reason) = (posted.revision(), posted.value("reason"));
    let done = posted
        .services()
        .withdraw_entry(&posted.session, &posted.at, revision, reason)
        .await;
    posted.told(&entry_page(&posted.at), done.map(|()| "已从目录里取消"))
}

async fn relist_entry(posted: Posted<ItemId>) -> Response {
    let done = posted
        .services()
        .relist_entry(&posted.session, &posted.at, posted.revision())
        .await;
    posted.told(&entry_page(&posted.at), done.map(|()| "已重新列入目录"))
}
