//! The office is late, and the applicant says so (催办).

use shared::case::{CaseState, Command, CommandKind, Delivery, Done, Mark, clock};
use shared::problem::RefusalKind;

use super::world::*;

/// Accepted on 2 November with ten working days promised: due on the 16th.
fn accepted() -> File {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02");
    file
}

#[test]
fn an_applicant_reminds_once_the_office_is_late_and_then_every_five_working_days() {
    let mut file = accepted();
    for early in ["2026-11-03", "2026-11-16"] {
        let refusal = file.tries(&resident(), Command::Remind, early).unwrap_err();
        assert!(refusal.message.contains("还没有超过办理期限"), "{early}: {refusal}");
    }
    file.does(&resident(), Command::Remind, "2026-11-17");
    assert_eq!(file.case.marks(), [Mark::Reminded]);
    for soon in ["2026-11-17", "2026-11-23"] {
        let refusal = file.tries(&resident(), Command::Remind, soon).unwrap_err();
        assert!(
            refusal.fix.contains("2026 年 11 月 24 日起可以再催一次"),
            "{soon}: {refusal}"
        );
    }
    file.does(&resident(), Command::Remind, "2026-11-24");
    assert_eq!(file.case.reminders.len(), 2);
}

#[test]
fn a_reminder_is_of_the_stage_it_was_made_in() {
    let mut file = accepted();
    file.does(&resident(), Command::Remind, "2026-11-17")
        .does(&officer(), grant(), "2026-11-18");
    assert_eq!((file.case.state, file.case.marks()), (CaseState::Granted, vec![]));
    // The delivery has ten working days of its own, and is reminded of on its own.
    let refusal = file.tries(&resident(), Command::Remind, "2026-12-02").unwrap_err();
    assert_eq!(refusal.kind, RefusalKind::Conflict);
    file.does(&resident(), Command::Remind, "2026-12-03");
    assert_eq!(file.case.marks(), [Mark::Reminded]);
    let delivery = Delivery::Window;
    let note = String::new();
    file.does(&clerk(), Command::Close { delivery, note }, "2026-12-04");
    assert!(file.case.marks().is_empty());
    assert!(file.tries(&resident(), Command::Remind, "2027-01-29").is_err());
}

#[test]
fn whoever_reminds_is_told_when_the_next_reminder_is_possible() {
    let mut file = accepted();
    file.does(&resident(), Command::Remind, "2026-11-17");
    let done = (CommandKind::Remind.row().done)(&Done {
        case: &file.case,
        clock: &clock(&file.case, &file.calendar),
        calendar: &file.calendar,
        today: "2026-11-17".parse().unwrap(),
        held: false,
        by: &resident(),
        to: "",
    });
    assert_eq!(
        done,
        "已经催办，承办人员和负责人会看到。还没有办的，2026 年 11 月 24 日起可以再催一次。"
    );
}

#[test]
fn a_finished_case_is_neither_reminded_of_nor_taken_back_and_says_where_it_stands() {
    let mut closed = accepted();
    closed
        .does(&officer(), grant(), "2026-11-03")
        .does(&clerk(), close(), "2026-11-04");
    let mut declined = File::opened("2026-11-02");
    declined.does(&officer(), decline(), "2026-11-03");
    for (file, state) in [(&mut closed, "已办结"), (&mut declined, "不予受理")] {
        for (command, act) in [(Command::Remind, "催办"), (withdraw(), "撤回申请")] {
            let refusal = file.tries(&resident(), command, "2026-12-31").unwrap_err();
            assert_eq!(refusal.message, format!("办件目前是「{state}」，不能{act}"));
            assert!(refusal.fix.contains("请重新申请"), "{refusal}");
        }
    }
}

#[test]
fn nobody_else_reminds_and_nobody_is_reminded_while_it_waits_for_the_applicant() {
    let mut file = accepted();
    for other in [neighbour(), officer(), lead(), inspector()] {
        let refusal = file.tries(&other, Command::Remind, "2026-11-17").unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Forbidden, "{}", other.name);
    }
    let mut waiting = File::opened("2026-11-02");
    waiting.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03");
    assert!(waiting.tries(&resident(), Command::Remind, "2027-01-04").is_err());
}
