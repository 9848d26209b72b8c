//! The queue of jobs: once queued in a unit that is kept, work is done by some process, and by one at a time.

use std::time::Duration;

use app::backend::ServiceError;
use server::clock::Clock as _;
use server::jobs::queue::{work_once, work_through};
use server::jobs::recurring;
use server::services::Services;
use server::services::queue::{URGENT, enqueue};
use server::services::work::{Import, Sweep};
use server::store::queue::{Taken, take};

use crate::harness::World;

const ANY: i64 = i64::MIN;

async fn queue_import(services: &Services, id: &str) {
    let work = &Import { id: id.into() };
    let queued = services
        .store
        .write(|tx| Box::pin(async move { Ok(enqueue(services, tx, work).await?) }));
    queued.await.unwrap();
}

/// As a process does that dies right after.
async fn take_and_die(world: &World) -> Option<Taken> {
    let now = world.clock.now();
    let until = now.saturating_add(Duration::from_secs(60)).unwrap();
    let taken = world
        .store()
        .write(|tx| Box::pin(async move { Ok(take(tx, ANY, now, until).await?) }));
    taken.await.unwrap()
}

async fn states(world: &World, name: &str) -> Vec<(String, i64)> {
    sqlx::query_as("SELECT state, tries FROM job WHERE name = $1 ORDER BY state, tries")
        .bind(name)
        .fetch_all(world.store().reader())
        .await
        .unwrap()
}

fn seen(states: &[(String, i64)]) -> Vec<(&str, i64)> {
    states.iter().map(|(state, tries)| (state.as_str(), *tries)).collect()
}

stories! {
    async fn work_of_a_unit_that_was_undone_is_never_done(world: World) {
        let services = &*world.services;
        let undone: Result<(), _> = services.store.write(|tx| Box::pin(async move {
            enqueue(services, tx, &Sweep {}).await?;
            Err(ServiceError::NotSignedIn.into())
        })).await;
        assert!(undone.is_err());
        assert_eq!(work_through(services, ANY).await, Ok(0));
    }

    async fn the_same_work_waits_once_and_leaves_no_payload_behind(world: World) {
        let services = &*world.services;
        for _ in 0..3 {
            queue_import(services, "one").await;
        }
        queue_import(services, "two").await;
        assert_eq!(work_through(services, ANY).await, Ok(2));
        assert_eq!(seen(&states(&world, "import").await), [("done", 1), ("done", 1)]);
        let left: Vec<Vec<u8>> = sqlx::query_scalar("SELECT payload FROM job").fetch_all(world.store().reader()).await.unwrap();
        assert!(left.iter().all(Vec::is_empty));
    }

    async fn recurring_work_is_queued_once_in_its_period_by_however_many_processes(world: World) {
        let other = world.another_process();
        for _ in 0..2 {
            recurring::tick(&world.services).await.unwrap();
            recurring::tick(&other).await.unwrap();
            work_through(&other, ANY).await.unwrap();
        }
        assert_eq!(seen(&states(&world, "sweep").await), [("done", 1)]);
        assert_eq!(seen(&states(&world, "time").await), [("done", 1)]);
        world.clock.advance(Duration::from_secs(3600));
        recurring::tick(&world.services).await.unwrap();
        recurring::tick(&other).await.unwrap();
        work_through(&world.services, ANY).await.unwrap();
        assert_eq!(seen(&states(&world, "sweep").await), [("done", 1), ("done", 1)]);
    }

    async fn every_process_knows_when_any_did_the_recurring_work(world: World) {
        let other = world.another_process();
        let begun = world.clock_now();
        other.beats.begin("time", Duration::from_secs(600), begun);
        world.clock.advance(Duration::from_secs(1800));
        recurring::tick(&world.services).await.unwrap();
        work_through(&world.services, ANY).await.unwrap();
        recurring::tick(&other).await.unwrap();
        let pulse = other.beats.pulses(world.clock_now()).into_iter().find(|pulse| pulse.name == "time").unwrap();
        assert_eq!((pulse.last, pulse.overdue), (Some(world.clock_now()), false));
    }

    async fn what_runs_is_not_run_by_another_until_its_process_is_dead(world: World) {
        let services = &*world.services;
        queue_import(services, "one").await;
        assert_eq!(take_and_die(&world).await.unwrap().name, "import");
        // Wanted once more while it runs: it waits for its turn.
        queue_import(services, "one").await;
        assert_eq!(work_through(services, ANY).await, Ok(0));
        assert_eq!(seen(&states(&world, "import").await), [("running", 1), ("waiting", 0)]);
        world.clock.advance(Duration::from_secs(61));
        assert_eq!(work_through(services, ANY).await, Ok(2));
        assert_eq!(seen(&states(&world, "import").await), [("done", 1), ("done", 2)]);
    }

    async fn work_that_ends_every_process_is_given_up(world: World) {
        let services = &*world.services;
        recurring::tick(services).await.unwrap();
        world.force("DELETE FROM job WHERE name <> 'sweep'").await;
        for turn in 1..=3 {
            assert_eq!(take_and_die(&world).await.unwrap().tries, turn);
            world.clock.advance(Duration::from_secs(61));
        }
        assert_eq!(work_once(services, ANY).await, Ok(false));
        let why: String = sqlx::query_scalar("SELECT why FROM job WHERE state = 'dead'").fetch_one(world.store().reader()).await.unwrap();
        assert_eq!(why, "lost");
    }

    async fn work_that_fails_is_tried_again_later_and_dead_in_the_end(world: World) {
        let services = &*world.services;
        world.force("ALTER TABLE search_miss RENAME TO away").await;
        let sweep = services.store.write(|tx| Box::pin(async move { Ok(enqueue(services, tx, &Sweep {}).await?) }));
        sweep.await.unwrap();
        assert_eq!(work_through(services, ANY).await, Ok(1));
        assert_eq!(work_through(services, ANY).await, Ok(0), "not at once");
        world.clock.advance(Duration::from_secs(31));
        assert_eq!(work_through(services, ANY).await, Ok(1));
        world.clock.advance(Duration::from_secs(31));
        assert_eq!(work_through(services, ANY).await, Ok(0), "the pause grows");
        world.clock.advance(Duration::from_secs(31));
        assert_eq!(work_through(services, ANY).await, Ok(1));
        assert_eq!(seen(&states(&world, "sweep").await), [("dead", 3)]);
        world.clock.advance(Duration::from_secs(24 * 3600));
        assert_eq!(work_through(services, ANY).await, Ok(0));
    }

    async fn the_urgent_goes_first_and_has_a_hand_of_its_own(world: World) {
        let services = &*world.services;
        recurring::tick(services).await.unwrap();
        queue_import(services, "one").await;
        let mut order = Vec::new();
        while let Some(taken) = take_and_die(&world).await {
            order.push(taken.name);
        }
        assert_eq!(order.first().map(String::as_str), Some("outbox"));
        assert_eq!(order.get(1).map(String::as_str), Some("import"));
        world.clock.advance(Duration::from_secs(61));
        assert_eq!(work_through(services, URGENT).await, Ok(1), "and leaves the rest alone");
    }
}
