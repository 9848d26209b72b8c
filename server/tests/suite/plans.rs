//! Every list staff open is served by an index, also with a million cases behind it.
//!
//! SQLite's planner goes by the indexes alone; PostgreSQL's by row counts, which an empty table does not have, so
//! there the benchmark shows it.

use app::backend::delegations::MapFilter;
use app::backend::entries::{EntryFilter, Source};
use app::backend::offers::{ListFilter, OfferState};
use app::backend::powers::{PowerFilter, PublicPowerFilter};
use server::jobs::time::{DUE, WAKE, batch, stale, woken};
use server::services::board::{counted_of, guides_of, months_of};
use server::services::offers::{closures_query, findings_query, history, list_query, map_query, sites_query};
use server::services::powers::{entries_page, powers_page, public_powers_page};
use server::services::searches::misses_page;
use server::services::staff::SELECT_STAFF;
use server::store::{Paging, Sql};
use shared::board::Scope;
use shared::catalogue::ItemType;
use shared::id::DepartmentId;
use shared::offers::{Drift, Mode};
use shared::place::DivisionCode;
use shared::powers::{PowerLevel, PowerStateKind};

use crate::harness::World;

const TOWN: &str = "350582115000";
const COLUMNS: &str = "SELECT number, state, due_on, item FROM cases";

async fn plan(world: &World, sql: Sql) -> String {
    sql.plan(world.store()).await.unwrap().join("\n")
}

fn uses(plan: &str, index: &str) -> bool {
    plan.split_whitespace().any(|word| word == index)
}

fn open() -> Sql {
    Sql::new(COLUMNS).and("open = 1")
}

#[tokio::test]
async fn a_queue_is_read_in_order_from_the_index_of_whoever_may_see_it() {
    let world = World::on_sqlite().await;
    let by_due = |sql: Sql| sql.push(" ORDER BY due_on, id").limit(30, 0);
    for (sql, index) in [
        (open().and_arg("town =", TOWN), "cases_open_town"),
        (
            open()
                .and_arg("town =", TOWN)
                .and_arg("state =", "accepted")
                .and_arg("channel =", "online"),
            "cases_open_town",
        ),
        (open().and_arg("department =", "civil-affairs"), "cases_open_department"),
        (
            open().and_arg("department =", "civil-affairs").and_arg("town =", TOWN),
            "cases_open_office",
        ),
        (open().and_arg("village =", TOWN), "cases_open_village"),
        (open().and_arg("assignee =", "x"), "cases_open_assignee"),
        (open(), "cases_open_due"),
        (
            open()
                .and_arg("town =", TOWN)
                .and_after("due_on, id", false, "2026-11-23", "x"),
            "cases_open_town",
        ),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, by_due(sql)).await;
        assert!(uses(&plan, index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {text}\n{plan}");
    }
}

#[tokio::test]
async fn what_waits_for_delivery_and_what_is_over_have_indexes_of_their_own() {
    let world = World::on_sqlite().await;
    let waiting = || Sql::new(COLUMNS).and("state IN ('granted', 'refused')");
    let over = || {
        Sql::new(COLUMNS)
            .and("open = 0")
            .and("state NOT IN ('granted', 'refused')")
    };
    let by_due = |sql: Sql| sql.push(" ORDER BY due_on, id").limit(30, 0);
    let newest = |sql: Sql| sql.push(" ORDER BY received_at DESC, id DESC").limit(30, 0);
    for (sql, index) in [
        (by_due(waiting()), "cases_delivery_due"),
        (by_due(waiting().and_arg("town =", TOWN)), "cases_delivery_town"),
        (
            by_due(waiting().and_arg("department =", "x")),
            "cases_delivery_department",
        ),
        (by_due(waiting().and_arg("village =", TOWN)), "cases_delivery_village"),
        (by_due(waiting().and_arg("assignee =", "x")), "cases_delivery_assignee"),
        (newest(over()), "cases_received"),
        (newest(over().and_arg("state =", "closed")), "cases_ended_state"),
        (
            newest(over().and_arg("town =", TOWN).and_arg("state =", "closed")),
            "cases_ended_town",
        ),
        (
            newest(Sql::new(COLUMNS).and_arg("number_index =", "x")),
            "cases_citizen",
        ),
        (newest(Sql::new(COLUMNS).and_arg("name_head =", "x")), "cases_name_head"),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        assert!(uses(&plan, index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {text}\n{plan}");
    }
}

#[tokio::test]
async fn counting_a_queue_never_visits_a_row() {
    let world = World::on_sqlite().await;
    let count = Sql::new("SELECT COUNT(*) FROM cases")
        .and("open = 1")
        .and_arg("town =", TOWN);
    for sql in [
        count.clone().and_arg("due_on <", "2026-11-23"),
        count.clone().and_arg("state =", "accepted"),
        count.and_arg("item =", "JJ-MZ-04").and_arg("channel =", "window"),
    ] {
        let plan = plan(&world, sql).await;
        assert!(plan.contains("COVERING INDEX cases_open_town "), "{plan}");
    }
    let over = Sql::new("SELECT COUNT(*) FROM cases")
        .and("open = 0")
        .and("state NOT IN ('granted', 'refused')")
        .and_arg("town =", TOWN)
        .and_arg("department =", "x");
    let plan_of_over = plan(&world, over).await;
    assert!(plan_of_over.contains("COVERING INDEX"), "{plan_of_over}");
    let all = || Sql::new("SELECT COUNT(*) FROM cases");
    for (sql, index) in [
        (
            all().and_arg("town =", TOWN).and_arg("name_head =", "x"),
            "cases_name_head",
        ),
        (
            all().and_arg("phone_tail_index =", "x").and_arg("town =", TOWN),
            "cases_phone_tail",
        ),
        (
            all().and_arg("name_index =", "x").and_arg("department =", "x"),
            "cases_name",
        ),
        (
            all().and_arg("handler_index =", "x").and_arg("village =", TOWN),
            "cases_handler",
        ),
    ] {
        let plan = plan(&world, sql).await;
        assert!(plan.contains(&format!("COVERING INDEX {index} ")), "{plan}");
    }
}

#[tokio::test]
async fn a_case_is_found_by_number_name_and_phone() {
    let world = World::on_sqlite().await;
    let newest = |sql: Sql| sql.push(" ORDER BY received_at DESC, id DESC").limit(30, 0);
    for (sql, index) in [
        (newest(Sql::new(COLUMNS).and_arg("name_index =", "x")), "cases_name"),
        (
            newest(Sql::new(COLUMNS).and_arg("handler_index =", "x")),
            "cases_handler",
        ),
        (
            newest(Sql::new(COLUMNS).and_arg("number_index =", "x")),
            "cases_citizen",
        ),
        (newest(Sql::new(COLUMNS).and_arg("phone_index =", "x")), "cases_phone"),
        (
            newest(Sql::new(COLUMNS).and_arg("phone_tail_index =", "x")),
            "cases_phone_tail",
        ),
        (
            newest(Sql::new(COLUMNS).and_arg("applicant_account =", "x")),
            "cases_applicant",
        ),
        (newest(Sql::new(COLUMNS).and_arg("town =", TOWN)), "cases_town_received"),
        (
            newest(Sql::new(COLUMNS).and_arg("department =", "x")),
            "cases_department_received",
        ),
        (newest(Sql::new(COLUMNS)), "cases_received"),
        (Sql::new(COLUMNS).and_arg("number =", "x"), "sqlite_autoindex_cases_2"),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        assert!(uses(&plan, index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {text}\n{plan}");
    }
}

#[tokio::test]
async fn lists_halls_and_drift_are_read_along_their_indexes() {
    let world = World::on_sqlite().await;
    let town: DivisionCode = TOWN.parse().unwrap();
    let list = ListFilter::default();
    let by_department = ListFilter {
        department: Some("civil-affairs".parse().unwrap()),
        ..ListFilter::default()
    };
    let words = ListFilter {
        text: Some("高龄".into()),
        standing: Some(OfferState::Collect),
        drift: true,
        ..ListFilter::default()
    };
    let map = MapFilter::default();
    let gaps = MapFilter {
        open: true,
        ..MapFilter::default()
    };
    let entrusted = MapFilter {
        mode: Some(Mode::Entrusted),
        department: Some("civil-affairs".parse().unwrap()),
        ..MapFilter::default()
    };
    let map_of = |filter: &MapFilter| map_query(false, filter).push(" ORDER BY i.position, i.id").limit(30, 0);
    let drift = |kind: Drift| findings_query(kind, &town, false).push(" ORDER BY place").limit(50, 0);
    for (sql, indexes) in [
        (
            list_query(false, &town, &list),
            &["local_guide_place", "sqlite_autoindex_local_choice_1"][..],
        ),
        (list_query(true, &town, &by_department), &["local_guide_place"]),
        (
            list_query(false, &town, &words),
            &["local_guide_place", "sqlite_autoindex_local_choice_1"],
        ),
        (
            sites_query("SELECT d.code FROM division d", &town, Some("村")),
            &["sqlite_autoindex_division_1"],
        ),
        (map_of(&map), &["sqlite_autoindex_delegation_1"]),
        (map_of(&gaps), &["delegation_open"]),
        (map_of(&entrusted), &["delegation_mode"]),
        (drift(Drift::NoPhone), &["hall_no_phone"]),
        (drift(Drift::NoHours), &["hall_no_hours"]),
        (drift(Drift::HoursClash), &["local_guide_clash"]),
        (drift(Drift::Behind), &["local_guide_behind"]),
        (drift(Drift::Undecided), &["local_choice_undecided"]),
        (drift(Drift::Gone), &["local_guide_gone"]),
        (
            closures_query(&town, server::store::Day("2026-11-23".parse().unwrap())),
            &["closure_place"],
        ),
        (history(&town, None).limit(20, 0), &["place_event_place"]),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        for index in indexes {
            assert!(uses(&plan, index), "{index}: {text}\n{plan}");
        }
    }
}

#[tokio::test]
async fn the_lists_of_powers_and_entries_are_read_in_order_from_an_index() {
    let world = World::on_sqlite().await;
    let paging = Paging::new(3, 50);
    let own: DepartmentId = "civil-affairs".parse().unwrap();
    let power = |filter: PowerFilter| powers_page(&filter, None, paging);
    let entry = |filter: EntryFilter| entries_page(&filter, None, paging);
    let text = || Some("高龄".to_owned());
    let queries = [
        (power(PowerFilter::default()), "power_listed"),
        (
            powers_page(&PowerFilter::default(), Some(&own), paging),
            "power_department",
        ),
        (
            power(PowerFilter {
                state: Some(PowerStateKind::InReview),
                ..PowerFilter::default()
            }),
            "power_state",
        ),
        (
            power(PowerFilter {
                state: Some(PowerStateKind::Approved),
                department: Some(own.clone()),
                text: text(),
                ..PowerFilter::default()
            }),
            "power_department_state",
        ),
        (
            power(PowerFilter {
                type_code: Some(ItemType::Licence),
                ..PowerFilter::default()
            }),
            "power_type",
        ),
        (
            power(PowerFilter {
                level: Some(PowerLevel::Town),
                text: text(),
                ..PowerFilter::default()
            }),
            "power_level",
        ),
        (public_powers_page(&PublicPowerFilter::default(), paging), "power_state"),
        (entry(EntryFilter::default()), "catalogue_entry_listed"),
        (
            entries_page(&EntryFilter::default(), Some(&own), paging),
            "catalogue_entry_department",
        ),
        (
            entry(EntryFilter {
                withdrawn: Some(false),
                text: text(),
                ..EntryFilter::default()
            }),
            "catalogue_entry_state",
        ),
        (
            entry(EntryFilter {
                source: Some(Source::None),
                ..EntryFilter::default()
            }),
            "catalogue_entry_power",
        ),
        (
            entry(EntryFilter {
                type_code: Some(ItemType::Licence),
                ..EntryFilter::default()
            }),
            "catalogue_entry_type",
        ),
    ];
    for (sql, index) in queries {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        assert!(uses(&plan, index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {text}\n{plan}");
    }
}

#[tokio::test]
async fn searches_without_a_result_are_read_in_order_from_their_index() {
    let world = World::on_sqlite().await;
    let plan = plan(&world, misses_page(Paging::new(2, 50))).await;
    assert!(uses(&plan, "search_miss_shown"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
}

#[tokio::test]
async fn accounts_and_the_log_are_read_along_their_indexes() {
    let world = World::on_sqlite().await;
    let accounts = |sql: Sql| sql.push(" ORDER BY a.login").limit(50, 0);
    let all = || Sql::new(SELECT_STAFF).and("a.login IS NOT NULL");
    let acts = || Sql::new("SELECT l.id FROM audit l");
    let looks = || Sql::new("SELECT l.id FROM look l");
    let newest = |sql: Sql| sql.push(" ORDER BY l.at DESC, l.id DESC").limit(51, 0);
    for (sql, index) in [
        (accounts(all()), "account_staff"),
        (accounts(all().and_arg("a.role =", "agent")), "account_staff_role"),
        (
            accounts(all().and_arg("a.department =", "civil-affairs")),
            "account_staff_department",
        ),
        (all().and_arg("a.name_index =", "x"), "account_staff_name"),
        (newest(acts()), "audit_at"),
        (
            newest(acts().and_arg("l.at >=", 1_i64).and_arg("l.at <", 2_i64)),
            "audit_at",
        ),
        (newest(acts().and_arg("l.actor =", "x")), "audit_actor"),
        (newest(acts().and_arg("l.action =", "user.add")), "audit_action"),
        (
            newest(acts().and_arg("l.object_kind =", "case").and_arg("l.object_id =", "x")),
            "audit_object",
        ),
        (newest(acts().and_after("l.at, l.id", true, 1_i64, "x")), "audit_at"),
        (newest(looks()), "look_at"),
        (newest(looks().and_arg("l.account =", "x")), "look_account"),
        (newest(looks().and_arg("l.case_id =", "x")), "look_case"),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        assert!(uses(&plan, index), "{text}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "sorted by hand: {text}\n{plan}");
    }
}

/// What the board shows of guides costs as much as there are towns, not villages.
#[tokio::test]
async fn the_board_reads_no_villages_guides() {
    let world = World::in_jinjiang().await;
    let plan = plan(&world, guides_of(None)).await;
    assert!(
        plan.contains("SEARCH g USING INDEX local_guide_place (place=?)"),
        "{plan}"
    );
}

#[tokio::test]
async fn the_daily_job_reads_what_woke_and_what_is_provisional_and_nothing_else() {
    let world = World::on_sqlite().await;
    let today = "2026-11-30".parse().unwrap();
    let last = ("x".to_owned(), "2026-11-02".to_owned());
    for last in [None, Some(&last)] {
        let woken = plan(&world, batch(woken(today), WAKE, last)).await;
        assert!(uses(&woken, "cases_wake") && !woken.contains("TEMP B-TREE"), "{woken}");
        for (sql, index) in
            stale(today)
                .into_iter()
                .zip(["cases_provisional", "cases_provisional", "cases_delivery_due"])
        {
            let stale = plan(&world, batch(sql, DUE, last)).await;
            assert!(uses(&stale, index) && !stale.contains("TEMP B-TREE"), "{stale}");
        }
    }
    let marked = Sql::new("SELECT 1 FROM cases c")
        .and("c.marks <> ''")
        .and_arg("c.marks LIKE", "%lapsed%");
    let marked = plan(&world, marked).await;
    assert!(marked.contains("cases_marked"), "{marked}");
}

/// What the board shows of cases is read along the key of the counters, by town and month.
#[tokio::test]
async fn the_board_reads_counters_along_their_key() {
    let world = World::in_jinjiang().await;
    let months = || ["2026-10", "2026-11"].into_iter();
    let town = Scope::Town(TOWN.parse().unwrap());
    let key = "SEARCH counter USING INDEX sqlite_autoindex_counter_1 (scope_kind=? AND month=? AND measure=?";
    for (sql, scope) in [
        (counted_of(None), ")"),
        (counted_of(Some(TOWN)), " AND scope=?)"),
        (months_of(&Scope::City, months()), ")"),
        (months_of(&town, months()), " AND scope=?)"),
    ] {
        let text = sql.text().to_owned();
        let plan = plan(&world, sql).await;
        assert!(plan.contains(&format!("{key}{scope}")), "{text}\n{plan}");
    }
}
