//! Posts: one person holds several, picks one, switches, stands in for another; who gives and ends them.

use app::backend::accounts::Accounts;
use app::backend::desk::{Desk, QueueFilter};
use app::backend::log::{Log, LogFilter, LogLine};
use app::backend::staff::{PostState, Staff, StaffFilter, StaffPost};
use app::backend::{ServiceError, Session};
use shared::access::Role;
use shared::case::{CaseNo, Command};
use shared::id::PostId;
use shared::powers::Typed;

use crate::harness::World;
use crate::harness::people::{CITY, OTHER_TOWN, PASSWORD, Person, TOWN, VILLAGE, conflict, fields, not_found};

/// The day of every story's clock.
const TODAY: &str = "2026-11-23";

fn typed(pairs: &[(&str, &str)]) -> Typed {
    pairs.iter().copied().collect()
}

fn post(role: Role, place: &str, from: &str, until: &str) -> Typed {
    typed(&[
        ("role", role.as_str()),
        ("territory", place),
        ("from", from),
        ("until", until),
    ])
}

fn standing_in(post: &PostId, from: &str, until: &str, reason: &str) -> Typed {
    typed(&[
        ("post", post.as_str()),
        ("from", from),
        ("until", until),
        ("reason", reason),
    ])
}

async fn sign_in(world: &World, login: &str) -> Session {
    let new = world.services.sign_in_staff(login, PASSWORD, login, "").await.unwrap();
    session(world, &new.token).await
}

async fn session(world: &World, token: &str) -> Session {
    world.services.session(Some(token)).await.unwrap()
}

fn acting(session: &Session) -> (Role, String) {
    let actor = session.actor.as_ref().unwrap();
    (actor.role, actor.acting.as_ref().unwrap().words())
}

fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(
        result,
        Err(ServiceError::Refused { .. } | ServiceError::Forbidden { .. })
    )
}

/// The first post of a person.
fn own(person: &Person) -> PostId {
    person
        .session
        .actor
        .as_ref()
        .unwrap()
        .acting
        .as_ref()
        .unwrap()
        .post
        .clone()
}

async fn posts(world: &World, reader: &Person, of: &Person) -> Vec<StaffPost> {
    world
        .services
        .staff_account(&reader.session, &of.id())
        .await
        .unwrap()
        .posts
}

async fn log(world: &World, act: &str) -> Vec<LogLine> {
    let reader = match sqlx::query_scalar::<_, String>("SELECT login FROM account WHERE login = 'log-reader'")
        .fetch_optional(world.store().reader())
        .await
        .unwrap()
    {
        Some(login) => sign_in(world, &login).await,
        None => world.staff("log-reader", Role::Inspector, CITY, None).await.session,
    };
    let filter = LogFilter {
        act: Some(act.to_owned()),
        ..LogFilter::default()
    };
    world.services.log_page(&reader, &filter).await.unwrap().lines
}

async fn case(world: &World, phone: &str) -> CaseNo {
    let elder = world.resident(phone, "陈海明", "350501193503100116").await;
    world.case_of(&elder).await.number
}

async fn take(world: &World, session: &Session, number: &CaseNo) -> Result<(), ServiceError> {
    let revision = Desk::open(&*world.services, session, number).await?.revision;
    Desk::act(&*world.services, session, number, revision, Command::Take)
        .await
        .map(drop)
}

stories! {
    in_jinjiang;

    async fn one_post_goes_straight_on_and_of_several_one_is_chosen(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        assert_eq!(acting(&clerk.session), (Role::WindowClerk, "深沪镇".into()));
        world.services.add_post(&lead.session, &clerk.id(), &post(Role::TownOfficer, TOWN, TODAY, "")).await.unwrap();
        // Whoever is at work stays in the post they are in.
        assert_eq!(acting(&session(&world, &clerk.token).await).0, Role::WindowClerk);

        let fresh = sign_in(&world, "w105").await;
        assert!(fresh.actor.is_none() && fresh.choosing.is_some());
        assert_eq!(world.services.queue(&fresh, &QueueFilter::default()).await.map(drop), Err(ServiceError::NotSignedIn));
        let asked = world.services.own_posts(&fresh).await.unwrap();
        assert_eq!(asked.posts.iter().map(|post| post.title.as_str()).collect::<Vec<_>>(), ["综合窗口人员", "镇（街道）审批人员"]);
        assert!(asked.ended.is_none() && asked.posts.iter().all(|post| !post.last && !post.current));

        let second = asked.posts[1].id.clone();
        let new = world.services.sign_in_staff("w105", PASSWORD, "w105", "").await.unwrap();
        let fresh = session(&world, &new.token).await;
        world.services.act_in(&fresh, &second).await.unwrap();
        let officer = session(&world, &new.token).await;
        assert_eq!(acting(&officer), (Role::TownOfficer, "深沪镇".into()));
        // The other session goes on in its own.
        assert_eq!(acting(&session(&world, &clerk.token).await).0, Role::WindowClerk);

        let again = world.services.own_posts(&sign_in(&world, "w105").await).await.unwrap();
        assert_eq!(again.posts.iter().map(|post| post.last).collect::<Vec<_>>(), [false, true]);
        world.services.act_in(&officer, &own(&clerk)).await.unwrap();
        assert_eq!(acting(&session(&world, &new.token).await).0, Role::WindowClerk);
        let chosen = log(&world, "post.choose").await;
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].by_whom, "w105 镇（街道）审批人员（深沪镇）");
        let switched = log(&world, "post.switch").await;
        assert_eq!(switched.len(), 1);
        assert_eq!(switched[0].detail, "岗位：镇（街道）审批人员（深沪镇） → 综合窗口人员（深沪镇）");
    }

    async fn nobody_acts_in_a_post_that_is_not_theirs_or_not_in_force(world: World) {
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        let later = post(Role::TownOfficer, TOWN, "2026-11-24", "");
        world.services.add_post(&lead.session, &clerk.id(), &later).await.unwrap();
        let added = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        assert_eq!(added.state, PostState::Later);
        for other in [own(&officer), added.id, "00000000-0000-7000-8000-000000000000".parse().unwrap()] {
            assert!(refused(world.services.act_in(&clerk.session, &other).await));
        }
        assert_eq!(world.services.own_posts(&Session::default()).await, Err(ServiceError::NotSignedIn));
    }

    async fn a_post_that_is_over_ends_at_the_next_request(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        let until = post(Role::TownOfficer, TOWN, TODAY, "2026-11-24");
        world.services.add_post(&lead.session, &clerk.id(), &until).await.unwrap();
        let added = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        world.services.act_in(&clerk.session, &added.id).await.unwrap();
        // The whole of the last day counts.
        world.clock.set("2026-11-24T15:50:00Z".parse().unwrap());
        let new = world.services.sign_in_staff("w105", PASSWORD, "w105", "").await.unwrap();
        world.services.act_in(&session(&world, &new.token).await, &added.id).await.unwrap();
        world.clock.set("2026-11-24T15:59:59Z".parse().unwrap());
        assert_eq!(acting(&session(&world, &new.token).await).0, Role::TownOfficer);
        world.clock.set("2026-11-24T16:00:00Z".parse().unwrap());
        let over = session(&world, &new.token).await;
        assert!(over.actor.is_none() && over.choosing.is_some());
        let asked = world.services.own_posts(&over).await.unwrap();
        assert_eq!(asked.posts.len(), 1);
        let ended = asked.ended.unwrap();
        assert_eq!((ended.words.as_str(), ended.ended_at), ("镇（街道）审批人员（深沪镇）", None));
        assert_eq!(ended.until, Some("2026-11-24".parse().unwrap()));
        world.services.act_in(&over, &asked.posts[0].id).await.unwrap();
        assert_eq!(acting(&session(&world, &new.token).await).0, Role::WindowClerk);
    }

    async fn ending_a_post_takes_it_from_whoever_is_at_work_in_it_and_leaves_them_their_cases(world: World) {
        let world = world.in_demo();
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        world.services.add_post(&lead.session, &clerk.id(), &post(Role::TownOfficer, TOWN, TODAY, "")).await.unwrap();
        let added = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        assert!(added.may_end);
        world.services.act_in(&clerk.session, &added.id).await.unwrap();
        let officer = session(&world, &clerk.token).await;
        let number = case(&world, "13900000009").await;
        take(&world, &officer, &number).await.unwrap();

        world.services.end_post(&lead.session, &clerk.id(), &added.id).await.unwrap();
        let over = session(&world, &clerk.token).await;
        assert!(over.actor.is_none());
        let asked = world.services.own_posts(&over).await.unwrap();
        assert!(asked.ended.is_some_and(|ended| ended.ended_at.is_some()));
        let seen = Desk::open(&*world.services, &lead.session, &number).await.unwrap();
        assert_eq!(seen.row.assignee.as_deref(), Some("林海生"));
        // What was done stands under the post it was done in.
        assert!(seen.history.iter().any(|told| told.by == "镇（街道）审批人员 林海生（深沪镇）"), "{:?}", seen.history);
        assert_eq!(log(&world, "case.take_case").await[0].by_whom, "w105 镇（街道）审批人员（深沪镇）");
        conflict(world.services.end_post(&lead.session, &clerk.id(), &added.id).await);
        let history = world.services.staff_account(&lead.session, &clerk.id()).await.unwrap().history;
        let words: Vec<&str> = history.iter().map(|event| event.words.as_str()).collect();
        assert!(words.contains(&"增加岗位") && words.contains(&"结束岗位"), "{words:?}");
    }

    async fn whoever_keeps_an_account_gives_posts_within_their_reach(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        let admin = world.staff("admin", Role::Administrator, CITY, None).await;
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        let elsewhere = world.staff("w104", Role::WindowClerk, OTHER_TOWN, None).await;
        let add = async |who: &Person, to: &Person, post: Typed| {
            world.services.add_post(&who.session, &to.id(), &post).await
        };
        for beyond in [
            add(&lead, &clerk, post(Role::TownLead, TOWN, TODAY, "")).await,
            add(&lead, &clerk, post(Role::WindowClerk, OTHER_TOWN, TODAY, "")).await,
            add(&lead, &lead, post(Role::WindowClerk, TOWN, TODAY, "")).await,
            add(&clerk, &lead, post(Role::WindowClerk, TOWN, TODAY, "")).await,
            add(&admin, &admin, post(Role::Finance, CITY, TODAY, "")).await,
        ] {
            assert!(refused(beyond));
        }
        for hidden in [
            add(&lead, &elsewhere, post(Role::WindowClerk, TOWN, TODAY, "")).await,
            add(&head, &clerk, post(Role::Officer, CITY, TODAY, "")).await,
        ] {
            assert!(not_found(hidden));
        }
        let wrong = async |from: &str, until: &str| {
            let error = add(&lead, &clerk, post(Role::TownOfficer, TOWN, from, until)).await.unwrap_err();
            fields(&error).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(wrong("2026-11-25", "2026-11-24").await, ["until"]);
        assert_eq!(wrong("2026-11-22", "").await, ["from"]);
        assert_eq!(wrong("", "某天").await, ["from", "until"]);
        // The same post again, and one of the wrong tier.
        assert_eq!(fields(&add(&lead, &clerk, post(Role::WindowClerk, TOWN, TODAY, "")).await.unwrap_err()), ["from"]);
        assert_eq!(fields(&add(&lead, &clerk, post(Role::Agent, TOWN, TODAY, "")).await.unwrap_err()), ["territory"]);
        add(&lead, &clerk, post(Role::Agent, VILLAGE, TODAY, "")).await.unwrap();
        add(&admin, &clerk, post(Role::WindowClerk, OTHER_TOWN, TODAY, "2026-12-31")).await.unwrap();
        assert_eq!(posts(&world, &admin, &clerk).await.len(), 3);

        // There the other town's lead sees who works with them, and ends that post and no other.
        let other = world.staff("l104", Role::TownLead, OTHER_TOWN, None).await;
        let page = world.services.staff_page(&other.session, &StaffFilter::default()).await.unwrap();
        assert_eq!(page.guests.iter().map(|guest| guest.id.clone()).collect::<Vec<_>>(), [clerk.id()]);
        let seen = world.services.staff_account(&other.session, &clerk.id()).await.unwrap();
        assert!(!seen.may_change);
        let ends: Vec<bool> = seen.posts.iter().map(|post| post.may_end).collect();
        assert_eq!(ends.iter().filter(|ends| **ends).count(), 1, "{:?}", seen.posts);
        for shown in &seen.posts {
            let ended = world.services.end_post(&other.session, &clerk.id(), &shown.id).await;
            assert_eq!(ended.is_ok(), shown.may_end, "{shown:?}");
        }
        assert!(not_found(world.services.staff_account(&other.session, &clerk.id()).await));
        // The main post changes with the account.
        assert!(refused(world.services.end_post(&lead.session, &clerk.id(), &own(&clerk)).await));
    }

    async fn a_substitute_reaches_what_the_other_reaches_on_these_days_and_is_told_as_such(world: World) {
        let world = world.in_demo();
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        let until = standing_in(&own(&officer), TODAY, "2026-11-27", "年休假");
        world.services.substitute(&lead.session, &clerk.id(), &until).await.unwrap();
        let given = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        assert_eq!(given.instead_of, Some(("林海生".into(), "年休假".into())));
        let number = case(&world, "13900000009").await;
        take(&world, &clerk.session, &number).await.unwrap();
        let accept = Command::Accept;
        let grant = || Command::Grant { result: "准予".into(), notes: String::new() };
        let act = async |session: &Session, command: Command| {
            let revision = Desk::open(&*world.services, session, &number).await.unwrap().revision;
            Desk::act(&*world.services, session, &number, revision, command).await
        };
        act(&clerk.session, accept).await.unwrap();
        assert!(act(&clerk.session, grant()).await.is_err(), "the window does not decide");

        world.services.act_in(&clerk.session, &given.id).await.unwrap();
        let standing = session(&world, &clerk.token).await;
        assert_eq!(acting(&standing), (Role::TownOfficer, "深沪镇，代林海生".into()));
        if Desk::open(&*world.services, &standing, &number).await.unwrap().row.assignee.is_none() {
            take(&world, &standing, &number).await.unwrap();
        }
        act(&standing, grant()).await.unwrap();
        let seen = Desk::open(&*world.services, &lead.session, &number).await.unwrap();
        assert!(seen.history.iter().any(|told| told.by == "镇（街道）审批人员 林海生（深沪镇，代林海生）"), "{:?}", seen.history);
        let verified = world.services.verify_cases(|_, _| ()).await.unwrap();
        assert_eq!(verified.findings, [""; 0]);
        let decided = log(&world, "case.decide_case").await;
        let by = "w105 镇（街道）审批人员（深沪镇，代林海生）";
        assert!(decided.iter().any(|line| line.done && line.by_whom == by), "{decided:?}");

        world.clock.set("2026-11-27T15:50:00Z".parse().unwrap());
        let new = world.services.sign_in_staff("w105", PASSWORD, "w105", "").await.unwrap();
        world.services.act_in(&session(&world, &new.token).await, &given.id).await.unwrap();
        assert_eq!(acting(&session(&world, &new.token).await).0, Role::TownOfficer);
        world.clock.set("2026-11-27T16:00:00Z".parse().unwrap());
        assert!(session(&world, &new.token).await.choosing.is_some());
    }

    async fn a_substitution_beyond_reach_or_reason_is_refused(world: World) {
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        let admin = world.staff("admin", Role::Administrator, CITY, None).await;
        let elsewhere = world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await;
        let sub = async |who: &Person, to: &Person, typed: Typed| {
            world.services.substitute(&who.session, &to.id(), &typed).await
        };
        let week = |post: &PostId| standing_in(post, TODAY, "2026-11-27", "年休假");
        assert!(refused(sub(&lead, &clerk, week(&own(&lead))).await), "the lead's own post is above what the lead gives");
        assert!(refused(sub(&lead, &clerk, week(&own(&elsewhere))).await));
        assert!(refused(sub(&clerk, &officer, week(&own(&clerk))).await));
        assert!(refused(sub(&lead, &lead, week(&own(&officer))).await));
        assert!(not_found(sub(&lead, &elsewhere, week(&own(&officer))).await));
        let wrong = async |typed: Typed| {
            let error = sub(&lead, &clerk, typed).await.unwrap_err();
            fields(&error).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(wrong(week(&own(&clerk))).await, ["post"]);
        assert_eq!(wrong(standing_in(&own(&officer), TODAY, "", "年休假")).await, ["until"]);
        assert_eq!(wrong(standing_in(&own(&officer), TODAY, "2027-02-21", "年休假")).await, ["until"]);
        assert_eq!(wrong(standing_in(&own(&officer), TODAY, "2026-11-22", "年休假")).await, ["until"]);
        assert_eq!(wrong(standing_in(&own(&officer), "", "2026-11-27", " ")).await, ["from", "reason"]);
        assert_eq!(wrong(typed(&[("from", TODAY), ("until", "2026-11-27"), ("reason", "年休假")])).await, ["post"]);
        sub(&lead, &clerk, week(&own(&officer))).await.unwrap();
        assert_eq!(wrong(week(&own(&officer))).await, ["from"]);
        // Nobody stands in for a substitute.
        let given = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        let window = world.staff("w105b", Role::WindowClerk, TOWN, None).await;
        assert_eq!(fields(&sub(&lead, &window, week(&given.id)).await.unwrap_err()), ["post"]);
        sub(&admin, &officer, week(&own(&lead))).await.unwrap();
    }

    async fn all_that_is_missing_of_a_substitution_is_told_at_once(world: World) {
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        let sub = async |typed: Typed| {
            world.services.substitute(&lead.session, &clerk.id(), &typed).await.unwrap_err()
        };
        let nothing = sub(typed(&[])).await;
        assert_eq!(fields(&nothing), ["post", "from", "until", "reason"]);
        assert!(format!("{nothing:?}").contains("没有选择要代理的岗位"), "{nothing:?}");
        let window = post(Role::WindowClerk, TOWN, TODAY, "");
        world.services.add_post(&lead.session, &officer.id(), &window).await.unwrap();
        let added = posts(&world, &lead, &officer).await.into_iter().find(|post| !post.main).unwrap();
        world.services.end_post(&lead.session, &officer.id(), &added.id).await.unwrap();
        let over = sub(standing_in(&added.id, TODAY, "", "年休假")).await;
        assert_eq!(fields(&over), ["post", "until"]);
        assert!(format!("{over:?}").contains("这个岗位已经结束"), "{over:?}");
    }

    async fn no_post_begins_in_a_year_that_is_a_slip(world: World) {
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        for late in ["2027-11-25", "9999-12-31"] {
            let added = post(Role::TownOfficer, TOWN, late, "");
            let error = world.services.add_post(&lead.session, &clerk.id(), &added).await.unwrap_err();
            assert_eq!(fields(&error), ["from"], "{late}");
            assert!(format!("{error:?}").contains("请填写 2027 年 11 月 24 日或者更早的日期"), "{error:?}");
        }
        for late in ["2027-02-22", "2099-01-01"] {
            let leave = standing_in(&own(&officer), late, late, "年休假");
            let error = world.services.substitute(&lead.session, &clerk.id(), &leave).await.unwrap_err();
            assert_eq!(fields(&error), ["from"], "{late}");
        }
    }

    async fn whoever_may_not_give_a_post_is_told_that_before_anything_else(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        for beyond in [
            post(Role::Administrator, OTHER_TOWN, "", ""),
            post(Role::Agent, OTHER_TOWN, TODAY, ""),
            post(Role::Administrator, "", TODAY, ""),
        ] {
            assert!(refused(world.services.add_post(&lead.session, &clerk.id(), &beyond).await), "{beyond:?}");
            assert!(refused(world.services.open_account(&lead.session, &beyond).await), "{beyond:?}");
            let changed = world.services.change_account(&lead.session, &clerk.id(), &beyond, None, None).await;
            assert!(refused(changed), "{beyond:?}");
        }
    }

    async fn closing_an_account_ends_its_posts_and_those_that_stand_in_for_it(world: World) {
        let (lead, clerk, officer) = (world.lead().await, world.clerk().await, world.officer().await);
        let sub = standing_in(&own(&officer), TODAY, "2026-11-27", "年休假");
        world.services.substitute(&lead.session, &clerk.id(), &sub).await.unwrap();
        world.services.add_post(&lead.session, &officer.id(), &post(Role::Agent, VILLAGE, TODAY, "")).await.unwrap();
        let given = posts(&world, &lead, &clerk).await.into_iter().find(|post| !post.main).unwrap();
        world.services.act_in(&clerk.session, &given.id).await.unwrap();

        world.services.close_account(&lead.session, &officer.id(), None).await.unwrap();
        assert!(session(&world, &clerk.token).await.actor.is_none(), "there is nobody to stand in for");
        assert!(posts(&world, &lead, &officer).await.iter().all(|post| post.state == PostState::Over));
        let history = world.services.staff_account(&lead.session, &clerk.id()).await.unwrap().history;
        assert!(history.iter().any(|event| event.words == "结束岗位"), "{history:?}");

        let out = world.services.reopen_account(&lead.session, &officer.id()).await.unwrap();
        let standing: Vec<StaffPost> = posts(&world, &lead, &officer).await.into_iter().filter(|post| post.state == PostState::Now).collect();
        assert!(standing.len() == 1 && standing[0].main, "the main post alone is back: {standing:?}");
        let new = world.services.sign_in_staff(&out.login, &out.password, "", "").await.unwrap();
        assert!(session(&world, &new.token).await.pending.is_some());
    }

    async fn another_main_post_ends_the_one_before(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        let row = |role: Role| typed(&[("name", "林海生"), ("role", role.as_str()), ("territory", TOWN), ("department", "")]);
        world.services.change_account(&lead.session, &clerk.id(), &row(Role::TownOfficer), None, None).await.unwrap();
        let over = session(&world, &clerk.token).await;
        assert!(over.actor.is_none());
        let asked = world.services.own_posts(&over).await.unwrap();
        assert_eq!(asked.posts.len(), 1);
        assert!(asked.ended.is_some_and(|ended| ended.words == "综合窗口人员（深沪镇）"));
        assert_eq!(acting(&sign_in(&world, "w105").await).0, Role::TownOfficer);
        let states: Vec<(bool, PostState)> = posts(&world, &lead, &clerk).await.into_iter().map(|post| (post.main, post.state)).collect();
        assert_eq!(states, [(true, PostState::Now), (true, PostState::Over)]);
        // Not twice the same.
        world.services.add_post(&lead.session, &clerk.id(), &post(Role::WindowClerk, TOWN, TODAY, "")).await.unwrap();
        let back = world.services.change_account(&lead.session, &clerk.id(), &row(Role::WindowClerk), None, None).await;
        assert_eq!(fields(&back.unwrap_err()), ["role"]);
    }

    async fn colleagues_are_those_who_hold_a_post_today(world: World) {
        let world = world.in_demo();
        let (lead, officer) = (world.lead().await, world.officer().await);
        let agent = world.staff("d105", Role::Agent, VILLAGE, None).await;
        let number = case(&world, "13900000009").await;
        let ids = async || {
            let seen = Desk::open(&*world.services, &lead.session, &number).await.unwrap();
            let mut ids: Vec<_> = seen.colleagues.into_iter().map(|one| (one.id, one.title)).collect();
            ids.retain(|(id, _)| *id != lead.id());
            ids
        };
        assert_eq!(ids().await.len(), 1);
        world.services.add_post(&lead.session, &agent.id(), &post(Role::WindowClerk, TOWN, "2026-11-24", "2026-11-25")).await.unwrap();
        assert_eq!(ids().await.len(), 1, "tomorrow's colleague");
        world.services.substitute(&lead.session, &agent.id(), &standing_in(&own(&officer), TODAY, TODAY, "年休假")).await.unwrap();
        let today = ids().await;
        assert!(today.contains(&(agent.id(), "镇（街道）审批人员，代林海生".into())), "{today:?}");
        let to = agent.id();
        let revision = Desk::open(&*world.services, &lead.session, &number).await.unwrap().revision;
        Desk::act(&*world.services, &lead.session, &number, revision, Command::Assign { to }).await.unwrap();
        let record = world.services.cases_held_by(&agent.id()).await.unwrap();
        assert_eq!(record.len(), 1);
    }
}
