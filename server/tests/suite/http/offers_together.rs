//! Two people at one form of a place, and rows that were chosen before the page is turned.

use crate::harness::World;
use crate::harness::browser::{Browser, Page};
use crate::harness::people::{ALLOWANCE, TOWN, VILLAGE};

async fn post(desk: &mut Browser<'_>, to: &str, pairs: &[(&str, String)]) -> Page {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, &**value)).collect();
    desk.post(to, &pairs).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_texts_are_told_and_pressing_again_keeps_ones_own() {
    let world = World::in_jinjiang().await.in_demo();
    let mut desk = world.browser_of(&world.lead().await);
    let hall = format!("/desk/halls/{TOWN}");
    let opened = desk.get(&hall).await;
    assert_eq!(opened.hidden("was:phone"), "");
    let send = |phone: &'static str, address: &'static str, was: &str| {
        vec![
            ("act", "hall".to_owned()),
            ("phone", phone.to_owned()),
            ("was:phone", was.to_owned()),
            ("address", address.to_owned()),
            ("was:address", String::new()),
        ]
    };
    post(&mut desk, &hall, &send("0595-88120001", "海滨路 1 号", "")).await;
    // From the form as it was before: the phone was changed by both, the address by the other alone.
    let page = post(&mut desk, &hall, &send("0595-88120002", "", "")).await;
    assert!(
        page.shows("在您填写时，另一位同事把咨询电话改成了「0595-88120001」"),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"0595-88120002\"") && page.shows("value=\"海滨路 1 号\""));
    assert_eq!(page.hidden("was:phone"), "0595-88120001");
    let again = [
        ("act", "hall".to_owned()),
        ("phone", "0595-88120002".to_owned()),
        ("was:phone", page.hidden("was:phone")),
        ("address", "海滨路 1 号".to_owned()),
        ("was:address", page.hidden("was:address")),
    ];
    let page = post(&mut desk, &hall, &again).await;
    assert!(
        page.shows("份办事指南跟着更新") && page.shows("value=\"0595-88120002\""),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_another_changed_meanwhile_is_told_and_not_overwritten() {
    let world = World::in_jinjiang().await.in_demo();
    let mut desk = world.browser_of(&world.lead().await);
    let list = format!("/desk/lists/{VILLAGE}/choose");
    let (part, was) = (format!("part:{ALLOWANCE}"), format!("was:{ALLOWANCE}"));
    let row = |chosen: &'static str| [("act", "rows"), (was.as_str(), "collect"), (part.as_str(), chosen)];
    assert!(desk.post(&list, &row("advise")).await.shows("已修改 1 项"));
    // A page opened before still says 收件.
    let page = desk.post(&list, &row("declined")).await;
    assert!(page.shows("另一位同事") && page.shows("咨询引导"), "{}", page.text());
    let page = desk
        .get(&format!("/desk/lists/{VILLAGE}?text=%E9%AB%98%E9%BE%84"))
        .await;
    assert!(page.shows("<option value=\"advise\" selected"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn turning_the_page_saves_what_was_chosen_on_this_one() {
    let world = World::in_jinjiang().await.in_demo();
    let mut desk = world.browser_of(&world.lead().await);
    let list = format!("/desk/lists/{TOWN}");
    let page = desk.get(&list).await;
    assert!(page.shows("name=\"go\" value=\"2\""), "{}", page.text());
    let (part, was) = (format!("part:{ALLOWANCE}"), format!("was:{ALLOWANCE}"));
    let turn = [
        ("go", "2"),
        ("back", "?text=&page=1"),
        (was.as_str(), "handle"),
        (part.as_str(), "collect"),
    ];
    let page = desk.post(&format!("{list}/choose"), &turn).await;
    assert!(page.at.contains("page=2") && page.shows("已修改 1 项"), "{}", page.at);
    assert!(
        desk.get(&format!("{list}?text=%E9%AB%98%E9%BE%84"))
            .await
            .shows("value=\"collect\" selected")
    );
    // So does narrowing the list, and looking at all of it again.
    let narrow = [
        ("go", "narrow"),
        ("text", "高龄"),
        ("department", ""),
        (&was, "collect"),
        (&part, "handle"),
    ];
    let page = desk.post(&format!("{list}/choose"), &narrow).await;
    assert!(page.at.ends_with("?text=%E9%AB%98%E9%BE%84"), "{}", page.at);
    assert!(
        page.shows("已修改 1 项") && page.shows("value=\"handle\" selected"),
        "{}",
        page.text()
    );
    let all = [
        ("go", "all"),
        ("text", "高龄"),
        ("back", "?text=%E9%AB%98%E9%BE%84"),
        (&was, "handle"),
        (&part, "handle"),
    ];
    let page = desk.post(&format!("{list}/choose"), &all).await;
    assert!(
        page.at == list && !page.shows("没有改动"),
        "{}: {}",
        page.at,
        page.text()
    );
    // What cannot be saved is not left behind by narrowing.
    let wrong = [
        ("go", "narrow"),
        ("text", "高龄"),
        ("act", "ticked"),
        ("all", "nothing"),
    ];
    let page = desk.post(&format!("{list}/choose"), &wrong).await;
    assert!(
        page.at == list && page.shows("没有选改为什么"),
        "{}: {}",
        page.at,
        page.text()
    );
}
