//! Staff accounts: who opens, changes and closes whose; first passwords; many at once; the log of it all.

use app::backend::accounts::Accounts;
use app::backend::desk::{Desk, QueueFilter};
use app::backend::log::{Log, LogBook, LogFilter};
use app::backend::staff::{AccountState, HandedOut, Staff, StaffFilter};
use app::backend::standards::Standards;
use app::backend::workbooks::{ImportState, Workbooks};
use app::backend::{ServiceError, Session};
use shared::access::Role;
use shared::case::{CaseNo, Command};
use shared::id::AccountId;
use shared::powers::{KeptList, Typed};

use crate::harness::World;
use crate::harness::people::{CITY, OTHER_TOWN, Person, TOWN, VILLAGE, conflict, fields, not_found};
use crate::workbooks::{apply, book, bring};

const NEW: &str = "一只大花猫走过了安平桥";
const HEAD: [&str; 5] = ["账号", "姓名", "岗位", "工作地点", "所属部门"];

fn row(login: &str, role: Role, place: &str, department: &str) -> Typed {
    [
        ("login", login),
        ("name", "许文"),
        ("role", role.as_str()),
        ("territory", place),
        ("department", department),
    ]
    .into_iter()
    .collect()
}

async fn admin(world: &World) -> Person {
    world.staff("admin", Role::Administrator, CITY, None).await
}

async fn head(world: &World) -> Person {
    world
        .staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs"))
        .await
}

async fn open(world: &World, who: &Person, login: &str, role: Role, place: &str) -> HandedOut {
    world
        .services
        .open_account(&who.session, &row(login, role, place, ""))
        .await
        .unwrap()
}

async fn signed_in(world: &World, login: &str, password: &str) -> Session {
    let new = world.services.sign_in_staff(login, password, login, "").await.unwrap();
    world.services.session(Some(&new.token)).await.unwrap()
}

async fn cannot_sign_in(world: &World, login: &str, password: &str) -> bool {
    matches!(
        world.services.sign_in_staff(login, password, login, "").await,
        Err(ServiceError::Invalid { .. })
    )
}

fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(
        result,
        Err(ServiceError::Refused { .. } | ServiceError::Forbidden { .. })
    )
}

/// A case of the town in someone's hands.
async fn case_of(world: &World, holder: &Person) -> CaseNo {
    let elder = world.resident("13900000009", "陈海明", "350501193503100116").await;
    let number = world.case_of(&elder).await.number;
    Desk::act(&*world.services, &holder.session, &number, 1, Command::Take)
        .await
        .unwrap();
    number
}

async fn holder(world: &World, reader: &Person, number: &CaseNo) -> Option<String> {
    Desk::open(&*world.services, &reader.session, number)
        .await
        .unwrap()
        .row
        .assignee
}

stories! {
    in_jinjiang;

    async fn a_lead_opens_an_account_and_its_first_password_opens_nothing_but_the_way_to_ones_own(world: World) {
        let lead = world.lead().await;
        let out = open(&world, &lead, "Shenhu-07", Role::WindowClerk, TOWN).await;
        assert_eq!(out.login, "shenhu-07");
        // As read off a sheet: in capitals, with blanks.
        let session = signed_in(&world, "shenhu-07", &out.password.to_uppercase().replace('-', "- ")).await;
        assert!(session.actor.is_none());
        for result in [
            world.services.queue(&session, &QueueFilter::default()).await.map(drop),
            world.services.work(&session).await.map(drop),
            world.services.standards(&session, &Default::default()).await.map(drop),
        ] {
            assert_eq!(result, Err(ServiceError::NotSignedIn));
        }
        assert!(world.services.me(&session).await.unwrap().must_change);
        let change = async |new: &str, again: &str| world.services.change_password(&session, &out.password, new, again).await;
        assert_eq!(fields(&change("1234567890", "1234567890").await.unwrap_err()), ["new"]);
        assert_eq!(fields(&change(&out.password, &out.password).await.unwrap_err()), ["new"]);
        assert_eq!(fields(&change(NEW, "另外一只猫走过安平桥").await.unwrap_err()), ["again"]);
        assert_eq!(fields(&world.services.change_password(&session, "x", NEW, NEW).await.unwrap_err()), ["old"]);
        // All that is wrong is told at once.
        let all = world.services.change_password(&session, "", "abc", "abd").await.unwrap_err();
        assert_eq!(fields(&all), ["old", "new", "again"]);
        change(NEW, NEW).await.unwrap();
        assert!(cannot_sign_in(&world, "shenhu-07", &out.password).await);
        let session = signed_in(&world, "shenhu-07", NEW).await;
        assert_eq!(session.actor.as_ref().unwrap().role, Role::WindowClerk);
        world.services.queue(&session, &QueueFilter::default()).await.unwrap();
        let stored: String = sqlx::query_scalar("SELECT password_hash FROM account WHERE login = 'shenhu-07'")
            .fetch_one(world.store().reader()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"), "{stored}");
    }

    async fn changing_ones_password_ends_the_other_sign_ins(world: World) {
        let clerk = world.clerk().await;
        let other = signed_in(&world, "w105", crate::harness::people::PASSWORD).await;
        world.services.change_password(&clerk.session, crate::harness::people::PASSWORD, NEW, NEW).await.unwrap();
        let lines = world.services.sessions(&clerk.session).await.unwrap();
        assert!(lines.len() == 1 && lines[0].this_one && other.id.as_deref() != Some(lines[0].id.as_str()));
    }

    async fn nobody_appoints_beyond_their_town_or_department(world: World) {
        let (lead, head, admin) = (world.lead().await, head(&world).await, admin(&world).await);
        let clerk = world.clerk().await;
        let give = async |who: &Person, login: &str, role: Role, place: &str, department: &str| {
            world.services.open_account(&who.session, &row(login, role, place, department)).await
        };
        give(&lead, "agent-01", Role::Agent, VILLAGE, "").await.unwrap();
        give(&head, "mz-01", Role::Officer, CITY, "civil-affairs").await.unwrap();
        give(&admin, "l-104", Role::TownLead, OTHER_TOWN, "").await.unwrap();
        for result in [
            give(&lead, "x-01", Role::TownLead, TOWN, "").await,
            give(&lead, "x-02", Role::WindowClerk, OTHER_TOWN, "").await,
            give(&lead, "x-03", Role::Inspector, CITY, "").await,
            give(&head, "x-04", Role::Officer, CITY, "public-security").await,
            give(&head, "x-05", Role::DepartmentHead, CITY, "civil-affairs").await,
            give(&head, "x-06", Role::WindowClerk, TOWN, "").await,
            give(&clerk, "x-07", Role::Agent, VILLAGE, "").await,
        ] {
            assert!(refused(result));
        }
        assert_eq!(fields(&give(&admin, "x-08", Role::Agent, TOWN, "").await.unwrap_err()), ["territory"]);
        assert_eq!(fields(&give(&admin, "x-09", Role::Officer, CITY, "").await.unwrap_err()), ["department"]);
        assert_eq!(fields(&give(&lead, "agent-01", Role::Agent, VILLAGE, "").await.unwrap_err()), ["login"]);
        // Another town's account is not there, one's own and one's equal's are not one's to change.
        let elsewhere = world.staff("w104", Role::WindowClerk, OTHER_TOWN, None).await;
        assert!(not_found(world.services.staff_account(&lead.session, &elsewhere.id()).await));
        assert!(not_found(world.services.close_account(&lead.session, &elsewhere.id(), None).await));
        assert!(refused(world.services.reset_account(&lead.session, &lead.id()).await));
        assert!(refused(world.services.close_account(&admin.session, &admin.id(), None).await));
        let page = world.services.staff_page(&lead.session, &StaffFilter::default()).await.unwrap();
        let logins: Vec<&str> = page.rows.iter().map(|row| row.login.as_str()).collect();
        assert_eq!(logins, ["agent-01", "l105", "w105"]);
        assert_eq!(page.choices.roles, [Role::Agent, Role::WindowClerk, Role::TownOfficer]);
        let page = world.services.staff_page(&head.session, &StaffFilter::default()).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| row.login.as_str()).collect::<Vec<_>>(), ["mz-01", "mz.head"]);
    }

    async fn name_and_post_change_and_the_history_says_who_changed_what(world: World) {
        let (lead, admin) = (world.lead().await, admin(&world).await);
        let out = open(&world, &lead, "shenhu-07", Role::WindowClerk, TOWN).await;
        let moved = row("ignored", Role::TownOfficer, TOWN, "");
        world.services.change_account(&lead.session, &out.id, &moved, None, None).await.unwrap();
        let seen = world.services.staff_account(&lead.session, &out.id).await.unwrap();
        assert_eq!((seen.line.login.as_str(), seen.line.role), ("shenhu-07", Role::TownOfficer));
        let words: Vec<&str> = seen.history.iter().map(|one| one.words.as_str()).collect();
        assert_eq!(words, ["修改账号", "开通账号"]);
        assert_eq!(seen.history[0].by, "林海生");
        assert_eq!(seen.history[0].changes[0].became, Role::TownOfficer.words());
        // To another town only by whoever keeps both.
        let away = row("", Role::TownOfficer, OTHER_TOWN, "");
        assert!(refused(world.services.change_account(&lead.session, &out.id, &away, None, None).await));
        world.services.change_account(&admin.session, &out.id, &away, None, None).await.unwrap();
        assert!(not_found(world.services.staff_account(&lead.session, &out.id).await));
    }

    async fn two_who_change_an_account_at_once_undo_nothing(world: World) {
        let lead = world.lead().await;
        let out = open(&world, &lead, "shenhu-08", Role::WindowClerk, TOWN).await;
        let was = row("", Role::WindowClerk, TOWN, "");
        let named = |name: &str| {
            let mut typed = was.clone();
            typed.set("name", name);
            typed
        };
        let change = async |typed: Typed| world.services.change_account(&lead.session, &out.id, &typed, Some(&was), None).await;
        change(named("新名字")).await.unwrap();
        // On the page of before, somebody else changes the post alone.
        change(row("", Role::TownOfficer, TOWN, "")).await.unwrap();
        let seen = world.services.staff_account(&lead.session, &out.id).await.unwrap();
        assert_eq!((seen.line.name.as_str(), seen.line.role), ("新名字", Role::TownOfficer));
        // The history says from whom to whom, as lists show names; opening it changed no name.
        let renamed = seen.history.iter().find(|one| one.changes.iter().any(|change| change.field == "name")).unwrap();
        assert_eq!(renamed.words, "修改账号");
        assert!(renamed.changes.iter().any(|change| change.became == "新*字" && change.was.contains('*')), "{renamed:?}");
        let opened = seen.history.iter().find(|one| one.words == "开通账号").unwrap();
        assert!(opened.changes.iter().all(|change| change.field != "name"), "{opened:?}");
        // The same part, differently: told with what stands there.
        let told = conflict(change(named("别的名字")).await);
        assert!(told.contains("新名字"), "{told}");
        let seen = world.services.staff_account(&lead.session, &out.id).await.unwrap();
        assert_eq!(seen.line.name, "新名字");
    }

    async fn closing_asks_who_takes_over_and_every_open_case_moves_with_its_event(world: World) {
        let world = world.in_demo();
        let (lead, officer, clerk) = (world.lead().await, world.officer().await, world.clerk().await);
        let colleague = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
        let elsewhere = world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await;
        let number = case_of(&world, &officer).await;
        let act = |revision| Desk::act(&*world.services, &officer.session, &number, revision, Command::Accept);
        act(2).await.unwrap();
        let close = async |to: Option<&AccountId>| world.services.close_account(&lead.session, &officer.id(), to).await;
        assert_eq!(fields(&close(None).await.unwrap_err()), ["successor"]);
        // An accepted case is decided: neither the window nor another town carries it on.
        for unfit in [&clerk, &elsewhere, &officer] {
            assert_eq!(fields(&close(Some(&unfit.id())).await.unwrap_err()), ["successor"]);
        }
        assert!(world.services.session(Some(&officer.token)).await.unwrap().actor.is_some(), "nothing was half done");
        let seen = world.services.staff_account(&lead.session, &officer.id()).await.unwrap();
        assert_eq!(seen.open_cases, 1);
        let offered: Vec<&AccountId> = seen.successors.iter().map(|one| &one.id).collect();
        assert_eq!(offered, [&lead.id(), &colleague.id()]);
        assert_eq!(close(Some(&colleague.id())).await.unwrap(), 1);
        assert_eq!(world.services.session(Some(&officer.token)).await.unwrap(), Session::default());
        assert_eq!(holder(&world, &lead, &number).await.as_deref(), Some("林海生"));
        let queue = world.services.queue(&colleague.session, &QueueFilter { mine: true, ..QueueFilter::default() }).await.unwrap();
        assert_eq!(queue.rows.len(), 1);
        let case = Desk::open(&*world.services, &colleague.session, &number).await.unwrap();
        assert!(case.offers.iter().any(|offer| offer.action == shared::case::CommandKind::Grant));
        assert!(case.history.iter().any(|one| one.words.contains("分派")), "{:?}", case.history);
        conflict(close(Some(&colleague.id())).await);
        let log = world.services.log_page(&admin(&world).await.session, &LogFilter::default()).await.unwrap();
        let closed = log.lines.iter().find(|line| line.words == "停用账号").unwrap();
        assert!(closed.detail.contains("移交办件 1 件给账号 s105b"), "{closed:?}");
        // Opened again with a password of its own.
        let out = world.services.reopen_account(&lead.session, &officer.id()).await.unwrap();
        assert!(signed_in(&world, "s105", &out.password).await.pending.is_some());
    }

    async fn another_post_asks_the_same_and_another_name_does_not(world: World) {
        let world = world.in_demo();
        let (lead, officer) = (world.lead().await, world.officer().await);
        case_of(&world, &officer).await;
        let change = async |typed: Typed, to| world.services.change_account(&lead.session, &officer.id(), &typed, None, to).await;
        change(row("", Role::TownOfficer, TOWN, ""), None).await.unwrap();
        assert_eq!(fields(&change(row("", Role::WindowClerk, TOWN, ""), None).await.unwrap_err()), ["successor"]);
        change(row("", Role::WindowClerk, TOWN, ""), Some(&lead.id())).await.unwrap();
        let seen = world.services.staff_account(&lead.session, &officer.id()).await.unwrap();
        assert_eq!((seen.open_cases, seen.line.role), (0, Role::WindowClerk));
    }

    async fn a_reset_ends_the_sessions_and_the_old_password(world: World) {
        let (lead, clerk) = (world.lead().await, world.clerk().await);
        let out = world.services.reset_account(&lead.session, &clerk.id()).await.unwrap();
        assert_eq!(world.services.session(Some(&clerk.token)).await.unwrap(), Session::default());
        assert!(cannot_sign_in(&world, "w105", crate::harness::people::PASSWORD).await);
        assert!(signed_in(&world, "w105", &out.password).await.actor.is_none());
        let fresh = StaffFilter { state: Some(AccountState::Fresh), ..StaffFilter::default() };
        let page = world.services.staff_page(&lead.session, &fresh).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| row.login.as_str()).collect::<Vec<_>>(), ["w105"]);
    }

    async fn the_list_is_narrowed_by_place_role_state_login_and_name(world: World) {
        let admin = admin(&world).await;
        for (login, role, place) in [
            ("agent-01", Role::Agent, VILLAGE),
            ("w105", Role::WindowClerk, TOWN),
            ("w104", Role::WindowClerk, OTHER_TOWN),
        ] {
            open(&world, &admin, login, role, place).await;
        }
        let logins = async |filter: StaffFilter| -> Vec<String> {
            let page = world.services.staff_page(&admin.session, &filter).await.unwrap();
            assert_eq!(page.total as usize, page.rows.len());
            page.rows.into_iter().map(|row| row.login).collect()
        };
        let all = StaffFilter::default;
        assert_eq!(logins(all()).await, ["admin", "agent-01", "w104", "w105"]);
        assert_eq!(logins(StaffFilter { place: Some(TOWN.parse().unwrap()), ..all() }).await, ["agent-01", "w105"]);
        assert_eq!(logins(StaffFilter { role: Some(Role::WindowClerk), ..all() }).await, ["w104", "w105"]);
        assert_eq!(logins(StaffFilter { state: Some(AccountState::Open), ..all() }).await, ["admin"]);
        assert_eq!(logins(StaffFilter { text: Some("W10".into()), ..all() }).await, ["w104", "w105"]);
        assert_eq!(logins(StaffFilter { text: Some("林海生".into()), ..all() }).await, ["admin"]);
        assert_eq!(logins(StaffFilter { text: Some("许文".into()), role: Some(Role::Agent), ..all() }).await, ["agent-01"]);
    }

    async fn four_hundred_agents_come_by_one_workbook_and_each_gets_a_password_to_hand_over(world: World) {
        let admin = admin(&world).await;
        let villages: Vec<String> = sqlx::query_scalar("SELECT code FROM division WHERE tier = 'village' ORDER BY code")
            .fetch_all(world.store().reader()).await.unwrap();
        assert_eq!(villages.len(), 399);
        let logins: Vec<String> = villages.iter().map(|code| format!("d-{code}")).collect();
        let rows: Vec<Vec<&str>> = villages.iter().zip(&logins)
            .map(|(code, login)| vec![login.as_str(), "许文", Role::Agent.words(), code.as_str(), ""]).collect();
        let view = bring(&world, &admin, KeptList::Staff, book("工作人员", &HEAD, &rows), false).await;
        assert_eq!((view.state, view.counts.added, view.counts.problems), (ImportState::Ready, 399, 0));
        assert_eq!(world.count("SELECT COUNT(*) FROM account WHERE login LIKE 'd-%'").await, 0);
        let view = apply(&world, &admin, KeptList::Staff, &view.id).await;
        assert_eq!(view.state, ImportState::Applied);
        assert_eq!(world.count("SELECT COUNT(*) FROM account WHERE login LIKE 'd-%' AND password_hash IS NULL").await, 399);
        let sheet = world.services.hand_out(&admin.session, &view.id).await.unwrap();
        let handed = handed_out(&sheet.content);
        assert_eq!(handed.len(), 399);
        let (login, password) = &handed[7];
        assert!(signed_in(&world, login, password).await.pending.is_some());
        // Once more: the sheet from before is void.
        world.services.hand_out(&admin.session, &view.id).await.unwrap();
        assert!(cannot_sign_in(&world, login, password).await);
        // What goes out comes back without a change.
        let out = world.services.export(&admin.session, KeptList::Staff).await.unwrap();
        let view = bring(&world, &admin, KeptList::Staff, out.content, false).await;
        assert_eq!((view.counts.unchanged, view.counts.problems), (400, 0), "{:?}", view.problems);
    }

    async fn a_workbook_with_one_wrong_cell_writes_nothing_and_names_every_cell(world: World) {
        let lead = world.lead().await;
        world.staff("w104", Role::WindowClerk, OTHER_TOWN, None).await;
        let rows = [
            vec!["agent-01", "许文", "村（社区）代办员", VILLAGE, ""],
            vec!["深沪", "许文", "村（社区）代办员", VILLAGE, ""],
            vec!["agent-03", "许文", "村长", VILLAGE, ""],
            vec!["agent-04", "许文", "村（社区）代办员", TOWN, ""],
            vec!["agent-05", "许文", "综合窗口人员", OTHER_TOWN, ""],
            vec!["agent-01", "许文", "村（社区）代办员", VILLAGE, ""],
            vec!["w104", "许文", "综合窗口人员", TOWN, ""],
            vec!["l105", "许文", "镇（街道）中心负责人", TOWN, ""],
        ];
        let view = bring(&world, &lead, KeptList::Staff, book("工作人员", &HEAD, &rows), false).await;
        let told: Vec<(u32, &str)> = view.problems.iter().map(|one| (one.place.row, one.place.column.as_str())).collect();
        assert_eq!(told, [(3, "A"), (4, "C"), (5, "D"), (6, "C"), (7, "A"), (8, "A"), (9, "A")]);
        assert_eq!(view.state, ImportState::Wrong);
        conflict(world.services.apply_import(&lead.session, KeptList::Staff, &view.id).await);
        assert_eq!(world.count("SELECT COUNT(*) FROM account WHERE login LIKE 'agent-%'").await, 0);
        // Another's import is not there, even for someone who keeps accounts.
        let admin = admin(&world).await;
        assert!(not_found(world.services.import(&admin.session, KeptList::Staff, &view.id, None, 1).await));
    }

    async fn a_workbook_previewed_before_another_change_is_stale(world: World) {
        let lead = world.lead().await;
        let rows = [vec!["agent-01", "许文", "村（社区）代办员", VILLAGE, ""]];
        let view = bring(&world, &lead, KeptList::Staff, book("工作人员", &HEAD, &rows), false).await;
        open(&world, &lead, "shenhu-07", Role::WindowClerk, TOWN).await;
        let view = apply(&world, &lead, KeptList::Staff, &view.id).await;
        assert_eq!(view.state, ImportState::Stale);
    }

    async fn the_log_tells_acts_and_looks_to_those_who_may_read_it(world: World) {
        let world = world.in_demo();
        let (lead, officer, admin) = (world.lead().await, world.officer().await, admin(&world).await);
        let inspector = world.staff("inspector", Role::Inspector, CITY, None).await;
        let number = case_of(&world, &officer).await;
        world.services.unmask(&officer.session, &number, "核对申请人身份").await.unwrap();
        open(&world, &lead, "shenhu-07", Role::WindowClerk, TOWN).await;
        let read = async |who: &Person, filter: LogFilter| world.services.log_page(&who.session, &filter).await;
        for who in [&lead, &officer] {
            assert!(refused(read(who, LogFilter::default()).await));
        }
        let looks = LogFilter { book: LogBook::Looks, ..LogFilter::default() };
        let page = read(&inspector, looks.clone()).await.unwrap();
        assert_eq!(page.lines.len(), 1);
        let line = &page.lines[0];
        assert_eq!((line.by.as_str(), line.detail.as_str()), ("林海生", "核对申请人身份"));
        assert!(line.object.contains(number.as_str()) && line.address.is_some());
        assert_eq!(read(&admin, looks.clone()).await.unwrap().lines[0].address, None, "sees no case");
        let by = |who: &str| LogFilter { who: Some(who.into()), ..LogFilter::default() };
        let words = async |filter: LogFilter| -> Vec<String> {
            read(&admin, filter).await.unwrap().lines.into_iter().map(|line| format!("{} {}", line.words, line.object)).collect()
        };
        assert_eq!(words(by("l105")).await, ["开通账号 账号 shenhu-07"]);
        assert_eq!(words(by("s105")).await, [format!("承办办件 办件 {number}")]);
        assert_eq!(words(LogFilter { object: Some("shenhu-07".into()), ..LogFilter::default() }).await.len(), 1);
        assert_eq!(words(LogFilter { object: Some(number.to_string()), ..LogFilter::default() }).await.len(), 1);
        assert_eq!(words(LogFilter { act: Some("case.take_case".into()), ..LogFilter::default() }).await.len(), 1);
        let day = |text: &str| Some(text.parse().unwrap());
        assert!(words(LogFilter { to: day("2026-11-22"), ..LogFilter::default() }).await.is_empty());
        assert!(!words(LogFilter { from: day("2026-11-23"), to: day("2026-11-23"), ..LogFilter::default() }).await.is_empty());
        assert!(words(by("没有这个人")).await.is_empty());
        // Nothing of the resident is in it.
        let all = format!("{:?}{:?}", read(&admin, LogFilter::default()).await, read(&admin, looks).await);
        for personal in ["陈海明", "350501193503100116", "13900000009"] {
            assert!(!all.contains(personal), "{personal}");
        }
    }

    async fn the_log_is_paged_both_ways(world: World) {
        let admin = admin(&world).await;
        let values: Vec<String> = (0..120).map(|n| format!("('a{n:03}', {n}, 'operator', 'user.reset', 'account', 'x', 'done', '{{}}')")).collect();
        let sql: &'static str = format!("INSERT INTO audit (id, at, actor, action, object_kind, object_id, outcome, detail) VALUES {}", values.join(",")).leak();
        world.force(sql).await;
        let old = LogFilter { to: Some("1970-01-02".parse().unwrap()), ..LogFilter::default() };
        let read = async |cursor: Option<String>| {
            let filter = LogFilter { cursor, ..old.clone() };
            world.services.log_page(&admin.session, &filter).await.unwrap()
        };
        let first = read(None).await;
        assert_eq!((first.lines.len(), first.previous.is_none()), (50, true));
        let second = read(first.next.clone()).await;
        let third = read(second.next.clone()).await;
        assert_eq!((second.lines.len(), third.lines.len(), third.next.is_none()), (50, 20, true));
        assert_eq!(read(third.previous).await.lines, second.lines);
        assert_eq!(read(second.previous).await.lines, first.lines);
    }
}

/// Login and password of each row of a sheet to hand out.
fn handed_out(content: &[u8]) -> Vec<(String, String)> {
    use calamine::{Reader as _, Xlsx};

    let mut file: Xlsx<_> = Xlsx::new(std::io::Cursor::new(content.to_vec())).unwrap();
    let range = file.worksheet_range("初始密码").unwrap();
    let rows = range.rows().skip(1);
    rows.map(|row| (row[0].to_string(), row[5].to_string())).collect()
}
