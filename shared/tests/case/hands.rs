//! Who has a case in hand.

use shared::access::Actor;
use shared::case::{CaseState, Command, CommandKind, Event, Moment, can_carry, offers};
use shared::problem::RefusalKind;

use super::world::*;

#[test]
fn deciding_a_case_nobody_holds_takes_it_in_the_same_act() {
    let mut file = File::opened("2026-11-02");
    let events = file.tries(&officer(), Command::Accept, "2026-11-02").unwrap();
    assert_eq!(events, [Event::Taken, Event::Accepted]);
    assert_eq!(file.case.holder, Some(officer().id));
}

#[test]
fn what_one_officer_holds_another_does_not_touch() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Take, "2026-11-02");
    for command in [
        Command::Take,
        Command::Accept,
        decline(),
        ask(&["户口簿首页"]),
        hand_over(&lead()),
    ] {
        let refusal = file.tries(&colleague(), command, "2026-11-03").unwrap_err();
        assert_eq!(refusal.kind, RefusalKind::Conflict);
        assert!(refusal.fix.contains("移交"), "{refusal}");
    }
}

#[test]
fn the_lead_assigns_and_reassigns() {
    let mut file = File::opened("2026-11-02");
    file.does(&lead(), assign(&officer()), "2026-11-02")
        .does(&lead(), assign(&colleague()), "2026-11-03");
    assert_eq!(file.case.holder, Some(colleague().id));
    let again = file.tries(&lead(), assign(&colleague()), "2026-11-03").unwrap_err();
    assert_eq!(wrong(&again), ["to"]);
    let not_the_lead = file.tries(&officer(), assign(&officer()), "2026-11-03").unwrap_err();
    assert_eq!(not_the_lead.kind, RefusalKind::Forbidden);
}

#[test]
fn a_lead_rescues_a_case_whoever_holds_it() {
    // Takes it over, whether or not the one who has it is still there.
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Take, "2026-11-02");
    let events = file.tries(&lead(), Command::Take, "2026-11-03").unwrap();
    assert_eq!(events, [Event::Assigned { to: lead().id }]);
    // Gives it to somebody, and to themselves.
    file.does(&lead(), assign(&colleague()), "2026-11-03")
        .does(&lead(), assign(&lead()), "2026-11-03");
    // Stands in: acts, and has it from then on.
    for act in [Command::Accept, ask(&["户口簿首页"]), decline()] {
        let mut file = File::opened("2026-11-02");
        file.does(&officer(), Command::Take, "2026-11-02");
        let events = file.tries(&lead(), act, "2026-11-03").unwrap();
        assert_eq!(events.first(), Some(&Event::Assigned { to: lead().id }));
        assert_eq!(events.len(), 2, "{events:?}");
        assert_eq!(file.case.holder, Some(lead().id));
    }
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02");
    let events = file.tries(&lead(), grant(), "2026-11-03").unwrap();
    assert_eq!(events.first(), Some(&Event::Assigned { to: lead().id }));
    assert_eq!(file.case.state, CaseState::Granted);
}

#[test]
fn only_who_can_do_the_next_step_is_offered_a_case() {
    let takes = |file: &File, who: &Actor| {
        let offers = offers(&file.case, who, &Moment::new(morning("2026-11-03"), &file.calendar));
        offers.iter().any(|offer| offer.action == CommandKind::Take)
    };
    let mut file = File::opened("2026-11-02");
    assert!(takes(&file, &clerk()) && can_carry(&file.case, &clerk()));
    file.does(&clerk(), Command::Accept, "2026-11-02");
    // What takes time is not decided at the window: taken there, it would stand still.
    assert!(!takes(&file, &clerk()) && !can_carry(&file.case, &clerk()));
    assert!(takes(&file, &officer()) && can_carry(&file.case, &officer()));
    let refusal = file.tries(&clerk(), Command::Take, "2026-11-03").unwrap_err();
    assert!(refusal.message.contains("审批权限"), "{refusal}");
    assert!(!can_carry(&file.case, &officer_at_the_village()) && !can_carry(&file.case, &inspector()));
    file.does(&officer(), grant(), "2026-11-03");
    assert!(can_carry(&file.case, &clerk()), "any window delivers");
    file.does(&clerk(), close(), "2026-11-04");
    assert!(!can_carry(&file.case, &officer()), "nothing is left to do");
}

#[test]
fn a_case_is_handed_over_with_a_reason_by_the_one_who_holds_it() {
    let mut file = File::opened("2026-11-02");
    let free = file
        .tries(&officer(), hand_over(&colleague()), "2026-11-02")
        .unwrap_err();
    assert!(free.message.contains("还没有人承办"), "{free}");
    file.does(&officer(), Command::Take, "2026-11-02");
    let to_self = file.tries(&officer(), hand_over(&officer()), "2026-11-02").unwrap_err();
    assert_eq!(wrong(&to_self), ["to"]);
    let silent = Command::HandOver {
        to: colleague().id,
        reason: String::new(),
    };
    let refusal = file.tries(&officer(), silent, "2026-11-02").unwrap_err();
    assert_eq!(wrong(&refusal), ["reason"]);
    file.does(&officer(), hand_over(&colleague()), "2026-11-02");
    assert_eq!(file.case.holder, Some(colleague().id));
}

#[test]
fn a_clerk_who_accepts_what_they_cannot_decide_puts_it_back_for_review() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), Command::Take, "2026-11-02");
    let events = file.tries(&clerk(), Command::Accept, "2026-11-02").unwrap();
    assert_eq!(events, [Event::Accepted, Event::Released]);
    file.does(&officer(), grant(), "2026-11-03");
}

#[test]
fn the_applicant_waits_for_nobodys_hands() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), ask(&["户口簿首页"]), "2026-11-02")
        .does(&resident(), supply(), "2026-11-03");
    assert_eq!(
        file.case.holder,
        Some(officer().id),
        "it comes back to the one who asked"
    );
    file.does(&resident(), withdraw(), "2026-11-03");
}

#[test]
fn any_window_of_the_hall_delivers_the_result() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02")
        .does(&officer(), grant(), "2026-11-03");
    file.does(&clerk(), close(), "2026-11-04");
}
