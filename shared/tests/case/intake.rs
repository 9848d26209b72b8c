//! 行政许可法 §32: taking an application in.

use shared::access::Actor;
use shared::case::{CaseState, Channel, Command, Decision, Event, Filing};
use shared::problem::RefusalKind;

use super::world::*;

#[test]
fn a_complete_application_is_accepted() {
    let mut file = File::opened("2026-11-02");
    let events = file.tries(&clerk(), Command::Accept, "2026-11-02").unwrap();
    assert_eq!(events, [Event::Accepted]);
    assert_eq!(file.case.state, CaseState::Accepted);
    assert_eq!(file.case.acceptance.unwrap().on, day("2026-11-02"));
}

#[test]
fn everything_missing_is_told_at_once_and_the_case_waits_for_the_applicant() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页", "银行卡正面"]), "2026-11-03");
    assert_eq!(file.case.state, CaseState::CorrectionRequested);
    assert_eq!(file.case.open_demands().len(), 2);
}

#[test]
fn what_was_asked_for_is_supplied_and_the_case_goes_on() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-05");
    assert_eq!(file.case.state, CaseState::Submitted);
    assert_eq!(file.case.answers, digest(2));
    assert!(file.case.open_demands().is_empty());
    file.does(&clerk(), Command::Accept, "2026-11-05");
    assert_eq!(file.case.state, CaseState::Accepted);
}

#[test]
fn a_second_different_correction_is_refused() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-05");
    let refusal = file
        .tries(&clerk(), ask(&["户口簿首页", "婚姻证明"]), "2026-11-06")
        .unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Conflict);
    assert!(
        refusal.message.contains("婚姻证明") && refusal.message.contains("行政许可法第三十二条"),
        "{refusal}"
    );
    assert!(refusal.fix.contains("应当受理"), "{refusal}");
}

#[test]
fn a_different_demand_on_the_same_material_is_a_different_demand() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-05");
    assert!(file.tries(&clerk(), ask(&["户口簿每一页"]), "2026-11-06").is_err());
}

#[test]
fn what_was_asked_for_and_is_still_missing_may_be_told_again() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页", "银行卡正面"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-05");
    file.does(&clerk(), ask(&["银行卡正面"]), "2026-11-06");
    assert_eq!(file.case.open_demands(), [demand("银行卡正面")]);
    // The first list stays the measure for any later one.
    file.does(&resident(), supply(), "2026-11-09")
        .does(&clerk(), ask(&["户口簿首页"]), "2026-11-10");
}

#[test]
fn while_the_applicant_has_not_answered_nothing_more_may_be_asked() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03");
    let refusal = file.tries(&clerk(), ask(&["户口簿首页"]), "2026-11-04").unwrap_err();
    assert!(refusal.message.contains("一次性告知"), "{refusal}");
}

#[test]
fn a_demand_says_what_and_why() {
    let mut file = File::opened("2026-11-02");
    let nothing = Command::RequestCorrection {
        demands: vec![],
        days: None,
    };
    let without_reason = Command::RequestCorrection {
        demands: vec![shared::case::Demand {
            why: "  ".to_owned(),
            ..demand("户口簿首页")
        }],
        days: None,
    };
    for command in [nothing, without_reason] {
        let refusal = file.tries(&clerk(), command, "2026-11-03").unwrap_err();
        assert_eq!(wrong(&refusal), ["demands"]);
    }
    let no_time = Command::RequestCorrection {
        demands: vec![demand("户口簿首页")],
        days: Some(0),
    };
    assert_eq!(
        wrong(&file.tries(&clerk(), no_time, "2026-11-03").unwrap_err()),
        ["days"]
    );
}

#[test]
fn an_accepted_case_cannot_be_sent_back_for_correction() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    let refusal = file.tries(&officer(), ask(&["户口簿首页"]), "2026-11-03").unwrap_err();
    assert!(refusal.message.contains("已经受理"), "{refusal}");
}

#[test]
fn an_office_that_is_not_the_right_one_says_so_at_once_and_names_the_right_one() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), decline(), "2026-11-02");
    assert_eq!(file.case.state, CaseState::Declined);
    let Some(Decision::Declined {
        right_office, remedies, ..
    }) = &file.case.decision
    else {
        panic!("declined")
    };
    assert_eq!(right_office.as_deref(), Some("户籍所在地镇政府"));
    assert!(remedies.contains("60 日") && remedies.contains("6 个月"), "{remedies}");
}

#[test]
fn turning_an_application_away_needs_a_reason() {
    let mut file = File::opened("2026-11-02");
    let command = Command::Decline {
        reason: " ".to_owned(),
        right_office: None,
    };
    let refusal = file.tries(&clerk(), command, "2026-11-02").unwrap_err();
    assert_eq!(wrong(&refusal), ["reason"]);
    assert_eq!(file.case.state, CaseState::Submitted);
}

#[test]
fn silence_for_five_working_days_accepts_from_the_day_of_receipt() {
    let mut file = File::opened("2026-09-23");
    // Five working days: 09-24, then 国庆 (and 中秋 09-25) over to October.
    let last = shared::case::clock(&file.case, &file.calendar)
        .first_notice_due
        .unwrap()
        .date;
    let eve = file.as_of(&last.to_string());
    assert_eq!(
        eve.state,
        CaseState::Submitted,
        "on the last day the office may still speak"
    );
    let after = last.tomorrow().unwrap().to_string();
    assert_eq!(
        shared::case::effective_state(&file.case, &file.calendar, day(&after)),
        CaseState::Accepted
    );
    let refusal = file.tries(&clerk(), ask(&["户口簿首页"]), &after).unwrap_err();
    assert!(refusal.message.contains("5 个工作日内没有告知"), "{refusal}");
    assert_eq!(file.case.state, CaseState::Accepted);
    assert_eq!(file.case.acceptance.unwrap().on, day("2026-09-23"));
}

#[test]
fn after_the_five_days_it_cannot_be_turned_away_either() {
    let mut file = File::opened("2026-11-02");
    assert!(file.tries(&clerk(), decline(), "2026-11-10").is_err());
    assert_eq!(file.case.state, CaseState::Accepted);
}

#[test]
fn after_a_correction_the_five_days_run_from_the_day_the_materials_were_complete() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-11");
    assert_eq!(file.as_of("2026-11-18").state, CaseState::Submitted);
    let case = file.as_of("2026-11-19");
    assert_eq!(case.state, CaseState::Accepted);
    assert_eq!(case.acceptance.unwrap().on, day("2026-11-11"));
}

#[test]
fn nothing_is_counted_as_accepted_on_a_provisional_date() {
    let file = File::opened("2026-12-29");
    assert!(
        shared::case::clock(&file.case, &file.calendar)
            .first_notice_due
            .unwrap()
            .provisional
    );
    assert_eq!(
        file.as_of("2027-02-01").state,
        CaseState::Submitted,
        "until 2027 is announced"
    );
}

#[test]
fn while_the_applicant_still_has_time_the_office_may_not_give_up() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03");
    let refusal = file.tries(&clerk(), decline(), "2026-11-17").unwrap_err();
    assert!(refusal.message.contains("补正期限还没有到"), "{refusal}");
    file.does(&clerk(), decline(), "2026-11-18");
    assert_eq!(file.case.state, CaseState::Declined);
}

#[test]
fn late_materials_are_still_taken_as_long_as_the_office_has_not_declined() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-12-10");
    assert_eq!(file.case.state, CaseState::Submitted);
}

#[test]
fn someone_elses_case_is_neither_supplied_nor_taken_back() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03");
    for command in [supply(), withdraw()] {
        assert_eq!(
            file.tries(&neighbour(), command, "2026-11-04").unwrap_err().kind,
            RefusalKind::Forbidden
        );
    }
}

#[test]
fn an_agent_supplies_for_the_one_who_mandated_them() {
    let mut file = File::opened_under(&licence(), &agent(), "2026-11-02");
    assert_eq!(file.case.filing.applicant, resident().id);
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&agent(), supply(), "2026-11-04");
    assert_eq!(file.case.state, CaseState::Submitted);
}

#[test]
fn an_agent_who_was_not_mandated_files_nothing() {
    let unasked = Filing {
        agent: None,
        ..filing(&agent())
    };
    let refused = File::try_opened(&licence(), &agent(), unasked, "2026-11-02")
        .err()
        .unwrap();
    assert_eq!(refused.kind, RefusalKind::Forbidden);
}

#[test]
fn nobody_files_in_anothers_name() {
    let stolen = Filing {
        applicant: resident().id,
        ..filing(&neighbour())
    };
    assert!(File::try_opened(&licence(), &neighbour(), stolen, "2026-11-02").is_err());
}

#[test]
fn an_applicant_without_a_checked_name_is_told_where_to_get_it_checked() {
    let unknown = Actor {
        real_name: false,
        ..resident()
    };
    let refused = File::try_opened(&licence(), &unknown, filing(&unknown), "2026-11-02")
        .err()
        .unwrap();
    assert_eq!(refused.kind, RefusalKind::Forbidden);
    assert!(refused.fix.contains("实名认证"), "{refused}");
}

#[test]
fn an_agents_filing_is_not_counted_as_online() {
    let dressed_up = Filing {
        channel: Channel::Phone,
        ..filing(&agent())
    };
    let refused = File::try_opened(&licence(), &agent(), dressed_up, "2026-11-02")
        .err()
        .unwrap();
    assert_eq!(wrong(&refused), ["channel"]);
    assert!(!Channel::Agent.is_online() && !Channel::Window.is_online() && Channel::Phone.is_online());
}

#[test]
fn a_clerk_files_at_the_window_of_their_own_hall_only() {
    let at_the_window = Filing {
        filed_at: place(SHENHU),
        ..filing(&clerk())
    };
    assert!(File::try_opened(&licence(), &clerk(), at_the_window.clone(), "2026-11-02").is_ok());
    assert!(File::try_opened(&licence(), &clerk_of_jinjing(), at_the_window, "2026-11-02").is_err());
}

#[test]
fn a_village_station_collects_and_never_handles() {
    let handled_at_the_village = Filing {
        handling: place(SHENHU_VILLAGE),
        ..filing(&resident())
    };
    let refused = File::try_opened(&licence(), &resident(), handled_at_the_village, "2026-11-02")
        .err()
        .unwrap();
    assert_eq!(wrong(&refused), ["place"]);
}

#[test]
fn an_application_is_handed_in_once() {
    let mut file = File::opened("2026-11-02");
    let again = Command::Submit(Box::new(filing(&resident())));
    let refusal = file.tries(&resident(), again, "2026-11-02").unwrap_err();
    assert!(refusal.fix.contains("我的办件"), "{refusal}");
}

#[test]
fn nothing_happens_to_a_case_before_it_was_received() {
    let mut file = File::opened("2026-11-02");
    assert!(file.tries(&clerk(), Command::Accept, "2026-11-01").is_err());
}
