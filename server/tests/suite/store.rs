//! The store keeps its promises on both engines.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::backend::ServiceError;
use jiff::Timestamp;
use server::store::{Abort, Count, Day, Flag, Json, Millis, Sql, Store, StoreError, Tx, advance, migrate, pending};

async fn set(store: &Store, name: &str, value: &str) -> Result<(), ServiceError> {
    store
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3)")
                    .bind(name)
                    .bind(value)
                    .bind(Millis(Timestamp::UNIX_EPOCH))
                    .execute(tx.sql())
                    .await?;
                Ok(())
            })
        })
        .await
}

async fn get(store: &Store, name: &str) -> Option<String> {
    sqlx::query_scalar("SELECT value FROM setting WHERE name = $1")
        .bind(name)
        .fetch_optional(store.reader())
        .await
        .unwrap()
}

async fn count(tx: &mut Tx<'_>, town: &str) -> Result<i64, Abort> {
    Ok(sqlx::query_scalar(
        "INSERT INTO counter (scope_kind, month, measure, scope, town, bucket, value)
         VALUES ('town', '2026-11', 'received', $1, '', 0, 1)
         ON CONFLICT (scope_kind, month, measure, scope, town, bucket)
         DO UPDATE SET value = counter.value + 1 RETURNING value",
    )
    .bind(town)
    .fetch_one(tx.sql())
    .await?)
}

stories! {
    async fn work_that_is_dropped_half_way_leaves_nothing_and_stops_nobody(world: World) {
        let dropped = world.store().write(|tx| Box::pin(async move {
            count(tx, "350582115000").await?;
            std::future::pending::<Result<(), Abort>>().await
        }));
        assert!(tokio::time::timeout(std::time::Duration::from_millis(200), dropped).await.is_err());
        set(world.store(), "name", "after").await.unwrap();
        let kept: Option<i64> = sqlx::query_scalar("SELECT value FROM counter")
            .fetch_optional(world.store().reader())
            .await
            .unwrap();
        assert_eq!(kept, None);
    }

    async fn the_schema_is_complete_and_migrating_again_changes_nothing(world: World) {
        assert_eq!(pending(world.store()).await.unwrap(), 0);
        migrate(world.store()).await.unwrap();
        world.store().ping().await.unwrap();
        world.store().tend().await.unwrap();
        world.store().analyze().await.unwrap();
    }

    async fn work_that_is_refused_leaves_nothing_behind(world: World) {
        let refusal = ServiceError::Forbidden { what: "试一试".into() };
        let why = &refusal;
        let done: Result<(), _> = world.store().write(|tx| Box::pin(async move {
            count(tx, "350582115000").await?;
            Err(why.clone().into())
        })).await;
        assert_eq!(done, Err(refusal));
        let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM counter").fetch_one(world.store().reader()).await.unwrap();
        assert_eq!(left, 0);
    }

    async fn a_second_row_with_the_same_key_is_refused_and_known_as_that(world: World) {
        set(world.store(), "a", "1").await.unwrap();
        assert_eq!(set(world.store(), "a", "2").await, Err(ServiceError::Unavailable));
        let seen = world.store().write(|tx| Box::pin(async move {
            let again = sqlx::query("INSERT INTO setting (name, value, updated_at) VALUES ('a', '3', 0)")
                .execute(tx.sql()).await.map_err(StoreError::from);
            assert!(again.as_ref().is_err_and(StoreError::is_unique_violation));
            Err::<(), _>(ServiceError::NotSignedIn.into())
        })).await;
        assert_eq!(seen, Err(ServiceError::NotSignedIn));
        assert_eq!(get(world.store(), "a").await.as_deref(), Some("1"));
    }

    async fn twenty_writers_at_once_lose_no_count(world: World) {
        let store = Arc::new(world.store().clone());
        let mut running = tokio::task::JoinSet::new();
        for at in 0..20 {
            let store = Arc::clone(&store);
            // Also shows that a unit of work may run in a spawned task.
            running.spawn(async move {
                let towns = ["350582115000", "350582116000"];
                // Opposite orders invite deadlocks, which are tried again.
                let (first, second) = (towns[at % 2], towns[1 - at % 2]);
                store.write(|tx| Box::pin(async move {
                    count(tx, first).await?;
                    count(tx, second).await
                })).await
            });
        }
        while let Some(done) = running.join_next().await {
            done.unwrap().unwrap();
        }
        let total: i64 = sqlx::query_scalar("SELECT CAST(SUM(value) AS BIGINT) FROM counter")
            .fetch_one(store.reader()).await.unwrap();
        assert_eq!(total, 40);
    }

    async fn work_that_was_overtaken_is_done_again_with_fresh_reads(world: World) {
        set(world.store(), "revision", "7").await.unwrap();
        let tries = &AtomicU32::new(0);
        world.store().write(|tx| Box::pin(async move {
            // The first try believes in an old revision, as after a read that another writer overtook.
            let believed = if tries.fetch_add(1, Ordering::Relaxed) == 0 { "6" } else { "7" };
            let changed = sqlx::query("UPDATE setting SET value = '8' WHERE name = 'revision' AND value = $1")
                .bind(believed).execute(tx.sql()).await?.rows_affected();
            Ok(advance(changed, "setting")?)
        })).await.unwrap();
        assert_eq!(tries.load(Ordering::Relaxed), 2);
        assert_eq!(get(world.store(), "revision").await.as_deref(), Some("8"));
    }

    async fn work_that_is_overtaken_every_time_ends_as_unavailable(world: World) {
        let done = world.store().write(|_| Box::pin(async { Err::<(), _>(StoreError::Raced("case").into()) })).await;
        assert_eq!(done, Err(ServiceError::Unavailable));
    }

    async fn every_kind_of_value_comes_back_as_it_was_stored(world: World) {
        let at: Timestamp = "2026-11-23T07:04:05.678Z".parse().unwrap();
        type Row = (Flag, Millis, Day, Json<Vec<u8>>, Option<String>, Vec<u8>, f64);
        let row: Row = Sql::new("SELECT ")
            .push("CAST(").arg(Flag(true)).push(" AS BIGINT), CAST(").arg(Millis(at))
            .push(" AS BIGINT), CAST(").arg(Day("2026-02-25".parse().unwrap()))
            .push(" AS TEXT), CAST(").arg("[1,2]").push(" AS TEXT), CAST(NULL AS TEXT), ")
            .arg(vec![0_u8, 255]).push(", CAST(").arg(0.5).push(" AS DOUBLE PRECISION)")
            .rows().fetch_one(world.store().reader()).await.unwrap();
        assert_eq!(row, (
            Flag(true), Millis(at), Day("2026-02-25".parse().unwrap()), Json(vec![1, 2]), None, vec![0, 255], 0.5,
        ));
    }

    async fn a_damaged_value_is_an_error_and_not_a_guess(world: World) {
        let pool = world.store().reader();
        assert!(sqlx::query_scalar::<_, Flag>("SELECT CAST(2 AS BIGINT)").fetch_one(pool).await.is_err());
        assert!(sqlx::query_scalar::<_, Day>("SELECT CAST('2026-02-30' AS TEXT)").fetch_one(pool).await.is_err());
    }

    async fn a_filter_without_values_matches_nothing_and_a_missing_one_everything(world: World) {
        for name in ["a", "b", "c"] {
            set(world.store(), name, "x").await.unwrap();
        }
        let count = |sql: Sql| {
            let pool = world.store().reader().clone();
            async move { sql.scalar::<i64>().fetch_one(&pool).await.unwrap() }
        };
        let all = || Sql::new("SELECT COUNT(*) FROM setting");
        assert_eq!(count(all().and_in("name", Vec::<String>::new())).await, 0);
        assert_eq!(count(all().and_in("name", ["a", "c"])).await, 2);
        assert_eq!(count(all().and_opt("name =", None::<String>)).await, 3);
        assert_eq!(count(all().and_after("value, name", false, "x", "a")).await, 2);
        assert_eq!(count(all().and_after("value, name", true, "x", "b")).await, 1);
        let capped = Sql::new("SELECT 1 FROM setting").push(" LIMIT 3").wrap("SELECT COUNT(*) FROM (", ") AS counted");
        assert_eq!(Count::capped(count(capped).await, 2), Count { value: 2, capped: true });
    }
}

mod sweeping {
    use std::time::Duration;

    use server::store::sweep::sweep;

    use crate::harness::World;

    async fn row(world: &World, sql: &'static str) {
        sqlx::raw_sql(sql).execute(world.store().reader()).await.unwrap();
    }

    stories! {
        async fn what_has_expired_goes_and_what_has_not_stays(world: World) {
            // 2026-11-23T01:00Z is 1 795 395 600 000.
            row(&world, "INSERT INTO one_time_code (id, phone_index, code_hash, created_at, expires_at)
                VALUES ('old', 'p', 'h', 0, 1000), ('new', 'p', 'h', 0, 1795395700000)").await;
            row(&world, "INSERT INTO rate_limit VALUES ('old', 0, 1, 1000), ('new', 0, 1, 1795395700000)").await;
            let now = server::clock::Clock::now(&*world.clock);
            assert_eq!(sweep(world.store(), now).await, Ok(2));
            let left: Vec<String> = sqlx::query_scalar("SELECT id FROM one_time_code UNION ALL SELECT bucket FROM rate_limit")
                .fetch_all(world.store().reader()).await.unwrap();
            assert_eq!(left, ["new", "new"]);
            world.clock.advance(Duration::from_secs(2 * 24 * 3600));
            let now = server::clock::Clock::now(&*world.clock);
            assert_eq!(sweep(world.store(), now).await, Ok(2));
            assert_eq!(sweep(world.store(), now).await, Ok(0));
        }
    }
}

/// As on a full disk: the file may not grow. SQLite answers with its code 13 and rolls back by itself.
async fn fill_up(store: &Store) {
    store
        .write(|tx| {
            Box::pin(async move {
                let pages: i64 = sqlx::query_scalar("SELECT page_count FROM pragma_page_count()")
                    .fetch_one(tx.sql())
                    .await?;
                let most = format!("PRAGMA max_page_count = {pages}");
                sqlx::raw_sql(sqlx::AssertSqlSafe(most)).execute(tx.sql()).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_moment_of_a_full_disk_does_not_end_all_writing() {
    let world = crate::harness::World::on_sqlite().await;
    let store = world.store();
    let large = "x".repeat(1_000_000);
    for turn in 0..3 {
        set(store, &format!("before-{turn}"), "1").await.unwrap();
        fill_up(store).await;
        assert_eq!(set(store, "large", &large).await, Err(ServiceError::Unavailable));
        assert_eq!(get(store, "large").await, None, "none of it is kept");
        // There is room again: the limit was that of the connection that failed.
        set(store, &format!("after-{turn}"), "1").await.unwrap();
        store.ping_writer(Timestamp::UNIX_EPOCH).await.unwrap();
    }
    assert_eq!(get(store, "before-2").await.as_deref(), Some("1"));
}
