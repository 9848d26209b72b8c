//! The entries of the staff's navigation: only what a role may open.

use shared::access::{Action, Reach, Role, reach};

/// One entry: address and name.
pub type Entry = (&'static str, &'static str);

/// Entries under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: &'static str,
    pub entries: Vec<Entry>,
}

/// What a member of staff in this role finds at the side.
#[must_use]
pub fn groups(role: Role) -> Vec<Group> {
    let may = |action| reach(role, action) != Reach::Never;
    let any = |actions: &[Action]| actions.iter().any(|action| may(*action));
    let group = |title, all: &[(bool, Entry)]| {
        let entries = all.iter().filter(|(shown, _)| *shown).map(|(_, entry)| *entry);
        Group {
            title,
            entries: entries.collect(),
        }
    };
    let keeps = may(Action::ViewStandards);
    let sites = any(&[Action::CompileLocalList, Action::ViewStandards]);
    let searches = any(&[Action::EditStandard, Action::ReviewStandard, Action::DeriveEntries]);
    let all = [
        group(
            "办理",
            &[
                (true, ("/desk", "工作台")),
                (may(Action::ViewQueue), ("/desk/queue", "办件")),
                (
                    reach(role, Action::SubmitCase) == Reach::Mandated,
                    ("/desk/clients", "代办"),
                ),
            ],
        ),
        group(
            "事项",
            &[
                (keeps, ("/desk/powers", "权责清单")),
                (keeps, ("/desk/entries", "事项目录")),
                (keeps, ("/desk/standards", "事项标准")),
                (may(Action::ConfirmElements), ("/desk/confirm", "待确认要素")),
                (searches, ("/desk/searches", "没有搜到的词")),
            ],
        ),
        group(
            "镇村",
            &[
                (sites, ("/desk/lists", "镇村清单")),
                (sites, ("/desk/delegation", "下放和委托")),
                (sites, ("/desk/drift", "待完善")),
            ],
        ),
        group(
            "管理",
            &[
                (may(Action::ManageStaff), ("/desk/staff", "工作人员")),
                (may(Action::ViewAuditLog), ("/desk/log", "操作日志")),
                (may(Action::ManageJobs), ("/desk/failed", "失败待处理")),
            ],
        ),
        group(
            "公开",
            &[(true, ("/board", "公开进展")), (true, ("/items", "办事指南"))],
        ),
    ];
    all.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

/// Pages that have no entry of their own, and the one they belong to.
const BELOW: &[(&str, &str)] = &[
    ("/desk/cases", "/desk/queue"),
    ("/desk/halls", "/desk/lists"),
    ("/desk/deviations", "/desk/drift"),
];

/// The entry a page belongs to: the longest address that begins its path.
#[must_use]
pub fn current(groups: &[Group], path: &str) -> Option<&'static str> {
    let path = BELOW
        .iter()
        .find(|(page, _)| path.starts_with(page))
        .map_or(path, |(_, entry)| entry);
    let within = |address: &str| {
        path.strip_prefix(address)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    let all = groups.iter().flat_map(|group| &group.entries);
    all.map(|(address, _)| *address)
        .filter(|address| within(address))
        .max_by_key(|address| address.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(role: Role) -> Vec<&'static str> {
        let groups = groups(role);
        groups
            .iter()
            .flat_map(|group| &group.entries)
            .map(|(to, _)| *to)
            .collect()
    }

    #[test]
    fn everyone_finds_what_they_may_open_and_nothing_else() {
        assert!(addresses(Role::WindowClerk).contains(&"/desk/queue"));
        assert!(!addresses(Role::WindowClerk).contains(&"/desk/standards"));
        assert!(!addresses(Role::Justice).contains(&"/desk/queue"));
        assert!(addresses(Role::Justice).contains(&"/desk/powers"));
        assert!(addresses(Role::DepartmentHead).contains(&"/desk/confirm"));
        assert!(!addresses(Role::ItemEditor).contains(&"/desk/confirm"));
        assert!(addresses(Role::TownLead).contains(&"/desk/lists"));
        assert!(!addresses(Role::Agent).contains(&"/desk/lists"));
        assert!(addresses(Role::Agent).contains(&"/desk/clients"));
        assert!(!addresses(Role::WindowClerk).contains(&"/desk/clients"));
        for (role, staff, log) in [
            (Role::TownLead, true, false),
            (Role::DepartmentHead, true, false),
            (Role::Administrator, true, true),
            (Role::Inspector, false, true),
            (Role::WindowClerk, false, false),
        ] {
            let found = addresses(role);
            assert_eq!(
                (found.contains(&"/desk/staff"), found.contains(&"/desk/log")),
                (staff, log),
                "{role}"
            );
        }
    }

    #[test]
    fn a_page_belongs_to_the_nearest_entry() {
        let groups = groups(Role::ItemEditor);
        assert_eq!(current(&groups, "/desk"), Some("/desk"));
        assert_eq!(
            current(&groups, "/desk/standards/JJ-MZ-04/edit/basics"),
            Some("/desk/standards")
        );
        assert_eq!(current(&groups, "/desk/standards?page=2"), Some("/desk/standards"));
        assert_eq!(current(&groups, "/desk/halls/350582105000"), Some("/desk/lists"));
        assert_eq!(current(&groups, "/desktop"), None);
        let clerk = super::groups(Role::WindowClerk);
        assert_eq!(current(&clerk, "/desk/cases/JB-115-K7Q2X-4"), Some("/desk/queue"));
    }
}
