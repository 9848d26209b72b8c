//! What those see of an answer who need not know it (个人信息保护法 §6, §28).

use serde_json::{Value, json};
use shared::form::{Answers, Covered, FormSchema, HIDDEN, masked_answers, show_answer};

/// A form of one page with these fields.
fn form(title: &str, fields: &Value) -> FormSchema {
    serde_json::from_value(json!({
        "id": "one", "version": 1, "title": title, "pages": [{"id": "all", "title": "情况", "fields": fields}]
    }))
    .unwrap()
}

/// How one answer to one field is shown.
fn shown(field: &Value, answer: &Value) -> Value {
    shown_in("申请表", field, answer)
}

fn shown_in(title: &str, field: &Value, answer: &Value) -> Value {
    let mut field = field.clone();
    field["id"] = "it".into();
    if field.get("label").is_none() {
        field["label"] = "这一项".into();
    }
    let answers: Answers = serde_json::from_value(json!({"it": answer})).unwrap();
    masked_answers(&form(title, &json!([field])), &answers)
        .get("it")
        .unwrap()
        .clone()
}

#[test]
fn a_free_text_is_hidden_unless_the_form_says_it_is_harmless() {
    for kind in ["text", "long_text"] {
        assert_eq!(shown(&json!({"kind": kind}), &json!("622848001705386099")), HIDDEN);
        assert_eq!(
            shown(&json!({"kind": kind, "sensitive": false}), &json!("潮海商行")),
            "潮海商行"
        );
    }
    assert_eq!(shown(&json!({"kind": "date"}), &json!("1935-03-10")), HIDDEN);
    assert_eq!(shown(&json!({"kind": "money"}), &json!(120_000)), HIDDEN);
}

#[test]
fn no_mark_uncovers_what_says_who_or_where_somebody_is() {
    let open = |kind: &str, answer: Value| shown(&json!({"kind": kind, "sensitive": false}), &answer).to_string();
    assert_eq!(
        open("citizen_number", json!("350501193503100116")),
        "\"350***********0116\""
    );
    assert_eq!(open("mobile", json!("13900000001")), "\"139****0001\"");
    assert!(!open("address", json!({"division": "350582105001", "detail": "中区 12 号"})).contains("中区"));
    assert!(!open("person", json!({"name": "陈海明", "mobile": "13900000001"})).contains("海"));
}

#[test]
fn a_choice_is_shown_unless_it_is_about_health_hardship_or_children() {
    let options = json!([{"value": "a", "label": "自建房"}, {"value": "b", "label": "租房"}]);
    let choice = json!({"kind": "choice", "label": "住的是什么房子", "options": options});
    assert_eq!(shown(&choice, &json!("a")), "a");
    assert_eq!(shown_in("残疾人证申请表", &choice, &json!("a")), HIDDEN);
    let ill = json!({"kind": "choice", "options": [{"value": "ill", "label": "患有疾病"}]});
    assert_eq!(shown(&ill, &json!("ill")), HIDDEN);
    assert_eq!(
        shown(&json!({"kind": "yes_no", "label": "家里是低保户吗？"}), &json!(true)),
        HIDDEN
    );
    assert_eq!(
        shown(&json!({"kind": "yes_no", "label": "屋顶装光伏吗？"}), &json!(true)),
        true
    );
    assert_eq!(
        shown(&json!({"kind": "yes_no", "sensitive": true}), &json!(true)),
        HIDDEN
    );
}

#[test]
fn an_answer_that_is_not_of_its_kind_is_hidden() {
    let options = json!([{"value": "a", "label": "甲"}]);
    for (field, answer) in [
        (json!({"kind": "choice", "options": options}), json!("卡号 6228")),
        (
            json!({"kind": "choices", "options": options}),
            json!(["a", "卡号 6228"]),
        ),
        (json!({"kind": "integer"}), json!("6228480012345678")),
        (json!({"kind": "yes_no"}), json!("6228480012345678")),
        (json!({"kind": "credit_code"}), json!("6228480012345678")),
        (json!({"kind": "citizen_number"}), json!("6228480012345678")),
        (json!({"kind": "mobile"}), json!("就是这个号")),
    ] {
        assert_eq!(shown(&field, &answer), HIDDEN, "{field}");
    }
    let whole = shown(&json!({"kind": "person"}), &json!("陈海明 350501193503100116"));
    assert_eq!(whole, json!({}));
    let more = json!({"name": "陈海明", "citizen_number": "x", "note": "密"});
    assert_eq!(
        shown(&json!({"kind": "person"}), &more),
        json!({"name": "陈*明", "citizen_number": HIDDEN})
    );
}

#[test]
fn entries_of_a_list_are_masked_field_by_field_and_what_no_field_asks_is_left_out() {
    let list = json!({
        "kind": "repeat", "max": 3, "item_label": "家庭成员",
        "fields": [
            {"id": "who", "label": "成员", "kind": "person", "citizen_number": false},
            {"id": "works", "label": "上班吗", "kind": "yes_no"},
            {"id": "where", "label": "在哪里", "kind": "text"}
        ]
    });
    let answer = json!([{"who": {"name": "陈海明"}, "works": true, "where": "某厂", "old": "不再问的"}]);
    assert_eq!(
        shown(&list, &answer),
        json!([{"who": {"name": "陈*明"}, "works": true, "where": HIDDEN}])
    );
    let form = form("申请表", &json!([{"id": "it", "label": "这一项", "kind": "yes_no"}]));
    let answers: Answers = serde_json::from_value(json!({"it": true, "gone": "不再问的"})).unwrap();
    assert!(masked_answers(&form, &answers).get("gone").is_none());
}

#[test]
fn files_are_counted_and_neither_named_nor_reached() {
    let papers = json!({"kind": "material", "material": "papers"});
    assert_eq!(
        shown(&papers, &json!(["01890a5d", "01890a5e"])),
        json!([HIDDEN, HIDDEN])
    );
}

#[test]
fn what_is_hidden_is_said_to_be_hidden_whatever_its_kind() {
    let fields = json!([
        {"id": "a", "label": "甲", "kind": "yes_no"}, {"id": "b", "label": "乙", "kind": "money"},
        {"id": "c", "label": "丙", "kind": "choices", "options": [{"value": "x", "label": "病"}]}
    ]);
    let form = form("临时救助申请表", &fields);
    let answers: Answers = serde_json::from_value(json!({"a": true, "b": 100, "c": ["x"]})).unwrap();
    let masked = masked_answers(&form, &answers);
    for field in form.fields() {
        assert_eq!(show_answer(field, masked.get(field.id.as_str()), &|_| None), HIDDEN);
    }
}

#[test]
fn an_officers_words_keep_the_hidden_values_hidden() {
    let form = form(
        "申请表",
        &json!([
            {"id": "holder", "label": "户名", "kind": "text"}, {"id": "card", "label": "卡号", "kind": "text"},
            {"id": "who", "label": "谁", "kind": "person"}
        ]),
    );
    let answers: Answers = serde_json::from_value(json!({
        "holder": "赖德福", "card": "622848001705386099",
        "who": {"name": "陈海明", "citizen_number": "350501193503100116"}
    }))
    .unwrap();
    let mut covered = Covered::of(&form, &answers);
    covered.add("13900000001");
    assert_eq!(
        covered.cover("户名赖德福与陈海明不符，卡号622848001705386099看不清，请回电13900000001"),
        format!("户名{HIDDEN}与{HIDDEN}不符，卡号{HIDDEN}看不清，请回电{HIDDEN}")
    );
    // Numbers nobody handed in, and numbers that are none of anybody's.
    assert_eq!(covered.cover("改打 138 0000 0002 吧"), format!("改打 {HIDDEN} 吧"));
    assert_eq!(
        covered.cover("自 2026 年 12 月起每月 100 元，第 12 页"),
        "自 2026 年 12 月起每月 100 元，第 12 页"
    );
}
