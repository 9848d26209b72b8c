//! What is counted is what the record says, to the unit: while it is written, after it was written, and counted anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use app::backend::ServiceError;
use app::backend::board::Board;
use app::backend::desk::Desk;
use serde_json::json;
use server::services::Services;
use shared::board::Measure;
use shared::case::{CaseNo, Command};

use crate::harness::World;
use crate::harness::people::{OTHER_VILLAGE, Person, TOWN, VILLAGE};

async fn findings(services: &Services) -> Vec<String> {
    services.verify_board(|_, _| ()).await.unwrap().findings
}

async fn act(services: &Services, who: &Person, number: &CaseNo, act: Command) -> Result<String, ServiceError> {
    let revision = Desk::open(services, &who.session, number).await?.revision;
    Ok(Desk::act(services, &who.session, number, revision, act).await?.words)
}

/// From the applicant's hand to the decision.
async fn whole(world: &World, applicant: &Person, officer: &Person, draft: &shared::id::DraftId) {
    let number = world.hand_in(applicant, draft).await.number;
    act(&world.services, officer, &number, Command::Accept).await.unwrap();
    let grant = Command::Grant {
        result: "准予".into(),
        notes: String::new(),
    };
    act(&world.services, officer, &number, grant).await.unwrap();
}

/// Verifies the board again and again until told to stop; how often it did.
fn watch(services: &Arc<Services>, stop: &Arc<AtomicBool>) -> tokio::task::JoinHandle<usize> {
    let (services, stop) = (Arc::clone(services), Arc::clone(stop));
    tokio::spawn(async move {
        let mut times = 0;
        while !stop.load(Ordering::SeqCst) {
            assert_eq!(findings(&services).await, [""; 0], "in the middle of writing");
            times += 1;
        }
        times
    })
}

/// What was counted before there were buckets.
const OF_OLD: &str =
    "'received', 'received_online', 'decided', 'decided_on_time', 'declined', 'granted', 'accepted_by_silence'";

const WRITERS: usize = 8;
const EACH: usize = 3;

stories! {
    in_jinjiang;

    async fn the_counters_are_the_recount_while_eight_write_at_once_and_after(world: World) {
        let world = Arc::new(world.in_demo());
        let (elder, officer) = (world.elder().await, world.officer().await);
        let mut drafts = Vec::new();
        for _ in 0..WRITERS * EACH {
            drafts.push(world.ready_draft(&elder).await);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let watching = watch(&world.services, &stop);
        let writers: Vec<_> = drafts
            .chunks(EACH)
            .map(<[_]>::to_vec)
            .map(|drafts| {
                let (world, elder, officer) = (Arc::clone(&world), elder.clone(), officer.clone());
                tokio::spawn(async move {
                    for draft in &drafts {
                        whole(&world, &elder, &officer, draft).await;
                    }
                })
            })
            .collect();
        // Counted anew in the middle of it, twice at the same time: nothing is lost, nothing is counted double.
        let (one, other) = tokio::join!(world.services.mend_board(|_, _| ()), world.services.mend_board(|_, _| ()));
        assert_eq!([one.unwrap().findings, other.unwrap().findings], [[""; 0], [""; 0]]);
        for writer in writers {
            writer.await.unwrap();
        }
        stop.store(true, Ordering::SeqCst);
        assert!(watching.await.unwrap() > 0);
        let verified = world.services.verify_board(|_, _| ()).await.unwrap();
        assert_eq!(verified.findings, [""; 0]);
        let all = i64::try_from(WRITERS * EACH).unwrap();
        assert_eq!((verified.cases, verified.events), (WRITERS * EACH, 4 * WRITERS * EACH));
        let board = world.services.overview().await.unwrap();
        for measure in [Measure::Received, Measure::ReceivedOnline, Measure::Decided, Measure::DecidedOnTime, Measure::Granted] {
            assert_eq!(board.figures.of(measure), all, "{measure:?}");
        }
    }

    async fn what_is_off_is_made_right_while_others_write(world: World) {
        let world = Arc::new(world.in_demo());
        let (elder, officer) = (world.elder().await, world.officer().await);
        let mut drafts = Vec::new();
        for _ in 0..6 {
            drafts.push(world.ready_draft(&elder).await);
        }
        whole(&world, &elder, &officer, &drafts.pop().unwrap()).await;
        // Too many, too few, what nobody counts any more, and what is not there.
        world.force("UPDATE counter SET value = value + 5 WHERE scope_kind = 'town'").await;
        world.force("UPDATE counter SET value = value - 1 WHERE scope_kind = 'channel'").await;
        world.force("DELETE FROM counter WHERE scope_kind = 'village'").await;
        world.force("INSERT INTO counter VALUES ('town', '2020-01', 'of_old', '350582105000', '', 0, 7)").await;
        let found = findings(&world.services).await;
        for one in [
            "town 350582105000 2026-11 received: 6 is kept, 1 are counted",
            "town 350582105000 all granted: 6 is kept, 1 are counted",
            "channel phone (350582105000) 2026-11 received: 0 is kept, 1 are counted",
            "village 350582105001 2026-11 received: 0 is kept, 1 are counted",
            "town 350582105000 2020-01 of_old: 7 is kept, 0 are counted",
        ] {
            assert!(found.iter().any(|found| found == one), "{one}: {found:?}");
        }
        let writing = {
            let (world, elder, officer) = (Arc::clone(&world), elder.clone(), officer.clone());
            tokio::spawn(async move {
                for draft in &drafts {
                    whole(&world, &elder, &officer, draft).await;
                }
            })
        };
        let mended = world.services.mend_board(|_, _| ()).await.unwrap();
        assert_eq!(mended.findings.len(), found.len(), "what is off does not grow by what is written");
        writing.await.unwrap();
        assert_eq!(findings(&world.services).await, [""; 0]);
        assert_eq!(world.count("SELECT COUNT(*) FROM counter WHERE measure = 'of_old' OR value = 0").await, 0);
        assert_eq!(world.services.overview().await.unwrap().figures.of(Measure::Granted), 6);
    }

    async fn each_case_counts_in_each_of_its_scopes(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        for place in [VILLAGE, VILLAGE, OTHER_VILLAGE, TOWN] {
            let draft = world.ready_draft_at(&elder, place).await;
            world.hand_in(&elder, &draft).await;
        }
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
            "SELECT scope_kind, scope, town, value FROM counter WHERE month <> 'all' AND measure = 'received'",
        )
        .fetch_all(world.store().reader())
        .await
        .unwrap();
        let mut rows: Vec<String> = rows
            .into_iter()
            .map(|(kind, scope, town, value)| format!("{kind} {scope} {town} {value}"))
            .collect();
        rows.sort();
        assert_eq!(rows, [
            "channel phone 350582104000 1",
            "channel phone 350582105000 3",
            "department civil-affairs 350582104000 1",
            "department civil-affairs 350582105000 3",
            "item JJ-MZ-04  4",
            "town 350582104000  1",
            "town 350582105000  3",
            "village 350582104001  1",
            "village 350582105001  2",
        ]);
        assert_eq!(world.services.overview().await.unwrap().figures.of(Measure::Received), 4);
    }

    async fn the_step_keeps_every_old_figure_and_the_rest_is_counted_from_the_record(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        for place in [VILLAGE, OTHER_VILLAGE] {
            let draft = world.ready_draft_at(&elder, place).await;
            world.hand_in(&elder, &draft).await;
        }
        let draft = world.ready_draft(&elder).await;
        whole(&world, &elder, &officer, &draft).await;
        let before = world.services.overview().await.unwrap();
        // As it was before the step, with what was counted then.
        for (table, kind) in [("town_counter (town", "town"), ("item_counter (item", "item")] {
            let (name, column) = table.split_once(" (").unwrap();
            let create = format!(
                "CREATE TABLE {name} ({column} TEXT NOT NULL, month TEXT NOT NULL, measure TEXT NOT NULL, \
                 value BIGINT NOT NULL, PRIMARY KEY ({column}, month, measure))"
            );
            let fill = format!(
                "INSERT INTO {name} SELECT scope, month, measure, CAST(SUM(value) AS BIGINT) FROM counter \
                 WHERE scope_kind = '{kind}' AND month <> 'all' AND measure IN ({OF_OLD}) GROUP BY scope, month, measure"
            );
            for sql in [create, fill] {
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(world.store().reader()).await.unwrap();
            }
        }
        world.force("DROP TABLE counter").await;
        sqlx::raw_sql(include_str!("../../migrations/0031_counts.sql"))
            .execute(world.store().reader())
            .await
            .unwrap();
        let after = world.services.overview().await.unwrap();
        for measure in [Measure::Received, Measure::ReceivedOnline, Measure::Decided, Measure::DecidedOnTime, Measure::Granted] {
            for (before, after) in before.towns.iter().zip(&after.towns) {
                assert_eq!(before.progress.figures.of(measure), after.progress.figures.of(measure), "{measure:?}");
            }
        }
        assert_eq!(before.months, after.months);
        // Villages, departments and channels are not there yet, and that is known.
        assert!(!findings(&world.services).await.is_empty());
        assert!(world.services.recount_due().await.unwrap());
        let counted = world.services.recount_if_due(|_, _| ()).await.unwrap().unwrap();
        assert!(
            counted.findings.iter().all(|found| found.contains(": 0 is kept, ")),
            "nothing that was kept was wrong: {counted:?}"
        );
        assert_eq!(findings(&world.services).await, [""; 0]);
        assert_eq!(world.services.overview().await.unwrap().figures, before.figures);
        assert_eq!(world.services.recount_if_due(|_, _| ()).await, Ok(None), "once is enough");
    }

    async fn the_median_time_to_a_decision_is_told_once_ten_are_decided(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let mut numbers = Vec::new();
        for _ in 0..10 {
            let number = world.case_of(&elder).await.number;
            act(&world.services, &officer, &number, Command::Accept).await.unwrap();
            numbers.push(number);
        }
        let grant = || Command::Grant { result: "准予".into(), notes: String::new() };
        let median = async || {
            let json = world.get("/api/v1/board").send().await.json();
            let values = json["total"].as_array().unwrap().clone();
            values.into_iter().find(|value| value["indicator"] == "handling-days-median").unwrap()
        };
        for number in numbers.drain(..4) {
            act(&world.services, &officer, &number, grant()).await.unwrap();
        }
        // Monday to the Monday after: five working days.
        world.clock.advance(std::time::Duration::from_secs(7 * 24 * 3600));
        for number in numbers.drain(..5) {
            act(&world.services, &officer, &number, grant()).await.unwrap();
        }
        let few = median().await;
        assert_eq!((&few["numerator"], &few["days"]), (&json!(9), &json!(null)));
        let page = world.get("/board").header("accept", "text/html").send().await.text();
        assert!(page.contains("样本不足"));
        act(&world.services, &officer, &numbers.pop().unwrap(), grant()).await.unwrap();
        let enough = median().await;
        assert_eq!(enough["days"], json!({"from": 5, "to": 5}));
        assert_eq!(enough["durations"], json!([
            {"days": {"from": 0, "to": 0}, "cases": 4},
            {"days": {"from": 5, "to": 5}, "cases": 6},
        ]));
        let table = world.get("/board.csv").send().await.text();
        let head = table.lines().next().unwrap();
        assert!(head.ends_with(",办理用时中位数（工作日）,办理用时中位数（工作日）：已受理并作出决定的办件数"), "{head}");
        let town = world.get(&format!("/board/{TOWN}")).header("accept", "text/html").send().await.text();
        assert!(town.contains("<b>5</b>") && town.contains("不足 10 件的不公布"));
        assert_eq!(findings(&world.services).await, [""; 0]);
    }

    async fn another_calendar_has_everything_counted_anew(world: World) {
        let world = world.in_demo();
        world.services.recount_if_due(|_, _| ()).await.unwrap();
        assert!(!world.services.recount_due().await.unwrap());
        world.force("INSERT INTO workday (day, kind) VALUES ('2026-11-27', 'holiday')").await;
        assert!(world.services.recount_due().await.unwrap());
        assert!(world.services.recount_if_due(|_, _| ()).await.unwrap().is_some());
        assert!(!world.services.recount_due().await.unwrap());
    }

    async fn a_record_that_cannot_be_read_takes_no_figure_back(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        world.case_of(&elder).await;
        world.force("UPDATE case_event SET hash = 'x' || hash").await;
        let found = findings(&world.services).await;
        assert!(found.iter().any(|one| one.contains("event chain")), "{found:?}");
        world.services.mend_board(|_, _| ()).await.unwrap_err();
        assert_eq!(world.services.overview().await.unwrap().figures.of(Measure::Received), 1);
        assert!(world.services.recount_due().await.unwrap(), "it is still due");
    }
}
