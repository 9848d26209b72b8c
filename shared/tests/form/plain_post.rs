//! Forms without script: pairs in, pairs out.

use serde_json::json;
use shared::form::{Answers, FieldKind, FormSchema, check, from_pairs, show_answer, submission, to_pairs};

use crate::example::{TODAY, form, right};

fn pair(name: &str, text: &str) -> (String, String) {
    (name.to_owned(), text.to_owned())
}

/// What answers become when these pairs of the whole form are sent over them.
fn sent(before: Answers, pairs: &[(String, String)]) -> Answers {
    let form = form();
    let asked: Vec<_> = form.fields().collect();
    let mut read = before;
    from_pairs(&asked, &mut read, pairs);
    read
}

#[test]
fn a_plain_post_gives_the_same_answers_as_the_page() {
    let form = form();
    let mut read = Answers::new();
    for page in &form.pages {
        let asked: Vec<_> = page.fields.iter().collect();
        from_pairs(&asked, &mut read, &to_pairs(&form, &right()));
    }
    read.put("card_photo", right().get("card_photo").cloned().unwrap());
    assert_eq!(check(&form, &read, TODAY), []);
    assert_eq!(submission(&form, &read, TODAY), submission(&form, &right(), TODAY));
}

#[test]
fn numbers_and_dates_are_taken_as_people_type_them() {
    let form = form();
    let asked: Vec<_> = form.fields().collect();
    let mut read = Answers::new();
    let typed = [
        pair("income", "1,234.5"),
        pair("people", "3"),
        pair("since.year", "2015"),
        pair("since.month", "3"),
        pair("since.day", "9"),
    ];
    from_pairs(&asked, &mut read, &typed);
    assert_eq!(
        (read.get("income"), read.get("people"), read.get("since")),
        (Some(&json!(123_450)), Some(&json!(3)), Some(&json!("2015-03-09")))
    );
    from_pairs(&asked, &mut read, &[pair("income", "一千")]);
    assert_eq!(read.get("income"), Some(&json!("一千")), "what was typed stays");
}

#[test]
fn an_entry_taken_off_the_page_goes_and_the_others_keep_their_files() {
    let mut before = right();
    before.put("members[1]", json!({ "name": "陈小宝", "files": ["kept"] }));
    before.put("members[2]", json!({ "name": "陈小红" }));
    let read = sent(
        before,
        &[
            pair("members", ""),
            pair("members[1].name", "陈小宝"),
            pair("members[1]", ""),
        ],
    );
    assert_eq!(
        read.get("members"),
        Some(&json!([{ "name": "陈小宝", "files": ["kept"] }]))
    );
}

#[test]
fn a_page_that_shows_part_of_a_list_changes_that_part() {
    let read = sent(
        right(),
        &[pair("members[0].age", "51"), pair("members[7].name", "陈小宝")],
    );
    assert_eq!(read.get("members[0].employer"), right().get("members[0].employer"));
    assert_eq!(read.get("members[0].age"), Some(&json!(51)));
    assert_eq!(read.get("members[1]"), Some(&json!({ "name": "陈小宝" })));
}

#[test]
fn the_last_entry_can_be_taken_off() {
    assert_eq!(sent(right(), &[pair("members", "")]).get("members"), Some(&json!([])));
    assert_eq!(sent(right(), &[]).get("members"), right().get("members"));
}

#[test]
fn only_what_a_page_asks_is_taken_from_it() {
    let form = form();
    let asked: Vec<_> = form.pages[0].fields.iter().collect();
    let mut read = Answers::new();
    from_pairs(
        &asked,
        &mut read,
        &[
            pair("note", "x"),
            pair("is_admin", "yes"),
            pair("elder.role", "x"),
            pair("card_photo", "x"),
            pair("bank", "y"),
        ],
    );
    assert_eq!(read.to_json(), r#"{"bank":"y"}"#);
}

#[test]
fn a_day_is_taken_as_people_write_it() {
    for text in [
        "2026-11-03",
        "2026 年 11 月 3 日",
        "2026年11月03日",
        "2026/11/3",
        "2026.11.3",
        "20261103",
        "２０２６年１１月３日",
        "２０２６－１１－０３",
        " 2026-11-3 ",
    ] {
        assert_eq!(
            sent(Answers::new(), &[pair("since", text)]).get("since"),
            Some(&json!("2026-11-03")),
            "{text}"
        );
    }
    for text in ["昨天", "11 月 3 日", "26.11.3", "2026-11", "2026-11-03-04"] {
        assert_eq!(
            sent(Answers::new(), &[pair("since", text)]).get("since"),
            Some(&json!(text)),
            "stays for the check"
        );
    }
    assert_eq!(
        sent(Answers::new(), &[pair("since", "2026 年 2 月 30 日")]).get("since"),
        Some(&json!("2026-02-30"))
    );
}

/// The right answers as a page sends them, with another text in one input.
fn with(name: &str, text: &str) -> Answers {
    let mut pairs = to_pairs(&form(), &right());
    pairs.retain(|(one, _)| one != name);
    pairs.push(pair(name, text));
    sent(right(), &pairs)
}

#[test]
fn a_line_break_counts_once_whoever_sends_it() {
    let form = form();
    let max = form.fields().find_map(|field| match field.kind {
        FieldKind::LongText { max } => Some((field.id.to_string(), max as usize)),
        _ => None,
    });
    let (name, max) = max.unwrap();
    let lines = ["字"; 3].join("\n");
    let long = format!("{}\n{lines}", "长".repeat(max - 6));
    for text in [long.clone(), long.replace('\n', "\r\n"), long.replace('\n', "\r")] {
        let read = with(&name, &text);
        assert_eq!(read.get(&name), Some(&json!(long)));
        assert_eq!(check(&form, &read, TODAY), []);
    }
    let read = with(&name, &format!("{long}长"));
    assert_eq!(check(&form, &read, TODAY).len(), 1, "exactly at the limit before");
}

#[test]
fn numbers_and_codes_are_kept_in_one_form_whatever_keyboard_they_were_typed_on() {
    for (name, typed, kept) in [
        ("elder.mobile", "１３８－０００１－０００１", "13800010001"),
        ("contact", " 138 0001 0001 ", "13800010001"),
        ("phone", "（０５９５）８５００００００", "0595-85000000"),
        (
            "elder.citizen_number",
            "３５０５０１１９３５０３１００１１６",
            "350501193503100116",
        ),
        ("helper_number", "350501 19660116 0538", "350501196601160538"),
        ("shop_code", "９１３５０５８２ma0t00070c", "91350582MA0T00070C"),
        // What reads as none stays, for the check to tell about.
        ("contact", "１３８－０００", "１３８－０００"),
        ("elder.name", "陈 阿婆", "陈 阿婆"),
    ] {
        let read = sent(Answers::new(), &[pair(name, typed)]);
        assert_eq!(read.get(name), Some(&json!(kept)), "{name}");
    }
}

#[test]
fn a_card_has_twelve_to_nineteen_digits_kept_half_width_and_an_account_what_its_bank_gives() {
    let read = |label: &str, typed: &str| {
        let form: FormSchema = serde_json::from_value(json!({
            "id": "bank", "version": 1, "title": "钱", "pages": [{"id": "bank", "title": "钱打到哪里", "fields": [
                {"id": "bank_number", "label": label, "kind": "text", "max": 40}]}]
        }))
        .unwrap();
        let mut answers = Answers::new();
        from_pairs(
            &form.fields().collect::<Vec<_>>(),
            &mut answers,
            &[pair("bank_number", typed)],
        );
        let kept = answers
            .get("bank_number")
            .and_then(|kept| kept.as_str())
            .unwrap()
            .to_owned();
        let wrong = check(&form, &answers, TODAY)
            .into_iter()
            .next()
            .map(|problem| problem.message);
        (kept, wrong)
    };
    let right = ("6217001820012345678".to_owned(), None);
    assert_eq!(read("卡号", "６２１７ ００１８ ２００１ ２３４５ ６７８"), right);
    assert_eq!(read("卡号", "6217-0018-2001-2345-678"), right);
    let wrong = Some("“卡号”不对，应为 12 至 19 位数字".to_owned());
    assert_eq!(read("卡号", &"１".repeat(27)), ("1".repeat(27), wrong.clone()));
    assert_eq!(read("卡号", "62170018200"), ("62170018200".to_owned(), wrong));
    assert_eq!(read("账号", &"1".repeat(27)), ("1".repeat(27), None));
}

#[test]
fn a_masked_number_is_shown_as_it_is_masked() {
    let form = form();
    let field = form.field_at("helper_number").unwrap();
    let shown = |text: &str| show_answer(field, Some(&json!(text)), &|_| None);
    assert_eq!(shown("3505**********0538"), "3505**********0538");
    assert_eq!(shown("35050119660116053*"), "35050119660116053X");
}
