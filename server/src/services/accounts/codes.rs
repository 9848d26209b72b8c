//! One-time codes by text message.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::accounts::{CodeSent, NewSession};
use jiff::Timestamp;
use shared::access::Role;
use shared::id::AccountId;
use shared::people::Mobile;
use shared::problem::FieldProblem;

use super::rates::{Limit, hit, sweep};
use super::{AccountRow, rules};
use crate::secrets::sha256;
use crate::services::Services;
use crate::services::outbox::{self, Message};
use crate::store::{Abort, Millis, StoreError, Tx};

const HOUR: Duration = Duration::from_secs(3600);
const QUARTER: Duration = Duration::from_secs(900);

fn wrong_phone(error: &shared::people::MobileError) -> ServiceError {
    ServiceError::Invalid {
        problems: vec![FieldProblem::of("phone", error)],
    }
}

fn invalid(path: &str, message: &str, fix: &str) -> ServiceError {
    ServiceError::Invalid {
        problems: vec![FieldProblem::new(path, message, fix)],
    }
}

impl Services {
    pub(super) async fn send_code_to(&self, phone: &str, address: &str) -> Result<CodeSent, ServiceError> {
        let mobile: Mobile = phone
            .parse()
            .map_err(|error: shared::people::MobileError| wrong_phone(&error))?;
        let index = self.secrets.index("phone", mobile.as_str());
        let now = self.clock.now();
        let code = self.secrets.code();
        let id = self.rng.id(now);
        let code_hash = hash_of(&id, &code);
        let by_phone = format!("code:phone:{index}");
        let by_address = format!("code:address:{}", self.secrets.index("address", address));
        let expires = now.saturating_add(minutes(rules::CODE_MINUTES)).unwrap_or(now);
        let message = Message::Sms {
            phone: mobile.to_string(),
            text: format!("验证码 {code}，{} 分钟内有效。请勿告诉他人。", rules::CODE_MINUTES),
            expires: Some(expires),
        };
        let (id, index, code_hash, message) = (&id, &index, &code_hash, &message);
        let (by_address, by_phone) = (&by_address, &by_phone);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sweep(tx, now).await?;
                    hit(
                        tx,
                        &Limit {
                            bucket: by_address,
                            most: rules::CODES_PER_ADDRESS_AN_HOUR,
                            window: HOUR,
                        },
                        now,
                    )
                    .await?;
                    hit(
                        tx,
                        &Limit {
                            bucket: by_phone,
                            most: rules::CODES_PER_PHONE_AN_HOUR,
                            window: HOUR,
                        },
                        now,
                    )
                    .await?;
                    no_sooner_than(tx, index, now).await?;
                    // An older code stops working: only the newest message counts.
                    sqlx::query("DELETE FROM one_time_code WHERE phone_index = $1 OR expires_at < $2")
                        .bind(index)
                        .bind(Millis(now))
                        .execute(tx.sql())
                        .await?;
                    sqlx::query(
                        "INSERT INTO one_time_code (id, phone_index, code_hash, tries, created_at, expires_at) \
                     VALUES ($1, $2, $3, 0, $4, $5)",
                    )
                    .bind(id)
                    .bind(index)
                    .bind(code_hash)
                    .bind(Millis(now))
                    .bind(Millis(expires))
                    .execute(tx.sql())
                    .await?;
                    Ok(outbox::queue(self, tx, message).await?)
                })
            })
            .await?;
        Ok(CodeSent {
            phone_masked: mobile.masked(),
            valid_minutes: rules::CODE_MINUTES,
            resend_after_s: rules::CODE_RESEND_S,
            demo_code: self.config.is_demo().then_some(code),
        })
    }

    pub(super) async fn take_code(
        &self,
        phone: &str,
        code: &str,
        address: &str,
        device: &str,
    ) -> Result<NewSession, ServiceError> {
        let mobile: Mobile = phone
            .parse()
            .map_err(|error: shared::people::MobileError| wrong_phone(&error))?;
        let digits = shared::text::plain(code);
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(invalid("code", "验证码是 6 位数字", "请核对短信里的 6 位数字"));
        }
        let index = self.secrets.index("phone", mobile.as_str());
        let now = self.clock.now();
        let by_address = format!("sign-in:address:{}", self.secrets.index("address", address));
        let limit = Limit {
            bucket: &by_address,
            most: rules::SIGN_INS_PER_ADDRESS_A_QUARTER,
            window: QUARTER,
        };
        let (index, digits, limit) = (index.as_str(), digits.as_str(), &limit);
        // A wrong try must be counted although the sign-in fails, so it is written in a unit of its own.
        let right = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    hit(tx, limit, now).await?;
                    try_code(tx, index, digits, now).await
                })
            })
            .await?;
        if !right {
            return Err(invalid(
                "code",
                "验证码不对或已过期",
                "请核对最新一条短信，或重新获取验证码",
            ));
        }
        let fresh_id = self.rng.id(now);
        let (mobile, fresh_id) = (&mobile, fresh_id.as_str());
        let (token, lasts) = self
            .store
            .write(|tx| {
                Box::pin(async move {
                    let account = self.account_of_phone(tx, mobile, index, fresh_id, now).await?;
                    Ok(self.open_session(tx, &account, device).await?)
                })
            })
            .await?;
        Ok(NewSession {
            token: token.reveal().to_owned(),
            max_age_s: lasts.as_secs(),
        })
    }

    async fn account_of_phone(
        &self,
        tx: &mut Tx<'_>,
        mobile: &Mobile,
        index: &str,
        fresh_id: &str,
        now: Timestamp,
    ) -> Result<AccountId, Abort> {
        let known: Option<(String, Option<Millis>)> =
            sqlx::query_as("SELECT id, disabled_at FROM account WHERE phone_index = $1")
                .bind(index)
                .fetch_optional(tx.sql())
                .await?;
        match known {
            Some((_, Some(_))) => Err(ServiceError::Refused {
                message: "这个账号已停用".into(),
                fix: "请带身份证到就近的便民服务中心办理恢复".into(),
            }
            .into()),
            Some((id, None)) => Ok(account_id(&id)?),
            None => {
                let sealed = self
                    .secrets
                    .seal(&AccountRow::place("phone", fresh_id), mobile.as_str())?;
                sqlx::query(
                    "INSERT INTO account (id, role, phone, phone_index, created_at, updated_at) \
                     VALUES ($1, $2, $3, $4, $5, $5)",
                )
                .bind(fresh_id)
                .bind(Role::Applicant.as_str())
                .bind(sealed)
                .bind(index)
                .bind(Millis(now))
                .execute(tx.sql())
                .await
                .map_err(|error| raced(error.into()))?;
                Ok(account_id(fresh_id)?)
            }
        }
    }
}

/// Two first sign-ins with one phone at once: the second finds the first's account when tried again.
fn raced(error: StoreError) -> StoreError {
    if error.is_unique_violation() {
        StoreError::Raced("account")
    } else {
        error
    }
}

/// Codes have six digits, so the hash is salted by the row's id; tries and time keep it from being guessed.
fn hash_of(id: &str, code: &str) -> String {
    sha256(format!("{id}:{code}").as_bytes())
}

fn minutes(n: u32) -> Duration {
    Duration::from_secs(u64::from(n) * 60)
}

async fn no_sooner_than(tx: &mut Tx<'_>, index: &str, now: Timestamp) -> Result<(), Abort> {
    let last: Option<Millis> = sqlx::query_scalar(
        "SELECT created_at FROM one_time_code WHERE phone_index = $1 ORDER BY created_at DESC LIMIT 1",
    )
    .bind(index)
    .fetch_optional(tx.sql())
    .await?;
    let Some(last) = last else { return Ok(()) };
    let waited = now.as_second() - last.0.as_second();
    let left = i64::from(rules::CODE_RESEND_S) - waited;
    if left > 0 {
        return Err(ServiceError::TooMany {
            retry_after_s: u64::try_from(left).unwrap_or(60),
        }
        .into());
    }
    Ok(())
}

/// Whether the code is the newest one sent; used up when right, one try fewer when wrong.
async fn try_code(tx: &mut Tx<'_>, index: &str, code: &str, now: Timestamp) -> Result<bool, Abort> {
    let row: Option<(String, String, i64, Millis)> = sqlx::query_as(
        "SELECT id, code_hash, tries, expires_at FROM one_time_code \
         WHERE phone_index = $1 AND used_at IS NULL ORDER BY created_at DESC LIMIT 1",
    )
    .bind(index)
    .fetch_optional(tx.sql())
    .await?;
    let Some((id, hash, tries, expires)) = row else {
        return Ok(false);
    };
    if expires.0 < now {
        return Ok(false);
    }
    if tries >= i64::from(rules::CODE_TRIES) {
        let left = (expires.0.as_second() - now.as_second()).max(1);
        return Err(ServiceError::TooMany {
            retry_after_s: u64::try_from(left).unwrap_or(300),
        }
        .into());
    }
    let right = hash_of(&id, code) == hash;
    let update = if right {
        sqlx::query("UPDATE one_time_code SET used_at = $1 WHERE id = $2 AND used_at IS NULL")
            .bind(Millis(now))
            .bind(id)
    } else {
        sqlx::query("UPDATE one_time_code SET tries = tries + 1 WHERE id = $1").bind(id)
    };
    let changed = update.execute(tx.sql()).await?.rows_affected();
    Ok(right && changed == 1)
}

pub(super) fn account_id(text: &str) -> Result<AccountId, StoreError> {
    text.parse().map_err(|e| StoreError::unreadable("account id", e))
}
