//! The fields of an account, for opening and for changing it.

use leptos::prelude::*;
use shared::access::Role;

use crate::backend::staff::{StaffChoices, StaffLine};
use crate::flash::Flash;
use crate::ui::{Select, TextInput};

/// Name and post; `login` only where it is still to be chosen.
#[component]
pub fn AccountFields(choices: StaffChoices, flash: Flash, line: Option<StaffLine>) -> impl IntoView {
    let typed = |name: &str, known: Option<String>| match flash.values.iter().find(|(key, _)| key == name) {
        Some((_, value)) => value.clone(),
        None => known.unwrap_or_default(),
    };
    let error = |name: &str| Signal::stored(flash.error(name));
    let new = line.is_none();
    let (name, role, territory, department) = match line {
        Some(line) => (
            Some(line.name),
            Some(line.role.as_str().to_owned()),
            line.territory.map(|code| code.to_string()),
            line.department.map(|id| id.to_string()),
        ),
        None => (None, None, None, None),
    };
    let with_departments = !choices.departments.is_empty();
    let needs = |roles: &[Role]| roles.iter().any(|role| role.needs_department());
    let department_hint = if choices.roles.iter().all(|role| role.needs_department()) {
        None
    } else {
        needs(&choices.roles).then(|| "部门审批人员、部门负责人、部门事项管理员必选，其他岗位不选".to_owned())
    };
    let roles = choices
        .roles
        .iter()
        .map(|role| {
            let (title, tier) = (role.words(), role.tier().words());
            let words = match title.starts_with(tier) {
                true => title.to_owned(),
                false => format!("{title}（{tier}）"),
            };
            (role.as_str().to_owned(), words)
        })
        .collect();
    let places = choices
        .places
        .into_iter()
        .map(|(code, name)| (code.to_string(), name))
        .collect();
    let departments = choices
        .departments
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    view! {
        {new.then(|| view! {
            <TextInput
                path="login" label="账号" hint="登录时用：3 至 32 个小写字母、数字、点或短横，例如 shenhu-huafeng".to_owned()
                value=typed("login", None) error=error("login")
            />
        })}
        <TextInput path="name" label="姓名" value=typed("name", name) error=error("name")/>
        <Select
            path="role" label="岗位" options=roles blank="请选择岗位".to_owned()
            value=typed("role", role) error=error("role")
        />
        <Select
            path="territory" label="工作地点" options=places blank="请选择地点".to_owned()
            hint="括号里写着各岗位在哪一级工作：市、镇（街道）或村（社区）".to_owned()
            value=typed("territory", territory) error=error("territory")
        />
        {with_departments.then(|| view! {
            <Select
                path="department" label="所属部门" options=departments blank="不属于某个部门".to_owned()
                hint=department_hint required=false
                value=typed("department", department) error=error("department")
            />
        })}
    }
}
