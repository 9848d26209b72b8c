//! Staff accounts and one's own password by plain forms; the log as a page and a file.

use app::backend::Accounts as _;
use app::backend::staff::Staff as _;
use axum::http::StatusCode;
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{CITY, PASSWORD, TOWN};

const NEW: &str = "一只大花猫走过了安平桥";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_is_opened_handed_over_and_made_ones_own_without_script() {
    let world = World::in_jinjiang().await;
    let lead = world.lead().await;
    let mut desk = world.browser_of(&lead);
    let page = desk.get("/desk/staff").await;
    assert!(page.shows("共 1 个账号") && page.shows("/desk/staff/new"));
    let row = |name| {
        [
            ("login", "shenhu-07"),
            ("name", name),
            ("role", "window_clerk"),
            ("territory", TOWN),
        ]
    };
    let page = desk.post("/desk/staff/new", &row("")).await;
    assert!(page.at == "/desk/staff/new" && page.shows("href=\"#f-name\"") && page.shows("value=\"shenhu-07\""));
    let page = desk.post("/desk/staff/new", &row("许文")).await;
    assert!(
        page.at.starts_with("/desk/staff/") && page.shows("只显示这一次"),
        "{}",
        page.text()
    );
    let password = page.text();
    let password = password
        .split("<strong class=\"nowrap\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let account = page.at.clone();
    assert!(!desk.get(&account).await.shows(&password), "shown once");

    let mut clerk = world.browser();
    let page = clerk
        .post("/desk/sign-in", &[("login", "shenhu-07"), ("password", &password)])
        .await;
    assert_eq!(page.at, "/desk/me");
    assert!(page.shows("先设置您自己的密码"));
    for address in [
        "/desk",
        "/desk/queue",
        "/desk/cases/105-XXXXX-1",
        "/desk/staff",
        "/desk/nothing-here",
    ] {
        assert_eq!(clerk.get(address).await.at, "/desk/me", "{address}");
    }
    assert_eq!(
        clerk.post("/desk/cases/105-XXXXX-1/act", &[("act", "take")]).await.at,
        "/desk/me"
    );
    let call = serde_json::json!({"item": "JJ-MZ-04", "group": "basics", "revision": 1, "pairs": []});
    let data = clerk.call("/api/fn/standards/save", &call).await;
    assert_eq!(data.status, 401);
    let form = |new| [("old", password.as_str()), ("new", new), ("again", new)];
    let page = clerk.post("/desk/me/password", &form("1234567890")).await;
    assert!(page.at == "/desk/me" && page.shows("连续的数字") && !page.shows("value=\"1234567890\""));
    let page = clerk.post("/desk/me/password", &form(NEW)).await;
    assert_eq!((page.at.as_str(), page.status()), ("/desk", 200));

    let id = account.trim_start_matches("/desk/staff/").parse().unwrap();
    let seen = world.services.staff_account(&lead.session, &id).await.unwrap();
    // Both were done in one instant of the story's clock, so neither stands before the other.
    let words: std::collections::BTreeSet<&str> = seen.history.iter().map(|one| one.words.as_str()).collect();
    assert_eq!(words, ["修改自己的密码", "开通账号"].into());
    let page = desk.post(&format!("{account}/close"), &[]).await;
    assert!(page.shows("账号已停用。") && page.shows("重新启用"));
    assert_eq!(clerk.get("/desk/queue").await.status(), 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ones_own_account_is_a_page_of_the_desk() {
    let world = World::in_jinjiang().await;
    let clerk = world.clerk().await;
    let mut desk = world.browser_of(&clerk);
    assert!(desk.get("/desk").await.shows("href=\"/desk/me\""));
    let page = desk.get("/me").await;
    assert!(page.at == "/desk/me" && page.shows("修改密码") && page.shows("在哪些设备上登录着"));
    let page = desk
        .post("/desk/me/password", &[("old", "wrong"), ("new", NEW), ("again", NEW)])
        .await;
    assert!(page.shows("现在的密码不对"));
    let page = desk
        .post("/desk/me/password", &[("old", PASSWORD), ("new", NEW), ("again", NEW)])
        .await;
    assert!(page.at == "/desk/me" && page.shows("密码已修改"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_a_page_and_a_file_for_those_who_may_read_it() {
    let world = World::in_jinjiang().await;
    let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
    let lead = world.lead().await;
    let mut desk = world.browser_of(&inspector);
    let page = desk.get("/desk/log?act=user.add").await;
    assert!(page.shows("开通账号") && page.shows("系统运维") && page.shows("账号 l105"));
    let file = desk.get("/desk/log/export.csv?act=user.add").await;
    let text = file.text();
    assert!(text.starts_with('\u{feff}') && text.contains("账号 l105"), "{text}");
    assert_eq!(text.lines().count(), 3);
    let mut other = world.browser_of(&lead);
    for address in ["/desk/log", "/desk/log/export.csv"] {
        assert_eq!(other.get(address).await.status(), 403, "{address}");
    }
    assert!(world.services.session(None).await.unwrap().actor.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_table_to_take_away_arrives_whole_also_compressed() {
    let world = World::in_jinjiang().await;
    let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
    let lead = world.lead().await;
    let tables = [
        ("/board.csv", &inspector),
        ("/board/350582105000.csv", &inspector),
        ("/desk/log/export.csv", &inspector),
        ("/desk/log/export.csv?book=looks", &inspector),
        ("/desk/queue/export", &lead),
    ];
    for (address, who) in tables {
        for encoding in ["br", "gzip", "identity"] {
            let call = world.get(address).header("accept-encoding", encoding);
            let table = call.signed_in(&who.token).send().await;
            assert_eq!(table.status, StatusCode::OK, "{address}");
            assert!(
                table
                    .header("content-disposition")
                    .starts_with("attachment; filename*=UTF-8''"),
                "{address}"
            );
            let is_encoded = table.header("content-encoding") == encoding;
            assert_eq!(is_encoded, encoding != "identity", "{address}");
        }
    }
}
