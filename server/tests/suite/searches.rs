//! Searches without a result: counted without people, shown to those who keep items, settled by an alias.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::catalogue::{Catalogue, ItemAsk};
use app::backend::searches::{SearchMisses, Searches};
use app::backend::standards::Standards;
use server::services::Services;
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person};

const DAY: Duration = Duration::from_secs(24 * 3600);
/// Nothing of the catalogue is called so.
const WORD: &str = "孝亲金";

async fn editor(world: &World) -> Person {
    world
        .staff("mz.items", Role::ItemEditor, CITY, Some("civil-affairs"))
        .await
}

async fn find(services: &Services, q: &str) -> Vec<String> {
    let ask = ItemAsk {
        q: q.to_owned(),
        ..ItemAsk::default()
    };
    let page = services.items(&ask).await.unwrap();
    page.items.iter().map(|card| card.id.to_string()).collect()
}

async fn asked_on_days(world: &World, q: &str, days: u32) {
    for _ in 0..days {
        find(&world.services, q).await;
        world.services.keep_search_misses().await.unwrap();
        world.clock.advance(DAY);
    }
}

async fn misses(world: &World, who: &Person) -> SearchMisses {
    world.services.search_misses(&who.session, 1).await.unwrap()
}

fn words(page: &SearchMisses) -> Vec<&str> {
    page.rows.iter().map(|row| row.words.as_str()).collect()
}

stories! { in_jinjiang;
    async fn only_what_is_asked_again_is_shown(world: World) {
        let editor = editor(&world).await;
        asked_on_days(&world, "有人只问过一次的怪事", 1).await;
        asked_on_days(&world, WORD, 2).await;
        asked_on_days(&world, "孝亲金13900000001", 2).await;
        asked_on_days(&world, "低保", 2).await;
        let page = misses(&world, &editor).await;
        assert_eq!(words(&page), [WORD]);
        assert_eq!((page.total, page.rows[0].asked, &page.rows[0].finds), (1, 2, &None));
        assert!(page.items.iter().all(|(id, _)| id.to_string().starts_with("JJ-MZ")));

        // What is asked for no more is forgotten.
        world.clock.advance(DAY * 20);
        world.services.forget_search_misses().await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM search_miss").await, 1);
        world.clock.advance(DAY * 100);
        world.services.forget_search_misses().await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM search_miss").await, 0);
    }

    async fn an_alias_is_found_at_once_and_stands_in_the_history(world: World) {
        let editor = editor(&world).await;
        asked_on_days(&world, WORD, 2).await;
        assert!(find(&world.services, WORD).await.is_empty());
        let item = ALLOWANCE.parse().unwrap();
        let before = world.services.standard(&editor.session, &item).await.unwrap();

        world.services.add_alias(&editor.session, &item, WORD, WORD).await.unwrap();

        // This process, and another one that has its own copy of the catalogue.
        assert_eq!(find(&world.services, WORD).await, [ALLOWANCE]);
        assert_eq!(find(&world.another_process(), WORD).await, [ALLOWANCE]);
        let after = world.services.standard(&editor.session, &item).await.unwrap();
        assert_eq!(after.item.version, before.item.version + 1);
        assert!(after.item.aliases.contains(&WORD.to_owned()));
        let event = after.events.first().unwrap();
        assert_eq!((event.words.as_str(), event.detail.as_deref()), ("增加别名", Some(WORD)));
        let told = world.services.recent(&item, 1).await.unwrap();
        assert!(told[0].changes.iter().any(|change| change.label.contains("别名")));
        assert!(misses(&world, &editor).await.rows.is_empty());

        let twice = world.services.add_alias(&editor.session, &item, WORD, WORD).await;
        assert!(matches!(twice, Err(ServiceError::Invalid { .. })));
    }

    async fn a_draft_that_is_open_keeps_the_alias(world: World) {
        let editor = editor(&world).await;
        let item = ALLOWANCE.parse().unwrap();
        world.services.begin_standard(&editor.session, &item).await.unwrap();
        world.services.add_alias(&editor.session, &item, WORD, "").await.unwrap();
        let view = world.services.standard(&editor.session, &item).await.unwrap();
        let draft = view.draft.unwrap();
        assert!(draft.answers.to_json().contains(WORD));
        assert_eq!(draft.revision, 2);
    }

    async fn nobody_names_an_item_of_another_department(world: World) {
        let editor = editor(&world).await;
        let other = "JJ-GA-07".parse().unwrap();
        let refused = world.services.add_alias(&editor.session, &other, WORD, WORD).await;
        assert!(matches!(refused, Err(ServiceError::NotFound { .. })));
    }

    async fn the_page_is_a_plain_form(world: World) {
        asked_on_days(&world, WORD, 2).await;
        let editor = editor(&world).await;
        let mut browser = world.browser_of(&editor);
        let page = browser.get("/desk/searches").await;
        assert_eq!(page.status(), 200);
        assert!(page.shows(WORD) && page.shows("action=\"/desk/searches\""), "{}", page.text());
        // Refused, what was typed still stands in its row.
        let wrong = browser
            .post(
                "/desk/searches",
                &[("words", WORD), ("item", ""), ("alias", "别的说法"), ("page", "1")],
            )
            .await;
        assert!(
            wrong.shows("还没有选择事项") && wrong.shows("value=\"别的说法\"") && wrong.shows("id=\"f-item\""),
            "{}",
            wrong.text()
        );
        let done = browser
            .post(
                "/desk/searches",
                &[("words", WORD), ("item", ALLOWANCE), ("alias", WORD), ("page", "1")],
            )
            .await;
        assert!(done.shows("已加为别名"), "{}", done.text());
        assert_eq!(find(&world.services, WORD).await, [ALLOWANCE]);
    }
}
