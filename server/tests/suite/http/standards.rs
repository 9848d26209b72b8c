//! Standards by plain forms: written, merged, reviewed, confirmed, without script.

use app::backend::standards::Standards;
use shared::access::Role;

use crate::harness::World;
use crate::harness::browser::Browser;
use crate::harness::people::{ALLOWANCE, CITY, Person};

const HOME: &str = "/desk/standards/JJ-MZ-04";

async fn office(world: &World, login: &str, role: Role) -> Person {
    let department = (role != Role::ServiceCentre).then_some("civil-affairs");
    world.staff(login, role, CITY, department).await
}

/// The inputs of a group as its page has them, some of them changed.
async fn inputs(world: &World, who: &Person, group: &str, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let item = ALLOWANCE.parse().unwrap();
    let view = world.services.standard(&who.session, &item).await.unwrap();
    let draft = view.draft.unwrap();
    let mut form = shared::standard::schema(view.item.form.clone(), &draft.answers);
    form.pages.retain(|page| page.id.as_str() == group);
    let mut pairs = shared::form::to_pairs(&form, &draft.answers);
    pairs.push(("revision".into(), draft.revision.to_string()));
    for (name, value) in change {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

async fn post(browser: &mut Browser<'_>, path: &str, pairs: &[(String, String)]) -> crate::harness::browser::Page {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    browser.post(path, &pairs).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standard_is_written_reviewed_and_published_without_script() {
    let world = World::in_jinjiang().await;
    let editor = office(&world, "mz.items", Role::ItemEditor).await;
    let head = office(&world, "mz.head", Role::DepartmentHead).await;
    let centre = office(&world, "centre", Role::ServiceCentre).await;
    let mut desk = world.browser_of(&editor);
    let list = desk.get("/desk/standards?text=高龄").await;
    assert!(list.shows("高龄津贴") && list.shows("共 1 个事项"), "{}", list.text());
    let page = desk.get(HOME).await;
    assert!(
        page.shows("开始修订") && page.shows("检查结果") && page.shows("完整度"),
        "{}",
        page.text()
    );
    let page = desk.post(&format!("{HOME}/begin"), &[]).await;
    assert_eq!(page.at, format!("{HOME}/edit/basics"));
    assert!(page.shows("事项名称") && page.shows("群众看到的样子"));

    // Offers: an entry is added, moved and taken out, with everything typed kept.
    let path = format!("{HOME}/edit/questions");
    let pairs = inputs(&world, &editor, "questions", &[("add", "questions")]).await;
    let page = post(&mut desk, &path, &pairs).await;
    assert!(page.at.starts_with(&format!("{path}#f-questions-0-")), "{}", page.at);
    let change = [
        ("questions", ""),
        ("questions[0]", ""),
        ("questions[0].ask", "什么时候到账"),
        ("questions[0].answer", "每月 10 日前"),
        ("add", "questions"),
    ];
    let pairs = inputs(&world, &editor, "questions", &change).await;
    let page = post(&mut desk, &path, &pairs).await;
    assert!(page.shows("问题 2") && page.shows("什么时候到账"), "{}", page.text());
    let change = [
        ("questions[1]", ""),
        ("questions[1].ask", "能不能代领"),
        ("questions[1].answer", "可以"),
        ("up", "questions[1]"),
    ];
    let pairs = inputs(&world, &editor, "questions", &change).await;
    let page = post(&mut desk, &path, &pairs).await;
    let text = page.text();
    assert!(text.find("能不能代领").unwrap() < text.find("什么时候到账").unwrap());

    // What a resident would see, before anyone does.
    let preview = desk.get(&format!("{HOME}/preview")).await;
    assert!(
        preview.shows("草稿预览") && preview.shows("能不能代领"),
        "{}",
        preview.text()
    );
    let policy = preview
        .answer
        .headers
        .get("content-security-policy")
        .unwrap()
        .to_str()
        .unwrap();
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    let trial = desk.get(&format!("{HOME}/preview/check")).await;
    assert!(trial.status() == 200 && trial.shows("第 1 问"), "{}", trial.text());

    // A severe fault stops it, and the page leads to its field.
    let change = [
        ("case_type", "instant"),
        ("promised_unit", "working_days"),
        ("promised", "15"),
    ];
    let pairs = inputs(&world, &editor, "limits", &change).await;
    post(&mut desk, &format!("{HOME}/edit/limits"), &pairs).await;
    let revision = desk.get(&format!("{HOME}/edit/limits")).await.hidden("revision");
    let sent = desk
        .post(&format!("{HOME}/step"), &[("step", "send"), ("revision", &revision)])
        .await;
    assert!(
        sent.shows("还不能送审") && sent.shows("/edit/limits#f-promised-unit"),
        "{}",
        sent.text()
    );
    let change = [
        ("case_type", "promised"),
        ("promised_unit", "working_days"),
        ("promised", "8"),
    ];
    let pairs = inputs(&world, &editor, "limits", &change).await;
    let page = post(&mut desk, &format!("{HOME}/edit/limits"), &pairs).await;
    let revision = page.hidden("revision");
    let sent = desk
        .post(&format!("{HOME}/step"), &[("step", "send"), ("revision", &revision)])
        .await;
    assert!(sent.shows("已送部门审核") && sent.shows("撤回修改"), "{}", sent.text());
    assert!(desk.get(&format!("{HOME}/edit/limits")).await.shows("草稿正在审核"));

    let mut office = world.browser_of(&head);
    let page = office
        .post(
            &format!("{HOME}/step"),
            &[("step", "return"), ("revision", &revision), ("reasons", " ")],
        )
        .await;
    assert!(page.shows("href=\"#f-act-reasons\""), "{}", page.text());
    world.clock.advance(std::time::Duration::from_secs(60));
    let page = office
        .post(&format!("{HOME}/step"), &[("step", "pass"), ("revision", &revision)])
        .await;
    assert!(page.shows("标准审查"), "{}", page.text());
    let mut above = world.browser_of(&centre);
    let page = above
        .post(
            &format!("{HOME}/step"),
            &[("step", "pass"), ("revision", &revision), ("day", "明天")],
        )
        .await;
    assert!(
        page.shows("href=\"#f-act-day\"") && page.shows("value=\"明天\""),
        "{}",
        page.text()
    );
    let today = world.services.today().to_string();
    let page = above
        .post(
            &format!("{HOME}/step"),
            &[("step", "pass"), ("revision", &revision), ("day", &today)],
        )
        .await;
    assert!(
        page.shows("第 2 版，已公布") && page.shows("列为示范指南"),
        "{}",
        page.text()
    );
    let page = above.post(&format!("{HOME}/model"), &[("model", "on")]).await;
    assert!(page.shows("已列为示范指南"), "{}", page.text());
    let page = above.get(&format!("{HOME}/compare?from=1&to=2")).await;
    assert!(
        page.shows("承诺办结时限") && page.shows("8 个工作日"),
        "{}",
        page.text()
    );
    let page = above.get(&format!("{HOME}/history")).await;
    assert!(page.shows("修改记录") && page.shows("常见问题"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_texts_of_one_element_are_shown_side_by_side_and_decided() {
    let world = World::in_jinjiang().await;
    let first = office(&world, "mz.items", Role::ItemEditor).await;
    let second = office(&world, "mz.items2", Role::ItemEditor).await;
    let (mut one, mut two) = (world.browser_of(&first), world.browser_of(&second));
    one.post(&format!("{HOME}/begin"), &[]).await;
    let path = format!("{HOME}/edit/conditions");
    let mine = inputs(&world, &second, "conditions", &[("who_applies", "第二位的说法")]).await;
    let theirs = inputs(&world, &first, "conditions", &[("who_applies", "第一位写的")]).await;
    assert!(post(&mut one, &path, &theirs).await.shows("已保存"));
    let page = post(&mut two, &path, &mine).await;
    assert_eq!(page.at, format!("{HOME}/merge"));
    assert!(
        page.shows("第一位写的") && page.shows("第二位的说法") && page.shows("另写一版"),
        "{}",
        page.text()
    );
    // It waits for this person, wherever they go; for nobody else.
    assert!(two.get(HOME).await.shows("去合并") && two.get(&path).await.shows("去合并"));
    assert!(!one.get(HOME).await.shows("去合并"));
    let text = page.text();
    let id = text.split("name=\"take:").nth(1).unwrap().split('"').next().unwrap();
    let (take, written) = (format!("take:{id}"), format!("text:{id}"));
    let page = two
        .post(
            &format!("{HOME}/merge"),
            &[(&take, "written"), (&written, "两人商定的说法")],
        )
        .await;
    assert!(
        page.shows("已按您的选择保存 1 处") && page.shows("没有要合并的"),
        "{}",
        page.text()
    );
    assert!(one.get(&path).await.shows("两人商定的说法"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn elements_are_confirmed_one_by_one_and_many_at_once() {
    let world = World::in_jinjiang().await;
    let head = office(&world, "mz.head", Role::DepartmentHead).await;
    let centre = office(&world, "centre", Role::ServiceCentre).await;
    let mut desk = world.browser_of(&head);
    let here = format!("/desk/confirm?item={ALLOWANCE}");
    let page = desk.get(&here).await;
    let keys: Vec<String> = page
        .text()
        .split("name=\"seen\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert!(
        // One more stands there that has to be written first.
        keys.len() > 3 && page.shows(&format!("共 {} 处待确认", keys.len() + 1)) && page.shows("修订写上以后再确认"),
        "{}",
        page.text()
    );
    let page = desk.post("/desk/confirm", &[("here", &here)]).await;
    assert!(page.shows("还没有选择要确认的要素"), "{}", page.text());
    let page = desk.post("/desk/confirm", &[("here", &here), ("one", &keys[0])]).await;
    assert!(page.shows("已确认 1 处要素"), "{}", page.text());
    let page = desk
        .post(
            "/desk/confirm",
            &[("here", &here), ("pick", &keys[1]), ("pick", &keys[2])],
        )
        .await;
    assert!(page.shows("已确认 2 处要素"), "{}", page.text());
    assert!(
        page.shows(&format!("共 {} 处待确认", keys.len() - 2)),
        "{}",
        page.text()
    );
    assert!(desk.get(HOME).await.shows("确认要素"));
    // Many: a press takes some, says how many are left, and the next goes on.
    let all = desk.get("/desk/confirm").await;
    assert!(all.shows("确认筛选范围内全部"), "{}", all.text());
    let page = desk.post("/desk/confirm", &[("rest", "on"), ("item", ALLOWANCE)]).await;
    assert!(
        page.shows("请先勾选“已经逐项核对”"),
        "what nobody saw goes not at one press: {}",
        page.text()
    );
    // The summary's link reaches the tick, and what is wrong stands beside it.
    assert!(page.told().contains("href=\"#f-sure\""), "{}", page.told());
    assert!(
        page.shows("id=\"f-sure\" type=\"checkbox\"") && page.shows("id=\"f-sure-error\""),
        "{}",
        page.text()
    );
    let rest = [("rest", "on"), ("sure", "on"), ("item", ALLOWANCE)];
    let page = desk.post("/desk/confirm", &rest).await;
    assert!(page.shows("还没有写的 1 处，要先修订写上"), "{}", page.text());
    let page = desk.post("/desk/confirm", &[("rest", "on"), ("sure", "on")]).await;
    assert!(page.shows("处要素；还没有写的 "), "{}", page.text());
    // Those above see it, and confirm nothing in a department's place.
    let mut above = world.browser_of(&centre);
    assert!(!above.get(&here).await.shows("确认勾选的"));
    let page = above.post("/desk/confirm", &[("here", &here), ("one", &keys[4])]).await;
    assert!(page.shows("没有权限"), "{}", page.text());
}
