//! What screens ask of a form.

use serde_json::json;
use shared::form::{
    Answers, FileKind, Filled, PageStatus, first_incomplete_page, page_status, required_now, show_answer,
};

use crate::example::{TODAY, changed, form, right};

#[test]
fn pages_say_how_far_they_are() {
    let form = form();
    let status = |answers: &Answers| page_status(&form, form.page("who").unwrap(), answers, TODAY);
    assert_eq!(status(&Answers::new()), PageStatus::Empty);
    assert_eq!(status(&right()), PageStatus::Complete);
    assert!(matches!(
        status(&changed("elder.name", json!("陈1"))),
        PageStatus::WithProblems(1)
    ));
    assert_eq!(
        first_incomplete_page(&form, &Answers::new(), TODAY)
            .unwrap()
            .id
            .as_str(),
        "who"
    );
}

#[test]
fn answers_read_well_in_words() {
    let form = form();
    let show = |path: &str| {
        show_answer(form.field_at(path).unwrap(), right().get(path), &|_| {
            Some("深沪镇华峰村".into())
        })
    };
    assert_eq!(show("income"), "1234.50 元");
    assert_eq!(show("since"), "2015 年 3 月 10 日");
    assert_eq!(show("marital"), "丧偶");
    assert_eq!(show("help"), "送餐、探访");
    assert_eq!(show("home"), "深沪镇华峰村海滨路 12 号");
    assert_eq!(show("has_card"), "否");
}

#[test]
fn a_page_that_asks_nothing_is_skipped() {
    let mut value = crate::example::json_of_form();
    for field in value["pages"][2]["fields"].as_array_mut().unwrap() {
        field["shown"] = json!({ "equals": ["has_card", true] });
    }
    let form = serde_json::from_value(value).unwrap();
    let status = |answers: &Answers| page_status(&form, form.page("papers").unwrap(), answers, TODAY);
    assert_eq!(status(&right()), PageStatus::Skipped);
    assert_eq!(status(&changed("has_card", json!(true))), PageStatus::Complete);
    assert_eq!(first_incomplete_page(&form, &right(), TODAY), None);
}

#[test]
fn what_must_be_answered_follows_the_answers() {
    let form = form();
    assert!(required_now(&form, "bank", &right(), TODAY));
    assert!(
        !required_now(&form, "bank", &changed("has_card", json!(true)), TODAY),
        "hidden"
    );
    assert!(!required_now(&form, "phone", &right(), TODAY));
    assert!(!required_now(&form, "nowhere", &right(), TODAY));
}

#[test]
fn answers_are_stored_and_read_back_as_they_were() {
    assert_eq!(Answers::from_json(&right().to_json()), Ok(right()));
}

#[test]
fn files_are_photos_or_pdf_and_nothing_else() {
    for kind in FileKind::all() {
        assert_eq!(FileKind::of_media(kind.media()), Some(kind));
    }
    assert_eq!(FileKind::of_media("image/heic"), Some(FileKind::Image));
    assert_eq!(FileKind::of_media("text/html"), None);
}

/// A page in the middle that is done counts, wherever one began; one that may be left empty counts once one came past it.
#[test]
fn done_is_what_says_something_and_lacks_nothing() {
    let form = form();
    let progress = |answers: &Answers| Filled::new(&form, answers, TODAY).progress();
    let (done, pages) = progress(&right());
    assert_eq!(done, pages);
    assert_eq!(progress(&Answers::new()).0, 0);
    let without_first = changed("elder.name", json!(""));
    assert_eq!(progress(&without_first).0, pages - 1);
}
