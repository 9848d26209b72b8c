//! Databases of earlier versions are brought along: nothing of a case is lost, and work on it goes on.

use std::process;

use app::backend::desk::{Desk, QueueFilter};
use app::backend::{Accounts, Cases};
use server::demo::PASSWORD;
use server::secrets::Cell;
use server::store::{migrate, pending};
use shared::case::{CaseNo, CaseState, Command};
use shared::time::{Timestamp, local_date};

use crate::harness::World;
use crate::harness::people::Person;

/// 用电报装 in 110's town, accepted and not decided.
const OLD: &str = "JB-110-P6CD8-K";

fn old() -> CaseNo {
    OLD.parse().unwrap()
}

/// The phone of whoever handed it in, opened with the keys of then.
async fn phone_of_applicant(world: &World) -> String {
    let (id, phone): (String, Vec<u8>) =
        sqlx::query_as("SELECT a.id, a.phone FROM account a JOIN cases c ON c.filed_by = a.id WHERE c.number = $1")
            .bind(OLD)
            .fetch_one(world.store().reader())
            .await
            .unwrap();
    let place = Cell::new("account", "phone", &id);
    world.services.secrets.open(&place, &phone).unwrap()
}

async fn officer(world: &World) -> Person {
    let new = world
        .services
        .sign_in_staff("s110", PASSWORD, "10.9.0.1", "Windows")
        .await;
    world.person(new.unwrap().token).await
}

async fn officer_id(world: &World) -> String {
    sqlx::query_scalar("SELECT id FROM account WHERE login = 's110'")
        .fetch_one(world.store().reader())
        .await
        .unwrap()
}

stories! {
    in_a_city_of_before;

    async fn its_cases_are_whole_readable_and_go_on(world: World) {
        assert_eq!(world.count("SELECT MAX(version) FROM _sqlx_migrations").await, 30);
        migrate(world.store()).await.unwrap();
        assert_eq!(pending(world.store()).await.unwrap(), 0);
        let world = world.in_demo();
        world.services.recount_if_due(|_, _| ()).await.unwrap().expect("there were fewer figures");
        let verified = world.services.verify_cases(|_, _| ()).await.unwrap();
        assert_eq!((verified.findings, verified.cases, verified.files), (Vec::new(), 60, 76));

        let officer = officer(&world).await;
        let queue = world.services.queue(&officer.session, &QueueFilter::default()).await.unwrap();
        assert!(queue.rows.iter().any(|row| row.number == old()), "{:?}", queue.rows);
        let phone = phone_of_applicant(&world).await;
        let applicant = world.stranger(&phone).await;
        let mine = Cases::mine(&*world.services, &applicant.session, 1).await.unwrap();
        assert!(mine.cases.iter().any(|card| card.number == old()));
        let seen = world.services.view(&applicant.session, &old()).await.unwrap();
        assert_eq!(seen.card.state, CaseState::Accepted);

        let case = Desk::open(&*world.services, &officer.session, &old()).await.unwrap();
        let grant = Command::Grant { result: "准予办理".into(), notes: String::new() };
        Desk::act(&*world.services, &officer.session, &old(), case.revision, grant).await.unwrap();
        let seen = world.services.view(&applicant.session, &old()).await.unwrap();
        assert_eq!(seen.card.state, CaseState::Granted);
        let verified = world.services.verify_cases(|_, _| ()).await.unwrap();
        assert_eq!(verified.findings, [""; 0]);
    }

    async fn everyone_on_the_staff_holds_the_one_post_they_had(world: World) {
        type Row = (String, String, Option<String>, Option<String>, i64);
        let before: Vec<Row> = sqlx::query_as(
            "SELECT id, role, territory, department, created_at FROM account WHERE login IS NOT NULL ORDER BY id",
        )
        .fetch_all(world.store().reader())
        .await
        .unwrap();
        assert!(before.len() > 20, "{} of staff", before.len());
        migrate(world.store()).await.unwrap();
        type Held = (String, String, Option<String>, Option<String>, String, Option<String>, i64);
        let held: Vec<Held> = sqlx::query_as(
            "SELECT account, role, territory, department, from_day, until_day, main FROM post ORDER BY account",
        )
        .fetch_all(world.store().reader())
        .await
        .unwrap();
        let expected: Vec<Held> = before
            .into_iter()
            .map(|(id, role, territory, department, created_at)| {
                let since = local_date(Timestamp::from_millisecond(created_at).unwrap());
                (id, role, territory, department, since.to_string(), None, 1)
            })
            .collect();
        assert_eq!(held, expected);
        // They go straight on in it.
        let officer = officer(&world).await;
        let acting = officer.session.actor.unwrap().acting.unwrap();
        assert_eq!((acting.post.as_str(), acting.instead_of), (officer_id(&world).await.as_str(), None));
    }

    async fn migrating_by_the_command_line_says_what_was_done_and_verifies_clean(world: World) {
        let jinban = |args: &[&str]| {
            let mut command = process::Command::new(env!("CARGO_BIN_EXE_jinban"));
            command.current_dir(world.home()).env_clear().args(args).envs([
                ("JINBAN_DATABASE_URL", world.url.as_str()),
                ("JINBAN_DATA_DIR", world.home().to_str().unwrap()),
                ("JINBAN_FILES_DIR", "files"),
                ("JINBAN_LOG", "error"),
            ]);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        };
        let waiting = pending(world.store()).await.unwrap();
        assert!(waiting > 0, "it is of before");
        let said = jinban(&["migrate"]);
        assert!(said.contains(match waiting {
            0 => "up to date",
            1 => "1 step was applied",
            _ => "steps were applied",
        }), "{said}");
        let said = jinban(&["verify", "cases"]);
        assert!(said.contains("60 cases with 302 events, 76 files and 1467 figures read: 0 findings"), "{said}");
    }
}
