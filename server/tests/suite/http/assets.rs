//! The client's files.

use axum::http::StatusCode;
use server::web::Assets;

use crate::harness::World;

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    let pkg = site.path().join("pkg");
    std::fs::create_dir(&pkg).unwrap();
    for (name, bytes) in [
        ("citizen.3f9a1c20.js", "plain"),
        ("citizen.3f9a1c20.js.br", "brotli"),
        ("citizen.3f9a1c20.js.gz", "gzip"),
        ("citizen.3f9a1c20.wasm", "wasm"),
        ("manifest.json", "{}"),
    ] {
        std::fs::write(pkg.join(name), bytes).unwrap();
    }
    std::fs::write(site.path().join("secret.txt"), "not in pkg").unwrap();
    site
}

#[tokio::test]
async fn a_script_comes_in_the_smallest_form_the_browser_takes_and_is_kept_for_ever() {
    let (world, site) = (World::on_sqlite().await, site());
    for (accepts, encoding, body) in [
        ("gzip, deflate, br", "br", "brotli"),
        ("gzip", "gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip", "gzip"),
        ("", "", "plain"),
    ] {
        let call = world.get("/pkg/citizen.3f9a1c20.js").header("accept-encoding", accepts);
        let answer = call.send_to(Assets::load(site.path()).unwrap()).await;
        assert_eq!(
            (answer.header("content-encoding"), answer.text().as_str()),
            (encoding, body),
            "{accepts}"
        );
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
        assert!(answer.header("cache-control").contains("immutable"));
    }
    let wasm = world
        .get("/pkg/citizen.3f9a1c20.wasm")
        .send_to(Assets::load(site.path()).unwrap())
        .await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn a_file_the_browser_has_is_not_sent_again() {
    let (world, site) = (World::on_sqlite().await, site());
    let first = world
        .get("/pkg/manifest.json")
        .send_to(Assets::load(site.path()).unwrap())
        .await;
    assert!(
        !first.header("cache-control").contains("immutable"),
        "its name does not change with its content"
    );
    let again = world
        .get("/pkg/manifest.json")
        .header("if-none-match", first.header("etag"));
    let again = again.send_to(Assets::load(site.path()).unwrap()).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn each_way_of_packing_a_file_has_a_tag_of_its_own() {
    let (world, site) = (World::on_sqlite().await, site());
    let path = "/pkg/citizen.3f9a1c20.js";
    let mut tags = std::collections::BTreeSet::new();
    for encoding in ["br", "gzip", "identity"] {
        let ask = |known: Option<String>| {
            let call = world.get(path).header("accept-encoding", encoding);
            match known {
                Some(known) => call.header("if-none-match", &known),
                None => call,
            }
        };
        let first = ask(None).send_to(Assets::load(site.path()).unwrap()).await;
        let tag = first.header("etag").to_owned();
        for known in [format!("\"x\", {tag}"), format!("W/{tag}"), "*".to_owned()] {
            let again = ask(Some(known)).send_to(Assets::load(site.path()).unwrap()).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{encoding}");
        }
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 3, "{tags:?}");
}

#[tokio::test]
async fn nothing_outside_the_built_files_is_reachable() {
    let (world, site) = (World::on_sqlite().await, site());
    for path in [
        "/pkg/../secret.txt",
        "/pkg/%2e%2e/secret.txt",
        "/pkg/..%2fsecret.txt",
        "/pkg//etc/passwd",
        "/pkg/citizen.3f9a1c20.js.br",
    ] {
        let answer = world.get(path).send_to(Assets::load(site.path()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}
