//! An account as a row of the list: in the form, and in the workbook of many.

use serde::{Deserialize, Serialize};

use super::{Known, Login, Post};
use crate::access::Role;
use crate::catalogue::Department;
use crate::id::DepartmentId;
use crate::people::PersonName;
use crate::place::{Division, DivisionCode, Tier};
use crate::problem::FieldProblem;
use crate::table::{Column, Pick, Shape, Typed};

/// The columns of a workbook of accounts.
pub const COLUMNS: &[Column] = &[
    Column {
        name: "login",
        label: "账号",
        hint: "3 至 32 个小写字母、数字、点或短横，登录时用",
        required: true,
        shape: Shape::Key,
    },
    Column {
        name: "name",
        label: "姓名",
        hint: "工作人员的完整姓名",
        required: true,
        shape: Shape::Text(50),
    },
    Column {
        name: "role",
        label: "岗位",
        hint: "选择一个岗位",
        required: true,
        shape: Shape::Pick(Pick::Role),
    },
    Column {
        name: "territory",
        label: "工作地点",
        hint: "市、镇（街道）或村（社区），村（社区）前面写上镇（街道），例如：深沪镇华峰村",
        required: true,
        shape: Shape::Text(50),
    },
    Column {
        name: "department",
        label: "所属部门",
        hint: "部门审批人员、部门负责人、部门事项管理员必填，其他岗位留空",
        required: false,
        shape: Shape::Pick(Pick::Department),
    },
];

/// A row that can be an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    pub login: Login,
    pub name: PersonName,
    pub post: Post,
}

impl StaffRow {
    /// Reads a row as typed.
    ///
    /// # Errors
    /// Every column that is wrong, each with the way out.
    pub fn parse(typed: &Typed, known: Known<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let login = value(typed, "login", &mut problems, |text| {
            text.parse::<Login>().map_err(|e| FieldProblem::of("login", &e))
        });
        let name = value(typed, "name", &mut problems, |text| {
            text.parse::<PersonName>().map_err(|e| FieldProblem::of("name", &e))
        });
        let post = parse_post(typed, known).map_err(|more| problems.extend(more)).ok();
        match (login, name, post) {
            (Some(login), Some(name), Some(post)) if problems.is_empty() => Ok(Self { login, name, post }),
            _ => Err(problems),
        }
    }

    /// What stands after two people changed it from `base`: name and post each as whoever changed it wants it. None when
    /// both changed the same part differently.
    #[must_use]
    pub fn merged(self, base: &Self, stored: &Self) -> Option<Self> {
        fn part<T: PartialEq + Clone>(mine: T, base: &T, stored: &T) -> Option<T> {
            if *stored == *base || *stored == mine {
                return Some(mine);
            }
            (mine == *base).then(|| stored.clone())
        }
        Some(Self {
            login: self.login,
            name: part(self.name, &base.name, &stored.name)?,
            post: part(self.post, &base.post, &stored.post)?,
        })
    }

    /// The row as the workbook writes it, in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(&self, known: Known<'_>) -> Vec<String> {
        let department = self.post.department.as_ref();
        vec![
            self.login.to_string(),
            self.name.to_string(),
            self.post.role.words().to_owned(),
            place_name(&self.post.territory, known.divisions),
            department.map_or_else(String::new, |id| department_name(id, known.departments)),
        ]
    }
}

/// Reads a post as typed: role, place and department.
///
/// # Errors
/// Every column that is wrong.
pub fn parse_post(typed: &Typed, known: Known<'_>) -> Result<Post, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let role = value(typed, "role", &mut problems, role_of);
    let place = value(typed, "territory", &mut problems, |text| {
        place_of(text, known.divisions)
    });
    let department = value(typed, "department", &mut problems, |text| {
        department_of(text, known.departments)
    });
    let told: Vec<String> = problems.iter().map(|one| one.path.clone()).collect();
    let post = role.map(|role| Post::of(role, place.as_ref(), department.as_ref(), known));
    match post {
        Some(Ok(post)) if problems.is_empty() => Ok(post),
        Some(Err(more)) => {
            // What could not be read is told already.
            problems.extend(more.into_iter().filter(|one| !told.contains(&one.path)));
            Err(problems)
        }
        _ => Err(problems),
    }
}

/// As much of a post as can be read of what was typed: whose it would be, however wrong the rest is.
#[must_use]
pub fn post_as_typed(typed: &Typed, known: Known<'_>) -> (Option<Role>, Option<DivisionCode>, Option<DepartmentId>) {
    let role = role_of(typed.get("role").trim()).ok();
    let place = place_of(typed.get("territory").trim(), known.divisions).ok();
    let place = place.filter(|code| known.divisions.iter().any(|one| one.code == *code));
    let department = Some(typed.get("department").trim()).filter(|text| !text.is_empty());
    let department = department.and_then(|text| department_of(text, known.departments).ok());
    (role, place, department)
}

/// A place as people write it: 深沪镇华峰村, for there are villages of the same name in other towns.
#[must_use]
pub fn place_name(code: &DivisionCode, divisions: &[Division]) -> String {
    let name = |code: &DivisionCode| {
        divisions
            .iter()
            .find(|one| one.code == *code)
            .map(|one| one.name.clone())
    };
    let Some(own) = name(code) else { return code.to_string() };
    match code.town().filter(|_| code.tier() == Tier::Village) {
        Some(town) => format!("{}{own}", name(&town).unwrap_or_default()),
        None => own,
    }
}

fn department_name(id: &DepartmentId, departments: &[Department]) -> String {
    let known = departments.iter().find(|one| one.id == *id);
    known.map_or_else(|| id.to_string(), |one| one.name.clone())
}

/// A column's value; nothing when it is empty, which is a problem where it must not be, or wrong, which is told.
fn value<T>(
    typed: &Typed,
    name: &'static str,
    problems: &mut Vec<FieldProblem>,
    parse: impl FnOnce(&str) -> Result<T, FieldProblem>,
) -> Option<T> {
    let column = COLUMNS.iter().find(|column| column.name == name)?;
    let text = typed.get(name).trim();
    if text.is_empty() {
        if column.required {
            problems.push(FieldProblem::new(
                name,
                format!("没有填写{}", column.label),
                column.hint,
            ));
        }
        return None;
    }
    match parse(text) {
        Ok(value) => Some(value),
        Err(problem) => {
            problems.push(problem);
            None
        }
    }
}

fn role_of(text: &str) -> Result<Role, FieldProblem> {
    let known = Role::ALL.into_iter().filter(|role| role.is_staff());
    let mut known = known.filter(|role| role.words() == text || role.as_str() == text);
    known
        .next()
        .ok_or_else(|| FieldProblem::new("role", "没有这个岗位", "请从下拉列表里选择岗位"))
}

fn place_of(text: &str, divisions: &[Division]) -> Result<DivisionCode, FieldProblem> {
    if let Ok(code) = text.parse::<DivisionCode>() {
        return Ok(code);
    }
    let name: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut named = divisions
        .iter()
        .filter(|one| one.name == name || place_name(&one.code, divisions) == name);
    match (named.next(), named.next()) {
        (Some(one), None) => Ok(one.code.clone()),
        (Some(_), Some(_)) => Err(FieldProblem::new(
            "territory",
            "有几个地点叫这个名字",
            "请在前面写上镇（街道），例如：深沪镇华峰村；或者填写 12 位区划代码",
        )),
        (None, _) => Err(FieldProblem::new(
            "territory",
            "没有找到这个地点",
            "请核对名称，或者填写 12 位区划代码",
        )),
    }
}

fn department_of(text: &str, departments: &[Department]) -> Result<DepartmentId, FieldProblem> {
    departments
        .iter()
        .filter(|one| one.keeps_items())
        .find(|one| one.name == text || one.short_name == text || one.id.as_str() == text)
        .map(|one| one.id.clone())
        .ok_or_else(|| FieldProblem::new("department", "没有这个部门", "请从下拉列表里选择部门"))
}

#[cfg(test)]
mod tests {
    use super::super::post::tests::{departments, divisions};
    use super::*;

    fn read(cells: [&str; 5]) -> Result<StaffRow, Vec<String>> {
        let typed: Typed = COLUMNS.iter().map(|column| column.name).zip(cells).collect();
        let (divisions, departments) = (divisions(), departments());
        let known = Known {
            divisions: &divisions,
            departments: &departments,
        };
        StaffRow::parse(&typed, known).map_err(|problems| problems.into_iter().map(|one| one.path).collect())
    }

    #[test]
    fn a_row_goes_into_a_workbook_and_comes_back_the_same() {
        let agent = read(["d-115", "林海生", "村（社区）代办员", "深沪镇 华峰村", ""]).unwrap();
        assert_eq!(agent.post.territory.as_str(), "350582115203");
        let officer = read(["mz-01", "许文", "officer", "350582000000", "民政"]).unwrap();
        let (divisions, departments) = (divisions(), departments());
        let known = Known {
            divisions: &divisions,
            departments: &departments,
        };
        for row in [agent, officer] {
            let cells = row.cells(known);
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            assert_eq!(read(cells.try_into().unwrap()), Ok(row));
        }
    }

    #[test]
    fn each_wrong_column_is_named_once() {
        assert_eq!(
            read(["深沪", "7", "村长", "华峰村", ""]),
            Err(vec!["login".into(), "name".into(), "role".into(), "territory".into()])
        );
        assert_eq!(
            read(["d-1", "林海生", "村（社区）代办员", "", "民政"]),
            Err(vec!["territory".into(), "department".into()])
        );
        assert_eq!(
            read(["d-1", "林海生", "村（社区）代办员", "深沪镇", ""]),
            Err(vec!["territory".into()])
        );
    }
}
