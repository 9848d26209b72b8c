//! The demo city: real cases of made-up people.

use std::collections::BTreeMap;
use std::path::Path;

use server::demo::{DemoError, Filled, Size, fill};
use shared::board::contribution;
use shared::id::CaseId;

use crate::harness::World;

const SMALL: Size = Size {
    cases: 300,
    residents: 60,
    papers: true,
};

fn settings(environment: &str) -> Vec<(&'static str, String)> {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    vec![
        ("JINBAN_CITY_DIR", city.display().to_string()),
        ("JINBAN_ENVIRONMENT", environment.to_owned()),
    ]
}

fn demo(world: World) -> World {
    let settings = settings("demo");
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, text)| (*name, text.as_str())).collect();
    world.with_settings(&settings)
}

async fn counted(world: &World) -> BTreeMap<(String, String, String), i64> {
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
        "SELECT scope, month, measure, CAST(SUM(value) AS BIGINT) FROM counter \
             WHERE scope_kind = 'town' AND month <> 'all' GROUP BY scope, month, measure",
    )
    .fetch_all(world.store().reader())
    .await
    .unwrap();
    rows.into_iter()
        .map(|(town, month, measure, value)| ((town, month, measure), value))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_recounts_from_the_record_and_a_second_fill_does_nothing() {
    let world = demo(World::on_sqlite().await);
    let Filled::Done { cases, logins, .. } = fill(&world.services, SMALL, |_, _| ()).await.unwrap() else {
        panic!("an empty database is filled");
    };
    assert!(cases >= 290, "{cases}");
    assert!(logins.iter().any(|(login, ..)| login == "w105"));

    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM cases")
        .fetch_all(world.store().reader())
        .await
        .unwrap();
    assert_eq!(ids.len(), cases);
    let calendar = world.services.calendar().await.unwrap();
    let mut recount = BTreeMap::new();
    for id in ids {
        let id: CaseId = id.parse().unwrap();
        // Reading checks the chain of hashes.
        let case = world.services.audited(&id).await.unwrap().unwrap();
        for ((month, measure, _), count) in contribution(&case, &calendar) {
            *recount
                .entry((case.filing.handling.to_string(), month, measure.as_str().to_owned()))
                .or_insert(0) += count;
        }
        let (state, revision): (String, i64) = sqlx::query_as("SELECT state, revision FROM cases WHERE id = $1")
            .bind(id.as_str())
            .fetch_one(world.store().reader())
            .await
            .unwrap();
        assert_eq!(
            (state.as_str(), revision),
            (case.state.as_str(), i64::from(case.revision))
        );
    }
    let before = counted(&world).await;
    assert_eq!(before, recount);

    assert!(matches!(
        fill(&world.services, SMALL, |_, _| ()).await.unwrap(),
        Filled::NotEmpty
    ));
    assert_eq!(counted(&world).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_made_up_people_in_production() {
    let world = World::on_sqlite().await;
    let mut given = settings("production");
    given.extend([
        ("JINBAN_PUBLIC_URL", "https://jinban.example".to_owned()),
        ("JINBAN_KEYS_ENCRYPTION", "11".repeat(32)),
        ("JINBAN_KEYS_INDEX", "22".repeat(32)),
        ("JINBAN_SMS_GATEWAY", "http".to_owned()),
        ("JINBAN_SMS_URL", "https://sms.example".to_owned()),
        ("JINBAN_SMS_TOKEN", "t".to_owned()),
        ("JINBAN_REAL_NAME_CHECK", "http".to_owned()),
        ("JINBAN_REAL_NAME_URL", "https://id.example".to_owned()),
        ("JINBAN_REAL_NAME_TOKEN", "t".to_owned()),
    ]);
    let given: Vec<(&str, &str)> = given.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let world = world.with_settings(&given);
    let refused = fill(&world.services, SMALL, |_, _| ()).await;
    assert!(matches!(refused, Err(DemoError::Production)));
    let accounts: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM account")
        .fetch_one(world.store().reader())
        .await
        .unwrap();
    assert_eq!(accounts, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_board_is_read_by_everyone_as_page_table_and_json() {
    let world = demo(World::on_sqlite().await);
    fill(
        &world.services,
        Size {
            cases: 0,
            residents: 1,
            papers: true,
        },
        |_, _| (),
    )
    .await
    .unwrap();
    let empty = world.get("/board").header("accept", "text/html").send().await;
    assert_eq!(empty.status, 200);
    assert!(empty.text().contains("还没有收到办件"));

    let world = demo(World::on_sqlite().await);
    fill(&world.services, SMALL, |_, _| ()).await.unwrap();
    let page = world
        .get("/board?sort=received&dir=asc")
        .header("accept", "text/html")
        .send()
        .await;
    let page = page.text();
    assert!(page.contains("aria-sort=\"ascending\"") && page.contains("深沪镇") && !page.contains("还没有收到办件"));

    for indicator in shared::board::INDICATORS {
        assert!(page.contains(indicator.definition), "{} is not defined", indicator.name);
    }

    let json = world.get("/api/v1/board").send().await.json();
    let received = |values: &serde_json::Value| {
        let values = values.as_array().unwrap();
        values.iter().find(|value| value["indicator"] == "received").unwrap()["numerator"]
            .as_i64()
            .unwrap()
    };
    let places = json["places"].as_array().unwrap();
    assert_eq!(places.len(), 20, "19 towns and the city's own centre");
    assert_eq!(
        places.iter().map(|place| received(&place["values"])).sum::<i64>(),
        received(&json["total"])
    );
    assert!(received(&json["total"]) > 0);

    let table = world.get("/board.csv").send().await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert!(table.text().starts_with('\u{feff}'));
    assert_eq!(table.text().lines().count(), 21);
    let months = world.get("/board/350582105000.csv").send().await;
    assert_eq!(months.text().lines().count(), 13);

    let town = world
        .get("/board/350582105000")
        .header("accept", "text/html")
        .send()
        .await;
    assert!(town.status == 200 && town.text().contains("深沪镇"));
    for unknown in [
        "/board/350582999000",
        "/board/nonsense",
        "/board/350582105201",
        "/board/nonsense.csv",
    ] {
        let answer = world.get(unknown).header("accept", "text/html").send().await;
        assert_eq!(answer.status, 404, "{unknown}");
    }
}
