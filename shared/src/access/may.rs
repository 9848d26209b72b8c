//! The table: role × action. Everything not granted here is refused.

use super::{Action, Actor, Role, Scope};
use crate::place::Tier;

/// How far a grant reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Never,
    /// What is one's own.
    Own,
    /// What the owner mandated one for.
    Mandated,
    /// What is handled in one's territory, whichever department's item it is.
    Territory,
    /// One's own department's, in one's territory.
    Department,
}

const N: Reach = Reach::Never;
const O: Reach = Reach::Own;
const M: Reach = Reach::Mandated;
const T: Reach = Reach::Territory;
const D: Reach = Reach::Department;

/// One row of the table; the columns stand in the order of [`Role::ALL`].
#[rustfmt::skip]
const fn row(action: Action) -> [Reach; 17] {
    match action {
        //                            申 代 综 镇 镇 部 部 事 管 审 编 司 督 领 数 财 管
        //                            请 办 窗 员 长 员 长 项 委 改 办 法 查 导 字 政 理
        Action::ListSessions      => [O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O],
        Action::EndSession        => [O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O],
        Action::SetRealName       => [O, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],

        Action::EditOwnDraft      => [O, M, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],
        Action::SubmitCase        => [O, M, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],
        Action::ViewOwnCase       => [O, M, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],
        Action::SupplyCorrection  => [O, M, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],
        Action::WithdrawCase      => [O, M, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N],

        Action::ViewQueue         => [N, N, T, T, T, D, D, N, T, N, N, N, T, N, N, N, N],
        Action::ViewCase          => [N, N, T, T, T, D, D, N, T, N, N, N, T, N, N, N, N],
        Action::ViewSensitive     => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::ViewMaterials     => [O, M, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::ExportQueue       => [N, N, T, T, T, D, D, N, T, N, N, N, T, N, N, N, N],
        Action::ViewDashboard     => [N, N, T, T, T, D, D, D, T, T, T, T, T, T, T, T, N],

        Action::FileAtWindow      => [N, N, T, N, T, N, N, N, N, N, N, N, N, N, N, N, N],
        Action::TakeCase          => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::HandOverCase      => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::AssignCase        => [N, N, N, N, T, N, D, N, N, N, N, N, N, N, N, N, N],
        Action::RequestCorrection => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::AcceptCase        => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::DeclineCase       => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::DecideOnTheSpot   => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::DecideCase        => [N, N, N, T, T, D, D, N, N, N, N, N, N, N, N, N, N],
        Action::CloseCase         => [N, N, T, T, T, D, D, N, N, N, N, N, N, N, N, N, N],

        Action::ViewStandards     => [N, N, N, N, N, N, D, D, T, T, T, T, T, T, T, N, N],
        Action::EditPowers         => [N, N, N, N, N, N, N, N, N, N, T, N, N, N, N, N, N],
        Action::ReviewTownPowers   => [N, N, N, N, N, N, N, N, N, N, N, T, N, N, N, N, N],
        Action::DeriveEntries      => [N, N, N, N, N, N, N, N, N, T, N, N, N, N, N, N, N],
        Action::EditStandard       => [N, N, N, N, N, N, N, D, N, N, N, N, N, N, N, N, N],
        Action::ReviewInDepartment => [N, N, N, N, N, N, D, N, N, N, N, N, N, N, N, N, N],
        Action::ReviewStandard     => [N, N, N, N, N, N, N, N, T, N, N, N, N, N, N, N, N],
        Action::ConfirmElements    => [N, N, N, N, N, N, D, N, N, N, N, N, N, N, N, N, N],
        // The authority keeps the city's own centre, and closes all halls at once in a typhoon.
        Action::CompileLocalList   => [N, N, N, N, T, N, N, N, T, N, N, N, N, N, N, N, N],
        Action::MapDelegation      => [N, N, N, N, N, N, N, N, N, T, N, N, N, N, N, N, N],

        Action::ManageStaff       => [N, N, N, N, T, N, D, N, N, N, N, N, N, N, N, N, T],
        Action::LoadCity          => [N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, T],
        Action::ViewAuditLog      => [N, N, N, N, N, N, N, N, N, N, N, N, T, N, N, N, T],
        Action::ManageJobs        => [N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, T],
    }
}

/// How far `role` may do `action`.
#[must_use]
pub fn reach(role: Role, action: Action) -> Reach {
    row(action).get(role as usize).copied().unwrap_or(Reach::Never)
}

/// Whether this person may do this to a thing that belongs to `scope`.
///
/// Applicants reach their own, agents what they are mandated for, staff their territory and department.
/// A part missing on either side never matches.
#[must_use]
pub fn may(actor: &Actor, action: Action, scope: &Scope) -> bool {
    if action.is_official_act() && is_at_a_village(actor) {
        return false;
    }
    match reach(actor.role, action) {
        Reach::Never => false,
        Reach::Own => scope.owner.as_ref() == Some(&actor.id),
        Reach::Mandated => scope.mandate.as_ref() == Some(&actor.id),
        Reach::Territory => in_territory(actor, scope),
        Reach::Department => in_territory(actor, scope) && in_department(actor, scope),
    }
}

/// Whether this person may give someone at `scope` the role `role`. Nobody hands out more than they run:
/// a town lead appoints the staff of their town and its villages, a head those of their department.
#[must_use]
pub fn may_appoint(actor: &Actor, role: Role, scope: &Scope) -> bool {
    let within = match actor.role {
        Role::TownLead => matches!(role, Role::Agent | Role::WindowClerk | Role::TownOfficer),
        Role::DepartmentHead => matches!(role, Role::Officer | Role::ItemEditor),
        Role::Administrator => role.is_staff(),
        _ => false,
    };
    within && may(actor, Action::ManageStaff, scope)
}

pub(crate) fn is_at_a_village(actor: &Actor) -> bool {
    actor
        .territory
        .as_ref()
        .is_some_and(|place| place.tier() == Tier::Village)
}

fn in_territory(actor: &Actor, scope: &Scope) -> bool {
    match (&actor.territory, &scope.territory) {
        (Some(mine), Some(place)) => mine.covers(place),
        _ => false,
    }
}

fn in_department(actor: &Actor, scope: &Scope) -> bool {
    actor.department.is_some() && actor.department == scope.department
}
