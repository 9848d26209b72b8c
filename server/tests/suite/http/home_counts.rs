//! Every count on a home is that of the list it leads to.

use app::backend::standards::Passing;
use app::backend::{Accounts as _, Standards as _};
use server::demo::{Filled, PASSWORD, Size, fill};
use shared::standard::Step;

use crate::harness::World;
use crate::harness::browser::Page;
use crate::harness::people::Person;

/// Someone of each role of staff.
const PEOPLE: [&str; 16] = [
    "d105",
    "w105",
    "s105",
    "l105",
    "civil-affairs",
    "civil-affairs.head",
    "civil-affairs.items",
    "centre",
    "reform",
    "establishment",
    "justice",
    "inspector",
    "leader",
    "digital",
    "finance",
    "admin",
];

/// The links of a home that have a count, with what they are called.
fn counts(home: &str) -> Vec<(String, u32, String)> {
    let main = home.split("<main").nth(1).unwrap();
    let links = main.split("<a ").skip(1).filter_map(|rest| {
        let (head, body) = rest.split_once('>')?;
        let to = head.split("href=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
        let count = body.strip_prefix("<b>")?.split("</b>").next()?;
        let words = body.split("class=\"muted\">").nth(1)?.split('<').next()?;
        Some((to, count.parse().ok()?, words.to_owned()))
    });
    // What offices are late with, in a table of its own.
    let offices = main.split("<tr><td><a href=\"").skip(1).filter_map(|rest| {
        let to = rest.split('"').next()?.replace("&amp;", "&");
        let name = rest.split('>').nth(1)?.split('<').next()?;
        let count = rest.split("<td class=\"n\">").nth(1)?.split('<').next()?;
        Some((to, count.parse().ok()?, name.to_owned()))
    });
    links.chain(offices).collect()
}

fn number_in(words: &str) -> Option<u32> {
    let digits: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// How many a list says that it has.
fn total(list: &Page) -> u32 {
    let text = list.text();
    // Drift is told by kind.
    let of_kind = text.split("<h2 id=\"found\">").nth(1);
    let status = text
        .split("role=\"status\" class=\"muted")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('>')?.1))
        .find(|rest| number_in(rest.split('<').next().unwrap_or_default()).is_some());
    let words = of_kind.or(status).unwrap_or_else(|| panic!("no total in {text}"));
    let words = words.split("</").next().unwrap();
    number_in(words).unwrap_or_else(|| panic!("no number in {words}"))
}

async fn signed_in(world: &World, login: &str) -> Person {
    let signed_in = world.services.sign_in_staff(login, PASSWORD, login, "").await;
    world.person(signed_in.unwrap().token).await
}

/// Standards in every hand: one sent back, one at the head's, one being written.
async fn standards_under_way(world: &World) {
    let services = &*world.services;
    let editor = signed_in(world, "civil-affairs.items").await;
    let head = signed_in(world, "civil-affairs.head").await;
    let passing = |reasons| Passing {
        reasons,
        day: None,
        confirm: false,
    };
    for (at, item) in ["JJ-MZ-01", "JJ-MZ-02", "JJ-MZ-04"].into_iter().enumerate() {
        let item = item.parse().unwrap();
        services.begin_standard(&editor.session, &item).await.unwrap();
        let view = services.standard(&editor.session, &item).await.unwrap();
        let draft = view.draft.unwrap();
        let mut form = shared::standard::schema(view.item.form.clone(), &draft.answers);
        form.pages.retain(|page| page.id.as_str() == "conditions");
        let mut pairs = shared::form::to_pairs(&form, &draft.answers);
        pairs.retain(|(name, _)| name != "who_applies");
        pairs.push(("who_applies".into(), "本市户籍居民".into()));
        let saved = services.save_standard(&editor.session, &item, draft.revision, "conditions", &pairs);
        saved.await.unwrap();
        let revision = async || {
            let view = services.standard(&editor.session, &item).await.unwrap();
            view.draft.unwrap().revision
        };
        if at < 2 {
            let seen = revision().await;
            let sent = services.step_standard(&editor.session, &item, seen, Step::Send, passing(""));
            sent.await.unwrap();
        }
        if at == 0 {
            let seen = revision().await;
            let back = services.step_standard(&head.session, &item, seen, Step::Return, passing("请写明依据"));
            back.await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_count_on_a_home_is_that_of_its_list() {
    let settings = [("JINBAN_CITY_DIR", crate::harness::jinjiang().display().to_string())];
    let mut settings: Vec<(&str, &str)> = settings.iter().map(|(name, text)| (*name, text.as_str())).collect();
    settings.push(("JINBAN_ENVIRONMENT", "demo"));
    let world = World::on_sqlite().await.with_settings(&settings);
    let size = Size {
        cases: 300,
        residents: 60,
        papers: false,
    };
    let filled = fill(&world.services, size, |_, _| ()).await.unwrap();
    assert!(matches!(filled, Filled::Done { .. }));
    standards_under_way(&world).await;

    let (mut wrong, mut some, mut none) = (Vec::new(), 0, 0);
    for login in PEOPLE {
        let person = signed_in(&world, login).await;
        let mut browser = world.browser_of(&person);
        let home = browser.get("/desk").await;
        for (to, count, words) in counts(&home.text()) {
            let list = browser.get(&to).await;
            assert_eq!(list.status(), 200, "{login} {to}");
            let listed = total(&list);
            if listed != count {
                wrong.push(format!("{login}: {words} {count}, and {listed} at {to}"));
            }
            *(if count > 0 { &mut some } else { &mut none }) += 1;
        }
        // Who handles cases and keeps standards is told of both at once.
        let head = home.text();
        let head = head
            .split("<h1>")
            .nth(1)
            .unwrap()
            .split("</h1>")
            .next()
            .unwrap()
            .to_owned();
        if login == "civil-affairs.head" {
            assert!(head.starts_with("待办 ") && head.contains("件，事项和站点 "), "{head}");
        }
    }
    let reform = signed_in(&world, "reform").await;
    let mut browser = world.browser_of(&reform);
    let map = browser.get("/desk/delegation").await;
    for (to, count, words) in counts(&map.text()) {
        let listed = total(&browser.get(&to).await);
        assert_eq!(listed, count, "{words} at {to}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        some > 25 && none > 25,
        "a walk that finds nothing proves nothing: {some}, {none}"
    );
}
