//! Issuing, renewing and revoking machines.

use std::time::Duration;

use app::backend::devices::{DeviceCode, DeviceLine, DevicePage, DeviceState};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::{Action, Actor, Role, Scope, may_appoint};
use shared::id::AccountId;
use shared::place::DivisionCode;
use shared::powers::{Difference, Typed};
use shared::problem::FieldProblem;
use shared::staff::place_name;

use super::CODE_MINUTES;
use crate::secrets::Cell;
use crate::services::Services;
use crate::services::records::{Act, Doer};
use crate::services::staff::draw;
use crate::store::{Millis, Parsed, Sql, StoreError, Tx};

/// The longest name of a machine.
const NAME: usize = 30;
const MOST: i64 = 500;

crate::store::row! {
    struct Row {
        id: Parsed<AccountId>,
        role: Parsed<Role>,
        territory: Parsed<DivisionCode>,
        name: Option<Vec<u8>>,
        disabled_at: Option<Millis>,
        code_until: Option<Millis>,
        seen_at: Option<Millis>,
    }
}

const SELECT: &str = "SELECT a.id, a.role, a.territory, a.name, a.disabled_at, d.code_until, \
     (SELECT MAX(s.seen_at) FROM session s WHERE s.account = a.id) AS seen_at \
     FROM account a JOIN device d ON d.account = a.id";

fn no_device() -> ServiceError {
    ServiceError::NotFound {
        what: "这台设备".into(),
    }
}

fn not_yours() -> ServiceError {
    ServiceError::Refused {
        message: "这个地点的设备不归您管理".into(),
        fix: "请由该地点的镇（街道）中心负责人或者系统管理员办理".into(),
    }
}

/// Whoever keeps machines at all, with the place within which they do.
fn keeper(session: &Session) -> Result<(&Actor, &DivisionCode), ServiceError> {
    let actor = session.actor()?;
    let territory = actor.territory.as_ref().filter(|place| {
        let scope = Scope::of_place((*place).clone());
        may_appoint(actor, Role::Kiosk, &scope)
    });
    match territory {
        Some(territory) => Ok((actor, territory)),
        None => Err(ServiceError::Forbidden {
            what: Action::ManageStaff.words().into(),
        }),
    }
}

impl Services {
    pub(super) async fn device_page(&self, session: &Session) -> Result<DevicePage, ServiceError> {
        let (_, territory) = keeper(session)?;
        let city = self.known_city().await?;
        let rows: Vec<Row> = Sql::new(SELECT)
            .and("a.role IN ('kiosk', 'screen')")
            .and_arg("a.territory >=", territory.as_str())
            .and_arg("a.territory <=", territory.last().as_str().to_owned())
            .push(" ORDER BY a.territory, a.created_at, a.id")
            .limit(MOST, 0)
            .all(&self.store)
            .await?;
        let now = self.clock.now();
        let lines = rows.into_iter().map(|row| {
            let state = match (row.disabled_at, row.seen_at, row.code_until) {
                (Some(_), ..) => DeviceState::Revoked,
                (None, Some(_), _) => DeviceState::InUse,
                (None, None, Some(until)) if until.0 > now => DeviceState::Waiting,
                (None, None, _) => DeviceState::Lapsed,
            };
            Ok(DeviceLine {
                name: self.device_name(&row)?,
                place_name: place_name(&row.territory.0, &city.divisions),
                role: row.role.0,
                state,
                seen_at: row.seen_at.map(|at| at.0),
                id: row.id.0,
            })
        });
        let places = city.divisions.iter().filter(|one| territory.covers(&one.code));
        Ok(DevicePage {
            devices: lines.collect::<Result<_, StoreError>>()?,
            places: places
                .map(|one| (one.code.clone(), place_name(&one.code, &city.divisions)))
                .collect(),
        })
    }

    fn device_name(&self, row: &Row) -> Result<String, StoreError> {
        let place = Cell::new("account", "name", row.id.0.as_str());
        let name = row.name.as_ref().map(|sealed| self.secrets.open(&place, sealed));
        Ok(name.transpose()?.unwrap_or_default())
    }

    pub(super) async fn device_issue(&self, session: &Session, typed: &Typed) -> Result<DeviceCode, ServiceError> {
        let (actor, territory) = keeper(session)?;
        let city = self.known_city().await?;
        let mut problems = Vec::new();
        let role = typed.get("kind").parse::<Role>().ok().filter(|role| role.is_device());
        if role.is_none() {
            problems.push(FieldProblem::new("kind", "没有选择设备种类", "请选择自助机或者大屏"));
        }
        let name = shared::text::cleaned(typed.get("name")).trim().to_owned();
        match name.chars().count() {
            0 => problems.push(FieldProblem::new("name", "没有填写设备名称", "例如：大厅一号机")),
            count if count > NAME => problems.push(FieldProblem::new("name", "设备名称太长", "请写在 30 个字以内")),
            _ => {}
        }
        let place = typed.get("place").parse::<DivisionCode>().ok();
        let place = place.filter(|code| city.divisions.iter().any(|one| one.code == *code));
        if place.is_none() {
            problems.push(FieldProblem::new(
                "place",
                "没有选择地点",
                "请从列表里选择设备所在的地点",
            ));
        }
        if place.as_ref().is_some_and(|place| !territory.covers(place)) {
            return Err(not_yours());
        }
        let (Some(role), Some(place), true) = (role, place, problems.is_empty()) else {
            return Err(ServiceError::Invalid { problems });
        };
        if !may_appoint(actor, role, &Scope::of_place(place.clone())) {
            return Err(not_yours());
        }
        let id: AccountId = self.new_id()?;
        let now = Millis(self.clock.now());
        let sealed = self
            .secrets
            .seal(&Cell::new("account", "name", id.as_str()), &name)
            .map_err(StoreError::from)?;
        let words = format!("{}：{name}，{}", role.words(), place_name(&place, &city.divisions));
        let (code, index, until) = self.draw_device_code();
        let (id_ref, sealed, index, place, words) = (id.as_str(), &sealed, &index, place.as_str(), words.as_str());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO account (id, role, name, territory, created_at, updated_at) \
                         VALUES ($1, $2, $3, $4, $5, $5)",
                    )
                    .bind(id_ref)
                    .bind(role.as_str())
                    .bind(sealed.clone())
                    .bind(place)
                    .bind(now)
                    .execute(tx.sql())
                    .await?;
                    sqlx::query(
                        "INSERT INTO device (account, code_index, code_until, issued_by, issued_at) \
                         VALUES ($1, $2, $3, $4, $5)",
                    )
                    .bind(id_ref)
                    .bind(index)
                    .bind(until)
                    .bind(actor.id.as_str())
                    .bind(now)
                    .execute(tx.sql())
                    .await?;
                    self.note_device(tx, actor, "device.issue", id_ref, words).await
                })
            })
            .await?;
        Ok(DeviceCode {
            id,
            code,
            until: until.0,
        })
    }

    /// A code, what it is found by, and until when.
    fn draw_device_code(&self) -> (String, String, Millis) {
        let code = draw(self.rng.as_ref());
        let lasts = Duration::from_secs(u64::from(CODE_MINUTES) * 60);
        let now = self.clock.now();
        let until = now.saturating_add(lasts).unwrap_or(now);
        let index = self.device_code_index(&code);
        (code, index, Millis(until))
    }

    pub(super) fn device_code_index(&self, code: &str) -> String {
        self.secrets.index("device-code", code)
    }

    /// A machine that the reader keeps; another is not there.
    async fn kept_device(&self, session: &Session, id: &AccountId) -> Result<Row, ServiceError> {
        let (_, territory) = keeper(session)?;
        let row: Option<Row> = Sql::new(SELECT)
            .and_arg("a.id =", id.as_str())
            .first(&self.store)
            .await?;
        row.filter(|row| territory.covers(&row.territory.0))
            .ok_or_else(no_device)
    }

    pub(super) async fn device_renew(&self, session: &Session, id: &AccountId) -> Result<DeviceCode, ServiceError> {
        let row = self.kept_device(session, id).await?;
        let actor = session.actor()?;
        let (code, index, until) = self.draw_device_code();
        let words = self.device_words(&row).await?;
        let (index, words) = (&index, words.as_str());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE device SET code_index = $1, code_until = $2 WHERE account = $3")
                        .bind(index)
                        .bind(until)
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    sqlx::query("UPDATE account SET disabled_at = NULL, updated_at = $1 WHERE id = $2")
                        .bind(Millis(self.clock.now()))
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    self.note_device(tx, actor, "device.renew", id.as_str(), words).await
                })
            })
            .await?;
        Ok(DeviceCode {
            id: id.clone(),
            code,
            until: until.0,
        })
    }

    pub(super) async fn device_revoke(&self, session: &Session, id: &AccountId) -> Result<(), ServiceError> {
        let row = self.kept_device(session, id).await?;
        let actor = session.actor()?;
        if row.disabled_at.is_some() {
            return Err(ServiceError::Conflict {
                message: "这台设备已经停用".into(),
                fix: "不用再做什么".into(),
            });
        }
        let words = self.device_words(&row).await?;
        let words = words.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE account SET disabled_at = $1, updated_at = $1 WHERE id = $2")
                        .bind(Millis(self.clock.now()))
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    sqlx::query("UPDATE device SET code_index = NULL, code_until = NULL WHERE account = $1")
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    sqlx::query("DELETE FROM session WHERE account = $1")
                        .bind(id.as_str())
                        .execute(tx.sql())
                        .await?;
                    self.note_device(tx, actor, "device.revoke", id.as_str(), words).await
                })
            })
            .await
    }

    async fn device_words(&self, row: &Row) -> Result<String, ServiceError> {
        let city = self.known_city().await?;
        let place = place_name(&row.territory.0, &city.divisions);
        let name = self.device_name(row)?;
        Ok(format!("{}：{name}，{place}", row.role.0.words()))
    }

    async fn note_device(
        &self,
        tx: &mut Tx<'_>,
        actor: &Actor,
        action: &str,
        id: &str,
        words: &str,
    ) -> Result<(), crate::store::Abort> {
        let change = Difference {
            field: "device".into(),
            label: "设备".into(),
            was: String::new(),
            became: words.to_owned(),
        };
        let noted = Act {
            by: Doer::from(actor),
            action,
            object_kind: "device",
            object_id: id,
            done: true,
            detail: json!({"changes": [change]}),
        };
        Ok(self.note_act(tx, &noted).await?)
    }
}
