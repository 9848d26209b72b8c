//! Jobs go on whatever happens to them, and health knows when they did not.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use server::jobs::{Job, run};
use tokio::sync::watch;

use crate::harness::World;

static TURNS: AtomicU32 = AtomicU32::new(0);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_panics_and_fails_is_done_again() {
    let world = World::on_sqlite().await;
    let job = Job {
        name: "shaky",
        every: Duration::from_millis(5),
        work: |services| {
            Box::pin(async move {
                match TURNS.fetch_add(1, Ordering::SeqCst) {
                    0 => panic!("failed printing to stderr"),
                    1 => Err(app::backend::ServiceError::Unavailable),
                    _ => services.store.ping().await.map(|()| false).map_err(Into::into),
                }
            })
        },
    };
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(run(job, Arc::clone(&world.services), stopped));
    let well = async {
        while world
            .services
            .beats
            .pulses(world.clock_now())
            .iter()
            .all(|pulse| pulse.last.is_none())
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), well)
        .await
        .expect("the job runs again");
    stop.send(true).unwrap();
    running.await.unwrap();
    assert!(TURNS.load(Ordering::SeqCst) >= 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_tells_of_a_job_that_has_stopped() {
    let world = World::on_sqlite().await;
    world
        .services
        .beats
        .begin("outbox", Duration::from_secs(2), world.clock_now());
    let answer = world.get("/api/v1/health").send().await;
    assert_eq!(
        (answer.status, answer.json()["status"].as_str()),
        (StatusCode::OK, Some("ok"))
    );
    world.clock.advance(Duration::from_secs(3600));
    let answer = world.get("/api/v1/health").send().await;
    assert_eq!(
        (answer.status, answer.json()["status"].as_str()),
        (StatusCode::OK, Some("degraded"))
    );
    assert_eq!(answer.json()["jobs"][0]["overdue"], true);
    world.services.beats.note("outbox", world.clock_now());
    assert_eq!(world.get("/api/v1/health").send().await.json()["status"], "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn health_tells_that_nothing_can_be_written() {
    let world = World::on_sqlite().await;
    world
        .store()
        .write(|tx| Box::pin(async move { Ok(sqlx::query("DROP TABLE pulse").execute(tx.sql()).await.map(drop)?) }))
        .await
        .unwrap();
    let answer = world.get("/api/v1/health").send().await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let health = answer.json();
    assert_eq!(
        (health["database"].as_str(), health["writing"].as_str()),
        (Some("ok"), Some("unavailable"))
    );
}
