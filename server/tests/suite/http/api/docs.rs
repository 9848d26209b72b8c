//! The readable description.

use axum::http::StatusCode;
use server::web::Assets;

use super::read;
use crate::harness::World;

#[tokio::test]
async fn the_page_tells_of_every_path_parameter_and_field_in_the_citizens_frame() {
    let world = World::in_jinjiang().await;
    let page = world.get("/docs/api").for_page().send().await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.header("content-type").starts_with("text/html"));
    let html = page.text();
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains("<title>开放数据接口 - 近办</title>") && html.contains("class=\"top\""));
    assert!(
        !html.contains("style=\"") && !html.contains("https://"),
        "no styles and nothing from elsewhere"
    );
    let document = read(&world, "/api/v1/openapi.json").await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(html.contains(path.as_str()), "{path}");
        for parameter in methods["get"]["parameters"].as_array().into_iter().flatten() {
            let words = parameter["description"].as_str().unwrap();
            assert!(words.split('`').all(|part| html.contains(part)), "{path}: {parameter}");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        if name.starts_with("Marked_") {
            continue;
        }
        assert!(html.contains(&format!("id=\"schema-{name}\"")), "{name}");
        for field in schema["properties"].as_object().into_iter().flatten() {
            assert!(html.contains(field.0.as_str()), "{name}.{}", field.0);
        }
    }
}

#[tokio::test]
async fn every_link_of_the_page_leads_somewhere() {
    let world = World::in_jinjiang().await;
    let html = world.get("/docs/api").for_page().send().await.text();
    let links: Vec<String> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    let examples = links.iter().filter(|link| link.starts_with("/api/v1/"));
    let mut asked = 0;
    for link in examples {
        let answer = world.get(link).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{link}: {}", answer.text());
        asked += 1;
    }
    assert!(asked > 10);
    for anchor in links.iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(html.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
}

#[tokio::test]
async fn the_page_has_the_citizens_sheet_and_loads_no_script() {
    let world = World::in_jinjiang().await;
    let site = tempfile::tempdir().unwrap();
    std::fs::create_dir(site.path().join("pkg")).unwrap();
    let manifest = r#"{
        "citizen": {"js": "citizen.00000001.js", "wasm": "citizen.00000002.wasm", "css": "citizen.00000003.css"},
        "staff": {"js": "staff.00000001.js", "wasm": "staff.00000002.wasm", "css": "staff.00000003.css"}
    }"#;
    std::fs::write(site.path().join("pkg/manifest.json"), manifest).unwrap();
    let assets = Assets::load(site.path()).unwrap();
    let page = world.get("/docs/api").for_page().send_to(assets).await;
    let html = page.text();
    assert!(html.contains("/pkg/citizen.00000003.css"), "{html}");
    assert!(
        !html.contains(".wasm") && !html.contains(".js\"") && !html.contains("type=\"module\""),
        "{html}"
    );
    assert!(page.header("content-security-policy").contains("script-src 'nonce-"));
}

#[tokio::test]
async fn the_page_is_found_from_every_page() {
    let world = World::in_jinjiang().await;
    for path in ["/", "/about"] {
        let page = world.get(path).for_page().send().await.text();
        assert!(page.contains("href=\"/docs/api\""), "{path}");
    }
}
