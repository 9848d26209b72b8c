//! Cases by plain forms: the applicant's own, and the desk's.

use app::backend::desk::Desk;
use app::backend::{Cases, ServiceError};
use shared::access::Role;
use shared::case::{CaseNo, CaseState};

use crate::harness::World;
use crate::harness::people::{OTHER_TOWN, PASSWORD, PNG, Person};

async fn revision(world: &World, who: &Person, number: &CaseNo) -> String {
    Desk::open(&*world.services, &who.session, number)
        .await
        .unwrap()
        .revision
        .to_string()
}

async fn state(world: &World, who: &Person, number: &CaseNo) -> CaseState {
    Cases::view(&*world.services, &who.session, number)
        .await
        .unwrap()
        .card
        .state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_refusal_is_still_there_when_something_was_missing() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let mut desk = world.browser_of(&officer);
    let act = format!("/desk/cases/{number}/act");
    let seen = revision(&world, &officer, &number).await;
    desk.post(&act, &[("act", "accept"), ("revision", &seen)]).await;
    let seen = revision(&world, &officer, &number).await;
    let reasons = "经核查户籍不在本市。".repeat(120);
    let page = desk
        .post(
            &act,
            &[
                ("act", "refuse"),
                ("revision", &seen),
                ("refuse-reasons", &reasons),
                ("refuse-basis", ""),
            ],
        )
        .await;
    assert!(
        page.shows("href=\"#f-refuse-basis\"") && page.shows(&reasons),
        "{}",
        page.text()
    );
    let page = desk
        .post(
            &act,
            &[
                ("act", "refuse"),
                ("revision", &seen),
                ("refuse-reasons", ""),
                ("refuse-basis", "办理条件第一条"),
            ],
        )
        .await;
    assert!(
        page.shows("href=\"#f-refuse-reasons\"") && page.shows("办理条件第一条"),
        "{}",
        page.text()
    );
    assert_eq!(state(&world, &elder, &number).await, CaseState::Accepted);

    // The session of the desk ends too: the words wait at the case.
    desk.sign_out();
    let page = desk
        .post(
            &act,
            &[
                ("act", "refuse"),
                ("revision", &seen),
                ("refuse-reasons", &reasons),
                ("refuse-basis", ""),
            ],
        )
        .await;
    assert!(
        page.at.starts_with("/desk/sign-in?next=") && !page.shows(&reasons),
        "{}",
        page.at
    );
    let next = page.hidden("next");
    let back = desk
        .post(
            "/desk/sign-in",
            &[("login", "s105"), ("password", PASSWORD), ("next", &next)],
        )
        .await;
    assert_eq!(back.at, format!("/desk/cases/{number}"));
    assert!(
        back.shows(&reasons) && back.shows("刚才填写的内容还在这一页"),
        "{}",
        back.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_persons_or_towns_case_is_404() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, neighbour) = (world.elder().await, world.neighbour().await);
    let elsewhere = world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await;
    let number = world.case_of(&elder).await.number;
    let mut home = world.browser_of(&neighbour);
    for path in [
        format!("/mine/{number}"),
        format!("/mine/{number}/receipt"),
        format!("/desk/cases/{number}"),
    ] {
        let page = home.get(&path).await;
        assert_eq!(page.status(), 404, "{path}");
        assert!(
            !page.shows("高龄津贴") && !page.shows("深沪镇综合"),
            "{path}: {}",
            page.text()
        );
    }
    assert_eq!(
        home.post(
            &format!("/mine/{number}/act"),
            &[("act", "withdraw"), ("withdraw-reason", "恶作剧")]
        )
        .await
        .status(),
        404
    );
    assert_eq!(
        home.post(&format!("/mine/{number}/supply"), &[("supply_note", "x")])
            .await
            .status(),
        404
    );
    let texts = [("path", "bank_photo"), ("page", "/mine")];
    let page = home
        .upload(&format!("/mine/{number}/files"), &texts, "a.png", PNG)
        .await;
    assert_eq!((page.status(), page.at), (404, format!("/mine/{number}")));
    let mut desk = world.browser_of(&elsewhere);
    assert_eq!(desk.get(&format!("/desk/cases/{number}")).await.status(), 404);
    assert_eq!(
        desk.post(
            &format!("/desk/cases/{number}/act"),
            &[("act", "accept"), ("revision", "1")]
        )
        .await
        .status(),
        404
    );
    assert_eq!(
        desk.post(
            &format!("/desk/cases/{number}/look"),
            &[("look_reason", "核对申请人身份")]
        )
        .await
        .status(),
        404
    );
    assert_eq!(state(&world, &elder, &number).await, CaseState::Submitted);
    assert_eq!(
        (
            world.count("SELECT COUNT(*) FROM look").await,
            world.count("SELECT COUNT(*) FROM case_event").await
        ),
        (0, 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_is_closed_without_a_session_and_to_applicants() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    world.officer().await;
    let number = world.case_of(&elder).await.number;
    for path in [
        "/desk".to_owned(),
        "/desk/queue".into(),
        format!("/desk/cases/{number}"),
    ] {
        let mut browser = world.browser();
        let page = browser.get(&path).await;
        assert_eq!(page.status(), 401, "{path}");
        let door = format!("/desk/sign-in?next={}", path.replace('/', "%2F"));
        assert!(page.shows(&format!("href=\"{door}\"")), "{path}: {}", page.text());
        let next = browser.get(&door).await.hidden("next");
        let back = browser
            .post(
                "/desk/sign-in",
                &[("login", "s105"), ("password", PASSWORD), ("next", &next)],
            )
            .await;
        assert_eq!((back.at.as_str(), back.status()), (path.as_str(), 200));
    }
    let mut browser = world.browser_of(&elder);
    for path in ["/desk", "/desk/queue"] {
        let page = browser.get(path).await;
        assert!(
            page.status() == 403 && page.shows("没有权限"),
            "{path}: {}",
            page.status()
        );
    }
    let page = browser
        .post(
            "/desk/sign-in",
            &[("login", "s105"), ("password", "wrong"), ("next", "//evil.example")],
        )
        .await;
    assert!(
        page.at.starts_with("/desk/sign-in") && page.shows("s105") && page.shows("账号或密码不对"),
        "{}",
        page.at
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_asked_for_with_a_reason_and_shown_once() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let mut desk = world.browser_of(&officer);
    let page = desk
        .post(
            &format!("/desk/cases/{number}/look"),
            &[("look_reason", "核对申请人身份")],
        )
        .await;
    assert!(
        page.shows("350501193503100116") && page.shows("本次查看已记录"),
        "{}",
        page.text()
    );
    assert!(
        !desk
            .get(&format!("/desk/cases/{number}"))
            .await
            .shows("350501193503100116")
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 1);
    let page = desk
        .post(&format!("/desk/cases/{number}/look"), &[("look_reason", "看")])
        .await;
    assert!(
        !page.shows("350501193503100116") && page.shows("请写明查看的原因"),
        "{}",
        page.text()
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acts_that_are_none_are_refused() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let mut desk = world.browser_of(&officer);
    for act in [
        "",
        "submit",
        "supply",
        "withdraw",
        "close",
        "grant",
        "refuse",
        "assign",
        "hand_over",
        "drop table",
        "decline",
    ] {
        let page = desk
            .post(
                &format!("/desk/cases/{number}/act"),
                &[("act", act), ("revision", "1"), ("to", "nobody")],
            )
            .await;
        assert!(
            page.status() == 200 && page.shows("error-summary"),
            "{act}: {}",
            page.text()
        );
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM case_event").await, 1);
    let wrong = world
        .get("/desk/cases/XX-NOT-A-NUMBER")
        .for_page()
        .signed_in(&officer.token)
        .send()
        .await;
    assert_eq!(wrong.status.as_u16(), 404);
    let unknown = ServiceError::NotFound {
        what: "这个办件".into(),
    };
    assert!(wrong.text().contains(&unknown.message()));
}
