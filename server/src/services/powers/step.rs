//! The steps of a power: review by the justice bureau, withdrawal.

use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Scope, may};
use shared::id::DepartmentId;
use shared::powers::{KeptList, PowerId, PowerStep, take};

use super::history::Noted;
use super::no_power;
use super::stored::{move_power, power, take_list};
use crate::services::Services;
use crate::services::keepers::changed_since;
use crate::store::Millis;

impl Services {
    /// Whoever sees a department's rows of the lists; for everyone else they are not there.
    pub(super) async fn list_reader<'a>(
        &self,
        session: &'a Session,
        department: &DepartmentId,
        missing: fn() -> ServiceError,
    ) -> Result<(&'a Actor, Scope), ServiceError> {
        let actor = session.actor()?;
        let city = self.snapshot().await?.city.code.clone();
        let scope = Scope::of_place(city).in_department(department.clone());
        if may(actor, Action::ViewStandards, &scope) {
            Ok((actor, scope))
        } else {
            Err(missing())
        }
    }

    pub(super) async fn power_step(
        &self,
        session: &Session,
        id: &PowerId,
        revision: u32,
        step: PowerStep,
        reason: &str,
    ) -> Result<(), ServiceError> {
        session.actor()?;
        let row = power(self.store.reader(), id).await?.ok_or_else(no_power)?;
        let seen = row.power();
        let (actor, scope) = self.list_reader(session, &seen.body.department, no_power).await?;
        let scope = &scope;
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    take_list(tx, KeptList::Powers).await?;
                    let row = power(tx.sql(), id).await?.ok_or_else(no_power)?;
                    let to = take(&row.clone().power(), step, reason, actor, scope).map_err(ServiceError::from)?;
                    // On what another has changed meanwhile nobody decides.
                    if row.revision() != revision {
                        return Err(changed_since().into());
                    }
                    move_power(tx, &row, &to, actor, now).await?;
                    let noted = Noted {
                        list: KeptList::Powers,
                        row: id.as_str(),
                        revision: row.revision + 1,
                        kind: step.as_str(),
                        detail: Some(reason.trim()).filter(|reason| !reason.is_empty()),
                        changes: &[],
                    };
                    self.note_rows(tx, actor.id.as_str(), [noted]).await
                })
            })
            .await
    }
}
