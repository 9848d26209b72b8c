//! How posts begin and end, within the unit of work of whatever makes them.

use app::backend::ServiceError;
use serde_json::json;
use shared::access::Role;
use shared::id::{AccountId, DepartmentId, PostId};
use shared::place::DivisionCode;
use shared::powers::Difference;
use shared::staff::{Held, Post, Tenure, Term};

use super::acts::act;
use super::posts::{PostRow, SELECT_POST, standing_of};
use crate::services::Services;
use crate::services::records::Doer;
use crate::store::{Abort, Arg, Day, Millis, Parsed, Sql, StoreError, Tx, Values, insert_rows};

pub(super) const INSERT_POST: &str = "INSERT INTO post (id, account, kind, main, role, territory, department, \
     from_day, until_day, for_account, for_post, reason, created_by, created_at)";

/// A post to be written.
pub(super) struct NewPost<'a> {
    pub id: &'a str,
    pub account: &'a str,
    pub main: bool,
    pub held: &'a Held,
    pub reason: &'a str,
    pub by: &'a str,
}

impl NewPost<'_> {
    pub fn values(&self, now: Millis) -> Values {
        let Held { post, term, tenure } = self.held;
        let (of, which) = match tenure {
            Tenure::Own => (None, None),
            Tenure::Substitute { of, post } => (Some(of.as_str()), Some(post.as_str())),
        };
        vec![
            Some(self.id.into()),
            Some(self.account.into()),
            Some(tenure.as_str().into()),
            Some(i64::from(self.main).into()),
            Some(post.role.as_str().into()),
            Some(post.territory.as_str().into()),
            post.department.as_ref().map(|id| Arg::from(id.as_str())),
            Some(Day(term.from).into()),
            term.until.map(|day| Day(day).into()),
            of.map(Arg::from),
            which.map(Arg::from),
            Some(self.reason.into()),
            Some(self.by.into()),
            Some(now.into()),
        ]
    }
}

crate::store::row! {
    struct Main {
        id: String,
        role: Parsed<Role>,
        territory: Parsed<DivisionCode>,
        department: Option<Parsed<DepartmentId>>,
    }
}

async fn main_of(tx: &mut Tx<'_>, account: &str) -> Result<Option<(String, Post)>, StoreError> {
    let main: Option<Main> = sqlx::query_as(
        "SELECT id, role, territory, department FROM post WHERE account = $1 AND main = 1 AND ended_at IS NULL",
    )
    .bind(account)
    .fetch_optional(tx.sql())
    .await?;
    Ok(main.map(|main| {
        let post = Post {
            role: main.role.0,
            territory: main.territory.0,
            department: main.department.map(|id| id.0),
        };
        (main.id, post)
    }))
}

impl Services {
    /// The main post of a new account, which is held from today on.
    pub(super) fn first_post(&self, account: &str, post: &Post, by: &str) -> Values {
        let held = self.held_from_today(post);
        NewPost {
            // The first one goes by the account's own id.
            id: account,
            account,
            main: true,
            held: &held,
            reason: "",
            by,
        }
        .values(Millis(self.clock.now()))
    }

    fn held_from_today(&self, post: &Post) -> Held {
        Held {
            post: post.clone(),
            term: Term {
                from: self.today(),
                until: None,
            },
            tenure: Tenure::Own,
        }
    }

    /// The account's main post becomes this one: another ends, and the substitutions of it.
    pub(super) async fn keep_main_post(
        &self,
        tx: &mut Tx<'_>,
        account: &AccountId,
        post: &Post,
        by: Doer<'_>,
    ) -> Result<(), Abort> {
        let before = main_of(tx, account.as_str()).await?;
        if let Some((id, before)) = &before {
            if before == post {
                return Ok(());
            }
            self.end_post(tx, id, by).await?;
        }
        let held = self.held_from_today(post);
        let beside = standing_of(tx.sql(), account.as_str(), self.today()).await?;
        if beside.iter().any(|row| row.for_post.is_none() && row.post() == *post) {
            return Err(ServiceError::invalid(
                "role",
                "这个人另外已经有同样的岗位",
                "请先在账号页结束那个岗位，再把它设为主要岗位",
            )
            .into());
        }
        let id: PostId = self.new_id()?;
        let new = NewPost {
            id: id.as_str(),
            account: account.as_str(),
            main: true,
            held: &held,
            reason: "",
            by: by.account,
        };
        let row = new.values(Millis(self.clock.now()));
        insert_rows(tx, INSERT_POST, vec![row], "").await?;
        Ok(())
    }

    /// Ends a post at once, and whatever substitutions of it there are; these are told in the records of those who held
    /// them.
    pub(super) async fn end_post(&self, tx: &mut Tx<'_>, id: &str, by: Doer<'_>) -> Result<(), Abort> {
        let substitutions = self.substitutions(tx, "p.for_post =", id).await?;
        self.end_rows(tx, "id =", id).await?;
        self.end_rows(tx, "for_post =", id).await?;
        self.note_ended(tx, &substitutions, by).await
    }

    /// Ends all that an account holds, and the substitutions for it.
    pub(super) async fn end_posts(&self, tx: &mut Tx<'_>, account: &str, by: Doer<'_>) -> Result<(), Abort> {
        let substitutions = self.substitutions(tx, "p.for_account =", account).await?;
        self.end_rows(tx, "account =", account).await?;
        self.end_rows(tx, "for_account =", account).await?;
        self.note_ended(tx, &substitutions, by).await
    }

    async fn end_rows(&self, tx: &mut Tx<'_>, which: &'static str, value: &str) -> Result<(), StoreError> {
        Sql::new("UPDATE post SET ended_at = ")
            .arg(Millis(self.clock.now()))
            .and("ended_at IS NULL")
            .and_arg(which, value)
            .query()
            .execute(tx.sql())
            .await?;
        Ok(())
    }

    async fn substitutions(&self, tx: &mut Tx<'_>, which: &'static str, value: &str) -> Result<Vec<PostRow>, Abort> {
        Ok(Sql::new(SELECT_POST)
            .and("p.ended_at IS NULL")
            .and_arg(which, value)
            .rows()
            .fetch_all(tx.sql())
            .await?)
    }

    async fn note_ended(&self, tx: &mut Tx<'_>, ended: &[PostRow], by: Doer<'_>) -> Result<(), Abort> {
        for row in ended {
            let detail = json!({"changes": [self.post_change(row, true)?]});
            let noted = act(by, "post.end", row.account.0.as_str(), detail);
            self.note_act(tx, &noted).await?;
        }
        Ok(())
    }

    /// A post in the words of a record: given, or taken.
    pub(super) fn post_change(&self, row: &PostRow, ended: bool) -> Result<Difference, StoreError> {
        let words = format!("{}，{}", row.words(&self.secrets)?, row.held().term.words());
        let (was, became) = match ended {
            true => (words, "已结束".to_owned()),
            false => (String::new(), words),
        };
        Ok(Difference {
            field: "post".into(),
            label: "岗位".into(),
            was,
            became,
        })
    }

    /// Gives an account that is opened again its main post back.
    pub(super) async fn restore_main_post(&self, tx: &mut Tx<'_>, account: &str, by: Doer<'_>) -> Result<(), Abort> {
        type Row = (
            Parsed<AccountId>,
            Parsed<Role>,
            Parsed<DivisionCode>,
            Option<Parsed<DepartmentId>>,
        );
        let row: Option<Row> = sqlx::query_as(
            "SELECT id, role, territory, department FROM account WHERE id = $1 AND territory IS NOT NULL",
        )
        .bind(account)
        .fetch_optional(tx.sql())
        .await?;
        let Some((id, role, territory, department)) = row else {
            return Ok(());
        };
        let post = Post {
            role: role.0,
            territory: territory.0,
            department: department.map(|id| id.0),
        };
        self.keep_main_post(tx, &id.0, &post, by).await
    }
}
