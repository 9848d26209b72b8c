//! One browser, several people or posts: a page made for one is not taken from another.

use crate::harness::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_pressed_on_a_page_of_somebody_else_is_not_done() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
    let number = world.case_of(&elder).await.number;
    let case = format!("/desk/cases/{number}");
    let mut desk = world.browser_of(&officer);
    let page = desk.get(&case).await;
    let (whose, seen) = (page.hidden("whose"), page.hidden("revision"));
    let accept = [("act", "accept"), ("revision", &*seen), ("whose", &*whose)];

    desk.hand_to(&lead);
    let refused = desk.post(&format!("{case}/act"), &accept).await;
    assert_eq!(refused.status(), 409);
    assert!(
        refused.shows("这一页不是用您现在的账号和岗位打开的，没有提交"),
        "{}",
        refused.text()
    );
    assert_eq!(desk.get(&case).await.hidden("revision"), seen);

    desk.hand_to(&officer);
    let done = desk.post(&format!("{case}/act"), &accept).await;
    assert!(done.shows("已受理"), "{}", done.text());
    // Large type is nobody's own, and whoever has no mark on a page was never told whose it is.
    desk.hand_to(&lead);
    assert_eq!(
        desk.post("/prefs/elder", &[("elder", "on"), ("whose", &whose)])
            .await
            .status(),
        200
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_behind_a_sign_in_is_not_brought_to_somebody_else() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
    let number = world.case_of(&elder).await.number;
    let case = format!("/desk/cases/{number}");
    for reasons in ["户籍不在本市。".to_owned(), "经核查户籍不在本市。".repeat(300)] {
        for (reader, sees) in [(&officer, true), (&lead, false)] {
            let mut desk = world.browser_of(&officer);
            let page = desk.get(&case).await;
            let (whose, seen) = (page.hidden("whose"), page.hidden("revision"));
            desk.sign_out();
            let typed = [
                ("act", "decline"),
                ("revision", &*seen),
                ("decline-reason", &*reasons),
                ("whose", &*whose),
            ];
            let sign_in = desk.post(&format!("{case}/act"), &typed).await;
            assert!(sign_in.at.starts_with("/desk/sign-in"), "{}", sign_in.at);
            desk.hand_to(reader);
            let back = desk.get(&case).await;
            assert_eq!(back.shows(&reasons), sees, "{}", back.text());
            assert_eq!(back.shows("刚才填写的内容还在这一页"), sees);
            assert_eq!(back.shows("是用另一个账号或岗位填的，没有带到这一页"), !sees);
        }
    }
}
