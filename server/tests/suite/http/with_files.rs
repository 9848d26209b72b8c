//! A page's main button takes along the files chosen on it: without script nothing else does.

use app::backend::Drafts;
use app::backend::drafts::page_address;
use shared::id::DraftId;

use crate::harness::World;
use crate::harness::browser::{Browser, Page};
use crate::harness::people::{ALLOWANCE, OTHER_PNG, PNG, Person, VILLAGE, answers};

const INPUT: &str = "file:bank_photo";
const FILES: &str = "SELECT COUNT(*) FROM file";

/// A draft with all but its photo.
async fn begun(world: &World, who: &Person) -> (DraftId, String) {
    let (item, place) = (ALLOWANCE.parse().unwrap(), VILLAGE.parse().unwrap());
    let started = world
        .services
        .start(&who.session, &item, Some(&place), answers())
        .await
        .unwrap();
    let page = page_address(ALLOWANCE, started.as_str(), "bank");
    (started, page)
}

/// The inputs of the bank page with another number, and what the page carries along.
struct Typed(Vec<(&'static str, String)>);

impl Typed {
    fn on(page: &Page, number: &str) -> Self {
        Self(vec![
            ("bank_kind", "card".into()),
            ("bank_holder", "陈海明".into()),
            ("bank_number", number.into()),
            ("seen", page.hidden("seen").replace("&quot;", "\"")),
            ("revision", page.hidden("revision")),
            ("go", "next".into()),
        ])
    }

    fn refs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str())).collect()
    }
}

async fn opened(browser: &mut Browser<'_>, page: &str) -> Page {
    let open = browser.get(page).await;
    let form = format!("action=\"{page}/files\" enctype=\"multipart/form-data\"");
    assert!(open.shows(&form), "{}", open.text());
    open
}

async fn number(world: &World, who: &Person, draft: &DraftId) -> String {
    let kept = world.draft(who, draft).await.answers;
    kept.get("bank_number").unwrap().as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_chosen_on_a_page_are_kept_with_what_is_typed() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let (draft, page) = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    let (send, open) = (format!("{page}/files"), opened(&mut browser, &page).await);
    let typed = Typed::on(&open, "6228480099999999");
    let on = browser.upload_from(INPUT, &send, &typed.refs(), "卡.png", PNG).await;
    assert!(
        on.status() == 200 && !on.at.contains("/bank"),
        "{}: {}",
        on.at,
        on.text()
    );
    assert_eq!(number(&world, &elder, &draft).await, "6228480099999999");
    assert_eq!(world.draft(&elder, &draft).await.files[0].name, "卡.png");
    // With none chosen, as with script, it is a plain save.
    let typed = Typed::on(&opened(&mut browser, &page).await, "6228480012345678");
    let on = browser.upload_from(INPUT, &send, &typed.refs(), "", b"").await;
    assert!(!on.at.contains("/bank"), "{}", on.at);
    assert_eq!(number(&world, &elder, &draft).await, "6228480012345678");
    assert_eq!(world.count(FILES).await, 1);
    // Its address leads to the page.
    assert_eq!(browser.get(&send).await.at, page);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_none_is_told_at_its_place_and_what_is_typed_is_stored() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let (draft, page) = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    let (send, open) = (format!("{page}/files"), opened(&mut browser, &page).await);
    let typed = Typed::on(&open, "6228480099999999");
    for wrong in [b"no picture".as_slice(), b""] {
        let back = browser.upload_from(INPUT, &send, &typed.refs(), "卡.png", wrong).await;
        assert_eq!(back.at, page);
        assert!(
            back.shows("href=\"#f-bank-photo\"") && back.shows("value=\"6228480099999999\""),
            "{}",
            back.text()
        );
    }
    assert_eq!(number(&world, &elder, &draft).await, "6228480099999999");
    assert_eq!(world.count(FILES).await, 0);
}

/// As browsers send it: files stand before the texts, because their inputs do on the page.
fn body(texts: &[(&str, &str)], content: &[u8]) -> Vec<u8> {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"{INPUT}\"; filename=\"a.png\"\r\n\r\n");
    let mut body = head.into_bytes();
    body.extend(content);
    body.extend(b"\r\n");
    for (name, text) in texts {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n").bytes());
    }
    body.extend(b"--x--\r\n");
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_signed_out_meanwhile_finds_the_texts_again_and_is_told_about_the_files() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let (draft, page) = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    let (send, open) = (format!("{page}/files"), opened(&mut browser, &page).await);
    let typed = Typed::on(&open, "6228480099999999");
    browser.sign_out();
    let large = [PNG, &[0; 3_000_000]].concat();
    let call = world
        .post(&send)
        .for_page()
        .header("content-type", "multipart/form-data; boundary=x");
    let answer = call.body(body(&typed.refs(), &large)).send().await;
    let door = browser.arrived(&send, answer).await;
    let back = browser.sign_in_from(door, "13900000001").await;
    assert_eq!(back.at, page);
    assert!(
        back.shows("value=\"6228480099999999\"") && back.shows("照片和文件没有收下"),
        "{}",
        back.text()
    );
    assert_eq!(
        number(&world, &elder, &draft).await,
        "6228480012345678",
        "nothing was stored"
    );
    assert_eq!(world.count(FILES).await, 0);
    // Nor does anything of another person's get in.
    let neighbour = world.neighbour().await;
    let mut browser = world.browser_of(&neighbour);
    let refused = browser.upload_from(INPUT, &send, &typed.refs(), "卡.png", PNG).await;
    assert_eq!(refused.status(), 404, "{}", refused.text());
    assert_eq!(world.count(FILES).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_nothing_but_a_new_file_says_nothing_of_unsaved_texts() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let (draft, page) = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    let open = opened(&mut browser, &page).await;
    let put = open.button_to(&format!("/apply/files/{draft}?"));
    for (name, unsaved) in [("6228480012345678", false), ("6228480099999999", true)] {
        let typed = Typed::on(&open, name);
        let back = browser.upload_from(INPUT, &put, &typed.refs(), "卡.png", PNG).await;
        assert_eq!(back.at, page);
        assert_eq!(back.shows("填写的内容还没有保存"), unsaved, "{name}: {}", back.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_chosen_in_answer_to_a_correction_are_handed_in_with_it() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    world.clock.advance(std::time::Duration::from_secs(60));
    let demand = shared::case::Demand {
        path: Some("bank_photo".into()),
        what: String::new(),
        why: "看不清".into(),
    };
    let ask = shared::case::Command::RequestCorrection {
        demands: vec![demand],
        days: Some(10),
    };
    app::backend::Desk::act(&*world.services, &officer.session, &number, 1, ask)
        .await
        .unwrap();
    world.clock.advance(std::time::Duration::from_secs(60));
    let mut home = world.browser_of(&elder);
    let (mine, send) = (format!("/mine/{number}"), format!("/mine/{number}/supply/files"));
    let page = home.get(&mine).await;
    assert!(
        page.shows(&format!("action=\"{send}\" enctype=\"multipart/form-data\"")),
        "{}",
        page.text()
    );
    let note = [("supply_note", "重新拍了")];
    let back = home.upload_from(INPUT, &send, &note, "卡.png", b"no picture").await;
    assert!(
        back.at == mine && back.shows("href=\"#f-bank-photo\"") && back.shows("重新拍了"),
        "{}",
        back.text()
    );
    assert!(!back.shows("补正已提交"));
    let done = home.upload_from(INPUT, &send, &note, "卡.png", OTHER_PNG).await;
    assert!(done.at == mine && done.shows("补正已提交"), "{}", done.text());
    let files = app::backend::Cases::view(&*world.services, &elder.session, &number)
        .await
        .unwrap()
        .files;
    assert_eq!(files.iter().filter(|file| file.name == "卡.png").count(), 1);
    // Once more, as the back button would: nothing is asked for any more.
    let late = home.upload_from(INPUT, &send, &note, "卡.png", OTHER_PNG).await;
    assert!(late.at == mine && !late.told().is_empty(), "{}", late.text());
}
