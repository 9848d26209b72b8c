//! Addresses that lead nowhere, or no longer: each says where to go on.

use app::backend::drafts::page_address;
use axum::http::StatusCode;
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, VILLAGE, answers};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_a_form_has_not_is_404_with_the_way_on() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let page = browser.get(&page_address(ALLOWANCE, draft.as_str(), "nonexist")).await;
    assert_eq!(page.status(), 404);
    let first = page_address(ALLOWANCE, draft.as_str(), "elder");
    assert!(
        page.shows("没有找到这一页") && page.shows(&format!("href=\"{first}\"")),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_are_counted_as_they_are_shown() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let page = browser.get(&page_address(ALLOWANCE, draft.as_str(), "elder")).await;
    let text = page.text();
    let list = text.split("class=\"progress\"").nth(1).unwrap();
    let shown = list.split("</ol>").next().unwrap().matches("<li").count();
    assert!(page.shows(&format!("第 1 步，共 {shown} 步")), "{shown}: {text}");
    let mine = browser.get("/mine").await;
    assert!(mine.shows(&format!("/{shown} 步")), "{shown}: {}", mine.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_is_none_is_told_and_another_can_be_chosen() {
    let world = World::in_jinjiang().await.in_demo();
    let mut browser = world.browser();
    for unknown in ["999", "350582999999", "DROP TABLE"] {
        let query = app::backend::catalogue::query_string([("place", unknown)]);
        let page = browser.get(&format!("/apply/{ALLOWANCE}?{query}")).await;
        assert_eq!(page.status(), 200, "{unknown}");
        assert!(
            page.shows("网址里写的地方") && page.shows("<select id=\"town\""),
            "{unknown}: {}",
            page.text()
        );
    }
    for known in [VILLAGE, "350582105000", "350582000000", ""] {
        let page = browser.get(&format!("/apply/{ALLOWANCE}?place={known}")).await;
        assert!(!page.shows("网址里写的地方"), "{known}: {}", page.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_to_a_draft_that_was_handed_in_leads_to_its_receipt() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, neighbour) = (world.elder().await, world.neighbour().await);
    let draft = world.ready_draft(&elder).await;
    let receipt = format!("/mine/{}/receipt", world.hand_in(&elder, &draft).await.number);
    let page = page_address(ALLOWANCE, draft.as_str(), "bank");
    let review = format!("/apply/{ALLOWANCE}/{draft}/review");
    let discard = format!("/apply/{ALLOWANCE}/{draft}/discard");
    let mut browser = world.browser_of(&elder);
    for link in [&page, &review, &discard] {
        let shown = browser.get(link).await;
        assert_eq!((shown.at.as_str(), shown.status()), (receipt.as_str(), 200), "{link}");
    }
    let typed = [("bank_kind", "card"), ("bank_holder", "陈海滨")];
    let place = format!("/apply/{ALLOWANCE}/{draft}/place");
    for (to, fields) in [(&page, &typed[..]), (&place, &[("place", VILLAGE)])] {
        let shown = browser.post(to, fields).await;
        assert_eq!((shown.at.as_str(), shown.status()), (receipt.as_str(), 200), "{to}");
    }
    let files = format!("{page}/files");
    let shown = browser.upload_from("file:bank_photo", &files, &typed, "", b"").await;
    assert_eq!(shown.at, receipt);
    // What is nobody's, and what is another's, is still not there.
    for link in [&page, &review] {
        assert_eq!(world.browser_of(&neighbour).get(link).await.status(), 404, "{link}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_browser_cannot_do_is_told_on_a_page_and_a_program_reads_json() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let number = world.case_of(&elder).await.number;
    let only_sent = format!("/mine/{number}/supply");
    for for_page in [true, false] {
        let call = || match for_page {
            true => world.get(&only_sent).for_page(),
            false => world.get(&only_sent),
        };
        let answer = call().signed_in(&elder.token).send().await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), "POST");
        assert!(answer.text().contains("只接收提交的内容"), "{}", answer.text());
        assert_eq!(answer.text().contains("回到首页"), for_page, "{}", answer.text());
    }
    // A service's refusal on a plain form is a page too.
    let answer = world
        .post("/me/sessions/end")
        .for_page()
        .signed_in(&elder.token)
        .form("id=none")
        .send()
        .await;
    assert!(
        answer.header("content-type").starts_with("text/html"),
        "{}",
        answer.text()
    );
    assert!(answer.status.is_client_error() && answer.text().contains("回到首页"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_width_digits_are_shown_as_the_number_they_are() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut typed = answers();
    typed.put("applicant.mobile", "１３９　００００　０００１");
    let seen = world.draft(&elder, &draft).await.revision;
    app::backend::Drafts::save(&*world.services, &elder.session, &draft, seen, typed)
        .await
        .unwrap();
    let mut browser = world.browser_of(&elder);
    let review = browser.get(&format!("/apply/{ALLOWANCE}/{draft}/review")).await;
    assert!(
        review.shows("13900000001") && !review.shows("１３９"),
        "{}",
        review.text()
    );
    assert!(!review.shows("处要改"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taking_an_application_back_is_named_before_the_last_press() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let number = world.case_of(&elder).await.number;
    let mut browser = world.browser_of(&elder);
    let page = browser.get(&format!("/mine/{number}")).await;
    assert!(
        page.shows("<summary>撤回申请</summary>") && page.shows(">确定撤回，结束这件申请</button>"),
        "{}",
        page.text()
    );
    assert!(page.shows("照片和文件要重新上传"));
    let act = format!("/mine/{number}/act");
    let done = browser.post(&act, &[("act", "withdraw")]).await;
    assert!(done.shows("申请已撤回。"), "{}", done.text());
    for (act_name, words) in [("withdraw", "不能撤回申请"), ("remind", "不能催办")] {
        let again = browser.post(&act, &[("act", act_name)]).await;
        assert!(
            again.told().contains(&format!("办件目前是「您已撤回」，{words}")),
            "{}",
            again.text()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_to_staff_leads_back_to_their_desk() {
    let world = World::in_jinjiang().await.in_demo();
    let justice = world.staff("justice-reader", Role::Justice, CITY, None).await;
    for address in [
        "/desk/queue/export",
        "/desk/log/export.csv",
        "/desk/cases/JB-105-00001-0/act",
    ] {
        let call = world.get(address).signed_in(&justice.token).for_page();
        let answer = call.send().await;
        assert!(answer.status.is_client_error(), "{address}: {}", answer.status);
        let page = answer.text();
        assert!(
            page.contains("href=\"/desk\">回到工作台</a>") && !page.contains("回到首页"),
            "{address}: {page}"
        );
    }
    let large = world
        .post("/desk/staff/import")
        .header("content-length", "73400320")
        .for_page()
        .signed_in(&justice.token)
        .body(Vec::new())
        .send()
        .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.text().contains("回到工作台") && large.text().contains("压缩文件"));
}
