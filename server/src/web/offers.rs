//! The plain forms of lists, halls, arrangements and drift.

use app::backend::catalogue::query_string;
use app::backend::offers::{BulkAsk, BulkWhat, OfferState, Settle};
use app::backend::{Delegations, Offers, ServiceError};
use axum::Router;
use axum::response::Response;
use axum::routing::post;
use shared::catalogue::ItemId;
use shared::offers::{Choice, Drift};
use shared::place::{DivisionCode, Tier};

use super::Web;
use super::flash::{Pairs, go, noted, value};
use super::pages::page;
use super::posted::{Posted, pressed, refused};

pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/desk/lists/{place}/choose", post(choose))
        .route("/desk/lists/{place}/items/{item}", post(save_local).get(page))
        .route("/desk/lists/{place}/copy", post(copy).get(page))
        .route("/desk/lists/bulk", post(plan).get(page))
        .route("/desk/lists/bulk/apply", post(apply))
        .route("/desk/halls/{place}", post(save_hall).get(page))
        .route("/desk/halls/{place}/closures", post(close))
        .route("/desk/halls/{place}/closures/remove", post(reopen))
        .route("/desk/delegation/{item}/{tier}", post(arrange).get(page))
        .route("/desk/delegation/{item}/{tier}/clear", post(clear))
        .route("/desk/drift/settle", post(settle))
}

/// Every value of a name.
fn values<'a, T: std::str::FromStr>(pairs: &'a Pairs, name: &'a str) -> impl Iterator<Item = T> + 'a {
    pairs
        .iter()
        .filter(move |(key, _)| key == name)
        .filter_map(|(_, value)| value.parse().ok())
}

/// The choices that differ from what the row showed, or one for all that are ticked.
fn choices_of(pairs: &Pairs) -> Result<Vec<(ItemId, Choice)>, ServiceError> {
    if value(pairs, "act") == "ticked" {
        let choice = value(pairs, "all")
            .parse::<Choice>()
            .map_err(|_| ServiceError::invalid("all", "没有选改为什么", "请从列表里选一种"))?;
        let ticked: Vec<_> = values(pairs, "item").map(|item| (item, choice)).collect();
        if ticked.is_empty() {
            return Err(ServiceError::invalid(
                "",
                "还没有勾选事项",
                "请先勾选，再点“修改勾选的事项”",
            ));
        }
        return Ok(ticked);
    }
    Ok(pairs
        .iter()
        .filter_map(|(key, chosen)| {
            let item = key.strip_prefix("part:")?;
            let was = value(pairs, &format!("was:{item}"));
            let choice: Choice = chosen.parse().ok().filter(|_| chosen != was)?;
            Some((item.parse().ok()?, choice))
        })
        .collect())
}

/// The same list at another page.
fn turned_to(list: &str, page: u32) -> String {
    let (path, query) = list.split_once('?').unwrap_or((list, ""));
    let kept = query
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("page="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("page={page}")]).collect();
    format!("{path}?{}", query.join("&"))
}

/// Where else of the list this goes on to: another page, narrowed, or all of it.
fn onto(list: &str, here: &str, pairs: &Pairs) -> Option<String> {
    match value(pairs, "go") {
        "narrow" => {
            let parts = ["text", "department", "standing", "drift"].map(|name| (name, value(pairs, name).trim()));
            let query = query_string(parts.into_iter().filter(|(_, value)| !value.is_empty()));
            Some(format!("{list}?{query}").trim_end_matches('?').to_owned())
        }
        "all" => Some(list.to_owned()),
        page => Some(turned_to(here, page.parse().ok()?)),
    }
}

/// What the rows said when the page was made.
fn rows_as_shown(pairs: &Pairs) -> Vec<(ItemId, OfferState)> {
    let shown = pairs.iter().filter_map(|(key, was)| {
        let item = key.strip_prefix("was:")?;
        Some((item.parse().ok()?, was.parse().ok()?))
    });
    shown.collect()
}

async fn choose(posted: Posted<DivisionCode>) -> Response {
    let (place, pairs) = (&posted.at, &posted.typed);
    let query = posted.value("back");
    // What is no part of an address narrows nothing.
    let to = if query.starts_with('?') && query.bytes().all(|byte| byte.is_ascii_graphic()) {
        format!("/desk/lists/{place}{query}")
    } else {
        format!("/desk/lists/{place}")
    };
    let done = async {
        let (choices, shown) = (choices_of(pairs)?, rows_as_shown(pairs));
        posted.services().choose(&posted.session, place, &choices, &shown).await
    };
    let done = done.await;
    // Turning the page and narrowing the list save what was chosen on this page first.
    let onto = onto(&format!("/desk/lists/{place}"), &to, pairs).filter(|_| done.is_ok());
    if let (Some(to), Ok(0)) = (&onto, &done) {
        return go(to);
    }
    let to = onto.unwrap_or(to);
    let error = match done {
        Ok(0) => return noted(&to, "没有改动，清单本来就是这样。"),
        Ok(changed) => return noted(&to, format!("已修改 {changed} 项，群众马上能看到。")),
        Err(error) => error,
    };
    // What was chosen comes back; what merely stood there need not.
    let typed = pairs
        .iter()
        .filter(|(key, chosen)| {
            key.strip_prefix("part:")
                .is_some_and(|item| posted.value(&format!("was:{item}")) != chosen)
        })
        .cloned()
        .collect();
    refused(&to, "", &error, typed)
}

async fn save_local(posted: Posted<(DivisionCode, ItemId)>) -> Response {
    let (place, item) = &posted.at;
    let done = posted
        .services()
        .save_local(&posted.session, place, item, &posted.typed)
        .await;
    let done = done.map(|()| "已保存，群众马上能看到。");
    posted.told(&format!("/desk/lists/{place}/items/{item}"), done)
}

async fn copy(posted: Posted<DivisionCode>) -> Response {
    let planned = async {
        let from = posted
            .value("from")
            .parse()
            .map_err(|_| ServiceError::invalid("from", "没有选从哪里复制", "请从列表里选一个地点"))?;
        let details = posted.value("details") == "yes";
        let ask = BulkAsk {
            places: vec![posted.at.clone()],
            villages_of: Vec::new(),
            what: BulkWhat::Copy { from, details },
        };
        posted.services().plan_bulk(&posted.session, &ask).await
    };
    match planned.await {
        Ok(id) => go(&plan_page(&id)),
        Err(error) => posted.refused_at(&format!("/desk/lists/{}/copy", posted.at), "from", &error),
    }
}

fn plan_page(id: &str) -> String {
    format!("/desk/lists/bulk?{}", query_string([("plan", id)]))
}

async fn plan(posted: Posted) -> Response {
    let pairs = &posted.typed;
    let planned = async {
        let choice = posted
            .value("choice")
            .parse()
            .map_err(|_| ServiceError::invalid("choice", "没有选改为什么", "请从列表里选一种"))?;
        let items = values(pairs, "item").collect();
        let ask = BulkAsk {
            places: values(pairs, "place").collect(),
            villages_of: values(pairs, "villages").collect(),
            what: BulkWhat::Set { items, choice },
        };
        posted.services().plan_bulk(&posted.session, &ask).await
    };
    match planned.await {
        Ok(id) => go(&plan_page(&id)),
        Err(error) => {
            let town = query_string([("town", posted.value("town"))]);
            posted.refused_at(&format!("/desk/lists/bulk?{town}"), "place", &error)
        }
    }
}

async fn apply(posted: Posted) -> Response {
    let (id, seal) = (posted.value("plan"), posted.value("seal"));
    let done = posted.services().apply_bulk(&posted.session, id, seal).await;
    let page = match &done {
        Ok(_) => "/desk/lists".to_owned(),
        Err(ServiceError::NotFound { .. }) => "/desk/lists/bulk".to_owned(),
        Err(_) => plan_page(id),
    };
    let done = done.map(|done| {
        let refused = match done.refused {
            0 => String::new(),
            refused => format!("不允许的 {refused} 处没有改。"),
        };
        format!("已修改 {} 个地点的 {} 处。{refused}", done.places, done.changed)
    });
    pressed(&page, done)
}

fn hall_page(place: &DivisionCode) -> String {
    format!("/desk/halls/{place}")
}

async fn save_hall(posted: Posted<DivisionCode>) -> Response {
    let done = posted
        .services()
        .save_hall(&posted.session, &posted.at, &posted.typed)
        .await;
    let done = done.map(|guides| match guides {
        0 => "没有改动。".to_owned(),
        guides => format!("已保存，{guides} 份办事指南跟着更新。"),
    });
    posted.told(&hall_page(&posted.at), done)
}

async fn close(posted: Posted<DivisionCode>) -> Response {
    let done = posted
        .services()
        .close_place(&posted.session, &posted.at, &posted.typed)
        .await;
    let done = done.map(|words| format!("已登记：{words}。群众马上能看到。"));
    posted.told(&hall_page(&posted.at), done)
}

async fn reopen(posted: Posted<DivisionCode>) -> Response {
    let done = posted
        .services()
        .reopen_place(&posted.session, &posted.at, posted.value("id"))
        .await;
    pressed(&hall_page(&posted.at), done.map(|()| "已取消停办，照常开门。"))
}

fn cell_page((item, tier): &(ItemId, Tier)) -> String {
    format!("/desk/delegation/{item}/{tier}")
}

async fn arrange(posted: Posted<(ItemId, Tier)>) -> Response {
    let (item, tier) = &posted.at;
    let done = posted
        .services()
        .arrange(&posted.session, item, *tier, &posted.typed)
        .await;
    let done = done.map(|narrowed| match narrowed {
        0 => "已保存安排。".to_owned(),
        narrowed => format!("已保存安排。{narrowed} 个站点的分工跟着收窄，已记入各自的变更记录。"),
    });
    posted.told(&cell_page(&posted.at), done)
}

async fn clear(posted: Posted<(ItemId, Tier)>) -> Response {
    let (item, tier) = &posted.at;
    let done = posted
        .services()
        .clear_arrangement(&posted.session, item, *tier, posted.value("reason"))
        .await;
    match done {
        Ok(()) => noted(&cell_page(&posted.at), "已撤销安排。"),
        Err(error) => posted.refused_at(&cell_page(&posted.at), "reason", &error),
    }
}

async fn settle(posted: Posted) -> Response {
    let (within, kind) = (posted.value("within"), posted.value("kind"));
    let to = format!("/desk/drift?{}", query_string([("place", within), ("kind", kind)]));
    let (Ok(kind), Ok(place)) = (kind.parse::<Drift>(), within.parse::<DivisionCode>()) else {
        return go("/desk/drift");
    };
    let which = if posted.value("act") == "all" {
        Settle::AllIn(place)
    } else {
        let ticked = posted.typed.iter().filter(|(key, _)| key == "finding");
        Settle::These(
            ticked
                .filter_map(|(_, finding)| {
                    let (place, item) = finding.split_once('~')?;
                    Some((place.parse().ok()?, item.parse().ok()?))
                })
                .collect(),
        )
    };
    let done = posted.services().settle(&posted.session, kind, &which).await;
    pressed(&to, done.map(|settled| format!("已处理 {settled} 条。")))
}
