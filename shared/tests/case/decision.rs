//! Granting, refusing, closing, taking back.

use shared::case::{CaseState, Command, CommandKind, Decision, Delivery, Event, Remedies, Rules, Wish, clock};
use shared::catalogue::{CaseType, ItemType};
use shared::problem::RefusalKind;
use shared::time::{Calendar, Limit};

use super::world::*;

fn accepted() -> File {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    file
}

#[test]
fn an_accepted_case_is_granted_delivered_and_closed() {
    let mut file = accepted();
    file.does(&officer(), grant(), "2026-11-05")
        .does(&clerk(), close(), "2026-11-06");
    assert_eq!(file.case.state, CaseState::Closed);
    assert!(matches!(&file.case.decision, Some(Decision::Granted { result, .. }) if result == "准予高龄津贴"));
}

#[test]
fn a_refusal_gives_reasons_basis_and_remedies() {
    let mut file = accepted();
    file.does(&officer(), refuse(), "2026-11-05");
    let Some(decision) = &file.case.decision else {
        panic!("decided")
    };
    let remedies = decision.remedies().unwrap();
    assert!(
        remedies.contains("60 日") && remedies.contains("行政复议"),
        "{remedies}"
    );
    assert!(
        remedies.contains("6 个月") && remedies.contains("行政诉讼"),
        "{remedies}"
    );
}

#[test]
fn a_refusal_without_reasons_or_basis_is_sent_back_to_its_writer() {
    let mut file = accepted();
    let refusal = |reasons: &str, basis: &str| Command::Refuse {
        reasons: reasons.to_owned(),
        basis: basis.to_owned(),
    };
    let no_reasons = file.tries(&officer(), refusal("", "第五条"), "2026-11-05").unwrap_err();
    let no_basis = file
        .tries(&officer(), refusal("年龄不符", " "), "2026-11-05")
        .unwrap_err();
    assert_eq!(wrong(&no_reasons), ["reasons"]);
    assert_eq!(wrong(&no_basis), ["basis"]);
    // Both are told at once.
    let neither = file.tries(&officer(), refusal(" ", ""), "2026-11-05").unwrap_err();
    assert_eq!(wrong(&neither), ["reasons", "basis"]);
    let endless = "理".repeat(2001);
    assert!(
        file.tries(&officer(), refusal(&endless, "第五条"), "2026-11-05")
            .is_err()
    );
}

#[test]
fn a_public_service_is_no_act_of_an_organ_so_its_remedy_is_a_complaint() {
    let water = Rules::new(ItemType::PublicService, CaseType::Promised, None, Limit::WorkingDays(2));
    assert_eq!(water.remedies, Remedies::Complaint);
    assert!(!water.remedies.words().contains("行政复议"));
    assert_eq!(
        Rules::new(ItemType::Benefit, CaseType::Promised, None, Limit::WorkingDays(2)).remedies,
        Remedies::ReviewAndSuit
    );
}

#[test]
fn what_was_not_accepted_is_not_decided() {
    let mut file = File::opened("2026-11-02");
    for command in [grant(), refuse()] {
        let refusal = file.tries(&officer(), command, "2026-11-03").unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Conflict);
        assert!(refusal.fix.contains("请先受理"), "{refusal}");
    }
    file.does(&officer(), ask(&["户口簿首页"]), "2026-11-03");
    assert!(
        file.tries(&officer(), grant(), "2026-11-03").is_err(),
        "nor while it waits for the applicant"
    );
}

#[test]
fn what_is_settled_on_the_spot_is_accepted_and_granted_in_one_act() {
    let mut file = File::opened_under(&on_the_spot(), &resident(), "2026-11-02");
    let events = file.tries(&clerk(), grant(), "2026-11-02").unwrap();
    assert_eq!(
        events.iter().map(Event::tag).collect::<Vec<_>>(),
        ["taken", "accepted", "granted"]
    );
    assert_eq!(file.case.state, CaseState::Granted);
}

#[test]
fn the_window_does_not_decide_what_takes_review() {
    let mut file = accepted();
    for command in [grant(), refuse()] {
        assert_eq!(
            file.tries(&clerk(), command, "2026-11-03").unwrap_err().kind,
            RefusalKind::Forbidden
        );
    }
}

#[test]
fn the_window_does_not_refuse_even_what_is_settled_on_the_spot() {
    let mut file = File::opened_under(&on_the_spot(), &resident(), "2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    assert_eq!(
        file.tries(&clerk(), refuse(), "2026-11-02").unwrap_err().kind,
        RefusalKind::Forbidden
    );
}

/// 行政许可法 §24: what is entrusted is not handed down further.
#[test]
fn a_village_never_accepts_declines_grants_or_refuses() {
    for command in [Command::Accept, decline()] {
        let refusal = File::opened("2026-11-02")
            .tries(&officer_at_the_village(), command, "2026-11-02")
            .unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Forbidden);
        assert!(refusal.message.contains("便民服务站不能"), "{refusal}");
    }
    for command in [grant(), refuse()] {
        let refusal = accepted()
            .tries(&officer_at_the_village(), command, "2026-11-03")
            .unwrap_err();
        assert!(refusal.message.contains("便民服务站不能"), "{refusal}");
    }
    let mut mandated = File::opened_under(&on_the_spot(), &agent(), "2026-11-02");
    assert!(
        mandated.tries(&agent(), grant(), "2026-11-02").is_err(),
        "not even for those who mandated the agent"
    );
}

#[test]
fn a_department_decides_its_own_cases_in_any_town_and_no_others() {
    accepted().does(&bureau_officer(), grant(), "2026-11-05");
    assert_eq!(
        accepted()
            .tries(&police_officer(), grant(), "2026-11-05")
            .unwrap_err()
            .kind,
        RefusalKind::Forbidden
    );
}

#[test]
fn another_town_and_the_inspectors_decide_nothing() {
    for stranger in [clerk_of_jinjing(), inspector()] {
        for command in [Command::Take, Command::Accept, decline(), ask(&["户口簿首页"])] {
            let refusal = File::opened("2026-11-02")
                .tries(&stranger, command, "2026-11-02")
                .unwrap_err();
            assert_eq!(refusal.kind, RefusalKind::Forbidden);
        }
    }
}

#[test]
fn an_applicant_takes_the_application_back_until_it_is_decided() {
    let mut submitted = File::opened("2026-11-02");
    let mut corrected = File::opened("2026-11-02");
    corrected.does(&clerk(), ask(&["户口簿首页"]), "2026-11-02");
    for file in [&mut submitted, &mut corrected, &mut accepted()] {
        file.does(&resident(), withdraw(), "2026-11-03");
        assert_eq!(file.case.state, CaseState::Withdrawn);
    }
    let mut decided = accepted();
    decided.does(&officer(), grant(), "2026-11-03");
    let refusal = decided.tries(&resident(), withdraw(), "2026-11-04").unwrap_err();
    assert!(
        refusal.message.contains("已办成"),
        "the applicant reads plain words: {refusal}"
    );
}

#[test]
fn what_has_ended_stays_ended() {
    let mut withdrawn = File::opened("2026-11-02");
    withdrawn.does(&resident(), withdraw(), "2026-11-02");
    let mut declined = File::opened("2026-11-02");
    declined.does(&clerk(), decline(), "2026-11-02");
    let mut closed = accepted();
    closed
        .does(&officer(), refuse(), "2026-11-03")
        .does(&officer(), close(), "2026-11-04");
    for file in [&mut withdrawn, &mut declined, &mut closed] {
        for command in [
            Command::Accept,
            decline(),
            grant(),
            refuse(),
            close(),
            ask(&["户口簿首页"]),
            Command::Take,
        ] {
            let refusal = file.tries(&officer(), command, "2026-11-05").unwrap_err();
            assert_eq!(refusal.kind, RefusalKind::Conflict);
            assert!(!refusal.fix.is_empty());
        }
    }
}

#[test]
fn only_what_is_decided_is_closed() {
    let refusal = accepted().tries(&officer(), close(), "2026-11-03").unwrap_err();
    assert!(refusal.message.contains("审查"), "{refusal}");
}

/// What a form says is what the command says: one table makes the form, reads it and checks it.
#[test]
fn a_command_is_read_from_the_answers_of_its_form() {
    let answers = |said: serde_json::Value| serde_json::from_value(said).unwrap();
    let read = |kind: CommandKind, said| kind.read(&answers(said), day("2026-11-05"));
    let json = serde_json::json!({"result": "准予", "notes": "自 12 月起"});
    let granted = Command::Grant {
        result: "准予".to_owned(),
        notes: "自 12 月起".to_owned(),
    };
    assert_eq!(read(CommandKind::Grant, json).unwrap(), granted);
    let by_post = read(
        CommandKind::Close,
        serde_json::json!({"how": "post", "waybill": "RB123456785GB"}),
    )
    .unwrap();
    assert!(
        matches!(by_post, Command::Close { delivery: Delivery::Post { waybill }, .. } if waybill.as_str() == "RB123456785GB")
    );
    assert_eq!(
        read(CommandKind::Accept, serde_json::json!({})).unwrap(),
        Command::Accept
    );
    for (kind, said, missing) in [
        (CommandKind::Close, serde_json::json!({}), vec!["how"]),
        (CommandKind::Close, serde_json::json!({"how": "post"}), vec!["waybill"]),
        (
            CommandKind::Close,
            serde_json::json!({"how": "post", "waybill": "RB123456784GB"}),
            vec!["waybill"],
        ),
        (
            CommandKind::Close,
            serde_json::json!({"how": "window", "waybill": "RB123456785GB"}),
            vec!["waybill"],
        ),
        (CommandKind::HandOver, serde_json::json!({}), vec!["to", "reason"]),
        (
            CommandKind::HandOver,
            serde_json::json!({"to": "nobody", "reason": "出差"}),
            vec!["to"],
        ),
        (
            CommandKind::Assign,
            serde_json::json!({"to": "x".repeat(3000)}),
            vec!["to"],
        ),
        (
            CommandKind::Decline,
            serde_json::json!({"right_office": "理".repeat(2001)}),
            vec!["reason", "right_office"],
        ),
    ] {
        assert_eq!(wrong(&read(kind, said).unwrap_err()), missing, "{kind:?}");
    }
}

/// Whoever hands a case over chooses from a list, and is told so in its words.
#[test]
fn whoever_gets_a_case_is_chosen_not_typed() {
    let said = |json: serde_json::Value| {
        let answers = serde_json::from_value(json).unwrap();
        CommandKind::Assign.read(&answers, day("2026-11-05")).unwrap_err()
    };
    assert_eq!(said(serde_json::json!({})).message, "还没有选择“交给谁”");
    let unknown = said(serde_json::json!({"to": "nobody"}));
    assert_eq!(unknown.message, "选择的人员不能承办这件办件");
    assert_eq!(unknown.fix, "请从列表里重新选择一位同事");
    let misread = CommandKind::Close.read(
        &serde_json::from_value(serde_json::json!({"how": "post", "waybill": "RB123456784GB"})).unwrap(),
        day("2026-11-05"),
    );
    assert_eq!(misread.unwrap_err().message, "快递单号的校验位对不上，有一位抄错了");
}

#[test]
fn every_command_has_a_form_that_is_well_formed_and_a_name_of_its_own() {
    let mut names = std::collections::BTreeSet::new();
    for kind in CommandKind::ALL {
        let row = kind.row();
        assert!(
            names.insert(row.name) && CommandKind::named(row.name) == Some(kind),
            "{kind:?}"
        );
        assert_eq!(serde_json::to_value(kind).unwrap(), row.name);
        let colleagues = [("a", "王小明"), ("b", "林海生")].map(|(value, label)| shared::form::Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            hint: None,
        });
        let form = kind.form("x-", &colleagues, Some(Wish::Post)).unwrap();
        assert_eq!(form.fields().count(), row.asks.len(), "{kind:?}");
        assert!(
            shared::form::well_formed(&form).is_empty() || row.asks.is_empty(),
            "{kind:?}"
        );
    }
}

/// The applicant waits for the parcel, or comes for nothing: another way than they chose is explained.
#[test]
fn a_result_that_goes_another_way_than_chosen_asks_why() {
    for (wish, how, asks) in [
        (Some(Wish::Post), "window", true),
        (Some(Wish::Post), "post", false),
        (Some(Wish::Window), "post", true),
        (None, "window", false),
    ] {
        let form = CommandKind::Close.form("x-", &[], wish).unwrap();
        let mut answers = shared::form::Answers::new();
        answers.put("x-how", how);
        if how == "post" {
            answers.put("x-waybill", "1234567890123");
        }
        let problems = shared::form::check(&form, &answers, day("2026-11-23"));
        let at: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(at, if asks { vec!["x-note"] } else { vec![] }, "{wish:?} {how}");
    }
}

/// A date past the announced year is counted again when the next is announced; what was decided is not.
#[test]
fn what_was_decided_is_judged_by_the_date_of_its_day() {
    let short = Calendar::new(announced_days().into_iter().filter(|(day, _)| day.year() < 2026));
    let mut file = File::opened("2025-12-22");
    file.calendar = short.clone();
    file.does(&clerk(), Command::Accept, "2025-12-22");
    let expected = clock(&file.case, &short).promised.unwrap();
    assert!(expected.provisional);
    file.does(&officer(), grant(), "2026-01-05");
    for calendar in [&short, &calendar()] {
        let clock = clock(&file.case, calendar);
        assert_eq!(
            (clock.promised.unwrap().date, clock.in_time),
            (expected.date, Some(true))
        );
    }
}
