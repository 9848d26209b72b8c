//! What the parts say to those who do not see them.

use leptos::prelude::*;
use shared::case::CaseState;
use shared::problem::FieldProblem;
use shared::time::Date;

use super::*;
use crate::backend::desk::DueState;

/// The HTML of what `view` makes.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn a_field_names_its_hint_and_its_error_to_screen_readers() {
    let problems = [FieldProblem::new(
        "members[0].phone",
        "手机号应为 11 位数字",
        "请检查是否少输了一位",
    )];
    let error = problem_at(&problems, "members[0].phone");
    assert_eq!(error.as_deref(), Some("手机号应为 11 位数字。请检查是否少输了一位"));
    let html = html(move || {
        view! { <TextInput path="members[0].phone" label="手机" hint=Some("11 位数字".to_owned()) error value="138"/> }
    });
    assert!(html.contains(r#"<label for="f-members-0--phone">"#), "{html}");
    assert!(
        html.contains(r#"aria-describedby="f-members-0--phone-hint f-members-0--phone-error""#),
        "{html}"
    );
    assert!(html.contains(r#"aria-invalid="true""#), "{html}");
    assert!(html.contains(r#"value="138""#), "what was typed stays: {html}");
    assert!(html.contains("请检查是否少输了一位"), "{html}");
}

#[test]
fn a_field_without_a_problem_points_to_no_error() {
    let html = html(|| view! { <TextInput path="name" label="姓名"/> });
    assert!(!html.contains("aria-describedby"), "{html}");
    assert!(!html.contains("aria-invalid"), "{html}");
    assert!(!html.contains("has-error"), "{html}");
}

#[test]
fn every_choice_has_its_own_label_also_when_values_are_chinese() {
    let html = html(|| {
        let rows = vec![ChoiceRow::new("是", "是"), ChoiceRow::new("否", "否")];
        view! { <Choices path="has_card" label="有社保卡吗" rows chosen=vec!["否".to_owned()]/> }
    });
    for id in ["f-has-card-0", "f-has-card-1"] {
        assert_eq!(html.matches(&format!(r#" id="{id}""#)).count(), 1, "{html}");
        assert!(html.contains(&format!(r#"for="{id}""#)), "{html}");
    }
    assert_eq!(html.matches(" checked").count(), 1, "{html}");
}

#[test]
fn the_summary_links_each_problem_to_its_field_and_says_the_way_out() {
    let problems = vec![FieldProblem::new("phone", "手机号码不对", "请检查")];
    let html = html(move || view! { <ErrorSummary problems/> });
    assert!(html.contains("有 1 处需要修改"), "{html}");
    assert!(html.contains(r##"href="#f-phone""##), "{html}");
    assert!(html.contains("请检查"), "{html}");
    assert!(html.contains(r#"role="alert""#), "{html}");
}

#[test]
fn a_refusal_is_no_list_of_corrections() {
    let problems = vec![FieldProblem::new("", "这件办件由其他人承办", "请承办人移交给您")];
    let html = html(move || view! { <ErrorSummary problems/> });
    assert!(html.contains("没有办成") && !html.contains("需要修改"), "{html}");
}

#[test]
fn a_due_date_is_never_told_by_colour_alone() {
    let day: Date = "2026-11-20".parse().unwrap();
    let late =
        html(move || view! { <Due on=Some(day) today=day state=DueState::Overdue percent=100 provisional=true/> });
    assert!(late.contains("11 月 20 日（暂定）"), "{late}");
    assert!(late.contains("已超期"), "{late}");
    let waiting = html(move || view! { <Due on=None today=day state=DueState::NotRunning percent=0/> });
    assert!(waiting.contains("受理后起算"), "{waiting}");
}

#[test]
fn every_state_of_a_case_is_a_word() {
    for state in CaseState::ALL {
        let html = html(move || view! { <StateTag state/> });
        assert!(html.contains(state.words()), "{html}");
    }
}

#[test]
fn no_part_carries_a_style_attribute() {
    let html = html(|| {
        let stops = vec![
            Stop {
                name: "申请人".into(),
                address: Some("/apply/1".into()),
            },
            Stop {
                name: "材料".into(),
                address: None,
            },
        ];
        view! {
            <Progress stops at=1/>
            <DueMeter percent=40 state="soon"/>
            <LongText text="长".repeat(400)/>
        }
    });
    assert!(!html.contains("style="), "{html}");
    assert!(html.contains("第 2 步，共 2 步"), "{html}");
}
