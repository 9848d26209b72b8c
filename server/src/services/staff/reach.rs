//! Whose accounts someone keeps, as conditions of a query and as one question about one account.

use app::backend::staff::StaffChoices;
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Reach, Role, Scope, may_appoint, reach};
use shared::id::AccountId;
use shared::place::DivisionCode;
use shared::powers::Typed;
use shared::staff::{Known, Post, place_name, post_as_typed};

use super::row::{KnownCity, StaffRecord};
use crate::services::Services;
use crate::store::Sql;

/// The part of the city's staff that one person keeps.
#[derive(Clone, Debug)]
pub(crate) struct Appointing<'a> {
    pub actor: &'a Actor,
    territory: &'a DivisionCode,
    department: Option<&'a str>,
}

impl<'a> Appointing<'a> {
    /// # Errors
    /// `Forbidden` for roles that keep no accounts.
    pub fn of(actor: &'a Actor) -> Result<Self, ServiceError> {
        let forbidden = || ServiceError::Forbidden {
            what: Action::ManageStaff.words().into(),
        };
        let territory = actor.territory.as_ref().ok_or_else(forbidden)?;
        let department = match reach(actor.role, Action::ManageStaff) {
            Reach::Territory => None,
            Reach::Department => Some(actor.department.as_ref().ok_or_else(forbidden)?.as_str()),
            Reach::Never | Reach::Own | Reach::Mandated => return Err(forbidden()),
        };
        Ok(Self {
            actor,
            territory,
            department,
        })
    }

    /// Narrows a query over `account a` to those one sees.
    pub fn narrow(&self, sql: Sql) -> Sql {
        sql.and("a.login IS NOT NULL")
            .and_arg("a.territory >=", self.territory.as_str())
            .and_arg("a.territory <=", self.territory.last().as_str().to_owned())
            .and_opt("a.department =", self.department)
    }

    /// Narrows a query over `post p` and its `account a` to posts within one's reach of accounts beyond it.
    pub fn narrow_posts(&self, sql: Sql) -> Sql {
        let (first, last) = (self.territory.as_str(), self.territory.last());
        let sql = sql
            .and_arg("p.territory >=", first)
            .and_arg("p.territory <=", last.as_str().to_owned())
            .and_opt("p.department =", self.department)
            .and_arg("NOT (a.territory >=", first)
            .push(" AND a.territory <= ")
            .arg(last.as_str().to_owned());
        match self.department {
            Some(own) => sql.push(" AND COALESCE(a.department, '') = ").arg(own).push(")"),
            None => sql.push(")"),
        }
    }

    /// Whether a post is within one's territory and department.
    pub fn reaches(&self, post: &Post) -> bool {
        let ours = self
            .department
            .is_none_or(|own| post.department.as_ref().is_some_and(|id| id.as_str() == own));
        self.territory.covers(&post.territory) && ours
    }

    /// Whether one sets up the machines of one's own place.
    pub fn keeps_devices(&self) -> bool {
        may_appoint(self.actor, Role::Kiosk, &Scope::of_place(self.territory.clone()))
    }

    /// Whether one sees this account at all.
    pub fn sees(&self, row: &StaffRecord) -> bool {
        let here = row
            .territory
            .as_ref()
            .is_some_and(|place| self.territory.covers(&place.0));
        let ours = match self.department {
            None => true,
            Some(own) => row.department.as_ref().is_some_and(|id| id.0.as_str() == own),
        };
        here && ours
    }

    /// Whether one may make, change or close an account of this post. Nobody keeps their own.
    pub fn may_keep(&self, post: &Post) -> bool {
        may_appoint(self.actor, post.role, &post.scope())
    }

    /// # Errors
    /// `Refused`, in words that say whose it is.
    pub fn keeps(&self, row: &StaffRecord) -> Result<(), ServiceError> {
        self.not_own(&row.id.0)?;
        if row.post().is_some_and(|post| self.may_keep(&post)) {
            return Ok(());
        }
        Err(not_yours(row.role.0))
    }

    /// # Errors
    /// `Refused` for one's own account.
    pub fn not_own(&self, account: &AccountId) -> Result<(), ServiceError> {
        if *account == self.actor.id {
            return Err(ServiceError::Refused {
                message: "不能改动自己的账号".into(),
                fix: "请由上级或者另一位管理员办理；密码可以在“账号与登录”里修改".into(),
            });
        }
        Ok(())
    }

    /// # Errors
    /// `Refused` for a post one may not give.
    pub fn gives(&self, post: &Post) -> Result<(), ServiceError> {
        if self.may_keep(post) {
            return Ok(());
        }
        Err(not_yours(post.role))
    }

    /// That the role and the place are the reader's to give, asked before anything else is told of what was typed.
    ///
    /// # Errors
    /// `Refused` for a role or a place that is none of theirs.
    pub fn gives_typed(&self, typed: &Typed, known: Known<'_>) -> Result<(), ServiceError> {
        let (Some(role), place, department) = post_as_typed(typed, known) else {
            return Ok(());
        };
        // Where nothing else is known: at one's own place, in one's own department.
        let scope = Scope::of_place(place.unwrap_or_else(|| self.territory.clone()));
        let scope = match department.or_else(|| self.actor.department.clone()) {
            Some(department) => scope.in_department(department),
            None => scope,
        };
        if may_appoint(self.actor, role, &scope) {
            return Ok(());
        }
        Err(not_yours(role))
    }

    pub fn choices(&self, city: &KnownCity) -> StaffChoices {
        let own_department = |role: Role| role.needs_department().then(|| self.actor.department.clone()).flatten();
        // A role is offered when there is a place of its tier within reach where one may give it.
        let somewhere = |role: Role| {
            let at = |one: &&shared::place::Division| one.tier == role.tier() && self.territory.covers(&one.code);
            let mut places = city.divisions.iter().filter(at);
            let departments: Vec<_> = match (role.needs_department(), own_department(role)) {
                (false, _) => vec![None],
                (true, Some(own)) => vec![Some(own)],
                (true, None) => city.departments.iter().map(|one| Some(one.id.clone())).collect(),
            };
            places.any(|place| {
                departments.iter().any(|department| {
                    self.may_keep(&Post {
                        role,
                        territory: place.code.clone(),
                        department: department.clone(),
                    })
                })
            })
        };
        let staff = Role::ALL.into_iter().filter(|role| role.is_staff());
        let roles: Vec<Role> = staff.filter(|role| somewhere(*role)).collect();
        let tiers: Vec<_> = roles.iter().map(|role| role.tier()).collect();
        let with_departments = roles.iter().any(|role| role.needs_department());
        StaffChoices {
            places: city
                .divisions
                .iter()
                .filter(|one| self.territory.covers(&one.code) && tiers.contains(&one.tier))
                .map(|one| (one.code.clone(), place_name(&one.code, &city.divisions)))
                .collect(),
            departments: city
                .departments
                .iter()
                .filter(|one| with_departments && one.keeps_items())
                .filter(|one| self.department.is_none_or(|own| own == one.id.as_str()))
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect(),
            roles,
        }
    }
}

fn not_yours(role: Role) -> ServiceError {
    ServiceError::Refused {
        message: format!("您不能任用或改动{}", role.words()),
        fix: match role {
            Role::TownLead | Role::DepartmentHead => "请由系统管理员办理",
            _ => "请由该岗位所在的镇（街道）、部门负责人或者系统管理员办理",
        }
        .into(),
    }
}

pub(super) fn no_account() -> ServiceError {
    ServiceError::NotFound {
        what: "这个账号".into(),
    }
}

impl Services {
    pub(super) async fn staff_to_choose(&self, session: &Session) -> Result<StaffChoices, ServiceError> {
        let appointing = Appointing::of(session.actor()?)?;
        Ok(appointing.choices(&self.known_city().await?))
    }
}
