//! Addresses that cannot be answered.

use axum::http::{Method, StatusCode};

use crate::harness::World;

#[tokio::test]
async fn a_wrong_parameter_is_named_with_the_way_out() {
    let world = World::in_jinjiang().await;
    let long = "%E9%95%BF".repeat(101);
    for (path, field, status) in [
        ("/api/v1/items?page=0", "page", 400),
        ("/api/v1/items?page=x", "page", 400),
        ("/api/v1/items?page=2&q=shbx&per_page=100", "page", 404),
        ("/api/v1/items?per_page=101", "per_page", 400),
        ("/api/v1/items?place=350582999000", "place", 400),
        ("/api/v1/items?place=jinjiang", "place", 400),
        ("/api/v1/items?department=no-such", "department", 400),
        ("/api/v1/items?theme=x", "theme", 400),
        ("/api/v1/items?tier=county", "tier", 400),
        ("/api/v1/items?audience=dog", "audience", 400),
        ("/api/v1/items?here=1", "here", 400),
        ("/api/v1/items?here=yes", "here", 400),
        ("/api/v1/items?q=a&q=b", "q", 400),
        (&format!("/api/v1/items?q={long}"), "q", 400),
        ("/api/v1/divisions?under=350582999000", "under", 400),
        ("/api/v1/divisions?tier=county", "tier", 400),
        ("/api/v1/divisions?page=4", "page", 404),
        ("/api/v1/divisions?page=4294967295", "page", 404),
        ("/api/v1/divisions?per_page=201", "per_page", 400),
        ("/api/v1/departments?page=-1", "page", 400),
        ("/api/v1/working-days?days=5", "from", 400),
        ("/api/v1/working-days?from=2026-02-30&days=5", "from", 400),
        ("/api/v1/working-days?from=20260211&days=5", "from", 400),
        ("/api/v1/working-days?from=2018-12-31&days=5", "from", 400),
        ("/api/v1/working-days?from=9999-12-31&days=5", "from", 400),
        ("/api/v1/working-days?from=2026-02-11", "days", 400),
        ("/api/v1/working-days?from=2026-02-11&days=-1", "days", 400),
        ("/api/v1/working-days?from=2026-02-11&days=1001", "days", 400),
        (
            "/api/v1/working-days?from=2026-02-11&days=99999999999999999999",
            "days",
            400,
        ),
    ] {
        let answer = world.get(path).send().await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert_eq!(answer.header("etag"), "", "{path}");
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{path}");
        let errors = problem["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 1, "{path}: {problem}");
        assert_eq!(errors[0]["path"], field, "{path}");
        for words in ["message", "fix"] {
            let words = errors[0][words].as_str().unwrap();
            assert!(words.chars().any(|c| c > '\u{4e00}'), "{path}: {words}");
        }
    }
}

#[tokio::test]
async fn several_wrong_parameters_are_all_named_at_once() {
    let world = World::in_jinjiang().await;
    let problem = world.get("/api/v1/working-days?from=x&days=y").send().await.json();
    let paths: Vec<&str> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["from", "days"]);
}

#[tokio::test]
async fn an_unknown_address_and_an_attempt_to_write_are_told_where_to_look() {
    let world = World::in_jinjiang().await;
    for path in [
        "/api/v1",
        "/api/v1/",
        "/api/v1/nowhere",
        "/api/v2/items",
        "/api/v1/items/",
    ] {
        let answer = world.get(path).for_page().send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        assert!(answer.text().contains("/docs/api"), "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = world
            .call(method, "/api/v1/items")
            .header("sec-fetch-site", "same-origin")
            .send()
            .await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.header("allow").contains("GET"));
    }
}
