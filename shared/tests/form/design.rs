//! Making a form: edits that keep it whole, conditions picked from lists, two people at one form.

use serde_json::json;
use shared::form::{Expr, FieldKind, Filled, FormSchema, well_formed};
use shared::problem::FieldProblem;
use shared::standard::design::{
    Applied, Around, Block, Condition, Edit, FieldRef, Focus, For, Join, Lists, Seen, Slot, Way, apply, blank,
    conditions_for, edit_of, form_changes, rebase, settings, words,
};

use crate::example::{TODAY, answers, form};

pub fn expr(value: serde_json::Value) -> Expr {
    serde_json::from_value(value).unwrap()
}

pub fn at(text: &str) -> FieldRef {
    text.parse().unwrap()
}

fn edit(form: &FormSchema, edit: Edit) -> Result<Applied, Vec<FieldProblem>> {
    apply(form, &Around::default(), &edit)
}

fn done(form: &FormSchema, one: Edit) -> FormSchema {
    edit(form, one).unwrap().form
}

fn behind(page: &str, after: Option<&str>) -> Slot {
    Slot {
        page: page.parse().unwrap(),
        group: None,
        after: after.map(|id| id.parse().unwrap()),
    }
}

fn typed(form: &FormSchema, pairs: &[(&str, &str)]) -> Result<Edit, Vec<FieldProblem>> {
    let pairs: Vec<(String, String)> = pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
    let lists = Lists::default();
    let seen = Seen {
        base: form,
        whole: form,
        lists: &lists,
        today: TODAY,
    };
    edit_of(seen, &pairs)
}

fn first_page(form: &FormSchema) -> String {
    form.pages[0].id.to_string()
}

#[test]
fn every_kind_can_be_added_and_the_form_stays_well_formed() {
    let mut form = form();
    let page = first_page(&form);
    for (name, title) in shared::standard::design::KINDS {
        for _ in 0..2 {
            let add = Edit::AddField {
                place: behind(&page, None),
                label: title.into(),
                kind: blank(name).unwrap(),
            };
            form = done(&form, add);
            assert_eq!(well_formed(&form), [], "{name}");
        }
    }
    for block in Block::ALL {
        for _ in 0..2 {
            let place = behind(&page, None);
            form = done(&form, Edit::AddBlock { place, block });
            assert_eq!(well_formed(&form), [], "{block:?}");
        }
    }
}

#[test]
fn a_blocks_conditions_go_with_its_fresh_names() {
    let mut form = form();
    let page = first_page(&form);
    for _ in 0..2 {
        let place = behind(&page, None);
        form = done(
            &form,
            Edit::AddBlock {
                place,
                block: Block::Agent,
            },
        );
    }
    let second = form.field_at("agent_person_2").unwrap();
    assert_eq!(second.shown, expr(json!({"equals": ["agent_2", true]})));
}

#[test]
fn what_is_read_elsewhere_is_not_taken_away_and_the_readers_are_named() {
    let form = form();
    let refused = edit(&form, Edit::Remove { field: at("has_card") }).unwrap_err();
    assert!(refused[0].message.contains("还在被用到：「") && !refused[0].fix.is_empty());
    let mut kept = form.clone();
    for field in kept.pages.iter_mut().flat_map(|page| &mut page.fields) {
        if field.shown.paths().iter().any(|path| path.head() == "has_card") {
            field.shown = Expr::always();
        }
    }
    let removed = edit(&kept, Edit::Remove { field: at("has_card") }).unwrap();
    assert!(removed.form.field_at("has_card").is_none());
    assert!(removed.words.starts_with("删除字段「"));
}

#[test]
fn an_option_in_use_is_not_dropped() {
    let form = form();
    let add = Edit::AddField {
        place: behind(&first_page(&form), None),
        label: "婚姻".into(),
        kind: FieldKind::Choice {
            options: serde_json::from_value(json!([
                {"value": "a", "label": "已婚"}, {"value": "b", "label": "未婚"}, {"value": "c", "label": "离异"}
            ]))
            .unwrap(),
        },
    };
    let form = done(&form, add);
    let add = Edit::AddField {
        place: behind(&first_page(&form), None),
        label: "配偶姓名".into(),
        kind: blank("text").unwrap(),
    };
    let form = done(&form, add);
    let rule = expr(json!({"equals": ["choice", "a"]}));
    let field = at("text");
    let form = done(&form, Edit::SetShown { field, rule });
    let set = |lines: &str| {
        typed(
            &form,
            &[
                ("do", "set"),
                ("field", "choice"),
                ("set_label", "婚姻"),
                ("set_options", lines),
            ],
        )
    };
    let refused = edit(&form, set("未婚\n离异").unwrap()).unwrap_err();
    assert!(refused[0].message.contains("「配偶姓名」的显示条件"), "{refused:?}");
    let fine = done(&form, set("已婚\n未婚\n丧偶\n离异").unwrap());
    assert_eq!(well_formed(&fine), []);
    let wrong = set("").unwrap_err();
    assert_eq!(wrong[0].path, "set_options");
}

#[test]
fn moving_goes_over_the_edge_of_a_page_and_stops_at_the_ends() {
    let form = form();
    let second = form.pages[1].clone();
    let field = FieldRef::on_page(second.fields[0].id.clone());
    let up = |form: &FormSchema| {
        edit(
            form,
            Edit::Move {
                field: field.clone(),
                way: Way::Up,
            },
        )
    };
    let moved = up(&form).unwrap();
    assert_eq!(moved.focus, Focus::Field(field.clone()));
    assert_eq!(moved.form.pages[0].fields.last().unwrap().id, field.id);
    let down = Edit::Move {
        field: field.clone(),
        way: Way::Down,
    };
    assert_eq!(done(&moved.form, down), form);
    let mut top = moved.form;
    for _ in 1..top.pages[0].fields.len() {
        top = up(&top).unwrap().form;
    }
    assert!(up(&top).unwrap_err()[0].message.contains("最前面"));
    let inner = Edit::Move {
        field: at("members.name"),
        way: Way::Up,
    };
    assert!(edit(&form, inner).unwrap_err()[0].message.contains("最前面"));
}

#[test]
fn a_copy_has_a_name_of_its_own_inside_a_group_too() {
    let form = form();
    let copied = edit(
        &form,
        Edit::Duplicate {
            field: at("members.works"),
        },
    )
    .unwrap();
    assert_eq!(copied.focus, Focus::Field(at("members.works_2")));
    let again = edit(
        &copied.form,
        Edit::Duplicate {
            field: at("members.works_2"),
        },
    )
    .unwrap();
    assert_eq!(again.focus, Focus::Field(at("members.works_3")));
    assert_eq!(well_formed(&again.form), []);
}

#[test]
fn a_page_goes_only_when_nobody_else_reads_it() {
    let form = form();
    for page in &form.pages {
        let removed = edit(&form, Edit::RemovePage { page: page.id.clone() });
        match removed {
            Ok(applied) => assert_eq!(well_formed(&applied.form), [], "{}", page.id),
            Err(problems) => assert!(problems[0].message.contains("还在用")),
        }
    }
}

#[test]
fn conditions_are_picked_from_what_stands_before() {
    let form = form();
    let field = at("bank");
    let picks = conditions_for(&form, For::Shown(&field));
    let labels: Vec<&str> = picks.iter().map(|pick| pick.label.as_str()).collect();
    assert!(labels.contains(&"「有社会保障卡吗」选“否”"), "{labels:?}");
    assert!(labels.iter().any(|label| label.ends_with("的身份证号码的年龄≥")));
    assert!(!labels.iter().any(|label| label.starts_with("「开户银行」")));
    // Whatever is picked, the form with it is well formed.
    for pick in &picks {
        let value = if pick.asks == Some(shared::standard::design::Asks::Date) {
            "2026-01-01"
        } else {
            "3"
        };
        let rule = pick.with(value).unwrap();
        assert_eq!(
            pick.reads(&rule).as_deref(),
            Some(if pick.asks.is_some() { value } else { "" })
        );
        let shown = done(
            &form,
            Edit::SetShown {
                field: field.clone(),
                rule,
            },
        );
        assert_eq!(well_formed(&shown), [], "{}", pick.label);
    }
    let inner = at("members.employer");
    let picks = conditions_for(&form, For::Shown(&inner));
    assert!(picks.iter().any(|pick| pick.key == r#"{"equals":[".works",true]}"#));
    assert!(picks.iter().any(|pick| pick.key == r#"{"equals":["has_card",true]}"#));
}

#[test]
fn a_typed_condition_becomes_its_rule_and_comes_back_as_lines() {
    let form = form();
    let pairs = [
        ("do", "shown"),
        ("field", "note"),
        ("shown-mode", "if"),
        ("shown-join", "all"),
        ("shown-0-0", r#"{"equals":["marital","married"]}"#),
        ("shown-0-1", r#"{"equals":["marital","widowed"]}"#),
        ("shown-1-0", r#"{"compare":["income","<",null]}"#),
        ("shown-1-0-value", "1000.50"),
    ];
    let Ok(Edit::SetShown { rule, .. }) = typed(&form, &pairs) else {
        panic!()
    };
    let wanted =
        json!({"all": [{"one_of": ["marital", ["married", "widowed"]]}, {"compare": ["income", "<", 100_050]}]});
    assert_eq!(rule, expr(wanted));
    let condition = Condition::of(&rule).unwrap();
    assert_eq!(
        (condition.join, condition.lines.len(), condition.lines[0].len()),
        (Join::All, 2, 2)
    );
    assert_eq!(condition.rule(), rule);
    assert!(
        words(&form, None, &rule).ends_with("，并且「月收入」＜ 1000.50 元"),
        "{}",
        words(&form, None, &rule)
    );
    let none = typed(&form, &[("do", "shown"), ("field", "note"), ("shown-mode", "if")]).unwrap_err();
    assert_eq!(none[0].path, "shown-0-0");
    let bad = typed(
        &form,
        &[
            ("do", "shown"),
            ("field", "note"),
            ("shown-0-0", pairs[6].1),
            ("shown-0-0-value", "很少"),
        ],
    );
    assert_eq!(bad.unwrap_err()[0].path, "shown-0-0-value");
    let later = [
        ("do", "shown"),
        ("field", "has_card"),
        ("shown-0-0", r#"{"answered":"note"}"#),
    ];
    assert_eq!(typed(&form, &later).unwrap_err()[0].path, "shown-0-0");
}

#[test]
fn what_is_more_complex_is_kept_and_said_in_words() {
    let form = form();
    let rule = expr(json!({"not": {"all": [{"equals": ["has_card", true]}, {"answered": "bank"}]}}));
    assert_eq!(Condition::of(&rule), None);
    assert_eq!(
        words(&form, None, &rule),
        "不是（「有社会保障卡吗」选“是”，并且「开户银行」已填写）"
    );
    let held = done(
        &form,
        Edit::SetShown {
            field: at("note"),
            rule: rule.clone(),
        },
    );
    let kept = typed(&held, &[("do", "shown"), ("field", "note"), ("shown-mode", "keep")]).unwrap();
    assert_eq!(
        kept,
        Edit::SetShown {
            field: at("note"),
            rule
        }
    );
}

#[test]
fn a_rule_is_written_as_a_sentence() {
    let form = form();
    let pairs = [
        ("do", "rule_add"),
        ("when-mode", "if"),
        ("when-0-0", r#"{"age":["elder.citizen_number","<",0]}"#),
        ("when-0-0-value", "60"),
        ("at", "elder.citizen_number"),
        ("message", "未满 60 周岁"),
        ("fix", "满 60 周岁再申请"),
    ];
    let added = done(&form, typed(&form, &pairs).unwrap());
    assert_eq!(added.rules.len(), form.rules.len() + 1);
    assert_eq!(well_formed(&added), []);
    let at = (added.rules.len() - 1).to_string();
    let removed = typed(&added, &[("do", "rule_remove"), ("rule", &at)]).unwrap();
    assert_eq!(done(&added, removed.clone()), form);
    assert!(edit(&form, removed).unwrap_err()[0].message.contains("已经不在"));
    let empty = typed(&form, &[("do", "rule_add")]).unwrap_err();
    let paths: Vec<&str> = empty.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["when-0-0", "at", "message", "fix"]);
}

#[test]
fn settings_of_every_field_read_back_as_they_were() {
    let form = form();
    let all = form.fields().map(|field| (FieldRef::on_page(field.id.clone()), field));
    for (at, field) in all {
        let lists = Lists {
            places: serde_json::from_value(json!([{"value": "350582000000", "label": "晋江市"}, {"value": "350582115000", "label": "某镇"}])).unwrap(),
            materials: serde_json::from_value(json!([{"value": "card", "label": "卡"}, {"value": "id-card", "label": "身份证"}, {"value": "card-photo", "label": "照片"}])).unwrap(),
        };
        let sheet = settings(field, &lists).unwrap();
        assert_eq!(
            well_formed(&sheet).iter().filter(|f| !f.what.contains("选项")).count(),
            0,
            "{at}"
        );
        let typed = shared::standard::design::settings_answers(field);
        let mut pairs = shared::form::to_pairs(&sheet, &typed);
        pairs.extend([("do".into(), "set".into()), ("field".into(), at.to_string())]);
        let seen = Seen {
            base: &form,
            whole: &form,
            lists: &lists,
            today: TODAY,
        };
        if matches!(field.kind, FieldKind::Material { .. } | FieldKind::Address { .. }) {
            continue;
        }
        let set = edit_of(seen, &pairs).unwrap();
        assert_eq!(done(&form, set), form, "{at}");
    }
}

#[test]
fn two_people_at_one_form_lose_nothing() {
    let old = form();
    let set = |label: &str, hint: &str| {
        typed(
            &old,
            &[
                ("do", "set"),
                ("field", "note"),
                ("set_label", label),
                ("set_hint", hint),
                ("set_max", "300"),
            ],
        )
        .unwrap()
    };
    let was = old.field_at("note").unwrap();
    let hint = was.hint.clone().unwrap_or_default();
    let theirs = done(&old, set("他们的名称", &hint));
    // Another part of the same field: both stand.
    let mine = rebase(&old, &theirs, set(&was.label, "我的提示")).unwrap();
    let both = done(&theirs, mine);
    let note = both.field_at("note").unwrap();
    assert_eq!(
        (note.label.as_str(), note.hint.as_deref()),
        ("他们的名称", Some("我的提示"))
    );
    // The same part: both are told.
    let clash = rebase(&old, &theirs, set("我的名称", &hint)).unwrap_err();
    assert_eq!((clash.mine.as_str(), clash.theirs.as_str()), ("我的名称", "他们的名称"));
    assert!(rebase(&old, &theirs, Edit::Remove { field: at("note") }).is_err());
    // A field that moved is still the same field.
    let moved = done(
        &old,
        Edit::Move {
            field: at("note"),
            way: Way::Up,
        },
    );
    let mine = rebase(&old, &moved, set("我的名称", &hint)).unwrap();
    assert_eq!(done(&moved, mine).field_at("note").unwrap().label, "我的名称");
}

#[test]
fn reviewers_read_what_changed_in_words() {
    let old = form();
    let page = first_page(&old);
    let add = Edit::AddField {
        place: behind(&page, None),
        label: "新问题".into(),
        kind: blank("yes_no").unwrap(),
    };
    let rule = expr(json!({"equals": ["has_card", true]}));
    let new = done(
        &done(&old, add),
        Edit::SetShown {
            field: at("note"),
            rule,
        },
    );
    let changes = form_changes(&old, &new);
    let told: Vec<(&str, Option<&str>)> = changes.iter().map(|c| (c.label.as_str(), c.after.as_deref())).collect();
    let whole = "新问题（是或否）；位置：“老人是谁”页，「帮办人身份证号码」之后；显示：总是显示；必填：必填";
    assert!(told.contains(&("字段", Some(whole))), "{told:?}");
    let shown = changes.iter().find(|change| change.label.ends_with("的显示")).unwrap();
    assert_eq!(shown.after.as_deref(), Some("「有社会保障卡吗」选“是”时"));
    assert_eq!(form_changes(&old, &old), []);
    let removed = done(&new, Edit::Remove { field: at("yes_no") });
    assert_eq!(form_changes(&new, &removed).len(), 1);
}

#[test]
fn a_condition_shows_its_field_in_the_trial() {
    let old = form();
    let rule = expr(json!({"age": ["elder.citizen_number", ">=", 90]}));
    let new = done(
        &old,
        Edit::SetShown {
            field: at("note"),
            rule,
        },
    );
    let shown = |number: &str| {
        let given = answers(json!({"elder": {"name": "陈阿婆", "citizen_number": number, "mobile": "13900000001"}}));
        Filled::new(&new, &given, TODAY).shows("note")
    };
    assert!(shown("350501193503100116") && !shown("350501196601160538"));
}
