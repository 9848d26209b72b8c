//! What is counted: whatever is done to a case in whatever order, the running differences are the recount.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use shared::board::{Bucket, Contribution, Counts, Measure, Scope, contribution, difference, scopes};
use shared::case::{Case, Channel, Command, Filing};

use super::properties::{attempts, live, rules};
use super::world::*;

fn codes(contribution: &Contribution) -> Vec<(&str, &'static str)> {
    contribution
        .keys()
        .map(|(month, measure, _)| (month.as_str(), measure.as_str()))
        .collect()
}

#[test]
fn a_case_counts_in_the_month_of_each_act() {
    let mut file = File::opened_under(&licence(), &resident(), "2026-03-31");
    let calendar = calendar();
    assert_eq!(
        codes(&contribution(&file.case, &calendar)),
        [("2026-03", "received"), ("2026-03", "received_online")]
    );
    file.does(&officer(), Command::Accept, "2026-04-01");
    file.does(&officer(), grant(), "2026-05-06");
    let counted = contribution(&file.case, &calendar);
    assert_eq!(
        codes(&counted),
        [
            ("2026-03", "received"),
            ("2026-03", "received_online"),
            ("2026-05", "decided"),
            ("2026-05", "handling_days"),
            ("2026-05", "granted"),
        ],
        "ten working days were promised"
    );
    file.case.filing.is_test = true;
    assert!(contribution(&file.case, &calendar).is_empty(), "a test counts nowhere");
}

#[test]
fn what_is_withdrawn_leaves_everything_it_had_entered() {
    let mut file = File::opened_under(&licence(), &resident(), "2026-03-02");
    let before = file.case.clone();
    file.does(&resident(), withdraw(), "2026-03-03");
    let change = difference(Some(&before), &file.case, &calendar());
    assert_eq!(change.len(), 2);
    assert!(change.values().all(|change| *change == -1));
}

fn kinds(filing: &Filing) -> BTreeSet<(&'static str, String)> {
    scopes(filing)
        .map(|scope| (scope.kind(), scope.key().unwrap().to_owned()))
        .collect()
}

#[test]
fn a_case_counts_where_it_is_handled_filed_and_whose_it_is() {
    let mut filing = filing(&resident());
    let found = kinds(&filing);
    let expected = [
        ("channel", "phone"),
        ("department", "civil-affairs"),
        ("item", "JJ-MZ-04"),
        ("town", SHENHU),
        ("village", SHENHU_VILLAGE),
    ];
    assert_eq!(found, expected.map(|(kind, key)| (kind, key.to_owned())).into());
    filing.filed_at = place(SHENHU);
    filing.channel = Channel::Window;
    let found = kinds(&filing);
    assert!(
        !found.iter().any(|(kind, _)| *kind == "village"),
        "the town's hall is no village"
    );
    // The city is what its towns add up to, so that nobody waits for its row.
    assert_eq!((Scope::City.kind(), Scope::City.key()), ("town", None));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_running_differences_are_the_recount(rules in rules(), attempts in attempts()) {
        let calendar = calendar();
        let mut running = Contribution::new();
        let mut before = None;
        let mut apply = |case: &Case| {
            for (key, change) in difference(before.as_ref(), case, &calendar) {
                assert_ne!(change, 0);
                *running.entry(key).or_insert(0) += change;
            }
            before = Some(case.clone());
        };
        let file = live(&rules, &attempts, |file, _| apply(&file.case));
        apply(&file.case);
        running.retain(|_, count| *count != 0);
        let recount = contribution(&file.case, &calendar);
        prop_assert_eq!(&running, &recount);
        // A case is counted once in a measure, whatever was done to it.
        let mut times: BTreeMap<Measure, i64> = BTreeMap::new();
        for ((_, measure, _), count) in &recount {
            *times.entry(*measure).or_insert(0) += count;
        }
        prop_assert!(times.values().all(|count| *count == 1), "{times:?}");
        let rows: Vec<(Measure, Bucket, i64)> =
            recount.into_iter().map(|((_, measure, bucket), count)| (measure, bucket, count)).collect();
        let counts = Counts::from(rows);
        prop_assert!(counts.of(Measure::DecidedOnTime) <= counts.of(Measure::Decided));
        prop_assert!(counts.of(Measure::ReceivedOnline) <= counts.of(Measure::Received));
        prop_assert!(counts.of(Measure::Granted) <= counts.of(Measure::Decided));
    }
}
