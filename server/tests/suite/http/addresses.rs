//! Addresses of a draft: what a form calls its pages never meets what our own routes are called.

use app::backend::Drafts;
use app::backend::drafts::page_address;
use shared::catalogue::ItemId;
use shared::form::Answers;
use shared::id::DraftId;
use shared::place::DivisionCode;
use shared::powers::PowerId;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, VILLAGE};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_name_of_a_page_is_taken_for_an_action() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let (item, place) = (ALLOWANCE.parse().unwrap(), VILLAGE.parse().unwrap());
    let draft = world
        .services
        .start(&elder.session, &item, Some(&place), Answers::new())
        .await
        .unwrap();
    let page_of = |page: &str| page_address(ALLOWANCE, draft.as_str(), page);
    let action_of = |action: &str| format!("/apply/{ALLOWANCE}/{draft}/{action}");
    let mut browser = world.browser_of(&elder);
    for name in [
        "place", "submit", "review", "start", "blank", "page", "files", "discard", "remove",
    ] {
        let page = browser.get(&page_of(name)).await;
        assert!(page.shows("没有这一页"), "{name}: {} {}", page.at, page.status());
        let saved = browser.post(&page_of(name), &[("over_80", "yes")]).await;
        assert!(saved.shows("没有这一页"), "{name}: {} {}", saved.at, saved.status());
    }
    // Where pages stood before: links kept lead on, and a form open in a browser is still taken.
    let old = action_of("elder?check=1");
    assert_eq!(browser.get(&old).await.at, format!("{}?check=1", page_of("elder")));
    for name in ["place", "submit"] {
        assert_eq!(browser.get(&action_of(name)).await.at, page_of(name));
    }
    let answer = world
        .post(&action_of("elder"))
        .signed_in(&elder.token)
        .form("over_80=yes")
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 308, "the browser sends it again, as a form");
    assert_eq!(answer.header("location"), page_of("elder"));
}

/// Four forms have a page named `place`; its form was sent to "where it shall be handled" and refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_named_place_opens_and_is_saved() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let item = "JJ-SC-01";
    let start = browser
        .post(&format!("/apply/{item}/start"), &[("place", VILLAGE)])
        .await;
    let id = start.at.split('/').nth(3).unwrap().to_owned();
    let here = page_address(item, &id, "place");
    let page = browser.get(&here).await;
    assert!(
        page.status() == 200 && page.shows(&format!("action=\"{here}\"")),
        "{}",
        page.text()
    );
    let saved = browser
        .post(&here, &[("online_only", "no"), ("address.detail", "东门 1 号")])
        .await;
    assert!(
        saved.status() == 200 && saved.shows("东门 1 号"),
        "{} {}",
        saved.at,
        saved.status()
    );
}

/// Where our own words stand beside what data is called, no such name can be one of the words.
#[test]
fn what_stands_beside_an_id_in_an_address_is_no_id() {
    for word in ["discard", "files", "new", "import"] {
        assert!(word.parse::<ItemId>().is_err(), "/apply/{word}, /desk/entries/{word}");
        assert!(word.parse::<PowerId>().is_err(), "/desk/powers/{word}");
    }
    for word in ["start", "blank", "remove"] {
        assert!(word.parse::<DraftId>().is_err(), "/apply/…/{word}");
    }
    assert!("bulk".parse::<DivisionCode>().is_err(), "/desk/lists/bulk");
}
