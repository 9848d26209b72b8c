//! The stored record: its names never change, and what does not hang together is noticed.

use serde_json::{Value, json};
use shared::case::{By, Command, Delivery, Event, EvolveError, Recorded, evolve, replay};
use shared::time::Date;

use super::world::*;

/// One of each kind.
pub fn every_event() -> Vec<Event> {
    let mut file = File::opened("2026-11-02");
    let submitted = file.record.remove(0).event;
    let (to, words) = (officer().id, || "理由".to_owned());
    let date: Date = day("2026-11-09");
    vec![
        submitted,
        Event::CorrectionRequested {
            demands: vec![demand("户口簿首页")],
            days: 10,
        },
        Event::Supplied {
            answers: digest(2),
            note: words(),
        },
        Event::CorrectionLapsed { due: date },
        Event::Accepted,
        Event::CountedAsAccepted {
            from: date,
            notice_due: date,
        },
        Event::Declined {
            reason: words(),
            right_office: None,
            remedies: words(),
        },
        Event::Granted {
            result: words(),
            notes: words(),
            judged_by: Some(date),
            worked: Some(5),
        },
        Event::Refused {
            reasons: words(),
            basis: words(),
            remedies: words(),
            judged_by: Some(date),
            worked: Some(5),
        },
        Event::Closed {
            note: words(),
            delivery: Some(Delivery::Window),
            judged_by: Some(date),
            late: Some(0),
        },
        Event::Withdrawn { reason: words() },
        Event::Reminded,
        Event::Assigned { to: to.clone() },
        Event::Taken,
        Event::HandedOver { to, reason: words() },
        Event::Released,
    ]
}

#[test]
fn every_event_is_stored_under_its_tag_and_read_back() {
    let tags = [
        "submitted",
        "correction_requested",
        "supplied",
        "correction_lapsed",
        "accepted",
        "counted_as_accepted",
        "declined",
        "granted",
        "refused",
        "closed",
        "withdrawn",
        "reminded",
        "assigned",
        "taken",
        "handed_over",
        "released",
    ];
    let events = every_event();
    assert_eq!(events.len(), tags.len());
    for (event, tag) in events.into_iter().zip(tags) {
        let stored = serde_json::to_value(&event).unwrap();
        assert_eq!(stored["type"], tag);
        assert_eq!(event.tag(), tag);
        assert_eq!(serde_json::from_value::<Event>(stored).unwrap(), event);
    }
}

#[test]
fn the_first_event_keeps_item_version_rules_and_digest_and_nothing_personal() {
    let file = File::opened("2026-11-02");
    let stored = serde_json::to_value(&file.record[0]).unwrap();
    let filing = &stored["event"]["filing"];
    assert_eq!(
        (&filing["item"], &filing["item_version"]),
        (&json!("JJ-MZ-04"), &json!(3))
    );
    assert_eq!(filing["answers"], "01".repeat(32));
    assert_eq!(
        stored["event"]["rules"]["promised"],
        json!({"value": 10, "unit": "working_days"})
    );
    assert_eq!(stored["by"], json!({"who": "applicant", "id": resident().id}));
    assert!(
        !stored.to_string().contains("林阿海"),
        "an applicant's name stays out of the record"
    );
}

#[test]
fn an_officer_answers_by_name() {
    let mut file = File::opened("2026-11-02");
    file.does(&officer(), Command::Accept, "2026-11-02");
    let by = serde_json::to_value(&file.record.last().unwrap().by).unwrap();
    assert_eq!(
        by,
        json!({"who": "staff", "id": officer().id, "role": "town_officer", "name": "许审批"})
    );
}

#[test]
fn the_record_replays_to_the_same_case() {
    let mut file = File::opened("2026-11-02");
    file.does(&clerk(), ask(&["户口簿首页"]), "2026-11-03")
        .does(&resident(), supply(), "2026-11-05")
        .does(&officer(), Command::Accept, "2026-11-06")
        .does(&officer(), grant(), "2026-11-09");
    let stored = serde_json::to_string(&file.record).unwrap();
    let record: Vec<Recorded> = serde_json::from_str(&stored).unwrap();
    assert_eq!(replay(&record), Ok(Some(file.case.clone())));
    let case: Value = serde_json::to_value(&file.case).unwrap();
    assert_eq!(serde_json::from_value::<shared::case::Case>(case).unwrap(), file.case);
    assert_eq!(replay([]), Ok(None));
}

#[test]
fn a_record_that_does_not_hang_together_is_noticed() {
    let file = File::opened("2026-11-02");
    let first = &file.record[0];
    let next = |seq, event| Recorded {
        seq,
        at: first.at,
        by: By::of(&officer()),
        event,
    };
    assert_eq!(
        evolve(None, &next(1, Event::Accepted)),
        Err(EvolveError::NotSubmitted("accepted"))
    );
    let gap = evolve(Some(file.case.clone()), &next(3, Event::Accepted));
    assert_eq!(gap, Err(EvolveError::Gap { after: 1, found: 3 }));
    assert!(evolve(Some(file.case.clone()), &next(0, Event::Accepted)).is_err());
    let twice = evolve(Some(file.case.clone()), &next(2, first.event.clone()));
    assert_eq!(twice, Err(EvolveError::SubmittedTwice));
    let unfit = evolve(
        Some(file.case.clone()),
        &next(
            2,
            Event::Closed {
                note: String::new(),
                delivery: None,
                judged_by: None,
                late: None,
            },
        ),
    );
    assert_eq!(
        unfit,
        Err(EvolveError::Unfit {
            state: "submitted",
            event: "closed"
        })
    );
}

#[test]
fn a_closing_of_before_deliveries_were_told_reads_and_writes_as_it_was() {
    let old = r#"{"type":"closed","note":"已送达申请人。"}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert_eq!(serde_json::to_string(&event).unwrap(), old);
    assert!(matches!(event, Event::Closed { delivery: None, .. }));
}
