//! The desk: each sees and does what is theirs, and the figures agree with the rows.

use std::collections::BTreeSet;
use std::time::Duration;

use app::backend::board::Board;
use app::backend::desk::{Desk, DueFilter, DueState, QueueFilter, QueuePage, QueueRow, QueueSort, Shelf};
use app::backend::homes::{Homes, RoleHome};
use app::backend::standards::{Passing, Standards};
use app::backend::{Cases, ServiceError};
use shared::access::Role;
use shared::board::{Counts, Measure};
use shared::case::{CaseNo, CaseState, Channel, Command, CommandKind, Delivery};
use shared::standard::Step;

use crate::harness::World;
use crate::harness::people::{
    ALLOWANCE, CITY, OTHER_TOWN, OTHER_VILLAGE, Person, TOWN, VILLAGE, conflict, fields, not_found,
};

async fn queue(world: &World, who: &Person, filter: &QueueFilter) -> QueuePage {
    world.services.queue(&who.session, filter).await.unwrap()
}

async fn numbers(world: &World, who: &Person, filter: &QueueFilter) -> Vec<CaseNo> {
    let page = queue(world, who, filter).await;
    assert_eq!(page.count as usize, page.rows.len(), "{filter:?}");
    page.rows.into_iter().map(|row| row.number).collect()
}

async fn act(world: &World, who: &Person, number: &CaseNo, act: Command) -> Result<String, ServiceError> {
    let revision = Desk::open(&*world.services, &who.session, number).await?.revision;
    Ok(Desk::act(&*world.services, &who.session, number, revision, act)
        .await?
        .words)
}

async fn case_at(world: &World, who: &Person, place: &str) -> CaseNo {
    let draft = world.ready_draft_at(who, place).await;
    world.hand_in(who, &draft).await.number
}

async fn offered(world: &World, who: &Person, number: &CaseNo) -> BTreeSet<CommandKind> {
    let case = Desk::open(&*world.services, &who.session, number).await.unwrap();
    case.offers.into_iter().map(|offer| offer.action).collect()
}

async fn figures(world: &World) -> (Counts, Counts) {
    let board = world.services.overview().await.unwrap();
    let of = |code: &str| {
        let row = board.towns.iter().find(|row| row.progress.town.as_str() == code);
        row.unwrap().progress.figures.clone()
    };
    (of(TOWN), of(OTHER_TOWN))
}

stories! {
    in_jinjiang;

    async fn a_queue_shows_ones_own_town_or_department_and_nothing_else(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let (here, there) = (case_at(&world, &elder, VILLAGE).await, case_at(&world, &elder, OTHER_VILLAGE).await);
        let all = QueueFilter::default();
        let both: BTreeSet<CaseNo> = [here.clone(), there.clone()].into();
        let clerk = world.clerk().await;
        assert_eq!(numbers(&world, &clerk, &all).await, std::slice::from_ref(&here));
        let other = world.staff("w104", Role::WindowClerk, OTHER_TOWN, None).await;
        assert_eq!(numbers(&world, &other, &all).await, std::slice::from_ref(&there));
        let officer = world.staff("civil-affairs", Role::Officer, CITY, Some("civil-affairs")).await;
        assert_eq!(numbers(&world, &officer, &all).await.into_iter().collect::<BTreeSet<_>>(), both);
        let stranger = world.staff("public-security", Role::Officer, CITY, Some("public-security")).await;
        assert!(numbers(&world, &stranger, &all).await.is_empty());
        let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
        assert_eq!(numbers(&world, &inspector, &all).await.len(), 2);
        // A filter narrows one's own queue and never opens another's.
        let tampered = QueueFilter { place: Some(OTHER_TOWN.parse().unwrap()), ..all.clone() };
        assert!(numbers(&world, &clerk, &tampered).await.is_empty());
        assert!(not_found(Desk::open(&*world.services, &clerk.session, &there).await));
        assert!(not_found(Desk::act(&*world.services, &clerk.session, &there, 1, Command::Accept).await));
        assert!(not_found(world.services.unmask(&stranger.session, &here, "核对申请人身份").await));
        for role in [Role::ItemEditor, Role::Administrator, Role::Justice] {
            let nobody = world.staff(&role.as_str().replace('_', "-"), role, CITY, Some("civil-affairs")).await;
            let refused = world.services.queue(&nobody.session, &all).await;
            assert!(matches!(refused, Err(ServiceError::Forbidden { .. })), "{role:?}");
        }
    }

    async fn every_filter_narrows_and_counts_what_it_shows(world: World) {
        let world = world.in_demo();
        let (elder, neighbour, officer) = (world.elder().await, world.neighbour().await, world.officer().await);
        let taken = case_at(&world, &elder, VILLAGE).await;
        let accepted = case_at(&world, &elder, TOWN).await;
        let draft = world.ready_draft(&neighbour).await;
        let key = "key-0000-0001";
        let theirs = world.services.submit(&neighbour.session, &draft, key, Channel::Computer).await.unwrap().number;
        act(&world, &officer, &taken, Command::Take).await.unwrap();
        act(&world, &officer, &accepted, Command::Accept).await.unwrap();
        let all = QueueFilter::default;
        let expect: [(QueueFilter, Vec<&CaseNo>); 13] = [
            (QueueFilter { state: Some(CaseState::Accepted), ..all() }, vec![&accepted]),
            (QueueFilter { item: Some(ALLOWANCE.parse().unwrap()), ..all() }, vec![&taken, &accepted, &theirs]),
            (QueueFilter { item: Some("JJ-MZ-05".parse().unwrap()), ..all() }, vec![]),
            (QueueFilter { department: Some("civil-affairs".parse().unwrap()), ..all() }, vec![&taken, &accepted, &theirs]),
            (QueueFilter { place: Some(VILLAGE.parse().unwrap()), ..all() }, vec![&taken, &theirs]),
            (QueueFilter { channel: Some(Channel::Computer), ..all() }, vec![&theirs]),
            (QueueFilter { mine: true, ..all() }, vec![&taken, &accepted]),
            (QueueFilter { text: Some(taken.to_string()), ..all() }, vec![&taken]),
            (QueueFilter { text: Some("王小满".into()), ..all() }, vec![&theirs]),
            (QueueFilter { text: Some("0002".into()), ..all() }, vec![&theirs]),
            // As a list shows it.
            (QueueFilter { text: Some("139****0002".into()), ..all() }, vec![&theirs]),
            (QueueFilter { free: true, ..all() }, vec![&theirs]),
            (QueueFilter { text: Some("%' OR 1=1 --".into()), ..all() }, vec![]),
        ];
        for (filter, expected) in expect {
            let found: BTreeSet<CaseNo> = numbers(&world, &officer, &filter).await.into_iter().collect();
            assert_eq!(found, expected.into_iter().cloned().collect(), "{filter:?}");
        }
        act(&world, &officer, &accepted, Command::Grant { result: "准予".into(), notes: String::new() }).await.unwrap();
        assert_eq!(numbers(&world, &officer, &QueueFilter { shelf: Some(Shelf::Delivery), ..all() }).await, [accepted]);
        assert_eq!(numbers(&world, &officer, &all()).await.len(), 2);
    }

    async fn what_is_due_comes_first_and_the_dashboard_agrees(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let old = case_at(&world, &elder, VILLAGE).await;
        act(&world, &officer, &old, Command::Accept).await.unwrap();
        // Promised within ten working days of 23 November.
        world.clock.set("2026-12-07T02:00:00Z".parse().unwrap());
        let young = case_at(&world, &elder, VILLAGE).await;
        let first = queue(&world, &officer, &QueueFilter::default()).await;
        assert_eq!(first.rows.iter().map(|row| &row.number).collect::<Vec<_>>(), [&old, &young]);
        assert_eq!((first.rows[0].due_state, first.rows[0].due_on.unwrap().to_string()), (DueState::Today, "2026-12-07".to_owned()));
        let today = QueueFilter { due: Some(DueFilter::Today), ..QueueFilter::default() };
        assert_eq!(numbers(&world, &officer, &today).await, std::slice::from_ref(&old));
        world.clock.advance(Duration::from_secs(24 * 3600));
        let overdue = QueueFilter { due: Some(DueFilter::Overdue), ..QueueFilter::default() };
        assert_eq!(numbers(&world, &officer, &overdue).await, std::slice::from_ref(&old));
        let late = queue(&world, &officer, &overdue).await;
        assert!(late.rows[0].due_state == DueState::Overdue && late.rows[0].due_words.contains("超期"), "{:?}", late.rows[0]);
        let board = world.services.dashboard(&officer.session).await.unwrap();
        assert_eq!(board.office, "深沪镇综合便民服务中心");
        assert_eq!((board.overdue, board.due_today, board.awaiting_first_notice), (1, 0, 1));
        assert_eq!((board.in_hand, board.all_open), (1, 2));
        // Beside their own an officer is shown what nobody has in hand; who gives cases to others sees all.
        let shown = |rows: &[QueueRow]| rows.iter().map(|row| row.number.clone()).collect::<Vec<_>>();
        assert_eq!((shown(&board.mine), shown(&board.urgent)), (vec![old.clone()], vec![young.clone()]));
        let of_lead = world.services.dashboard(&world.lead().await.session).await.unwrap();
        assert_eq!(shown(&of_lead.urgent), [old, young]);
    }

    async fn pages_neither_repeat_nor_skip_while_cases_come_in(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let mut made = BTreeSet::new();
        for n in 0..60 {
            if n % 7 == 0 {
                world.clock.advance(Duration::from_secs(7200));
            }
            made.insert(case_at(&world, &elder, VILLAGE).await);
        }
        for sort in [QueueSort::Due, QueueSort::Newest] {
            let mut filter = QueueFilter { sort: Some(sort), ..QueueFilter::default() };
            let mut seen: Vec<CaseNo> = Vec::new();
            let mut pages: Vec<Vec<CaseNo>> = Vec::new();
            loop {
                let page = queue(&world, &officer, &filter).await;
                let rows: Vec<CaseNo> = page.rows.iter().map(|row| row.number.clone()).collect();
                seen.extend(rows.clone());
                pages.push(rows);
                // Whoever hands in meanwhile must not move the rest.
                if pages.len() == 2 {
                    world.clock.advance(Duration::from_secs(60));
                    let late = case_at(&world, &elder, VILLAGE).await;
                    made.insert(late);
                }
                match page.next {
                    Some(next) => filter.cursor = Some(next),
                    None => break,
                }
            }
            let once: BTreeSet<CaseNo> = seen.iter().cloned().collect();
            assert_eq!(once.len(), seen.len(), "{sort:?}: nothing twice");
            assert!(once.len() >= made.len() - 1 && once.is_subset(&made), "{sort:?}: nothing skipped");
            // Back again the same way.
            let back = queue(&world, &officer, &filter).await.previous;
            let before = queue(&world, &officer, &QueueFilter { cursor: back, ..filter.clone() }).await;
            let rows: Vec<CaseNo> = before.rows.into_iter().map(|row| row.number).collect();
            assert_eq!(rows, pages[pages.len() - 2], "{sort:?}");
        }
        for nonsense in ["x", "", "0~~~", "a|b|c", "' OR 1=1"] {
            let filter = QueueFilter { cursor: Some(nonsense.into()), ..QueueFilter::default() };
            assert_eq!(queue(&world, &officer, &filter).await.rows.len(), 25, "{nonsense}");
        }
    }

    async fn each_is_offered_what_their_role_may_do(world: World) {
        use CommandKind::{Accept, Assign, Decline, Grant, HandOver, Refuse, RequestCorrection, Take};
        let world = world.in_demo();
        let elder = world.elder().await;
        let (clerk, officer, lead) = (world.clerk().await, world.officer().await, world.lead().await);
        let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
        let number = case_at(&world, &elder, VILLAGE).await;
        let intake: BTreeSet<_> = [Take, Accept, RequestCorrection, Decline].into();
        assert_eq!(offered(&world, &clerk, &number).await, intake);
        assert_eq!(offered(&world, &officer, &number).await, intake);
        assert!(offered(&world, &lead, &number).await.is_superset(&[Take, Accept, Assign].into()));
        assert!(offered(&world, &inspector, &number).await.is_empty());
        act(&world, &clerk, &number, Command::Accept).await.unwrap();
        assert!(offered(&world, &clerk, &number).await.is_empty(), "a window does not decide what takes time, nor sit on it");
        assert!(offered(&world, &officer, &number).await.is_superset(&[Take, Grant, Refuse].into()));
        let refused = act(&world, &clerk, &number, Command::Grant { result: "准予".into(), notes: String::new() }).await;
        assert!(matches!(&refused, Err(ServiceError::Refused { message, .. }) if message.contains("没有对这件办件")), "{refused:?}");
        act(&world, &officer, &number, Command::Take).await.unwrap();
        assert!(offered(&world, &officer, &number).await.is_superset(&[Grant, Refuse, HandOver].into()));
        assert_eq!(offered(&world, &lead, &number).await, [Take, Grant, Refuse, Assign].into(), "a lead steps in");
    }

    async fn a_case_goes_from_hand_to_hand(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let (officer, lead) = (world.officer().await, world.lead().await);
        let second = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
        let elsewhere = world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await;
        let number = case_at(&world, &elder, VILLAGE).await;
        act(&world, &officer, &number, Command::Take).await.unwrap();
        assert!(conflict(act(&world, &second, &number, Command::Accept).await).contains("由其他人承办"));
        for to in [elsewhere.id(), elder.id()] {
            let refused = act(&world, &officer, &number, Command::HandOver { to, reason: "出差".into() }).await.unwrap_err();
            assert_eq!(fields(&refused), ["to"]);
        }
        let silent = act(&world, &officer, &number, Command::HandOver { to: second.id(), reason: "  ".into() }).await.unwrap_err();
        assert_eq!(fields(&silent), ["reason"]);
        act(&world, &officer, &number, Command::HandOver { to: second.id(), reason: "出差".into() }).await.unwrap();
        let mine = QueueFilter { mine: true, ..QueueFilter::default() };
        assert_eq!(numbers(&world, &second, &mine).await, std::slice::from_ref(&number));
        assert!(numbers(&world, &officer, &mine).await.is_empty());
        act(&world, &lead, &number, Command::Assign { to: officer.id() }).await.unwrap();
        assert_eq!(numbers(&world, &officer, &mine).await, std::slice::from_ref(&number));
        let again = act(&world, &lead, &number, Command::Assign { to: officer.id() }).await.unwrap_err();
        assert_eq!(fields(&again), ["to"]);
        let colleagues = Desk::open(&*world.services, &officer.session, &number).await.unwrap().colleagues;
        let ids: BTreeSet<_> = colleagues.iter().map(|one| one.id.clone()).collect();
        assert!(ids.contains(&second.id()) && !ids.contains(&officer.id()) && !ids.contains(&elsewhere.id()));
        let acts: Vec<String> = sqlx::query_scalar("SELECT outcome FROM audit WHERE action LIKE 'case.%' ORDER BY id")
            .fetch_all(world.store().reader()).await.unwrap();
        assert_eq!(acts.iter().filter(|outcome| *outcome == "done").count(), 3);
        assert!(acts.iter().any(|outcome| outcome == "refused"));
    }

    async fn two_at_one_case_and_the_later_is_told(world: World) {
        let world = world.in_demo();
        let (elder, officer, clerk) = (world.elder().await, world.officer().await, world.clerk().await);
        let number = case_at(&world, &elder, VILLAGE).await;
        let seen = Desk::open(&*world.services, &officer.session, &number).await.unwrap().revision;
        Desk::act(&*world.services, &clerk.session, &number, seen, Command::Accept).await.unwrap();
        let late = Desk::act(&*world.services, &officer.session, &number, seen, Command::Accept).await;
        assert!(conflict(late).contains("不是最新"));
        for tampered in [0, 99, u32::MAX] {
            let refused = Desk::act(&*world.services, &officer.session, &number, tampered, Command::Take).await;
            assert!(!conflict(refused).is_empty());
        }
        let revision = Desk::open(&*world.services, &officer.session, &number).await.unwrap().revision;
        let tries = (0..8).map(|_| {
            let (services, session, number) = (world.services.clone(), officer.session.clone(), number.clone());
            let grant = Command::Grant { result: "准予".into(), notes: String::new() };
            tokio::spawn(async move { Desk::act(&*services, &session, &number, revision, grant).await.is_ok() })
        });
        let done = futures::future::join_all(tries).await.into_iter().filter(|done| *done.as_ref().unwrap()).count();
        assert_eq!(done, 1);
        let decided = "SELECT CAST(SUM(value) AS BIGINT) FROM counter WHERE scope_kind = 'town' AND month = 'all' AND measure = 'decided'";
        assert_eq!(world.count(decided).await, 1);
    }

    async fn an_officer_who_leaves_has_no_desk(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let lead = world.lead().await;
        let number = case_at(&world, &elder, VILLAGE).await;
        world.services.disable("s105").await.unwrap();
        let session = world.services.session_of(Some(&officer.token)).await.unwrap();
        assert!(matches!(world.services.queue(&session, &QueueFilter::default()).await, Err(ServiceError::NotSignedIn)));
        let refused = act(&world, &lead, &number, Command::Assign { to: officer.id() }).await.unwrap_err();
        assert_eq!(fields(&refused), ["to"]);
    }

    async fn the_digital_office_sees_first_the_towns_that_received_nothing(world: World) {
        let world = world.in_demo();
        let office = world.staff("digital-07", Role::DigitalOffice, CITY, None).await;
        let elder = world.elder().await;
        case_at(&world, &elder, VILLAGE).await;
        let RoleHome::Online(home) = world.services.role_home(&office.session).await.unwrap() else {
            panic!("another home");
        };
        let received: Vec<i64> = home.towns.iter().map(|row| row.progress.figures.of(Measure::Received)).collect();
        assert_eq!((received.len(), received[0], received.iter().sum::<i64>()), (19, 0, 1));
    }

    async fn the_board_moves_by_exactly_one(world: World) {
        let world = world.in_demo();
        let (elder, clerk, officer) = (world.elder().await, world.clerk().await, world.officer().await);
        let (before, elsewhere) = figures(&world).await;
        let number = case_at(&world, &elder, VILLAGE).await;
        let (received, _) = figures(&world).await;
        let more = |now: &Counts, then: &Counts, measure| now.of(measure) - then.of(measure);
        assert_eq!(more(&received, &before, Measure::Received), 1);
        assert_eq!(more(&received, &before, Measure::ReceivedOnline), 1);
        assert_eq!(more(&received, &before, Measure::Decided), 0);
        act(&world, &clerk, &number, Command::Accept).await.unwrap();
        assert_eq!(figures(&world).await.0, received, "taking on is no decision");
        act(&world, &officer, &number, Command::Grant { result: "准予".into(), notes: String::new() }).await.unwrap();
        let (granted, untouched) = figures(&world).await;
        assert_eq!(more(&granted, &before, Measure::Decided), 1);
        assert_eq!(more(&granted, &before, Measure::DecidedOnTime), 1);
        assert_eq!((more(&granted, &received, Measure::Received), untouched), (0, elsewhere));
        act(&world, &clerk, &number, Command::Close { delivery: Delivery::Window, note: String::new() }).await.unwrap();
        assert_eq!(figures(&world).await.0, granted, "delivering is counted nowhere twice");
    }
    async fn each_office_finds_what_waits_for_it_and_the_list_behind_it(world: World) {
        let editor = world.staff("mz.items", Role::ItemEditor, CITY, Some("civil-affairs")).await;
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        let other = world.staff("ga.items", Role::ItemEditor, CITY, Some("public-security")).await;
        let lead = world.staff("town.lead", Role::TownLead, TOWN, None).await;
        let clerk = world.clerk().await;
        let count = async |who: &Person, address: &str| -> Option<u32> {
            let work = world.services.work(&who.session).await.unwrap();
            work.lines.iter().find(|line| line.address == address).map(|line| line.count)
        };
        let writing = "/desk/standards?writing=begun";
        assert!(count(&head, "/desk/confirm").await > Some(0));
        let item = ALLOWANCE.parse().unwrap();
        crate::standards::edited(&world, &editor).await;
        let drafts = async |who: &Person| {
            let lines = world.services.work(&who.session).await.unwrap().lines;
            lines.iter().filter(|line| line.address == writing).map(|line| line.count).sum::<u32>()
        };
        assert_eq!((drafts(&editor).await, drafts(&other).await), (1, 0), "another department's drafts are theirs");
        world.services.step_standard(&editor.session, &item, 2, Step::Send, Passing::default()).await.unwrap();
        let reviewing = "/desk/standards?stage=in_department";
        assert_eq!((count(&head, reviewing).await, count(&editor, reviewing).await), (Some(1), None));
        assert!(count(&lead, "/desk/drift?kind=no_phone").await > Some(0), "nobody has told a phone yet");
        assert!(world.services.work(&clerk.session).await.unwrap().lines.is_empty());
    }

}
