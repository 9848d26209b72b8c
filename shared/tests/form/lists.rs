//! Lists: an entry that was added and left untouched is no entry.

use serde_json::{Value, json};
use shared::form::{Answers, FieldKind, FormSchema, check, drop_untouched, from_pairs, required_now, submission};

use crate::example::{TODAY, changed, form, right};

/// The example, with its list made to ask for this many and to be left out or not.
fn asking(least: u32, required: bool) -> FormSchema {
    let mut form = form();
    for field in form.pages.iter_mut().flat_map(|page| &mut page.fields) {
        if let FieldKind::Repeat { min, .. } = &mut field.kind {
            *min = least;
            field.required = serde_json::from_value(json!(required)).unwrap();
        }
    }
    form
}

fn told(form: &FormSchema, members: Value) -> Vec<String> {
    let problems = check(form, &changed("members", members), TODAY);
    problems.into_iter().map(|problem| problem.path).collect()
}

fn someone() -> Value {
    json!({ "name": "陈小满", "relation": "child", "age": 50, "works": true, "employer": "深沪渔具厂" })
}

/// As a page sends an entry nobody touched: every input of it, empty.
fn untouched() -> Value {
    json!({ "name": "", "relation": "", "age": null, "employer": " " })
}

#[test]
fn a_list_that_may_be_empty_is_right_when_nothing_was_said_in_it() {
    let form = asking(0, false);
    for nothing in [json!([]), json!([untouched()]), json!([untouched(), {}, null])] {
        assert_eq!(told(&form, nothing.clone()), [""; 0], "{nothing}");
        let sent = submission(&form, &changed("members", nothing), TODAY);
        assert_eq!(sent.get("members"), None);
    }
    assert!(!required_now(&form, "members", &right(), TODAY));
}

#[test]
fn an_untouched_entry_between_others_is_passed_over_and_they_keep_their_numbers() {
    let form = asking(0, false);
    let mut wrong = someone();
    wrong["name"] = json!("");
    assert_eq!(told(&form, json!([someone(), untouched(), someone()])), [""; 0]);
    assert_eq!(
        told(&form, json!([someone(), untouched(), wrong])),
        ["members[2].name"],
        "the page shows it as the third"
    );
    let mut answers = changed("members", json!([untouched(), someone(), untouched()]));
    drop_untouched(&form, &mut answers);
    assert_eq!(answers.get("members"), Some(&json!([someone()])));
}

#[test]
fn what_must_be_there_is_told_input_by_input_as_it_stands_on_the_page() {
    let form = asking(2, true);
    let paths = told(&form, json!([someone()]));
    assert!(paths.contains(&"members[1].name".to_owned()), "{paths:?}");
    assert!(!paths.iter().any(|path| path.starts_with("members[0]")), "{paths:?}");
    assert_eq!(
        told(&form, json!([someone(), untouched()])),
        paths,
        "added and left is as not added"
    );
    // One that may be left out is all or nothing.
    let optional = asking(2, false);
    assert_eq!(told(&optional, json!([])), [""; 0]);
    assert_eq!(told(&optional, json!([someone()])), ["members"]);
}

#[test]
fn untouched_entries_do_not_count_as_too_many() {
    let form = asking(0, false);
    let FieldKind::Repeat { max, .. } = form.field_at("members").unwrap().kind else {
        panic!("a list");
    };
    let mut list = vec![untouched(); 40];
    list.extend(vec![someone(); max as usize]);
    assert_eq!(told(&form, json!(list)), [""; 0]);
    list.push(someone());
    assert_eq!(told(&form, json!(list)), ["members"]);
}

#[test]
fn taking_the_last_entry_out_leaves_none() {
    let form = asking(0, false);
    let asked: Vec<_> = form.fields().collect();
    let mut answers = Answers::new();
    let pairs = [("members", ""), ("members[0]", ""), ("members[0].name", "")];
    let pairs = pairs.map(|(name, text)| (name.to_owned(), text.to_owned()));
    from_pairs(&asked, &mut answers, &pairs);
    let button = [("remove".to_owned(), "members[0]".to_owned())];
    shared::form::rearrange(&form, &mut answers, &button);
    assert_eq!(answers.get("members"), Some(&json!([])));
}

/// Whichever entries they are in, and however the last letter was typed.
#[test]
fn nobody_stands_in_a_list_twice() {
    let mut form = asking(0, false);
    let person = json!({ "id": "person", "label": "家人", "kind": "person", "citizen_number": true, "mobile": false });
    let other = json!({ "id": "number", "label": "身份证号码", "kind": "citizen_number", "required": false });
    for field in form.pages.iter_mut().flat_map(|page| &mut page.fields) {
        if let FieldKind::Repeat { fields, .. } = &mut field.kind {
            fields.push(serde_json::from_value(person.clone()).unwrap());
            fields.push(serde_json::from_value(other.clone()).unwrap());
        }
    }
    let entry = |number: &str, other: &str| {
        let mut entry = someone();
        entry["person"] = json!({ "name": "陈小满", "citizen_number": number });
        entry["number"] = json!(other);
        entry
    };
    let (one, two) = ("350501193503100116", "350582197003040029");
    assert_eq!(told(&form, json!([entry(one, ""), entry(two, "")])), [""; 0]);
    let thrice = json!([entry(one, ""), entry(two, ""), entry(two, ""), entry(one, "")]);
    let problems = check(&form, &changed("members", thrice), TODAY);
    let words: Vec<_> = problems
        .iter()
        .map(|one| (one.path.as_str(), one.message.as_str()))
        .collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert_eq!(words[0].0, "members[2].person.citizen_number");
    assert!(words[0].1.contains("和第 2 个"), "{words:?}");
    assert_eq!(words[1].0, "members[3].person.citizen_number");
    // A slip is told as a slip, and two slips are no person.
    let slips = json!([entry("350501193503100117", ""), entry("350501193503100117", "")]);
    let problems = check(&form, &changed("members", slips), TODAY);
    assert!(
        problems.iter().all(|one| !one.message.contains("同一个身份证号")),
        "{problems:?}"
    );
    assert_eq!(
        told(&form, json!([entry(one, two), entry(two, "")])),
        ["members[1].person.citizen_number"]
    );
}
