//! The list of powers and the catalogue's entries by plain forms.

use app::backend::entries::Entries;
use shared::powers::PowerStep;

use crate::harness::World;
use crate::powers::{add, offices, power_row, step};

const ROW: [(&str, &str); 7] = [
    ("name", "高龄津贴审核"),
    ("type_code", "行政给付"),
    ("level", "镇（街道）级"),
    ("department", "市民政局"),
    ("law", "中华人民共和国老年人权益保障法"),
    ("article", "第三十三条"),
    ("rank", ""),
];

fn row<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut row: Vec<(&str, &str)> = ROW.to_vec();
    for (name, text) in changes {
        row.retain(|(known, _)| known != name);
        row.push((name, text));
    }
    row
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_power_is_written_reviewed_and_derived_from_without_script() {
    let world = World::in_jinjiang().await;
    let offices = offices(&world).await;
    let mut office = world.browser_of(&offices.establishment);
    let page = office.get("/desk/powers").await;
    assert!(page.shows("清单里还没有权力") && page.shows("/desk/powers/new"));
    // What is wrong stands at its field, with what was typed.
    let page = office
        .post("/desk/powers/new", &row(&[("law", ""), ("rank", "第三")]))
        .await;
    assert_eq!(page.at, "/desk/powers/new");
    assert!(
        page.shows("href=\"#f-law\"") && page.shows("href=\"#f-rank\""),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"第三\"") && page.shows("高龄津贴审核"));
    let page = office.post("/desk/powers/new", &row(&[])).await;
    assert_eq!(page.at, "/desk/powers/P-000001");
    assert!(
        page.shows("已列入权责清单") && page.shows("送司法局审查"),
        "{}",
        page.text()
    );
    let page = office
        .post("/desk/powers/P-000001/step", &[("step", "send"), ("revision", "1")])
        .await;
    assert!(page.shows("司法局审查中") && page.shows("先撤回"), "{}", page.text());

    let mut justice = world.browser_of(&offices.justice);
    let page = justice.get("/desk/powers?state=in_review").await;
    assert!(page.shows("共 1 项") && page.shows("高龄津贴审核") && !page.shows("href=\"/desk/powers/new\""));
    let back = [("step", "return"), ("revision", "2"), ("return-reason", " ")];
    let page = justice.post("/desk/powers/P-000001/step", &back).await;
    assert!(
        page.shows("href=\"#f-return-reason\"") && page.shows("退回要写明原因"),
        "{}",
        page.text()
    );
    let page = justice
        .post("/desk/powers/P-000001/step", &[("step", "approve"), ("revision", "2")])
        .await;
    assert!(page.shows("审查通过") && page.shows("有效"), "{}", page.text());
    // Pressed twice.
    let page = justice
        .post("/desk/powers/P-000001/step", &[("step", "approve"), ("revision", "2")])
        .await;
    assert!(page.shows("不能审查通过"), "{}", page.text());

    let mut reform = world.browser_of(&offices.reform);
    let page = reform.get("/desk/powers/P-000001").await;
    assert!(page.shows("/desk/entries/new?power=P-000001") && !page.shows("修改内容"));
    let page = reform.get("/desk/entries/new?power=P-000001").await;
    assert!(
        page.shows("value=\"JJ-MZ-10\"") && page.shows("value=\"P-000001\""),
        "{}",
        page.text()
    );
    let entry = [
        ("id", "JJ-MZ-10"),
        ("name", "高龄津贴审核"),
        ("type_code", "行政给付"),
        ("department", "市民政局"),
        ("power", "P-000001"),
    ];
    let page = reform.post("/desk/entries/new", &entry).await;
    assert_eq!(page.at, "/desk/entries/JJ-MZ-10");
    assert!(
        page.shows("标准待编写") && page.shows("P-000001 高龄津贴审核"),
        "{}",
        page.text()
    );
    let page = reform
        .post(
            "/desk/entries/JJ-MZ-10/withdraw",
            &[("step", "withdraw"), ("revision", "1")],
        )
        .await;
    assert!(page.shows("请写明为什么取消"), "{}", page.text());
    let page = reform.get("/desk/entries?text=jj-mz-10").await;
    assert!(page.shows("共 1 个事项") && page.shows("待赋码"), "{}", page.text());
    // Nobody outside sees an item in the making.
    let mut visitor = world.browser();
    assert_eq!(visitor.get("/items/JJ-MZ-10").await.status(), 404);
    assert_eq!(visitor.get("/desk/powers").await.status(), 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_saver_sees_both_texts_and_decides() {
    let world = World::in_jinjiang().await;
    let offices = offices(&world).await;
    let id = add(
        &world,
        &offices.establishment,
        &power_row("高龄津贴审核", "镇（街道）级"),
    )
    .await;
    let save = format!("/desk/powers/{id}/save");
    let (mut one, mut two) = (
        world.browser_of(&offices.establishment),
        world.browser_of(&offices.establishment),
    );
    let typed = |changes: &[(&'static str, &'static str)], revision: &'static str| {
        let mut typed = row(changes);
        typed.push(("revision", revision));
        typed
    };
    one.post(&save, &typed(&[("article", "第三十四条")], "1")).await;
    let page = two.post(&save, &typed(&[("article", "第三十五条")], "1")).await;
    assert!(
        page.shows("改成了「第三十四条」，您写的是「第三十五条」"),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"第三十五条\""));
    assert_eq!(page.hidden("revision"), "2");
    let page = two.post(&save, &typed(&[("article", "第三十五条")], "2")).await;
    assert!(
        page.shows("已保存") && page.shows("第三十四条 → 第三十五条"),
        "{}",
        page.text()
    );
    let page = one
        .post(&save, &typed(&[("article", "第三十五条"), ("note", "保留")], "2"))
        .await;
    assert!(page.shows("已保存"), "{}", page.text());
    step(&world, &offices.establishment, &id, PowerStep::Send, "")
        .await
        .unwrap();
    let page = one.post(&save, &typed(&[("article", "第三十六条")], "4")).await;
    assert!(
        page.shows("正在司法局审查") && !page.shows("第三十五条 → 第三十六条"),
        "{}",
        page.text()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_workbook_goes_out_and_comes_in_without_script() {
    let world = World::in_jinjiang().await;
    let offices = offices(&world).await;
    add(&world, &offices.establishment, &power_row("高龄津贴审核", "市级")).await;
    let mut office = world.browser_of(&offices.establishment);
    let page = office.get("/desk/powers/import").await;
    assert!(
        page.shows("/desk/powers/template.xlsx") && page.shows("这是完整清单"),
        "{}",
        page.text()
    );
    let out = office.get("/desk/powers/export.xlsx").await;
    assert_eq!(
        out.answer.header("content-type"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    );
    assert!(
        out.answer
            .header("content-disposition")
            .starts_with("attachment; filename*=UTF-8''%E6%9D%83")
    );
    let template = office.get("/desk/powers/template.xlsx").await;
    assert!(template.answer.body.starts_with(b"PK"));

    // What is no workbook is told at the field; nothing chosen too.
    let page = office.upload("/desk/powers/import", &[], "清单.xlsx", b"<html>").await;
    assert!(
        page.at == "/desk/powers/import" && page.shows("href=\"#f-file\""),
        "{}",
        page.text()
    );
    assert!(page.shows("这不是 .xlsx 表格文件"));
    let page = office.upload("/desk/powers/import", &[], "清单.xlsx", b"").await;
    assert!(page.shows("这个文件是空的"));
    let page = office.upload("/desk/powers/import", &[], "", b"").await;
    assert!(page.shows("还没有选择文件"));

    let mut page = office
        .upload("/desk/powers/import", &[("whole", "on")], "清单.xlsx", &out.answer.body)
        .await;
    assert!(page.at.starts_with("/desk/powers/import/"), "{}", page.at);
    for _ in 0..200 {
        if !page.shows("正在检查") {
            break;
        }
        // Without script the page looks again by itself.
        assert_eq!(page.answer.header("refresh"), "2");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = office.get(&page.at).await;
    }
    assert!(
        page.shows("表格与清单一致") && page.shows("完整清单"),
        "{}",
        page.text()
    );
    assert_eq!(page.answer.header("refresh"), "");
    // Another office has no business here.
    let mut reform = world.browser_of(&offices.reform);
    assert_eq!(reform.get("/desk/powers/import").await.status(), 403);
    assert_eq!(reform.get(&page.at).await.status(), 403);
    assert_eq!(reform.get("/desk/powers/template.xlsx").await.status(), 403);
    assert_eq!(reform.get("/desk/entries/template.xlsx").await.status(), 200);
    assert_eq!(office.get("/desk/powers/import/unknown").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everyone_reads_what_is_in_force_and_what_derives_from_it() {
    let world = World::in_jinjiang().await;
    let offices = offices(&world).await;
    let power = add(&world, &offices.establishment, &power_row("高龄津贴审核", "市级")).await;
    add(
        &world,
        &offices.establishment,
        &power_row("护理补贴审核", "镇（街道）级"),
    )
    .await;
    let mut row = crate::powers::entry_row("JJ-MZ-04", power.as_str());
    row.set("name", "高龄津贴申领");
    world
        .services
        .save_entry(&offices.reform.session, 1, &row)
        .await
        .unwrap();
    let unpublished = crate::powers::entry_row("JJ-MZ-90", power.as_str());
    world
        .services
        .save_entry(&offices.reform.session, 0, &unpublished)
        .await
        .unwrap();
    let mut visitor = world.browser();
    let page = visitor.get("/powers").await;
    assert!(
        page.shows("共 1 项") && page.shows("《中华人民共和国老年人权益保障法》第三十三条"),
        "{}",
        page.text()
    );
    assert!(page.shows("href=\"/items/JJ-MZ-04\"") && !page.shows("JJ-MZ-90") && !page.shows("P-000002"));
    assert!(visitor.get("/powers?level=town").await.shows("没有符合条件的权力"));
    assert!(
        visitor
            .get("/powers?q=老年人&level=city&department=civil-affairs")
            .await
            .shows("共 1 项")
    );
    let json = world.get("/api/v1/powers?department=civil-affairs").send().await.json();
    assert_eq!(
        (&json["total"], &json["items"][0]["id"]),
        (&1.into(), &"P-000001".into())
    );
    assert_eq!(json["items"][0]["items"][0]["id"], "JJ-MZ-04");
    for wrong in ["level=province", "page=0", "department=%20x"] {
        assert_eq!(
            world.get(&format!("/api/v1/powers?{wrong}")).send().await.status,
            400,
            "{wrong}"
        );
    }
    assert_eq!(world.get("/api/v1/powers?page=2").send().await.status, 404);
}
