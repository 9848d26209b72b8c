//! A machine signs in by its code, and asks where it stands.

use std::time::Duration;

use app::backend::accounts::NewSession;
use app::backend::devices::OwnPlace;
use app::backend::{ServiceError, Session};
use shared::access::{Action, Scope, may};
use shared::id::AccountId;

use super::SESSION_DAYS;
use crate::services::Services;
use crate::services::accounts::rates::{Limit, hit};
use crate::services::accounts::rules;
use crate::store::{Millis, Parsed};

const QUARTER: Duration = Duration::from_secs(900);

fn wrong() -> ServiceError {
    ServiceError::invalid(
        "code",
        "设备码不对或已过期",
        "请核对设备码；过期的请由负责人在“设备”页重新发放",
    )
}

impl Services {
    pub(super) async fn take_device_code(
        &self,
        code: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, ServiceError> {
        let code = shared::text::plain(code).to_lowercase();
        if code.is_empty() || code.len() > 64 {
            return Err(wrong());
        }
        let now = self.clock.now();
        let bucket = format!("device:address:{}", self.secrets.index("address", address));
        let limit = &Limit {
            bucket: &bucket,
            most: rules::SIGN_INS_PER_ADDRESS_A_QUARTER,
            window: QUARTER,
        };
        // Counted although the sign-in fails.
        self.store
            .write(|tx| Box::pin(async move { hit(tx, limit, now).await }))
            .await?;
        let index = &self.device_code_index(&code);
        let (token, lasts) = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    // Used up by whoever is first.
                    let account: Option<Parsed<AccountId>> = sqlx::query_scalar(
                        "UPDATE device SET code_index = NULL, code_until = NULL WHERE code_index = $1 \
                         AND code_until > $2 RETURNING account",
                    )
                    .bind(index)
                    .bind(Millis(now))
                    .fetch_optional(tx.sql())
                    .await?;
                    let account = account.ok_or_else(wrong)?.0;
                    // The machine that had it before is replaced.
                    sqlx::query("DELETE FROM session WHERE account = $1")
                        .bind(account.as_str())
                        .execute(tx.sql())
                        .await?;
                    let lasts = Duration::from_secs(u64::from(SESSION_DAYS) * 24 * 3600);
                    Ok(self.open_session_for(tx, &account, device, lasts).await?)
                })
            })
            .await?;
        Ok(NewSession {
            token: token.reveal().to_owned(),
            max_age_s: lasts.as_secs(),
        })
    }

    pub(super) async fn place_of_device(&self, session: &Session) -> Result<OwnPlace, ServiceError> {
        let forbidden = || ServiceError::Forbidden {
            what: Action::ViewOwnPlace.words().into(),
        };
        let Some(actor) = &session.device else {
            return Err(match session.actor {
                Some(_) => forbidden(),
                None => ServiceError::NotSignedIn,
            });
        };
        let place = actor.territory.clone().ok_or_else(forbidden)?;
        if !may(actor, Action::ViewOwnPlace, &Scope::of_place(place.clone())) {
            return Err(forbidden());
        }
        Ok(OwnPlace {
            name: actor.name.clone(),
            role: actor.role,
            place_name: self.hall_of(&place).await?.unwrap_or_default(),
            place,
        })
    }
}
