//! What is queued leaves: once the change that caused it is kept, by a real gateway, with retries that end.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::backend::ServiceError;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use server::jobs::outbox::{MAX_TRIES, deliver_due};
use server::jobs::queue::work_through;
use server::services::Services;
use server::services::outbox::{Message, queue};
use server::store::outbox::{OutboxCounts, counts};

use crate::harness::World;

/// A gateway on this machine that answers with the given statuses, then with 200.
#[derive(Clone, Default)]
struct Gateway {
    got: Arc<Mutex<Vec<Value>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Gateway {
    async fn start(&self) -> String {
        async fn take(
            State(gateway): State<Gateway>,
            headers: HeaderMap,
            Json(message): Json<Value>,
        ) -> (StatusCode, Json<Value>) {
            assert_eq!(headers["authorization"], "Bearer hush");
            let answer = gateway.answers.lock().unwrap().pop().unwrap_or(200);
            if answer == 200 {
                gateway.got.lock().unwrap().push(message);
            }
            (StatusCode::from_u16(answer).unwrap(), Json(json!({"id": 1})))
        }
        let router = Router::new().route("/send", post(take)).with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}/send")
    }

    fn texts(&self) -> Vec<String> {
        let got = self.got.lock().unwrap();
        got.iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect()
    }

    fn will_answer(&self, statuses: &[u16]) {
        *self.answers.lock().unwrap() = statuses.iter().rev().copied().collect();
    }
}

async fn by(world: World, gateway: &Gateway) -> World {
    let url = gateway.start().await;
    world.with_settings(&[
        ("JINBAN_SMS_GATEWAY", "http"),
        ("JINBAN_SMS_URL", &url),
        ("JINBAN_SMS_TOKEN", "hush"),
        ("JINBAN_SMS_TIMEOUT_S", "5"),
    ])
}

fn to(phone: &str, text: &str) -> Message {
    Message::Sms {
        phone: phone.into(),
        text: text.into(),
        expires: None,
    }
}

fn sms() -> Message {
    Message::Sms {
        phone: "13800138000".into(),
        text: "您的办件已受理".into(),
        expires: None,
    }
}

async fn put(services: &Services, message: &Message) {
    services
        .store
        .write(|tx| Box::pin(async move { Ok(queue(services, tx, message).await?) }))
        .await
        .unwrap();
}

fn unsent(waiting: i64, failed: i64) -> OutboxCounts {
    OutboxCounts { waiting, failed }
}

stories! {
    async fn a_queued_message_leaves_once_and_its_text_is_not_kept(world: World) {
        let gateway = Gateway::default();
        let world = by(world, &gateway).await;
        put(&world.services, &sms()).await;
        assert_eq!(deliver_due(&world.services).await, Ok(1));
        assert_eq!(deliver_due(&world.services).await, Ok(0));
        assert_eq!(*gateway.got.lock().unwrap(), [json!({"phone": "13800138000", "text": "您的办件已受理"})]);
        assert_eq!(counts(world.store()).await.unwrap(), unsent(0, 0));
        let body: Vec<u8> = sqlx::query_scalar("SELECT body FROM outbox").fetch_one(world.store().reader()).await.unwrap();
        assert!(body.is_empty());
    }

    async fn a_message_of_work_that_was_undone_never_leaves(world: World) {
        let (services, message) = (&*world.services, &sms());
        let undone: Result<(), _> = services.store.write(|tx| Box::pin(async move {
            queue(services, tx, message).await?;
            Err(ServiceError::NotSignedIn.into())
        })).await;
        assert!(undone.is_err());
        assert_eq!(deliver_due(services).await, Ok(0));
    }

    async fn a_busy_gateway_is_tried_again_later_and_not_at_once(world: World) {
        let gateway = Gateway::default();
        gateway.will_answer(&[503, 429]);
        let world = by(world, &gateway).await;
        put(&world.services, &sms()).await;
        assert_eq!(deliver_due(&world.services).await, Ok(1));
        assert_eq!(deliver_due(&world.services).await, Ok(0));
        world.clock.advance(Duration::from_secs(121));
        assert_eq!(deliver_due(&world.services).await, Ok(1));
        world.clock.advance(Duration::from_secs(121));
        assert_eq!(deliver_due(&world.services).await, Ok(0), "the pause grows");
        world.clock.advance(Duration::from_secs(121));
        assert_eq!(deliver_due(&world.services).await, Ok(1));
        assert_eq!(gateway.got.lock().unwrap().len(), 1);
    }

    async fn a_refused_message_is_given_up_at_once_and_stays_visible(world: World) {
        let gateway = Gateway::default();
        gateway.will_answer(&[400]);
        let world = by(world, &gateway).await;
        put(&world.services, &sms()).await;
        deliver_due(&world.services).await.unwrap();
        assert_eq!(counts(world.store()).await.unwrap(), unsent(0, 1));
        let why: String = sqlx::query_scalar("SELECT last_error FROM outbox").fetch_one(world.store().reader()).await.unwrap();
        assert!(why.contains("400") && !why.contains("13800138000"), "{why}");
    }

    async fn a_gateway_that_stays_away_is_given_up_in_the_end(world: World) {
        // Nothing listens there.
        let world = world.with_settings(&[
            ("JINBAN_SMS_GATEWAY", "http"), ("JINBAN_SMS_URL", "http://127.0.0.1:9/"), ("JINBAN_SMS_TOKEN", "hush"),
        ]);
        put(&world.services, &sms()).await;
        for _ in 0..MAX_TRIES {
            assert_eq!(deliver_due(&world.services).await, Ok(1));
            world.clock.advance(Duration::from_secs(24 * 3600));
        }
        assert_eq!(deliver_due(&world.services).await, Ok(0));
        assert_eq!(counts(world.store()).await.unwrap(), unsent(0, 1));
    }

    async fn messages_to_one_person_leave_in_their_order_and_nobody_else_waits(world: World) {
        let gateway = Gateway::default();
        gateway.will_answer(&[503]);
        let world = by(world, &gateway).await;
        for (phone, text) in [("13800138000", "一"), ("13800138000", "二"), ("13800138000", "三")] {
            put(&world.services, &to(phone, text)).await;
        }
        assert_eq!(work_through(&world.services, i64::MIN).await, Ok(1), "one job for one person");
        assert!(gateway.texts().is_empty(), "what waits for its second try holds back the later ones");
        put(&world.services, &to("13900139000", "别人的")).await;
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts(), ["别人的"]);
        world.clock.advance(Duration::from_secs(121));
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts(), ["别人的", "一", "二", "三"]);
        assert_eq!(work_through(&world.services, i64::MIN).await, Ok(0));
    }

    async fn a_code_waits_for_nobody_and_nobody_waits_for_a_code(world: World) {
        let gateway = Gateway::default();
        gateway.will_answer(&[503, 200, 503]);
        let world = by(world, &gateway).await;
        let code = Message::Sms {
            phone: "13800138000".into(),
            text: "验证码 123456".into(),
            expires: Some("2026-11-23T01:10:00Z".parse().unwrap()),
        };
        put(&world.services, &to("13800138000", "一")).await;
        work_through(&world.services, i64::MIN).await.unwrap();
        put(&world.services, &code).await;
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts(), ["验证码 123456"], "past the one that waits");
        world.clock.advance(Duration::from_secs(110));
        put(&world.services, &code).await;
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts().len(), 1, "the gateway was busy");
        world.clock.advance(Duration::from_secs(15));
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts(), ["验证码 123456", "一"], "not held back by the code");
    }

    async fn a_message_given_up_holds_nothing_back(world: World) {
        let gateway = Gateway::default();
        gateway.will_answer(&[400]);
        let world = by(world, &gateway).await;
        put(&world.services, &to("13800138000", "一")).await;
        put(&world.services, &to("13800138000", "二")).await;
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts(), ["二"]);
        assert_eq!(counts(world.store()).await.unwrap(), unsent(0, 1));
    }

    async fn messages_queued_before_there_were_jobs_leave_too(world: World) {
        let gateway = Gateway::default();
        let world = by(world, &gateway).await;
        put(&world.services, &sms()).await;
        world.force("UPDATE outbox SET recipient = NULL, position = 0").await;
        world.force("DELETE FROM job").await;
        server::jobs::recurring::tick(&world.services).await.unwrap();
        work_through(&world.services, i64::MIN).await.unwrap();
        assert_eq!(gateway.texts().len(), 1);
    }

    async fn a_code_that_expired_does_not_leave(world: World) {
        let gateway = Gateway::default();
        let world = by(world, &gateway).await;
        let expires = Some("2026-11-23T01:05:00Z".parse().unwrap());
        put(&world.services, &Message::Sms { phone: "13800138000".into(), text: "验证码 123456".into(), expires }).await;
        world.clock.advance(Duration::from_secs(301));
        deliver_due(&world.services).await.unwrap();
        assert!(gateway.got.lock().unwrap().is_empty());
        assert_eq!(counts(world.store()).await.unwrap(), unsent(0, 1));
    }

    async fn the_message_is_unreadable_in_the_database(world: World) {
        put(&world.services, &sms()).await;
        let body: Vec<u8> = sqlx::query_scalar("SELECT body FROM outbox").fetch_one(world.store().reader()).await.unwrap();
        assert!(!body.windows(11).any(|part| part == b"13800138000"));
    }
}
