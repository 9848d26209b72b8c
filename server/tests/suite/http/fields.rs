//! What the inputs of a form say to screen readers, keyboards and browsers that fill in.

use app::backend::drafts::page_address;

use crate::harness::World;
use crate::harness::browser::{Browser, Page};
use crate::harness::people::{ALLOWANCE, VILLAGE};

/// The tag of the element with this id.
fn tag<'p>(text: &'p str, id: &str) -> &'p str {
    let at = text
        .find(&format!("id=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id} in {text}"));
    let begin = text.get(..at).unwrap().rfind('<').unwrap();
    text.get(begin..).unwrap().split('>').next().unwrap()
}

async fn begun(browser: &mut Browser<'_>, item: &str) -> String {
    let start = browser
        .post(
            &format!("/apply/{item}/start"),
            &[("place", VILLAGE), ("another", "yes")],
        )
        .await;
    assert_eq!(start.status(), 200, "{}", start.text());
    start.at.split('/').nth(3).unwrap().to_owned()
}

async fn checked(browser: &mut Browser<'_>, item: &str, page: &str) -> Page {
    let draft = begun(browser, item).await;
    browser
        .get(&format!("{}?check=1", page_address(item, &draft, page)))
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_input_in_error_says_so_and_names_its_error() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let page = checked(&mut browser, ALLOWANCE, "elder").await;
    let text = page.text();
    for id in [
        "f-applicant-name",
        "f-applicant-citizen-number",
        "f-household-division",
        "f-household-detail",
        "f-over-80",
    ] {
        let tag = tag(&text, id);
        assert!(tag.contains("aria-invalid=\"true\""), "{tag}");
        assert!(tag.contains(&format!("{id}-error")), "{tag}");
    }
    assert!(tag(&text, "f-over-80").contains("role=\"radiogroup\""));
    assert!(
        text.contains("<title>错误：老人的情况 - 高龄津贴申领 - 近办</title>"),
        "{text}"
    );
    let draft = begun(&mut browser, ALLOWANCE).await;
    let clean = browser.get(&page_address(ALLOWANCE, &draft, "elder")).await;
    assert!(
        clean.shows("<title>老人的情况 - 高龄津贴申领 - 近办</title>") && !clean.shows("aria-invalid"),
        "{}",
        clean.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_applicants_own_inputs_say_what_they_are_for_and_nobody_elses_do() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let text = checked(&mut browser, ALLOWANCE, "elder").await.text();
    assert!(tag(&text, "f-applicant-name").contains("autocomplete=\"name\""));
    assert!(tag(&text, "f-applicant-mobile").contains("autocomplete=\"tel\""));
    assert!(tag(&text, "f-household-detail").contains("autocomplete=\"street-address\""));
    assert!(
        tag(&text, "f-applicant-citizen-number").contains("inputmode=\"tel\""),
        "digits and a star for X"
    );
    assert!(!text.contains("maxlength"), "what is pasted is not cut without a word");
    let text = checked(&mut browser, ALLOWANCE, "bank").await.text();
    assert!(tag(&text, "f-bank-number").contains("inputmode=\"numeric\""));
    let text = checked(&mut browser, ALLOWANCE, "agent").await.text();
    assert!(!tag(&text, "f-agent-person-name").contains("autocomplete"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_may_be_empty_is_passed_and_the_last_entry_can_be_taken_out() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let item = "JJ-CL-01";
    let draft = begun(&mut browser, item).await;
    let here = page_address(item, &draft, "family");
    let page = browser.get(&here).await;
    assert!(
        page.shows("添加家庭成员") && !page.shows("删除家庭成员 1"),
        "{}",
        page.text()
    );
    let on = browser
        .post(&here, &[("family", ""), ("revision", &page.hidden("revision"))])
        .await;
    assert!(on.at.ends_with("/page/delivery"), "{}: {}", on.at, on.told());
    let page = browser.get(&here).await;
    let added = browser
        .post(
            &here,
            &[
                ("family", ""),
                ("revision", &page.hidden("revision")),
                ("add", "family"),
            ],
        )
        .await;
    assert!(added.shows("删除家庭成员 1"), "{}", added.text());
    let entry = [
        ("family", ""),
        ("family[0]", ""),
        ("family[0].person.name", ""),
        ("family[0].job", ""),
    ];
    let with = |more: (&'static str, String)| {
        let mut pairs: Vec<(&str, String)> = entry.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        pairs.push(more);
        pairs
    };
    let revision = added.hidden("revision");
    let mut pairs = with(("remove", "family[0]".into()));
    pairs.push(("revision", revision));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let taken = browser.post(&here, &pairs).await;
    assert!(
        !taken.shows("删除家庭成员 1") && taken.told().is_empty(),
        "{}",
        taken.text()
    );
    // Added, left untouched, and gone on.
    let added = browser
        .post(
            &here,
            &[
                ("family", ""),
                ("revision", &taken.hidden("revision")),
                ("add", "family"),
            ],
        )
        .await;
    let pairs = with(("revision", added.hidden("revision")));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let on = browser.post(&here, &pairs).await;
    assert!(on.at.ends_with("/page/delivery"), "{}: {}", on.at, on.told());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_review_shows_who_is_in_a_list_what_need_not_be_handed_in_and_what_to_look_at_again() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let item = "JJ-CL-01";
    let draft = begun(&mut browser, item).await;
    let here = page_address(item, &draft, "family");
    let page = browser.get(&here).await;
    let revision = page.hidden("revision");
    let someone = [
        ("family", ""),
        ("family[0]", ""),
        ("family[0].person.name", "丹"),
        ("family[0].person.citizen_number", "350501195601010359"),
        ("family[0].person.relation", "child"),
        ("family[0].job", "务农"),
        ("family[0].also_disabled", "no"),
        ("revision", &revision),
    ];
    browser.post(&here, &someone).await;
    let review = browser.get(&format!("/apply/{item}/{draft}/review")).await;
    assert!(
        review.shows("家庭成员 1：丹  子女  350501195601010359；在做什么：务农"),
        "{}",
        review.text()
    );
    assert!(review.shows("免提交") && !review.shows("0 个文件"), "{}", review.text());
    assert!(
        review.shows("提交前请再核对一下") && review.shows("姓名只有一个字"),
        "{}",
        review.text()
    );
}
