//! Finding items and places, counting days.

use axum::http::{Method, StatusCode};
use serde_json::json;

use super::{ids, read};
use crate::harness::World;

/// 华峰村 of 深沪镇.
const VILLAGE: &str = "350582105204";

stories! { in_jinjiang;
    async fn items_are_found_by_what_people_say_and_by_how_it_sounds(world: World) {
        let spoken = read(&world, "/api/v1/items?q=%E4%BD%8E%E4%BF%9D").await;
        let first = &spoken["items"][0];
        assert!(first["name"].as_str().unwrap().contains("最低生活保障"), "{first}");
        assert!(first["id"].as_str().unwrap().starts_with("JJ-MZ-"));
        for sound in ["shbx", "shehuibaoxian"] {
            let page = read(&world, &format!("/api/v1/items?q={sound}")).await;
            let first = &page["items"][0];
            assert_eq!(first["department"]["id"], "human-resources", "{sound}: {first}");
        }
        // The public list and the page's list are one.
        let page = world.get("/items?q=%E4%BD%8E%E4%BF%9D").for_page().send().await.text();
        let on_page: Vec<usize> = ids(&spoken).iter().map(|id| page.find(&format!("/items/{id}")).unwrap()).collect();
        assert!(on_page.is_sorted(), "{on_page:?}");
    }

    async fn pages_hold_every_item_once(world: World) {
        let mut all: Vec<String> = Vec::new();
        let first = read(&world, "/api/v1/items?per_page=25").await;
        assert_eq!((&first["total"], &first["pages"], &first["page"]), (&json!(67), &json!(3), &json!(1)));
        for page in 1..=3 {
            let page = read(&world, &format!("/api/v1/items?per_page=25&page={page}")).await;
            all.extend(ids(&page).into_iter().map(str::to_owned));
        }
        assert_eq!(all.len(), 67);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 67);
    }

    async fn lists_are_narrowed_by_department_theme_tier_and_place(world: World) {
        let civil = read(&world, "/api/v1/items?department=civil-affairs&per_page=100").await;
        assert!(civil["total"].as_u64().unwrap() > 5);
        for item in civil["items"].as_array().unwrap() {
            assert_eq!(item["department"]["id"], "civil-affairs");
        }
        let theme = civil["items"][0]["theme"].as_str().unwrap().to_owned();
        let query = app::backend::catalogue::query_string([("theme", theme.as_str()), ("tier", "village")]);
        let themed = read(&world, &format!("/api/v1/items?{query}")).await;
        assert!(themed["total"].as_u64().unwrap() > 0);
        for item in themed["items"].as_array().unwrap() {
            assert_eq!(item["theme"], theme.as_str());
            assert!(item["tiers"]["value"].as_array().unwrap().contains(&json!("village")));
        }
    }

    async fn a_place_tells_whether_it_handles_an_item_and_where_else_to_go(world: World) {
        let anywhere = read(&world, "/api/v1/items?per_page=100").await;
        for item in anywhere["items"].as_array().unwrap() {
            assert!(item["handled_here"].is_null() && item["here"].is_null() && item["nearest"].is_null());
        }
        let village = read(&world, &format!("/api/v1/items?place={VILLAGE}&per_page=100")).await;
        for item in village["items"].as_array().unwrap() {
            // A village collects or advises, it never decides (行政许可法 §24).
            assert_eq!(item["handled_here"], false, "{item}");
            assert_ne!(item["here"], "handle");
            let elsewhere = item["here"] != "collect";
            assert_eq!(item["nearest"].is_object(), elsewhere, "{item}");
            assert!(item["url"].as_str().unwrap().ends_with(&format!("?place={VILLAGE}")));
        }
        let town = read(&world, "/api/v1/items?place=350582105000&here=1&per_page=100").await;
        let handled = |item: &&serde_json::Value| item["handled_here"] == true;
        assert!(town["items"].as_array().unwrap().iter().any(|item| handled(&item)));
        assert!(town["total"].as_u64() < village["total"].as_u64());
    }

    async fn limits_are_numbers_and_keep_their_mark(world: World) {
        let page = read(&world, "/api/v1/items?q=%E9%AB%98%E9%BE%84%E6%B4%A5%E8%B4%B4").await;
        let item = &page["items"][0];
        assert_eq!(item["id"], "JJ-MZ-04");
        assert_eq!(
            item["promised_limit"],
            json!({"value": {"value": 10, "unit": "working_days", "words": "10 个工作日"}, "confirmed": false})
        );
        assert_eq!(item["statutory_limit"], json!({"value": null, "confirmed": false}));
        assert_eq!(item["url"], "http://127.0.0.1:3000/items/JJ-MZ-04");
    }

    async fn divisions_are_the_city_its_towns_and_villages(world: World) {
        let mut seen = 0;
        for page in 1..=3 {
            let page = read(&world, &format!("/api/v1/divisions?page={page}")).await;
            assert_eq!((&page["total"], &page["pages"]), (&json!(419), &json!(3)));
            seen += page["items"].as_array().unwrap().len();
        }
        assert_eq!(seen, 1 + 19 + 399);
        let towns = read(&world, "/api/v1/divisions?tier=town").await;
        assert_eq!(towns["total"], 19);
        let below = read(&world, "/api/v1/divisions?under=350582105000").await;
        for village in below["items"].as_array().unwrap() {
            assert_eq!((&village["tier"], &village["parent"]), (&json!("village"), &json!("350582105000")));
        }
        let huafeng = below["items"].as_array().unwrap().iter().find(|village| village["code"] == VILLAGE).unwrap();
        assert_eq!(huafeng["hall"], "华峰村便民服务站");
    }

    async fn every_item_belongs_to_a_department_of_the_list(world: World) {
        let departments = read(&world, "/api/v1/departments").await;
        let departments = departments["items"].as_array().unwrap();
        let counted: u64 = departments.iter().map(|department| department["items"].as_u64().unwrap()).sum();
        assert_eq!(counted, 67);
        for office in departments.iter().filter(|department| department["kind"] == "office") {
            assert_eq!(office["items"], 0, "an office that steers keeps no items");
        }
    }

    async fn working_days_skip_the_spring_festival_and_say_when_they_are_a_guess(world: World) {
        for (from, days, due, provisional) in [
            ("2026-02-11", 5, "2026-02-25", false),
            ("2025-09-26", 5, "2025-10-10", false),
            ("2026-09-18", 20, "2026-10-22", false),
            ("2020-01-22", 5, "2020-02-06", false),
            ("2026-02-14", 0, "2026-02-14", false),
            // 2027 is not announced, but New Year is New Year.
            ("2026-12-31", 1, "2027-01-04", true),
            ("2026-12-28", 10, "2027-01-12", true),
        ] {
            let answer = read(&world, &format!("/api/v1/working-days?from={from}&days={days}")).await;
            assert_eq!(answer, json!({"due": due, "provisional": provisional}), "{from} + {days}");
        }
    }

    async fn the_board_has_nineteen_towns_and_a_definition_for_every_figure(world: World) {
        let board = read(&world, "/api/v1/board").await;
        let places = board["places"].as_array().unwrap();
        assert_eq!(places.len(), 20, "19 towns and the city's own centre");
        let defined: Vec<&str> = board["indicators"].as_array().unwrap().iter().map(|definition| {
            assert!(!definition["definition"].as_str().unwrap().is_empty());
            definition["code"].as_str().unwrap()
        }).collect();
        for place in places {
            let values: Vec<&str> =
                place["values"].as_array().unwrap().iter().map(|value| value["indicator"].as_str().unwrap()).collect();
            assert_eq!(values, defined);
        }
    }
}

#[tokio::test]
async fn what_the_reader_has_is_not_sent_again() {
    let world = World::in_jinjiang().await;
    for path in [
        "/api/v1/items?q=shbx",
        "/api/v1/items/JJ-MZ-04",
        "/api/v1/items/JJ-MZ-04/form",
        "/api/v1/divisions",
        "/api/v1/departments",
        "/api/v1/working-days?from=2026-02-11&days=5",
        "/api/v1/board",
        "/api/v1/openapi.json",
    ] {
        let first = world.get(path).send().await;
        let tag = first.header("etag").to_owned();
        assert!(tag.len() > 32, "{path}: {tag}");
        assert!(!first.header("cache-control").is_empty(), "{path}");
        let again = world.get(path).header("if-none-match", &tag).send().await;
        assert_eq!(
            (again.status, again.body.len()),
            (StatusCode::NOT_MODIFIED, 0),
            "{path}"
        );
        assert_eq!(again.header("etag"), tag);
        let packed = world
            .get(path)
            .header("accept-encoding", "br")
            .header("if-none-match", &tag)
            .send()
            .await;
        assert_eq!(packed.status, StatusCode::NOT_MODIFIED, "{path}");
        let other = world.get(path).header("if-none-match", "W/\"0\"").send().await;
        assert_eq!(
            (other.status, other.body),
            (StatusCode::OK, first.body.clone()),
            "{path}"
        );
        let head = world.call(Method::HEAD, path).send().await;
        assert_eq!(
            (head.status, head.body.len(), head.header("etag")),
            (StatusCode::OK, 0, tag.as_str()),
            "{path}"
        );
        assert_eq!(head.header("content-length"), first.body.len().to_string(), "{path}");
        assert_eq!(
            first.header("access-control-allow-origin"),
            "",
            "readers are programs, not other sites' pages"
        );
    }
    let different = world.get("/api/v1/items?q=zzfw").send().await;
    let tag = world.get("/api/v1/items?q=shbx").send().await.header("etag").to_owned();
    assert_ne!(different.header("etag"), tag);
}
