//! Cases by plain forms: the applicant's own, and the desk's.

use app::backend::desk::Desk;
use app::backend::{Cases, ServiceError};
use shared::access::Role;
use shared::case::{CaseNo, CaseState};

use crate::harness::World;
use crate::harness::people::{OTHER_PNG, OTHER_TOWN, PASSWORD, PNG, Person};

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
async fn from_a_correction_to_the_result_without_script() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    world.clock.advance(std::time::Duration::from_secs(60));
    let (mut desk, mut home) = (world.browser_of(&officer), world.browser_of(&elder));
    let act = format!("/desk/cases/{number}/act");
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(page.shows("一次性告知补正") && !page.shows("13900000001"));

    // What was never asked is not on the sheet; a reason is missing: the error stands at that one input.
    let letter = format!("/desk/cases/{number}/correction");
    let page = desk.get(&letter).await;
    assert!(
        page.shows("name=\"ask:bank_photo\"") && !page.shows("ask:proxy_papers") && !page.shows("13900000001"),
        "{}",
        page.text()
    );
    let seen = page.hidden("revision");
    let fields = [
        ("do", "preview"),
        ("revision", &*seen),
        ("ask:bank_photo", "on"),
        ("why:bank_photo", " "),
        ("days", "十天"),
    ];
    let page = desk.post(&letter, &fields).await;
    assert!(
        page.shows("error-summary") && page.shows("href=\"#f-why-bank-photo\"") && page.shows("href=\"#f-days\""),
        "{}",
        page.text()
    );
    assert_eq!(page.text().matches("aria-invalid").count(), 1, "{}", page.text());
    assert!(
        page.shows("value=\"十天\"") && page.shows("name=\"ask:bank_photo\" value=\"on\" checked"),
        "{}",
        page.text()
    );
    let page = desk
        .post(&letter, &[("do", "preview"), ("revision", &*seen), ("days", "10")])
        .await;
    assert!(page.shows("还没有选要补正什么"), "{}", page.text());

    // A reason typed without a tick is asked: it stands in the letter, which goes out only as it was read.
    let typed = [
        ("revision", &*seen),
        ("ask:bank_photo", "on"),
        ("std:bank_photo", "blurred"),
        ("why:bank_photo", "要看得清卡号"),
        ("why:applicant", "手机打不通"),
        ("days", "10"),
    ];
    let with = |more: &[(&'static str, String)]| -> Vec<(&'static str, String)> {
        let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned()));
        more.iter().cloned().chain(typed).collect()
    };
    let unread = with(&[("do", "send".into()), ("seen", "another letter".into())]);
    let unread: Vec<(&str, &str)> = unread.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &unread).await;
    assert!(
        page.shows("发出前看一遍")
            && page.shows("请补 2 样")
            && page.shows("请补充或更正“")
            && page.shows("手机打不通"),
        "{}",
        page.text()
    );
    assert_eq!(
        state(&world, &elder, &number).await,
        CaseState::Submitted,
        "unread, unsent"
    );
    let read = page.hidden("seen");
    let back = with(&[("do", "edit".into())]);
    let back: Vec<(&str, &str)> = back.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &back).await;
    for kept in [
        "要看得清卡号",
        "手机打不通",
        "name=\"ask:applicant\" value=\"on\" checked",
        "value=\"blurred\" checked",
    ] {
        assert!(
            page.shows(kept),
            "going back keeps what was typed, {kept}: {}",
            page.text()
        );
    }
    let send = with(&[("do", "send".into()), ("seen", read)]);
    let send: Vec<(&str, &str)> = send.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &send).await;
    assert!(
        page.status() == 200 && page.at == format!("/desk/cases/{number}") && page.shows("已告知申请人补正"),
        "{}",
        page.text()
    );
    // Once only: the page says so instead of offering a second letter.
    assert!(desk.get(&letter).await.shows("已经一次性告知过"));
    let page = home.get(&format!("/mine/{number}")).await;
    assert!(
        page.shows("请补 2 样") && page.shows("要看得清卡号") && page.shows("手机打不通"),
        "{}",
        page.text()
    );
    assert!(!page.shows("一般免提交"), "what is asked for is not called needless");

    // The answer is judged as the first was; what was typed is still there.
    world.clock.advance(std::time::Duration::from_secs(60));
    let mine = format!("/mine/{number}");
    let supply = format!("{mine}/supply");
    let typed = |phone| {
        [
            ("applicant.name", "陈海明"),
            ("applicant.citizen_number", "350501193503100116"),
            ("applicant.mobile", phone),
            ("supply_note", "换了号码"),
        ]
    };
    let page = home.post(&supply, &typed("139")).await;
    assert!(
        page.shows("href=\"#f-applicant-mobile\"") && page.shows("href=\"#f-bank-photo\""),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"139\"") && page.shows("换了号码"));
    let texts = [("path", "bank_photo"), ("page", mine.as_str())];
    let page = home
        .upload(
            &format!("{mine}/files"),
            &texts,
            "照片.jpg",
            b"<html><script>alert(1)</script>",
        )
        .await;
    assert!(
        page.at == mine && page.shows("href=\"#f-bank-photo\"") && page.shows("只收图片和 PDF"),
        "{}",
        page.text()
    );
    home.upload(&format!("{mine}/files"), &texts, "照片.png", OTHER_PNG)
        .await;
    let page = home.post(&supply, &typed("13900000088")).await;
    assert!(page.shows("补正已提交"), "{}", page.text());

    let seen = revision(&world, &officer, &number).await;
    let page = desk.post(&act, &[("act", "accept"), ("revision", &seen)]).await;
    assert!(
        page.shows("已受理，承诺 12 月 7 日前办结") || page.shows("已受理，承诺"),
        "{}",
        page.text()
    );
    let page = desk.post(&act, &[("act", "accept"), ("revision", &seen)]).await;
    assert!(page.shows("不是最新"), "the same press twice: {}", page.text());
    let seen = revision(&world, &officer, &number).await;
    let page = desk
        .post(
            &act,
            &[
                ("act", "grant"),
                ("revision", &seen),
                ("result", " "),
                ("note", "见附件"),
            ],
        )
        .await;
    assert!(
        page.shows("href=\"#f-grant-result\"") && page.shows("见附件"),
        "{}",
        page.text()
    );
    desk.post(
        &act,
        &[
            ("act", "grant"),
            ("revision", &seen),
            ("result", "准予发放"),
            ("note", ""),
        ],
    )
    .await;
    assert!(home.get(&mine).await.shows("准予发放"));
    assert_eq!(state(&world, &elder, &number).await, CaseState::Granted);
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
                ("reasons", &reasons),
                ("basis", ""),
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
                ("reasons", ""),
                ("basis", "办理条件第一条"),
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
                ("reasons", &reasons),
                ("basis", ""),
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
        home.post(&format!("/mine/{number}/withdraw"), &[("reason", "恶作剧")])
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
        desk.post(&format!("/desk/cases/{number}/look"), &[("reason", "核对申请人身份")])
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
        .post(&format!("/desk/cases/{number}/look"), &[("reason", "核对申请人身份")])
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
        .post(&format!("/desk/cases/{number}/look"), &[("reason", "看")])
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
