//! The designer by plain forms: every button without script, what was typed comes back, the page looks at what was
//! changed.

use app::backend::standards::Standards;
use app::backend::standards::design::Designs;
use shared::access::Role;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person};

const FORM: &str = "/desk/standards/JJ-MZ-04/form";

async fn editor(world: &World) -> Person {
    world
        .staff("mz.items", Role::ItemEditor, CITY, Some("civil-affairs"))
        .await
}

async fn revision(world: &World, who: &Person) -> String {
    let view = world
        .services
        .design(&who.session, &ALLOWANCE.parse().unwrap())
        .await
        .unwrap();
    view.revision.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_is_made_without_script() {
    let world = World::in_jinjiang().await;
    let editor = editor(&world).await;
    let mut desk = world.browser_of(&editor);
    let page = desk.get(FORM).await;
    assert!(page.status() == 200 && page.shows("还没有开始修订"), "{}", page.text());
    let page = desk.post(&format!("{FORM}/begin"), &[]).await;
    assert!(page.shows("可以改表单了"), "{}", page.text());
    let first = world
        .services
        .design(&editor.session, &ALLOWANCE.parse().unwrap())
        .await
        .unwrap()
        .base
        .pages[0]
        .id
        .to_string();

    // Nothing typed: back at the form, the problem at its input, what was chosen still chosen.
    let from = format!("page={first}");
    let seen = revision(&world, &editor).await;
    let add = |label: &'static str| {
        vec![
            ("revision", seen.clone()),
            ("from", from.clone()),
            ("page", first.clone()),
            ("do", "add".to_owned()),
            ("edit.label", label.to_owned()),
            ("edit.kind", "choice".to_owned()),
        ]
    };
    let send = |fields: Vec<(&'static str, String)>| fields;
    let fields = send(add(""));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = desk.post(&format!("{FORM}/edit"), &fields).await;
    assert!(
        page.at.contains(&from) && page.shows("href=\"#f-edit-label\""),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"choice\" selected"));

    let fields = add("婚姻状况");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let page = desk.post(&format!("{FORM}/edit"), &fields).await;
    assert!(page.at.ends_with("?field=choice#settings"), "{}", page.at);
    assert!(
        page.shows("增加字段「婚姻状况」") && page.shows("name=\"set_options\""),
        "{}",
        page.text()
    );

    // Its settings, its condition from the list, a move, and back.
    let edit = format!("{FORM}/edit");
    let seen = revision(&world, &editor).await;
    let set = [
        ("revision", &*seen),
        ("from", "field=choice"),
        ("field", "choice"),
        ("do", "field"),
    ];
    let page = desk
        .post(
            &edit,
            &[&set[..], &[("set_label", ""), ("set_options", "已婚\n未婚")]].concat(),
        )
        .await;
    assert!(
        page.shows("href=\"#f-set-label\"") && page.shows("已婚\n未婚"),
        "{}",
        page.text()
    );
    let page = desk
        .post(
            &edit,
            &[&set[..], &[("set_label", "婚姻"), ("set_options", "已婚\n未婚")]].concat(),
        )
        .await;
    assert!(page.shows("改字段「婚姻」"), "{}", page.text());
    let seen = revision(&world, &editor).await;
    let shown = [
        ("revision", &*seen),
        ("from", "field=choice"),
        ("field", "choice"),
        ("do", "field"),
        ("set_label", "婚姻"),
        ("set_options", "已婚\n未婚"),
        ("edit.shown-mode", "if"),
        ("edit.shown-0-0", r#"{"equals":["over_80",true]}"#),
    ];
    let page = desk.post(&edit, &shown).await;
    assert!(
        page.shows("改「婚姻」的显示条件") && page.shows("有条件"),
        "{}",
        page.text()
    );
    let seen = revision(&world, &editor).await;
    let up = [
        ("revision", &*seen),
        ("from", "field=choice"),
        ("field", "choice"),
        ("do", "up"),
    ];
    let page = desk.post(&edit, &up).await;
    assert!(
        page.at.ends_with("?field=choice#at-choice") && page.shows("上移「婚姻」"),
        "{}",
        page.text()
    );
    let seen = revision(&world, &editor).await;
    let page = desk
        .post(
            &format!("{FORM}/undo"),
            &[("revision", &seen), ("from", "field=choice")],
        )
        .await;
    assert!(
        page.at.ends_with("?field=choice") && page.shows("已撤销"),
        "{}",
        page.text()
    );
    let seen = revision(&world, &editor).await;
    let page = desk
        .post(
            &format!("{FORM}/redo"),
            &[("revision", &seen), ("from", "../../evil?x=//y")],
        )
        .await;
    assert!(page.at == FORM && page.shows("已重做"), "{} {}", page.at, page.text());
    // A second press on the old page takes nothing back unseen.
    let page = desk
        .post(&format!("{FORM}/undo"), &[("revision", &seen), ("from", "")])
        .await;
    assert!(page.shows("表单刚被别人改过"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trial_tells_what_an_applicant_would_read_and_keeps_nothing() {
    let world = World::in_jinjiang().await;
    let editor = editor(&world).await;
    let mut desk = world.browser_of(&editor);
    let page = desk.get(&format!("{FORM}/try")).await;
    assert!(page.status() == 200 && page.shows("这里上传："), "{}", page.text());
    let page = desk
        .post(
            &format!("{FORM}/try"),
            &[("applicant.name", "陈海明"), ("over_80", "yes"), ("go", "check")],
        )
        .await;
    assert!(
        page.at.ends_with("/try?check=1") && page.shows("value=\"陈海明\""),
        "{}",
        page.text()
    );
    assert!(page.shows("href=\"#f-applicant-citizen-number\""), "{}", page.text());
    assert_eq!(
        world.count("SELECT COUNT(*) FROM draft").await + world.count("SELECT COUNT(*) FROM cases").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_of_every_kind_of_form_can_be_opened() {
    let world = World::in_jinjiang().await;
    let editor = editor(&world).await;
    let item = ALLOWANCE.parse().unwrap();
    world.services.begin_standard(&editor.session, &item).await.unwrap();
    let view = world.services.design(&editor.session, &item).await.unwrap();
    let mut desk = world.browser_of(&editor);
    for field in view.base.fields() {
        let page = desk.get(&format!("{FORM}?field={}", field.id)).await;
        assert!(page.status() == 200 && page.shows("什么时候显示"), "{}", field.id);
    }
    for page in &view.base.pages {
        assert_eq!(desk.get(&format!("{FORM}?page={}", page.id)).await.status(), 200);
    }
    for query in ["field=none", "page=none", "rule=99", "rule=x", "field=a.b.c"] {
        assert_eq!(desk.get(&format!("{FORM}?{query}")).await.status(), 200, "{query}");
    }
    // The standard's own page says what the draft does to the form.
    let page = desk.get("/desk/standards/JJ-MZ-04").await;
    assert!(page.shows("这次修订没有改表单"), "{}", page.text());
    let mut stranger = world.browser();
    assert_eq!(stranger.get(FORM).await.status(), 401);
    let page = stranger
        .post(
            &format!("{FORM}/edit"),
            &[("do", "up"), ("field", "agent"), ("from", "field=agent")],
        )
        .await;
    assert!(page.at.starts_with("/desk/sign-in"), "{}", page.at);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_in_one_card_is_not_lost_by_saving_another() {
    let world = World::in_jinjiang().await;
    let editor = editor(&world).await;
    let mut desk = world.browser_of(&editor);
    desk.post(&format!("{FORM}/begin"), &[]).await;
    let page = desk.get(&format!("{FORM}?field=remark")).await;
    // One form holds the settings and both conditions.
    let form = page
        .text()
        .split("<form")
        .find(|form| form.contains("保存设置"))
        .unwrap()
        .to_owned();
    assert!(form.contains("保存必填条件") && form.contains("保存显示条件"), "{form}");
    let seen = revision(&world, &editor).await;
    let sent = [
        ("revision", seen.as_str()),
        ("from", "field=remark"),
        ("field", "remark"),
        ("do", "field"),
        ("set_label", "还有什么要告诉我们"),
        ("set_hint", "没有就不用填"),
        ("set_max", "500"),
        ("edit.shown-mode", "always"),
        ("edit.required-mode", "always"),
    ];
    let page = desk.post(&format!("{FORM}/edit"), &sent).await;
    assert!(page.shows("还有什么要告诉我们"), "{}", page.text());
    let view = world
        .services
        .design(&editor.session, &ALLOWANCE.parse().unwrap())
        .await
        .unwrap();
    let field = view.base.fields().find(|field| field.id.as_str() == "remark").unwrap();
    assert_eq!(field.label, "还有什么要告诉我们");
    assert!(field.required.is_always());
}
