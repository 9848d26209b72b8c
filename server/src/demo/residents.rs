//! The demo's residents: accounts with a phone and a checked name, as if they had signed in and done the step.

use app::backend::ServiceError;
use jiff::Timestamp;
use shared::access::{Actor, Role};

use super::answers::uuid;
use super::dice::Dice;
use super::people::{Person, person};
use crate::secrets::Cell;
use crate::services::Services;
use crate::store::{Abort, Millis, StoreError, Tx};

/// Accounts written in one unit of work.
const BATCH: usize = 200;

/// A resident with an account.
pub(super) struct Resident {
    pub person: Person,
    pub actor: Actor,
}

/// `count` residents of all grown-up ages, the same for the same seed; phones count up from 13900000001.
pub(super) async fn make(services: &Services, seed: u64, count: u64) -> Result<Vec<Resident>, ServiceError> {
    let today = services.today();
    let mut residents = Vec::new();
    for n in 1..=count {
        let mut dice = Dice::of(seed ^ 0xBE50, n);
        let (youngest, oldest) = match dice.weighted(&[60, 25, 15]) {
            0 => (18, 59),
            1 => (60, 79),
            _ => (80, 96),
        };
        let mut person = person(&mut dice, today, youngest, oldest);
        person.mobile = format!("139{n:08}");
        let actor = Actor {
            id: uuid(&mut dice)
                .parse()
                .map_err(|e| StoreError::unreadable("account id", e))?,
            role: Role::Applicant,
            name: person.name.clone(),
            territory: None,
            department: None,
            real_name: true,
            acting: None,
        };
        residents.push(Resident { person, actor });
    }
    let since = services
        .clock
        .now()
        .saturating_sub(jiff::SignedDuration::from_hours(24 * 365))
        .unwrap_or(Timestamp::UNIX_EPOCH);
    for batch in residents.chunks(BATCH) {
        services
            .store
            .write(|tx| {
                Box::pin(async move {
                    for resident in batch {
                        insert(tx, services, resident, since).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
    Ok(residents)
}

async fn insert(tx: &mut Tx<'_>, services: &Services, resident: &Resident, at: Timestamp) -> Result<(), Abort> {
    let id = resident.actor.id.as_str();
    let person = &resident.person;
    let seal = |column, text: &str| services.secrets.seal(&Cell::new("account", column, id), text);
    sqlx::query(
        "INSERT INTO account (id, role, name, phone, phone_index, citizen_number, citizen_index, real_name_at, \
         created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)",
    )
    .bind(id)
    .bind(Role::Applicant.as_str())
    .bind(seal("name", &person.name)?)
    .bind(seal("phone", &person.mobile)?)
    .bind(services.secrets.index("phone", &person.mobile))
    .bind(seal("citizen_number", &person.citizen_number)?)
    .bind(services.secrets.index("citizen", &person.citizen_number))
    .bind(Millis(at))
    .execute(tx.sql())
    .await?;
    Ok(())
}
