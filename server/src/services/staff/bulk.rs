//! Many accounts by one workbook: what is known before, what is written, and the passwords to hand over.

use std::collections::{BTreeMap, BTreeSet};

use app::backend::workbooks::{ImportPart, Workbook};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::access::Actor;
use shared::id::AccountId;
use shared::staff::StaffRow;

use super::acts::{act, end_sessions};
use super::change::{changes, is_taken, taken};
use super::draw;
use super::holding::INSERT_POST;
use super::reach::Appointing;
use super::row::{INSERT_STAFF, KnownCity, SELECT_STAFF, StaffRecord};
use crate::services::Services;
use crate::store::{Abort, Millis, Parsed, Sql, StoreError, Tx, insert_rows};

/// Rows read at once.
const AT_ONCE: i64 = 1000;
/// Logins asked for in one query.
const LOGINS: usize = 200;

/// An account as a workbook finds it.
pub(crate) struct KnownAccount {
    pub row: Option<StaffRow>,
    closed: bool,
    own: bool,
    kept: bool,
    holds_cases: bool,
}

/// Everything a workbook of accounts is checked against.
pub(crate) struct StaffBefore {
    pub accounts: BTreeMap<String, KnownAccount>,
    pub city: KnownCity,
    actor: Actor,
}

/// Column, what is wrong, the way out.
type Wrong = (&'static str, String, &'static str);

impl StaffBefore {
    /// Whether the row may become of the account what it says.
    ///
    /// # Errors
    /// The first thing that stands against it.
    pub fn judge(&self, known: Option<&KnownAccount>, row: &StaffRow) -> Result<(), Wrong> {
        let login = &row.login;
        if let Some(known) = known {
            if known.own {
                // A workbook taken out and brought back has one's own row in it.
                if known.row.as_ref() == Some(row) {
                    return Ok(());
                }
                return Err(("login", "不能改动自己的账号".to_owned(), "请删去这一行"));
            }
            if !known.kept {
                let why = format!("账号 {login} 已经有人使用，不归您管理");
                return Err(("login", why, "请核对账号；新开通的请换一个账号名"));
            }
            if known.closed {
                let why = format!("账号 {login} 已停用");
                return Err(("login", why, "请在账号页重新启用，或者换一个账号名"));
            }
            let moves = known.row.as_ref().is_none_or(|before| before.post != row.post);
            if moves && known.holds_cases {
                let why = format!("账号 {login} 名下还有没办结的办件，不能在表里调整岗位");
                return Err(("role", why, "请在账号页调整，并选择由谁接着办"));
            }
        }
        let appointing = Appointing::of(&self.actor);
        if appointing.is_ok_and(|appointing| appointing.may_keep(&row.post)) {
            return Ok(());
        }
        let why = format!("您不能任用这里的{}", row.post.role.words());
        Err(("role", why, "请核对岗位、地点和部门是不是在您的管理范围内"))
    }
}

impl Services {
    /// The accounts that a workbook names, and what bears on changing them.
    pub(crate) async fn staff_before(
        &self,
        (account, post): (&str, Option<&str>),
        logins: &[String],
    ) -> Result<StaffBefore, ServiceError> {
        let actor = self.actor_behind(account, post).await?;
        let actor = actor.ok_or(ServiceError::NotSignedIn)?;
        let city = self.known_city().await?;
        let mut accounts = BTreeMap::new();
        for some in logins.chunks(LOGINS) {
            let rows: Vec<StaffRecord> = Sql::new(SELECT_STAFF)
                .and_in("a.login", some.iter().map(String::as_str))
                .all(&self.store)
                .await?;
            let holding = self.holding(&rows).await?;
            let appointing = Appointing::of(&actor)?;
            for row in rows {
                let known = KnownAccount {
                    row: row.row(&self.secrets)?,
                    closed: row.disabled_at.is_some(),
                    own: row.id.0 == actor.id,
                    kept: appointing.sees(&row) && appointing.keeps(&row).is_ok(),
                    holds_cases: holding.contains(row.id.0.as_str()),
                };
                accounts.insert(row.login, known);
            }
        }
        Ok(StaffBefore { accounts, city, actor })
    }

    /// Those of these accounts that hold open cases.
    async fn holding(&self, rows: &[StaffRecord]) -> Result<BTreeSet<String>, StoreError> {
        let held: Vec<String> = Sql::new("SELECT DISTINCT assignee FROM cases")
            .and("open = 1")
            .and_in("assignee", rows.iter().map(|row| row.id.0.as_str()))
            .scalar()
            .fetch_all(self.store.reader())
            .await?;
        Ok(held.into_iter().collect())
    }

    /// Accounts in use, as rows of the workbook, page by page.
    pub(crate) async fn staff_rows_out(
        &self,
        actor: &Actor,
        after: Option<&str>,
    ) -> Result<(Vec<Vec<String>>, Option<String>), ServiceError> {
        let appointing = Appointing::of(actor)?;
        let city = self.known_city().await?;
        let rows: Vec<StaffRecord> = appointing
            .narrow(Sql::new(SELECT_STAFF))
            .and("a.disabled_at IS NULL")
            .and_opt("a.login >", after.map(str::to_owned))
            .push(" ORDER BY a.login")
            .limit(AT_ONCE, 0)
            .all(&self.store)
            .await?;
        let full = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let last = rows.last().map(|row| row.login.clone()).filter(|_| rows.len() == full);
        let mut out = Vec::with_capacity(rows.len());
        for row in &rows {
            out.extend(row.row(&self.secrets)?.map(|row| row.cells(city.known())));
        }
        Ok((out, last))
    }

    /// New passwords for what a workbook opened and nobody has used. Those of an earlier download end with it.
    pub(super) async fn staff_hand_out(&self, session: &Session, job: &str) -> Result<Workbook, ServiceError> {
        let actor = session.actor()?;
        let appointing = Appointing::of(actor)?;
        let logins: Vec<String> = Sql::new("SELECT r.row_id FROM list_import i JOIN list_import_row r ON r.job = i.id")
            .and_arg("i.id =", job)
            .and_arg("i.account =", actor.id.as_str())
            .and("i.list = 'staff'")
            .and("i.state = 'applied'")
            .and_arg("r.kind =", ImportPart::Added.as_str())
            .push(" ORDER BY r.position")
            .scalar()
            .fetch_all(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let city = self.known_city().await?;
        let mut handed = Vec::with_capacity(logins.len());
        let mut rows = Vec::with_capacity(logins.len());
        for some in logins.chunks(LOGINS) {
            let found: Vec<StaffRecord> = Sql::new(SELECT_STAFF)
                .and_in("a.login", some.iter().map(String::as_str))
                .and("a.must_change = 1")
                .and("a.disabled_at IS NULL")
                .push(" ORDER BY a.login")
                .all(&self.store)
                .await?;
            for one in found.into_iter().filter(|one| appointing.keeps(one).is_ok()) {
                let password = draw(self.rng.as_ref());
                let hash = self.secrets.drawn(one.id.0.as_str(), &password);
                if let Some(row) = one.row(&self.secrets)? {
                    let mut cells = row.cells(city.known());
                    cells.push(password);
                    rows.push(cells);
                    handed.push((one.id.0.to_string(), hash));
                }
            }
        }
        if rows.is_empty() {
            return Err(ServiceError::Conflict {
                message: "没有需要发放初始密码的账号".into(),
                fix: "本人已经设置过密码；忘记的请在账号页重置".into(),
            });
        }
        let handed = &handed;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    for (id, hash) in handed {
                        self.set_password(tx, id, hash, true).await?;
                        end_sessions(tx, id).await?;
                        self.note_act(tx, &act(actor, "user.handout", id, json!({}))).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        crate::services::workbooks::handed_out(rows).await
    }
}

/// A row of an import that is being applied.
pub(crate) struct StaffChange {
    pub part: ImportPart,
    pub row: StaffRow,
}

/// Writes every row, or none.
pub(crate) async fn apply_staff(
    services: &Services,
    tx: &mut Tx<'_>,
    before: &StaffBefore,
    staff: &[StaffChange],
) -> Result<(), Abort> {
    let now = Millis(services.clock.now());
    let actor = &before.actor;
    let (mut added, mut posts) = (Vec::new(), Vec::new());
    for StaffChange { part, row } in staff {
        let login = row.login.as_str();
        let known = before.accounts.get(login);
        before
            .judge(known, row)
            .map_err(|(field, why, way_out)| ServiceError::invalid(field, why, way_out))?;
        let before_row = known.and_then(|one| one.row.as_ref());
        let detail = json!({"login": login, "changes": changes(before_row, row, before.city.known())});
        let id = match part {
            ImportPart::Added => {
                if is_taken(tx, login).await? {
                    return Err(taken(login).into());
                }
                let id: AccountId = services.new_id()?;
                // No password at all until passwords are handed out.
                let mut values = services.staff_values(id.as_str(), row, "", true, now)?;
                if let Some(hash) = values.get_mut(3) {
                    *hash = None;
                }
                added.push(values);
                posts.push(services.first_post(id.as_str(), &row.post, actor.id.as_str()));
                id
            }
            _ => {
                let id: Option<Parsed<AccountId>> = sqlx::query_scalar("SELECT id FROM account WHERE login = $1")
                    .bind(login)
                    .fetch_optional(tx.sql())
                    .await?;
                let id = id.ok_or_else(super::reach::no_account)?.0;
                services.write_staff(tx, &id, row, actor.into()).await?;
                id
            }
        };
        services
            .note_act(tx, &act(actor, "user.import", id.as_str(), detail))
            .await?;
    }
    insert_rows(tx, INSERT_STAFF, added, "").await?;
    Ok(insert_rows(tx, INSERT_POST, posts, "").await?)
}
