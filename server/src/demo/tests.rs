//! The board moves with the cases: told here, where right answers to any form are at hand.

use std::path::Path;
use std::sync::Arc;

use app::backend::board::BoardView;
use app::backend::{Board as _, Cases as _, Drafts as _, Session};
use shared::access::{Actor, Role};
use shared::board::{Counts, Measure};
use shared::case::{Channel, Command};
use shared::id::CaseId;
use shared::place::DivisionCode;

use super::answers::Filler;
use super::dice::Dice;
use super::people::person;
use super::{Size, fill};
use crate::clock::TestClock;
use crate::config::Config;
use crate::outbound::Outbound;
use crate::random::SeededRng;
use crate::secrets::{Key, KeyRing, Secrets};
use crate::services::Services;
use crate::services::files::named;
use crate::store::{Store, StoreOptions, migrate};

async fn services(home: &Path) -> Services {
    let city = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/jinjiang");
    let settings = [
        ("JINBAN_DATA_DIR", home.display().to_string()),
        ("JINBAN_FILES_DIR", home.join("files").display().to_string()),
        ("JINBAN_CITY_DIR", city.display().to_string()),
    ];
    let settings = settings.map(|(name, text)| (name.to_owned(), text));
    let config = Config::load(None, settings).unwrap();
    let store = Store::connect(&StoreOptions {
        url: format!("sqlite:{}", home.join("jinban.db").display()),
        connections: 2,
    })
    .await
    .unwrap();
    migrate(&store).await.unwrap();
    // Monday 2026-11-23, 09:00 in Jinjiang.
    let clock = Arc::new(TestClock::at("2026-11-23T01:00:00Z".parse().unwrap()));
    let rng = Arc::new(SeededRng::new(1));
    let secrets = Secrets::new(
        KeyRing::new(Key::from_bytes([1; 32]), Key::from_bytes([2; 32])),
        rng.clone(),
    );
    let outbound = Outbound::from_config(&config);
    Services::new(Arc::new(config), store, clock, rng, secrets, outbound).unwrap()
}

fn of(board: &BoardView, town: &DivisionCode) -> Counts {
    board
        .towns
        .iter()
        .find(|row| row.progress.town == *town)
        .unwrap()
        .progress
        .figures
        .clone()
}

#[tokio::test]
async fn a_submission_and_a_grant_each_move_the_board_by_exactly_one() {
    let home = tempfile::tempdir().unwrap();
    let services = services(home.path()).await;
    let size = Size {
        cases: 10,
        residents: 8,
        papers: true,
    };
    fill(&services, size, |_, _| ()).await.unwrap();
    let before = services.overview().await.unwrap();

    let town: DivisionCode = "350582105000".parse().unwrap();
    let account: String = sqlx::query_scalar("SELECT id FROM account WHERE role = 'applicant' LIMIT 1")
        .fetch_one(services.store.reader())
        .await
        .unwrap();
    let actor = Actor {
        id: account.parse().unwrap(),
        role: Role::Applicant,
        name: "陈明".into(),
        territory: None,
        department: None,
        real_name: true,
        acting: None,
    };
    let session = Session {
        actor: Some(actor),
        ..Session::default()
    };
    let today = services.today();
    let mut dice = Dice::new(7);
    let somebody = person(&mut dice, today, 30, 50);
    let villages = ["350582105201".to_owned()];
    let ids: Vec<String> =
        sqlx::query_scalar("SELECT item FROM local_guide WHERE place = $1 AND part = 'handle' ORDER BY item")
            .bind(town.as_str())
            .fetch_all(services.store.reader())
            .await
            .unwrap();
    let mut ready = None;
    for id in ids {
        let published = services.published(&id.parse().unwrap()).await.unwrap();
        let filler = Filler {
            person: &somebody,
            villages: &villages,
            today,
        };
        // One that asks for no papers: papers are another story.
        if let Some(answers) = filler.fill(&published.form, &mut dice)
            && named(&published.form, &answers).is_empty()
        {
            ready = Some((published, answers));
            break;
        }
    }
    let (published, answers) = ready.expect("an item without papers");
    let draft = services
        .start(&session, &published.item.id, Some(&town), answers)
        .await
        .unwrap();
    let receipt = services
        .submit(&session, &draft, "first-try", Channel::Phone)
        .await
        .unwrap();
    let submitted = services.overview().await.unwrap();
    let (was, is) = (of(&before, &town), of(&submitted, &town));
    assert_eq!(is.of(Measure::Received), was.of(Measure::Received) + 1);
    assert_eq!(is.of(Measure::ReceivedOnline), was.of(Measure::ReceivedOnline) + 1);
    assert_eq!(is.of(Measure::Decided), was.of(Measure::Decided));
    assert_eq!(
        submitted.figures.of(Measure::Received),
        before.figures.of(Measure::Received) + 1
    );
    assert_eq!(
        submitted.months.last().unwrap().counts.of(Measure::Received),
        before.months.last().unwrap().counts.of(Measure::Received) + 1
    );
    // The same again is the same case.
    services
        .submit(&session, &draft, "first-try", Channel::Phone)
        .await
        .unwrap();
    assert_eq!(services.overview().await.unwrap().figures, submitted.figures);

    let officer: String = sqlx::query_scalar("SELECT id FROM account WHERE login = 's105'")
        .fetch_one(services.store.reader())
        .await
        .unwrap();
    let officer = Actor {
        id: officer.parse().unwrap(),
        role: Role::TownOfficer,
        name: "林清".into(),
        territory: Some(town.clone()),
        department: None,
        real_name: true,
        acting: None,
    };
    let case: String = sqlx::query_scalar("SELECT id FROM cases WHERE number = $1")
        .bind(receipt.number.as_str())
        .fetch_one(services.store.reader())
        .await
        .unwrap();
    let case: CaseId = case.parse().unwrap();
    services.perform(&case, &officer, Command::Accept, None).await.unwrap();
    let granted = Command::Grant {
        result: "准予办理".into(),
        notes: String::new(),
    };
    services.perform(&case, &officer, granted, None).await.unwrap();
    let decided = services.overview().await.unwrap();
    let (was, is) = (of(&submitted, &town), of(&decided, &town));
    assert_eq!(is.of(Measure::Decided), was.of(Measure::Decided) + 1);
    assert_eq!(is.of(Measure::DecidedOnTime), was.of(Measure::DecidedOnTime) + 1);
    assert_eq!(is.of(Measure::Received), was.of(Measure::Received));
    // Every other town stands as it stood.
    for (before, after) in before.towns.iter().zip(&decided.towns) {
        assert!(before.progress.town == town || before.progress.figures == after.progress.figures);
    }
}
