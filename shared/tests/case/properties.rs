//! What holds for every case, whoever does what in whatever order.

use proptest::prelude::*;
use shared::access::Actor;
use shared::case::{By, Clock, Command, CommandKind, Moment, Recorded, Rules, clock, decide, evolve, offers, replay};
use shared::catalogue::{CaseType, ItemType};
use shared::time::{Calendar, DayKind, DueDate, Limit, Timestamp, local_date};

use super::world::*;

/// One thing tried: who, what, how many hours after the last.
pub type Attempt = (Actor, Wish, i64);

/// A command in order for the case as it stands, or one as it comes, wrong parts and all.
#[derive(Clone, Debug)]
pub enum Wish {
    InOrder(CommandKind),
    AsItComes(Command),
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just("  ".to_owned()), "[一-龥]{1,6}"]
}

fn as_it_comes() -> impl Strategy<Value = Command> {
    let demands = prop::collection::vec(
        prop::sample::select(vec!["户口簿首页", "银行卡正面", "婚姻证明", ""]),
        0..3,
    )
    .prop_map(|what| what.into_iter().map(demand).collect());
    prop_oneof![
        (demands, prop::option::of(0_u16..70)).prop_map(|(demands, days)| Command::RequestCorrection { demands, days }),
        words().prop_map(|note| Command::Supply {
            answers: digest(3),
            note
        }),
        (words(), prop::option::of(words()))
            .prop_map(|(reason, right_office)| Command::Decline { reason, right_office }),
        (words(), words()).prop_map(|(result, notes)| Command::Grant { result, notes }),
        (words(), words()).prop_map(|(reasons, basis)| Command::Refuse { reasons, basis }),
        (1_u32..13).prop_map(|to| Command::Assign { to: account(to) }),
        (1_u32..13, words()).prop_map(|(to, reason)| Command::HandOver {
            to: account(to),
            reason
        }),
    ]
}

pub fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let wish = prop_oneof![
        3 => prop::sample::select(CommandKind::ALL.to_vec()).prop_map(Wish::InOrder),
        1 => as_it_comes().prop_map(Wish::AsItComes),
    ];
    // The people who can do most come up most often, so that cases get far.
    let who = prop_oneof![
        2 => Just(resident()),
        1 => Just(clerk()),
        2 => Just(officer()),
        1 => Just(lead()),
        2 => prop::sample::select(everyone()),
    ];
    prop::collection::vec((who, wish, 0_i64..120), 1..40)
}

pub fn rules() -> impl Strategy<Value = Rules> {
    let limit = prop_oneof![
        Just(Limit::OnTheSpot),
        (1_u16..40).prop_map(Limit::WorkingDays),
        (1_u16..90).prop_map(Limit::NaturalDays),
        (1_u16..7).prop_map(Limit::Months),
    ];
    let item_type = prop::sample::select(ItemType::ALL.to_vec());
    (
        item_type,
        prop::sample::select(vec![CaseType::Instant, CaseType::Promised]),
        prop::option::of(limit.clone()),
        limit,
    )
        .prop_map(|(item_type, case_type, statutory, promised)| Rules::new(item_type, case_type, statutory, promised))
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.checked_add(jiff::SignedDuration::from_hours(hours)).unwrap()
}

/// Tries everything in turn; calls `look` before each attempt.
pub fn live(rules: &Rules, attempts: &[Attempt], mut look: impl FnMut(&File, Timestamp)) -> File {
    let mut file = File::opened_under(rules, &resident(), "2026-03-02");
    let mut at = morning("2026-03-02");
    for (by, wish, hours) in attempts {
        at = later(at, *hours);
        file.let_time_pass(at);
        look(&file, at);
        let command = match wish {
            Wish::InOrder(kind) => in_order(*kind, &file.case, by),
            Wish::AsItComes(command) => command.clone(),
        };
        let before = file.case.clone();
        match file.tries_at(by, command, at) {
            // `tries_at` evolves every event it gets and fails the test when one cannot be taken.
            Ok(events) => assert_eq!(file.case.revision as usize, before.revision as usize + events.len()),
            Err(refusal) => {
                assert_eq!(file.case, before, "a refusal changes nothing");
                assert!(!refusal.message.is_empty() && !refusal.fix.is_empty());
            }
        }
    }
    file
}

/// The due dates of a clock that both clocks have.
fn dates(clock: &Clock) -> [Option<DueDate>; 5] {
    [
        clock.first_notice_due,
        clock.correction_due,
        clock.statutory,
        clock.promised,
        clock.due(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decide_never_yields_what_evolve_cannot_take(rules in rules(), attempts in attempts()) {
        let file = live(&rules, &attempts, |_, _| {});
        prop_assert_eq!(replay(&file.record), Ok(Some(file.case)));
    }

    #[test]
    fn a_button_is_shown_exactly_when_pressing_it_works(rules in rules(), attempts in attempts()) {
        live(&rules, &attempts, |file, at| {
            let now = Moment::new(at, &file.calendar);
            for actor in everyone() {
                let shown: Vec<_> = offers(&file.case, &actor, &now).into_iter().map(|offer| offer.action).collect();
                let works: Vec<_> = CommandKind::ALL
                    .into_iter()
                    .filter(|kind| decide(Some(&file.case), in_order(*kind, &file.case, &actor), &actor, &now, &rules).is_ok())
                    .collect();
                assert_eq!(shown, works, "{} {:?}", actor.name, file.case.state);
            }
        });
    }

    #[test]
    fn one_more_holiday_never_makes_anything_due_earlier(
        rules in rules(),
        attempts in attempts(),
        days_off in prop::collection::vec(0_i64..500, 1..30),
    ) {
        let start = day("2026-03-02");
        let holidays = days_off.into_iter().map(|days| (start.checked_add(jiff::Span::new().days(days)).unwrap(), DayKind::Holiday));
        let more = Calendar::new(announced_days().into_iter().chain(holidays));
        live(&rules, &attempts, |file, _| {
            let (before, after) = (clock(&file.case, &file.calendar), clock(&file.case, &more));
            for (before, after) in dates(&before).into_iter().zip(dates(&after)) {
                assert_eq!(before.is_some(), after.is_some());
                assert!(before.map(|due| due.date) <= after.map(|due| due.date), "{before:?} {after:?}");
            }
        });
    }

    #[test]
    fn at_a_village_and_among_inspectors_nothing_official_ever_succeeds(rules in rules(), attempts in attempts()) {
        live(&rules, &attempts, |file, at| {
            let now = Moment::new(at, &file.calendar);
            for actor in [agent(), officer_at_the_village(), inspector()] {
                for kind in [CommandKind::Accept, CommandKind::Decline, CommandKind::Grant, CommandKind::Refuse] {
                    assert!(decide(Some(&file.case), in_order(kind, &file.case, &actor), &actor, &now, &rules).is_err());
                }
            }
        });
    }

    /// The daily job looks at cases by the day they wake: what it does not wake, time has not changed.
    #[test]
    fn nothing_happens_by_itself_before_the_day_a_case_wakes(rules in rules(), attempts in attempts(), later in 0_i64..200) {
        live(&rules, &attempts, |file, at| {
            let today = local_date(at).checked_add(jiff::Span::new().days(later)).unwrap();
            let wakes = file.case.wakes_on(&file.calendar);
            if shared::case::law_effect(&file.case, &file.calendar, today).is_some() {
                assert!(wakes.is_some_and(|day| day < today), "{wakes:?} {today}");
            }
        });
    }

    #[test]
    fn what_was_judged_stays_judged_when_the_calendar_grows(rules in rules(), attempts in attempts(), off in prop::collection::vec(0_i64..500, 1..30)) {
        let start = day("2026-03-02");
        let holidays = off.into_iter().map(|days| (start.checked_add(jiff::Span::new().days(days)).unwrap(), DayKind::Holiday));
        let more = Calendar::new(announced_days().into_iter().chain(holidays));
        let file = live(&rules, &attempts, |_, _| {});
        let (before, after) = (clock(&file.case, &file.calendar), clock(&file.case, &more));
        assert_eq!(before.in_time, after.in_time);
        if file.case.decision.is_some() {
            assert_eq!(before.promised, after.promised);
        }
    }

    #[test]
    fn evolve_takes_any_event_or_says_why_not(rules in rules(), attempts in attempts(), other in attempts()) {
        let (one, another) = (live(&rules, &attempts, |_, _| {}), live(&rules, &other, |_, _| {}));
        for recorded in &another.record {
            let next = Recorded { seq: one.case.revision + 1, by: By::Law, ..recorded.clone() };
            if let Ok(case) = evolve(Some(one.case.clone()), &next) {
                prop_assert_eq!(case.revision, next.seq);
            }
        }
    }
}
