//! Texts no database and no XML can hold: every engine answers alike, and nothing of them is kept.

use serde_json::json;

use crate::harness::people::VILLAGE;

stories! { in_jinjiang;
    async fn an_address_with_a_nul_is_answered_like_the_one_without(world: World) {
        for (sent, plain) in [
            ("/powers?q=%00", "/powers?q="),
            ("/api/v1/powers?q=a%00", "/api/v1/powers?q=a"),
            ("/api/v1/items?q=%EF%BF%BE%E4%BD%8E%E4%BF%9D", "/api/v1/items?q=%E4%BD%8E%E4%BF%9D"),
            ("/items?q=%E4%BD%8E%01%E4%BF%9D", "/items?q=%E4%BD%8E%E4%BF%9D"),
            ("/items/JJ-MZ-04%00", "/items/JJ-MZ-04"),
            ("/changes?item=%00", "/changes?item="),
            ("/board/%00", "/board/"),
        ] {
            let (sent_to, plain) = (world.get(sent).send().await, world.get(plain).send().await);
            assert_eq!(sent_to.status, plain.status, "{sent}: {}", sent_to.text());
            assert!(sent_to.status.as_u16() < 500, "{sent}");
        }
        let centre = world.lead().await;
        let job = world.get("/desk/powers/import/%00").for_page().signed_in(&centre.token).send().await;
        assert!(job.status.as_u16() < 500, "{}", job.status);
    }

    async fn what_a_script_sends_is_kept_without_them_and_lines_end_one_way(world: World) {
        let world = world.in_demo();
        let person = world.elder().await;
        let (item, place) = ("JJ-MZ-03".parse().unwrap(), VILLAGE.parse().unwrap());
        let draft = app::backend::Drafts::start(
            &*world.services, &person.session, &item, Some(&place), shared::form::Answers::new(),
        ).await.unwrap();
        let call = json!({"draft": draft, "page": "event", "revision": 1, "pairs": [["what", "火灾\u{0}\r\n房子烧了\u{fffe}"]]});
        let answer = world.post("/api/fn/apply/save").signed_in(&person.token).json(&call).send().await;
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let kept = world.draft(&person, &draft).await.answers;
        assert_eq!(kept.get("what"), Some(&json!("火灾\n房子烧了")));
    }
}
