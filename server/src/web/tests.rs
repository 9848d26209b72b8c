//! The net around handlers, with handlers that fall into it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower::ServiceExt as _;

use super::layers::{limit, request};
use super::{Assets, Web};
use crate::config::Config;
use crate::services::Services;

async fn site(home: &std::path::Path) -> Router {
    let settings = [
        (
            "JINBAN_DATABASE_URL",
            format!("sqlite:{}", home.join("jinban.db").display()),
        ),
        ("JINBAN_DATA_DIR", home.display().to_string()),
        ("JINBAN_REQUEST_TIMEOUT_S", "1".into()),
    ];
    let config = Config::load(None, settings.map(|(name, text)| (name.to_owned(), text))).unwrap();
    let web = Web::new(Services::open(Arc::new(config)).await.unwrap(), Assets::none());
    let routes = Router::new()
        .route("/panic", get(async || -> StatusCode { panic!("on purpose") }))
        .route("/slow", get(async || tokio::time::sleep(Duration::from_secs(60)).await))
        .route("/read", post(async |body: axum::body::Bytes| body.len().to_string()));
    let time = web.services.config.request_timeout;
    request::within(limit::layer(routes, 1024), time)
        .layer(from_fn_with_state(web.clone(), request::guard))
        .with_state(web)
}

async fn answer(request: Request<Body>) -> (StatusCode, String) {
    let home = tempfile::tempdir().unwrap();
    let response = site(home.path()).await.oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn a_panic_is_an_answer_that_says_nothing_of_its_cause() {
    let (status, body) = answer(Request::get("/panic").body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        body.contains("/problems/internal") && !body.contains("on purpose"),
        "{body}"
    );
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up_with_words() {
    let (status, body) = answer(
        Request::get("/slow")
            .header("accept", "text/html")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains("<h1>系统处理超时"), "{body}");
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a request, which nothing compresses")]
async fn a_body_that_does_not_say_how_long_it_is_is_cut_at_the_limit() {
    let chunks = |count: usize| {
        let chunks = std::iter::repeat_n(Ok::<_, std::convert::Infallible>("x".repeat(100)), count);
        Body::from_stream(futures::stream::iter(chunks))
    };
    let (status, body) = answer(Request::post("/read").body(chunks(10)).unwrap()).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, "1000"));
    let (status, _) = answer(Request::post("/read").body(chunks(11)).unwrap()).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_page_of_an_error_leads_back_to_where_one_was() {
    let long = Request::post("/read")
        .header("accept", "text/html")
        .header(
            "referer",
            "http://127.0.0.1:3000/apply/JJ-MZ-04/x/page/bank?check=1&a=\"b",
        )
        .header("content-length", "1100")
        .body(Body::from("x".repeat(1100)))
        .unwrap();
    let (status, body) = answer(long).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let back = "href=\"/apply/JJ-MZ-04/x/page/bank?check=1&amp;a=&quot;b\">回到刚才那一页</a>";
    assert!(body.contains(back), "{body}");
    assert!(body.contains("/pkg/pages.css"), "as plain as a page of ours: {body}");
}
