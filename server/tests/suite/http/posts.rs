//! Posts by plain forms: asked at sign-in, switched in the frame, given and ended on the account's page.

use app::backend::staff::Staff as _;
use axum::http::{Method, StatusCode};
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{CITY, PASSWORD, TOWN};

const TODAY: &str = "2026-11-23";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_holds_two_posts_is_asked_at_sign_in_and_switches_in_the_frame() {
    let world = World::in_jinjiang().await;
    let (lead, clerk) = (world.lead().await, world.clerk().await);
    let mut one = world.browser();
    let login = [("login", "w105"), ("password", PASSWORD)];
    let page = one.post("/desk/sign-in", &login).await;
    assert!(
        page.at == "/desk" && page.shows("综合窗口人员") && !page.shows("换岗位"),
        "{}",
        page.text()
    );

    let mut desk = world.browser_of(&lead);
    let account = format!("/desk/staff/{}", clerk.id());
    let post = |until| {
        [
            ("role", "town_officer"),
            ("territory", TOWN),
            ("from", TODAY),
            ("until", until),
            ("form", "add-post"),
        ]
    };
    let page = desk.post(&format!("{account}/posts"), &post("2026-11-01")).await;
    assert!(page.told().contains("结束日期早于开始日期"), "{}", page.told());
    let page = desk.post(&format!("{account}/posts"), &post("")).await;
    assert!(page.shows("岗位已增加") && page.shows("主要岗位"));

    let mut two = world.browser();
    let ask = [
        ("login", "w105"),
        ("password", PASSWORD),
        ("next", "/desk/queue?shelf=mine"),
    ];
    let page = two.post("/desk/sign-in", &ask).await;
    assert!(page.at.starts_with("/desk/post?next="), "{}", page.at);
    assert!(page.shows("今天以哪个岗位办理") && page.shows("综合窗口人员") && page.shows("镇（街道）审批人员"));
    for closed in ["/desk", "/desk/queue", "/desk/staff", "/desk/sign-in"] {
        assert!(two.get(closed).await.at.starts_with("/desk/post"), "{closed}");
    }
    let page = two.post("/desk/post", &[("post", ""), ("next", "")]).await;
    assert!(page.told().contains("还没有选择岗位"), "{}", page.told());
    let page = two
        .post("/desk/post", &[("post", "00000000-0000-7000-8000-000000000000")])
        .await;
    assert!(page.told().contains("这个岗位现在不能用"), "{}", page.told());
    let posts = world
        .services
        .staff_account(&lead.session, &clerk.id())
        .await
        .unwrap()
        .posts;
    let added = posts.iter().find(|post| !post.main).unwrap().id.to_string();
    let chosen = [("post", added.as_str()), ("next", "/desk/queue?shelf=mine")];
    let page = two.post("/desk/post", &chosen).await;
    assert_eq!(page.at, "/desk/queue?shelf=mine");
    assert!(page.shows("镇（街道）审批人员") && page.shows("换岗位"));
    // What was chosen last is offered first.
    let mut three = world.browser();
    let page = three.post("/desk/sign-in", &login).await;
    let text = page.text();
    let marked = text.split(&format!("value=\"{added}\"")).nth(1).unwrap();
    assert!(marked.split('>').next().unwrap().contains("checked"), "{marked}");

    let own = posts.iter().find(|post| post.main).unwrap().id.to_string();
    let foreign = world
        .call(Method::POST, "/desk/post")
        .header("sec-fetch-site", "cross-site")
        .signed_in(&clerk.token)
        .form(&format!("post={own}"))
        .send()
        .await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    let page = two.post("/desk/post", &[("post", &own)]).await;
    assert!(page.at == "/desk" && page.shows("综合窗口人员"));
    let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
    let log = world.browser_of(&inspector).get("/desk/log").await;
    assert!(
        log.shows("换岗位") && log.shows("w105 综合窗口人员（深沪镇）"),
        "{}",
        log.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_that_ends_at_work_leads_to_another_and_what_was_typed_is_kept() {
    let world = World::in_jinjiang().await;
    let (lead, officer, clerk) = (world.lead().await, world.officer().await, world.clerk().await);
    let mut desk = world.browser_of(&lead);
    let account = format!("/desk/staff/{}", clerk.id());
    let own = world
        .services
        .staff_account(&lead.session, &officer.id())
        .await
        .unwrap()
        .posts;
    let own = own[0].id.to_string();
    assert!(
        desk.get(&account).await.shows(&format!("value=\"{own}\"")),
        "offered to be stood in for"
    );
    let leave = [
        ("post", own.as_str()),
        ("from", TODAY),
        ("until", "2026-11-25"),
        ("reason", "年休假"),
        ("form", "substitute"),
    ];
    let page = desk.post(&format!("{account}/substitute"), &leave).await;
    assert!(
        page.shows("代理已安排") && page.shows("代林海生（年休假）"),
        "{}",
        page.text()
    );

    let mut work = world.browser_of(&clerk);
    let given = world
        .services
        .staff_account(&lead.session, &clerk.id())
        .await
        .unwrap()
        .posts;
    let given = given.iter().find(|post| !post.main).unwrap().id.to_string();
    let page = work.post("/desk/post", &[("post", &given)]).await;
    assert!(page.shows("镇（街道）审批人员（代林海生）"), "{}", page.text());
    desk.post(&format!("{account}/posts/end"), &[("post", &given)]).await;
    let page = work.get("/desk/queue").await;
    assert!(
        page.at.starts_with("/desk/post?next=") && page.shows("被结束"),
        "{}",
        page.text()
    );
    // A form that was open meanwhile does not get lost on the way.
    let page = work
        .post("/desk/me/password", &[("old", "x"), ("new", "y"), ("again", "z")])
        .await;
    assert_eq!(page.at, "/desk/me");
    world.force("UPDATE post SET ended_at = 1").await;
    let page = work.get("/desk").await;
    assert!(
        page.shows("现在没有可用的岗位") && page.shows("中心负责人或者系统管理员"),
        "{}",
        page.text()
    );
    assert!(page.shows("退出登录"));
}
