//! The desk's pages around a case: the way back to its list, what an overtaken act leaves, texts by role.

use app::backend::desk::Desk;
use shared::access::Role;
use shared::case::{CaseNo, Command};

use crate::harness::World;
use crate::harness::people::{CITY, Person};

async fn revision(world: &World, who: &Person, number: &CaseNo) -> u32 {
    Desk::open(&*world.services, &who.session, number)
        .await
        .unwrap()
        .revision
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_for_an_overtaken_act_stays_on_the_page() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, clerk) = (world.elder().await, world.officer().await, world.clerk().await);
    let number = world.case_of(&elder).await.number;
    let seen = revision(&world, &officer, &number).await;
    world
        .services
        .act(&clerk.session, &number, seen, Command::Accept)
        .await
        .unwrap();
    // While a decline was being written a colleague accepted: the form for declining is gone, the text is not.
    let mut desk = world.browser_of(&officer);
    let seen = seen.to_string();
    let typed = [
        ("act", "decline"),
        ("revision", &*seen),
        ("decline-reason", "户籍不在本镇，请到户籍地申请"),
        ("decline-right_office", "安海镇便民服务中心"),
    ];
    let page = desk.post(&format!("/desk/cases/{number}/act"), &typed).await;
    assert!(
        page.shows("没有办成") && page.shows("林海生") && page.shows("受理"),
        "{}",
        page.text()
    );
    assert!(page.shows("您刚才写的「不予受理」没有提交"), "{}", page.text());
    assert!(page.shows("户籍不在本镇，请到户籍地申请") && page.shows("安海镇便民服务中心"));
    // Where the form still stands, it is filled as before and nothing is said twice.
    let seen = revision(&world, &officer, &number).await;
    world
        .services
        .act(&officer.session, &number, seen, Command::Take)
        .await
        .unwrap();
    let seen = seen.to_string();
    let typed = [
        ("act", "refuse"),
        ("revision", &*seen),
        ("refuse-reasons", "年龄不符"),
        ("refuse-basis", "第三条"),
    ];
    let page = desk.post(&format!("/desk/cases/{number}/act"), &typed).await;
    assert!(page.shows("年龄不符") && !page.shows("没有提交"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_leads_back_to_its_list_and_says_what_runs() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let mut desk = world.browser_of(&officer);
    let list = desk.get("/desk/queue?state=submitted&sort=newest").await.text();
    let link = list.split(&format!("href=\"/desk/cases/{number}")).nth(1).unwrap();
    let link = link.split('"').next().unwrap().replace("&amp;", "&");
    assert!(link.starts_with("?from="), "{link}");
    let back = "href=\"/desk/queue?state=submitted&amp;sort=newest\"";
    let other_order = "href=\"/desk/queue?sort=newest&amp;state=submitted\"";
    let leads_back = |text: &str| text.contains(back) || text.contains(other_order);
    let page = desk.get(&format!("/desk/cases/{number}{link}")).await;
    assert!(leads_back(&page.text()), "{}", page.text());
    assert!(
        page.text().contains("href=\"/desk/queue\" aria-current=\"page\""),
        "办件 is marked"
    );
    assert!(page.shows("还有 5 个工作日"), "a limit runs: {}", page.text());

    // An act comes back to the same page, with the way back.
    let from = page.hidden("from");
    let act = format!("/desk/cases/{number}/act");
    let seen = revision(&world, &officer, &number).await.to_string();
    let page = desk
        .post(&act, &[("act", "take"), ("revision", &seen), ("from", &from)])
        .await;
    assert!(page.shows("已由您承办") && leads_back(&page.text()), "{}", page.text());

    // Nothing runs any more: one tag says all.
    let seen = revision(&world, &officer, &number).await.to_string();
    let page = desk
        .post(
            &act,
            &[
                ("act", "decline"),
                ("revision", &seen),
                ("decline-reason", "不归这里办"),
            ],
        )
        .await;
    assert!(
        !page.shows("\">已办结") && page.shows("class=\"tag\">不予受理"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_looked_for_stands_in_no_address() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, clerk) = (world.elder().await, world.officer().await, world.clerk().await);
    let number = world.case_of(&elder).await.number;
    let mut desk = world.browser_of(&officer);
    for (text, found) in [("陈海明", true), (number.as_str(), true), ("没有这个人", false)] {
        let page = desk
            .post("/desk/queue", &[("text", text), ("channel", ""), ("sort", "newest")])
            .await;
        assert!(page.at.starts_with("/desk/queue?sort=newest&find="), "{}", page.at);
        assert!(
            page.shows(&format!("value=\"{text}\"")),
            "it stands in the input: {}",
            page.text()
        );
        let link = format!("/desk/cases/{number}?from=");
        assert_eq!(page.text().contains(&link), found, "{text}: {}", page.text());
        // Neither as it is nor escaped, in none of the page's addresses.
        let escaped: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for address in page
            .text()
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let case = address.starts_with("/desk/cases/");
            assert!(
                !address.contains(&escaped) && (case || !address.contains(text)),
                "{address}"
            );
        }
        // Another cannot open it, and nothing made up opens.
        let mut other = world.browser_of(&clerk);
        for address in [page.at.as_str(), "/desk/queue?find=AAAA", "/desk/queue?find=%E9%99%88"] {
            let refused = other.get(address).await;
            assert!(
                refused.shows("这个查找打不开") && !refused.shows(text),
                "{}",
                refused.text()
            );
        }
    }
    let page = desk.post("/desk/queue", &[("text", " "), ("shelf", "all")]).await;
    assert_eq!(page.at, "/desk/queue?shelf=all");
    assert_eq!(desk.post("/desk/queue", &[("text", "")]).await.at, "/desk/queue");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_told_to_do_what_their_role_does_not() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    world.case_of(&elder).await;
    let clerk = world.clerk().await;
    let inspector = world.staff("jc1", Role::Inspector, CITY, None).await;
    let clerks = world.browser_of(&clerk).get("/desk").await;
    assert!(clerks.shows("待办 1 件") && clerks.shows("领一件") && clerks.shows("待送达"));
    let looks = world.browser_of(&inspector).get("/desk").await;
    assert!(
        looks.shows("在办 1 件") && !looks.shows("领一件") && !looks.shows("我承办的"),
        "{}",
        looks.text()
    );
    let refused = world.browser_of(&clerk).get("/desk/powers").await;
    assert!(
        refused.status() == 403 && refused.shows("权责清单"),
        "{}",
        refused.text()
    );
}
