//! The lists as workbooks: what goes out comes back the same, and what comes in is told cell by cell before anything is
//! written.

use std::time::Instant;

use app::backend::entries::{Entries, EntryFilter, ItemStands};
use app::backend::powers::{PowerFilter, Powers};
use app::backend::standards::{StandardFilter, Standards};
use app::backend::workbooks::{CellProblem, ImportCounts, ImportPart, ImportState, ImportView, Upload, Workbooks};
use rust_xlsxwriter::{Workbook, Worksheet};
use shared::powers::{KeptList, PowerStateKind, PowerStep};

use crate::harness::World;
use crate::harness::people::{Person, conflict, fields, not_found};
use crate::planted::thirty;
use crate::powers::{add, offices, power_row, step};

pub const POWERS: [&str; 9] = [
    "权力编号",
    "权力名称",
    "事项类型",
    "权力层级",
    "主管部门",
    "设定依据",
    "条款",
    "排序号",
    "备注",
];
const ENTRIES: [&str; 8] = [
    "事项编号",
    "事项名称",
    "事项类型",
    "主管部门",
    "权力编号",
    "基本编码",
    "主项编号",
    "排序号",
];
const GOOD: [&str; 9] = [
    "",
    "权力",
    "行政给付",
    "市级",
    "市民政局",
    "中华人民共和国老年人权益保障法",
    "第三十三条",
    "",
    "",
];

pub fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, column, *text).unwrap();
    }
}

/// One sheet: its head, then rows.
pub fn book(name: &str, head: &[&str], rows: &[Vec<&str>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name).unwrap();
    texts(sheet, 0, head);
    for (row, cells) in (1u32..).zip(rows) {
        texts(sheet, row, cells);
    }
    book.save_to_buffer().unwrap()
}

pub fn row<'a>(changes: &[(usize, &'a str)]) -> Vec<&'a str> {
    let mut row: Vec<&str> = GOOD.to_vec();
    for (at, text) in changes {
        row[*at] = text;
    }
    row
}

pub async fn bring(world: &World, who: &Person, list: KeptList, content: Vec<u8>, whole: bool) -> ImportView {
    let upload = Upload {
        file_name: "清单.xlsx".into(),
        content,
        whole,
    };
    let id = world.services.upload_list(&who.session, list, upload).await.unwrap();
    world.services.run_imports().await.unwrap();
    seen(world, who, list, &id, None).await
}

pub async fn seen(world: &World, who: &Person, list: KeptList, id: &str, part: Option<ImportPart>) -> ImportView {
    world.services.import(&who.session, list, id, part, 1).await.unwrap()
}

pub async fn apply(world: &World, who: &Person, list: KeptList, id: &str) -> ImportView {
    world.services.apply_import(&who.session, list, id).await.unwrap();
    world.services.run_imports().await.unwrap();
    seen(world, who, list, id, None).await
}

fn counts(added: u32, changed: u32, removed: u32, unchanged: u32) -> ImportCounts {
    ImportCounts {
        added,
        changed,
        removed,
        unchanged,
        problems: 0,
    }
}

/// How long pages of the list take, wherever in it and however narrowed.
async fn pages(world: &World, who: &Person) -> (std::time::Duration, usize) {
    let mut taken = Vec::new();
    for page in (1..=100).step_by(5) {
        for text in [None, Some("99 项".to_owned())] {
            let state = text.as_ref().map(|_| PowerStateKind::Approved);
            let filter = PowerFilter {
                text,
                state,
                page,
                ..PowerFilter::default()
            };
            let begun = Instant::now();
            world.services.powers(&who.session, &filter).await.unwrap();
            taken.push(begun.elapsed());
        }
    }
    taken.sort_unstable();
    (taken[taken.len() * 95 / 100], taken.len())
}

/// 「权责清单」12C 没有填写设定依据
fn told(problems: &[CellProblem]) -> Vec<(String, u32, String)> {
    problems
        .iter()
        .map(|one| (one.place.sheet.clone(), one.place.row, one.place.column.clone()))
        .collect()
}

stories! {
    in_jinjiang;

    async fn thirty_planted_errors_are_reported_thirty_for_thirty_and_nothing_is_applied(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        add(&world, office, &power_row("高龄津贴审核", "市级")).await;
        let gone = add(&world, office, &power_row("已废止的权力", "市级")).await;
        step(&world, office, &gone, PowerStep::Withdraw, "依据已废止").await.unwrap();
        let reviewed = add(&world, office, &power_row("镇级权力", "镇（街道）级")).await;
        step(&world, office, &reviewed, PowerStep::Send, "").await.unwrap();
        let (content, planted) = thirty();
        assert_eq!(planted.len(), 30);
        let before = world.count("SELECT COUNT(*) FROM list_event").await;
        let view = bring(&world, office, KeptList::Powers, content, true).await;
        assert_eq!(view.state, ImportState::Wrong);
        let found = told(&view.problems);
        let missed: Vec<_> = planted.iter().filter(|one| !found.contains(one)).collect();
        let invented: Vec<_> = view.problems.iter().zip(&found).filter(|(_, one)| !planted.contains(one)).collect();
        assert!(missed.is_empty() && invented.is_empty(), "missed {missed:?}\ninvented {invented:#?}");
        assert_eq!((found.len(), view.counts.problems), (30, 30));
        assert!(view.problems.iter().all(|one| !one.message.is_empty() && !one.fix.is_empty()));
        // Thirty kinds: no two say the same.
        let mut words: Vec<&str> = view.problems.iter().map(|one| one.message.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 30, "{words:#?}");
        let refused = world.services.apply_import(&office.session, KeptList::Powers, &view.id).await;
        assert!(conflict(refused).contains("有错误"));
        world.services.run_imports().await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM power").await, 3);
        assert_eq!(world.count("SELECT COUNT(*) FROM list_event").await, before);
        // The workbook itself is not kept.
        assert_eq!(world.count("SELECT COUNT(*) FROM list_import WHERE content IS NOT NULL").await, 0);
    }

    async fn a_list_goes_out_is_changed_and_comes_back_as_a_whole(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        for name in ["甲", "乙", "丙"] {
            add(&world, office, &power_row(name, "市级")).await;
        }
        let out = world.services.export(&office.session, KeptList::Powers).await.unwrap();
        assert_eq!(out.name, "权责清单 2026-11-23.xlsx");
        let same = bring(&world, office, KeptList::Powers, out.content, true).await;
        assert_eq!((same.state, same.counts), (ImportState::Ready, counts(0, 0, 0, 3)));
        let changed = ["P-000001", "甲", "05", "市", "民政", "中华人民共和国老年人权益保障法", "第三十四条", "１", "清理后保留"];
        let town = row(&[(1, "镇级权力"), (3, "镇级")]);
        let content = book("权责清单", &POWERS, &[changed.to_vec(), row(&[(0, "P-000002"), (1, "乙")]), town]);
        let view = bring(&world, office, KeptList::Powers, content, true).await;
        assert_eq!((view.state, view.counts), (ImportState::Ready, counts(1, 1, 1, 1)));
        let view = seen(&world, office, KeptList::Powers, &view.id, Some(ImportPart::Changed)).await;
        let words: Vec<String> = view.rows[0].changes.iter().map(|one| format!("{} {} {}", one.label, one.was, one.became)).collect();
        assert_eq!(words, ["条款 第三十三条 第三十四条", "排序号  1", "备注  清理后保留"]);
        assert_eq!(world.count("SELECT COUNT(*) FROM power").await, 3);
        let done = apply(&world, office, KeptList::Powers, &view.id).await;
        assert_eq!(done.state, ImportState::Applied);
        let all = world.services.powers(&office.session, &PowerFilter::default()).await.unwrap();
        let stands: Vec<(&str, PowerStateKind)> =
            all.rows.iter().map(|row| (row.power.id.as_str(), row.power.state.kind())).collect();
        use PowerStateKind::{Approved, Draft, Withdrawn};
        assert_eq!(stands, [("P-000001", Approved), ("P-000002", Approved), ("P-000003", Withdrawn), ("P-000004", Draft)]);
        let gone = world.services.power(&office.session, &"P-000003".parse().unwrap()).await.unwrap();
        assert!(gone.power.state.reason().unwrap().contains("清单.xlsx"));
        let view = world.services.power(&office.session, &"P-000001".parse().unwrap()).await.unwrap();
        assert_eq!((view.events[0].words.as_str(), view.events[0].changes.len(), view.revision), ("用表格导入", 3, 2));
        // Applied once is applied.
        let twice = world.services.apply_import(&office.session, KeptList::Powers, &done.id).await;
        assert!(conflict(twice).contains("已导入"));
    }

    async fn a_preview_holds_for_the_list_it_was_made_against(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let content = book("权责清单", &POWERS, &[row(&[(1, "甲")])]);
        let view = bring(&world, office, KeptList::Powers, content, false).await;
        assert_eq!(view.counts, counts(1, 0, 0, 0));
        add(&world, office, &power_row("乙", "市级")).await;
        let late = apply(&world, office, KeptList::Powers, &view.id).await;
        assert_eq!(late.state, ImportState::Stale);
        assert_eq!(world.count("SELECT COUNT(*) FROM power").await, 1);
        // What is not listed stays, unless the list is said to be whole; of nothing no list is whole.
        let content = book("权责清单", &POWERS, &[row(&[(1, "甲")])]);
        let view = bring(&world, office, KeptList::Powers, content, false).await;
        assert_eq!(view.counts, counts(1, 0, 0, 0));
        let view = bring(&world, office, KeptList::Powers, book("权责清单", &POWERS, &[]), true).await;
        assert!(view.problems[0].message.contains("没有一行内容"));
        let twin = book("权责清单", &POWERS, &[row(&[(1, "乙")])]);
        let view = bring(&world, office, KeptList::Powers, twin, false).await;
        assert!(view.problems[0].message.contains("P-000001") && view.problems[0].place.column == "B");
    }

    async fn entries_come_in_with_their_items_in_the_making(world: World) {
        let offices = offices(&world).await;
        let (office, reform) = (&offices.establishment, &offices.reform);
        let power = add(&world, office, &power_row("护理补贴审核", "市级")).await;
        let power = power.as_str();
        let new = |id, name, code, parent| {
            vec![id, name, "行政给付", "市民政局", power, code, parent, ""]
        };
        let content = book(
            "事项目录",
            &ENTRIES,
            &[
                new("JJ-MZ-90", "主项甲", "350520101000", ""),
                new("JJ-MZ-91", "子项一", "350520101001", "JJ-MZ-90"),
                new("JJ-MZ-92", "子项二", "", "JJ-MZ-90"),
            ],
        );
        let view = bring(&world, reform, KeptList::Entries, content, false).await;
        assert_eq!((view.state, view.counts), (ImportState::Ready, counts(3, 0, 0, 0)), "{:?}", view.problems);
        assert_eq!(apply(&world, reform, KeptList::Entries, &view.id).await.state, ImportState::Applied);
        let filter = EntryFilter { text: Some("jj-mz-9".into()), ..EntryFilter::default() };
        let list = world.services.entries(&reform.session, &filter).await.unwrap();
        assert_eq!(list.total, 3);
        assert!(list.rows.iter().all(|row| row.item == ItemStands::Unwritten));
        let text = StandardFilter { text: Some("JJ-MZ-91".into()), ..StandardFilter::default() };
        assert_eq!(world.services.standards(&offices.editor.session, &text).await.unwrap().total, 1);
        // Out and in again: what came with the package, without a power, is as good as unchanged.
        let out = world.services.export(&reform.session, KeptList::Entries).await.unwrap();
        let same = bring(&world, reform, KeptList::Entries, out.content, true).await;
        assert_eq!((same.state, same.counts), (ImportState::Ready, counts(0, 0, 0, 70)), "{:?}", same.problems);
        // Each among its neighbours, as they will stand.
        let wrong = book(
            "事项目录",
            &ENTRIES,
            &[
                new("JJ-MZ-93", "没有这个主项", "", "JJ-MZ-99"),
                new("JJ-MZ-94", "第三级", "", "JJ-MZ-91"),
                new("JJ-MZ-95", "编码已用", "350520101000", ""),
                new("JJ-MZ-96", "编码与类型不符", "350120101000", ""),
                vec!["JJ-MZ-97", "类型与权力不符", "行政确认", "市民政局", power, "", "", ""],
                vec!["JJ-MZ-98", "没有权力", "行政给付", "市民政局", "", "", "", ""],
                vec!["JJ-MZ-99x", "编号不对", "行政给付", "市民政局", power, "", "", ""],
            ],
        );
        let view = bring(&world, reform, KeptList::Entries, wrong, false).await;
        let found: Vec<String> = told(&view.problems).into_iter().map(|(_, row, column)| format!("{column}{row}")).collect();
        assert_eq!(found, ["G2", "G3", "F4", "F5", "C6", "E7", "A8"], "{:#?}", view.problems);
        // A complete list without a main item whose sub-item stays.
        let whole = book("事项目录", &ENTRIES, &[new("JJ-MZ-91", "子项一", "350520101001", "JJ-MZ-90")]);
        let view = bring(&world, reform, KeptList::Entries, whole, true).await;
        assert_eq!(told(&view.problems), [("事项目录".to_owned(), 2, "G".to_owned())]);
    }

    async fn only_its_office_brings_a_list_in_and_only_a_workbook(world: World) {
        let offices = offices(&world).await;
        let services = &world.services;
        let upload = |content: &[u8]| Upload { file_name: "x.xlsx".into(), content: content.to_vec(), whole: false };
        let refused = services.upload_list(&offices.reform.session, KeptList::Powers, upload(b"")).await;
        assert!(refused.unwrap_err().message().contains("维护权责清单"));
        for (content, words) in [(&b""[..], "还没有选择文件"), (b"\xD0\xCF\x11\xE0", ".xls"), (b"<html>", "不是 .xlsx")] {
            let error = services.upload_list(&offices.establishment.session, KeptList::Powers, upload(content)).await.unwrap_err();
            assert_eq!(fields(&error), ["file"]);
            assert!(error.message().contains(words), "{error:?}");
        }
        // One that begins like a workbook and cannot be unpacked.
        let template = services.template(&offices.establishment.session, KeptList::Powers).await.unwrap();
        let mut broken = template.content.clone();
        for byte in broken.iter_mut().skip(60).take(400) {
            *byte ^= 0x55;
        }
        let error = services.upload_list(&offices.establishment.session, KeptList::Powers, upload(&broken)).await.unwrap_err();
        assert!(error.message().contains("打不开"), "{error:?}");
        // The empty template is nothing to decide on.
        let view = bring(&world, &offices.establishment, KeptList::Powers, template.content, false).await;
        assert_eq!((view.state, view.counts.problems), (ImportState::Wrong, 1), "{:?}", view.problems);
        assert!(view.problems[0].message.contains("没有一行内容"), "{:?}", view.problems);
        assert!(not_found(services.import(&offices.reform.session, KeptList::Entries, &view.id, None, 1).await));
        world.clock.advance(std::time::Duration::from_secs(8 * 24 * 3600));
        server::store::sweep::sweep(world.store(), services.clock.now()).await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM list_import").await, 0);
        assert_eq!(world.count("SELECT COUNT(*) FROM list_import_row").await, 0);
    }

    async fn five_thousand_rows_are_read_previewed_and_applied(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let names: Vec<String> = (0..5000).map(|number| format!("第 {number} 项权力")).collect();
        let rows: Vec<Vec<&str>> = names.iter().map(|name| row(&[(1, name)])).collect();
        let content = book("权责清单", &POWERS, &rows);
        let begun = Instant::now();
        let view = bring(&world, office, KeptList::Powers, content, false).await;
        let previewed = begun.elapsed();
        assert_eq!((view.state, view.counts), (ImportState::Ready, counts(5000, 0, 0, 0)));
        assert_eq!((view.rows_done, view.rows_total, view.pages), (5000, 5000, 50));
        let applied = apply(&world, office, KeptList::Powers, &view.id).await;
        let all = begun.elapsed();
        assert_eq!(applied.state, ImportState::Applied);
        assert_eq!(world.count("SELECT COUNT(*) FROM power WHERE state = 'approved'").await, 5000);
        let (p95, counted) = pages(&world, office).await;
        let begun = Instant::now();
        let out = world.services.export(&office.session, KeptList::Powers).await.unwrap();
        let exported = begun.elapsed();
        let again = bring(&world, office, KeptList::Powers, out.content, true).await;
        assert_eq!(again.counts, counts(0, 0, 0, 5000));
        println!("5000 rows: previewed in {previewed:?}, applied after {all:?} in all, exported in {exported:?}; {counted} pages, p95 {p95:?}");
    }
}
