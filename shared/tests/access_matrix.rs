//! Who may do what, written out a second time, role by role, in the words of the plan. The grants in `grants.rs` must say
//! exactly this, grants and refusals alike.
#![allow(clippy::unwrap_used, reason = "a test says so loudly when its own data is wrong")]

use std::collections::BTreeSet;

use shared::access::{Action, Actor, Reach, Role, Scope, may, may_appoint, reach};
use shared::id::{AccountId, DepartmentId};
use shared::place::DivisionCode;

const CITY: &str = "350582000000";
const SHENHU: &str = "350582115000";
const SHENHU_VILLAGE: &str = "350582115203";
const JINJING: &str = "350582116000";

fn account(number: u32) -> AccountId {
    format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
}

fn place(code: &str) -> DivisionCode {
    code.parse().unwrap()
}

fn department(name: &str) -> DepartmentId {
    name.parse().unwrap()
}

/// Someone with this role, at the tier where the plan puts it.
fn someone(role: Role) -> Actor {
    let territory = match role {
        Role::Applicant => None,
        Role::Agent => Some(SHENHU_VILLAGE),
        Role::WindowClerk | Role::TownOfficer | Role::TownLead => Some(SHENHU),
        _ => Some(CITY),
    };
    Actor {
        id: account(1),
        role,
        name: "林海".to_owned(),
        territory: territory.map(place),
        department: role.needs_department().then(|| department("civil-affairs")),
        real_name: true,
        acting: None,
    }
}

/// A resident's case, handled in Shenhu, of the civil-affairs bureau.
fn case_in_shenhu() -> Scope {
    Scope::of_owner(account(77))
        .at(place(SHENHU))
        .in_department(department("civil-affairs"))
}

/// What each role may do beyond its own sessions, which everyone may end.
#[rustfmt::skip]
fn allowed(role: Role) -> (Reach, &'static [Action]) {
    use Action::*;
    const APPLYING: &[Action] = &[
        EditOwnDraft,
        SubmitCase,
        ViewOwnCase,
        SupplyCorrection,
        WithdrawCase,
        ViewMaterials,
        SetRealName,
    ];
    const APPLYING_FOR_OTHERS: &[Action] = &[
        EditOwnDraft,
        SubmitCase,
        ViewOwnCase,
        SupplyCorrection,
        WithdrawCase,
        ViewMaterials,
    ];
    match role {
        // Residents and firms: their own, all of it, and nothing else.
        Role::Applicant => (Reach::Own, APPLYING),
        // Village agents: file, supply, follow and take back for those who mandated them. Never accept, never decide.
        Role::Agent => (Reach::Mandated, APPLYING_FOR_OTHERS),
        // The comprehensive window: takes in, accepts, turns away, settles on the spot what is settled on the spot.
        Role::WindowClerk => (
            Reach::Territory,
            &[
                ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard, FileAtWindow,
                TakeCase, HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, CloseCase,
            ],
        ),
        // Town officers: the same work with the decision, but not the filing at the window.
        Role::TownOfficer => (
            Reach::Territory,
            &[
                ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard, TakeCase,
                HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, DecideCase, CloseCase,
            ],
        ),
        // The lead of a town hall: everything in the hall, and its people.
        Role::TownLead => (
            Reach::Territory,
            &[
                ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard, FileAtWindow,
                TakeCase, HandOverCase, AssignCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot,
                DecideCase, CloseCase, ManageStaff, CompileLocalList,
            ],
        ),
        // Department officers: their department's cases in their territory.
        Role::Officer => (
            Reach::Department,
            &[
                ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard, TakeCase,
                HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, DecideCase, CloseCase,
            ],
        ),
        Role::DepartmentHead => (
            Reach::Department,
            &[
                ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard, TakeCase,
                HandOverCase, AssignCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, DecideCase,
                CloseCase, ManageStaff, ViewStandards, ReviewInDepartment, ConfirmElements,
            ],
        ),
        // Those who keep the items: they write and confirm, and never pass their own work.
        Role::ItemEditor => (Reach::Department, &[ViewDashboard, ViewStandards, EditStandard]),
        // The service-centre authority follows progress (masked cases and figures, no acts, no materials), passes the
        // standards, publishes the lists of towns and villages and keeps that of the city's own centre.
        Role::ServiceCentre => (
            Reach::Territory,
            &[ViewQueue, ViewCase, ExportQueue, ViewDashboard, ViewStandards, ReviewStandard, CompileLocalList],
        ),
        // The approval-reform office publishes the catalogue and says what is delegated how.
        Role::ApprovalReform => (Reach::Territory, &[ViewDashboard, ViewStandards, DeriveEntries, MapDelegation]),
        // The establishment office publishes the list of powers, the justice bureau reviews those of towns.
        Role::Establishment => (Reach::Territory, &[ViewDashboard, ViewStandards, EditPowers]),
        Role::Justice => (Reach::Territory, &[ViewDashboard, ViewStandards, ReviewTownPowers]),
        // Offices that need the figures only.
        Role::LeadingGroup | Role::DigitalOffice => (Reach::Territory, &[ViewDashboard, ViewStandards]),
        Role::Finance => (Reach::Territory, &[ViewDashboard]),
        // Inspectors see figures, masked cases and who looked at what; they never act.
        Role::Inspector => (
            Reach::Territory,
            &[ViewQueue, ViewCase, ExportQueue, ViewDashboard, ViewStandards, ViewAuditLog],
        ),
        // Administrators keep accounts, data and what runs behind the pages; cases are none of their business.
        Role::Administrator => (Reach::Territory, &[ManageStaff, LoadCity, ViewAuditLog, ManageJobs]),
        // Machines know where they stand. Not even sessions are theirs to list or end: nobody signs a kiosk out.
        Role::Kiosk | Role::Screen => (Reach::Territory, &[ViewOwnPlace]),
    }
}

#[test]
fn every_role_may_do_exactly_what_the_plan_gives_it() {
    for role in Role::ALL {
        let (how_far, list) = allowed(role);
        let list: BTreeSet<Action> = list.iter().copied().collect();
        for action in Action::ALL {
            let expected = match action {
                Action::ListSessions | Action::EndSession if !role.is_device() => Reach::Own,
                _ if list.contains(&action) => how_far,
                _ => Reach::Never,
            };
            assert_eq!(reach(role, action), expected, "{} · {}", role.words(), action.words());
        }
    }
}

/// As it stood while grants were a table of letters, a column for each role: what is changed since is seen here.
#[test]
fn every_pair_of_role_and_action_is_granted_as_it_was() {
    let mut pairs = String::new();
    for role in Role::ALL {
        pairs.push_str(&format!("{role}\n"));
        for action in Action::ALL {
            pairs.push_str(&format!("  {action:?}: {:?}\n", reach(role, action)));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("grants", pairs));
}

#[test]
fn within_its_own_scope_each_role_is_granted_what_the_table_grants_and_refused_the_rest() {
    for role in Role::ALL {
        let actor = someone(role);
        let (how_far, list) = allowed(role);
        for action in Action::ALL {
            let own_account = !role.is_device() && matches!(action, Action::ListSessions | Action::EndSession);
            let scope = match how_far {
                _ if own_account => Scope::of_owner(actor.id.clone()),
                Reach::Own => Scope::of_owner(actor.id.clone()),
                Reach::Mandated => case_in_shenhu().mandated_to(actor.id.clone()),
                _ => case_in_shenhu(),
            };
            let expected = own_account || list.contains(&action);
            assert_eq!(
                may(&actor, action, &scope),
                expected,
                "{} · {}",
                role.words(),
                action.words()
            );
        }
    }
}

#[test]
fn outside_its_scope_nobody_is_granted_anything() {
    let elsewhere = Scope::of_owner(account(88))
        .at(place("350583101000"))
        .in_department(department("police"));
    for role in Role::ALL {
        let actor = someone(role);
        for action in Action::ALL {
            assert!(
                !may(&actor, action, &elsewhere),
                "{} · {}",
                role.words(),
                action.words()
            );
            assert!(
                !may(&actor, action, &Scope::default()),
                "{} · {}",
                role.words(),
                action.words()
            );
        }
    }
}

#[test]
fn an_applicant_sees_their_own_case_and_nobody_elses() {
    let resident = someone(Role::Applicant);
    let own = Scope {
        owner: Some(resident.id.clone()),
        ..case_in_shenhu()
    };
    assert!(may(&resident, Action::ViewOwnCase, &own));
    assert!(!may(&resident, Action::ViewOwnCase, &case_in_shenhu()));
    assert!(!may(&resident, Action::ViewMaterials, &case_in_shenhu()));
    assert!(
        !may(&resident, Action::ViewCase, &own),
        "the staff's view is not the applicant's"
    );
}

#[test]
fn an_agent_without_a_mandate_sees_nothing_not_even_in_their_own_village() {
    let agent = someone(Role::Agent);
    let neighbours = case_in_shenhu().at(place(SHENHU_VILLAGE));
    let mandated_to_another = case_in_shenhu().mandated_to(account(2));
    for action in Action::ALL {
        assert!(!may(&agent, action, &neighbours), "{}", action.words());
        assert!(!may(&agent, action, &mandated_to_another), "{}", action.words());
    }
    assert!(may(
        &agent,
        Action::SupplyCorrection,
        &case_in_shenhu().mandated_to(agent.id.clone())
    ));
}

#[test]
fn a_clerk_of_one_town_does_not_reach_the_next() {
    let clerk = someone(Role::WindowClerk);
    assert!(may(&clerk, Action::AcceptCase, &case_in_shenhu()));
    assert!(
        may(&clerk, Action::ViewCase, &case_in_shenhu().at(place(SHENHU_VILLAGE))),
        "its villages are in it"
    );
    assert!(!may(&clerk, Action::AcceptCase, &case_in_shenhu().at(place(JINJING))));
    assert!(!may(&clerk, Action::ViewQueue, &Scope::of_place(place(JINJING))));
    assert!(
        !may(&clerk, Action::ViewQueue, &Scope::of_place(place(CITY))),
        "the whole city is more than a town"
    );
}

#[test]
fn an_officer_of_one_department_does_not_reach_anothers_cases() {
    let officer = someone(Role::Officer);
    assert!(may(&officer, Action::DecideCase, &case_in_shenhu()));
    assert!(!may(
        &officer,
        Action::DecideCase,
        &case_in_shenhu().in_department(department("police"))
    ));
    assert!(
        !may(&officer, Action::ViewQueue, &Scope::of_place(place(CITY))),
        "all departments are more than one"
    );
}

#[test]
fn staff_whose_account_lacks_a_territory_or_a_department_reach_nothing() {
    let nowhere = Actor {
        territory: None,
        ..someone(Role::TownLead)
    };
    assert!(!may(&nowhere, Action::ViewQueue, &case_in_shenhu()));
    let homeless = Actor {
        department: None,
        ..someone(Role::Officer)
    };
    let of_nobody = Scope {
        department: None,
        ..case_in_shenhu()
    };
    assert!(!may(&homeless, Action::ViewCase, &case_in_shenhu()));
    assert!(
        !may(&homeless, Action::ViewCase, &of_nobody),
        "two missing departments are not the same department"
    );
}

#[test]
fn at_a_village_nobody_accepts_declines_or_decides_whatever_their_role() {
    let case = case_in_shenhu().at(place(SHENHU_VILLAGE));
    for role in Role::ALL {
        let at_the_station = Actor {
            territory: Some(place(SHENHU_VILLAGE)),
            department: Some(department("civil-affairs")),
            ..someone(role)
        };
        let case = case.clone().mandated_to(at_the_station.id.clone());
        for action in [
            Action::AcceptCase,
            Action::DeclineCase,
            Action::DecideOnTheSpot,
            Action::DecideCase,
        ] {
            assert!(
                !may(&at_the_station, action, &case),
                "{} · {}",
                role.words(),
                action.words()
            );
        }
    }
}

#[test]
fn inspectors_look_and_never_act() {
    let inspector = someone(Role::Inspector);
    assert!(may(&inspector, Action::ViewCase, &case_in_shenhu()));
    for action in [
        Action::ViewSensitive,
        Action::ViewMaterials,
        Action::TakeCase,
        Action::AssignCase,
        Action::AcceptCase,
        Action::DecideCase,
        Action::CloseCase,
        Action::ManageStaff,
    ] {
        assert!(!may(&inspector, action, &case_in_shenhu()), "{}", action.words());
    }
}

#[test]
fn nobody_hands_out_a_role_above_what_they_run() {
    let shenhu = Scope::of_place(place(SHENHU));
    let lead = someone(Role::TownLead);
    for role in Role::ALL {
        let of_the_hall = matches!(
            role,
            Role::Agent | Role::WindowClerk | Role::TownOfficer | Role::Kiosk | Role::Screen
        );
        assert_eq!(may_appoint(&lead, role, &shenhu), of_the_hall, "{}", role.words());
        assert!(
            !may_appoint(&lead, role, &Scope::of_place(place(JINJING))),
            "{}",
            role.words()
        );
        assert!(
            !may_appoint(&someone(Role::TownOfficer), role, &shenhu),
            "{}",
            role.words()
        );
        assert_eq!(
            may_appoint(&someone(Role::Administrator), role, &shenhu),
            role != Role::Applicant
        );
    }
    let head = someone(Role::DepartmentHead);
    let bureau = Scope::of_place(place(CITY)).in_department(department("civil-affairs"));
    assert!(may_appoint(&head, Role::Officer, &bureau));
    assert!(!may_appoint(&head, Role::DepartmentHead, &bureau));
    assert!(!may_appoint(
        &head,
        Role::Officer,
        &bureau.in_department(department("police"))
    ));
}

#[test]
fn a_role_is_stored_under_one_name_and_read_back() {
    let mut titles = BTreeSet::new();
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
        assert!(titles.insert(role.words()), "two roles are called {}", role.words());
    }
    assert!("root".parse::<Role>().is_err());
}

#[test]
fn the_lists_of_roles_and_actions_are_whole() {
    assert_eq!(Role::ALL.iter().collect::<BTreeSet<_>>().len(), 19);
    assert!(
        Role::ALL
            .iter()
            .enumerate()
            .all(|(index, role)| *role as usize == index)
    );
    assert_eq!(Action::ALL.iter().collect::<BTreeSet<_>>().len(), Action::ALL.len());
}
