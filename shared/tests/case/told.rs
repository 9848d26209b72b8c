//! What people read.

use shared::access::Actor;
use shared::case::{
    CaseState, Channel, Command, CommandKind, Moment, Owed, Reminder, clock, next_for_applicant, offers,
    told_to_applicant, told_to_staff,
};

use shared::time::DueDate;

use super::world::*;

fn next(file: &File, on: &str) -> (String, bool) {
    let case = file.as_of(on);
    let now = Moment::new(morning(on), &file.calendar);
    let next = next_for_applicant(&case, &clock(&case, &file.calendar), &now);
    (next.words, next.yours)
}

#[test]
fn an_applicant_reads_what_happens_next_and_by_when() {
    let mut file = File::opened("2026-11-02");
    assert_eq!(
        next(&file, "2026-11-02"),
        (
            "我们会在 11 月 9 日前告诉您是否受理，或者还缺什么材料".to_owned(),
            false
        )
    );
    file.does(&clerk(), ask(&["户口簿首页", "银行卡正面"]), "2026-11-03");
    assert_eq!(
        next(&file, "2026-11-03"),
        ("请在 11 月 17 日前补齐 2 项内容".to_owned(), true)
    );
    assert!(next(&file, "2026-11-18").0.contains("补正期限已过"));
    file.does(&resident(), supply(), "2026-11-05")
        .does(&officer(), Command::Accept, "2026-11-05");
    assert_eq!(
        next(&file, "2026-11-05"),
        ("我们会在 11 月 19 日前作出决定".to_owned(), false)
    );
    file.does(&officer(), grant(), "2026-11-06");
    assert!(next(&file, "2026-11-06").0.contains("领取结果"));
}

#[test]
fn a_day_that_is_past_is_promised_to_nobody() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02");
    assert_eq!(next(&file, "2026-11-16").0, "我们会在 11 月 16 日前作出决定");
    assert_eq!(
        next(&file, "2026-11-17").0,
        "原承诺 11 月 16 日前办结，已经超期，可以催办"
    );
    file.does(&resident(), Command::Remind, "2026-11-17");
    assert_eq!(
        next(&file, "2026-11-18").0,
        "原承诺 11 月 16 日前办结，已经超期，您已经催办，11 月 24 日起可以再催"
    );
    assert_eq!(
        next(&file, "2026-11-24").0,
        "原承诺 11 月 16 日前办结，已经超期，可以催办"
    );
    file.does(&officer(), grant(), "2026-11-24");
    assert_eq!(next(&file, "2026-12-08").0, "已经办成，请按下面的说明领取结果");
    assert_eq!(
        next(&file, "2026-12-09").0,
        "已经办成，请按下面的说明领取结果；原定 12 月 8 日前送达，已经超期，可以催办"
    );
    // The year is said once it is another than today's.
    assert!(next(&file, "2027-01-04").0.contains("原定 2026 年 12 月 8 日前送达"));
}

#[test]
fn a_list_promises_no_day_that_is_past_either() {
    let line = |state, due: &str, today: &str, reminder| {
        let due = Some(DueDate {
            date: day(due),
            provisional: false,
        });
        let today = day(today);
        Owed {
            state,
            due,
            today,
            reminder,
        }
        .line()
    };
    let open = Reminder::Open;
    let accepted = |today| line(CaseState::Accepted, "2026-12-07", today, open);
    assert_eq!(accepted("2026-12-07"), "承诺 12 月 7 日前作出决定");
    assert_eq!(accepted("2026-12-08"), "原承诺 12 月 7 日前办结，已经超期，可以催办");
    let reminded = line(CaseState::Accepted, "2026-12-07", "2026-12-08", Reminder::Made(None));
    assert_eq!(reminded, "原承诺 12 月 7 日前办结，已经超期，您已经催办");
    for (state, words) in [
        (CaseState::Submitted, "原定 12 月 7 日前告诉您是否受理，已经超期"),
        (CaseState::CorrectionRequested, "补正期限已过，请尽快补齐材料"),
        (CaseState::Granted, "原定 12 月 7 日前送达，已经超期"),
        (CaseState::Refused, "原定 12 月 7 日前送达，已经超期"),
    ] {
        let late = line(state, "2026-12-07", "2026-12-08", Reminder::NothingOwed);
        assert!(late.ends_with(words), "{late}");
        let in_time = line(state, "2026-12-07", "2026-12-07", Reminder::TooEarly);
        assert!(!in_time.contains("超期") && !in_time.contains("已过"), "{in_time}");
    }
}

#[test]
fn someone_turned_away_reads_where_to_go() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), decline(), "2026-11-02");
    assert!(next(&file, "2026-11-02").0.contains("请向户籍所在地镇政府申请"));
}

#[test]
fn a_provisional_date_says_so() {
    let file = File::opened("2026-12-29");
    assert!(next(&file, "2026-12-29").0.contains("（暂定）"));
}

#[test]
fn the_timeline_leaves_out_what_only_concerns_the_office_and_names_no_officer() {
    let mut file = File::opened("2026-11-02");
    file.does(&lead(), assign(&officer()), "2026-11-02")
        .does(&officer(), ask(&["户口簿首页"]), "2026-11-03");
    let told: Vec<_> = file.record.iter().filter_map(told_to_applicant).collect();
    assert_eq!(
        told.iter().map(|told| told.words.as_str()).collect::<Vec<_>>(),
        ["您提交了申请", "需要您补正 1 项内容"]
    );
    assert_eq!(told[1].by, "镇（街道）审批人员");
    assert!(told[1].detail.as_ref().unwrap().contains("户口簿首页（看不清）"));
}

#[test]
fn staff_read_everything_with_names() {
    let mut file = File::opened("2026-11-02");
    file.does(&lead(), assign(&officer()), "2026-11-02");
    let name_of = |id: &shared::id::AccountId| (*id == officer().id).then(|| "许审批".to_owned());
    let told = told_to_staff(file.record.last().unwrap(), name_of);
    assert_eq!(
        (told.words.as_str(), told.by.as_str()),
        ("分派给许审批", "镇（街道）中心负责人 吴主任")
    );
}

#[test]
fn a_refused_applicant_reads_reasons_basis_and_remedies_in_the_timeline() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02")
        .does(&officer(), refuse(), "2026-11-03");
    let detail = told_to_applicant(file.record.last().unwrap()).unwrap().detail.unwrap();
    for part in ["年龄不满 80 周岁", "第五条", "行政复议"] {
        assert!(detail.contains(part), "{detail}");
    }
}

#[test]
fn the_usual_next_step_is_the_one_primary_button() {
    let mut file = File::opened("2026-11-02");
    let buttons = |file: &File, by: &Actor| offers(&file.case, by, &Moment::new(morning("2026-11-03"), &file.calendar));
    let primary = |file: &File, by: &Actor| {
        buttons(file, by)
            .into_iter()
            .find(|offer| offer.primary)
            .map(|offer| offer.action)
    };
    assert_eq!(primary(&file, &officer()), Some(CommandKind::Accept));
    assert_eq!(
        primary(&file, &resident()),
        None,
        "taking it back is never what we suggest"
    );
    file.does(&officer(), ask(&["户口簿首页"]), "2026-11-03");
    assert_eq!(primary(&file, &resident()), Some(CommandKind::Supply));
    let supply = buttons(&file, &resident())
        .into_iter()
        .find(|offer| offer.action == CommandKind::Supply)
        .unwrap();
    assert_eq!(supply.label, "补正材料");
    assert!(buttons(&file, &neighbour()).is_empty() && buttons(&file, &inspector()).is_empty());
}

#[test]
fn every_state_and_channel_has_words_and_one_stored_name() {
    for state in CaseState::ALL {
        assert!(!state.words().is_empty() && !state.staff_words().is_empty());
        assert_eq!(state.as_str().parse(), Ok(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for channel in Channel::ALL {
        assert_eq!(channel.as_str().parse(), Ok(channel));
        assert_eq!(serde_json::to_value(channel).unwrap(), channel.as_str());
    }
    assert!("lost".parse::<CaseState>().is_err() && "fax".parse::<Channel>().is_err());
}
