//! Offers, halls, arrangements and drift by plain forms.

use app::backend::offers::{ListFilter, Offers};
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, OTHER_TOWN, TOWN, VILLAGE};

const LICENCE: &str = "JJ-ZR-02";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_compiled_row_by_row_and_by_ticking_without_script() {
    let world = World::in_jinjiang().await.in_demo();
    let lead = world.lead().await;
    let mut desk = world.browser_of(&lead);
    let page = desk.get("/desk/lists").await;
    assert!(page.status() == 200 && page.shows("深沪镇") && page.shows(&format!("/desk/lists/{VILLAGE}")));
    assert!(!page.shows("东石镇"), "another town's lists are not theirs");
    let list = format!("/desk/lists/{VILLAGE}");
    let page = desk.get(&list).await;
    assert!(
        page.shows(&format!("name=\"part:{ALLOWANCE}\"")) && page.shows("群众看到的"),
        "{}",
        page.text()
    );
    assert!(
        !page.shows("<option value=\"handle\""),
        "a village is not offered to decide"
    );
    let part = format!("part:{ALLOWANCE}");
    let was = format!("was:{ALLOWANCE}");
    let choose = format!("{list}/choose");
    let rows = |chosen: &'static str| {
        [
            ("act".to_owned(), "rows".to_owned()),
            ("back".to_owned(), "?text=%E9%AB%98%E9%BE%84".to_owned()),
            (was.clone(), "collect".to_owned()),
            (part.clone(), chosen.to_owned()),
        ]
    };
    let send = |fields: &[(String, String)]| -> Vec<(String, String)> { fields.to_vec() };
    let fields = send(&rows("advise"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let page = desk.post(&choose, &fields).await;
    assert!(
        page.at.starts_with(&list) && page.shows("已修改 1 项"),
        "{}",
        page.text()
    );
    // A forged choice is refused in the law's words at its row, and comes back as it was chosen.
    let fields = send(&rows("handle"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let page = desk.post(&choose, &fields).await;
    assert!(
        page.shows("error-summary") && page.shows("行政许可法第二十四条") && page.shows("href=\"#f-part-JJ-MZ-04\""),
        "{}",
        page.text()
    );
    let ticked = [
        ("act", "ticked"),
        ("all", "declined"),
        ("item", ALLOWANCE),
        ("item", LICENCE),
    ];
    let page = desk.post(&choose, &ticked).await;
    assert!(page.shows("已修改 2 项"), "{}", page.text());
    let page = desk.post(&choose, &[("act", "ticked"), ("all", "declined")]).await;
    assert!(page.shows("还没有勾选事项"));
    let place = VILLAGE.parse().unwrap();
    let counts = world
        .services
        .list(&lead.session, &place, &ListFilter::default())
        .await
        .unwrap()
        .counts;
    assert_eq!(counts.declined, 2);
    // Another town's list is refused with words.
    let page = desk.get(&format!("/desk/lists/{OTHER_TOWN}")).await;
    assert!(page.status() == 403 && page.shows("没有权限"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_hall_types_comes_back_with_its_problems_and_a_closure_is_seen_by_residents() {
    let world = World::in_jinjiang().await.in_demo();
    let mut desk = world.browser_of(&world.lead().await);
    let hall = format!("/desk/halls/{TOWN}");
    let page = desk
        .post(
            &hall,
            &[
                ("act", "hall"),
                ("hours", "天天开门"),
                ("phone", "88120001"),
                ("address", "海滨路"),
            ],
        )
        .await;
    assert!(
        page.shows("href=\"#f-hours\"") && page.shows("value=\"天天开门\"") && page.shows("value=\"海滨路\""),
        "{}",
        page.text()
    );
    let good = [
        ("act", "hall"),
        ("hours", "周一至周五 8:00-12:00"),
        ("phone", "0595-88120001"),
        ("address", "深沪镇海滨路 1 号"),
        ("slots", "周一 9:00-11:00 每30分钟2个号"),
    ];
    let page = desk.post(&hall, &good).await;
    assert!(page.shows("份办事指南跟着更新"), "{}", page.text());
    let closures = format!("{hall}/closures");
    let page = desk
        .post(
            &closures,
            &[("act", "close"), ("from", "2026-11-24"), ("reason", "other")],
        )
        .await;
    assert!(
        page.shows("href=\"#f-note\"") && page.shows("value=\"2026-11-24\""),
        "{}",
        page.text()
    );
    let typhoon = [
        ("act", "close"),
        ("from", "2026-11-23"),
        ("to", "2026-11-24"),
        ("reason", "typhoon"),
        ("whole", "yes"),
    ];
    let page = desk.post(&closures, &typhoon).await;
    assert!(
        page.shows("已登记：11 月 23 日至 11 月 24 日台风停办"),
        "{}",
        page.text()
    );
    // Everyone sees it: on the guide, on the hall's page, on the home page, in the data.
    let mut anyone = world.browser();
    for address in [
        format!("/items/{ALLOWANCE}?place={VILLAGE}"),
        format!("/halls/{TOWN}"),
        format!("/halls/{VILLAGE}"),
    ] {
        let page = anyone.get(&address).await;
        assert!(
            page.status() == 200 && page.shows("11 月 23 日至 11 月 24 日台风停办"),
            "{address}: {}",
            page.text()
        );
        assert!(page.shows("今天不开门"), "{address}");
    }
    let page = anyone.get(&format!("/halls/{TOWN}")).await;
    assert!(page.shows("周一 9:00–11:00 每 30 分钟 2 个号") && page.shows("0595-88120001"));
    let guide = world
        .get(&format!("/api/v1/items/{ALLOWANCE}?place={TOWN}"))
        .send()
        .await
        .json();
    assert_eq!(
        guide["where"]["site"]["closures"][0],
        "11 月 23 日至 11 月 24 日台风停办"
    );
    let page = desk.get(&hall).await;
    let id = page.hidden("id");
    let page = desk.post(&format!("{closures}/remove"), &[("id", &id)]).await;
    assert!(page.shows("照常开门"), "{}", page.text());
    assert!(!anyone.get(&format!("/halls/{VILLAGE}")).await.shows("台风"));
    assert_eq!(anyone.get("/halls/1").await.status(), 422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_places_are_changed_after_a_look_at_what_is_refused() {
    let world = World::in_jinjiang().await.in_demo();
    let lead = world.lead().await;
    let mut desk = world.browser_of(&lead);
    let page = desk.get("/desk/lists/bulk").await;
    assert!(
        page.status() == 200 && page.shows(&format!("name=\"place\" value=\"{VILLAGE}\"")),
        "{}",
        page.text()
    );
    let page = desk
        .post(
            "/desk/lists/bulk",
            &[("choice", "advise"), ("item", ALLOWANCE), ("town", TOWN)],
        )
        .await;
    assert!(
        page.shows("还没有勾选地点") && page.shows(&format!("value=\"{ALLOWANCE}\" checked")),
        "{}",
        page.text()
    );
    let fields = [
        ("choice", "advise"),
        ("villages", TOWN),
        ("item", ALLOWANCE),
        ("item", "JJ-NY-04"),
        ("town", TOWN),
    ];
    let page = desk.post("/desk/lists/bulk", &fields).await;
    assert!(
        page.at.contains("plan=") && page.shows("全市标准没有把「农药经营许可」放在村（社区）办理"),
        "{}",
        page.text()
    );
    let (plan, seal) = (page.hidden("plan"), page.hidden("seal"));
    let page = desk
        .post("/desk/lists/bulk/apply", &[("plan", &plan), ("seal", "another")])
        .await;
    assert!(page.shows("请再看一遍") && page.at.contains("plan="), "{}", page.text());
    let page = desk
        .post("/desk/lists/bulk/apply", &[("plan", &plan), ("seal", &seal)])
        .await;
    assert!(
        page.at == "/desk/lists" && page.shows("已修改") && page.shows("没有改"),
        "{}",
        page.text()
    );
    // From a neighbour.
    let copy = "/desk/lists/350582105002/copy";
    let page = desk.get(copy).await;
    assert!(page.shows(&format!("<option value=\"{VILLAGE}\"")), "{}", page.text());
    let page = desk.post(copy, &[("from", "")]).await;
    assert!(page.shows("没有选从哪里复制"));
    let page = desk.post(copy, &[("from", VILLAGE), ("details", "yes")]).await;
    assert!(page.at.contains("plan=") && page.shows("没有要改的"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_arrangement_is_refused_in_the_laws_words_kept_and_told_to_everyone() {
    let world = World::in_jinjiang().await.in_demo();
    let mut desk = world.browser_of(&world.staff("reform", Role::ApprovalReform, CITY, None).await);
    let page = desk.get("/desk/delegation?open=on").await;
    assert!(page.status() == 200 && page.shows("未写明"), "{}", page.text());
    let village = format!("/desk/delegation/{LICENCE}/village");
    let page = desk.get(&village).await;
    assert!(
        page.shows("行政许可法第二十四条") && !page.shows("value=\"entrusted\""),
        "{}",
        page.text()
    );
    let page = desk.post(&village, &[("mode", "entrusted"), ("basis", "x")]).await;
    assert!(
        page.shows("error-summary") && page.shows("href=\"#f-mode\""),
        "{}",
        page.text()
    );
    let town = format!("/desk/delegation/{LICENCE}/town");
    let page = desk
        .post(&town, &[("mode", "entrusted"), ("basis", "森林法第五十七条")])
        .await;
    assert!(
        page.shows("href=\"#f-announcement\"") && page.shows("森林法第五十七条"),
        "{}",
        page.text()
    );
    let whole = [
        ("mode", "entrusted"),
        ("basis", "森林法第五十七条"),
        ("announcement", "关于委托实施林木采伐许可的公告"),
        ("announced_on", "2026-10-01"),
        ("announced_at", "https://example.gov.cn/a"),
    ];
    let page = desk.post(&town, &whole).await;
    assert!(page.shows("已保存安排"), "{}", page.text());
    let guide = world.browser().get(&format!("/items/{LICENCE}?place={TOWN}")).await;
    assert!(
        guide.shows("委托办理（公告：《关于委托实施林木采伐许可的公告》，2026 年 10 月 1 日）"),
        "{}",
        guide.text()
    );
    let page = desk
        .post(&format!("{town}/clear"), &[("act", "clear"), ("reason", " ")])
        .await;
    assert!(page.shows("请写明为什么撤销"), "{}", page.text());
    let page = desk
        .post(&format!("{town}/clear"), &[("act", "clear"), ("reason", "公告撤回")])
        .await;
    assert!(page.shows("已撤销安排") && page.shows("公告撤回"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drift_is_settled_by_ticking_and_zero_deviations_are_shown_with_their_query() {
    let world = World::in_jinjiang().await.in_demo();
    let lead = world.lead().await;
    let mut desk = world.browser_of(&lead);
    world
        .force("UPDATE local_guide SET seen_version = 0, behind = 1 WHERE item = 'JJ-MZ-04'")
        .await;
    let page = desk.get(&format!("/desk/drift?place={TOWN}&kind=behind")).await;
    assert!(
        page.status() == 200 && page.shows("已核对，没有问题"),
        "{}",
        page.text()
    );
    let finding = format!("{VILLAGE}~{ALLOWANCE}");
    let one = [
        ("kind", "behind"),
        ("within", TOWN),
        ("act", "ticked"),
        ("finding", finding.as_str()),
    ];
    let page = desk.post("/desk/drift/settle", &one).await;
    assert!(page.shows("已处理 1 条"), "{}", page.text());
    let page = desk
        .post(
            "/desk/drift/settle",
            &[("kind", "behind"), ("within", TOWN), ("act", "ticked")],
        )
        .await;
    assert!(page.shows("还没有勾选"));
    let page = desk
        .post(
            "/desk/drift/settle",
            &[("kind", "behind"), ("within", TOWN), ("act", "all")],
        )
        .await;
    assert!(page.shows("已处理") && page.shows("没有这一种"), "{}", page.text());
    let page = desk.get(&format!("/desk/drift?place={TOWN}&kind=no_phone")).await;
    assert!(page.shows(&format!("/desk/halls/{VILLAGE}#f-phone")), "{}", page.text());
    let page = desk.get("/desk/deviations").await;
    assert!(
        page.shows("偏离 0 份") && page.shows("FROM local_guide g"),
        "{}",
        page.text()
    );
    let page = desk.get(&format!("/desk/lists/{TOWN}/items/{ALLOWANCE}")).await;
    assert!(page.shows("不填就是大厅的"), "{}", page.text());
    let save = format!("/desk/lists/{TOWN}/items/{ALLOWANCE}");
    let page = desk.post(&save, &[("window", "3 号窗口"), ("phone", "12")]).await;
    assert!(
        page.shows("href=\"#f-phone\"") && page.shows("value=\"3 号窗口\""),
        "{}",
        page.text()
    );
    let page = desk.post(&save, &[("window", "3 号窗口")]).await;
    assert!(page.shows("已保存"), "{}", page.text());
    // A clerk sees none of it; without a sign-in what was typed waits.
    let clerk = world.clerk().await;
    assert_eq!(world.browser_of(&clerk).get("/desk/drift").await.status(), 403);
    let page = world.browser().post(&save, &[("window", "9 号窗口")]).await;
    assert!(page.at.starts_with("/desk/sign-in?next="), "{}", page.at);
}
