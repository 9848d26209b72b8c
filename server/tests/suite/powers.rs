//! The list of powers and the catalogue derived from it: each office its own part, nothing unreviewed for a town.

use std::time::Duration;

use app::backend::entries::{Entries, EntryFilter, ItemStands, Source};
use app::backend::powers::{PowerFilter, PowerView, Powers, Written};
use app::backend::standards::{Passing, StandardFilter, Standards};
use app::backend::{Catalogue, ServiceError};
use shared::access::Role;
use shared::catalogue::ItemId;
use shared::powers::{PowerId, PowerStateKind, PowerStep, Typed};
use shared::standard::Step;

use crate::harness::World;
use crate::harness::people::{CITY, Person, conflict, fields, not_found};

pub struct Offices {
    pub establishment: Person,
    pub justice: Person,
    pub reform: Person,
    pub editor: Person,
    pub head: Person,
    pub centre: Person,
}

pub async fn offices(world: &World) -> Offices {
    let ours = Some("civil-affairs");
    Offices {
        establishment: world.staff("establishment", Role::Establishment, CITY, None).await,
        justice: world.staff("justice", Role::Justice, CITY, None).await,
        reform: world.staff("reform", Role::ApprovalReform, CITY, None).await,
        editor: world.staff("mz.items", Role::ItemEditor, CITY, ours).await,
        head: world.staff("mz.head", Role::DepartmentHead, CITY, ours).await,
        centre: world.staff("centre", Role::ServiceCentre, CITY, None).await,
    }
}

pub fn power_row(name: &str, level: &str) -> Typed {
    Typed::from_iter([
        ("name", name),
        ("type_code", "行政给付"),
        ("level", level),
        ("department", "市民政局"),
        ("law", "中华人民共和国老年人权益保障法"),
        ("article", "第三十三条"),
    ])
}

pub fn entry_row(id: &str, power: &str) -> Typed {
    Typed::from_iter([
        ("id", id),
        ("name", "护理补贴审核"),
        ("type_code", "行政给付"),
        ("department", "市民政局"),
        ("power", power),
    ])
}

/// The row as it stands, with some of it changed.
fn changed(view: &PowerView, changes: &[(&str, &str)]) -> Typed {
    let names = shared::powers::Power::COLUMNS.iter().map(|column| column.name);
    let mut typed: Typed = names.zip(view.cells.iter().cloned()).collect();
    for (name, text) in changes {
        typed.set(*name, *text);
    }
    typed
}

pub async fn add(world: &World, who: &Person, row: &Typed) -> PowerId {
    match world.services.save_power(&who.session, None, 0, row).await.unwrap() {
        Written::Saved { id, .. } => id,
        clash => panic!("{clash:?}"),
    }
}

async fn seen(world: &World, who: &Person, id: &PowerId) -> PowerView {
    world.services.power(&who.session, id).await.unwrap()
}

pub async fn step(world: &World, who: &Person, id: &PowerId, step: PowerStep, why: &str) -> Result<(), ServiceError> {
    let revision = seen(world, who, id).await.revision;
    world.services.step_power(&who.session, id, revision, step, why).await
}

async fn list_entry(world: &World, who: &Person, row: &Typed) -> Result<ItemId, ServiceError> {
    match world.services.save_entry(&who.session, 0, row).await? {
        Written::Saved { id, .. } => Ok(id),
        clash => panic!("{clash:?}"),
    }
}

fn item(id: &str) -> ItemId {
    id.parse().unwrap()
}

stories! {
    in_jinjiang;

    async fn a_town_power_is_reviewed_returned_corrected_and_in_force(world: World) {
        let offices = offices(&world).await;
        let (office, justice) = (&offices.establishment, &offices.justice);
        let city = add(&world, office, &power_row("高龄津贴审核", "市级")).await;
        assert_eq!(city.as_str(), "P-000001");
        assert_eq!(seen(&world, justice, &city).await.power.state.kind(), PowerStateKind::Approved);
        let town = add(&world, office, &power_row("护理补贴审核", "镇（街道）级")).await;
        step(&world, office, &town, PowerStep::Send, "").await.unwrap();
        let late = seen(&world, office, &town).await;
        assert!(!late.may_edit && late.fixed.as_deref().unwrap().contains("先撤回"));
        let typed = changed(&late, &[("article", "第三十四条")]);
        conflict(world.services.save_power(&office.session, Some(&town), late.revision, &typed).await);
        let silent = step(&world, justice, &town, PowerStep::Return, " ").await.unwrap_err();
        assert_eq!(fields(&silent), ["reason"]);
        let own = step(&world, office, &town, PowerStep::Approve, "").await.unwrap_err();
        assert!(matches!(own, ServiceError::Refused { .. }) && own.fix().contains("司法局"));
        step(&world, justice, &town, PowerStep::Return, "条款没有授权镇级").await.unwrap();
        let returned = seen(&world, office, &town).await;
        assert_eq!(returned.power.state.reason(), Some("条款没有授权镇级"));
        let typed = changed(&returned, &[("article", "第三十四条")]);
        world.services.save_power(&office.session, Some(&town), returned.revision, &typed).await.unwrap();
        step(&world, office, &town, PowerStep::Send, "").await.unwrap();
        step(&world, justice, &town, PowerStep::Approve, "").await.unwrap();
        let view = seen(&world, office, &town).await;
        assert_eq!(view.power.state.kind(), PowerStateKind::Approved);
        let words: Vec<&str> = view.events.iter().map(|event| event.words.as_str()).collect();
        let expected = ["审查通过", "送司法局审查", "修改", "退回修改", "送司法局审查", "列入清单"];
        assert_eq!(words, expected);
        let edit = &view.events[2].changes[0];
        assert_eq!((edit.label.as_str(), edit.was.as_str(), edit.became.as_str()), ("条款", "第三十三条", "第三十四条"));
        // What was approved holds only for what was seen.
        let typed = changed(&view, &[("law", "另一部法律")]);
        world.services.save_power(&office.session, Some(&town), view.revision, &typed).await.unwrap();
        assert_eq!(seen(&world, office, &town).await.power.state.kind(), PowerStateKind::Draft);
    }

    async fn numbers_are_given_once_and_every_problem_is_at_its_column(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let first = add(&world, office, &power_row("甲", "市级")).await;
        step(&world, office, &first, PowerStep::Withdraw, "依据已废止").await.unwrap();
        assert_eq!(add(&world, office, &power_row("乙", "市级")).await.as_str(), "P-000002");
        let mut wrong = power_row("丙", "省级");
        wrong.set("law", " ");
        let refused = world.services.save_power(&office.session, None, 0, &wrong).await.unwrap_err();
        assert_eq!(fields(&refused), ["level", "law"]);
        let twice = world.services.save_power(&office.session, None, 0, &power_row("乙", "市级")).await.unwrap_err();
        assert!(twice.message().contains("P-000002"));
        // A withdrawn one's name is free again.
        assert_eq!(add(&world, office, &power_row("甲", "市级")).await.as_str(), "P-000003");
    }

    async fn two_people_at_one_power_lose_nothing(world: World) {
        let offices = offices(&world).await;
        let office = &offices.establishment;
        let id = add(&world, office, &power_row("高龄津贴审核", "市级")).await;
        let first = seen(&world, office, &id).await;
        let save = async |changes: &[(&str, &str)], revision: u32| {
            let typed = changed(&first, changes);
            world.services.save_power(&office.session, Some(&id), revision, &typed).await.unwrap()
        };
        save(&[("article", "第三十四条")], first.revision).await;
        // The second still has the page of before open, and writes elsewhere.
        let second = save(&[("note", "2026 年清理后保留")], first.revision).await;
        assert_eq!(second, Written::Saved { id: id.clone(), merged: true, changed: true });
        let cells = seen(&world, office, &id).await.cells;
        assert_eq!((cells[5].as_str(), cells[7].as_str()), ("第三十四条", "2026 年清理后保留"));
        // Both at one column: both texts are told, nothing is written, and the second decides.
        let clash = save(&[("article", "第三十五条")], first.revision).await;
        let Written::Clash { revision, problems } = clash else { panic!("{clash:?}") };
        assert_eq!(problems[0].path, "article");
        assert!(problems[0].message.contains("「第三十四条」") && problems[0].message.contains("「第三十五条」"));
        assert_eq!(seen(&world, office, &id).await.cells[5], "第三十四条");
        let decided = save(&[("article", "第三十五条"), ("note", "2026 年清理后保留")], revision).await;
        assert_eq!(decided, Written::Saved { id: id.clone(), merged: false, changed: true });
        assert_eq!(seen(&world, office, &id).await.cells[5], "第三十五条");
        // A decision on what is no longer so is told.
        let old = world.services.step_power(&office.session, &id, first.revision, PowerStep::Withdraw, "废止").await;
        assert!(conflict(old).contains("新的修改"));
    }

    async fn what_a_package_brings_is_in_the_catalogue_without_a_power(world: World) {
        let offices = offices(&world).await;
        let all = world.services.entries(&offices.reform.session, &EntryFilter::default()).await.unwrap();
        assert_eq!((all.total, all.pages, all.rows.len()), (67, 2, 50));
        assert!(all.rows.iter().all(|row| row.item == ItemStands::Published && row.entry.body.power.is_none()));
        let view = world.services.entry(&offices.reform.session, &item("JJ-MZ-04")).await.unwrap();
        assert_eq!((view.blocked, view.cells[0].as_str()), (None, "JJ-MZ-04"));
        let filter = EntryFilter { source: Some(Source::Power), ..EntryFilter::default() };
        assert_eq!(world.services.entries(&offices.reform.session, &filter).await.unwrap().total, 0);
        let filter = EntryFilter { text: Some("jj-mz-04".into()), ..EntryFilter::default() };
        assert_eq!(world.services.entries(&offices.head.session, &filter).await.unwrap().total, 1);
        // Loaded again it adds nothing, and takes nothing back.
        let mut typed = Typed::from_iter([("id", "JJ-MZ-04"), ("name", "高龄津贴"), ("type_code", "05"), ("department", "市民政局")]);
        typed.set("power", add(&world, &offices.establishment, &power_row("高龄津贴审核", "市级")).await.as_str());
        world.services.save_entry(&offices.reform.session, view.revision, &typed).await.unwrap();
        world.force("DELETE FROM package_load").await;
        let services = &world.services;
        let dir = crate::harness::jinjiang();
        server::city::load(world.store(), &dir, services.clock.as_ref(), services.rng.as_ref()).await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM catalogue_entry").await, 67);
        let view = world.services.entry(&offices.reform.session, &item("JJ-MZ-04")).await.unwrap();
        assert_eq!(view.cells[1], "高龄津贴");
    }

    async fn an_entry_derives_from_a_power_and_becomes_an_item_in_the_making(world: World) {
        let offices = offices(&world).await;
        let power = add(&world, &offices.establishment, &power_row("独居老人探视补助审核", "市级")).await;
        let blank = world.services.blank_entry(&offices.reform.session, Some(&power)).await.unwrap();
        assert_eq!((blank.typed.get("id"), blank.typed.get("power")), ("JJ-MZ-10", "P-000001"));
        let id = list_entry(&world, &offices.reform, &blank.typed).await.unwrap();
        let view = world.services.entry(&offices.reform.session, &id).await.unwrap();
        assert_eq!((view.item, view.blocked), (ItemStands::Unwritten, None));
        assert_eq!(seen(&world, &offices.justice, &power).await.entries[0].id, id);
        // Nobody outside sees it.
        assert!(not_found(world.services.guide(id.as_str(), None).await));
        assert!(world.services.guidance(id.as_str(), None, &[]).await.is_err());
        assert!(world.services.published(&id).await.is_err());
        assert_eq!(world.count("SELECT COUNT(*) FROM item WHERE published = 1").await, 67);
        // Its department finds it and writes it.
        let text = StandardFilter { text: Some("探视补助".into()), ..StandardFilter::default() };
        let found = world.services.standards(&offices.editor.session, &text).await.unwrap();
        assert_eq!((found.total, found.rows[0].version, found.rows[0].published), (1, 0, false));
        world.services.begin_standard(&offices.editor.session, &id).await.unwrap();
        let found = world.services.standards(&offices.editor.session, &text).await.unwrap();
        assert_eq!((found.total, found.rows.len()), (1, 1));
        let view = world.services.standard(&offices.editor.session, &id).await.unwrap();
        assert_eq!((view.published, view.published_on, view.versions.len()), (None, None, 0));
        let refused = world.services.step_standard(&offices.editor.session, &id, 1, Step::Send, Passing::default()).await;
        assert!(fields(&refused.unwrap_err()).contains(&"theme"));
    }

    async fn an_entry_must_fit_with_powers_main_items_and_codes(world: World) {
        let offices = offices(&world).await;
        let reform = &offices.reform;
        let power = add(&world, &offices.establishment, &power_row("护理补贴审核", "市级")).await;
        let mut row = entry_row("JJ-MZ-80", power.as_str());
        row.set("basic_code", "350520101000");
        list_entry(&world, reform, &row).await.unwrap();
        let wrong = async |changes: &[(&str, &str)]| {
            let mut row = entry_row("JJ-MZ-81", power.as_str());
            for (name, text) in changes {
                row.set(*name, *text);
            }
            let refused = list_entry(&world, reform, &row).await.unwrap_err();
            fields(&refused).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(wrong(&[("power", "P-000099")]).await, ["power"]);
        assert_eq!(wrong(&[("power", "")]).await, ["power"]);
        assert_eq!(wrong(&[("type_code", "行政确认")]).await, ["type_code"]);
        assert_eq!(wrong(&[("basic_code", "350520101000")]).await, ["basic_code"]);
        assert_eq!(wrong(&[("parent", "JJ-MZ-99")]).await, ["parent"]);
        assert_eq!(wrong(&[("id", "JJ-MZ-80")]).await, ["id"]);
        // A sub-item, its main item, and no third level.
        let mut sub = entry_row("JJ-MZ-81", power.as_str());
        sub.set("parent", "JJ-MZ-80");
        let sub = list_entry(&world, reform, &sub).await.unwrap();
        assert_eq!(wrong(&[("id", "JJ-MZ-82"), ("parent", "JJ-MZ-81")]).await, ["parent"]);
        let main = item("JJ-MZ-80");
        let services = &world.services;
        let refused = services.withdraw_entry(&reform.session, &main, 1, "并入其他事项").await;
        assert!(conflict(refused).contains("子项"));
        services.withdraw_entry(&reform.session, &sub, 1, "并入主项").await.unwrap();
        let view = services.entry(&reform.session, &sub).await.unwrap();
        assert_eq!(view.entry.state.reason(), Some("并入主项"));
        assert!(view.blocked.unwrap().1.contains("重新列入"));
        services.relist_entry(&reform.session, &sub, 2).await.unwrap();
        conflict(services.relist_entry(&reform.session, &sub, 3).await);
    }

    async fn nothing_unreviewed_is_published_for_a_town(world: World) {
        let offices = offices(&world).await;
        let (services, editor) = (&world.services, &offices.editor);
        let power = add(&world, &offices.establishment, &power_row("高龄津贴审核", "镇（街道）级")).await;
        let id = item("JJ-MZ-04");
        let mut row = entry_row("JJ-MZ-04", power.as_str());
        row.set("name", "高龄津贴申领");
        services.save_entry(&offices.reform.session, 1, &row).await.unwrap();
        crate::standards::edited(&world, editor).await;
        let revision = async || services.standard(&editor.session, &id).await.unwrap().draft.unwrap().revision;
        let go = async |who: &Person, step: Step, day: Option<&str>| {
            world.clock.advance(Duration::from_secs(60));
            let day = day.map(|day| day.parse().unwrap());
            services.step_standard(&who.session, &id, revision().await, step, Passing { day, ..Passing::default() }).await
        };
        let told = conflict(go(editor, Step::Send, None).await);
        assert!(told.contains("P-000001") && told.contains("待送审"), "{told}");
        step(&world, &offices.establishment, &power, PowerStep::Send, "").await.unwrap();
        assert!(conflict(go(editor, Step::Send, None).await).contains("还在司法局审查"));
        step(&world, &offices.justice, &power, PowerStep::Approve, "").await.unwrap();
        go(editor, Step::Send, None).await.unwrap();
        go(&offices.head, Step::Pass, None).await.unwrap();
        let tomorrow = services.today().tomorrow().unwrap().to_string();
        go(&offices.centre, Step::Pass, Some(&tomorrow)).await.unwrap();
        // What changes before the day holds it back, and nothing else with it.
        services.begin_standard(&editor.session, &item("JJ-MZ-01")).await.unwrap();
        world.force("UPDATE standard_draft SET stage = 'scheduled', publish_on = '2026-11-24' WHERE item = 'JJ-MZ-01'").await;
        step(&world, &offices.establishment, &power, PowerStep::Withdraw, "依据已废止").await.unwrap();
        world.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(services.publish_due().await.unwrap(), 1);
        for _ in 0..2 {
            assert_eq!(services.publish_due().await.unwrap(), 0);
        }
        let view = services.standard(&editor.session, &id).await.unwrap();
        assert_eq!((view.item.version, view.events[0].words.as_str()), (1, "暂缓公布"));
        assert!(view.events[0].detail.as_deref().unwrap().contains("已取消"));
        assert_eq!(view.events.iter().filter(|event| event.words == "暂缓公布").count(), 1);
        assert_eq!(services.standard(&editor.session, &item("JJ-MZ-01")).await.unwrap().item.version, 2);
    }

    async fn each_sees_their_own_part_of_the_lists(world: World) {
        let offices = offices(&world).await;
        let ours = add(&world, &offices.establishment, &power_row("高龄津贴审核", "市级")).await;
        let mut row = power_row("居住证签发", "市级");
        row.set("department", "市公安局");
        let theirs = add(&world, &offices.establishment, &row).await;
        let services = &world.services;
        let list = services.powers(&offices.head.session, &PowerFilter::default()).await.unwrap();
        assert_eq!(list.rows.iter().map(|row| row.power.id.clone()).collect::<Vec<_>>(), [ours]);
        assert!(not_found(services.power(&offices.head.session, &theirs).await));
        assert!(not_found(services.entry(&offices.head.session, &item("JJ-GA-01")).await));
        let filter = PowerFilter { text: Some("居住证".into()), state: Some(PowerStateKind::Approved), ..PowerFilter::default() };
        let list = services.powers(&offices.justice.session, &filter).await.unwrap();
        assert_eq!((list.total, list.states[2], list.may_edit), (1, (PowerStateKind::Approved, 2), false));
    }
}
