//! What changed in the published catalogue, as everyone may read it; where an item can be done; the guide on paper and
//! for search engines.

use app::backend::catalogue::{Catalogue, ChangesAsk};
use app::backend::standards::Standards;
use axum::http::StatusCode;
use shared::access::Role;
use shared::catalogue::ChangeKind;
use shared::place::Tier;

use crate::city::Copy;
use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, TOWN, VILLAGE, fields};

async fn load(world: &World, package: &Copy) {
    let services = &world.services;
    server::city::load(
        world.store(),
        package.dir(),
        services.clock.as_ref(),
        services.rng.as_ref(),
    )
    .await
    .unwrap();
}

fn of_item(item: &str) -> ChangesAsk {
    ChangesAsk {
        item: item.to_owned(),
        ..ChangesAsk::default()
    }
}

stories! {
    in_jinjiang;

    async fn a_change_is_told_in_words_with_its_day_and_version(world: World) {
        let none = world.services.changes(&ChangesAsk::default()).await.unwrap();
        assert_eq!((none.total, none.entries.len()), (0, 0), "the first load is the catalogue, not a change of it");
        let package = Copy::new();
        package.spoil(
            "items/JJ-MZ-04.json",
            r#""who_applies": "本市户籍 80 周岁及以上老年人""#,
            r#""who_applies": "晋江户籍 80 周岁及以上老年人""#,
        );
        load(&world, &package).await;
        let page = world.services.changes(&of_item(ALLOWANCE)).await.unwrap();
        let [change] = page.entries.as_slice() else { panic!("{page:?}") };
        assert_eq!((change.kind, change.version, change.published), (ChangeKind::Revised, 2, true));
        assert_eq!(change.day, "2026 年 11 月 23 日");
        let [words] = change.changes.as_slice() else { panic!("{change:?}") };
        assert_eq!(words.label, "谁可以申请");
        assert_eq!(words.before.as_deref(), Some("本市户籍 80 周岁及以上老年人"));
        assert_eq!(words.after.as_deref(), Some("晋江户籍 80 周岁及以上老年人"));
        assert_eq!(page.item_name.as_deref(), Some("高龄津贴申领"));
        // A load that changes nothing is no change.
        load(&world, &package).await;
        assert_eq!(world.services.changes(&ChangesAsk::default()).await.unwrap().total, 1);
    }

    async fn confirming_and_withdrawing_are_told_too(world: World) {
        let head = world.staff("head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        let centre = world.staff("centre", Role::ServiceCentre, CITY, None).await;
        let item = ALLOWANCE.parse().unwrap();
        world.services.confirm_standard(&head.session, &item, &[]).await.unwrap();
        world.clock.advance(std::time::Duration::from_secs(60));
        world.services.withdraw_standard(&centre.session, &item, "依据的文件已废止").await.unwrap();
        let page = world.services.changes(&ChangesAsk::default()).await.unwrap();
        let kinds: Vec<ChangeKind> = page.entries.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [ChangeKind::Withdrawn, ChangeKind::Confirmed]);
        assert_eq!(page.entries[0].detail.as_deref(), Some("依据的文件已废止"));
        assert!(page.entries[1].changes.is_empty() && page.entries[1].detail.as_deref().unwrap().contains('、'));
        assert!(page.entries.iter().all(|change| !change.published), "its guide is gone");
        assert_eq!(page.item_name, None);
        let other = ChangesAsk { department: "public-security".into(), ..ChangesAsk::default() };
        assert_eq!(world.services.changes(&other).await.unwrap().total, 0);
    }

    async fn what_is_no_item_and_no_department_is_named(world: World) {
        let wrong = world.services.changes(&of_item("nonsense")).await.unwrap_err();
        assert_eq!(fields(&wrong), ["item"]);
        let wrong = ChangesAsk { department: "??".into(), ..ChangesAsk::default() };
        assert_eq!(fields(&world.services.changes(&wrong).await.unwrap_err()), ["department"]);
    }

    async fn the_feed_tells_the_same_and_is_not_sent_twice(world: World) {
        let empty = world.get("/changes.atom").send().await;
        assert_eq!(empty.status, StatusCode::OK);
        let package = Copy::new();
        package.spoil("items/JJ-MZ-04.json", "本市户籍 80 周岁及以上老年人", "晋江<户籍> 80 周岁及以上老年人");
        load(&world, &package).await;
        let feed = world.get("/changes.atom").send().await;
        assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
        let xml = feed.text();
        assert!(xml.contains("<title>标准修订：高龄津贴申领</title>"), "{xml}");
        assert!(xml.contains("→ 晋江&lt;户籍&gt; 80 周岁及以上老年人"), "{xml}");
        assert!(xml.contains(r#"<link rel="alternate" href="http://127.0.0.1:3000/items/JJ-MZ-04"/>"#), "{xml}");
        let again = world.get("/changes.atom").header("if-none-match", feed.header("etag")).send().await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
        let strong = feed.header("etag").trim_start_matches("W/");
        for known in [format!("\"x\", {strong}"), "*".to_owned()] {
            let again = world.get("/changes.atom").header("if-none-match", &known).send().await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{known}");
        }
        let page = world.get("/changes").for_page().send().await.text();
        assert!(page.contains("晋江&lt;户籍&gt; 80 周岁及以上老年人") && page.contains("/changes.atom"), "{page}");
        let guide = world.get("/items/JJ-MZ-04").for_page().send().await.text();
        assert!(guide.contains("最近改动") && guide.contains("晋江&lt;户籍&gt;"), "{guide}");
    }

    async fn the_three_tiers_stand_side_by_side(world: World) {
        let sites = world.services.sites(ALLOWANCE, Some(VILLAGE), Some(TOWN)).await.unwrap();
        let tiers: Vec<(Tier, u32)> = sites.tiers.iter().map(|line| (line.tier, line.all)).collect();
        assert_eq!(tiers, [(Tier::City, 1), (Tier::Town, 19), (Tier::Village, 399)]);
        let village = &sites.tiers[2];
        assert_eq!((village.handle, village.decides), (0, false), "行政许可法 §24");
        assert_eq!(village.words(), "399 处收件、转送");
        assert_eq!(sites.towns.len(), 20, "the city's centre and 19 towns");
        let town = sites.towns.iter().find(|line| line.site.place.code.as_str() == TOWN).unwrap();
        assert_eq!(town.offering, town.villages);
        assert_eq!(sites.villages.len(), town.villages as usize);
        assert!(sites.villages.iter().all(|line| line.part.is_some()));
        assert_eq!(sites.go_to.unwrap().place.as_str(), VILLAGE);
        let page = world.get("/items/JJ-MZ-04/where?town=350582105000").for_page().send().await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("三级比一比"));
        let gone = world.get("/items/JJ-XX-99/where").for_page().send().await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }

    async fn a_guide_tells_search_engines_what_it_is(world: World) {
        let page = world.get("/items/JJ-MZ-04?place=350582105204").for_page().send().await.text();
        let data = page.split(r#"<script type="application/ld+json""#).nth(1).unwrap();
        let data = data.split_once('>').unwrap().1.split("</script>").next().unwrap();
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["@type"], "GovernmentService");
        assert_eq!(data["name"], "高龄津贴申领");
        assert_eq!(data["provider"]["@type"], "GovernmentOrganization");
        assert_eq!(data["availableChannel"][0]["serviceUrl"], "http://127.0.0.1:3000/apply/JJ-MZ-04");
        assert_eq!(data["availableChannel"][1]["serviceLocation"]["name"], "华峰村便民服务站");
        assert!(data.get("isAccessibleForFree").is_none(), "nobody has confirmed that it is free");
    }

    async fn a_guide_on_paper_has_every_element_and_the_way_to_the_newest(world: World) {
        let page = world.get("/items/JJ-MZ-04/print?place=350582105204").for_page().send().await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.text();
        for part in ["谁能办", "受理条件", "申请材料", "办理流程", "承诺时限", "法定时限", "收费", "办理地点", "设定依据", "基本编码"] {
            assert!(html.contains(&format!("<th scope=\"row\">{part}</th>")), "{part}");
        }
        assert!(html.contains("/api/v1/items/JJ-MZ-04/qr.svg?place=350582105204"));
        assert!(html.contains("待赋码") && html.contains("待主管部门确认"));
    }
}
