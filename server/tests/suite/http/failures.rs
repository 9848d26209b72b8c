//! The administrator's page of what did not leave and what was not done.

use std::time::Duration;

use app::backend::Log as _;
use app::backend::failures::{FailureKind, Failures as _};
use app::backend::log::LogFilter;
use server::clock::Clock as _;
use server::jobs::outbox::MAX_TRIES;
use server::jobs::queue::work_through;
use server::services::outbox::{Message, queue};
use server::services::queue::{Queued as _, enqueue};
use server::services::work::Sweep;
use server::store::outbox::{OutboxCounts, counts};
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{CITY, Person};

/// A gateway that nobody listens at, until it does.
async fn without_gateway() -> World {
    World::in_jinjiang().await.with_settings(&[
        ("JINBAN_ENVIRONMENT", "demo"),
        ("JINBAN_SMS_GATEWAY", "http"),
        ("JINBAN_SMS_URL", "http://127.0.0.1:9/"),
        ("JINBAN_SMS_TOKEN", "hush"),
    ])
}

async fn send(world: &World, phone: &str, expires: Option<jiff::Timestamp>) {
    let services = &*world.services;
    let message = &Message::Sms {
        phone: phone.into(),
        text: "您的办件已受理".into(),
        expires,
    };
    let queued = services
        .store
        .write(|tx| Box::pin(async move { Ok(queue(services, tx, message).await?) }));
    queued.await.unwrap();
}

async fn until_given_up(world: &World) {
    for _ in 0..=MAX_TRIES {
        work_through(&world.services, i64::MIN).await.unwrap();
        world.clock.advance(Duration::from_secs(36 * 3600));
    }
}

/// Within the time that a sign-in lasts.
async fn until_the_job_is_dead(world: &World) {
    for _ in 0..Sweep::MOST_TRIES {
        work_through(&world.services, i64::MIN).await.unwrap();
        world.clock.advance(Duration::from_secs(120));
    }
}

async fn administrator(world: &World) -> Person {
    world.staff("admin", Role::Administrator, CITY, None).await
}

fn buttons(page: &str, end: &str) -> Vec<String> {
    let all = page.split("formaction=\"").skip(1);
    all.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .filter(|to| to.ends_with(end))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_given_up_is_seen_masked_and_sent_again_with_one_press() {
    let world = without_gateway().await;
    send(&world, "13800138000", None).await;
    until_given_up(&world).await;
    let admin = administrator(&world).await;
    let mut desk = world.browser_of(&admin);
    let home = desk.get("/desk").await;
    assert!(
        home.shows("href=\"/desk/failed\"") && home.shows("<b>1</b>"),
        "{}",
        home.text()
    );
    let page = desk.get("/desk/failed").await;
    assert!(page.shows("共 1 条") && page.shows("138****8000") && !page.shows("13800138000"));
    assert!(page.shows("短信平台连不上，或者一直忙") && page.shows(&format!("{MAX_TRIES} 次")));

    // The gateway is back.
    let world = world.with_settings(&[("JINBAN_ENVIRONMENT", "demo")]);
    let mut desk = world.browser_of(&admin);
    let resend = buttons(&page.text(), "/resend").remove(0);
    let page = desk.post(&resend, &[("page", "1")]).await;
    assert!(page.at == "/desk/failed" && page.shows("已重新发送"), "{}", page.text());
    assert!(page.shows("没有失败的短信和任务") && page.shows("共 0 条"));
    work_through(&world.services, i64::MIN).await.unwrap();
    assert_eq!(counts(world.store()).await.unwrap(), OutboxCounts::default());
    // Pressed in a second window.
    let page = desk.post(&resend, &[]).await;
    assert!(page.shows("这一条已经不在列表里"), "{}", page.text());

    let filter = LogFilter {
        act: Some("message.resend".into()),
        ..LogFilter::default()
    };
    let log = world.services.log_page(&admin.session, &filter).await.unwrap();
    assert_eq!(log.lines.len(), 1, "what was refused changed nothing");
    assert_eq!(
        (log.lines[0].words.as_str(), log.lines[0].detail.as_str()),
        ("重发短信", "短信，试过 10 次")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_job_is_done_again_or_given_up() {
    let world = without_gateway().await;
    world.force("ALTER TABLE search_miss RENAME TO away").await;
    let services = &*world.services;
    let queued = services
        .store
        .write(|tx| Box::pin(async move { Ok(enqueue(services, tx, &Sweep {}).await?) }));
    queued.await.unwrap();
    until_the_job_is_dead(&world).await;
    let admin = administrator(&world).await;
    let mut desk = world.browser_of(&admin);
    let page = desk.get("/desk/failed").await;
    assert!(
        page.shows("清理过期数据") && page.shows("没有办成，原因在运行日志里"),
        "{}",
        page.text()
    );
    let (resend, discard) = (
        buttons(&page.text(), "/resend").remove(0),
        buttons(&page.text(), "/discard").remove(0),
    );
    let unknown = discard.replace("/discard", "/forget");
    assert_eq!(desk.post(&unknown, &[]).await.status(), 404, "no such act");
    assert!(desk.get("/desk/failed").await.shows("共 1 条"));
    desk.post(&resend, &[]).await;
    until_the_job_is_dead(&world).await;
    assert!(desk.get("/desk/failed").await.shows("共 1 条"), "it failed again");
    world.force("ALTER TABLE away RENAME TO search_miss").await;
    desk.post(&resend, &[]).await;
    work_through(&world.services, i64::MIN).await.unwrap();
    assert_eq!(
        world
            .count("SELECT COUNT(*) FROM job WHERE name = 'sweep' AND state = 'done'")
            .await,
        1
    );
    let page = desk.post(&discard, &[]).await;
    assert!(page.shows("这一条已经不在列表里"), "it is done by now: {}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_code_can_only_be_given_up_and_a_long_list_has_pages() {
    let world = without_gateway().await;
    let soon = world.clock.now().saturating_add(Duration::from_secs(300)).unwrap();
    send(&world, "13800138000", Some(soon)).await;
    for n in 0..20 {
        send(&world, &format!("139001390{n:02}"), None).await;
    }
    until_given_up(&world).await;
    let admin = administrator(&world).await;
    let mut desk = world.browser_of(&admin);
    let first = desk.get("/desk/failed").await;
    assert!(first.shows("共 21 条") && first.shows("第 1 页，共 2 页"));
    assert_eq!(buttons(&first.text(), "/resend").len(), 20);
    let second = desk.get("/desk/failed?page=2").await;
    assert!(
        second.shows("验证码已经过期") && second.shows("138****8000"),
        "{}",
        second.text()
    );
    assert_eq!(buttons(&second.text(), "/resend"), [""; 0]);
    let discard = buttons(&second.text(), "/discard").remove(0);
    let id = discard.split('/').nth(4).unwrap();
    let refused = world.services.resend(&admin.session, FailureKind::Message, id).await;
    assert!(refused.is_err(), "also not by hand");
    let page = desk.post(&discard, &[("page", "2")]).await;
    assert!(page.shows("已放弃"), "{}", page.text());
    assert_eq!(counts(world.store()).await.unwrap().failed, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_but_the_administrator_sees_or_presses() {
    let world = without_gateway().await;
    send(&world, "13800138000", None).await;
    until_given_up(&world).await;
    let id: String = sqlx::query_scalar("SELECT id FROM outbox")
        .fetch_one(world.store().reader())
        .await
        .unwrap();
    let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
    for person in [world.lead().await, inspector] {
        let mut desk = world.browser_of(&person);
        assert!(!desk.get("/desk").await.shows("/desk/failed"));
        let page = desk.get("/desk/failed").await;
        assert!(page.status() == 403 && !page.shows("138****8000"));
        for act in ["resend", "discard"] {
            desk.post(&format!("/desk/failed/message/{id}/{act}"), &[]).await;
        }
    }
    assert_eq!(counts(world.store()).await.unwrap().failed, 1);
    let page = world
        .browser()
        .post(&format!("/desk/failed/message/{id}/discard"), &[])
        .await;
    assert!(page.at.starts_with("/desk/sign-in"), "{}", page.at);
    assert_eq!(counts(world.store()).await.unwrap().failed, 1);
}
