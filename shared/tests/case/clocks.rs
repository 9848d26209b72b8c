//! By when what is due: 行政许可法 §32, §42, §82; 民法典 §201; 优化营商环境条例 §36.

use shared::case::{AcceptedHow, Command, MatterKind, Rules, Standing, clock, effective_state};
use shared::case::{CaseState, Clock};
use shared::catalogue::{CaseType, ItemType};
use shared::time::{Calendar, Limit};

use super::world::*;

fn clock_on(file: &File, on: &str) -> Clock {
    clock(&file.as_of(on), &file.calendar)
}

fn words(clock: &Clock) -> String {
    clock
        .steps
        .iter()
        .map(|step| step.words.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_first_notice_is_due_five_working_days_after_receipt() {
    let file = File::opened("2026-02-11");
    let clock = clock_on(&file, "2026-02-11");
    let due = clock.first_notice_due.unwrap();
    assert_eq!(
        (due.date, due.provisional),
        (day("2026-02-25"), false),
        "the Spring Festival lies between"
    );
    assert_eq!(clock.counts_as_accepted, Some(day("2026-02-11")));
    assert_eq!(
        (clock.statutory, clock.promised),
        (None, None),
        "limits count from acceptance"
    );
    assert_eq!(clock.duty.unwrap().kind, MatterKind::FirstNotice);
}

#[test]
fn both_limits_count_from_acceptance_and_the_first_day_is_not_counted() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    let clock = clock_on(&file, "2026-11-02");
    assert_eq!(clock.promised.unwrap().date, day("2026-11-16"));
    assert_eq!(clock.statutory.unwrap().date, day("2026-11-30"));
    assert_eq!(
        clock.due().unwrap().date,
        day("2026-11-16"),
        "the promise is the one to keep"
    );
    let words = words(&clock);
    assert!(words.contains("2026 年 11 月 2 日受理，次日起算"), "{words}");
    assert!(
        words.contains("法定时限 20 个工作日，到 2026 年 11 月 30 日"),
        "{words}"
    );
    assert!(
        words.contains("承诺时限 10 个工作日，到 2026 年 11 月 16 日"),
        "{words}"
    );
}

#[test]
fn a_licence_whose_own_law_names_no_limit_has_twenty_working_days() {
    assert_eq!(licence().statutory, Some(Limit::WorkingDays(20)));
    assert_eq!(
        Rules::new(ItemType::Benefit, CaseType::Promised, None, Limit::WorkingDays(5)).statutory,
        None
    );
    let own = Some(Limit::NaturalDays(15));
    assert_eq!(
        Rules::new(ItemType::Licence, CaseType::Promised, own, Limit::WorkingDays(5)).statutory,
        own
    );
}

#[test]
fn the_applicants_time_for_a_correction_is_in_no_limit() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03");
    let waiting = clock_on(&file, "2026-11-10");
    assert_eq!(waiting.correction_due.unwrap().date, day("2026-11-17"));
    assert_eq!((waiting.first_notice_due, &waiting.duty), (None, &None));
    assert_eq!(
        waiting.standing(day("2026-11-10"), &file.calendar),
        Standing::NotRunning
    );
    file.does(&resident(), supply(), "2026-11-16")
        .does(&clerk(), Command::Accept, "2026-11-16");
    let clock = clock_on(&file, "2026-11-16");
    assert_eq!(
        clock.promised.unwrap().date,
        day("2026-11-30"),
        "ten working days after acceptance, not after receipt"
    );
    assert!(words(&clock).contains("补正时间不计入办理时限"));
}

#[test]
fn the_office_may_give_more_or_fewer_days_for_a_correction() {
    let mut file = File::opened("2026-11-02");
    let three = Command::RequestCorrection {
        demands: vec![demand("户口簿首页")],
        days: Some(3),
    };
    file.does(&clerk(), three, "2026-11-03");
    assert_eq!(
        clock_on(&file, "2026-11-03").correction_due.unwrap().date,
        day("2026-11-06")
    );
}

#[test]
fn what_silence_accepted_runs_from_the_day_of_receipt() {
    let file = File::opened("2026-11-02");
    assert_eq!(
        effective_state(&file.case, &file.calendar, day("2026-11-10")),
        CaseState::Accepted
    );
    let case = file.as_of("2026-11-10");
    assert_eq!(case.acceptance.unwrap().how, AcceptedHow::BySilence);
    assert_eq!(case.revision, file.case.revision, "looking changes no record");
    let clock = clock(&case, &file.calendar);
    assert_eq!(clock.counts_as_accepted, Some(day("2026-11-02")));
    assert_eq!(clock.promised.unwrap().date, day("2026-11-16"));
    assert!(
        words(&clock).contains("自收到之日 2026 年 11 月 2 日起即为受理"),
        "{}",
        words(&clock)
    );
}

#[test]
fn a_case_is_in_time_then_soon_due_then_due_today_then_overdue() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    let clock = clock_on(&file, "2026-11-02");
    for (today, standing, said, used) in [
        ("2026-11-02", Standing::InTime { left: 10 }, "还有 10 个工作日", 0),
        ("2026-11-09", Standing::InTime { left: 5 }, "还有 5 个工作日", 50),
        (
            "2026-11-12",
            Standing::Soon { left: 2 },
            "即将到期，还有 2 个工作日",
            80,
        ),
        ("2026-11-16", Standing::Today, "今日到期", 100),
        ("2026-11-17", Standing::Overdue { by: 1 }, "超期 1 个工作日", 100),
        ("2026-11-23", Standing::Overdue { by: 5 }, "超期 5 个工作日", 100),
    ] {
        let today = day(today);
        assert_eq!(clock.standing(today, &file.calendar), standing, "{today}");
        assert_eq!(standing.words(), said);
        assert_eq!(clock.used_percent(today, &file.calendar), used, "{today}");
    }
}

#[test]
fn a_case_that_was_due_on_friday_is_overdue_on_saturday() {
    let mut file = File::opened("2026-11-06");
    file.does(&clerk(), Command::Accept, "2026-11-06");
    let clock = clock_on(&file, "2026-11-06");
    assert_eq!(clock.promised.unwrap().date, day("2026-11-20"));
    assert_eq!(
        clock.standing(day("2026-11-21"), &file.calendar),
        Standing::Overdue { by: 1 }
    );
}

#[test]
fn a_decision_stops_the_clock_and_is_in_time_or_not() {
    for (on, in_time, said) in [
        ("2026-11-16", true, "在承诺时限内"),
        ("2026-11-17", false, "超过承诺时限"),
    ] {
        let mut file = File::opened("2026-11-02");
        file.does(&clerk(), Command::Accept, "2026-11-02")
            .does(&officer(), grant(), on);
        let clock = clock_on(&file, "2026-12-31");
        assert_eq!(clock.in_time, Some(in_time));
        assert!(words(&clock).contains(said), "{}", words(&clock));
        file.does(&clerk(), close(), "2026-11-18");
        let closed = clock_on(&file, "2026-12-31");
        assert_eq!((&closed.duty, closed.in_time), (&None, Some(in_time)));
        assert_eq!(closed.standing(day("2026-12-31"), &file.calendar), Standing::Done);
    }
}

/// 行政许可法 §44: ten days from the decision; days are working days (§82).
#[test]
fn a_decision_reaches_the_applicant_within_ten_working_days() {
    for decision in [grant(), refuse()] {
        let mut file = File::opened("2026-11-02");
        file.does(&officer(), Command::Accept, "2026-11-02")
            .does(&officer(), decision, "2026-11-03");
        let clock = clock_on(&file, "2026-11-04");
        let duty = clock.duty.clone().unwrap();
        assert_eq!((duty.kind, duty.due.date), (MatterKind::Delivery, day("2026-11-17")));
        assert!(
            clock.done && words(&clock).contains("11 月 17 日前送达"),
            "{}",
            words(&clock)
        );
        for (on, standing) in [
            ("2026-11-04", Standing::InTime { left: 9 }),
            ("2026-11-17", Standing::Today),
            ("2026-11-18", Standing::Overdue { by: 1 }),
        ] {
            assert_eq!(clock.standing(day(on), &file.calendar), standing);
        }
    }
}

#[test]
fn a_closed_case_keeps_the_day_its_result_was_owed_by_and_says_how_late_it_came() {
    for (on, said) in [
        ("2026-11-17", "2026 年 11 月 17 日送达，在期限内"),
        ("2026-11-18", "2026 年 11 月 18 日送达，晚了 1 个工作日"),
        ("2026-11-21", "2026 年 11 月 21 日送达，晚了 3 个工作日"),
    ] {
        let mut file = File::opened("2026-11-02");
        file.does(&officer(), Command::Accept, "2026-11-02")
            .does(&officer(), grant(), "2026-11-03")
            .does(&clerk(), close(), on);
        let clock = clock_on(&file, "2026-12-31");
        let words = words(&clock);
        assert!(
            words.contains("2026 年 11 月 17 日前送达（行政许可法第四十四条）"),
            "{words}"
        );
        assert!(words.ends_with(said), "{words}");
        assert_eq!(clock.duty, None);
    }
}

/// The delivery is judged by the calendar of its day, as the decision is.
#[test]
fn days_off_that_are_announced_later_change_no_judged_delivery() {
    let mut file = File::opened("2026-09-21");
    file.does(&officer(), Command::Accept, "2026-09-21")
        .does(&officer(), grant(), "2026-09-22")
        .does(&clerk(), close(), "2026-10-20");
    let judged = |file: &File| {
        let steps = clock_on(file, "2026-12-31").steps;
        steps[steps.len() - 2..].to_vec()
    };
    let before = judged(&file);
    assert!(before[1].words.contains("送达，晚了 "), "{before:?}");
    file.calendar = Calendar::default();
    assert_eq!(judged(&file), before);
}

#[test]
fn what_was_taken_back_or_turned_away_counts_in_no_figure_of_punctuality() {
    let mut withdrawn = File::opened("2026-11-02");
    withdrawn
        .does(&clerk(), Command::Accept, "2026-11-02")
        .does(&resident(), withdraw(), "2026-12-30");
    let mut declined = File::opened("2026-11-02");
    declined.does(&clerk(), decline(), "2026-11-03");
    for file in [withdrawn, declined] {
        let clock = clock_on(&file, "2026-12-31");
        assert_eq!((clock.in_time, clock.done), (None, true));
    }
}

#[test]
fn past_the_end_of_the_calendar_a_date_is_marked_as_provisional_in_words() {
    let mut file = File::opened("2026-12-25");
    file.does(&clerk(), Command::Accept, "2026-12-25");
    let clock = clock_on(&file, "2026-12-25");
    assert!(clock.promised.unwrap().provisional);
    assert!(
        words(&clock).contains("暂定，2027 年放假安排公布后重新计算"),
        "{}",
        words(&clock)
    );
}

#[test]
fn on_the_spot_means_today() {
    let mut file = File::opened_under(&on_the_spot(), &resident(), "2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    let clock = clock_on(&file, "2026-11-02");
    assert_eq!(clock.standing(day("2026-11-02"), &file.calendar), Standing::Today);
    assert!(words(&clock).contains("当场办结"));
}

#[test]
fn where_the_law_is_stricter_than_the_promise_the_law_is_the_date_to_keep() {
    let loose = Rules::new(
        ItemType::Benefit,
        CaseType::Promised,
        Some(Limit::WorkingDays(3)),
        Limit::WorkingDays(10),
    );
    let mut file = File::opened_under(&loose, &resident(), "2026-11-02");
    file.does(&clerk(), Command::Accept, "2026-11-02");
    assert_eq!(clock_on(&file, "2026-11-02").due().unwrap().date, day("2026-11-05"));
}
