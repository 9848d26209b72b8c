//! Giving somebody another post, standing in for another's, and ending both.

use app::backend::staff::{PostState, StaffPost};
use app::backend::{ServiceError, Session};
use serde_json::json;
use shared::id::{AccountId, PostId};
use shared::powers::Typed;
use shared::problem::FieldProblem;
use shared::staff::{Held, Tenure, Term, parse_post};

use super::acts::act;
use super::holding::{INSERT_POST, NewPost};
use super::posts::{PostRow, SELECT_POST, post_row, standing_of};
use super::reach::{Appointing, no_account};
use super::row::{StaffRecord, record};
use crate::services::Services;
use crate::store::{Millis, Sql, StoreError, insert_rows};

/// The longest reason of a substitution.
const REASON: usize = 100;
/// Posts shown, and posts offered to be stood in for.
const SHOWN: i64 = 100;

type Read<T> = Result<T, Vec<FieldProblem>>;

/// Two parts of a form, or all that is wrong with both.
fn both<A, B>(one: Read<A>, two: Read<B>) -> Read<(A, B)> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (one, two) => {
            let mut problems = one.err().unwrap_or_default();
            problems.extend(two.err().unwrap_or_default());
            Err(problems)
        }
    }
}

/// One form, one list of what is wrong with it.
fn all<A, B>(one: Read<A>, two: Read<B>) -> Result<(A, B), ServiceError> {
    both(one, two).map_err(|problems| ServiceError::Invalid { problems })
}

/// The post that was chosen, when somebody can stand in for its holder.
fn stood_in_for(chosen: Option<PostRow>) -> Read<PostRow> {
    let (what, fix) = match chosen {
        None => ("没有选择要代理的岗位", "请从列表里选择"),
        Some(row) if row.ended_at.is_some() => ("这个岗位已经结束", "请从列表里选择另一个岗位"),
        Some(row) if row.for_post.is_some() => ("这个岗位本身就是代理的", "请从列表里选择同事自己的岗位"),
        Some(row) => return Ok(row),
    };
    Err(vec![FieldProblem::new("post", what, fix)])
}

fn closed() -> ServiceError {
    ServiceError::Conflict {
        message: "这个账号已经停用".into(),
        fix: "请先重新启用账号".into(),
    }
}

impl Services {
    pub(super) async fn staff_add_post(
        &self,
        session: &Session,
        id: &AccountId,
        typed: &Typed,
    ) -> Result<(), ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        let city = self.known_city().await?;
        appointing.gives_typed(typed, city.known())?;
        let (post, term) = all(
            parse_post(typed, city.known()),
            Term::parse_own(typed.get("from"), typed.get("until"), self.today()),
        )?;
        appointing.gives(&post)?;
        let held = Held {
            post,
            term,
            tenure: Tenure::Own,
        };
        self.give(&appointing, &kept, held, "", "post.add").await
    }

    pub(super) async fn staff_substitute(
        &self,
        session: &Session,
        id: &AccountId,
        typed: &Typed,
    ) -> Result<(), ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = self.kept_account(&appointing, id).await?;
        let reason = shared::text::cleaned(typed.get("reason")).trim().to_owned();
        let reasoned = match reason.chars().count() {
            0 => Err(("没有填写原因", "请简单写明，例如：年休假")),
            count if count > REASON => Err(("原因太长", "请写在 100 个字以内")),
            _ => Ok(()),
        };
        let reasoned = reasoned.map_err(|(what, fix)| vec![FieldProblem::new("reason", what, fix)]);
        let chosen = match typed.get("post") {
            "" => None,
            post => post_row(self.store.reader(), post).await?,
        };
        if let Some(row) = &chosen {
            appointing.gives(&row.post())?;
        }
        let days = Term::parse_substitution(typed.get("from"), typed.get("until"), self.today());
        // What is offered stands first in the form, and is told first.
        let (standing, (term, ())) = all(stood_in_for(chosen), both(days, reasoned))?;
        let Term { from, until } = standing.held().term;
        let starts_early = term.from < from;
        if starts_early || until.is_some_and(|last| term.until.is_none_or(|until| until > last)) {
            return Err(ServiceError::invalid(
                if starts_early { "from" } else { "until" },
                format!("被代理的岗位的日期是：{}", standing.held().term.words()),
                "请把代理的日期定在这段日期以内",
            ));
        }
        let held = Held {
            post: standing.post(),
            term,
            tenure: Tenure::Substitute {
                of: standing.account.0.clone(),
                post: standing.id.0.clone(),
            },
        };
        self.give(&appointing, &kept, held, &reason, "post.substitute").await
    }

    /// Checks it beside what the person holds, and writes it down, in one unit.
    async fn give(
        &self,
        appointing: &Appointing<'_>,
        kept: &StaffRecord,
        held: Held,
        reason: &str,
        action: &'static str,
    ) -> Result<(), ServiceError> {
        if kept.disabled_at.is_some() {
            return Err(closed());
        }
        let id: PostId = self.new_id()?;
        let (actor, account, today) = (appointing.actor, &kept.id.0, self.today());
        let (held, id) = (&held, &id);
        self.store
            .write(|tx| {
                Box::pin(async move {
                    // Whoever changes the list at the same time waits here: two that overlap are not both given.
                    self.touch_staff(tx).await?;
                    let beside = standing_of(tx.sql(), account.as_str(), today).await?;
                    let beside: Vec<Held> = beside.iter().map(PostRow::held).collect();
                    held.check(account, &beside, today)
                        .map_err(|problems| ServiceError::Invalid { problems })?;
                    let new = NewPost {
                        id: id.as_str(),
                        account: account.as_str(),
                        main: false,
                        held,
                        reason,
                        by: actor.id.as_str(),
                    };
                    let row = new.values(Millis(self.clock.now()));
                    insert_rows(tx, INSERT_POST, vec![row], "").await?;
                    let row = post_row(tx.sql(), id.as_str()).await?.ok_or_else(no_account)?;
                    let detail = json!({"changes": [self.post_change(&row, false)?]});
                    let noted = act(actor, action, account.as_str(), detail);
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await
    }

    pub(super) async fn staff_end_post(
        &self,
        session: &Session,
        id: &AccountId,
        post: &PostId,
    ) -> Result<(), ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        let kept = record(self.store.reader(), id).await?;
        let row = post_row(self.store.reader(), post.as_str()).await?;
        let row = row.filter(|row| row.account.0 == *id);
        let (Some(kept), Some(row)) = (kept, row) else {
            return Err(no_account());
        };
        if !appointing.sees(&kept) && !appointing.reaches(&row.post()) {
            return Err(no_account());
        }
        self.may_end(&appointing, &kept, &row)?;
        let actor = appointing.actor;
        let row = &row;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    self.touch_staff(tx).await?;
                    self.end_post(tx, row.id.0.as_str(), actor.into()).await?;
                    let detail = json!({"changes": [self.post_change(row, true)?]});
                    let noted = act(actor, "post.end", row.account.0.as_str(), detail);
                    Ok(self.note_act(tx, &noted).await?)
                })
            })
            .await
    }

    fn may_end(&self, appointing: &Appointing<'_>, kept: &StaffRecord, row: &PostRow) -> Result<(), ServiceError> {
        if row.ended_at.is_some() {
            return Err(ServiceError::Conflict {
                message: "这个岗位已经结束".into(),
                fix: "不用再做什么".into(),
            });
        }
        if row.is_main() {
            return Err(ServiceError::Refused {
                message: "这是账号的主要岗位，不能单独结束".into(),
                fix: "请在“修改姓名或岗位”里换成别的岗位，或者停用账号".into(),
            });
        }
        appointing.not_own(&kept.id.0)?;
        appointing.gives(&row.post())
    }

    /// Everything an account holds, held or is to hold.
    pub(super) async fn posts_shown(
        &self,
        appointing: &Appointing<'_>,
        kept: &StaffRecord,
    ) -> Result<Vec<StaffPost>, StoreError> {
        let today = self.today();
        let rows: Vec<PostRow> = Sql::new(SELECT_POST)
            .and_arg("p.account =", kept.id.0.as_str())
            .push(" ORDER BY CASE WHEN p.ended_at IS NULL THEN 0 ELSE 1 END, p.main DESC, p.from_day DESC, p.id")
            .limit(SHOWN, 0)
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        let shown = rows.iter().map(|row| {
            let term = row.held().term;
            let state = match (row.ended_at.is_some(), term.covers(today)) {
                (true, _) => PostState::Over,
                (false, true) => PostState::Now,
                (false, false) if term.from > today => PostState::Later,
                (false, false) => PostState::Over,
            };
            let instead_of = row.instead_of(&self.secrets)?;
            Ok(StaffPost {
                id: row.id.0.clone(),
                title: row.role.0.words().to_owned(),
                office: row.office(),
                term,
                instead_of: instead_of.map(|name| (name, row.reason.clone())),
                main: row.is_main(),
                state,
                may_end: state != PostState::Over && self.may_end(appointing, kept, row).is_ok(),
            })
        });
        shown.collect()
    }

    /// Posts of other open accounts that the reader gives, for somebody to stand in for.
    pub(super) async fn stand_ins(
        &self,
        appointing: &Appointing<'_>,
        kept: &StaffRecord,
    ) -> Result<Vec<(PostId, String)>, ServiceError> {
        let Some(place) = kept.territory.as_ref() else {
            return Ok(Vec::new());
        };
        // At the same place: the one list that is short enough to choose from, whoever reads it.
        let rows: Vec<PostRow> = Sql::new(SELECT_POST)
            .and("a.disabled_at IS NULL")
            .and("a.login IS NOT NULL")
            .and("p.ended_at IS NULL")
            .and("p.for_post IS NULL")
            .and_arg("p.territory =", place.0.as_str())
            .and_opt(
                "p.department =",
                kept.department.as_ref().map(|id| id.0.as_str().to_owned()),
            )
            .and_arg("p.account <>", kept.id.0.as_str())
            .push(" ORDER BY a.login, p.main DESC, p.id")
            .limit(SHOWN, 0)
            .all(&self.store)
            .await?;
        let given = rows.iter().filter(|row| appointing.may_keep(&row.post()));
        given
            .map(|row| {
                let name = row.actor(&self.secrets)?.name;
                Ok((row.id.0.clone(), format!("{name}：{}", row.words(&self.secrets)?)))
            })
            .collect()
    }
}
