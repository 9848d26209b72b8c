//! Who may do what to which thing, by the grants of their role.

use super::{Action, Actor, Role, Scope, grants};
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

/// How far `role` may do `action`.
#[must_use]
pub fn reach(role: Role, action: Action) -> Reach {
    let person: &[_] = if role.is_device() { &[] } else { grants::EVERY_PERSON };
    let all = person.iter().chain(grants::of(role));
    let mut granting = all.filter(|(_, actions)| actions.contains(&action));
    granting.next().map_or(Reach::Never, |(reach, _)| *reach)
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
/// a town lead appoints the staff of their town and its villages and sets up its machines, a head appoints those of their
/// department.
#[must_use]
pub fn may_appoint(actor: &Actor, role: Role, scope: &Scope) -> bool {
    let within = match actor.role {
        Role::TownLead => matches!(role, Role::Agent | Role::WindowClerk | Role::TownOfficer) || role.is_device(),
        Role::DepartmentHead => matches!(role, Role::Officer | Role::ItemEditor),
        Role::Administrator => role.is_staff() || role.is_device(),
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
