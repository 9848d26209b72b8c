//! Applying by plain forms: nothing typed is lost, nothing tampered gets through.

use std::time::Duration;

use app::backend::Drafts;
use app::backend::catalogue::query_string;
use app::backend::drafts::page_address;
use shared::access::Role;
use shared::form::{Answers, to_pairs};
use shared::id::DraftId;

use crate::harness::World;
use crate::harness::browser::Page;
use crate::harness::people::{ALLOWANCE, PNG, Person, VILLAGE, answers};

const WRONG: &str = "350501193503100117";

fn page_of(draft: &DraftId, page: &str) -> String {
    page_address(ALLOWANCE, draft.as_str(), page)
}

fn action_of(draft: &DraftId, action: &str) -> String {
    format!("/apply/{ALLOWANCE}/{draft}/{action}")
}

/// The first page as typed, with the number given.
fn elder_page(number: &str) -> Vec<(&'static str, String)> {
    vec![
        ("applicant.name", "陈海明".into()),
        ("applicant.citizen_number", number.into()),
        ("applicant.mobile", "13900000001".into()),
        ("over_80", "yes".into()),
        ("local", "yes".into()),
        ("household.division", VILLAGE.into()),
        ("household.detail", "东门外 <3> 号 & \"后\"".into()),
        ("same_home", "yes".into()),
    ]
}

fn refs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

fn names_the_number(page: &Page) {
    assert_eq!(page.status(), 200);
    assert!(
        page.shows("error-summary") && page.shows("href=\"#f-applicant-citizen-number\""),
        "{}",
        page.text()
    );
    assert!(page.shows("id=\"f-applicant-citizen-number-error\""));
    assert!(
        page.shows(&format!("value=\"{WRONG}\"")),
        "what was typed is still there"
    );
    assert!(
        page.shows("东门外 &lt;3&gt; 号 &amp; &quot;后&quot;"),
        "{}",
        page.text()
    );
}

async fn begun(world: &World, who: &Person) -> DraftId {
    let item = ALLOWANCE.parse().unwrap();
    let place = VILLAGE.parse().unwrap();
    world
        .services
        .start(&who.session, &item, Some(&place), Answers::new())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_first_page_to_the_receipt_without_script() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let start = browser
        .post(&format!("/apply/{ALLOWANCE}/start"), &[("place", VILLAGE)])
        .await;
    assert_eq!(start.status(), 200);
    let id: DraftId = start.at.split('/').nth(3).unwrap().parse().unwrap();
    let form = world.draft(&elder, &id).await.form;
    let pairs = to_pairs(&form, &answers());
    let mut page = start;
    while !page.at.ends_with("/review") {
        let revision = page.hidden("revision");
        let mut sent: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        sent.push(("revision", &revision));
        let here = page.at.split('?').next().unwrap().to_owned();
        let upload = format!("/apply/files/{id}");
        if here.ends_with("/bank") {
            let texts = [("path", "bank_photo"), ("page", here.as_str())];
            page = browser.upload(&upload, &texts, "../../银行卡.png", PNG).await;
            assert!(
                page.shows("银行卡.png") && !page.shows("../../银行卡"),
                "{}",
                page.text()
            );
        }
        page = browser.post(&here, &sent).await;
        assert!(!page.shows("error-summary"), "{}: {}", page.at, page.text());
        assert_ne!(page.at, here, "on to the next page");
    }
    assert!(!page.shows("处要改"), "papers put are not missing: {}", page.text());
    let key = page.hidden("key");
    let submit = format!("/apply/{ALLOWANCE}/{id}/submit");
    let first = browser.post(&submit, &[("key", &key)]).await;
    assert_eq!(first.status(), 200);
    assert!(first.at.ends_with("/receipt"), "{}", first.at);
    // The button pressed again, and the page loaded anew with another key.
    let again = browser.post(&submit, &[("key", &key)]).await;
    let back = browser.post(&submit, &[("key", "another-key-1")]).await;
    assert_eq!((&first.at, &first.at), (&again.at, &back.at));
    assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 1);
    let mine = browser.get("/mine").await;
    assert!(mine.shows("高龄津贴申领") && mine.shows("已提交"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_check_digit_shows_the_form_again_with_everything_typed() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    let page = browser.post(&page_of(&draft, "elder"), &refs(&elder_page(WRONG))).await;
    names_the_number(&page);
    let kept = world.draft(&elder, &draft).await.answers;
    assert_eq!(kept.get("applicant.citizen_number"), Some(&WRONG.into()));

    let stranger = world.stranger("13900000005").await;
    let mut browser = world.browser_of(&stranger);
    let page = browser
        .post(
            "/me/real-name",
            &[("name", "陈海明"), ("citizen_number", WRONG), ("next", "/mine")],
        )
        .await;
    assert!(
        page.at.starts_with("/me/real-name") && page.shows("href=\"#f-citizen-number\""),
        "{}",
        page.text()
    );
    assert!(page.shows(WRONG) && page.shows("陈海明") && page.hidden("next") == "/mine");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn too_much_text_is_refused_and_the_draft_stays() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    browser
        .post(&page_of(&draft, "elder"), &refs(&elder_page("350501193503100116")))
        .await;
    let before = world.draft(&elder, &draft).await;
    for most in [10 * 1024 * 1024, 700 * 1024] {
        let long = "a".repeat(most);
        let page = browser
            .post(
                &page_of(&draft, "delivery"),
                &[("delivery", "window"), ("remark", &long)],
            )
            .await;
        if most > 1024 * 1024 {
            assert_eq!(page.status(), 413);
            assert!(page.shows("内容太大"));
        } else {
            assert!(page.shows("太长"), "{}", page.text());
        }
        let after = world.draft(&elder, &draft).await;
        assert_eq!((after.revision, &after.answers), (before.revision, &before.answers));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invalid_json_to_a_function_is_refused_with_words() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = begun(&world, &elder).await;
    let nested = format!("{{\"draft\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "{\"draft\":1}",
        "\u{0}",
        "{\"draft\":\"x\",\"page\":\"elder\",\"pairs\":\"no\"}",
        &nested,
    ] {
        let call = world
            .post("/api/fn/apply/save")
            .header("content-type", "application/json")
            .signed_in(&elder.token);
        let answer = call.body(body.as_bytes().to_vec()).send().await;
        assert_eq!(answer.status.as_u16(), 422, "{body:.40}: {}", answer.text());
        assert!(answer.text().contains("格式不对"), "{}", answer.text());
    }
    let known = serde_json::json!({"draft": draft, "page": "elder", "revision": 1, "pairs": [["over_80", "yes"], ["price", "0"]]});
    let answer = world
        .post("/api/fn/apply/save")
        .signed_in(&elder.token)
        .json(&known)
        .send()
        .await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
    let kept = world.draft(&elder, &draft).await.answers.to_json();
    assert!(kept.contains("over_80") && !kept.contains("price"), "{kept}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tampered_hidden_fields_change_nothing() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    // A place that is none, and an item that is none.
    for place in ["350582999999", "DROP TABLE", "350582105999", ""] {
        let page = browser
            .post(
                &format!("/apply/{ALLOWANCE}/start"),
                &[("place", place), ("another", "yes")],
            )
            .await;
        let id: DraftId = page.at.split('/').nth(3).unwrap().parse().unwrap();
        assert_eq!(world.draft(&elder, &id).await.place, None, "{place}");
        // The review asks for it, so that nobody is stuck.
        let review = browser.get(&action_of(&id, "review")).await;
        assert!(review.shows(&format!("action=\"/apply/{ALLOWANCE}/{id}/place\"")));
        let refused = browser
            .post(&format!("/apply/{ALLOWANCE}/{id}/place"), &[("place", place)])
            .await;
        assert!(
            refused.shows("error-summary") && refused.shows("href=\"#f-place\""),
            "{}",
            refused.text()
        );
        let chosen = browser
            .post(&format!("/apply/{ALLOWANCE}/{id}/place"), &[("place", VILLAGE)])
            .await;
        assert!(
            chosen.shows("港阜社区便民服务站") && !chosen.shows("就在这里办"),
            "{}",
            chosen.text()
        );
    }
    let page = browser.post("/apply/JJ-XX-99/start", &[("place", VILLAGE)]).await;
    assert!(
        page.status() == 404 && page.shows("没有找到"),
        "{} {}",
        page.at,
        page.status()
    );
    // Another item in the address: the draft stays what it is.
    let draft = world.ready_draft(&elder).await;
    browser
        .post(
            &format!("/apply/JJ-MZ-05/{draft}/page/delivery"),
            &[
                ("delivery", "window"),
                ("item", "JJ-MZ-05"),
                ("limit", "0"),
                ("price", "0"),
            ],
        )
        .await;
    let kept = world.draft(&elder, &draft).await;
    // Nothing of the form was new, so nothing was written.
    assert_eq!((kept.item.as_str(), kept.revision), (ALLOWANCE, 1));
    assert_eq!(kept.answers, answers());
    // A revision of the future is as stale as one of the past; what is no number means the present one.
    let page = browser
        .post(
            &page_of(&draft, "delivery"),
            &[
                ("delivery", "courier"),
                ("delivery_address", "东门"),
                ("revision", "99"),
            ],
        )
        .await;
    assert!(page.shows("在两处填得不一样") && page.shows("东门"), "{}", page.text());
    assert_eq!(
        world.draft(&elder, &draft).await.answers.get("delivery"),
        answers().get("delivery")
    );
    // The key is only the name of an attempt.
    let page = browser
        .post(&format!("/apply/{ALLOWANCE}/{draft}/submit"), &[("key", "'; --")])
        .await;
    assert!(page.at.ends_with("/review") && page.shows("error-summary"));
    assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 0);
}

/// The inputs of the bank page, with what the page itself carries along.
fn bank<'a>(number: &'a str, seen: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("bank_kind", "card"),
        ("bank_holder", "陈海明"),
        ("bank_number", number),
        ("seen", seen),
        ("revision", revision),
    ]
}

/// A hidden input that carries JSON.
fn carried(page: &Page, name: &str) -> String {
    page.hidden(name).replace("&quot;", "\"")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_places_filled_in_differently_is_shown_with_both_and_kept_until_one_is_chosen() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let here = page_of(&draft, "bank");
    let open = browser.get(&here).await;
    let (seen, revision) = (carried(&open, "seen"), open.hidden("revision"));
    let mut elsewhere = answers();
    elsewhere.put("bank_number", "622848001111");
    world.services.save(&elder.session, &draft, 1, elsewhere).await.unwrap();
    let number = async || world.draft(&elder, &draft).await.answers.get("bank_number").cloned();
    let page = browser.post(&here, &bank("622848002222", &seen, &revision)).await;
    assert!(page.shows("在两处填得不一样"), "{}", page.text());
    assert!(page.shows("用这一页刚填的：622848002222") && page.shows("用另一处存的：622848001111"));
    // Pressed once more without choosing: asked again, and nothing is overwritten.
    let (known, now, offered) = (
        carried(&page, "seen"),
        page.hidden("revision"),
        carried(&page, "offered"),
    );
    let again = browser.post(&here, &bank("622848002222", &known, &now)).await;
    assert!(again.shows("在两处填得不一样"), "{}", again.text());
    assert_eq!(number().await, Some("622848001111".into()));
    let mut chosen = bank("622848002222", &known, &now);
    chosen.extend([("keep:bank_number", "mine"), ("offered", &offered)]);
    let on = browser.post(&here, &chosen).await;
    assert!(!on.at.contains("/bank"), "{}: {}", on.at, on.text());
    assert_eq!(number().await, Some("622848002222".into()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_this_page_never_touched_keeps_what_another_wrote_and_the_same_post_twice_is_one() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let here = page_of(&draft, "bank");
    let open = browser.get(&here).await;
    let (seen, revision) = (carried(&open, "seen"), open.hidden("revision"));
    let mut elsewhere = answers();
    elsewhere.put("applicant.name", "陈海滨");
    elsewhere.put("bank_holder", "陈海滨");
    world.services.save(&elder.session, &draft, 1, elsewhere).await.unwrap();
    for turn in 1..=2 {
        let page = browser.post(&here, &bank("622848002222", &seen, &revision)).await;
        assert!(!page.shows("error-summary"), "turn {turn}: {}", page.text());
        let kept = world.draft(&elder, &draft).await.answers;
        assert_eq!(kept.get("bank_holder"), Some(&"陈海滨".into()), "turn {turn}");
        assert_eq!(kept.get("bank_number"), Some(&"622848002222".into()), "turn {turn}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_persons_draft_is_404_to_read_and_to_write() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, neighbour) = (world.elder().await, world.neighbour().await);
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&neighbour);
    for page in [page_of(&draft, "elder"), action_of(&draft, "review")] {
        let page = browser.get(&page).await;
        assert_eq!(page.status(), 404);
        assert!(!page.shows("陈海明"));
    }
    let saved = browser.post(&page_of(&draft, "elder"), &refs(&elder_page(WRONG))).await;
    assert_eq!(saved.status(), 404);
    let submitted = browser
        .post(
            &format!("/apply/{ALLOWANCE}/{draft}/submit"),
            &[("key", "key-0000-0001")],
        )
        .await;
    assert_eq!(submitted.status(), 404);
    let texts = [("path", "bank_photo"), ("page", &*page_of(&draft, "bank"))];
    assert_eq!(
        browser
            .upload(&format!("/apply/files/{draft}"), &texts, "a.png", PNG)
            .await
            .status(),
        404
    );
    let told = browser.post("/apply/discard", &[("draft", draft.as_str())]).await;
    assert!(told.at == "/mine" && told.shows("没有找到这份草稿"), "{}", told.text());
    let kept = world.draft(&elder, &draft).await;
    assert_eq!((kept.answers, kept.revision, kept.files.len()), (answers(), 1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_typed_is_lost_when_the_session_has_ended() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = begun(&world, &elder).await;
    let mut browser = world.browser_of(&elder);
    browser.sign_out();
    let page = browser.post(&page_of(&draft, "elder"), &refs(&elder_page(WRONG))).await;
    assert!(
        page.at.starts_with("/me/sign-in?next=") && !page.shows(WRONG),
        "{}",
        page.at
    );
    let back = browser.sign_in_from(page, "13900000001").await;
    assert_eq!(back.at, page_of(&draft, "elder"));
    assert!(
        back.shows("刚才填写的内容还在这一页") && back.shows(&format!("value=\"{WRONG}\"")),
        "{}",
        back.text()
    );
    let page = browser.post(&back.at, &refs(&elder_page(WRONG))).await;
    names_the_number(&page);
    assert!(
        !browser
            .get(&page_of(&draft, "elder"))
            .await
            .shows("刚才填写的内容还在这一页"),
        "told once"
    );

    // What was said before signing in is carried into the draft.
    let mut fresh = world.browser();
    let page = fresh
        .post(
            &format!("/apply/{ALLOWANCE}/start"),
            &[("place", VILLAGE), ("over_80", "yes")],
        )
        .await;
    let back = fresh.sign_in_from(page, "13900000001").await;
    let expected = format!(
        "/apply/{ALLOWANCE}?{}",
        query_string([("place", VILLAGE), ("over_80", "yes")])
    );
    assert_eq!(back.at, expected);
    assert_eq!(back.hidden("over_80"), "yes");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_session_every_own_page_leads_to_the_sign_in_and_back() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let number = world.case_of(&elder).await.number;
    for path in [
        page_of(&draft, "elder"),
        action_of(&draft, "review"),
        "/mine".into(),
        format!("/mine/{number}"),
        format!("/mine/{number}/receipt"),
    ] {
        let mut browser = world.browser();
        let page = browser.get(&path).await;
        assert_eq!(page.status(), 401, "{path}");
        let door = format!("/me/sign-in?{}", query_string([("next", path.as_str())]));
        assert!(
            page.shows(&format!("href=\"{door}\"")) && !page.shows("陈海明"),
            "{path}: {}",
            page.text()
        );
        let door = browser.get(&door).await;
        let back = browser.sign_in_from(door, "13900000001").await;
        assert_eq!((back.at.as_str(), back.status()), (path.as_str(), 200));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_sites_forms_are_refused_everywhere() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let number = world.case_of(&elder).await.number;
    let accounts = "SELECT COUNT(*) FROM session";
    let sessions = world.count(accounts).await;
    let forms = [
        format!("/apply/{ALLOWANCE}/start"),
        page_of(&draft, "elder"),
        action_of(&draft, "place"),
        action_of(&draft, "submit"),
        "/apply/discard".into(),
        format!("/apply/files/{draft}"),
        format!("/apply/files/{draft}/remove"),
        format!("{}/files", page_of(&draft, "bank")),
        format!("/mine/{number}/supply"),
        format!("/mine/{number}/supply/files"),
        format!("/mine/{number}/act"),
        format!("/mine/{number}/files"),
        format!("/desk/cases/{number}/act"),
        format!("/desk/cases/{number}/look"),
        "/me/code".into(),
        "/me/sign-in".into(),
        "/me/sign-out".into(),
        "/me/sign-out-everywhere".into(),
        "/me/sessions/end".into(),
        "/me/real-name".into(),
        "/desk/sign-in".into(),
        "/prefs/elder".into(),
        "/prefs/place".into(),
        "/api/fn/apply/save".into(),
    ];
    for path in forms {
        let call = world
            .call(axum::http::Method::POST, &path)
            .header("sec-fetch-site", "cross-site")
            .signed_in(&elder.token);
        let answer = call.form(&format!("draft={draft}&key=key-0000-0001")).send().await;
        assert_eq!(answer.status.as_u16(), 403, "{path}");
        assert!(answer.headers.get("set-cookie").is_none(), "{path}");
    }
    assert_eq!(world.count(accounts).await, sessions);
    assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 1);
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(world.draft(&elder, &draft).await.revision, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_five_rows_come_back_after_signing_in_again() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let item = "JJ-SC-04".parse().unwrap();
    let draft = world
        .services
        .start(&elder.session, &item, None, Answers::new())
        .await
        .unwrap();
    let here = format!("/apply/JJ-SC-04/{draft}/page/people");
    let mut fields: Vec<(String, String)> = vec![("staff".into(), String::new())];
    for at in 0..45 {
        fields.push((format!("staff[{at}]"), String::new()));
        for (part, text) in [
            ("name", format!("从业人员{at}")),
            ("post", "后厨".into()),
            ("health_until", "2027-01-01".into()),
        ] {
            fields.push((format!("staff[{at}].{part}"), text));
        }
    }
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let mut browser = world.browser_of(&elder);
    browser.sign_out();
    let door = browser.post(&here, &fields).await;
    let kept: Vec<u8> = sqlx::query_scalar("SELECT body FROM flash")
        .fetch_one(world.store().reader())
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("从业人员"));
    let back = browser.sign_in_from(door, "13900000001").await;
    assert_eq!(back.at, here);
    assert!(
        back.shows("刚才填写的内容还在这一页") && back.shows("从业人员0") && back.shows("从业人员44"),
        "{}",
        back.text()
    );
    world.clock.advance(Duration::from_secs(3600));
    server::jobs::sweep::once(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) FROM flash").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_draft_of_the_same_item_is_begun_on_ones_word_only() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let mut browser = world.browser_of(&elder);
    let start = format!("/apply/{ALLOWANCE}/start");
    let first = browser.post(&start, &[("place", VILLAGE), ("over_80", "yes")]).await;
    let id = first.at.split('/').nth(3).unwrap().to_owned();
    let again = browser.post(&start, &[("place", VILLAGE), ("local", "yes")]).await;
    assert!(again.at.starts_with(&format!("/apply/{ALLOWANCE}?")), "{}", again.at);
    assert!(
        again.shows("接着填") && again.shows(&id) && again.shows("另填一份新的"),
        "{}",
        again.text()
    );
    assert_eq!(again.hidden("local"), "yes", "what was answered meanwhile is not lost");
    assert_eq!(world.count("SELECT COUNT(*) FROM draft").await, 1);
    for page in ["/".to_owned(), format!("/items/{ALLOWANCE}"), "/mine".to_owned()] {
        let shown = browser.get(&page).await;
        assert!(
            shown.shows("填好 0/") && shown.shows("不提交的话保留到"),
            "{page}: {}",
            shown.text()
        );
        assert!(shown.shows(&format!("/apply/{ALLOWANCE}/{id}/")), "{page}");
    }
    browser.post(&start, &[("place", VILLAGE), ("another", "yes")]).await;
    assert_eq!(world.count("SELECT COUNT(*) FROM draft").await, 2);
    // Deleting is asked about on a page of its own.
    let asked = browser.get(&format!("/apply/{ALLOWANCE}/{id}/discard")).await;
    assert!(
        asked.shows("删除这份草稿？") && asked.hidden("draft") == id,
        "{}",
        asked.text()
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM draft").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_deleted_after_being_asked_about_once_more() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let file = world.draft(&elder, &draft).await.files[0].clone();
    let mut browser = world.browser_of(&elder);
    let (remove, page) = (format!("/apply/files/{draft}/remove"), page_of(&draft, "bank"));
    let button = browser.get(&page).await.button_to(&remove);
    // What stands typed beside it comes back, whichever way one decides.
    let typed = [("bank_holder", "还没存的户名"), ("bank_kind", "card")];
    let asked = browser.post(&button, &typed).await;
    assert!(
        asked.shows("删除这个文件？") && asked.shows(&file.name),
        "{}",
        asked.text()
    );
    assert_eq!(world.count("SELECT COUNT(*) FROM file").await, 1);
    let (id, holder) = (asked.hidden("file"), asked.hidden("typed:bank_holder"));
    for (sure, left) in [("no", 1), ("yes", 0)] {
        let fields = [
            ("file", &*id),
            ("page", &page),
            ("typed:bank_holder", &holder),
            ("sure", sure),
        ];
        let back = browser.post(&remove, &fields).await;
        assert_eq!(back.at, page);
        assert!(back.shows("value=\"还没存的户名\""), "{}", back.text());
        assert_eq!(world.count("SELECT COUNT(*) FROM file").await, left);
    }
}

/// Without script a file goes along with the whole page, and what is typed there and not stored comes back with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_beside_a_file_comes_back_with_it() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let page = page_of(&draft, "bank");
    let put = browser.get(&page).await.button_to(&format!("/apply/files/{draft}?"));
    let texts = [
        ("bank_holder", "还没存的户名"),
        ("bank_kind", "card"),
        ("bank_number", "62170018"),
    ];
    for (content, files) in [(b"no picture".as_slice(), 1), (b"".as_slice(), 1), (PNG, 2)] {
        let back = browser
            .upload_from("file:bank_photo", &put, &texts, "卡.png", content)
            .await;
        assert_eq!(back.at, page);
        assert!(
            back.shows("value=\"还没存的户名\"") && back.shows("value=\"62170018\""),
            "{}",
            back.text()
        );
        assert_eq!(back.shows("class=\"error\""), content != PNG, "{}", back.text());
        assert_eq!(world.count("SELECT COUNT(*) FROM file").await, files);
    }
    // It was not stored behind one's back.
    assert!(!browser.get(&page).await.shows("还没存的户名"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asking_for_another_code_too_early_leaves_the_box_for_the_first() {
    let world = World::in_jinjiang().await.in_demo();
    let mut browser = world.browser();
    let sent = browser.post("/me/code", &[("phone", "13900000007")]).await;
    assert!(sent.shows("name=\"code\""));
    let early = browser.post("/me/code", &[("phone", "13900000007")]).await;
    assert!(
        early.shows("太频繁") && early.shows("name=\"code\""),
        "{}",
        early.text()
    );
    let code = sent
        .text()
        .split("<strong>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let mine = browser
        .post(
            "/me/sign-in",
            &[("phone", "13900000007"), ("code", &code), ("next", "/mine")],
        )
        .await;
    assert_eq!(mine.at, "/mine");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn villages_are_there_to_choose_before_signing_in() {
    let world = World::in_jinjiang().await.in_demo();
    let mut browser = world.browser();
    let page = browser.get(&format!("/apply/{ALLOWANCE}?town=350582105000")).await;
    assert!(page.shows("港阜社区") && page.shows(VILLAGE), "{}", page.text());
    let door = browser
        .post(
            &format!("/apply/{ALLOWANCE}/start"),
            &[("town", "350582105000"), ("place", VILLAGE)],
        )
        .await;
    let back = browser.sign_in_from(door, "13900000001").await;
    assert!(back.shows(&format!("value=\"{VILLAGE}\" selected")), "{}", back.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_against_a_condition_is_told_while_filling_in_and_stops_nobody() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut answered = answers();
    answered.put("other_allowance", true);
    answered.put("other_allowance_what", "泉州的高龄津贴");
    world.services.save(&elder.session, &draft, 1, answered).await.unwrap();
    let mut browser = world.browser_of(&elder);
    for page in [page_of(&draft, "bank"), action_of(&draft, "review")] {
        let page = browser.get(&page).await;
        assert!(
            page.shows("和办理条件不符的地方") && page.shows("已经领着高龄津贴或者同类的钱的，不能再领一份"),
            "{}",
            page.text()
        );
    }
    world.hand_in(&elder, &draft).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn review_and_receipt_say_when_it_is_decided_after_it_is_accepted() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let promise = "受理以后 10 个工作日内办结。";
    let review = browser.get(&action_of(&draft, "review")).await;
    assert!(
        review.shows(promise) && review.shows("待主管部门确认"),
        "{}",
        review.text()
    );
    let number = world.hand_in(&elder, &draft).await.number;
    let receipt = browser.get(&format!("/mine/{number}/receipt")).await;
    assert!(receipt.shows(promise), "{}", receipt.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_width_digits_are_stored_and_shown_half_width() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut browser = world.browser_of(&elder);
    let here = page_of(&draft, "bank");
    let open = browser.get(&here).await;
    let (seen, revision) = (carried(&open, "seen"), open.hidden("revision"));
    browser
        .post(&here, &bank("６２１７ ００１８ ２００１ ２３４５", &seen, &revision))
        .await;
    let kept = world.draft(&elder, &draft).await.answers.get("bank_number").cloned();
    assert_eq!(kept, Some("6217001820012345".into()));
    let review = browser.get(&action_of(&draft, "review")).await;
    assert!(review.shows("6217001820012345"), "{}", review.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_out_is_told_so() {
    let world = World::in_jinjiang().await.in_demo();
    for (person, way, words) in [
        (world.elder().await, "/me/sign-out-everywhere", "所有设备都已退出登录。"),
        (world.neighbour().await, "/me/sign-out", "已退出登录。"),
    ] {
        let mut browser = world.browser_of(&person);
        let page = browser.post(way, &[]).await;
        assert!(page.shows(words), "{way} {}: {}", page.at, page.text());
        assert!(!browser.get("/").await.shows(words), "told once");
    }
    let agent = world.staff("d105", Role::Agent, VILLAGE, None).await;
    let mut desk = world.browser_of(&agent);
    let page = desk.post("/me/sign-out", &[]).await;
    assert!(
        page.at == "/desk/sign-in" && page.shows("已退出登录。"),
        "{} {}",
        page.at,
        page.text()
    );
}
