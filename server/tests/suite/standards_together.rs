//! Several at one standard: two editors, two processes, and what one office holds up for others.

use app::backend::catalogue::Catalogue;
use app::backend::standards::{Kept, Passing, Settled, StandardFilter, StandardView, Standards, WaitingFilter};
use server::services::standards::{list, waiting};
use server::store::Paging;
use shared::access::Role;
use shared::catalogue::ItemId;
use shared::standard::{Stage, Step};

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person, TOWN, conflict};

const OURS: Option<&str> = Some("civil-affairs");

fn allowance() -> ItemId {
    ALLOWANCE.parse().unwrap()
}

async fn editors(world: &World) -> (Person, Person) {
    let first = world.staff("mz.items", Role::ItemEditor, CITY, OURS).await;
    let second = world.staff("mz.items2", Role::ItemEditor, CITY, OURS).await;
    world
        .services
        .begin_standard(&first.session, &allowance())
        .await
        .unwrap();
    (first, second)
}

async fn view(world: &World, who: &Person) -> StandardView {
    world.services.standard(&who.session, &allowance()).await.unwrap()
}

/// A group as a browser sends it: every input of the page, the empty ones too, lines ended as networks end them.
fn sent(view: &StandardView, group: &str, change: &[(&str, &str)]) -> Vec<(String, String)> {
    let answers = &view.draft.as_ref().unwrap().answers;
    let mut form = shared::standard::schema(view.item.form.clone(), answers);
    form.pages.retain(|page| page.id.as_str() == group);
    let mut pairs = shared::form::to_pairs(&form, answers);
    for field in form.fields() {
        let name = field.id.as_str();
        if !pairs.iter().any(|(known, _)| known == name) {
            pairs.push((name.to_owned(), String::new()));
        }
    }
    for (_, text) in &mut pairs {
        *text = text.replace('\n', "\r\n");
    }
    for (name, value) in change {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

async fn save(world: &World, who: &Person, seen: &StandardView, group: &str, change: &[(&str, &str)]) -> Kept {
    let pairs = sent(seen, group, change);
    let revision = seen.draft.as_ref().unwrap().revision;
    let saved = world
        .services
        .save_standard(&who.session, &allowance(), revision, group, &pairs)
        .await;
    saved.unwrap()
}

stories! {
    in_jinjiang;

    async fn inputs_left_empty_are_no_changes(world: World) {
        let (first, second) = editors(&world).await;
        let seen = view(&world, &first).await;
        save(&world, &first, &seen, "basics", &[("firm_theme", "涉农补贴"), ("aliases", "高龄补贴\r\n老人津贴")]).await;
        // The second still has both of these as they were, one of them empty.
        let kept = save(&world, &second, &seen, "basics", &[("notes", "第二位写的")]).await;
        assert!(matches!(kept, Kept::Saved { merged: true, .. }), "{kept:?}");
        let now = view(&world, &second).await;
        let answers = &now.draft.as_ref().unwrap().answers;
        assert_eq!(answers.get("firm_theme").unwrap(), "涉农补贴");
        assert_eq!(answers.get("aliases").unwrap(), "高龄补贴\n老人津贴");
        assert_eq!(answers.get("notes").unwrap(), "第二位写的");
        // Sent once more, the same page changes nothing and is no work of anybody.
        let before = now.draft.as_ref().unwrap().revision;
        save(&world, &second, &now, "basics", &[]).await;
        assert_eq!(view(&world, &second).await.draft.unwrap().revision, before);
    }

    async fn two_who_each_add_an_entry_get_two_entries(world: World) {
        let (first, second) = editors(&world).await;
        let seen = view(&world, &first).await;
        let count = seen.item.materials.len();
        for who in [&first, &second] {
            let kept = save(&world, who, &seen, "materials", &[("add", "materials")]).await;
            assert!(matches!(kept, Kept::Saved { .. }), "{kept:?}");
        }
        let answers = view(&world, &first).await.draft.unwrap().answers;
        assert_eq!(answers.get("materials").unwrap().as_array().unwrap().len(), count + 2);
    }

    async fn both_texts_wait_until_the_second_has_decided(world: World) {
        let (first, second) = editors(&world).await;
        let seen = view(&world, &first).await;
        let name = "materials[0].note";
        save(&world, &first, &seen, "materials", &[(name, "第一位写的")]).await;
        let kept = save(&world, &second, &seen, "materials", &[(name, "第二位写的")]).await;
        assert!(matches!(kept, Kept::Clash { .. }), "{kept:?}");
        assert!(view(&world, &first).await.clashes.is_empty());
        let clashes = view(&world, &second).await.clashes;
        assert_eq!((clashes.len(), clashes[0].by.as_str()), (1, "林海生"));
        // Meanwhile the entry is moved to the end; the decision still finds it.
        let now = view(&world, &first).await;
        let last = now.item.materials.len() - 1;
        for at in 0..last {
            let now = view(&world, &first).await;
            let kept = save(&world, &first, &now, "materials", &[("down", &format!("materials[{at}]"))]).await;
            assert!(matches!(kept, Kept::Saved { .. }), "{kept:?}");
        }
        let services = &world.services;
        let decided = [(clashes[0].id.clone(), Settled::Written("两人商定的".into()))];
        // Only the one who wrote it decides.
        assert_eq!(services.settle_standard(&first.session, &allowance(), &decided).await, Ok(0));
        assert_eq!(services.settle_standard(&second.session, &allowance(), &decided).await, Ok(1));
        let now = view(&world, &second).await;
        assert!(now.clashes.is_empty());
        let moved = format!("materials[{last}].note");
        assert_eq!(now.draft.unwrap().answers.get(&moved).unwrap(), "两人商定的");
        let edits = world.services.standard_history(&first.session, &allowance(), 1).await.unwrap();
        assert!(edits.edits.iter().any(|edit| edit.change.after.as_deref() == Some("两人商定的")));
    }

    async fn a_page_of_a_draft_given_up_meanwhile_overwrites_nothing(world: World) {
        let (first, second) = editors(&world).await;
        let seen = view(&world, &second).await;
        for text in ["一", "二", "三"] {
            let now = view(&world, &first).await;
            save(&world, &first, &now, "basics", &[("notes", text)]).await;
        }
        let old = view(&world, &second).await;
        let revision = old.draft.as_ref().unwrap().revision;
        let services = &world.services;
        services.step_standard(&first.session, &allowance(), revision, Step::Discard, Passing::default()).await.unwrap();
        services.begin_standard(&first.session, &allowance()).await.unwrap();
        let pairs = sent(&seen, "basics", &[("notes", "来自旧页面")]);
        let late = services.save_standard(&second.session, &allowance(), revision, "basics", &pairs).await;
        assert!(conflict(late).contains("重新开始"));
    }

    async fn a_new_version_reaches_every_process_at_once(world: World) {
        let (editor, _) = editors(&world).await;
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, OURS).await;
        let centre = world.staff("centre", Role::ServiceCentre, CITY, None).await;
        let (here, there) = (&world.services, world.another_process());
        // Both have their copy of the catalogue in memory.
        let text = "全市 80 周岁以上老人";
        assert_ne!(there.guide(ALLOWANCE, Some(TOWN)).await.unwrap().who_applies, text);
        let waits = there.guide(ALLOWANCE, None).await.unwrap().unconfirmed;
        let seen = view(&world, &editor).await;
        save(&world, &editor, &seen, "conditions", &[("who_applies", text)]).await;
        save(&world, &editor, &view(&world, &editor).await, "basics", &[("name", "高龄老人津贴发放")]).await;
        let today = Some(world.services.today());
        for (who, step, day) in [(&editor, Step::Send, None), (&head, Step::Pass, None), (&centre, Step::Pass, today)] {
            world.clock.advance(std::time::Duration::from_secs(60));
            let revision = view(&world, who).await.draft.unwrap().revision;
            here.step_standard(&who.session, &allowance(), revision, step, Passing { day, ..Passing::default() }).await.unwrap();
        }
        for process in [here, &there] {
            let guide = process.guide(ALLOWANCE, Some(TOWN)).await.unwrap();
            assert_eq!((guide.version, guide.who_applies.as_str()), (2, text));
            let found = app::backend::catalogue::ItemAsk { q: "高龄老人津贴发放".into(), ..Default::default() };
            let first = process.items(&found).await.unwrap().items.into_iter().next().unwrap();
            assert_eq!(first.name, "高龄老人津贴发放");
        }
        // And a confirmation, made in the other process.
        there.confirm_standard(&head.session, &allowance(), &[]).await.unwrap();
        for process in [here, &there] {
            let guide = process.guide(ALLOWANCE, None).await.unwrap();
            assert!(guide.unconfirmed == 1 && waits > 1, "{waits} {}", guide.unconfirmed);
        }
    }

    async fn a_model_guide_is_held_up_to_its_kind(world: World) {
        let (editor, _) = editors(&world).await;
        let centre = world.staff("centre", Role::ServiceCentre, CITY, None).await;
        let services = &world.services;
        let all = services.standards(&centre.session, &StandardFilter::default()).await.unwrap();
        let mut model = None;
        let kind = view(&world, &editor).await.item.type_code;
        for row in &all.rows {
            let item = services.standard(&centre.session, &row.item).await.unwrap().item;
            if row.item != allowance() && item.type_code == kind {
                model = Some(row.item.clone());
                break;
            }
        }
        let model = model.unwrap();
        services.mark_model(&centre.session, &model, true).await.unwrap();
        assert!(services.standard(&centre.session, &model).await.unwrap().is_model);
        let beside = view(&world, &editor).await.beside.unwrap();
        assert_eq!(beside.model.item, model);
        assert!(beside.against.figures.iter().any(|figure| figure.label == "承诺办结时限"));
        let compared = services.compare_standard(&editor.session, &allowance(), None, Some(&model)).await.unwrap();
        assert_eq!((compared.models.len(), compared.draft, compared.from, compared.to), (1, Some(2), 1, 2));
        assert_eq!(compared.beside.unwrap().against, beside.against);
        // A withdrawn item is no model any more.
        services.withdraw_standard(&centre.session, &model, "依据已废止").await.unwrap();
        assert!(view(&world, &editor).await.beside.is_none());
    }

    async fn what_waits_is_listed_across_items_and_confirmed_in_one_press(world: World) {
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, OURS).await;
        let services = &world.services;
        let page = services.waiting_elements(&head.session, &WaitingFilter::default()).await.unwrap();
        assert!(page.total > 50 && page.pages > 1 && page.rows.len() == 50 && page.may_confirm);
        assert!(page.items.iter().map(|(_, _, count)| count).sum::<u32>() == page.total);
        let of_items: std::collections::BTreeSet<_> = page.rows.iter().map(|row| row.item.clone()).collect();
        assert!(of_items.len() > 1);
        let unwritten = page.rows.iter().filter(|row| row.element.is_unwritten()).count();
        let confirmed = u32::try_from(50 - unwritten).unwrap();
        assert!(unwritten > 0 && confirmed > 40);
        let mut picks: Vec<_> = page.rows.iter().map(|row| (row.item.clone(), row.element.mark.clone())).collect();
        // Pressed twice, and with what is no mark: counted once.
        picks.push(picks[0].clone());
        picks.push((picks[0].0.clone(), "/name".into()));
        assert_eq!(services.confirm_elements(&head.session, &picks).await, Ok(confirmed));
        let after = services.waiting_elements(&head.session, &WaitingFilter::default()).await.unwrap();
        assert_eq!(after.total, page.total - confirmed);
        let one = services.standard(&head.session, &picks[0].0).await.unwrap();
        assert_eq!((one.events[0].words.as_str(), one.events[0].by.as_str()), ("确认要素", "林海生"));
    }
}

#[tokio::test]
async fn lists_of_standards_are_read_from_an_index() {
    let world = World::on_sqlite().await;
    let department = "civil-affairs".parse().unwrap();
    let plan = async |sql: server::store::Sql| sql.plan(world.store()).await.unwrap().join("\n");
    let ordered = |own, filter: &StandardFilter| {
        list::narrowed("SELECT i.id", own, filter)
            .push(" ORDER BY i.position, i.id")
            .limit(30, 0)
    };
    let all = StandardFilter::default();
    let unconfirmed = StandardFilter {
        unconfirmed: true,
        ..StandardFilter::default()
    };
    for (own, filter, index) in [
        (None, &all, "item_in_order"),
        (Some(&department), &all, "item_department_listed"),
        (None, &unconfirmed, "item_unconfirmed_all"),
        (Some(&department), &unconfirmed, "item_unconfirmed"),
    ] {
        let plan = plan(ordered(own, filter)).await;
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{index}\n{plan}");
    }
    // Drafts are few: they are found by their stage, and put in order.
    let stage = StandardFilter {
        stage: Some(Stage::InStandard),
        ..StandardFilter::default()
    };
    let plan_of_stage = plan(ordered(None, &stage)).await;
    assert!(
        plan_of_stage.contains("standard_draft_") && !plan_of_stage.contains("SCAN i"),
        "{plan_of_stage}"
    );
    let first = Paging::new(1, 50);
    for (department, index) in [
        (None, "standard_waiting_all"),
        (Some(&department), "standard_waiting_department"),
    ] {
        let plan = plan(waiting::page(department, None, first)).await;
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{index}\n{plan}");
    }
}
