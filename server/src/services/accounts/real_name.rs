//! The real-name step: a name and a citizen number that belong together.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Scope};
use shared::people::{CitizenId, PersonName};
use shared::problem::FieldProblem;

use super::AccountRow;
use crate::services::Services;
use crate::services::guard::require;
use crate::store::{Millis, StoreError};

impl Services {
    pub(super) async fn keep_real_name(
        &self,
        session: &Session,
        name: &str,
        citizen_number: &str,
    ) -> Result<(), ServiceError> {
        let own = Scope::of_owner(session.account()?.clone());
        let actor = require(session, Action::SetRealName, &own)?;
        let today = self.clock.today();
        let mut problems = Vec::new();
        let name = name
            .parse::<PersonName>()
            .map_err(|error| {
                problems.push(FieldProblem::of("name", &error));
            })
            .ok();
        let number = CitizenId::parse_on(citizen_number, today)
            .map_err(|error| {
                problems.push(FieldProblem::of("citizen_number", &error));
            })
            .ok();
        let (Some(name), Some(number)) = (name, number) else {
            return Err(ServiceError::Invalid { problems });
        };
        match self.outbound.real_name.matches(name.as_str(), number.as_str()).await {
            Ok(true) => {}
            Ok(false) => {
                return Err(ServiceError::Invalid {
                    problems: vec![FieldProblem::new(
                        "citizen_number",
                        "姓名与身份证号码不一致",
                        "请核对姓名和号码；刚改过名的，请带身份证到就近便民服务中心核验",
                    )],
                });
            }
            Err(error) => {
                tracing::warn!(%error, "the identity source did not answer");
                return Err(ServiceError::Unavailable);
            }
        }
        let id = actor.id.as_str();
        let sealed_name = self
            .secrets
            .seal(&AccountRow::place("name", id), name.as_str())
            .map_err(StoreError::from)?;
        let sealed_number = self
            .secrets
            .seal(&AccountRow::place("citizen_number", id), number.as_str())
            .map_err(StoreError::from)?;
        let index = self.secrets.index("citizen", number.as_str());
        let now = self.clock.now();
        let (sealed_name, sealed_number, index) = (&sealed_name, &sealed_number, &index);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let kept: Option<Option<String>> =
                        sqlx::query_scalar("SELECT citizen_index FROM account WHERE id = $1")
                            .bind(id)
                            .fetch_optional(tx.sql())
                            .await?;
                    // A verified person stays the same person; a new one needs a new account.
                    if let Some(Some(kept)) = kept
                        && kept != *index
                    {
                        return Err(ServiceError::Conflict {
                            message: "这个手机号码已经实名为另一个人".into(),
                            fix: "请用本人的手机号码登录；号码换了主人的，请到就近便民服务中心办理变更".into(),
                        }
                        .into());
                    }
                    sqlx::query(
                        "UPDATE account SET name = $1, citizen_number = $2, citizen_index = $3, real_name_at = $4, \
                     updated_at = $4 WHERE id = $5",
                    )
                    .bind(sealed_name.clone())
                    .bind(sealed_number.clone())
                    .bind(index)
                    .bind(Millis(now))
                    .bind(id)
                    .execute(tx.sql())
                    .await?;
                    Ok(())
                })
            })
            .await
    }
}
