//! Refusals that come before any service.

use axum::http::{Method, StatusCode};
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::CITY;

const NOWHERE: &str = "/api/v1/nowhere";

stories! {
    async fn health_says_that_the_database_answers(world: World) {
        let answer = world.get("/api/v1/health").send().await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.json()["status"], "ok");
        world.store().close().await;
        let answer = world.get("/api/v1/health").send().await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.json()["database"], "unavailable");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_its_reader() {
    let world = World::on_sqlite().await;
    for path in ["/api/v1/health", NOWHERE, "/pkg/none.js"] {
        let answer = world.get(path).send().await;
        for directive in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(
                answer.header("content-security-policy").contains(directive),
                "{path}: {directive}"
            );
        }
        assert!(!answer.header("content-security-policy").contains("unsafe-inline"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(answer.header("permissions-policy").contains("geolocation=()"));
        assert_eq!(answer.header("x-request-id").len(), 16);
        assert_eq!(
            answer.header("strict-transport-security"),
            "",
            "not promised without https"
        );
    }
}

#[tokio::test]
async fn a_problem_is_json_for_a_client_and_a_page_for_a_browser() {
    let world = World::on_sqlite().await;
    let answer = world.get("/pkg/none.js").send().await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(
        (problem["status"].as_u64(), problem["type"].as_str()),
        (Some(404), Some("/problems/not-found"))
    );
    assert!(problem["title"].is_string() && problem["detail"].is_string());
    let page = world.get("/pkg/none.js").for_page().send().await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains("<h1>没有找到这个文件</h1>"));
}

#[tokio::test]
async fn an_unsafe_method_from_another_site_is_refused() {
    let world = World::on_sqlite().await;
    let refused: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("referer", "https://evil.example/form"), ("cookie", "jinban=x")],
        &[
            ("referer", "http://127.0.0.1:3000.evil.example/"),
            ("cookie", "jinban=x"),
        ],
        // A browser that says nothing about itself, with a cookie.
        &[("cookie", "jinban=x")],
    ];
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for headers in refused {
            let mut call = world.call(method.clone(), NOWHERE);
            for (name, value) in *headers {
                call = call.header(name, value);
            }
            assert_eq!(call.send().await.status, StatusCode::FORBIDDEN, "{method} {headers:?}");
        }
    }
}

#[tokio::test]
async fn an_unsafe_method_from_our_own_pages_or_a_program_passes() {
    let world = World::on_sqlite().await;
    let passes: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "same-origin"), ("cookie", "jinban=x")],
        &[("origin", "http://127.0.0.1:3000"), ("cookie", "jinban=x")],
        &[("referer", "http://127.0.0.1:3000/apply"), ("cookie", "jinban=x")],
        &[("origin", "http://192.168.1.7:3000"), ("host", "192.168.1.7:3000")],
        &[],
    ];
    for headers in passes {
        let mut call = world.call(Method::POST, NOWHERE);
        for (name, value) in *headers {
            call = call.header(name, value);
        }
        assert_eq!(call.send().await.status, StatusCode::NOT_FOUND, "{headers:?}");
    }
    let cross = world
        .get("/api/v1/health")
        .header("sec-fetch-site", "cross-site")
        .send()
        .await;
    assert_eq!(cross.status, StatusCode::OK, "reading is no act");
}

#[tokio::test]
async fn ten_megabytes_of_text_are_refused_with_words() {
    let world = World::on_sqlite().await;
    let answer = world
        .post(NOWHERE)
        .header("content-length", "10485760")
        .body(vec![b'a'; 10 * 1024 * 1024])
        .send()
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.json()["title"].as_str().unwrap().contains("1 MB"));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_with_words() {
    let world = World::on_sqlite().await;
    let endless = world
        .post("/me/code")
        .form(&"a".repeat(10 * 1024 * 1024))
        .for_page()
        .send()
        .await;
    assert_eq!(
        endless.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "also when its length was not announced"
    );
    assert!(endless.text().contains("<h1>内容太大"));
    for (kind, body) in [
        ("text/plain", "phone=1"),
        ("application/json", "{}"),
        ("application/x-www-form-urlencoded", "phone=1&phone=2"),
    ] {
        let answer = world
            .post("/me/code")
            .header("content-type", kind)
            .body(body.into())
            .send()
            .await;
        assert!(answer.status.is_client_error(), "{kind}");
        assert_eq!(answer.json()["title"], "提交的内容读不出来，没有处理", "{kind}");
    }
}

/// What an attack sends: many small inputs that are looked for among all the others.
fn many(input: &str, bytes: usize) -> String {
    vec![input; bytes / (input.len() + 1)].join("&")
}

#[tokio::test]
async fn a_stranger_cannot_have_a_large_form_read() {
    let world = World::in_jinjiang().await;
    for path in [
        "/desk/standards/JJ-MZ-05/merge",
        "/desk/cases/JB-001-Y2YCX-9/act",
        "/desk/lists/350582000000/choose",
        "/apply/JJ-MZ-04/start",
        "/me/code",
    ] {
        for announced in [true, false] {
            let body = many("take:x=z", 405_000);
            let length = body.len().to_string();
            let mut call = world.post(path).for_page().form(&body);
            if announced {
                call = call.header("content-length", &length);
            }
            let answer = call.send().await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
            assert!(answer.text().contains("请另开一页登录"), "{path}: {}", answer.text());
        }
    }
    // The pages' own script is told what has happened, so that it can keep what was typed.
    let answer = world
        .post("/api/fn/drafts/save")
        .header("content-length", "405000")
        .json(&serde_json::json!({}))
        .send()
        .await;
    assert_eq!(
        (answer.status, answer.json()["kind"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("not_signed_in"))
    );
}

#[tokio::test]
async fn a_form_with_more_inputs_than_any_of_ours_is_refused_before_it_is_read() {
    let world = World::in_jinjiang().await;
    let authority = world.staff("centre", Role::ServiceCentre, CITY, None).await;
    for (path, input) in [
        ("/desk/standards/JJ-MZ-05/merge", "take:x=z"),
        ("/desk/cases/JB-001-Y2YCX-9/act", "ask:x=z"),
        ("/desk/lists/350582000000/choose", "part:x=z"),
        ("/desk/confirm", "pick=z"),
    ] {
        let body = many(input, 990_000);
        let answer = world
            .post(path)
            .signed_in(&authority.token)
            .for_page()
            .form(&body)
            .send()
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            answer.text().contains("请回到原来的页面，分几次提交"),
            "{path}: {}",
            answer.text()
        );
        let body = vec![input; 5_000].join("&");
        let answer = world
            .post(path)
            .signed_in(&authority.token)
            .for_page()
            .form(&body)
            .send()
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
    }
}
