//! Forms in the making: designed by one, brought together with another's work, reviewed and published with the
//! standard; nobody else's form changes, and no version that was published.

use std::time::Duration;

use app::backend::drafts::Drafts;
use app::backend::standards::design::{DesignView, Designed, Designs};
use app::backend::standards::{Passing, Standards};
use app::backend::{Cases, ServiceError};
use shared::access::Role;
use shared::catalogue::ItemId;
use shared::form::FormSchema;
use shared::standard::Step;
use shared::standard::design::Focus;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person, conflict, fields, not_found};

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

fn item() -> ItemId {
    ALLOWANCE.parse().unwrap()
}

async fn begin(world: &World, who: &Person) {
    world.services.begin_standard(&who.session, &item()).await.unwrap();
}

async fn seen(world: &World, who: &Person) -> DesignView {
    world.services.design(&who.session, &item()).await.unwrap()
}

async fn edit_at(world: &World, who: &Person, revision: u32, typed: &[(&str, &str)]) -> Result<Designed, ServiceError> {
    let typed: Vec<(String, String)> = typed.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
    world
        .services
        .edit_design(&who.session, &item(), revision, &typed)
        .await
}

/// An edit on what stands; gives the revision it made and where it leads.
async fn edit(world: &World, who: &Person, typed: &[(&str, &str)]) -> (u32, Focus) {
    let revision = seen(world, who).await.revision;
    match edit_at(world, who, revision, typed).await.unwrap() {
        Designed::Done { revision, focus, .. } => (revision, focus),
        clash => panic!("{clash:?}"),
    }
}

async fn turn(world: &World, who: &Person, redo: bool) -> Result<Designed, ServiceError> {
    let revision = seen(world, who).await.revision;
    world.services.turn_design(&who.session, &item(), revision, redo).await
}

async fn step(world: &World, who: &Person, step: Step, day: bool) -> Result<(), ServiceError> {
    world.clock.advance(Duration::from_secs(60));
    let view = world.services.standard(&who.session, &item()).await.unwrap();
    let revision = view.draft.unwrap().revision;
    let day = day.then(|| world.services.today());
    world
        .services
        .step_standard(
            &who.session,
            &item(),
            revision,
            step,
            Passing {
                reasons: "退回的原因",
                day,
                ..Passing::default()
            },
        )
        .await
        .map(drop)
}

async fn publish(world: &World, offices: &Offices) {
    step(world, &offices.editor, Step::Send, false).await.unwrap();
    step(world, &offices.head, Step::Pass, false).await.unwrap();
    step(world, &offices.centre, Step::Pass, true).await.unwrap();
}

fn first_page(form: &FormSchema) -> String {
    form.pages[0].id.to_string()
}

fn question<'a>(page: &'a str, label: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("do", "add"), ("page", page), ("label", label), ("kind", "yes_no")]
}

async fn applied_with(world: &World) -> FormSchema {
    world.services.blank(&item()).await.unwrap().form
}

stories! {
    in_jinjiang;

    async fn a_form_is_designed_reviewed_and_published_with_its_standard(world: World) {
        let world = world.in_demo();
        let offices = offices(&world).await;
        let elder = world.elder().await;
        let running = world.case_of(&elder).await.number;
        let waiting = world.ready_draft(&elder).await;
        let before = applied_with(&world).await;
        let others = world.count("SELECT COUNT(*) FROM form WHERE id <> 'jj-mz-04' AND id <> 'jj-mz-04-base'").await;
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        let (revision, focus) = edit(&world, &offices.editor, &question(&page, "有没有人陪同")).await;
        assert_eq!((revision, focus), (2, Focus::Field("yes_no".parse().unwrap())));
        let condition = [("do", "shown"), ("field", "yes_no"), ("shown-mode", "if"), ("shown-0-0", r#"{"equals":["over_80",true]}"#)];
        edit(&world, &offices.editor, &condition).await;
        // Until it is published everyone fills in what was published.
        assert_eq!(applied_with(&world).await, before);
        let told = world.services.design_state(&offices.head.session, &item()).await.unwrap();
        assert!(told.problems.is_empty());
        let added = told.changes[0].after.clone().unwrap();
        assert!(added.starts_with("有没有人陪同（是或否）；") && added.contains("老人满 80 周岁了吗"), "{added}");
        publish(&world, &offices).await;
        let after = applied_with(&world).await;
        assert_eq!((after.id.clone(), after.version), (before.id.clone(), before.version + 1));
        let field = after.field_at("yes_no").unwrap();
        assert_eq!((field.label.as_str(), field.shown.paths()[0].as_str()), ("有没有人陪同", "over_80"));
        // What ran stays on its version, the draft too; the old version is what it was; no other form changed.
        world.services.view(&elder.session, &running).await.unwrap();
        let draft = world.draft(&elder, &waiting).await;
        assert_eq!((draft.form.version, draft.form.field_at("yes_no").is_none()), (before.version, true));
        let now = world.count("SELECT COUNT(*) FROM form WHERE id <> 'jj-mz-04' AND id <> 'jj-mz-04-base'").await;
        assert_eq!(now, others);
        assert_eq!(world.count("SELECT COUNT(*) FROM form WHERE id = 'jj-mz-04-base'").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM form_design").await + world.count("SELECT COUNT(*) FROM form_design_step").await, 0);
        let standard = world.services.standard(&offices.head.session, &item()).await.unwrap();
        assert_eq!(standard.item.form.as_str(), "jj-mz-04-base");
        assert!(standard.edits.iter().any(|edit| edit.change.after.as_deref() == Some("增加字段「有没有人陪同」")));
        // The next design goes on from there.
        begin(&world, &offices.editor).await;
        let next = seen(&world, &offices.editor).await;
        assert!(next.base.field_at("yes_no").is_some() && next.changes.is_empty());
        edit(&world, &offices.editor, &[("do", "remove"), ("field", "yes_no")]).await;
        publish(&world, &offices).await;
        assert!(applied_with(&world).await.field_at("yes_no").is_none());
        assert_eq!(world.count("SELECT MAX(version) FROM form WHERE id = 'jj-mz-04-base'").await, 2);
    }

    async fn another_item_on_the_same_base_form_keeps_its_own(world: World) {
        let offices = offices(&world).await;
        let view = seen(&world, &offices.editor).await;
        assert_eq!((view.revision, view.may_edit, view.may_begin), (0, false, true));
        begin(&world, &offices.editor).await;
        let page = first_page(&view.base);
        edit(&world, &offices.editor, &question(&page, "新问题")).await;
        publish(&world, &offices).await;
        let sql = "SELECT COUNT(*) FROM form WHERE body LIKE '%新问题%' AND id NOT LIKE 'jj-mz-04%'";
        assert_eq!(world.count(sql).await, 0);
    }

    async fn two_editors_of_one_form_lose_nothing(world: World) {
        let offices = offices(&world).await;
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        edit(&world, &offices.editor, &question(&page, "甲")).await;
        let old = seen(&world, &offices.second).await.revision;
        let set = |label: &'static str| [("do", "set"), ("field", "yes_no"), ("set_label", label), ("set_hint", "")];
        edit(&world, &offices.editor, &set("甲改")).await;
        // Elsewhere: both stand.
        let done = edit_at(&world, &offices.second, old, &question(&page, "乙")).await.unwrap();
        assert!(matches!(done, Designed::Done { merged: true, .. }), "{done:?}");
        let form = seen(&world, &offices.editor).await.base;
        assert_eq!(form.field_at("yes_no").unwrap().label, "甲改");
        assert_eq!(form.field_at("yes_no_2").unwrap().label, "乙");
        // The same: theirs stands, both are told.
        let clash = edit_at(&world, &offices.second, old, &set("乙的说法")).await.unwrap();
        let Designed::Clash { mine, theirs, .. } = clash else { panic!("{clash:?}") };
        assert_eq!((mine.as_str(), theirs.as_str()), ("乙的说法", "甲改"));
        let stale = world.services.turn_design(&offices.second.session, &item(), old, false).await;
        conflict(stale);
        assert_eq!(seen(&world, &offices.editor).await.base, form);
        // A page of long ago cannot be brought together with what stands.
        world.force("DELETE FROM form_design_step WHERE revision = 2").await;
        conflict(edit_at(&world, &offices.second, 2, &set("太久")).await);
    }

    async fn what_is_undone_and_redone_is_written_down(world: World) {
        let offices = offices(&world).await;
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        conflict(turn(&world, &offices.editor, false).await);
        edit(&world, &offices.editor, &question(&page, "甲")).await;
        edit(&world, &offices.editor, &question(&page, "乙")).await;
        let both = seen(&world, &offices.editor).await.base;
        turn(&world, &offices.editor, false).await.unwrap();
        turn(&world, &offices.editor, false).await.unwrap();
        let none = seen(&world, &offices.editor).await;
        assert!(none.changes.is_empty() && !none.can_undo && none.can_redo);
        turn(&world, &offices.editor, true).await.unwrap();
        turn(&world, &offices.editor, true).await.unwrap();
        let again = seen(&world, &offices.editor).await;
        assert_eq!(again.base, both);
        conflict(turn(&world, &offices.editor, true).await);
        let words: Vec<&str> = again.steps.iter().map(|step| step.words.as_str()).collect();
        assert_eq!(words.first().copied(), Some("重做：增加字段「乙」"));
        assert_eq!(words.last().copied(), Some("开始设计"));
        assert!(again.steps.iter().all(|step| step.by == "林海生"));
    }

    async fn what_is_wrong_is_told_at_its_input_and_keeps_it_from_review(world: World) {
        let offices = offices(&world).await;
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        let nameless = edit_at(&world, &offices.editor, 0, &question(&page, " ")).await.unwrap_err();
        assert_eq!(fields(&nameless), ["label"]);
        edit(&world, &offices.editor, &question(&page, "甲")).await;
        let none = edit_at(&world, &offices.editor, 2, &[("do", "required"), ("field", "yes_no"), ("required-mode", "if")]).await;
        assert_eq!(fields(&none.unwrap_err()), ["required-0-0"]);
        // An empty page is a fault; the review is refused until it is filled or gone.
        let (_, focus) = edit(&world, &offices.editor, &[("do", "page_add"), ("title", "空的一页")]).await;
        assert_eq!(focus, Focus::Page("page".parse().unwrap()));
        let refused = step(&world, &offices.editor, Step::Send, false).await.unwrap_err();
        assert_eq!(fields(&refused), ["form"]);
        assert_eq!(world.services.design_state(&offices.head.session, &item()).await.unwrap().problems.len(), 1);
        turn(&world, &offices.editor, false).await.unwrap();
        step(&world, &offices.editor, Step::Send, false).await.unwrap();
        // Under review it stands still; its last writer does not pass it.
        let late = edit_at(&world, &offices.editor, 4, &question(&page, "迟到")).await;
        assert!(conflict(late).contains("正在审核"));
        let view = seen(&world, &offices.editor).await;
        assert!(!view.may_edit && view.closed.is_some());
    }

    async fn a_draft_given_up_takes_its_design_along(world: World) {
        let offices = offices(&world).await;
        conflict(edit_at(&world, &offices.editor, 0, &question("who", "太早")).await);
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        edit(&world, &offices.second, &question(&page, "甲")).await;
        step(&world, &offices.editor, Step::Discard, false).await.unwrap();
        let view = seen(&world, &offices.editor).await;
        assert_eq!((view.revision, view.changes.len()), (0, 0));
        assert_eq!(world.count("SELECT COUNT(*) FROM form_design_step").await, 0);
        let other = world.staff("police.items", Role::ItemEditor, CITY, Some("public-security")).await;
        assert!(not_found(world.services.design(&other.session, &item()).await));
        assert!(not_found(edit_at(&world, &other, 0, &question(&page, "别人的")).await));
    }

    async fn the_last_hundred_steps_are_kept(world: World) {
        let offices = offices(&world).await;
        begin(&world, &offices.editor).await;
        let page = first_page(&seen(&world, &offices.editor).await.base);
        edit(&world, &offices.editor, &question(&page, "甲")).await;
        for n in 0..110u32 {
            let label = format!("甲{n}");
            let set = [("do", "set"), ("field", "yes_no"), ("set_label", label.as_str())];
            edit_at(&world, &offices.editor, n + 2, &set).await.unwrap();
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM form_design_step").await, 100);
        assert_eq!(world.count("SELECT MAX(revision) FROM form_design_step").await, 112);
    }
}

/// No form of the city has anything that can never be.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_citys_own_forms_are_not_warned_of() {
    let world = World::in_jinjiang().await;
    let offices = offices(&world).await;
    let centre = &offices.centre;
    let mut told = Vec::new();
    for page in 1..=3 {
        let filter = app::backend::standards::StandardFilter {
            page,
            ..Default::default()
        };
        for row in world.services.standards(&centre.session, &filter).await.unwrap().rows {
            let view = world.services.design(&centre.session, &row.item).await.unwrap();
            let warnings = shared::standard::design::reach(&view.whole, view.today);
            told.extend(
                warnings
                    .into_iter()
                    .map(|warning| format!("{}: {}", row.item, warning.what)),
            );
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}
