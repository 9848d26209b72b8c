//! Cases from hand to hand: nobody's case is stuck, and what was done is said.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::desk::{Desk, DeskCase};
use server::services::cases::Handing;
use shared::access::Role;
use shared::case::{CaseNo, CaseState, Command, CommandKind};

use crate::harness::World;
use crate::harness::people::{CITY, Person, TOWN, VILLAGE, conflict};

async fn open(world: &World, who: &Person, number: &CaseNo) -> DeskCase {
    Desk::open(&*world.services, &who.session, number).await.unwrap()
}

async fn act(world: &World, who: &Person, number: &CaseNo, act: Command) -> Result<String, ServiceError> {
    let revision = open(world, who, number).await.revision;
    let done = Desk::act(&*world.services, &who.session, number, revision, act).await?;
    Ok(done.words)
}

async fn case_of(world: &World, who: &Person) -> CaseNo {
    let draft = world.ready_draft_at(who, VILLAGE).await;
    let number = world.hand_in(who, &draft).await.number;
    world.clock.advance(Duration::from_secs(60));
    number
}

/// All of one person's cases into another's hands, as closing an account does.
async fn hand_all(world: &World, by: &Person, from: &Person, to: Option<&Person>) -> Result<usize, ServiceError> {
    let services = &*world.services;
    let calendar = services.calendar().await.unwrap();
    let (by, from) = (by.session.actor().unwrap(), from.id());
    let to = match to {
        Some(to) => services.staff_posts(&to.id()).await.unwrap().into_iter().next(),
        None => None,
    };
    let handing = &Handing {
        by,
        from: &from,
        to: to.as_ref(),
        calendar: &calendar,
        now: services.clock.now(),
    };
    services
        .store
        .write(|tx| Box::pin(async move { services.hand_all_over(tx, handing).await }))
        .await
}

stories! {
    in_jinjiang;

    async fn a_lead_carries_on_a_case_whose_holder_is_gone(world: World) {
        let world = world.in_demo();
        let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
        let second = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
        let numbers = [case_of(&world, &elder).await, case_of(&world, &elder).await, case_of(&world, &elder).await];
        for number in &numbers {
            act(&world, &officer, number, Command::Accept).await.unwrap();
        }
        world.services.disable("s105").await.unwrap();
        // The list has oneself and the colleague, not the one who is gone.
        let seen = open(&world, &lead, &numbers[0]).await;
        let ids: Vec<_> = seen.colleagues.iter().map(|one| one.id.clone()).collect();
        assert!(ids.contains(&lead.id()) && ids.contains(&second.id()) && !ids.contains(&officer.id()));
        // Takes it, gives it to somebody, acts in the other's place.
        assert_eq!(act(&world, &lead, &numbers[0], Command::Take).await.unwrap(), "已由您承办");
        assert_eq!(act(&world, &lead, &numbers[1], Command::Assign { to: second.id() }).await.unwrap(), "已改派给林海生");
        assert_eq!(act(&world, &lead, &numbers[1], Command::Assign { to: lead.id() }).await.unwrap(), "已改由您承办");
        let grant = Command::Grant { result: "准予发放".into(), notes: String::new() };
        act(&world, &lead, &numbers[2], grant).await.unwrap();
        assert_eq!(open(&world, &lead, &numbers[2]).await.row.state, CaseState::Granted);
        // A department's head does the same over the department's cases.
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        assert_eq!(act(&world, &head, &numbers[0], Command::Take).await.unwrap(), "已由您承办");
    }

    async fn only_who_can_do_the_next_step_gets_a_case(world: World) {
        let world = world.in_demo();
        let (elder, clerk, officer, lead) = (world.elder().await, world.clerk().await, world.officer().await, world.lead().await);
        let number = case_of(&world, &elder).await;
        let seen = open(&world, &lead, &number).await;
        assert!(seen.colleagues.iter().any(|one| one.id == clerk.id()), "a window can accept");
        let words = act(&world, &clerk, &number, Command::Accept).await.unwrap();
        assert!(words.starts_with("已受理") && words.ends_with("已转审查岗位办理"), "{words}");
        let seen = open(&world, &lead, &number).await;
        assert!(!seen.colleagues.iter().any(|one| one.id == clerk.id()), "and cannot decide");
        let refused = act(&world, &clerk, &number, Command::Take).await;
        assert!(matches!(&refused, Err(ServiceError::Refused { message, .. }) if message.contains("审批权限")), "{refused:?}");
        assert!(act(&world, &lead, &number, Command::Assign { to: clerk.id() }).await.is_err());
        assert_eq!(act(&world, &lead, &number, Command::Assign { to: officer.id() }).await.unwrap(), "已分派给林海生");
        let hand_over = Command::HandOver { to: lead.id(), reason: "出差".into() };
        assert_eq!(act(&world, &officer, &number, hand_over).await.unwrap(), "已移交给林海生");
    }

    async fn names_stand_in_the_record_for_ever(world: World) {
        let world = world.in_demo();
        let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
        let number = case_of(&world, &elder).await;
        act(&world, &lead, &number, Command::Assign { to: officer.id() }).await.unwrap();
        let told = async || {
            let history = open(&world, &lead, &number).await.history;
            history.into_iter().map(|entry| entry.words).collect::<Vec<_>>()
        };
        assert!(told().await.contains(&"分派给林海生".to_owned()));
        world.services.disable("s105").await.unwrap();
        assert!(told().await.contains(&"分派给林海生".to_owned()), "{:?}", told().await);
    }

    async fn who_was_slower_is_told_who_was_faster(world: World) {
        let world = world.in_demo();
        let (elder, officer, clerk) = (world.elder().await, world.officer().await, world.clerk().await);
        let number = case_of(&world, &elder).await;
        let seen = open(&world, &officer, &number).await.revision;
        act(&world, &clerk, &number, Command::Accept).await.unwrap();
        let decline = Command::Decline { reason: "不归这里办".into(), right_office: None };
        let late = conflict(Desk::act(&*world.services, &officer.session, &number, seen, decline).await);
        assert!(late.contains("综合窗口人员 林海生（深沪镇） 09:01 受理"), "{late}");
        let refused = "SELECT COUNT(*) FROM audit WHERE action = 'case.decline_case' AND outcome = 'refused'";
        assert_eq!(world.count(refused).await, 1);
    }

    async fn all_of_someones_cases_go_into_other_hands_or_none_does(world: World) {
        let world = world.in_demo();
        let (elder, officer, lead, clerk) = (world.elder().await, world.officer().await, world.lead().await, world.clerk().await);
        let second = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
        let (accepted, taken) = (case_of(&world, &elder).await, case_of(&world, &elder).await);
        act(&world, &officer, &accepted, Command::Accept).await.unwrap();
        act(&world, &officer, &taken, Command::Take).await.unwrap();
        let held = async |who: &Person| world.services.cases_held_by(&who.id()).await.unwrap().len();
        assert_eq!(held(&officer).await, 2);
        // A window could go on with one of them only: then with none.
        assert!(matches!(hand_all(&world, &lead, &officer, Some(&clerk)).await, Err(ServiceError::Invalid { .. })));
        assert_eq!((held(&officer).await, held(&clerk).await), (2, 0));
        assert_eq!(hand_all(&world, &lead, &officer, Some(&second)).await.unwrap(), 2);
        assert_eq!((held(&officer).await, held(&second).await), (0, 2));
        // Or back to those that nobody has.
        assert_eq!(hand_all(&world, &lead, &second, None).await.unwrap(), 2);
        assert_eq!(held(&second).await, 0);
        let seen = open(&world, &officer, &accepted).await;
        assert!(seen.offers.iter().any(|offer| offer.action == CommandKind::Take));
        assert!(seen.history.iter().any(|entry| entry.words == "放回待承办"));
    }
}
