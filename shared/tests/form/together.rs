//! Two tabs, two phones, a retry: one draft.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};
use shared::form::{
    Answers, FormSchema, KEEP, MINE, OFFERED, PageSave, Pairs, SEEN, THEIRS, merge, pairs_of, save_page,
};

use crate::example::{TODAY, changed, form, right};

const PAGE: &str = "aid";

fn small() -> FormSchema {
    serde_json::from_value(json!({
        "id": "aid", "version": 1, "title": "临时救助", "pages": [{"id": "aid", "title": "情况", "fields": [
            {"id": "what", "label": "发生了什么", "kind": "long_text"},
            {"id": "money", "label": "花了多少", "kind": "money"},
            {"id": "who", "label": "申请人", "kind": "person", "mobile": true},
            {"id": "true_words", "label": "承诺", "kind": "declaration", "text": "属实"},
            {"id": "members", "label": "家庭成员", "kind": "repeat", "max": 9, "item_label": "成员", "fields": [
                {"id": "name", "label": "姓名", "kind": "text"}, {"id": "note", "label": "说明", "kind": "text"}]}
        ]}]
    }))
    .unwrap()
}

fn pairs(list: &[(&str, &str)]) -> Pairs {
    list.iter()
        .map(|(name, text)| ((*name).into(), (*text).into()))
        .collect()
}

fn typed(seen: &[(&str, &str)], list: &[(&str, &str)]) -> PageSave {
    let mut sent = pairs(list);
    sent.push((SEEN.into(), PageSave::seen_text(&[pairs(seen)])));
    PageSave::of(sent)
}

fn save(typed: &PageSave, stored: &Answers) -> shared::form::SavedPage {
    let form = small();
    save_page(&form, form.page(PAGE).unwrap(), typed, stored, 7, TODAY)
}

fn stored(list: &[(&str, &str)]) -> Answers {
    save(&typed(&[], list), &Answers::new()).answers
}

#[test]
fn a_field_this_tab_never_touched_does_not_wipe_what_the_other_wrote() {
    let theirs = stored(&[("what", "房子漏水")]);
    let saved = save(&typed(&[], &[("what", ""), ("money", "300")]), &theirs);
    assert!(saved.clashes.is_empty() && saved.brought);
    assert_eq!(saved.answers.get("what"), Some(&json!("房子漏水")));
    assert_eq!(saved.answers.get("money"), Some(&json!(30_000)));
    assert!(saved.screen.contains(&("what".into(), "房子漏水".into())));
}

#[test]
fn where_both_changed_the_same_both_are_shown_and_what_is_stored_stays_until_one_is_chosen() {
    let theirs = stored(&[("what", "甲"), ("money", "1")]);
    let mine = [("what", "乙"), ("money", "1")];
    let asked = save(&typed(&[], &mine), &theirs);
    assert_eq!(asked.clashes.len(), 1);
    let clash = &asked.clashes[0];
    assert_eq!(
        (clash.path.as_str(), &clash.mine, &clash.theirs),
        ("what", &json!("乙"), &json!("甲"))
    );
    assert_eq!(clash.words(&small(), &|_| None), ["乙", "甲"]);
    assert_eq!(asked.answers.get("what"), Some(&json!("甲")));
    assert!(asked.screen.contains(&("what".into(), "乙".into())));
    // Pressed again without a choice: asked again.
    let known: Vec<(&str, &str)> = asked
        .seen
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    assert_eq!(save(&typed(&known, &mine), &theirs).clashes, asked.clashes);
    let form = small();
    let offered = serde_json::to_string(&pairs_of(&form, form.page(PAGE).unwrap(), &theirs)).unwrap();
    let keep = format!("{KEEP}what");
    for (choice, left) in [(MINE, "乙"), (THEIRS, "甲")] {
        let chosen = [mine[0], mine[1], (keep.as_str(), choice), (OFFERED, offered.as_str())];
        let saved = save(&typed(&known, &chosen), &theirs);
        assert!(saved.clashes.is_empty(), "{choice}");
        assert_eq!(saved.answers.get("what"), Some(&json!(left)));
    }
    // What was stored since the question was put is seen by nobody who answered it.
    let later = stored(&[("what", "丙"), ("money", "1")]);
    let chosen = [mine[0], mine[1], (keep.as_str(), MINE), (OFFERED, offered.as_str())];
    assert_eq!(
        save(&typed(&known, &chosen), &later).answers.get("what"),
        Some(&json!("丙"))
    );
}

#[test]
fn a_save_that_arrived_unheard_is_no_other_hand() {
    let theirs = stored(&[
        ("what", "房子漏"),
        ("members", ""),
        ("members[0]", ""),
        ("members[0].name", "陈"),
    ]);
    let mut again = typed(
        &[],
        &[
            ("what", "房子漏水"),
            ("members", ""),
            ("members[0]", ""),
            ("members[0].name", "陈一"),
        ],
    );
    assert_eq!(
        save(&again, &theirs).clashes.len(),
        1,
        "without knowing of it, it is another's text"
    );
    again.seen.push(pairs(&[
        ("what", "房子漏"),
        ("members", ""),
        ("members[0]", ""),
        ("members[0].name", "陈"),
    ]));
    let saved = save(&again, &theirs);
    assert!(saved.clashes.is_empty(), "{:?}", saved.clashes);
    assert_eq!(saved.answers.get("what"), Some(&json!("房子漏水")));
    assert_eq!(saved.answers.get("members"), Some(&json!([{"name": "陈一"}])));
}

#[test]
fn the_same_post_twice_is_one_save() {
    let once = typed(&[], &[("what", "一\r\n二"), ("who.name", "陈明"), ("true_words", "on")]);
    let first = save(&once, &Answers::new());
    let second = save(&once, &first.answers);
    assert!(second.clashes.is_empty() && !second.brought);
    assert_eq!(second.answers, first.answers);
}

#[test]
fn two_lists_that_both_grew_come_together_and_a_list_that_shrank_is_asked_about() {
    let one = [("members", ""), ("members[0]", ""), ("members[0].name", "甲")];
    let two = |name| [one[0], one[1], one[2], ("members[1]", ""), ("members[1].name", name)];
    let saved = save(&typed(&one, &two("乙")), &stored(&two("丙")));
    assert!(saved.clashes.is_empty());
    assert_eq!(
        saved.answers.get("members"),
        Some(&json!([{"name": "甲"}, {"name": "丙"}, {"name": "乙"}]))
    );
    let emptied = save(&typed(&one, &[("members", "")]), &stored(&two("丙")));
    assert_eq!(emptied.clashes.len(), 1);
    assert_eq!(
        emptied.answers.get("members"),
        Some(&json!([{"name": "甲"}, {"name": "丙"}]))
    );
}

#[test]
fn a_page_that_says_nothing_of_what_it_was_made_from_overwrites_nothing_later() {
    let theirs = stored(&[("what", "甲")]);
    let stale = PageSave {
        pairs: pairs(&[("what", "乙"), ("money", "2")]),
        seen: Vec::new(),
        revision: Some(3),
        whole: true,
    };
    assert_eq!(save(&stale, &theirs).answers.get("what"), Some(&json!("甲")));
    let fresh = PageSave {
        revision: Some(7),
        ..stale
    };
    assert_eq!(save(&fresh, &theirs).answers.get("what"), Some(&json!("乙")));
}

/// Some of the example's answers, changed.
fn edits() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let all = vec![
        "note",
        "bank",
        "people",
        "elder.mobile",
        "elder.name",
        "members[0].name",
        "has_card",
        "marital",
    ];
    subsequence(all, 0..5).prop_flat_map(|paths| {
        let values = select(vec![json!("一"), json!("二"), json!(3), json!(true), json!("")]);
        prop::collection::vec(values, paths.len()).prop_map(move |values| paths.iter().copied().zip(values).collect())
    })
}

fn with(edits: &[(&'static str, Value)]) -> Answers {
    let mut answers = right();
    for (path, value) in edits {
        answers.put(path, value.clone());
    }
    answers
}

proptest! {
    #[test]
    fn what_only_one_side_changed_is_taken(edits in edits()) {
        let (form, base, edited) = (form(), right(), with(&edits));
        for (mine, theirs) in [(&edited, &base), (&base, &edited)] {
            let merged = merge(&form, &[&base], mine, theirs);
            prop_assert!(merged.clashes.is_empty());
            prop_assert_eq!(&merged.answers, &edited);
        }
    }

    #[test]
    fn at_every_place_stands_what_one_side_has_and_a_clash_keeps_what_is_stored(ours in edits(), others in edits()) {
        let (form, base, mine, theirs) = (form(), right(), with(&ours), with(&others));
        let merged = merge(&form, &[&base], &mine, &theirs);
        for path in ["note", "bank", "people", "elder.mobile", "elder.name", "members[0].name", "has_card", "marital"] {
            let [was, my, their, now] = [&base, &mine, &theirs, &merged.answers].map(|one| one.get(path));
            let clash = merged.clashes.iter().find(|clash| clash.path == path);
            if my == was { prop_assert_eq!(now, their, "{}", path); }
            if their == was { prop_assert_eq!(now, my, "{}", path); }
            if let Some(clash) = clash {
                prop_assert_eq!(now, their);
                prop_assert!(my != was && their != was);
                prop_assert!(Some(&clash.theirs) == their || clash.theirs.is_null());
            }
        }
        // Brought together once more with what came of it, nothing moves and nothing new is asked.
        let again = merge(&form, &[&base], &mine, &merged.answers);
        prop_assert_eq!(again.clashes, merged.clashes);
        prop_assert_eq!(again.answers, merged.answers);
    }

    #[test]
    fn knowing_what_is_stored_one_has_the_last_word(ours in edits(), others in edits()) {
        let (form, base, mine, theirs) = (form(), right(), with(&ours), with(&others));
        let merged = merge(&form, &[&base, &theirs], &mine, &theirs);
        prop_assert!(merged.clashes.is_empty());
        prop_assert_eq!(merged.answers, mine);
    }

    #[test]
    fn without_knowing_anything_nothing_stored_is_overwritten(ours in edits(), others in edits()) {
        let (form, mine, theirs) = (form(), with(&ours), with(&others));
        let merged = merge(&form, &[], &mine, &theirs);
        for path in ["note", "bank", "people", "has_card", "marital"] {
            let [my, their, now] = [&mine, &theirs, &merged.answers].map(|one| one.get(path));
            prop_assert!(now == their || my == now, "{}", path);
            prop_assert!(my == their || merged.clashes.iter().any(|clash| clash.path == path), "{}", path);
        }
    }
}

#[test]
fn an_address_is_one_answer() {
    let mine = changed("home.detail", json!("海滨路 13 号"));
    let theirs = changed("home.division", json!("350582115204"));
    let merged = merge(&form(), &[&right()], &mine, &theirs);
    assert_eq!(merged.clashes.len(), 1);
    assert_eq!(merged.clashes[0].path, "home");
}
