//! The feed of changes (Atom, RFC 4287), for readers that look by themselves.

use app::backend::ServiceError;
use app::backend::catalogue::CatalogueChange;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use shared::catalogue::ChangeKind;
use shared::standard::Change;
use shared::text::cleaned;

use super::layers::etag;
use super::{Problem, Web};

/// How many changes it tells.
const ENTRIES: u32 = 50;

pub(super) fn routes() -> Router<Web> {
    Router::new().route("/changes.atom", get(feed))
}

async fn feed(State(web): State<Web>, request: Request) -> Response {
    let told = async {
        let changes = web.services.latest_changes(None, ENTRIES).await?;
        let city = web.services.snapshot().await?.city.name.clone();
        let base = web.site.public_url.clone();
        let tag = changes.first().map_or("none", |change| change.id.as_str());
        let tag = format!("W/\"{tag}\"");
        let xml = atom(&base, &city, &changes).map_err(|error| {
            tracing::error!(%error, "the feed cannot be written");
            ServiceError::Unavailable
        })?;
        Ok::<_, ServiceError>((tag, xml))
    }
    .await;
    let (tag, xml) = match told {
        Ok(told) => told,
        Err(error) => return Problem::from(&error).answer(request.headers()),
    };
    let known = etag::has(request.headers(), &tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        (StatusCode::OK, xml).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/atom+xml; charset=utf-8"),
    );
    response
}

/// 承诺办结时限：20 个工作日 → 15 个工作日
fn line(change: &Change) -> String {
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{}：{before} → {after}", change.label),
        (None, Some(after)) => format!("{}：新增 {after}", change.label),
        (Some(before), None) => format!("{}：取消 {before}", change.label),
        (None, None) => change.label.clone(),
    }
}

fn summary(change: &CatalogueChange) -> String {
    let mut lines: Vec<String> = change.changes.iter().map(line).collect();
    if let Some(detail) = &change.detail {
        let words = match change.kind {
            ChangeKind::Confirmed => format!("主管部门确认：{detail}"),
            ChangeKind::Withdrawn => format!("取消原因：{detail}"),
            _ => detail.clone(),
        };
        lines.insert(0, words);
    }
    if lines.is_empty() {
        lines.push(change.kind.words().to_owned());
    }
    lines.join("\n")
}

fn atom(base: &str, city: &str, changes: &[CatalogueChange]) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", "zh-CN"))
        .write_inner_content(|xml| {
            let own = format!("{base}/changes.atom");
            text(xml, "id", &own)?;
            text(xml, "title", &format!("{city}政务服务事项改动"))?;
            let updated = changes.first().map_or(jiff::Timestamp::UNIX_EPOCH, |change| change.at);
            text(xml, "updated", &updated.to_string())?;
            link(xml, "self", &own)?;
            link(xml, "alternate", &format!("{base}/changes"))?;
            element(xml, "author", |xml| text(xml, "name", city))?;
            for change in changes {
                element(xml, "entry", |xml| entry(xml, base, change))?;
            }
            Ok(())
        })?;
    Ok(xml.into_inner())
}

type Xml = Writer<Vec<u8>>;

fn entry(xml: &mut Xml, base: &str, change: &CatalogueChange) -> std::io::Result<()> {
    text(xml, "id", &format!("{base}/changes#c-{}", change.id))?;
    text(xml, "title", &format!("{}：{}", change.kind.words(), change.name))?;
    text(xml, "updated", &change.at.to_string())?;
    let to = if change.published {
        format!("{base}/items/{}", change.item)
    } else {
        format!("{base}/changes?item={}", change.item)
    };
    link(xml, "alternate", &to)?;
    element(xml, "author", |xml| text(xml, "name", &change.department))?;
    text(xml, "summary", &summary(change))
}

fn element(xml: &mut Xml, name: &str, inner: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> std::io::Result<()> {
    xml.create_element(name).write_inner_content(inner).map(drop)
}

/// Without what XML cannot hold: one such character, published once, would cost readers the whole feed.
fn text(xml: &mut Xml, name: &str, words: &str) -> std::io::Result<()> {
    xml.create_element(name)
        .write_text_content(BytesText::new(&cleaned(words)))
        .map(drop)
}

fn link(xml: &mut Xml, rel: &str, to: &str) -> std::io::Result<()> {
    xml.create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("href", to))
        .write_empty()
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_that_xml_has_not_does_not_cost_readers_the_feed() {
        let change = CatalogueChange {
            id: "1".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            day: "1970 年 1 月 1 日".into(),
            item: "JJ-MZ-04".parse().unwrap(),
            name: "高龄\u{fffe}津贴".into(),
            department: "市民政局\u{0}".into(),
            version: 2,
            kind: ChangeKind::Withdrawn,
            changes: Vec::new(),
            detail: Some("合并\u{ffff}办理\u{b}".into()),
            published: true,
        };
        let xml = String::from_utf8(atom("http://x", "晋江市", &[change]).unwrap()).unwrap();
        assert!(xml.contains("高龄津贴") && xml.contains("合并办理"), "{xml}");
        let held =
            |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        assert!(xml.chars().all(held), "XML 1.0 §2.2");
    }
}
