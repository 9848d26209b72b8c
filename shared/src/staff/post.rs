//! A post: what someone is, where, and for which department.

use serde::{Deserialize, Serialize};

use crate::access::{Role, Scope};
use crate::catalogue::Department;
use crate::id::DepartmentId;
use crate::place::{Division, DivisionCode, Tier};
use crate::problem::FieldProblem;

/// A post that there is: the place exists and is of the role's tier, and the department belongs to the role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub role: Role,
    pub territory: DivisionCode,
    pub department: Option<DepartmentId>,
}

/// The places and departments of the city, which a post must be among.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub divisions: &'a [Division],
    pub departments: &'a [Department],
}

impl Role {
    /// Where the role works: agents in a village, the halls' people in a town, everyone else for the city.
    #[must_use]
    pub const fn tier(self) -> Tier {
        match self {
            Self::Agent => Tier::Village,
            Self::WindowClerk | Self::TownOfficer | Self::TownLead => Tier::Town,
            _ => Tier::City,
        }
    }

    /// Who gives and ends posts of this role, in words.
    #[must_use]
    pub const fn kept_by(self) -> &'static str {
        match self {
            Self::Agent | Self::WindowClerk | Self::TownOfficer => "所在镇（街道）中心负责人或者系统管理员",
            Self::Officer | Self::ItemEditor => "本部门负责人或者系统管理员",
            _ => "系统管理员",
        }
    }
}

impl Post {
    /// The post, when there can be one.
    ///
    /// # Errors
    /// Every part that is wrong: `role`, `territory`, `department`.
    pub fn of(
        role: Role,
        territory: Option<&DivisionCode>,
        department: Option<&DepartmentId>,
        known: Known<'_>,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        if !role.is_staff() {
            problems.push(FieldProblem::new(
                "role",
                format!("{}不用工作账号", role.words()),
                if role.is_device() {
                    "设备在“设备”页里增加"
                } else {
                    "申请人用手机号码登录"
                },
            ));
        }
        let tier = role.tier();
        let place = territory.and_then(|code| known.divisions.iter().find(|one| one.code == *code));
        let wrong_place = match (territory, place) {
            (None, _) => Some((
                "没有写明工作地点".to_owned(),
                "请选择所在的市、镇（街道）或村（社区）".to_owned(),
            )),
            (Some(code), None) => Some((
                format!("没有代码为 {code} 的地点"),
                "请从列表里选择，或对照区划代码表核对".to_owned(),
            )),
            (Some(_), Some(place)) if place.tier != tier => Some((
                format!(
                    "{}属于{}，{}在{}工作",
                    place.name,
                    place.tier.words(),
                    role.words(),
                    tier.words()
                ),
                format!("请选择一个{}", tier.words()),
            )),
            _ => None,
        };
        if let Some((message, fix)) = wrong_place.filter(|_| role.is_staff()) {
            problems.push(FieldProblem::new("territory", message, fix));
        }
        let wrong_department = match (role.needs_department(), department) {
            (true, None) => Some(("这个岗位要写明所属部门", "请选择部门")),
            (false, Some(_)) => Some(("这个岗位不属于某个部门", "请把部门留空")),
            (true, Some(id)) if !known.departments.iter().any(|one| one.id == *id && one.keeps_items()) => {
                Some(("没有这个部门", "请从列表里选择部门"))
            }
            _ => None,
        };
        if let Some((message, fix)) = wrong_department {
            problems.push(FieldProblem::new("department", message, fix));
        }
        match territory {
            Some(territory) if problems.is_empty() => Ok(Self {
                role,
                territory: territory.clone(),
                department: department.cloned(),
            }),
            _ => Err(problems),
        }
    }

    /// Whose the post is, for [`crate::access::may_appoint`].
    #[must_use]
    pub fn scope(&self) -> Scope {
        let scope = Scope::of_place(self.territory.clone());
        match &self.department {
            Some(department) => scope.in_department(department.clone()),
            None => scope,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::catalogue::DepartmentKind;

    pub fn divisions() -> Vec<Division> {
        let one = |code: &str, name: &str| {
            let code: DivisionCode = code.parse().unwrap();
            Division {
                parent: code.parent().unwrap_or_else(|| "350500000000".parse().unwrap()),
                tier: code.tier(),
                name: name.into(),
                kind: String::new(),
                code,
            }
        };
        vec![
            one("350582000000", "晋江市"),
            one("350582115000", "深沪镇"),
            one("350582115203", "华峰村"),
            one("350582116000", "金井镇"),
            one("350582116203", "华峰村"),
        ]
    }

    pub fn departments() -> Vec<Department> {
        let one = |id: &str, name: &str, kind| Department {
            id: id.parse().unwrap(),
            name: name.into(),
            short_name: name.trim_start_matches('市').trim_end_matches('局').into(),
            kind,
            credit_code: None,
            address: None,
            hours: None,
            phone: None,
            complaints: None,
        };
        vec![
            one("civil-affairs", "市民政局", DepartmentKind::Department),
            one("justice", "市司法局", DepartmentKind::Office),
        ]
    }

    fn post(role: Role, place: Option<&str>, department: Option<&str>) -> Result<Post, Vec<String>> {
        let (divisions, departments) = (divisions(), departments());
        let known = Known {
            divisions: &divisions,
            departments: &departments,
        };
        let place = place.map(|code| code.parse().unwrap());
        let department = department.map(|id| id.parse().unwrap());
        Post::of(role, place.as_ref(), department.as_ref(), known)
            .map_err(|problems| problems.into_iter().map(|one| one.path).collect())
    }

    #[test]
    fn every_role_works_at_its_own_tier() {
        assert!(post(Role::Agent, Some("350582115203"), None).is_ok());
        assert!(post(Role::WindowClerk, Some("350582115000"), None).is_ok());
        assert!(post(Role::Inspector, Some("350582000000"), None).is_ok());
        for (role, place) in [
            (Role::Agent, "350582000000"),
            (Role::Agent, "350582115000"),
            (Role::TownLead, "350582115203"),
            (Role::Inspector, "350582115000"),
        ] {
            assert_eq!(post(role, Some(place), None), Err(vec!["territory".into()]), "{role}");
        }
    }

    #[test]
    fn a_place_that_is_nowhere_is_refused() {
        for nowhere in [None, Some("999999999999"), Some("350582999000")] {
            assert_eq!(post(Role::WindowClerk, nowhere, None), Err(vec!["territory".into()]));
        }
    }

    #[test]
    fn a_department_stands_where_the_role_has_one_and_nowhere_else() {
        let city = Some("350582000000");
        assert!(post(Role::Officer, city, Some("civil-affairs")).is_ok());
        for (role, department) in [
            (Role::Officer, None),
            (Role::Officer, Some("nobody")),
            (Role::ItemEditor, Some("justice")),
            (Role::Inspector, Some("civil-affairs")),
        ] {
            assert_eq!(post(role, city, department), Err(vec!["department".into()]), "{role}");
        }
    }

    #[test]
    fn a_resident_holds_no_post() {
        assert_eq!(post(Role::Applicant, None, None), Err(vec!["role".into()]));
    }
}
