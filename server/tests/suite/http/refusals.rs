//! Every refusal as it was when it was last looked at, as a program reads it and as a person does.

use app::backend::ServiceError;
use axum::body::to_bytes;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderValue, Method};
use server::web::problem::Problem;
use shared::problem::FieldProblem;

use crate::harness::World;
use crate::harness::http::{Answer, Call};
use crate::harness::snapshots::kept;

/// What a reader sees of an answer: the status, what the headers say of the way out, the words.
fn told(answer: &Answer) -> String {
    let mut lines = vec![answer.status.to_string()];
    for name in ["content-type", "cache-control", "allow", "retry-after", "location"] {
        if !answer.header(name).is_empty() {
            lines.push(format!("{name}: {}", answer.header(name)));
        }
    }
    let text = answer.text();
    lines.push(if answer.header("content-type").contains("json") {
        // The only thing that changes from one release to the next.
        let version = format!("{:?}", env!("CARGO_PKG_VERSION"));
        let json = serde_json::to_string_pretty(&answer.json()).unwrap();
        json.replace(&version, "\"[version]\"")
    } else if let Some((_, main)) = text.split_once("<main") {
        let main = main.split_once("</main>").unwrap().0;
        format!("<main{main}</main>")
    } else {
        text
    });
    lines.join("\n")
}

async fn refused<'w>(name: &str, call: impl Fn() -> Call<'w>) {
    let (program, person) = (call().send().await, call().for_page().send().await);
    assert!(program.status.as_u16() >= 400, "{name}: {}", program.status);
    kept(
        &format!("refusal-{name}"),
        &format!("{}\n\n{}", told(&program), told(&person)),
    );
}

#[tokio::test]
async fn what_http_itself_refuses_is_as_it_was() {
    let world = World::in_jinjiang().await;
    let form = "application/x-www-form-urlencoded";
    refused("400-parameter", || world.get("/api/v1/items?page=0")).await;
    refused("403-another-site", || {
        world
            .call(Method::POST, "/me/code")
            .header("sec-fetch-site", "cross-site")
    })
    .await;
    refused("404-address", || world.get("/api/v1/nowhere")).await;
    refused("404-item", || world.get("/api/v1/items/JJ-XX-99")).await;
    refused("404-file", || world.get("/pkg/none.js")).await;
    refused("405-read-only", || world.post("/api/v1/items")).await;
    refused("405-page", || {
        world
            .call(Method::PUT, "/about")
            .header("sec-fetch-site", "same-origin")
    })
    .await;
    refused("405-only-sent", || world.get("/me/code")).await;
    refused("413-too-large", || {
        world
            .post("/me/code")
            .header("content-length", "10485760")
            .form("phone=1")
    })
    .await;
    refused("415-no-form", || {
        world
            .post("/me/code")
            .header("content-type", "text/plain")
            .body(b"phone=1".to_vec())
    })
    .await;
    refused("422-twice", || {
        world
            .post("/me/code")
            .header("content-type", form)
            .body(b"phone=1&phone=2".to_vec())
    })
    .await;
    world.store().close().await;
    refused("503-items", || world.get("/api/v1/items")).await;
    refused("503-health", || world.get("/api/v1/health")).await;
}

#[tokio::test]
async fn what_a_service_refuses_is_as_it_was() {
    let (message, fix) = ("这件办件刚刚有新的进展".to_owned(), "请刷新页面".to_owned());
    let flaw = |path: &str| FieldProblem::new(path, format!("{path} 不对"), format!("请改 {path}"));
    for (name, error) in [
        ("401-not-signed-in", ServiceError::NotSignedIn),
        (
            "403-forbidden",
            ServiceError::Forbidden {
                what: "查看别的镇的办件".into(),
            },
        ),
        (
            "403-refused",
            ServiceError::Refused {
                message: message.clone(),
                fix: fix.clone(),
            },
        ),
        (
            "404-not-found",
            ServiceError::NotFound {
                what: "这个办件".into(),
            },
        ),
        ("409-conflict", ServiceError::Conflict { message, fix }),
        (
            "422-one-flaw",
            ServiceError::Invalid {
                problems: vec![flaw("name")],
            },
        ),
        (
            "422-two-flaws",
            ServiceError::Invalid {
                problems: vec![flaw("name"), flaw("phone")],
            },
        ),
        ("429-too-many", ServiceError::TooMany { retry_after_s: 90 }),
        ("503-unavailable", ServiceError::Unavailable),
    ] {
        let mut person = HeaderMap::new();
        person.insert(ACCEPT, HeaderValue::from_static("text/html"));
        let mut both = Vec::new();
        for asked in [HeaderMap::new(), person] {
            let (parts, body) = Problem::from(&error).answer(&asked).into_parts();
            let body = to_bytes(body, 64 * 1024).await.unwrap().to_vec();
            both.push(told(&Answer {
                status: parts.status,
                headers: parts.headers,
                body,
            }));
        }
        kept(&format!("service-{name}"), &both.join("\n\n"));
    }
}
