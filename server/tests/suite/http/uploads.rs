//! Files are received only from those who may hand them in.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use futures::StreamExt as _;
use server::web::{Assets, Web, router};
use shared::access::Role;
use tower::ServiceExt as _;

use crate::harness::World;
use crate::harness::http::Call;
use crate::harness::people::{CITY, PNG, TOWN};

/// What no multipart reader can make sense of: whoever answers anything but "unreadable" has not read it.
fn unreadable(call: Call<'_>) -> Call<'_> {
    call.header("content-type", "multipart/form-data; boundary=x")
        .body(vec![b'z'; 3_000_000])
}

fn parts(path: &str, content: &[u8]) -> Vec<u8> {
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"path\"\r\n\r\n{path}\r\n").into_bytes();
    body.extend(b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n");
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_read_from_a_stranger_or_for_another_persons_draft() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, neighbour) = (world.elder().await, world.neighbour().await);
    let draft = world.ready_draft(&elder).await;
    let to = format!("/apply/files/{draft}");
    let answer = unreadable(world.post(&to)).send().await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
    let page = unreadable(world.post(&to)).for_page().send().await;
    assert!(
        page.header("location").starts_with("/me/sign-in"),
        "{}",
        page.header("location")
    );
    let answer = unreadable(world.post(&to)).signed_in(&neighbour.token).send().await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.text());
    let answer = unreadable(world.post("/mine/JB-105-00001-0/files"))
        .signed_in(&neighbour.token)
        .for_page()
        .send()
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let clerk = world.clerk().await;
    let page = unreadable(world.post("/desk/powers/import"))
        .signed_in(&clerk.token)
        .for_page()
        .send()
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = world.browser_of(&clerk).get("/desk/powers/import").await;
    assert_eq!(page.status(), 403);
    assert_eq!(clerk.session.actor.unwrap().territory.unwrap().as_str(), TOWN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_among_the_parts_is_short() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let to = format!("/apply/files/{draft}");
    let send = async |path: &str| {
        world
            .post(&to)
            .signed_in(&elder.token)
            .header("content-type", "multipart/form-data; boundary=x")
            .body(parts(path, PNG))
            .send()
            .await
    };
    let long = send(&"p".repeat(1_000_000)).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.text().contains("没有传完"), "{}", long.text());
    let taken = send("bank_photo").await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    let full = send("bank_photo").await;
    assert!(full.text().contains("最多 2 个"), "{}", full.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_https_every_cookie_is_for_https_alone() {
    let world = World::in_jinjiang()
        .await
        .with_settings(&[("JINBAN_PUBLIC_URL", "https://jinban.example")]);
    let office = world.staff("office", Role::Establishment, CITY, None).await;
    for (path, form) in [
        ("/me/code", "phone=1"),
        ("/prefs/elder", "elder=on"),
        ("/prefs/place", "place=350582105001"),
        ("/desk/cases/JB-001-Y2YCX-9/look", "look_reason=x"),
        ("/desk/sign-in", "login=nobody&password=x"),
    ] {
        let call = world
            .post(path)
            .header("cookie", &format!("__Host-jinban={}", office.token));
        let answer = call.for_page().form(form).send().await;
        let cookies: Vec<&str> = answer
            .headers
            .get_all("set-cookie")
            .iter()
            .map(|cookie| cookie.to_str().unwrap())
            .collect();
        let case = path.contains("cases");
        assert!(case || !cookies.is_empty(), "{path}");
        assert!(
            cookies.iter().all(|cookie| cookie.matches("Secure").count() == 1),
            "{path}: {cookies:?}"
        );
    }
}

/// A body that takes longer to arrive than a request may take.
fn slowly(content: Vec<u8>) -> Body {
    let (first, rest) = content.split_at(content.len() / 2);
    let pieces = [first.to_vec(), rest.to_vec()];
    Body::from_stream(futures::stream::iter(pieces).then(|piece| async move {
        tokio::time::sleep(Duration::from_millis(700)).await;
        Ok::<_, std::io::Error>(piece)
    }))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_upload_has_more_time_than_a_form() {
    let world = World::in_jinjiang()
        .await
        .with_settings(&[("JINBAN_ENVIRONMENT", "demo"), ("JINBAN_REQUEST_TIMEOUT_S", "1")]);
    let elder = world.elder().await;
    let office = world.staff("office", Role::Establishment, CITY, None).await;
    let draft = world.ready_draft(&elder).await;
    let multipart = "multipart/form-data; boundary=x";
    for (path, who, kind, body, late) in [
        (
            format!("/apply/files/{draft}"),
            &elder,
            multipart,
            parts("bank_photo", PNG),
            false,
        ),
        (
            "/desk/powers/import".to_owned(),
            &office,
            multipart,
            parts("", PNG),
            false,
        ),
        (
            "/desk/entries/import".to_owned(),
            &office,
            multipart,
            parts("", PNG),
            false,
        ),
        (
            "/apply/discard".to_owned(),
            &elder,
            "application/x-www-form-urlencoded",
            b"draft=x".to_vec(),
            true,
        ),
    ] {
        let request = Request::post(&path)
            .header("sec-fetch-site", "same-origin")
            .header("cookie", format!("jinban={}", who.token))
            .header("content-type", kind)
            .body(slowly(body))
            .unwrap();
        let site = router(Web::new(world.services.clone(), Assets::none()));
        let answer = site.oneshot(request).await.unwrap();
        assert_eq!(
            answer.status() == StatusCode::SERVICE_UNAVAILABLE,
            late,
            "{path}: {}",
            answer.status()
        );
    }
}
