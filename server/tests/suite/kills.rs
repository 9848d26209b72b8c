//! What was acknowledged is there, however often the process is killed while it writes.
//!
//! The writers run in a process of their own: this same test binary, told by its environment to be one. It gets the
//! database, the keys and the sessions, says on standard error what was acknowledged to whom, and is killed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{self, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use app::backend::cases::Receipt;
use app::backend::desk::Desk;
use app::backend::drafts::Drafts;
use app::backend::files::{FileHome, Files};
use app::backend::{Accounts, Cases, ServiceError, Session};
use server::clock::TestClock;
use server::config::Config;
use server::outbound::Outbound;
use server::random::SystemRng;
use server::secrets::{Key, KeyRing, Secrets};
use server::services::Services;
use server::store::Store;
use shared::case::{Channel, Command};
use shared::id::DraftId;

use crate::harness::World;
use crate::harness::people::{ALLOWANCE, PNG, VILLAGE, answers};

const KILLS: u64 = 20;
const WRITERS: usize = 8;
/// Set in the process that writes: the applicant's and the officer's tokens.
const TOKENS: &str = "KILLS_TOKENS";

/// What else it is told by its environment.
const SETTINGS: [&str; 3] = ["JINBAN_DATABASE_URL", "JINBAN_DATA_DIR", "JINBAN_FILES_DIR"];

/// One line in one write: a process killed in between leaves no half of it.
fn say(line: &str) {
    let _ = std::io::stderr().write_all(format!("@ {line}\n").as_bytes());
}

/// Not a test: the process that is killed. Without its environment it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_process_that_writes() {
    let Ok(tokens) = std::env::var(TOKENS) else { return };
    let given = SETTINGS.map(|name| (name.to_owned(), std::env::var(name).unwrap()));
    let config = Config::load(None, given).unwrap();
    let store = Store::connect(&config.store).await.unwrap();
    let secrets = Secrets::new(
        KeyRing::new(Key::from_bytes([1; 32]), Key::from_bytes([2; 32])),
        Arc::new(SystemRng),
    );
    let clock = Arc::new(TestClock::at("2026-11-23T01:00:00Z".parse().unwrap()));
    let outbound = Outbound::from_config(&config);
    let services = Services::new(Arc::new(config), store, clock, Arc::new(SystemRng), secrets, outbound).unwrap();
    let services = Arc::new(services);
    let mut sessions = Vec::new();
    for token in tokens.split(' ') {
        sessions.push(services.session(Some(token)).await.unwrap());
    }
    let [applicant, officer] = <[Session; 2]>::try_from(sessions).unwrap().map(Arc::new);
    say("ready");
    // What the life before left half-done is done first: a repeated press makes no second case.
    for left in Drafts::mine(&*services, &applicant).await.unwrap() {
        hand_in(&services, &applicant, &left.id).await;
    }
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let (services, applicant, officer) = (Arc::clone(&services), Arc::clone(&applicant), Arc::clone(&officer));
        writers.spawn(async move {
            loop {
                write(&services, &applicant, &officer).await;
            }
        });
    }
    writers.join_all().await;
}

async fn hand_in(services: &Services, applicant: &Session, draft: &DraftId) -> Option<Receipt> {
    let key = format!("key-{draft}");
    match services.submit(applicant, draft, &key, Channel::Phone).await {
        Ok(receipt) => {
            say(&format!("submitted {} {draft}", receipt.number));
            Some(receipt)
        }
        // Killed before its paper was there.
        Err(ServiceError::Invalid { .. }) => {
            Drafts::discard(services, applicant, draft).await.unwrap();
            None
        }
        Err(error) => panic!("{error:?}"),
    }
}

async fn write(services: &Services, applicant: &Session, officer: &Session) {
    let place = VILLAGE.parse().unwrap();
    let draft = services
        .start(applicant, &ALLOWANCE.parse().unwrap(), Some(&place), answers())
        .await
        .unwrap();
    let home = FileHome::Draft(draft.clone());
    let paper = services.put(applicant, &home, "bank_photo", "银行卡.png", PNG.to_vec());
    paper.await.unwrap();
    let Some(receipt) = hand_in(services, applicant, &draft).await else {
        return;
    };
    let grant = Command::Grant {
        result: "准予发放".into(),
        notes: String::new(),
    };
    for act in [Command::Accept, grant] {
        let seen = Desk::open(services, officer, &receipt.number).await.unwrap().revision;
        Desk::act(services, officer, &receipt.number, seen, act).await.unwrap();
        say(&format!("acted {} {}", receipt.number, seen + 1));
    }
}

/// Starts the process and kills it `after` its first word; returns what it acknowledged.
fn one_life(world: &World, tokens: &str, after: Duration) -> Vec<String> {
    let mut process = process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kills::the_process_that_writes", "--nocapture"])
        .env(TOKENS, tokens)
        .env("JINBAN_DATABASE_URL", &world.url)
        .env("JINBAN_DATA_DIR", world.home())
        .env("JINBAN_FILES_DIR", world.home().join("files"))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (line, lines) = mpsc::channel();
    let said = BufReader::new(process.stderr.take().unwrap());
    let reading = std::thread::spawn(move || {
        for one in said.lines() {
            let _ = line.send(one.unwrap());
        }
    });
    let mut heard: Vec<String> = vec![lines.recv_timeout(Duration::from_secs(60)).expect("the process begins")];
    std::thread::sleep(after);
    assert!(
        process.try_wait().unwrap().is_none(),
        "it ended by itself: {:?}",
        lines.try_iter().collect::<Vec<_>>()
    );
    // SIGKILL.
    process.kill().unwrap();
    process.wait().unwrap();
    reading.join().unwrap();
    heard.extend(lines.try_iter());
    heard
}

stories! {
    in_jinjiang;

    async fn twenty_kills_under_eight_writers_lose_nothing_that_was_acknowledged(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let tokens = format!("{} {}", elder.token, officer.token);
        let (world, tokens, began) = (Arc::new(world), Arc::new(tokens), Instant::now());
        let (mut submitted, mut drafts, mut acted) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for life in 0..KILLS {
            // Spread over a life by a fixed rule: a failure can be told again.
            let after = Duration::from_millis(100 + (life * 7919 + 131) % 1000);
            let (world, tokens) = (Arc::clone(&world), Arc::clone(&tokens));
            let said = tokio::task::spawn_blocking(move || one_life(&world, &tokens, after)).await.unwrap();
            for line in said {
                match line.split(' ').collect::<Vec<_>>()[..] {
                    ["@", "ready"] => {}
                    ["@", "submitted", number, draft] => {
                        submitted.insert(number.to_owned());
                        drafts.insert(draft.to_owned());
                    }
                    ["@", "acted", number, revision] => {
                        acted.insert((number.to_owned(), revision.parse::<i64>().unwrap()));
                    }
                    _ => panic!("{line}"),
                }
            }
        }
        eprintln!("{} handed in, {} acts, {:?}", submitted.len(), acted.len(), began.elapsed());
        assert!(submitted.len() > 20 && acted.len() > 10, "{} {}", submitted.len(), acted.len());
        assert_eq!(submitted.len(), drafts.len(), "no draft became two cases");
        let kept: Vec<(String, i64)> = sqlx::query_as("SELECT number, revision FROM cases")
            .fetch_all(world.store().reader()).await.unwrap();
        let kept: std::collections::BTreeMap<String, i64> = kept.into_iter().collect();
        for number in &submitted {
            assert!(kept.contains_key(number), "{number} was acknowledged");
        }
        for (number, revision) in &acted {
            assert!(kept[number] >= *revision, "{number} was acknowledged up to {revision}");
        }
        let verified = process::Command::new(env!("CARGO_BIN_EXE_jinban"))
            .args(["verify", "cases"])
            .current_dir(world.home())
            .env_clear()
            .env("JINBAN_DATABASE_URL", &world.url)
            .env("JINBAN_FILES_DIR", "files")
            .env("JINBAN_KEYS_ENCRYPTION", "01".repeat(32))
            .env("JINBAN_KEYS_INDEX", "02".repeat(32))
            .env("JINBAN_LOG", "error")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&verified.stdout);
        assert!(verified.status.success() && said.contains(": 0 findings"), "{said}");
    }
}
