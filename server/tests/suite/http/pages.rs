//! Pages as every visitor gets them.

use axum::http::{Method, StatusCode};
use server::web::Assets;

use crate::harness::World;
use crate::harness::people::TOWN;

fn built() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    std::fs::create_dir(site.path().join("pkg")).unwrap();
    let manifest = r#"{
        "citizen": {"js": "citizen.00000001.js", "wasm": "citizen.00000002.wasm", "css": "citizen.00000003.css"},
        "staff": {"js": "staff.00000001.js", "wasm": "staff.00000002.wasm", "css": "staff.00000003.css"}
    }"#;
    std::fs::write(site.path().join("pkg/manifest.json"), manifest).unwrap();
    site
}

#[tokio::test]
async fn a_page_lets_only_scripts_with_its_own_nonce_run() {
    let (world, site) = (World::in_jinjiang().await, built());
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = world
            .get("/")
            .for_page()
            .send_to(Assets::load(site.path()).unwrap())
            .await;
        assert_eq!(page.status, StatusCode::OK);
        let policy = page.header("content-security-policy").to_owned();
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap()
            .to_owned();
        assert!(
            policy.contains(&format!(
                "script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"
            )),
            "{policy}"
        );
        assert!(
            !policy.contains("unsafe-inline") && policy.contains("object-src 'none'"),
            "{policy}"
        );
        let html = page.text();
        for script in html.split("<script").skip(1) {
            assert!(
                script.split('>').next().unwrap().contains(&nonce),
                "a script without the nonce: {script}"
            );
        }
        assert!(!html.contains("style=\""), "the policy would drop inline styles");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn staff_and_citizens_load_their_own_bundle() {
    let (world, site) = (World::in_jinjiang().await, built());
    for (path, own, other) in [
        ("/", "citizen", "staff"),
        ("/desk", "staff", "citizen"),
        ("/desks", "citizen", "staff"),
    ] {
        let page = world
            .get(path)
            .for_page()
            .send_to(Assets::load(site.path()).unwrap())
            .await
            .text();
        assert!(page.contains(&format!("/pkg/{own}.00000001.js")), "{path}: {page}");
        assert!(page.contains(&format!("/pkg/{own}.00000003.css")), "{path}");
        assert!(!page.contains(&format!("/pkg/{other}.")), "{path}");
    }
}

#[tokio::test]
async fn an_unknown_page_is_a_page_with_status_404() {
    let world = World::in_jinjiang().await;
    let page = world.get("/no/such/page").for_page().send().await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.text().contains("<h1>没有找到这个页面</h1>"));
}

#[tokio::test]
async fn a_page_is_compressed_and_kept_only_by_the_browser_that_asked() {
    let world = World::in_jinjiang().await;
    for encoding in ["br", "gzip"] {
        let page = world
            .get("/")
            .for_page()
            .header("accept-encoding", encoding)
            .send()
            .await;
        assert_eq!(page.header("content-encoding"), encoding);
        assert_eq!(page.header("cache-control"), "private, no-cache");
    }
}

#[tokio::test]
async fn a_form_sent_to_a_page_or_an_unknown_function_is_refused() {
    let world = World::in_jinjiang().await;
    let answer = world.post("/").form("a=1").send().await;
    assert_eq!(
        (answer.status, answer.json()["status"].as_u64()),
        (StatusCode::METHOD_NOT_ALLOWED, Some(405))
    );
    assert_eq!(answer.header("allow"), "GET, HEAD");
    for method in [Method::GET, Method::POST] {
        let answer = world.call(method, "/api/fn/no_such_function").send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

/// Leptos sends a caller that takes pages back to where it says it came from; ours get the value.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_sends_nobody_elsewhere() {
    let world = World::in_jinjiang().await;
    let call = world
        .get(&format!("/api/fn/apply/villages?town={TOWN}"))
        .header("accept", "text/html,*/*");
    let answer = call.header("referer", "https://elsewhere.example/x").send().await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.headers.contains_key("location"));
}
