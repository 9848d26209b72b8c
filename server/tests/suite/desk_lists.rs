//! The lists of the desk: what waits for delivery, each stage where it lies, what the search finds, and the file.

use std::collections::BTreeSet;
use std::time::Duration;

use app::backend::ServiceError;
use app::backend::desk::{Desk, DueFilter, DueState, QueueFilter, QueueRow, QueueSort, Shelf};
use app::backend::drafts::Drafts;
use server::jobs::time::{WAKE, batch, refresh, woken};
use shared::access::Role;
use shared::case::{CaseNo, CaseState, Command, Delivery, Mark};

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, Person, TOWN, VILLAGE, answers, withdraw};

async fn rows(world: &World, who: &Person, filter: &QueueFilter) -> Vec<QueueRow> {
    let page = world.services.queue(&who.session, filter).await.unwrap();
    assert_eq!(page.count as usize, page.rows.len(), "{filter:?}");
    page.rows
}

async fn found(world: &World, who: &Person, text: &str) -> BTreeSet<CaseNo> {
    let filter = QueueFilter {
        text: Some(text.to_owned()),
        ..QueueFilter::default()
    };
    let rows = rows(world, who, &filter).await;
    rows.into_iter().map(|row| row.number).collect()
}

async fn act(world: &World, who: &Person, number: &CaseNo, act: Command) -> String {
    let revision = Desk::open(&*world.services, &who.session, number)
        .await
        .unwrap()
        .revision;
    let done = Desk::act(&*world.services, &who.session, number, revision, act).await;
    done.unwrap().words
}

async fn case_of(world: &World, who: &Person) -> CaseNo {
    let draft = world.ready_draft_at(who, VILLAGE).await;
    let number = world.hand_in(who, &draft).await.number;
    world.clock.advance(Duration::from_secs(60));
    number
}

/// A case that somebody makes for themselves.
async fn case_for(world: &World, who: &Person, name: &str, number: &str) -> CaseNo {
    let mut answers = answers();
    answers.put("applicant.name", name);
    answers.put("applicant.citizen_number", number);
    answers.put("bank_holder", name);
    let (item, place) = (ALLOWANCE.parse().unwrap(), VILLAGE.parse().unwrap());
    let draft = world
        .services
        .start(&who.session, &item, Some(&place), answers)
        .await
        .unwrap();
    world.upload(who, &draft, "bank_photo").await.unwrap();
    world.hand_in(who, &draft).await.number
}

fn grant() -> Command {
    Command::Grant {
        result: "准予发放".into(),
        notes: String::new(),
    }
}

fn refuse() -> Command {
    Command::Refuse {
        reasons: "年龄不符".into(),
        basis: "实施细则第三条".into(),
    }
}

fn on(shelf: Shelf) -> QueueFilter {
    QueueFilter {
        shelf: Some(shelf),
        ..QueueFilter::default()
    }
}

/// One case in each stage.
async fn one_of_each(world: &World, elder: &Person, officer: &Person) -> Vec<(CaseState, CaseNo)> {
    let mut made = Vec::new();
    for state in CaseState::ALL {
        let number = case_of(world, elder).await;
        let acts = match state {
            CaseState::Submitted | CaseState::Withdrawn => vec![],
            CaseState::CorrectionRequested => vec![Command::RequestCorrection {
                demands: vec![shared::case::Demand {
                    path: Some("bank_photo".into()),
                    what: String::new(),
                    why: "看不清".into(),
                }],
                days: None,
            }],
            CaseState::Accepted => vec![Command::Accept],
            CaseState::Declined => vec![Command::Decline {
                reason: "不归这里办".into(),
                right_office: None,
            }],
            CaseState::Granted => vec![Command::Accept, grant()],
            CaseState::Refused => vec![Command::Accept, refuse()],
            CaseState::Closed => vec![
                Command::Accept,
                grant(),
                Command::Close {
                    delivery: Delivery::Window,
                    note: String::new(),
                },
            ],
        };
        for one in acts {
            act(world, officer, &number, one).await;
        }
        if state == CaseState::Withdrawn {
            withdraw(world, &elder.session, &number, "").await.unwrap();
        }
        made.push((state, number));
    }
    made
}

stories! {
    in_jinjiang;

    async fn a_decided_case_waits_for_delivery_with_a_figure_and_a_due_date(world: World) {
        let world = world.in_demo();
        let (elder, officer, clerk) = (world.elder().await, world.officer().await, world.clerk().await);
        let (granted, refused) = (case_of(&world, &elder).await, case_of(&world, &elder).await);
        for (number, decision) in [(&granted, grant()), (&refused, refuse())] {
            act(&world, &officer, number, Command::Accept).await;
            let words = act(&world, &officer, number, decision).await;
            assert!(words.contains("请在 12 月 7 日前送达"), "{words}");
        }
        assert!(rows(&world, &officer, &QueueFilter::default()).await.is_empty());
        let waiting = rows(&world, &officer, &on(Shelf::Delivery)).await;
        assert_eq!(waiting.iter().map(|row| &row.number).collect::<BTreeSet<_>>(), [&granted, &refused].into());
        // 行政许可法 §44: ten working days from the decision of 23 November.
        for row in &waiting {
            assert_eq!((row.due_on.unwrap().to_string().as_str(), row.due_state), ("2026-12-07", DueState::InTime));
        }
        let board = world.services.dashboard(&clerk.session).await.unwrap();
        assert_eq!((board.awaiting_delivery, board.delivery_overdue, board.all_open), (2, 0, 0));
        world.clock.set("2026-12-08T02:00:00Z".parse().unwrap());
        let late = QueueFilter { due: Some(DueFilter::Overdue), ..on(Shelf::Delivery) };
        assert!(rows(&world, &clerk, &late).await.iter().all(|row| row.due_words == "超期 1 个工作日"));
        let board = world.services.dashboard(&clerk.session).await.unwrap();
        assert_eq!((board.awaiting_delivery, board.delivery_overdue, board.overdue), (2, 2, 0));
        for number in [&granted, &refused] {
            assert_eq!(act(&world, &clerk, number, Command::Close { delivery: Delivery::Window, note: String::new() }).await, "已送达并办结");
        }
        assert!(rows(&world, &clerk, &on(Shelf::Delivery)).await.is_empty());
        // How it was decided and when it was over are still told; while something is left to do, no end is.
        assert!(waiting.iter().all(|row| row.ended_on.is_none()));
        let ended = rows(&world, &clerk, &on(Shelf::Ended)).await;
        let told: BTreeSet<_> = ended.iter().map(|row| (row.number.clone(), row.words.as_str())).collect();
        assert_eq!(told, [(granted, "已办结，准予"), (refused, "已办结，不予批准")].into());
        assert!(ended.iter().all(|row| row.ended_on.unwrap().to_string() == "2026-12-08"));
    }

    async fn what_was_decided_before_delivery_had_a_date_gets_one(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = case_of(&world, &elder).await;
        act(&world, &officer, &number, Command::Accept).await;
        act(&world, &officer, &number, grant()).await;
        world.force("UPDATE cases SET due_on = '9999-12-31'").await;
        assert_eq!(rows(&world, &officer, &on(Shelf::Delivery)).await[0].due_on, None);
        assert_eq!(refresh(&world.services, |_| ()).await.unwrap(), 1);
        assert_eq!(refresh(&world.services, |_| ()).await.unwrap(), 0);
        let due = rows(&world, &officer, &on(Shelf::Delivery)).await[0].due_on.unwrap();
        assert_eq!(due.to_string(), "2026-12-07");
    }

    async fn who_is_reminded_sees_it_in_the_queue_and_on_the_dashboard(world: World) {
        let world = world.in_demo();
        let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
        let number = case_of(&world, &elder).await;
        act(&world, &officer, &number, Command::Accept).await;
        let remind = || app::backend::Cases::act(&*world.services, &elder.session, &number, Command::Remind);
        assert!(matches!(remind().await, Err(ServiceError::Conflict { .. })), "nobody is late");
        world.clock.advance(Duration::from_secs(15 * 24 * 3600));
        let offers = app::backend::Cases::view(&*world.services, &elder.session, &number).await.unwrap().offers;
        assert!(offers.iter().any(|offer| offer.label == "催办"));
        assert!(remind().await.unwrap().ends_with("还没有办的，2026 年 12 月 15 日起可以再催一次。"));
        assert!(matches!(remind().await, Err(ServiceError::Conflict { .. })), "twice at once");
        let marked = QueueFilter { mark: Some(Mark::Reminded), ..QueueFilter::default() };
        for who in [&officer, &lead] {
            let rows = rows(&world, who, &marked).await;
            assert_eq!((rows.len(), rows[0].marks.as_slice()), (1, [Mark::Reminded].as_slice()));
            assert_eq!(world.services.dashboard(&who.session).await.unwrap().marked, [(Mark::Reminded, 1)]);
        }
        act(&world, &officer, &number, grant()).await;
        assert!(world.services.dashboard(&lead.session).await.unwrap().marked.is_empty());
        assert_eq!(world.services.verify_cases(|_, _| ()).await.unwrap().findings, [""; 0]);
    }

    async fn the_daily_job_goes_through_what_woke_each_once(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        for _ in 0..3 {
            case_of(&world, &elder).await;
            world.clock.advance(Duration::from_secs(24 * 3600));
        }
        let later = "2027-03-01".parse().unwrap();
        let mut seen = Vec::new();
        let mut last = None;
        loop {
            let next = batch(woken(later), WAKE, last.as_ref());
            let rows: Vec<(String, String)> = next.rows().fetch_all(world.store().reader()).await.unwrap();
            let Some(first) = rows.into_iter().next() else { break };
            seen.push(first.1.clone());
            last = Some(first);
        }
        assert_eq!(seen, ["2026-11-30", "2026-12-01", "2026-12-02"]);
    }

    async fn a_longer_calendar_moves_what_was_promised_and_the_applicant_hears_of_it(world: World) {
        let world = world.in_demo();
        // Ten working days from 22 December end in a year whose days off nobody has announced.
        world.clock.advance(Duration::from_secs(29 * 24 * 3600));
        let (elder, officer) = (world.elder().await, world.officer().await);
        let [open, decided] = [case_of(&world, &elder).await, case_of(&world, &elder).await];
        for number in [&open, &decided] {
            act(&world, &officer, number, Command::Accept).await;
        }
        act(&world, &officer, &decided, grant()).await;
        let promised = || async {
            let case = app::backend::Cases::view(&*world.services, &elder.session, &open).await.unwrap();
            (case.promised_due.unwrap().to_string(), case.provisional)
        };
        assert_eq!(promised().await, ("2027-01-06".to_owned(), true));
        let figures = |at| world.services.verify_cases(at);
        let counted = "SELECT CAST(SUM(value) AS BIGINT) FROM counter WHERE scope_kind = 'town' AND month = 'all' AND measure = 'decided_on_time'";
        assert_eq!(world.count(counted).await, 1);
        world.force("INSERT INTO workday (day, kind, name) VALUES ('2027-01-01', 'holiday', '元旦'), ('2027-01-04', 'holiday', '元旦')").await;
        world.force("UPDATE version SET value = 'later' WHERE topic = 'calendar'").await;
        let told = "SELECT COUNT(*) FROM outbox";
        let before = world.count(told).await;
        assert_eq!(refresh(&world.services, |_| ()).await.unwrap(), 2, "the promise, and the delivery of the other");
        assert_eq!(promised().await, ("2027-01-07".to_owned(), false));
        assert_eq!(world.count(told).await, before + 1, "who was promised another date is told");
        assert_eq!(refresh(&world.services, |_| ()).await.unwrap(), 0);
        // What was decided is judged by the date of its day: recounted, the figures are what they were.
        assert_eq!(figures(|_, _| ()).await.unwrap().findings, [""; 0]);
        assert_eq!(world.count(counted).await, 1);
    }

    async fn each_stage_gives_its_cases_and_each_place_its_stages(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let made = one_of_each(&world, &elder, &officer).await;
        for (state, number) in &made {
            let alone = QueueFilter { state: Some(*state), ..QueueFilter::default() };
            for shelf in [None, Some(Shelf::of(*state)), Some(Shelf::All)] {
                let filter = QueueFilter { shelf, ..alone.clone() };
                let found: Vec<CaseNo> = rows(&world, &officer, &filter).await.into_iter().map(|row| row.number).collect();
                assert_eq!(found, std::slice::from_ref(number), "{state:?} {shelf:?}");
            }
        }
        for shelf in Shelf::ALL {
            let expected: BTreeSet<&CaseNo> = made.iter().filter(|(state, _)| shelf.holds(*state)).map(|(_, n)| n).collect();
            for sort in [None, Some(QueueSort::Due), Some(QueueSort::Newest)] {
                let listed = rows(&world, &officer, &QueueFilter { sort, ..on(shelf) }).await;
                assert_eq!(listed.iter().map(|row| &row.number).collect::<BTreeSet<_>>(), expected, "{shelf:?} {sort:?}");
                // The order that was asked for; where most is due no more, the newest first.
                let by_due = matches!(shelf, Shelf::Open | Shelf::Delivery) && sort != Some(QueueSort::Newest);
                if by_due {
                    let day = |row: &QueueRow| row.due_on.unwrap_or(shared::time::Date::MAX);
                    assert!(listed.windows(2).all(|two| day(&two[0]) <= day(&two[1])), "{shelf:?} {sort:?}");
                } else {
                    let newest: Vec<_> = made.iter().rev().map(|(_, n)| n).filter(|n| expected.contains(n)).collect();
                    assert_eq!(listed.iter().map(|row| &row.number).collect::<Vec<_>>(), newest, "{shelf:?} {sort:?}");
                }
            }
        }
    }

    async fn the_search_finds_a_case_by_what_people_have_at_hand(world: World) {
        let world = world.in_demo();
        let (elder, neighbour, officer) = (world.elder().await, world.neighbour().await, world.officer().await);
        let one = case_of(&world, &elder).await;
        let other = case_for(&world, &neighbour, "王小满", "350501193001010137").await;
        let (one_only, other_only): (BTreeSet<_>, BTreeSet<_>) = ([one.clone()].into(), [other.clone()].into());
        act(&world, &officer, &one, Command::Accept).await;
        act(&world, &officer, &one, grant()).await;
        act(&world, &officer, &one, Command::Close { delivery: Delivery::Window, note: String::new() }).await;
        let key = one.key();
        let texts = [
            // A whole number, however typed; the case is long over.
            one.to_string(),
            one.as_str().to_lowercase().replace('-', ""),
            // Parts of it: the random letters, the place with some of them.
            one.tail(),
            one.tail()[..4].to_owned(),
            format!("jb-{}-{}", &key[..3], &key[3..6]),
            // Who: the whole name, a name as lists show it, the surname.
            "陈海明".to_owned(),
            "陈*明".to_owned(),
            "陈".to_owned(),
            // The citizen number and the phone in full, and the phone's last four.
            "350501193503100116".to_owned(),
            " 350501 19350310 0116 ".to_owned(),
            "13900000001".to_owned(),
            "139-0000-0001".to_owned(),
            "0001".to_owned(),
            "０００１".to_owned(),
        ];
        for text in texts {
            assert_eq!(found(&world, &officer, &text).await, one_only, "{text}");
        }
        for text in ["王小满", "王", "350501193001010137", "13900000002"] {
            assert_eq!(found(&world, &officer, text).await, other_only, "{text}");
        }
        for text in ["海明", "350501193503100124", "13900000003", "林", "%", "' OR 1=1 --", "*"] {
            assert!(found(&world, &officer, text).await.is_empty(), "{text}");
        }
        // A whole number is found whatever else is chosen; nobody finds what lies outside their reach.
        let narrow = QueueFilter { text: Some(one.to_string()), state: Some(CaseState::Submitted), ..on(Shelf::Open) };
        assert_eq!(rows(&world, &officer, &narrow).await[0].number, one);
        let elsewhere = world.staff("s104", Role::TownOfficer, crate::harness::people::OTHER_TOWN, None).await;
        for text in [one.to_string(), "陈海明".to_owned(), "13900000001".to_owned(), "陈".to_owned()] {
            assert!(found(&world, &elsewhere, &text).await.is_empty(), "{text}");
        }
    }
}

/// Copies of a case under numbers of their own.
async fn copies(world: &World, number: &CaseNo, count: u64) {
    const REST: &str = "item, item_version, form, form_version, department, town, village, applicant_account, filed_by, \
         applicant_name, applicant_masked, applicant_phone, name_index, phone_index, phone_tail_index, channel, \
         received_at, received_on, state, open, due_on, revision, updated_at";
    let town = TOWN.parse().unwrap();
    world
        .services
        .store
        .write(|tx| {
            let town: &shared::place::DivisionCode = &town;
            Box::pin(async move {
                for n in 0..count {
                    let copy = CaseNo::from_random(town, (n + 1).to_le_bytes());
                    let sql = format!(
                        "INSERT INTO cases (id, number, {REST}) SELECT $1, $2, {REST} FROM cases WHERE number = $3"
                    );
                    sqlx::query(sqlx::AssertSqlSafe(sql))
                        .bind(format!("copy-{n:04}"))
                        .bind(copy.as_str())
                        .bind(number.as_str())
                        .execute(tx.sql())
                        .await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_queue_is_taken_along_whole_masked_and_written_down() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, clerk) = (world.elder().await, world.clerk().await);
    let number = case_of(&world, &elder).await;
    copies(&world, &number, 1_200).await;
    let answer = world
        .get("/desk/queue/export?sort=newest")
        .signed_in(&clerk.token)
        .send()
        .await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let text = answer.text();
    let lines: BTreeSet<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 1_201, "three pieces, nothing twice, nothing left out");
    assert!(text.starts_with("\u{feff}办件号,事项,申请人"));
    assert!(text.contains("陈*明") && !text.contains("陈海明") && !text.contains("13900000001"));
    let written = "SELECT COUNT(*) FROM audit WHERE action = 'queue.export'";
    assert_eq!(world.count(written).await, 1);
    // What is narrowed on the page is narrowed in the file.
    let find = world.services.seek(&clerk.session, number.as_str()).await.unwrap();
    let one = world
        .get(&format!("/desk/queue/export?find={find}"))
        .signed_in(&clerk.token)
        .send()
        .await;
    assert_eq!(one.text().lines().count(), 2);

    let editor = world
        .staff("mz.items", Role::ItemEditor, CITY, Some("civil-affairs"))
        .await;
    let refused = world.get("/desk/queue/export").signed_in(&editor.token).send().await;
    assert_eq!(refused.status, 403);
    assert_eq!(world.get("/desk/queue/export").send().await.status, 401);
    let refused = world
        .services
        .queue_rows(&editor.session, &QueueFilter::default())
        .await;
    assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
    assert_eq!(world.count(written).await, 2);
}
