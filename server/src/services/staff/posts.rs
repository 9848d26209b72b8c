//! The posts that people hold, as they are stored and as people act in them.

use app::backend::ServiceError;
use jiff::civil::Date;
use shared::access::{Acting, Actor, Role};
use shared::id::{AccountId, DepartmentId, PostId};
use shared::place::{DivisionCode, Tier};
use shared::staff::{Held, Post, Tenure, Term};
use sqlx::{Any, Executor};

use crate::secrets::{Cell, Secrets};
use crate::services::Services;
use crate::store::{Day, Millis, Parsed, Sql, StoreError};

crate::store::row! {
    /// A row of `post`, with the names it is told by; personal ones still sealed.
    #[derive(Clone, Debug)]
    pub struct PostRow {
        pub id: Parsed<PostId>,
        pub account: Parsed<AccountId>,
        pub main: i64,
        pub role: Parsed<Role>,
        pub territory: Parsed<DivisionCode>,
        pub department: Option<Parsed<DepartmentId>>,
        pub from_day: Day,
        pub until_day: Option<Day>,
        pub for_account: Option<Parsed<AccountId>>,
        pub for_post: Option<Parsed<PostId>>,
        pub reason: String,
        pub ended_at: Option<Millis>,
        name: Option<Vec<u8>>,
        pub must_change: i64,
        for_name: Option<Vec<u8>>,
        place_name: Option<String>,
        town_name: Option<String>,
        department_name: Option<String>,
    }
}

/// The columns of [`PostRow`].
pub const SELECT_POST: &str = "SELECT p.id, p.account, p.main, p.role, p.territory, p.department, p.from_day, \
     p.until_day, p.for_account, p.for_post, p.reason, p.ended_at, a.name, a.must_change, b.name AS for_name, \
     d.name AS place_name, t.name AS town_name, m.name AS department_name FROM post p \
     JOIN account a ON a.id = p.account LEFT JOIN account b ON b.id = p.for_account \
     LEFT JOIN division d ON d.code = p.territory LEFT JOIN division t ON t.code = d.parent \
     LEFT JOIN department m ON m.id = p.department";

/// Narrows a query over `post p` to what is in force on a day.
pub fn in_force(sql: Sql, today: Date) -> Sql {
    sql.and("p.ended_at IS NULL")
        .and_arg("p.from_day <=", Day(today))
        .and_arg("(p.until_day IS NULL OR p.until_day >=", Day(today))
        .push(")")
}

fn opened(secrets: &Secrets, account: &str, sealed: Option<&[u8]>) -> Result<String, StoreError> {
    let place = Cell::new("account", "name", account);
    let name = sealed.map(|sealed| secrets.open(&place, sealed)).transpose()?;
    Ok(name.unwrap_or_default())
}

impl PostRow {
    pub fn is_main(&self) -> bool {
        self.main == 1
    }

    pub fn post(&self) -> Post {
        Post {
            role: self.role.0,
            territory: self.territory.0.clone(),
            department: self.department.as_ref().map(|id| id.0.clone()),
        }
    }

    pub fn held(&self) -> Held {
        let tenure = match (&self.for_account, &self.for_post) {
            (Some(of), Some(post)) => Tenure::Substitute {
                of: of.0.clone(),
                post: post.0.clone(),
            },
            _ => Tenure::Own,
        };
        Held {
            post: self.post(),
            term: Term {
                from: self.from_day.0,
                until: self.until_day.map(|day| day.0),
            },
            tenure,
        }
    }

    /// 深沪镇, 深沪镇华峰村, 市民政局: the department where the role has one.
    pub fn office(&self) -> String {
        let place = || self.place_name.clone().unwrap_or_else(|| self.territory.0.to_string());
        match (&self.department_name, self.territory.0.tier()) {
            (Some(department), _) => department.clone(),
            (None, Tier::Village) => format!("{}{}", self.town_name.clone().unwrap_or_default(), place()),
            (None, _) => place(),
        }
    }

    /// Whom one substitutes for.
    pub fn instead_of(&self, secrets: &Secrets) -> Result<Option<String>, StoreError> {
        let of = self.for_account.as_ref();
        of.map(|of| opened(secrets, of.0.as_str(), self.for_name.as_deref()))
            .transpose()
    }

    pub fn acting(&self, secrets: &Secrets) -> Result<Acting, StoreError> {
        Ok(Acting {
            post: self.id.0.clone(),
            office: self.office(),
            instead_of: self.instead_of(secrets)?,
        })
    }

    /// 综合窗口人员（深沪镇，代许文）.
    pub fn words(&self, secrets: &Secrets) -> Result<String, StoreError> {
        Ok(format!("{}（{}）", self.role.0.words(), self.acting(secrets)?.words()))
    }

    /// Its holder, acting in it.
    pub fn actor(&self, secrets: &Secrets) -> Result<Actor, StoreError> {
        Ok(Actor {
            id: self.account.0.clone(),
            role: self.role.0,
            name: opened(secrets, self.account.0.as_str(), self.name.as_deref())?,
            territory: Some(self.territory.0.clone()),
            department: self.department.as_ref().map(|id| id.0.clone()),
            real_name: false,
            acting: Some(self.acting(secrets)?),
        })
    }
}

/// What an account holds on a day, the main post first.
pub async fn in_force_of<'e, E>(executor: E, account: &str, today: Date) -> Result<Vec<PostRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    let sql = in_force(Sql::new(SELECT_POST).and_arg("p.account =", account), today);
    Ok(sql
        .push(" ORDER BY p.main DESC, p.from_day, p.id")
        .rows()
        .fetch_all(executor)
        .await?)
}

/// Posts of an account that have not ended: held, and to be held.
pub async fn standing_of<'e, E>(executor: E, account: &str, today: Date) -> Result<Vec<PostRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(Sql::new(SELECT_POST)
        .and_arg("p.account =", account)
        .and("p.ended_at IS NULL")
        .and_arg("(p.until_day IS NULL OR p.until_day >=", Day(today))
        .push(") ORDER BY p.main DESC, p.from_day, p.id")
        .rows()
        .fetch_all(executor)
        .await?)
}

/// A post, in force or not.
pub async fn post_row<'e, E>(executor: E, id: &str) -> Result<Option<PostRow>, StoreError>
where
    E: Executor<'e, Database = Any>,
{
    Ok(Sql::new(SELECT_POST)
        .and_arg("p.id =", id)
        .rows()
        .fetch_optional(executor)
        .await?)
}

impl Services {
    /// A member of staff with an open account in each post they hold today, the main one first.
    ///
    /// # Errors
    /// A database that does not answer.
    pub async fn staff_posts(&self, id: &AccountId) -> Result<Vec<Actor>, StoreError> {
        let sql = Sql::new(SELECT_POST)
            .and_arg("p.account =", id.as_str())
            .and("a.login IS NOT NULL")
            .and("a.disabled_at IS NULL");
        let rows: Vec<PostRow> = in_force(sql, self.today())
            .push(" ORDER BY p.main DESC, p.from_day, p.id")
            .rows()
            .fetch_all(self.store.reader())
            .await?;
        rows.iter().map(|row| row.actor(&self.secrets)).collect()
    }

    /// Whoever acted in a post, as they stand now; nobody when it is not in force any more. Acts that do not say in
    /// which are of the main one.
    pub(crate) async fn actor_behind(&self, account: &str, post: Option<&str>) -> Result<Option<Actor>, ServiceError> {
        let Ok(id) = account.parse::<AccountId>() else {
            return Ok(None);
        };
        let posts = self.staff_posts(&id).await?;
        let same = |actor: &Actor| {
            let acting = actor.acting.as_ref();
            post.is_none_or(|post| acting.is_some_and(|acting| acting.post.as_str() == post))
        };
        Ok(posts.into_iter().find(same))
    }
}
