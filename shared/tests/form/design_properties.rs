//! What holds for any edits and any conditions whatever.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use shared::form::{Answers, Expr, Filled, FormSchema, well_formed};
use shared::standard::design::{
    Around, Block, Condition, Edit, FieldRef, Focus, For, Slot, Turn, Way, apply, blank, conditions_for, form_changes,
    reach, words,
};

use crate::example::{TODAY, form};

/// An edit of any kind at any place: by numbers, so that it fits whatever the form has become.
#[derive(Clone, Debug)]
struct Press {
    act: usize,
    field: usize,
    page: usize,
    pick: usize,
}

fn press() -> impl Strategy<Value = Press> {
    (0..14usize, 0..60usize, 0..6usize, 0..400usize).prop_map(|(act, field, page, pick)| Press {
        act,
        field,
        page,
        pick,
    })
}

fn all(form: &FormSchema) -> Vec<FieldRef> {
    let mut all = Vec::new();
    for field in form.fields() {
        all.push(FieldRef::on_page(field.id.clone()));
        if let shared::form::FieldKind::Repeat { fields, .. } = &field.kind {
            all.extend(fields.iter().map(|inner| FieldRef {
                group: Some(field.id.clone()),
                id: inner.id.clone(),
            }));
        }
    }
    all
}

fn edit_of(form: &FormSchema, press: &Press) -> Edit {
    let fields = all(form);
    let field = fields.get(press.field % fields.len().max(1)).cloned();
    let field = field.unwrap_or_else(|| "gone".parse().unwrap());
    let page = form.pages[press.page % form.pages.len()].id.clone();
    let way = if press.pick.is_multiple_of(2) {
        Way::Up
    } else {
        Way::Down
    };
    let group = field.group.clone().filter(|_| press.pick.is_multiple_of(3));
    let place = Slot {
        page: page.clone(),
        after: group.is_some().then(|| field.id.clone()),
        group,
    };
    let kinds = shared::standard::design::KINDS;
    let picked = |at: For<'_>| {
        let picks = conditions_for(form, at);
        let pick = picks.get(press.pick % picks.len().max(1))?;
        ["3", "2020-02-29"].iter().find_map(|value| pick.with(value).ok())
    };
    match press.act {
        0 => Edit::AddPage {
            after: Some(page),
            title: "新的一页".into(),
        },
        1 => Edit::MovePage { page, way },
        2 => Edit::RemovePage { page },
        3 | 4 => Edit::AddField {
            place,
            label: "新的".into(),
            kind: blank(kinds[press.pick % kinds.len()].0).unwrap(),
        },
        5 => Edit::AddBlock {
            place,
            block: Block::ALL[press.pick % Block::ALL.len()],
        },
        6 | 7 => Edit::Move { field, way },
        8 => Edit::MoveTo { field: field.id, page },
        9 => Edit::Duplicate { field },
        10 => Edit::Remove { field },
        11 => Edit::SetShown {
            rule: picked(For::Shown(&field)).unwrap_or_else(Expr::always),
            field,
        },
        12 => Edit::SetRequired {
            rule: picked(For::Required(&field)).unwrap_or_else(Expr::never),
            field,
        },
        _ => Edit::SetPage {
            page,
            title: "改名".into(),
            intro: None,
        },
    }
}

/// A history as the server keeps it.
struct History {
    turns: BTreeMap<u32, (Turn, String)>,
    now: Turn,
}

impl History {
    fn new(form: &FormSchema) -> Self {
        let now = Turn::first();
        let turns = BTreeMap::from([(now.revision, (now, bytes(form)))]);
        Self { turns, now }
    }

    fn text(&self) -> &str {
        &self.turns[&self.now.revision].1
    }

    fn put(&mut self, turn: Turn, text: String) {
        self.now = turn;
        assert!(self.turns.insert(turn.revision, (turn, text)).is_none());
    }

    fn undo(&mut self) -> bool {
        let Some(before) = self.now.before else { return false };
        let (to, text) = self.turns[&before].clone();
        self.put(self.now.undone(to), text);
        true
    }

    fn redo(&mut self) -> bool {
        let Some(after) = self.now.after else { return false };
        let (to, text) = self.turns[&after].clone();
        self.put(self.now.redone(to), text);
        true
    }
}

fn bytes(form: &FormSchema) -> String {
    serde_json::to_string(form).unwrap()
}

fn small() -> FormSchema {
    serde_json::from_value(
        json!({"id": "f", "version": 1, "title": "试", "pages": [{"id": "p", "title": "页", "fields": [
        {"id": "a", "label": "甲", "kind": "choice", "options": [
            {"value": "x", "label": "一"}, {"value": "y", "label": "二"}, {"value": "z", "label": "三"}]},
        {"id": "b", "label": "乙", "kind": "yes_no"},
        {"id": "n", "label": "数", "kind": "integer", "min": 0, "max": 5},
        {"id": "s", "label": "选", "kind": "choices", "max": 2, "options": [
            {"value": "p", "label": "一"}, {"value": "q", "label": "二"}, {"value": "r", "label": "三"}]},
        {"id": "t1", "label": "丁", "kind": "yes_no"},
        {"id": "t2", "label": "戊", "kind": "text"}]}]}),
    )
    .unwrap()
}

fn leaf() -> impl Strategy<Value = Expr> {
    let how = || select(vec!["<", "<=", "=", "!=", ">=", ">"]);
    prop_oneof![
        select(vec!["a", "b", "n", "s", "t1"]).prop_map(|path| json!({"answered": path})),
        select(vec!["x", "y", "z", "w"]).prop_map(|value| json!({"equals": ["a", value]})),
        any::<bool>().prop_map(|value| json!({"equals": ["b", value]})),
        any::<bool>().prop_map(|value| json!({"equals": ["t1", value]})),
        (how(), -1..7i64).prop_map(|(how, value)| json!({"compare": ["n", how, value]})),
        (how(), 0..4i64).prop_map(|(how, value)| json!({"compare": ["s", how, value]})),
        select(vec!["p", "q", "r"]).prop_map(|value| json!({"contains": ["s", value]})),
        Just(json!({"one_of": ["a", ["x", "z"]]})),
    ]
    .prop_map(|value| serde_json::from_value(value).unwrap())
}

fn rule() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(3, 10, 4, |inner| {
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::All),
            1 => prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::Any),
            1 => inner.prop_map(|rule| Expr::Not(Box::new(rule))),
        ]
    })
}

/// Everything that can be answered to the small form.
fn every_answer() -> Vec<Answers> {
    let mut all = Vec::new();
    let bools = [Value::Null, json!(true), json!(false)];
    let lists = [
        json!([]),
        json!(["p"]),
        json!(["q"]),
        json!(["r"]),
        json!(["p", "q"]),
        json!(["p", "r"]),
        json!(["q", "r"]),
    ];
    for a in [Value::Null, json!("x"), json!("y"), json!("z")] {
        for b in &bools {
            for n in std::iter::once(Value::Null).chain((0..=5).map(Value::from)) {
                for s in &lists {
                    for t in &bools {
                        let answers = json!({"a": a, "b": b, "n": n, "s": s, "t1": t});
                        all.push(serde_json::from_value(answers).unwrap());
                    }
                }
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_keep_the_form_readable_and_undo_gives_the_same_bytes(presses in prop::collection::vec(press(), 1..14)) {
        let mut now = form();
        let mut history = History::new(&now);
        let around = Around::default();
        let mut texts = vec![bytes(&now)];
        for press in &presses {
            let edit = edit_of(&now, press);
            let Ok(applied) = apply(&now, &around, &edit) else { continue };
            if let Focus::Field(at) = &applied.focus {
                prop_assert!(shared::standard::design::field_at(&applied.form, at).is_some(), "{edit:?}");
            }
            let again: FormSchema = serde_json::from_str(&bytes(&applied.form)).unwrap();
            prop_assert_eq!(&again, &applied.form);
            let faults = well_formed(&applied.form);
            let double = faults.iter().any(|fault| fault.what.contains("重复") && fault.at.ends_with(".id"));
            prop_assert!(!double, "{edit:?}: {faults:?}");
            let _ = (reach(&applied.form, TODAY), form_changes(&now, &applied.form));
            now = applied.form;
            history.put(history.now.edited(), bytes(&now));
            texts.push(bytes(&now));
            // Undone and redone at once: as if nothing had been.
            prop_assert!(history.undo() && history.text() == texts[texts.len() - 2]);
            prop_assert!(history.redo() && history.text() == texts[texts.len() - 1]);
        }
        for text in texts.iter().rev().skip(1) {
            prop_assert!(history.undo());
            prop_assert_eq!(history.text(), text.as_str());
        }
        prop_assert!(!history.undo());
        for text in texts.iter().skip(1) {
            prop_assert!(history.redo());
            prop_assert_eq!(history.text(), text.as_str());
        }
        prop_assert!(!history.redo());
    }

    #[test]
    fn what_is_called_unreachable_is_shown_by_no_answers_and_the_rest_by_some(first in rule(), second in rule()) {
        let mut form = small();
        form.pages[0].fields[4].shown = first;
        form.pages[0].fields[5].shown = second;
        // A field must not read itself.
        prop_assume!(form.pages[0].fields[4].shown.paths().iter().all(|path| path.head() != "t1"));
        let warnings = reach(&form, TODAY);
        for target in ["t1", "t2"] {
            let at = Focus::Field(target.parse().unwrap());
            let never = warnings.iter().any(|w| w.at == at && w.what.contains("永远不会显示"));
            let shown = every_answer().iter().any(|answers| Filled::new(&form, answers, TODAY).shows(target));
            prop_assert_eq!(never, !shown, "{}: {}", target, serde_json::to_string(&form.pages[0].fields).unwrap());
        }
    }

    #[test]
    fn lines_say_what_the_rule_says(rule in rule()) {
        let form = small();
        prop_assert!(!words(&form, None, &rule).is_empty());
        if let Some(condition) = Condition::of(&rule) {
            let again = condition.rule();
            prop_assert_eq!(Condition::of(&again).map(|c| c.rule()), Some(again.clone()));
            for answers in every_answer().iter().step_by(7) {
                prop_assert_eq!(shared::form::eval(&rule, answers, TODAY), shared::form::eval(&again, answers, TODAY));
            }
        }
    }
}
