//! Roles × service calls: who passes which gate. Every call of every port stands in the table.

use std::collections::BTreeSet;
use std::path::Path;

use app::backend::accounts::Accounts;
use app::backend::delegations::{Delegations, MapFilter};
use app::backend::desk::{Desk, QueueFilter};
use app::backend::devices::Devices;
use app::backend::drafts::Drafts;
use app::backend::entries::{Entries, EntryFilter};
use app::backend::failures::{FailureKind, Failures};
use app::backend::files::{FileHome, Files};
use app::backend::homes::Homes;
use app::backend::log::{Log, LogFilter};
use app::backend::mandates::Mandates;
use app::backend::offers::{BulkAsk, BulkWhat, DriftFilter, ListFilter, Offers, Settle, SiteFilter};
use app::backend::powers::{PowerFilter, Powers};
use app::backend::searches::Searches;
use app::backend::staff::{Staff, StaffFilter};
use app::backend::standards::design::Designs;
use app::backend::standards::{Passing, StandardFilter, Standards, WaitingFilter};
use app::backend::workbooks::{Upload, Workbooks};
use app::backend::{Cases, ServiceError, Session};
use server::services::Services;
use shared::access::Role;
use shared::case::{CaseNo, Channel, Command, Delivery, Kept};
use shared::catalogue::ItemId;
use shared::form::Answers;
use shared::id::{AccountId, DraftId, FileId};
use shared::offers::{Choice, Drift};
use shared::place::{DivisionCode, Tier};
use shared::powers::{KeptList, PowerId, Typed};
use shared::standard::Step;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, OTHER_TOWN, OTHER_VILLAGE, PNG, Person, TOWN, VILLAGE, answers};

/// Columns in the order of `Role::ALL`, persons alone. `P` passes the gate, `F` is told that they may not, `H` that there is no such
/// thing, `p` passes whatever it finds. `*` before a row: nobody needs to be signed in.
#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    //                                    申代综镇镇部部事管审编司督领数财管
    //                                    请办窗员长员长项委改办法查导字政理
    ("Accounts::send_code",             "*ppppppppppppppppp"),
    ("Accounts::sign_in_by_code",       "*ppppppppppppppppp"),
    ("Accounts::sign_in_staff",         "*ppppppppppppppppp"),
    ("Accounts::session",               "*ppppppppppppppppp"),
    ("Accounts::me",                     "PPPPPPPPPPPPPPPPP"),
    ("Accounts::set_real_name",          "PFFFFFFFFFFFFFFFF"),
    ("Accounts::change_password",        "FPPPPPPPPPPPPPPPP"),
    ("Accounts::own_posts",              "FPPPPPPPPPPPPPPPP"),
    ("Accounts::act_in",                 "FPPPPPPPPPPPPPPPP"),
    ("Accounts::sessions",               "PPPPPPPPPPPPPPPPP"),
    ("Accounts::end_session",            "ppppppppppppppppp"),
    ("Accounts::sign_out",              "*ppppppppppppppppp"),
    ("Accounts::sign_out_everywhere",    "PPPPPPPPPPPPPPPPP"),
    ("Drafts::blank",                   "*ppppppppppppppppp"),
    ("Drafts::today",                   "*ppppppppppppppppp"),
    ("Drafts::start",                    "PFFFFFFFFFFFFFFFF"),
    ("Drafts::open",                     "PHFFFFFFFFFFFFFFF"),
    ("Drafts::save",                     "PHFFFFFFFFFFFFFFF"),
    ("Drafts::save_page",                "PHFFFFFFFFFFFFFFF"),
    ("Drafts::choose_place",             "PHFFFFFFFFFFFFFFF"),
    ("Drafts::mine",                     "PFFFFFFFFFFFFFFFF"),
    ("Files::may_put",                   "PHHHHHHHHHHHHHHHH"),
    ("Files::put",                       "PHHHHHHHHHHHHHHHH"),
    ("Files::remove",                    "PHHHHHHHHHHHHHHHH"),
    ("Files::read",                      "PHPPPPPHHHHHHHHHH"),
    ("Drafts::discard",                  "PFFFFFFFFFFFFFFFF"),
    ("Cases::submit",                    "PHFFFFFFFFFFFFFFF"),
    ("Cases::receipt",                   "PHHHHHHHHHHHHHHHH"),
    ("Cases::mine",                      "PFFFFFFFFFFFFFFFF"),
    ("Cases::waiting",                   "PFFFFFFFFFFFFFFFF"),
    ("Cases::view",                      "PHHHHHHHHHHHHHHHH"),
    ("Desk::dashboard",                  "FFPPPPPFPFFFPFFFF"),
    ("Desk::work",                       "FPPPPPPPPPPPPPPPP"),
    ("Desk::queue",                      "FFPPPPPFPFFFPFFFF"),
    ("Desk::queue_rows",                 "FFPPPPPFPFFFPFFFF"),
    ("Desk::seek",                       "FFPPPPPFPFFFPFFFF"),
    ("Desk::choices",                    "FFPPPPPFPFFFPFFFF"),
    ("Desk::open",                       "HHPPPPPHPHHHPHHHH"),
    ("Desk::unmask",                     "HHPPPPPHFHHHFHHHH"),
    ("Desk::correction",                 "HHPPPPPHFHHHFHHHH"),
    ("Desk::preview_correction",         "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/take",                   "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/assign",                 "HHFFPFPHFHHHFHHHH"),
    ("Desk::act/hand_over",              "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/request_correction",     "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/accept",                 "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/decline",                "HHPPPPPHFHHHFHHHH"),
    ("Desk::act/grant",                  "HHFPPPPHFHHHFHHHH"),
    ("Desk::act/refuse",                 "HHFPPPPHFHHHFHHHH"),
    ("Desk::act/close",                  "HHPPPPPHFHHHFHHHH"),
    ("Cases::supply",                    "PHHHHHHHHHHHHHHHH"),
    ("Cases::act/withdraw",              "PHHHHHHHHHHHHHHHH"),
    ("Cases::act/remind",                "PHHHHHHHHHHHHHHHH"),
    ("Standards::standards",             "FFFFFFPPPPPPPPPFF"),
    ("Standards::standard",              "HHHHHHPPPPPPPPPHH"),
    ("Standards::compare_standard",      "HHHHHHPPPPPPPPPHH"),
    ("Standards::standard_history",      "HHHHHHPPPPPPPPPHH"),
    ("Standards::preview_standard",      "HHHHHHPPPPPPPPPHH"),
    ("Standards::preview_guidance",      "HHHHHHPPPPPPPPPHH"),
    ("Standards::waiting_elements",      "FFFFFFPPPPPPPPPFF"),
    ("Standards::settle_standard",       "HHHHHHFPFFFFFFFHH"),
    ("Standards::mark_model",            "HHHHHHFFPFFFFFFHH"),
    ("Standards::confirm_elements",      "FFFFFFPFFFFFFFFFF"),
    ("Standards::begin_standard",        "HHHHHHFPFFFFFFFHH"),
    ("Standards::save_standard",         "HHHHHHFPFFFFFFFHH"),
    ("Standards::step_standard",         "HHHHHHFPFFFFFFFHH"),
    ("Standards::confirm_standard",      "HHHHHHPFFFFFFFFHH"),
    ("Standards::withdraw_standard",     "HHHHHHFFPFFFFFFHH"),
    ("Offers::desk_sites",                "FFFFPFPPPPPPPPPFF"),
    ("Offers::list",                      "FFFFPFPPPPPPPPPFF"),
    ("Offers::local",                     "FFFFPFPPPPPPPPPFF"),
    ("Offers::hall",                      "FFFFPFPPPPPPPPPFF"),
    ("Offers::choose",                    "FFFFPFFFPFFFFFFFF"),
    ("Offers::save_local",                "FFFFPFFFPFFFFFFFF"),
    ("Offers::save_hall",                 "FFFFPFFFPFFFFFFFF"),
    ("Offers::close_place",               "FFFFPFFFPFFFFFFFF"),
    ("Offers::reopen_place",              "HHHHHHHHHHHHHHHHH"),
    ("Offers::bulk_ways",                 "FFFFPFFFPFFFFFFFF"),
    ("Offers::plan_bulk",                 "FFFFPFFFPFFFFFFFF"),
    ("Offers::bulk_plan",                 "HHHHHHHHHHHHHHHHH"),
    ("Offers::apply_bulk",                "HHHHHHHHHHHHHHHHH"),
    ("Offers::drift",                     "FFFFPFPPPPPPPPPFF"),
    ("Offers::settle",                    "FFFFPFFFPFFFFFFFF"),
    ("Offers::deviations",                "FFFFPFPPPPPPPPPFF"),
    ("Delegations::delegation_map",      "FFFFPFPPPPPPPPPFF"),
    ("Delegations::delegation",          "FFFFPFPPPPPPPPPFF"),
    ("Delegations::arrange",             "FFFFFFFFFPFFFFFFF"),
    ("Delegations::clear_arrangement",   "FFFFFFFFFPFFFFFFF"),
    ("Powers::powers",                   "FFFFFFPPPPPPPPPFF"),
    ("Powers::power",                    "HHHHHHPPPPPPPPPHH"),
    ("Powers::blank_power",              "FFFFFFFFFFPFFFFFF"),
    ("Powers::save_power",               "FFFFFFFFFFPFFFFFF"),
    ("Powers::step_power/send",          "HHHHHHFFFFPFFFFHH"),
    ("Powers::step_power/recall",        "HHHHHHFFFFPFFFFHH"),
    ("Powers::step_power/approve",       "HHHHHHFFFFFPFFFHH"),
    ("Powers::step_power/return",        "HHHHHHFFFFFPFFFHH"),
    ("Powers::step_power/withdraw",      "HHHHHHFFFFPFFFFHH"),
    ("Entries::entries",                 "FFFFFFPPPPPPPPPFF"),
    ("Entries::entry",                   "HHHHHHPPPPPPPPPHH"),
    ("Entries::blank_entry",             "FFFFFFFFFPFFFFFFF"),
    ("Entries::save_entry",              "FFFFFFFFFPFFFFFFF"),
    ("Entries::withdraw_entry",          "FFFFFFFFFPFFFFFFF"),
    ("Entries::relist_entry",            "FFFFFFFFFPFFFFFFF"),
    ("Workbooks::may_import",            "FFFFFFFFFFPFFFFFF"),
    ("Workbooks::template",              "FFFFFFFFFFPFFFFFF"),
    ("Workbooks::export",                "FFFFFFPPPPPPPPPFF"),
    ("Workbooks::upload_list",           "FFFFFFFFFFPFFFFFF"),
    ("Workbooks::import",                "FFFFFFFFFFpFFFFFF"),
    ("Workbooks::apply_import",          "FFFFFFFFFFpFFFFFF"),
    ("Designs::design",                  "HHHHHHPPPPPPPPPHH"),
    ("Designs::design_state",            "HHHHHHPPPPPPPPPHH"),
    ("Designs::edit_design",             "HHHHHHFPFFFFFFFHH"),
    ("Designs::turn_design",             "HHHHHHFPFFFFFFFHH"),
    ("Searches::search_misses",          "FFFFFFFPPPFFFFFFF"),
    ("Searches::add_alias",              "HHHHHHFPFFFFFFFHH"),
    ("Staff::staff_page",                "FFFFPFPFFFFFFFFFP"),
    ("Staff::staff_choices",             "FFFFPFPFFFFFFFFFP"),
    ("Staff::staff_account",             "FFFFPFHFFFFFFFFFP"),
    ("Staff::open_account",              "FFFFPFFFFFFFFFFFP"),
    ("Staff::change_account",            "FFFFPFHFFFFFFFFFP"),
    ("Staff::reset_account",             "FFFFPFHFFFFFFFFFP"),
    ("Staff::close_account",             "FFFFPFHFFFFFFFFFP"),
    ("Staff::reopen_account",            "FFFFPFHFFFFFFFFFP"),
    ("Staff::add_post",                  "FFFFPFHFFFFFFFFFP"),
    ("Staff::substitute",                "FFFFPFHFFFFFFFFFP"),
    ("Staff::end_post",                  "FFFFPFHFFFFFFFFFP"),
    ("Staff::hand_out",                  "FFFFPFPFFFFFFFFFP"),
    ("Failures::failures",               "FFFFFFFFFFFFFFFFP"),
    ("Failures::resend",                 "FFFFFFFFFFFFFFFFP"),
    ("Failures::give_up_on",             "FFFFFFFFFFFFFFFFP"),
    ("Log::log_page",                    "FFFFFFFFFFFFPFFFP"),
    ("Log::log_piece",                   "FFFFFFFFFFFFPFFFP"),
    ("Devices::devices",                 "FFFFPFFFFFFFFFFFP"),
    ("Devices::issue_device",            "FFFFPFFFFFFFFFFFP"),
    ("Devices::renew_device",            "FFFFPFFFFFFFFFFFP"),
    ("Devices::revoke_device",           "FFFFPFFFFFFFFFFFP"),
    ("Devices::sign_in_device",         "*ppppppppppppppppp"),
    // Machines alone, and these are no persons.
    ("Devices::own_place",               "FFFFFFFFFFFFFFFFF"),
    ("Mandates::own_mandates",           "PFFFFFFFFFFFFFFFF"),
    ("Mandates::give_mandate",           "PFFFFFFFFFFFFFFFF"),
    ("Mandates::end_mandate",            "HFFFFFFFFFFFFFFFF"),
    ("Mandates::clients",                "FPFFFFFFFFFFFFFFF"),
    ("Mandates::start_for",              "FHFFFFFFFFFFFFFFF"),
    ("Homes::role_home",                 "FPPPPPPPPPPPPPPPP"),
    // What everyone may read asks for nobody.
    ("Catalogue::home",                 "*"),
    ("Catalogue::items",                "*"),
    ("Catalogue::guide",                "*"),
    ("Catalogue::guidance",             "*"),
    ("Catalogue::places",               "*"),
    ("Catalogue::place",                "*"),
    ("Catalogue::public_hall",          "*"),
    ("Catalogue::offered",              "*"),
    ("Catalogue::changes",              "*"),
    ("Catalogue::recent",               "*"),
    ("Catalogue::sites",                "*"),
    ("Powers::public_powers",           "*"),
    ("Board::overview",                 "*"),
    ("Board::town",                     "*"),
];

fn persons() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| !role.is_device())
}

/// What the calls are about: all of it the applicant's, at the town.
struct Things {
    draft: DraftId,
    submitted: DraftId,
    file: FileId,
    number: CaseNo,
    colleague: AccountId,
    /// At the town's window: the lead's and the administrator's to keep.
    clerk: AccountId,
    /// A machine at the town's hall.
    machine: AccountId,
    /// Of the city's, so that it is in force as it is listed.
    power: PowerId,
}

fn clerk_row() -> Typed {
    [
        ("login", "table-clerk"),
        ("name", "许文"),
        ("role", "window_clerk"),
        ("territory", TOWN),
    ]
    .into_iter()
    .collect()
}

/// An account at the town's window, made once.
async fn a_clerk(world: &World) -> AccountId {
    let known: Option<String> = sqlx::query_scalar("SELECT id FROM account WHERE login = 'the-clerk'")
        .fetch_optional(world.store().reader())
        .await
        .unwrap();
    match known {
        Some(known) => known.parse().unwrap(),
        None => world.staff("the-clerk", Role::WindowClerk, TOWN, None).await.id(),
    }
}

fn mandate(station: &str) -> Typed {
    [("station", station), ("errand", "anything"), ("until", "2026-11-30")]
        .into_iter()
        .collect()
}

fn machine(kind: Role) -> Typed {
    [("kind", kind.as_str()), ("name", "大厅一号机"), ("place", TOWN)]
        .into_iter()
        .collect()
}

/// A machine in use, made anew when the one before is not.
async fn a_machine(world: &World) -> AccountId {
    let known: Option<String> =
        sqlx::query_scalar("SELECT id FROM account WHERE role = 'kiosk' AND disabled_at IS NULL LIMIT 1")
            .fetch_optional(world.store().reader())
            .await
            .unwrap();
    if let Some(known) = known {
        return known.parse().unwrap();
    }
    let login = format!("keeper-{}", world.count("SELECT COUNT(*) FROM account").await);
    let keeper = world.staff(&login, Role::Administrator, CITY, None).await;
    let issued = world
        .services
        .issue_device(&keeper.session, &machine(Role::Kiosk))
        .await;
    issued.unwrap().id
}

/// A power of the department that everyone of the table is in.
async fn power(world: &World) -> PowerId {
    let known: Option<String> = sqlx::query_scalar("SELECT id FROM power LIMIT 1")
        .fetch_optional(world.store().reader())
        .await
        .unwrap();
    if let Some(known) = known {
        return known.parse().unwrap();
    }
    let office = world.staff("the-office", Role::Establishment, CITY, None).await;
    crate::powers::add(world, &office, &crate::powers::power_row("高龄津贴审核", "市级")).await
}

async fn things(world: &World, elder: &Person, colleague: &Person) -> Things {
    let draft = world.ready_draft(elder).await;
    let submitted = world.ready_draft(elder).await;
    let file = world.draft(elder, &submitted).await.files[0].id.clone();
    let number = world.hand_in(elder, &submitted).await.number;
    Things {
        draft,
        submitted,
        file,
        number,
        colleague: colleague.id(),
        clerk: a_clerk(world).await,
        machine: a_machine(world).await,
        power: power(world).await,
    }
}

fn acts(things: &Things) -> Vec<Command> {
    let words = || "经核查".to_owned();
    let demand = shared::case::Demand {
        path: None,
        what: words(),
        why: words(),
    };
    vec![
        Command::Take,
        Command::Assign {
            to: things.colleague.clone(),
        },
        Command::HandOver {
            to: things.colleague.clone(),
            reason: words(),
        },
        Command::RequestCorrection {
            demands: vec![demand],
            days: None,
        },
        Command::Accept,
        Command::Decline {
            reason: words(),
            right_office: None,
        },
        Command::Grant {
            result: words(),
            notes: String::new(),
        },
        Command::Refuse {
            reasons: words(),
            basis: words(),
        },
        Command::Close {
            delivery: Delivery::Window,
            note: String::new(),
        },
    ]
}

/// The row of an act; a new act does not compile until it has one.
fn row_of(act: &Command) -> &'static str {
    match act {
        Command::Take => "Desk::act/take",
        Command::Assign { .. } => "Desk::act/assign",
        Command::HandOver { .. } => "Desk::act/hand_over",
        Command::RequestCorrection { .. } => "Desk::act/request_correction",
        Command::Accept => "Desk::act/accept",
        Command::Decline { .. } => "Desk::act/decline",
        Command::Grant { .. } => "Desk::act/grant",
        Command::Refuse { .. } => "Desk::act/refuse",
        Command::Close { .. } => "Desk::act/close",
        Command::Submit(_) => "Cases::submit",
        Command::Supply { .. } => "Cases::supply",
        Command::Withdraw { .. } => "Cases::act/withdraw",
        Command::Remind => "Cases::act/remind",
    }
}

async fn call(world: &World, entry: &str, session: &Session, it: &Things) -> Result<(), ServiceError> {
    let services = &*world.services;
    let item = ALLOWANCE.parse().unwrap();
    let place = VILLAGE.parse().unwrap();
    match entry {
        "Accounts::send_code" => services.send_code("13900000099", "nowhere").await.map(drop),
        "Accounts::sign_in_by_code" => services
            .sign_in_by_code("13900000099", "000000", "nowhere", "")
            .await
            .map(drop),
        "Accounts::sign_in_staff" => services
            .sign_in_staff("nobody", "nothing-at-all", "nowhere", "")
            .await
            .map(drop),
        "Accounts::session" => services.session(None).await.map(drop),
        "Accounts::me" => services.me(session).await.map(drop),
        "Accounts::set_real_name" => services.set_real_name(session, "陈海明", "350501193503100116").await,
        "Accounts::sessions" => services.sessions(session).await.map(drop),
        "Accounts::end_session" => services.end_session(session, "unknown").await,
        "Accounts::sign_out" => services.sign_out(session).await,
        "Accounts::sign_out_everywhere" => services.sign_out_everywhere(session).await,
        "Drafts::blank" => services.blank(&item).await.map(drop),
        "Drafts::today" => {
            let _ = Drafts::today(services);
            Ok(())
        }
        "Drafts::start" => services
            .start(session, &item, Some(&place), Answers::new())
            .await
            .map(drop),
        "Drafts::open" => Drafts::open(services, session, &it.draft).await.map(drop),
        "Drafts::save" => services.save(session, &it.draft, 1, answers()).await.map(drop),
        "Drafts::save_page" => {
            let typed = shared::form::PageSave::default();
            services.save_page(session, &it.draft, "bank", &typed).await.map(drop)
        }
        "Drafts::choose_place" => services.choose_place(session, &it.draft, &place).await,
        "Drafts::mine" => Drafts::mine(services, session).await.map(drop),
        "Drafts::discard" => services.discard(session, &it.draft).await,
        "Files::may_put" => services.may_put(session, &FileHome::Draft(it.draft.clone())).await,
        "Files::put" => {
            let home = FileHome::Draft(it.draft.clone());
            services
                .put(session, &home, "bank_photo", "a.png", PNG.to_vec())
                .await
                .map(drop)
        }
        "Files::remove" => services.remove(session, &it.file).await,
        "Files::read" => services.read(session, &it.file).await.map(drop),
        "Cases::submit" => services
            .submit(session, &it.submitted, "key-0000-0001", Channel::Phone)
            .await
            .map(drop),
        "Cases::receipt" => services.receipt(session, &it.number).await.map(drop),
        "Cases::mine" => Cases::mine(services, session, 1).await.map(drop),
        "Cases::waiting" => services.waiting(session, None).await.map(drop),
        "Cases::view" => services.view(session, &it.number).await.map(drop),
        "Cases::supply" => {
            services
                .supply(session, &it.number, Answers::new(), Kept::new(), String::new())
                .await
        }
        "Cases::act/remind" => Cases::act(services, session, &it.number, Command::Remind)
            .await
            .map(drop),
        "Cases::act/withdraw" => {
            let reason = String::new();
            Cases::act(services, session, &it.number, Command::Withdraw { reason })
                .await
                .map(drop)
        }
        "Desk::dashboard" => services.dashboard(session).await.map(drop),
        "Desk::work" => services.work(session).await.map(drop),
        "Desk::seek" => services.seek(session, "陈").await.map(drop),
        "Desk::queue" => services.queue(session, &QueueFilter::default()).await.map(drop),
        "Desk::queue_rows" => services.queue_rows(session, &QueueFilter::default()).await.map(drop),
        "Desk::choices" => services.choices(session).await.map(drop),
        "Desk::open" => Desk::open(services, session, &it.number).await.map(drop),
        "Desk::correction" => services.correction(session, &it.number).await.map(drop),
        "Desk::preview_correction" => {
            let demand = shared::case::Demand {
                path: Some("bank_photo".into()),
                what: String::new(),
                why: "看不清".into(),
            };
            let letter = services
                .preview_correction(session, &it.number, vec![demand], None)
                .await;
            letter.map(drop)
        }
        "Desk::unmask" => services.unmask(session, &it.number, "核对申请人身份").await.map(drop),
        "Standards::standards" => services.standards(session, &StandardFilter::default()).await.map(drop),
        "Standards::standard" => services.standard(session, &item).await.map(drop),
        "Standards::compare_standard" => services.compare_standard(session, &item, None, None).await.map(drop),
        "Standards::standard_history" => services.standard_history(session, &item, 1).await.map(drop),
        "Standards::preview_standard" => services.preview_standard(session, &item).await.map(drop),
        "Standards::preview_guidance" => services.preview_guidance(session, &item, &[]).await.map(drop),
        "Standards::waiting_elements" => services
            .waiting_elements(session, &WaitingFilter::default())
            .await
            .map(drop),
        "Standards::settle_standard" => services.settle_standard(session, &item, &[]).await.map(drop),
        "Standards::mark_model" => services.mark_model(session, &item, false).await,
        "Standards::confirm_elements" => {
            let pick = [(item, "/none".to_owned())];
            services.confirm_elements(session, &pick).await.map(drop)
        }
        "Standards::begin_standard" => services.begin_standard(session, &item).await,
        "Standards::save_standard" => services.save_standard(session, &item, 1, "basics", &[]).await.map(drop),
        "Standards::step_standard" => {
            let revision: i64 = sqlx::query_scalar("SELECT revision FROM standard_draft WHERE item = $1")
                .bind(ALLOWANCE)
                .fetch_optional(world.store().reader())
                .await
                .unwrap()
                .unwrap_or(1);
            let revision = u32::try_from(revision).unwrap();
            services
                .step_standard(session, &item, revision, Step::Discard, Passing::default())
                .await
                .map(drop)
        }
        "Standards::confirm_standard" => services.confirm_standard(session, &item, &[]).await.map(drop),
        // Without a reason it goes no further than its gate.
        "Standards::withdraw_standard" => services.withdraw_standard(session, &item, "").await,
        entry
            if ["Accounts::change_password", "Accounts::own_posts", "Accounts::act_in"].contains(&entry)
                || ["Staff::", "Log::", "Homes::", "Failures::", "Devices::", "Mandates::"]
                    .iter()
                    .any(|port| entry.starts_with(port)) =>
        {
            accounts(world, entry, session, it).await
        }
        entry if entry.starts_with("Offers::") => lists(services, entry, session).await,
        "Delegations::delegation_map" => services.delegation_map(session, &MapFilter::default()).await.map(drop),
        "Delegations::delegation" => services.delegation(session, &item, Tier::Town).await.map(drop),
        // Without their contents they go no further than their gates.
        "Delegations::arrange" => services.arrange(session, &item, Tier::Town, &[]).await.map(drop),
        "Delegations::clear_arrangement" => services.clear_arrangement(session, &item, Tier::Town, "").await,
        "Powers::powers" => services.powers(session, &PowerFilter::default()).await.map(drop),
        "Powers::power" => services.power(session, &it.power).await.map(drop),
        "Powers::blank_power" => services.blank_power(session).await.map(drop),
        "Powers::save_power" => services.save_power(session, None, 0, &Typed::default()).await.map(drop),
        entry if entry.starts_with("Powers::step_power/") => {
            let step = entry.rsplit('/').next().unwrap().parse().unwrap();
            services.step_power(session, &it.power, 1, step, "").await
        }
        "Workbooks::may_import" => services.may_import(session, KeptList::Powers).await,
        "Workbooks::template" => services.template(session, KeptList::Powers).await.map(drop),
        "Workbooks::export" => services.export(session, KeptList::Powers).await.map(drop),
        "Workbooks::upload_list" => {
            let upload = Upload {
                file_name: String::new(),
                content: Vec::new(),
                whole: false,
            };
            services.upload_list(session, KeptList::Powers, upload).await.map(drop)
        }
        "Workbooks::import" => services
            .import(session, KeptList::Powers, "none", None, 1)
            .await
            .map(drop),
        "Workbooks::apply_import" => services.apply_import(session, KeptList::Powers, "none").await,
        "Entries::entries" => services.entries(session, &EntryFilter::default()).await.map(drop),
        "Entries::entry" => services.entry(session, &item).await.map(drop),
        "Entries::blank_entry" => services.blank_entry(session, None).await.map(drop),
        "Entries::save_entry" => services.save_entry(session, 0, &Typed::default()).await.map(drop),
        "Entries::withdraw_entry" => services.withdraw_entry(session, &item, 1, "").await,
        "Entries::relist_entry" => services.relist_entry(session, &item, 1).await,
        "Designs::design" => services.design(session, &item).await.map(drop),
        "Designs::design_state" => services.design_state(session, &item).await.map(drop),
        "Designs::edit_design" => services.edit_design(session, &item, 0, &[]).await.map(drop),
        "Designs::turn_design" => services.turn_design(session, &item, 0, false).await.map(drop),
        "Searches::search_misses" => services.search_misses(session, 1).await.map(drop),
        // Without a word it goes no further than its gate.
        "Searches::add_alias" => services.add_alias(session, &item, "", "").await,
        act => {
            let act = acts(it)
                .into_iter()
                .find(|one| row_of(one) == act)
                .unwrap_or_else(|| panic!("{act}: no call"));
            let events: i64 = sqlx::query_scalar("SELECT revision FROM cases WHERE number = $1")
                .bind(it.number.as_str())
                .fetch_one(world.store().reader())
                .await
                .unwrap();
            let revision = u32::try_from(events).unwrap();
            Desk::act(services, session, &it.number, revision, act).await.map(drop)
        }
    }
}

async fn accounts(world: &World, entry: &str, session: &Session, it: &Things) -> Result<(), ServiceError> {
    let services = &*world.services;
    let item = ALLOWANCE.parse().unwrap();
    match entry {
        "Accounts::change_password" => {
            let new = "一只猫走过安平桥";
            // A wrong old password: the gate alone is asked about.
            services.change_password(session, "no", new, new).await
        }
        "Staff::staff_page" => services.staff_page(session, &StaffFilter::default()).await.map(drop),
        "Staff::staff_choices" => services.staff_choices(session).await.map(drop),
        "Staff::staff_account" => services.staff_account(session, &it.clerk).await.map(drop),
        "Staff::open_account" => services.open_account(session, &clerk_row()).await.map(drop),
        "Staff::change_account" => {
            services
                .change_account(session, &it.clerk, &clerk_row(), None, None)
                .await
        }
        "Staff::close_account" => services.close_account(session, &it.clerk, None).await.map(drop),
        "Staff::reopen_account" => services.reopen_account(session, &it.clerk).await.map(drop),
        "Staff::reset_account" => services.reset_account(session, &it.clerk).await.map(drop),
        "Accounts::own_posts" => services.own_posts(session).await.map(drop),
        "Accounts::act_in" => {
            let acting = session.actor.as_ref().and_then(|actor| actor.acting.clone());
            let nobodys = "00000000-0000-7000-8000-000000000000".parse().unwrap();
            services
                .act_in(session, &acting.map_or(nobodys, |acting| acting.post))
                .await
        }
        "Staff::add_post" => {
            let typed: Typed = [("role", "agent"), ("territory", VILLAGE), ("from", "2026-11-23")]
                .into_iter()
                .collect();
            services.add_post(session, &it.clerk, &typed).await
        }
        "Staff::substitute" => {
            let days = [("from", "2026-11-23"), ("until", "2026-11-27"), ("reason", "年休假")];
            let typed: Typed = days.into_iter().chain([("post", it.colleague.as_str())]).collect();
            services.substitute(session, &it.clerk, &typed).await
        }
        "Staff::end_post" => {
            let given: Option<String> =
                sqlx::query_scalar("SELECT id FROM post WHERE account = $1 AND main = 0 AND ended_at IS NULL")
                    .bind(it.clerk.as_str())
                    .fetch_optional(world.store().reader())
                    .await
                    .unwrap();
            let post = given.map_or_else(|| it.clerk.as_str().parse().unwrap(), |id| id.parse().unwrap());
            services.end_post(session, &it.clerk, &post).await
        }
        "Devices::devices" => services.devices(session).await.map(drop),
        "Devices::issue_device" => services.issue_device(session, &machine(Role::Screen)).await.map(drop),
        "Devices::renew_device" => services.renew_device(session, &it.machine).await.map(drop),
        "Devices::revoke_device" => services.revoke_device(session, &it.machine).await,
        "Devices::sign_in_device" => services.sign_in_device("none", "nowhere", "").await.map(drop),
        "Devices::own_place" => services.own_place(session).await.map(drop),
        "Mandates::own_mandates" => services.own_mandates(session, None).await.map(drop),
        "Mandates::give_mandate" => services.give_mandate(session, &mandate(OTHER_VILLAGE)).await,
        "Mandates::end_mandate" => services.end_mandate(session, "unknown").await,
        "Mandates::clients" => services.clients(session).await.map(drop),
        "Mandates::start_for" => services.start_for(session, "unknown", &item).await.map(drop),
        "Staff::hand_out" => services.hand_out(session, "unknown").await.map(drop),
        "Failures::failures" => services.failures(session, 1).await.map(drop),
        "Failures::resend" => services.resend(session, FailureKind::Message, "none").await,
        "Failures::give_up_on" => services.give_up_on(session, FailureKind::Job, "none").await,
        "Log::log_page" => services.log_page(session, &LogFilter::default()).await.map(drop),
        "Log::log_piece" => services.log_piece(session, &LogFilter::default()).await.map(drop),
        "Homes::role_home" => services.role_home(session).await.map(drop),
        other => panic!("{other}: no call"),
    }
}

async fn lists(services: &Services, entry: &str, session: &Session) -> Result<(), ServiceError> {
    let item: ItemId = ALLOWANCE.parse().unwrap();
    let place: DivisionCode = VILLAGE.parse().unwrap();
    let town: DivisionCode = TOWN.parse().unwrap();
    let choices = [(item.clone(), Choice::Standard)];
    let typed = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
    match entry {
        "Offers::desk_sites" => services.desk_sites(session, &SiteFilter::default()).await.map(drop),
        "Offers::list" => services.list(session, &place, &ListFilter::default()).await.map(drop),
        "Offers::local" => services.local(session, &place, &item).await.map(drop),
        "Offers::hall" => services.hall(session, &place).await.map(drop),
        "Offers::choose" => services.choose(session, &place, &choices, &[]).await.map(drop),
        "Offers::save_local" => services.save_local(session, &place, &item, &[]).await,
        "Offers::save_hall" => services
            .save_hall(session, &place, &typed("hours", "周一至周五 8:00–12:00"))
            .await
            .map(drop),
        "Offers::close_place" => services.close_place(session, &place, &[]).await.map(drop),
        "Offers::reopen_place" => services.reopen_place(session, &place, "unknown").await,
        "Offers::bulk_ways" => services.bulk_ways(session, Some(&town)).await.map(drop),
        "Offers::plan_bulk" => {
            let ask = BulkAsk {
                places: vec![place],
                villages_of: Vec::new(),
                what: BulkWhat::Set {
                    items: vec![item],
                    choice: Choice::Standard,
                },
            };
            services.plan_bulk(session, &ask).await.map(drop)
        }
        "Offers::bulk_plan" => services.bulk_plan(session, "unknown").await.map(drop),
        "Offers::apply_bulk" => services.apply_bulk(session, "unknown", "").await.map(drop),
        "Offers::drift" => services.drift(session, &DriftFilter::default()).await.map(drop),
        "Offers::settle" => {
            let which = Settle::These(vec![(place, item)]);
            services.settle(session, Drift::Behind, &which).await.map(drop)
        }
        "Offers::deviations" => services.deviations(session).await.map(drop),
        other => panic!("{other}: no call"),
    }
}

async fn someone(world: &World, role: Role) -> Person {
    let at_town = matches!(role, Role::WindowClerk | Role::TownOfficer | Role::TownLead);
    let place = if role == Role::Agent {
        VILLAGE
    } else if at_town {
        TOWN
    } else {
        CITY
    };
    let department = role.needs_department().then_some("civil-affairs");
    world
        .staff(&role.as_str().replace('_', "-"), role, place, department)
        .await
}

fn matches_cell(cell: char, result: &Result<(), ServiceError>) -> bool {
    match (cell, result) {
        (_, Err(ServiceError::NotSignedIn | ServiceError::Unavailable)) => false,
        ('F', result) => matches!(
            result,
            Err(ServiceError::Forbidden { .. } | ServiceError::Refused { .. })
        ),
        ('H', result) => matches!(result, Err(ServiceError::NotFound { .. })),
        ('p', _) => true,
        (_, Err(ServiceError::Forbidden { .. } | ServiceError::Refused { .. } | ServiceError::NotFound { .. })) => {
            false
        }
        _ => true,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_passes_exactly_the_gates_it_should() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let colleague = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
    let editor = world
        .staff("another-editor", Role::ItemEditor, CITY, Some("civil-affairs"))
        .await;
    let mut wrong = Vec::new();
    for (at, role) in persons().enumerate() {
        let who = if role == Role::Applicant {
            elder.clone()
        } else {
            someone(&world, role).await
        };
        let it = things(&world, &elder, &colleague).await;
        world
            .services
            .begin_standard(&editor.session, &ALLOWANCE.parse().unwrap())
            .await
            .unwrap();
        for (entry, row) in TABLE.iter().filter(|(_, row)| row.len() > 1) {
            let cell = row.trim_start_matches('*').chars().nth(at).unwrap();
            let result = call(&world, entry, &who.session, &it).await;
            if !matches_cell(cell, &result) {
                wrong.push(format!("{} {entry}: {cell}, but {result:?}", role.words()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_passes_only_what_is_for_everyone() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let it = things(&world, &elder, &elder).await;
    for (entry, row) in TABLE.iter().filter(|(_, row)| row.len() > 1) {
        let stopped = call(&world, entry, &Session::default(), &it).await == Err(ServiceError::NotSignedIn);
        assert_eq!(stopped, !row.starts_with('*'), "{entry}");
    }
}

/// What an applicant passes with what is theirs, their agent passes too, while the mandate stands; and nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mandated_agent_passes_the_gates_to_what_is_the_applicants() {
    const THEIRS: [&str; 13] = [
        "Drafts::open",
        "Drafts::save",
        "Drafts::save_page",
        "Drafts::choose_place",
        "Files::may_put",
        "Files::put",
        "Files::remove",
        "Files::read",
        "Cases::submit",
        "Cases::receipt",
        "Cases::view",
        "Cases::supply",
        "Cases::act/withdraw",
    ];
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let colleague = world.staff("s105b", Role::TownOfficer, TOWN, None).await;
    let agent = someone(&world, Role::Agent).await;
    for mandated in [false, true] {
        if mandated {
            world
                .services
                .give_mandate(&elder.session, &mandate(VILLAGE))
                .await
                .unwrap();
        }
        let it = things(&world, &elder, &colleague).await;
        for entry in THEIRS {
            // What the applicant handed in already is no draft any more.
            let own = Things {
                submitted: it.draft.clone(),
                ..things(&world, &elder, &colleague).await
            };
            let about = if entry == "Cases::submit" { &own } else { &it };
            let result = call(&world, entry, &agent.session, about).await;
            let cell = if mandated { 'P' } else { 'H' };
            assert!(matches_cell(cell, &result), "{entry}, mandated {mandated}: {result:?}");
        }
        // Their account stays their own, and so does the list of what they have.
        for entry in [
            "Drafts::mine",
            "Drafts::start",
            "Drafts::discard",
            "Cases::mine",
            "Accounts::set_real_name",
        ] {
            let result = call(&world, entry, &agent.session, &it).await;
            assert!(matches_cell('F', &result), "{entry}, mandated {mandated}: {result:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_is_nobody_and_knows_its_own_place() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let keeper = world.staff("keeper", Role::Administrator, CITY, None).await;
    let it = things(&world, &elder, &elder).await;
    for kind in Role::ALL.into_iter().filter(|role| role.is_device()) {
        let issued = world
            .services
            .issue_device(&keeper.session, &machine(kind))
            .await
            .unwrap();
        let new = world
            .services
            .sign_in_device(&issued.code, "10.8.0.1", "")
            .await
            .unwrap();
        let session = world.services.session(Some(&new.token)).await.unwrap();
        assert!(session.holder().is_err() && session.device.is_some());
        for (entry, row) in TABLE.iter().filter(|(_, row)| row.len() > 1) {
            let result = call(&world, entry, &session, &it).await;
            match *entry {
                "Devices::own_place" => assert_eq!(result, Ok(()), "{kind}"),
                _ => assert_eq!(
                    result == Err(ServiceError::NotSignedIn),
                    !row.starts_with('*'),
                    "{kind} {entry}: {result:?}"
                ),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_roles_elsewhere_find_nothing() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let it = things(&world, &elder, &elder).await;
    let others = [
        world.staff("w104", Role::WindowClerk, OTHER_TOWN, None).await,
        world.staff("s104", Role::TownOfficer, OTHER_TOWN, None).await,
        world.staff("l104", Role::TownLead, OTHER_TOWN, None).await,
        world
            .staff("public-security", Role::Officer, CITY, Some("public-security"))
            .await,
        world
            .staff(
                "public-security.head",
                Role::DepartmentHead,
                CITY,
                Some("public-security"),
            )
            .await,
        world.neighbour().await,
    ];
    let about_a_case = TABLE.iter().map(|(entry, _)| *entry).filter(|entry| {
        entry.starts_with("Desk::act")
            || matches!(
                *entry,
                "Desk::open"
                    | "Desk::unmask"
                    | "Desk::correction"
                    | "Desk::preview_correction"
                    | "Cases::view"
                    | "Cases::receipt"
                    | "Files::read"
            )
    });
    for entry in about_a_case {
        for other in &others {
            let result = call(&world, entry, &other.session, &it).await;
            assert!(
                matches!(result, Err(ServiceError::NotFound { .. })),
                "{entry}: {result:?}"
            );
        }
    }
    assert_eq!(world.count("SELECT COUNT(*) FROM case_event").await, 1);
}

/// The window grants what is decided on the spot and nothing else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_decided_on_the_spot_is_granted_at_the_window() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, clerk) = (world.elder().await, world.clerk().await);
    let draft = world.ready_draft(&elder).await;
    world
        .force("UPDATE item_version SET body = REPLACE(body, '\"case_type\":\"promised\"', '\"case_type\":\"instant\"') WHERE item = 'JJ-MZ-04'")
        .await;
    let it = Things {
        number: world.hand_in(&elder, &draft).await.number,
        file: "01900000-0000-7000-8000-000000000000".parse().unwrap(),
        submitted: draft.clone(),
        draft,
        colleague: clerk.id(),
        clerk: clerk.id(),
        machine: clerk.id(),
        power: PowerId::numbered(1).unwrap(),
    };
    assert_eq!(call(&world, "Desk::act/grant", &clerk.session, &it).await, Ok(()));
}

/// The port's calls as its source says them.
fn ports() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src/backend");
    let mut folders = vec![folder];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for port in source.split("\npub trait ").skip(1) {
                let name = port.split([':', ' ', '{']).next().unwrap();
                let body = port.split("\n}").next().unwrap();
                let calls = body.lines().filter_map(|line| {
                    let line = line.trim_start();
                    line.strip_prefix("async fn ").or_else(|| line.strip_prefix("fn "))
                });
                found.extend(calls.map(|call| format!("{name}::{}", call.split(['(', '<']).next().unwrap())));
            }
        }
    }
    found
}

#[test]
fn every_call_of_every_port_stands_in_the_table() {
    let listed: BTreeSet<String> = TABLE
        .iter()
        .map(|(entry, _)| entry.split('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(ports(), listed);
    for (entry, row) in TABLE {
        let row = row.trim_start_matches('*');
        assert!(row.is_empty() || row.chars().count() == persons().count(), "{entry}");
    }
}
