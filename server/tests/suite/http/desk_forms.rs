//! The desk's forms as they answer what cannot be taken: at its field, in plain words, with what was typed.

use std::time::Duration;

use app::backend::Cases;
use app::backend::desk::Desk;
use shared::access::Role;
use shared::case::{CaseNo, Command};

use crate::harness::World;
use crate::harness::browser::Page;
use crate::harness::people::{OTHER_TOWN, PASSWORD, Person};

async fn revision(world: &World, who: &Person, number: &CaseNo) -> u32 {
    let open = Desk::open(&*world.services, &who.session, number).await;
    open.unwrap().revision
}

async fn act(world: &World, who: &Person, number: &CaseNo, command: Command) {
    let seen = revision(world, who, number).await;
    Desk::act(&*world.services, &who.session, number, seen, command)
        .await
        .unwrap();
}

/// What stands between a field's label and the end of its frame.
fn field(page: &Page, name: &str) -> String {
    let text = page.text();
    let from = text.split(&format!("for=\"f-{name}\"")).nth(1);
    let from = from.or_else(|| text.split(&format!("<fieldset id=\"f-{name}\"")).nth(1));
    let from = from.unwrap_or_else(|| panic!("no field {name} in {text}"));
    let end = from.find("name=\"").unwrap_or(from.len());
    from[..end].to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleague_who_is_none_is_told_at_the_list() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
    let elsewhere = world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await;
    let number = world.case_of(&elder).await.number;
    act(&world, &officer, &number, Command::Take).await;
    let address = format!("/desk/cases/{number}/act");
    let seen = revision(&world, &officer, &number).await.to_string();
    let mut desk = world.browser_of(&officer);
    let long = "x".repeat(3000);
    let out_of_reach = elsewhere.id().to_string();
    for (to, told) in [
        ("", "还没有选择“交给谁”。请选择一项"),
        ("nobody", "选择的人员不能承办这件办件。请从列表里重新选择一位同事"),
        (long.as_str(), "选择的人员不能承办这件办件。请从列表里重新选择一位同事"),
        (
            out_of_reach.as_str(),
            "选择的人员不能承办这件办件。请从列表里重新选择一位同事",
        ),
    ] {
        let typed = [
            ("act", "hand_over"),
            ("revision", seen.as_str()),
            ("hand_over-to", to),
            ("hand_over-reason", "下周出差"),
        ];
        let page = desk.post(&address, &typed).await;
        assert!(page.told().contains("href=\"#f-hand-over-to\""), "{}", page.told());
        assert!(field(&page, "hand-over-to").contains(told), "{to}: {}", page.text());
        assert!(page.shows("下周出差"), "what was typed is kept: {}", page.text());
    }
    // The lead's list is checked as well.
    let seen = revision(&world, &lead, &number).await.to_string();
    let typed = [("act", "assign"), ("revision", seen.as_str()), ("assign-to", "nobody")];
    let page = world.browser_of(&lead).post(&address, &typed).await;
    assert!(
        field(&page, "assign-to").contains("选择的人员不能承办这件办件"),
        "{}",
        page.text()
    );
    let handed = "SELECT COUNT(*) FROM case_event WHERE kind IN ('handed_over', 'assigned')";
    assert_eq!(world.count(handed).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parcels_number_is_asked_for_as_it_is_needed() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    act(&world, &officer, &number, Command::Accept).await;
    let grant = Command::Grant {
        result: "准予发放".into(),
        notes: String::new(),
    };
    act(&world, &officer, &number, grant).await;
    let mut desk = world.browser_of(&officer);
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(!field(&page, "close-waybill").contains("可不填"), "{}", page.text());
    let note = field(&page, "close-note");
    assert!(
        note.contains("写明为什么") && !note.contains("可不填"),
        "{}",
        page.text()
    );
    let address = format!("/desk/cases/{number}/act");
    let seen = revision(&world, &officer, &number).await.to_string();
    for (how, waybill, told) in [
        ("post", "RB123456784GB", "快递单号的校验位对不上，有一位抄错了"),
        ("post", "寄出去了", "快递单号不对。请照面单填写"),
        ("window", "RB123456785GB", "在窗口交给申请人的，没有快递单号"),
    ] {
        let typed = [
            ("act", "close"),
            ("revision", seen.as_str()),
            ("close-how", how),
            ("close-waybill", waybill),
        ];
        let page = desk.post(&address, &typed).await;
        assert!(
            field(&page, "close-waybill").contains(told),
            "{how} {waybill}: {}",
            page.text()
        );
        assert!(page.shows(&format!("value=\"{waybill}\"")), "{}", page.text());
    }
    assert_eq!(
        world
            .count("SELECT COUNT(*) FROM case_event WHERE kind = 'closed'")
            .await,
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_for_a_look_says_its_length_first_and_is_never_lost() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let (here, look) = (format!("/desk/cases/{number}"), format!("/desk/cases/{number}/look"));
    let mut desk = world.browser_of(&officer);
    let page = desk.get(&here).await;
    assert!(field(&page, "look-reason").contains("至少 4 个字"), "{}", page.text());
    assert!(
        !page.shows("minlength") && !page.shows(" required"),
        "no words but ours"
    );
    for reason in ["看".to_owned(), "核对申请人的身份信息".repeat(300)] {
        let page = desk.post(&look, &[("look_reason", &reason)]).await;
        assert!(page.told().contains("href=\"#f-look-reason\""), "{}", page.text());
        assert!(page.shows(&format!("value=\"{reason}\"")), "{}", page.text());
        assert!(!page.shows("内容较长"), "{}", page.text());
    }
    // Whatever the reader says that it accepts.
    let long = "核对申请人的身份信息".repeat(300);
    let sent = world
        .post(&look)
        .signed_in(&officer.token)
        .form(&format!("look_reason={long}"))
        .send()
        .await;
    let kept = sent.header("set-cookie").split(';').next().unwrap();
    assert!(kept.starts_with("flash=@"), "too long for a cookie: {kept}");
    let page = world.get(&here).signed_in(&officer.token).header("cookie", kept);
    assert!(page.send().await.text().contains(&long));
    // In a letter too.
    let letter = format!("{here}/correction");
    let seen = revision(&world, &officer, &number).await.to_string();
    assert!(field(&desk.get(&letter).await, "look").contains("至少 4 个字"));
    let long = "核对哪里要补".repeat(500);
    let page = desk
        .post(&letter, &[("do", "look"), ("revision", &seen), ("look", &long)])
        .await;
    assert!(
        page.told().contains("查看的原因写了 3000 个字，最多 200 个字") && page.shows(&long),
        "{}",
        page.text()
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_name_of_a_colleague_comes_back_to_be_mended() {
    let world = World::in_jinjiang().await.in_demo();
    let lead = world.lead().await;
    let name = "林".repeat(3000);
    let typed = [
        ("login", "w105b"),
        ("name", name.as_str()),
        ("role", "window_clerk"),
        ("territory", "350582105000"),
    ];
    let page = world.browser_of(&lead).post("/desk/staff/new", &typed).await;
    assert!(page.told().contains("href=\"#f-name\""), "{}", page.told());
    assert!(
        page.shows(&format!("value=\"{name}\"")) && page.shows("value=\"w105b\""),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_shows_the_marks_of_its_row_and_the_way_to_its_acts() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let here = format!("/desk/cases/{number}");
    let head = |page: &Page| {
        let text = page.text();
        let tags = text.split("<p class=\"tags\">").nth(1).unwrap();
        tags.split("</p>").next().unwrap().to_owned()
    };
    let page = world.browser_of(&officer).get(&here).await;
    assert!(!head(&page).contains("催办"), "{}", page.text());
    act(&world, &officer, &number, Command::Accept).await;
    world.clock.advance(Duration::from_secs(15 * 86_400));
    Cases::act(&*world.services, &elder.session, &number, Command::Remind)
        .await
        .unwrap();
    let sign_in = [("login", "s105"), ("password", PASSWORD), ("next", here.as_str())];
    let page = world.browser().post("/desk/sign-in", &sign_in).await;
    let tags = head(&page);
    assert!(tags.contains("催办") && tags.contains("超期"), "{tags}");
    assert!(
        page.shows("<a href=\"#acts\">去办理</a>") && page.shows("id=\"acts\""),
        "{}",
        page.text()
    );
}
