//! One item: its guide, its form, its QR code.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{ids, read};
use crate::harness::World;

stories! { in_jinjiang;
    async fn a_guide_has_every_element_and_marks_what_nobody_has_confirmed(world: World) {
        let guide = read(&world, "/api/v1/items/JJ-MZ-04").await;
        assert_eq!(guide["name"], "高龄津贴申领");
        assert_eq!(guide["identity"]["department"]["id"], "civil-affairs");
        assert_eq!(guide["identity"]["basic_code"], Value::Null, "no official code is invented");
        assert_eq!(guide["terms"]["promised_limit"]["value"]["value"], 10);
        assert_eq!(guide["terms"]["promised_limit"]["confirmed"], false);
        assert_eq!(guide["terms"]["statutory_limit"], json!({"value": null, "confirmed": false}));
        assert_eq!(guide["identity"]["legal_basis"][0]["confirmed"], true);
        let materials = guide["materials"].as_array().unwrap();
        assert_eq!(materials.len(), 5);
        let proxy = materials.iter().find(|material| material["id"] == "proxy").unwrap();
        assert_eq!((&proxy["always"], &proxy["when"]), (&json!(false), &json!("委托他人或村（社区）代办员代办时")));
        assert_eq!(guide["steps"]["value"].as_array().unwrap().len(), 4);
        assert_eq!(guide["steps"]["confirmed"], false);
        let states: Vec<&str> =
            guide["elements"].as_array().unwrap().iter().map(|element| element["state"].as_str().unwrap()).collect();
        assert!(states.len() >= 36);
        for state in ["missing", "unconfirmed", "confirmed"] {
            assert!(states.contains(&state), "{state}");
        }
    }

    async fn a_guide_at_a_place_tells_of_that_place_or_of_the_nearest(world: World) {
        let village = read(&world, "/api/v1/items/JJ-MZ-04?place=350582105204").await;
        let place = &village["where"];
        assert_eq!(place["place"]["hall"], "华峰村便民服务站");
        assert_eq!(place["site"]["place"]["code"], "350582105204");
        assert_eq!(place["site"]["part"], "collect");
        assert_eq!(place["other_sites"][0]["hall"], "深沪镇综合便民服务中心");
        assert_eq!(village["url"], "http://127.0.0.1:3000/items/JJ-MZ-04?place=350582105204");
        // Same standard everywhere: only where it is handled differs.
        let city = read(&world, "/api/v1/items/JJ-MZ-04").await;
        for same in ["identity", "terms", "conditions", "materials", "steps", "form"] {
            assert_eq!(village[same], city[same], "{same}");
        }
        assert_ne!(village["where"]["site"], city["where"]["site"]);
    }

    async fn every_item_has_a_guide_and_a_form_that_answers(world: World) {
        let page = read(&world, "/api/v1/items?per_page=100").await;
        for id in ids(&page) {
            let guide = read(&world, &format!("/api/v1/items/{id}")).await;
            let form = read(&world, guide["form"].as_str().unwrap()).await;
            let pages = form["pages"].as_array().unwrap();
            let last = pages.last().unwrap()["fields"].as_array().unwrap().last().unwrap();
            assert_eq!(last["kind"], "declaration", "{id}");
        }
    }

    async fn a_form_carries_its_rules(world: World) {
        let form = read(&world, "/api/v1/items/JJ-MZ-04/form").await;
        let fields: Vec<&Value> =
            form["pages"].as_array().unwrap().iter().flat_map(|page| page["fields"].as_array().unwrap()).collect();
        let field = |id: &str| *fields.iter().find(|field| field["id"] == id).unwrap();
        assert_eq!(field("applicant")["kind"], "person");
        assert_eq!(field("home")["shown"], json!({"equals": ["same_home", false]}));
        assert_eq!(field("remark")["required"], false);
        assert_eq!(field("bank_photo")["material"], "bank-account");
        assert_eq!(form["rules"][0]["path"], "applicant.citizen_number");
    }

    async fn an_unknown_item_is_named_with_the_way_out(world: World) {
        for path in ["JJ-ZZ-99", "nothing", "%FF", "..%2F..%2Fetc"] {
            for part in ["", "/form", "/qr.svg"] {
                let answer = world.get(&format!("/api/v1/items/{path}{part}")).send().await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}{part}");
                assert_eq!(answer.header("content-type"), "application/problem+json", "{path}{part}");
                let problem = answer.json();
                assert_eq!(problem["errors"][0]["path"], "id", "{path}{part}: {problem}");
            }
        }
        for part in ["", "/qr.svg"] {
            let answer = world.get(&format!("/api/v1/items/JJ-MZ-04{part}?place=350582999000")).send().await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert_eq!(answer.json()["errors"][0]["path"], "place");
        }
    }
}

#[tokio::test]
async fn a_guide_page_shows_a_qr_code_that_is_there_and_may_be_kept() {
    let world = World::in_jinjiang().await;
    for query in ["", "?place=350582105204"] {
        let page = world
            .get(&format!("/items/JJ-MZ-04{query}"))
            .for_page()
            .send()
            .await
            .text();
        let address = format!("/api/v1/items/JJ-MZ-04/qr.svg{query}");
        assert!(page.contains(&format!("src=\"{address}\"")), "{query}");
        let code = world.get(&address).send().await;
        assert_eq!(code.status, StatusCode::OK);
        assert_eq!(code.header("content-type"), "image/svg+xml");
        assert_eq!(code.header("cache-control"), "public, max-age=86400");
        let svg = code.text();
        assert!(
            svg.starts_with("<svg") && svg.contains("xmlns=") && !svg.contains("style="),
            "{svg}"
        );
        let again = world
            .get(&address)
            .header("if-none-match", code.header("etag"))
            .send()
            .await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    }
    let there = world
        .get("/api/v1/items/JJ-MZ-04/qr.svg?place=350582105204")
        .send()
        .await;
    let anywhere = world.get("/api/v1/items/JJ-MZ-04/qr.svg").send().await;
    assert_ne!(there.body, anywhere.body, "the place is in the code");
}
