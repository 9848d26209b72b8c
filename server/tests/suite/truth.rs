//! What the Jinjiang package and its public pages say is true of the product: nothing promised that no page can do,
//! nothing claimed that was not asked, no note of research where residents read.

use std::path::Path;

use server::city::{Package, check_dir};
use shared::catalogue::{Capability, Handing, form_for, unfit};
use shared::form::{FieldKind, Path as FieldPath};

use crate::harness::World;
use crate::harness::people::VILLAGE;

fn package() -> Package {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    check_dir(&dir).package.unwrap()
}

#[test]
fn what_the_guide_spares_no_form_demands() {
    let package = package();
    for item in &package.items {
        let base = package.forms.iter().find(|form| form.id == item.form).unwrap();
        for field in form_for(item, base).fields() {
            let FieldKind::Material { material, .. } = &field.kind else {
                continue;
            };
            let known = item.material(material).unwrap();
            let spared = matches!(known.handing(), Handing::Shared | Handing::Filled);
            assert!(!spared || field.required.is_never(), "{}: {}", item.id, known.name);
        }
    }
}

#[test]
fn a_refusal_that_names_another_item_leads_to_it() {
    let package = package();
    let mut named = 0;
    for item in &package.items {
        for rule in &item.eligibility {
            for other in package.items.iter().filter(|other| other.id != item.id) {
                // Short names are words of their own: 低保, 五保.
                let name = other.plain_name.trim_start_matches('办');
                if name.chars().count() >= 4 && rule.otherwise.contains(name) {
                    named += 1;
                    assert!(
                        rule.instead.contains(&other.id),
                        "{}: {} names {}",
                        item.id,
                        rule.otherwise,
                        other.id
                    );
                }
            }
        }
    }
    assert!(named >= 8, "{named}");
}

#[test]
fn a_homestead_is_asked_for_the_villages_decision_first() {
    let package = package();
    let item = package
        .items
        .iter()
        .find(|item| item.id.as_str() == "JJ-NY-01")
        .unwrap();
    let first = &item.situations[0].ask.id;
    let decides = |path: &FieldPath| path.head() == first.as_str();
    assert_eq!(first.as_str(), "village_done");
    assert!(item.eligibility[0].rule.paths().iter().any(|path| decides(path)));
}

/// The text of a page as a reader has it: without scripts and tags.
fn read(html: &str) -> String {
    let mut text = String::new();
    for part in html.split("<script").enumerate().map(|(n, part)| match n {
        0 => part,
        _ => part.split("</script>").nth(1).unwrap_or_default(),
    }) {
        for piece in part.split('<') {
            text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
            text.push('\n');
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_public_page_of_any_item_promises_or_tells_research() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    let mut paths: Vec<String> = ["/", "/about", "/privacy", "/me/sign-in", "/items", "/place"]
        .map(str::to_owned)
        .into();
    for item in &package().items {
        paths.extend([
            format!("/items/{}?place={VILLAGE}", item.id),
            format!("/items/{}/check", item.id),
            format!("/items/{}/paper", item.id),
            format!("/items/{}/where?place={VILLAGE}", item.id),
            format!("/apply/{}", item.id),
        ]);
    }
    let mut looked = 0;
    for path in &paths {
        let page = visitor.get(path).await;
        if page.status() == 404 {
            continue;
        }
        looked += 1;
        for line in read(&page.text()).lines() {
            assert_eq!(unfit(line), None, "{path}: {line}");
        }
    }
    assert!(looked > 250, "{looked}");
    assert!(
        !Capability::AgentsFile.available(),
        "agents file now: bring their words back"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_question_comes_first_and_nothing_is_lost_by_going_back() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    let check = "/items/JJ-MZ-04/check";
    let page = visitor.get(check).await;
    assert!(page.shows("第 1 问，共 3 问") && page.shows("老人满 80 周岁了吗？"));
    assert!(!page.shows("给您的答复"), "nothing is known yet");
    // A tap answers: the next question stands above what follows from the answers.
    assert!(page.shows("/items/JJ-MZ-04/check?over_80=yes"), "{}", page.text());
    let page = visitor.get(&format!("{check}?over_80=yes")).await;
    let text = page.text();
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
    assert!(at("申请人是晋江户籍吗？") < at("给您的答复"));
    assert!(page.shows("才知道有没有不符合的") && !page.shows("带着这些回答去办理"));
    // To change an answer loses none of the others.
    assert!(page.shows("over_80=yes&amp;_ask=over_80"), "{text}");
    let page = visitor
        .get(&format!("{check}?over_80=yes&local=yes&_ask=over_80"))
        .await;
    assert!(
        page.shows("第 1 问，共 3 问") && page.shows("local=yes&amp;over_80=no"),
        "{}",
        page.text()
    );
    // One may leave a question out and come back to it.
    let page = visitor.get(&format!("{check}?_skip=over_80")).await;
    assert!(page.shows("第 2 问，共 3 问"));
    let page = visitor
        .get(&format!("{check}?over_80=yes&_skip=local&_skip=agent"))
        .await;
    assert!(page.shows("回答跳过的问题"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guidance_claims_no_more_than_was_asked_and_a_no_leads_on() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    let page = visitor
        .get("/items/JJ-MZ-04/check?over_80=yes&local=yes&agent=no")
        .await;
    assert!(page.shows("从您的回答看，没有不符合的") && !page.shows("您符合条件"));
    assert!(page.shows("还要看下面这些") && page.shows("没有领取同类津贴"));
    assert!(
        page.shows("什么都不用带；要拍照上传 1 份：本人社会保障卡或银行账户信息"),
        "{}",
        page.text()
    );
    let page = visitor.get("/items/JJ-MZ-04/check?over_80=no").await;
    assert!(
        page.shows("现在还不能办") && page.shows("href=\"/items/JJ-MZ-05\""),
        "{}",
        page.text()
    );
    assert!(!page.shows("class=\"materials\"") && !page.shows("仍要申请") && !page.shows("/apply/JJ-MZ-04"));
    let page = visitor.get("/items/JJ-NY-01/check").await;
    assert!(page.shows("村里已经讨论通过并公示了吗？"), "{}", page.text());
    // A disability is assessed in a hospital: one trip, and no badge.
    let page = visitor.get("/items/JJ-CL-01").await;
    assert!(
        page.shows("最多跑 1 趟") && !page.shows("一趟不用跑"),
        "{}",
        page.text()
    );
    // Two items that go together know each other.
    assert!(visitor.get("/items/JJ-SC-01").await.shows("href=\"/items/JJ-SC-04\""));
    assert!(visitor.get("/items/JJ-SC-04").await.shows("href=\"/items/JJ-SC-01\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_element_nobody_has_confirmed_keeps_its_mark_wherever_it_is_shown() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    for page in ["/items/JJ-MZ-04", "/items/JJ-MZ-04/check?over_80=no"] {
        let page = visitor.get(page).await;
        let tags = page.text().split("<p class=\"tags\">").nth(1).unwrap().to_owned();
        let tags = tags.split("</p>").next().unwrap();
        for words in ["一趟不用跑", "不收费"] {
            assert!(tags.contains(&format!("{words}，待确认")), "{words}: {tags}");
        }
    }
    let page = visitor.get("/items/JJ-MZ-04/check?over_80=no").await;
    assert!(page.shows("10 个工作日，待确认"), "{}", page.text());
    for list in ["/items?q=高龄津贴", "/"] {
        let list = list.replace("高龄津贴", "%E9%AB%98%E9%BE%84%E6%B4%A5%E8%B4%B4");
        let page = visitor.get(&list).await;
        let line = page.text().split("href=\"/items/JJ-MZ-04").nth(1).unwrap().to_owned();
        let line = line.split("</li>").next().unwrap();
        assert!(
            line.contains("一趟不用跑，待确认") && line.contains("10 个工作日，待确认"),
            "{line}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promise_says_that_it_runs_from_acceptance() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    assert!(visitor.get("/items/JJ-GY-01").await.shows("受理以后 4 个工作日内办结"));
    assert!(visitor.get("/items/JJ-GA-03").await.shows("受理以后当场办结"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_past_the_last_says_how_many_there_are() {
    let world = World::in_jinjiang().await;
    let mut visitor = world.browser();
    for past in ["99999", "4294967296", "50"] {
        let page = visitor.get(&format!("/items?page={past}")).await;
        assert_eq!(page.status(), 404, "{past}");
        assert!(
            page.shows("一共只有 4 页") && page.shows("href=\"/items?page=4\""),
            "{past}: {}",
            page.text()
        );
    }
    let page = visitor.get("/items?page=0").await;
    assert!(page.told().contains("页码不对"), "{}", page.told());
}
