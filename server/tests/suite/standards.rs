//! Standards: written by one, passed by others, published on their day; nobody's words are lost on the way.

use std::time::Duration;

use app::backend::catalogue::{Catalogue, GuideView};
use app::backend::standards::{Kept, Passing, StandardFilter, StandardView, Standards};
use app::backend::{Cases, ServiceError};
use shared::access::Role;
use shared::catalogue::ItemId;
use shared::standard::{Stage, Step};
use shared::time::Limit;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person, TOWN, conflict, fields, not_found};

struct Offices {
    editor: Person,
    second: Person,
    head: Person,
    centre: Person,
}

async fn offices(world: &World) -> Offices {
    let ours = Some("civil-affairs");
    Offices {
        editor: world.staff("mz.items", Role::ItemEditor, CITY, ours).await,
        second: world.staff("mz.items2", Role::ItemEditor, CITY, ours).await,
        head: world.staff("mz.head", Role::DepartmentHead, CITY, ours).await,
        centre: world.staff("centre", Role::ServiceCentre, CITY, None).await,
    }
}

fn allowance() -> ItemId {
    ALLOWANCE.parse().unwrap()
}

async fn view(world: &World, who: &Person) -> StandardView {
    world.services.standard(&who.session, &allowance()).await.unwrap()
}

async fn revision(world: &World, who: &Person) -> u32 {
    view(world, who).await.draft.unwrap().revision
}

/// The typed group with some of its inputs changed, the rest as they stand.
fn typed(view: &StandardView, group: &str, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let answers = &view.draft.as_ref().unwrap().answers;
    let form = shared::standard::schema(view.item.form.clone(), answers);
    let form = shared::form::FormSchema {
        pages: vec![form.page(group).unwrap().clone()],
        ..form
    };
    let mut pairs = shared::form::to_pairs(&form, answers);
    for (name, value) in change {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

async fn save(world: &World, who: &Person, seen: &StandardView, group: &str, change: &[(&str, &str)]) -> Kept {
    let revision = seen.draft.as_ref().unwrap().revision;
    let pairs = typed(seen, group, change);
    let saved = world
        .services
        .save_standard(&who.session, &allowance(), revision, group, &pairs)
        .await;
    saved.unwrap()
}

/// A draft of the allowance with something changed: what says nothing new is not sent to anyone.
pub async fn edited(world: &World, editor: &Person) {
    world
        .services
        .begin_standard(&editor.session, &allowance())
        .await
        .unwrap();
    let seen = view(world, editor).await;
    save(
        world,
        editor,
        &seen,
        "conditions",
        &[("conditions", "年满 80 周岁\n本市户籍")],
    )
    .await;
}

async fn step(
    world: &World,
    who: &Person,
    step: Step,
    reasons: &str,
    day: Option<&str>,
) -> Result<String, ServiceError> {
    world.clock.advance(Duration::from_secs(60));
    let revision = revision(world, who).await;
    let day = day.map(|day| day.parse().unwrap());
    let services = &world.services;
    services
        .step_standard(
            &who.session,
            &allowance(),
            revision,
            step,
            Passing {
                reasons,
                day,
                ..Passing::default()
            },
        )
        .await
}

async fn guide(world: &World) -> GuideView {
    world.services.guide(ALLOWANCE, Some(TOWN)).await.unwrap()
}

fn today(world: &World) -> String {
    world.services.today().to_string()
}

stories! {
    in_jinjiang;

    async fn a_standard_goes_from_desk_to_desk_and_comes_out_as_a_new_version(world: World) {
        let world = world.in_demo();
        let offices = offices(&world).await;
        let elder = world.elder().await;
        let running = world.case_of(&elder).await.number;
        let before = guide(&world).await;
        world.services.begin_standard(&offices.editor.session, &allowance()).await.unwrap();
        let seen = view(&world, &offices.editor).await;
        let change = [("who_applies", "晋江户籍、年满 80 周岁的老年人")];
        let saved = save(&world, &offices.editor, &seen, "conditions", &change).await;
        assert_eq!(saved, Kept::Saved { revision: 2, merged: false });
        step(&world, &offices.editor, Step::Send, "", None).await.unwrap();
        step(&world, &offices.head, Step::Return, "缺少依据的条款", None).await.unwrap();
        assert_eq!(view(&world, &offices.editor).await.draft.unwrap().returned.as_deref(), Some("缺少依据的条款"));
        step(&world, &offices.editor, Step::Send, "", None).await.unwrap();
        step(&world, &offices.head, Step::Pass, "", None).await.unwrap();
        // Until it is published everyone reads what was published.
        assert_eq!(guide(&world).await.who_applies, before.who_applies);
        step(&world, &offices.centre, Step::Pass, "", Some(&today(&world))).await.unwrap();
        assert_eq!(guide(&world).await.who_applies, change[0].1);
        let seen = view(&world, &offices.head).await;
        assert!(seen.draft.is_none());
        assert_eq!(seen.item.version, 2);
        let words: Vec<&str> = seen.events.iter().map(|event| event.words.as_str()).collect();
        assert_eq!(words, ["公布", "审核通过", "审核通过", "送部门审核", "退回修改", "送部门审核", "开始修订"]);
        let differs = world.services.compare_standard(&offices.head.session, &allowance(), Some((1, 2)), None).await.unwrap();
        let labels: Vec<&str> = differs.changes.iter().map(|change| change.label.as_str()).collect();
        assert_eq!(labels, ["谁可以申请"]);
        assert_eq!(seen.edits.len(), 1);
        assert_eq!((seen.edits[0].by.as_str(), seen.edits[0].change.after.as_deref()), ("林海生", Some(change[0].1)));
        // The running case stays on the version it was handed in under.
        world.services.view(&elder.session, &running).await.unwrap();
        assert_eq!(world.count("SELECT item_version FROM cases").await, 1);
        let next = world.case_of(&world.neighbour().await).await.number;
        assert_ne!(next, running);
        assert_eq!(world.count("SELECT MAX(item_version) FROM cases").await, 2);
        assert_eq!(world.count("SELECT COUNT(*) FROM item_version WHERE item = 'JJ-MZ-04'").await, 2);
    }

    async fn two_editors_of_one_guide_lose_nothing(world: World) {
        let offices = offices(&world).await;
        world.services.begin_standard(&offices.editor.session, &allowance()).await.unwrap();
        let seen = view(&world, &offices.editor).await;
        let first = save(&world, &offices.editor, &seen, "conditions", &[("who_applies", "第一位写的")]).await;
        assert_eq!(first, Kept::Saved { revision: 2, merged: false });
        // The second still has the page of before open, and writes elsewhere.
        let second = save(&world, &offices.second, &seen, "basics", &[("notes", "第二位写的")]).await;
        assert_eq!(second, Kept::Saved { revision: 3, merged: true });
        let answers = view(&world, &offices.editor).await.draft.unwrap().answers;
        assert_eq!(answers.get("who_applies").unwrap(), "第一位写的");
        assert_eq!(answers.get("notes").unwrap(), "第二位写的");
        // Both at one element: both texts are told, and the second decides.
        let clash = save(&world, &offices.second, &seen, "conditions", &[("who_applies", "第二位的说法")]).await;
        let Kept::Clash { revision, clashes } = clash else { panic!("{clash:?}") };
        assert_eq!((clashes[0].mine.as_str(), clashes[0].theirs.as_str()), (Some("第二位的说法"), Some("第一位写的")));
        let mut seen = view(&world, &offices.second).await;
        assert_eq!(seen.draft.as_ref().unwrap().revision, revision);
        seen.draft.as_mut().unwrap().revision = revision;
        let decided = save(&world, &offices.second, &seen, "conditions", &[("who_applies", "两人商定的说法")]).await;
        assert!(matches!(decided, Kept::Saved { merged: false, .. }));
        let answers = view(&world, &offices.editor).await.draft.unwrap().answers;
        assert_eq!(answers.get("who_applies").unwrap(), "两人商定的说法");
    }

    async fn what_is_severe_blocks_and_names_its_field(world: World) {
        let offices = offices(&world).await;
        world.services.begin_standard(&offices.editor.session, &allowance()).await.unwrap();
        let seen = view(&world, &offices.editor).await;
        let change = [("case_type", "instant"), ("promised_unit", "working_days"), ("promised", "15")];
        save(&world, &offices.editor, &seen, "limits", &change).await;
        let refused = step(&world, &offices.editor, Step::Send, "", None).await.unwrap_err();
        assert_eq!(fields(&refused), ["promised_unit"]);
        let found = view(&world, &offices.editor).await;
        assert!(found.findings.iter().any(|finding| finding.severe));
        assert_eq!(found.item.promised_limit.value, Limit::WorkingDays(15));
        // What is no item at all is told at its field too, and stays as typed.
        let seen = view(&world, &offices.editor).await;
        save(&world, &offices.editor, &seen, "basics", &[("name", ""), ("source_code", "12ab")]).await;
        let refused = step(&world, &offices.editor, Step::Send, "", None).await.unwrap_err();
        // All that must be mended at once, as the editor shows it.
        assert_eq!(fields(&refused), ["name", "source_code", "promised_unit"]);
        let answers = view(&world, &offices.editor).await.draft.unwrap().answers;
        assert_eq!(answers.get("source_code").unwrap(), "12ab");
    }

    async fn a_draft_under_review_stands_still_and_each_office_keeps_to_its_step(world: World) {
        let offices = offices(&world).await;
        let editor = &offices.editor;
        world.services.begin_standard(&editor.session, &allowance()).await.unwrap();
        let same = conflict(step(&world, editor, Step::Send, "", None).await.map(drop));
        assert!(same.contains("没有不同"), "{same}");
        edited(&world, editor).await;
        let seen = view(&world, editor).await;
        step(&world, editor, Step::Send, "", None).await.unwrap();
        let pairs = typed(&seen, "basics", &[("notes", "迟到的修改")]);
        let late = world.services.save_standard(&editor.session, &allowance(), 1, "basics", &pairs).await;
        assert!(conflict(late).contains("正在审核"));
        let refused = |result: Result<(), ServiceError>| matches!(result, Err(ServiceError::Refused { .. }));
        assert!(refused(step(&world, editor, Step::Pass, "", None).await.map(drop)));
        assert!(refused(step(&world, &offices.centre, Step::Pass, "", Some(&today(&world))).await.map(drop)));
        let silent = step(&world, &offices.head, Step::Return, "  ", None).await.unwrap_err();
        assert_eq!(fields(&silent), ["reasons"]);
        step(&world, &offices.head, Step::Pass, "", None).await.unwrap();
        conflict(step(&world, editor, Step::Recall, "", None).await);
        for day in [None, Some("2020-01-01"), Some("2999-01-01")] {
            let wrong = step(&world, &offices.centre, Step::Pass, "", day).await.unwrap_err();
            assert_eq!(fields(&wrong), ["day"], "{day:?}");
        }
        // On what another has changed meanwhile nobody decides.
        let item = allowance();
        let old = world.services.step_standard(
            &offices.centre.session, &item, 99, Step::Pass, Passing { day: Some(world.services.today()), ..Passing::default() }
        );
        conflict(old.await);
    }

    async fn a_day_of_publication_is_waited_for(world: World) {
        let offices = offices(&world).await;
        let editor = &offices.editor;
        world.services.begin_standard(&editor.session, &allowance()).await.unwrap();
        let seen = view(&world, editor).await;
        save(&world, editor, &seen, "conditions", &[("who_applies", "明天起的说法")]).await;
        step(&world, editor, Step::Send, "", None).await.unwrap();
        step(&world, &offices.head, Step::Pass, "", None).await.unwrap();
        let tomorrow = world.services.today().tomorrow().unwrap().to_string();
        step(&world, &offices.centre, Step::Pass, "", Some(&tomorrow)).await.unwrap();
        assert_eq!(world.services.publish_due().await.unwrap(), 0);
        assert_ne!(guide(&world).await.who_applies, "明天起的说法");
        world.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(world.services.publish_due().await.unwrap(), 1);
        assert_eq!(guide(&world).await.who_applies, "明天起的说法");
        assert_eq!(world.services.publish_due().await.unwrap(), 0);
    }

    async fn what_head_and_authority_passed_is_confirmed_at_publication(world: World) {
        let offices = offices(&world).await;
        let (editor, services) = (&offices.editor, &world.services);
        let today = today(&world);
        // How deep it goes online is not written: nobody stands by that.
        for (confirm, left) in [(true, 1), (false, 2)] {
            services.begin_standard(&editor.session, &allowance()).await.unwrap();
            let seen = view(&world, editor).await;
            let words = format!("改过的说法 {confirm}\n本市户籍");
            save(&world, editor, &seen, "conditions", &[("conditions", &words)]).await;
            step(&world, editor, Step::Send, "", None).await.unwrap();
            let now = revision(&world, &offices.head).await;
            world.clock.advance(Duration::from_secs(60));
            let head = &offices.head.session;
            services.step_standard(head, &allowance(), now, Step::Pass, Passing { confirm, ..Passing::default() }).await.unwrap();
            let told = view(&world, editor).await.events[0].detail.clone();
            assert_eq!(told.is_some_and(|told| told.contains("一并确认")), confirm);
            let told = step(&world, &offices.centre, Step::Pass, "", Some(&today)).await.unwrap();
            assert!(told.starts_with("已公布"), "{told}");
            assert_eq!(view(&world, &offices.head).await.item.unconfirmed(), left, "{confirm}");
            assert_eq!(guide(&world).await.unconfirmed as usize, left);
        }
    }

    async fn the_department_confirms_and_the_mark_goes_from_the_page(world: World) {
        let offices = offices(&world).await;
        let waiting = view(&world, &offices.head).await.waiting;
        assert!(waiting.len() > 3);
        let one = [waiting[0].mark.clone()];
        // Whoever writes does not vouch for it: the head does.
        let refused = world.services.confirm_standard(&offices.editor.session, &allowance(), &one).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })), "{refused:?}");
        let done = world.services.confirm_standard(&offices.head.session, &allowance(), &one).await;
        assert_eq!(done, Ok(1));
        assert_eq!(view(&world, &offices.head).await.waiting.len(), waiting.len() - 1);
        let rest = world.services.confirm_standard(&offices.head.session, &allowance(), &[]).await.unwrap();
        assert_eq!(rest as usize, waiting.len() - 2);
        let seen = view(&world, &offices.head).await;
        let left: Vec<_> = seen.waiting.iter().map(|one| (one.label.as_str(), one.is_unwritten())).collect();
        assert_eq!(left, [("网上办理深度", true)]);
        let none = world.services.confirm_standard(&offices.head.session, &allowance(), &[seen.waiting[0].mark.clone()]).await;
        assert_eq!(none, Ok(0), "what is not written cannot be stood by");
        assert_eq!((seen.item.version, seen.item.unconfirmed()), (3, 1));
        assert!(seen.events[0].detail.as_deref().unwrap().contains('、'));
        let list = world.services.standards(&offices.head.session, &StandardFilter::default()).await.unwrap();
        let row = list.rows.iter().find(|row| row.item == allowance()).unwrap();
        assert_eq!(row.unconfirmed, 1);
        assert!(list.rows.iter().filter(|row| row.item != allowance()).all(|row| row.unconfirmed > 1));
        assert_eq!(world.services.confirm_standard(&offices.head.session, &allowance(), &[]).await, Ok(0));
    }

    async fn a_withdrawn_item_is_gone_from_the_catalogue_and_its_cases_go_on(world: World) {
        let world = world.in_demo();
        let offices = offices(&world).await;
        let elder = world.elder().await;
        let running = world.case_of(&elder).await.number;
        let silent = world.services.withdraw_standard(&offices.centre.session, &allowance(), " ").await;
        assert_eq!(fields(&silent.unwrap_err()), ["reason"]);
        let done = world.services.withdraw_standard(&offices.centre.session, &allowance(), "依据的文件已废止").await;
        done.unwrap();
        assert!(not_found(world.services.guide(ALLOWANCE, None).await));
        world.services.view(&elder.session, &running).await.unwrap();
        assert_eq!(view(&world, &offices.head).await.withdrawn.as_deref(), Some("依据的文件已废止"));
    }

    async fn a_city_package_no_longer_overwrites_what_the_offices_keep(world: World) {
        let offices = offices(&world).await;
        world.services.confirm_standard(&offices.head.session, &allowance(), &[]).await.unwrap();
        let dir = crate::harness::jinjiang();
        let services = &world.services;
        server::city::load(world.store(), &dir, services.clock.as_ref(), services.rng.as_ref()).await.unwrap();
        let seen = view(&world, &offices.head).await;
        assert_eq!((seen.item.version, seen.waiting.len()), (2, 1));
        assert_eq!(guide(&world).await.place.unwrap().code.as_str(), TOWN);
        assert_eq!(world.count("SELECT COUNT(*) FROM item WHERE published = 1").await, 67);
    }

    async fn another_departments_standards_are_not_there(world: World) {
        let offices = offices(&world).await;
        let other = world.staff("police.items", Role::ItemEditor, CITY, Some("public-security")).await;
        let services = &world.services;
        assert!(not_found(services.standard(&other.session, &allowance()).await));
        assert!(not_found(services.begin_standard(&other.session, &allowance()).await));
        let list = services.standards(&other.session, &StandardFilter::default()).await.unwrap();
        assert!(!list.rows.is_empty() && list.rows.iter().all(|row| row.item.as_str().starts_with("JJ-GA")));
        let all = services.standards(&offices.centre.session, &StandardFilter::default()).await.unwrap();
        assert_eq!((all.total, all.pages, all.rows.len()), (67, 3, 30));
        services.begin_standard(&offices.editor.session, &allowance()).await.unwrap();
        let writing = StandardFilter { stage: Some(Stage::Draft), ..StandardFilter::default() };
        assert_eq!(services.standards(&offices.centre.session, &writing).await.unwrap().total, 1);
        let text = StandardFilter { text: Some("高龄".into()), ..StandardFilter::default() };
        assert_eq!(services.standards(&offices.centre.session, &text).await.unwrap().total, 1);
    }
}
