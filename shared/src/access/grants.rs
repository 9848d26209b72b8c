//! The grants: what each role may do, and how far. What stands here under no role is refused to it.

use super::{Action, Reach, Role};

/// Actions of one reach.
pub(super) type Grant = (Reach, &'static [Action]);

/// `grants![Territory: ViewQueue, ViewCase; Own: …]`.
macro_rules! grants {
    ($($reach:ident: $($action:ident),+ $(,)?);+ $(;)?) => {
        &[$((Reach::$reach, &[$(Action::$action),+])),+]
    };
}

/// What every person may do who is signed in.
pub(super) const EVERY_PERSON: &[Grant] = grants![Own: ListSessions, EndSession];

/// What a role may do besides.
#[rustfmt::skip]
pub(super) const fn of(role: Role) -> &'static [Grant] {
    match role {
        Role::Applicant => grants![Own:
            SetRealName,
            EditOwnDraft, SubmitCase, ViewOwnCase, SupplyCorrection, WithdrawCase, ViewMaterials,
        ],
        // Files and follows for those who asked for it; takes nothing on and decides nothing.
        Role::Agent => grants![Mandated:
            EditOwnDraft, SubmitCase, ViewOwnCase, SupplyCorrection, WithdrawCase, ViewMaterials,
        ],
        Role::WindowClerk => grants![Territory:
            ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard,
            FileAtWindow, TakeCase, HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot,
            CloseCase,
        ],
        Role::TownOfficer => grants![Territory:
            ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard,
            TakeCase, HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, DecideCase, CloseCase,
        ],
        Role::TownLead => grants![Territory:
            ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard,
            FileAtWindow, TakeCase, HandOverCase, AssignCase, RequestCorrection, AcceptCase, DeclineCase,
            DecideOnTheSpot, DecideCase, CloseCase,
            CompileLocalList, ManageStaff,
        ],
        Role::Officer => grants![Department:
            ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard,
            TakeCase, HandOverCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot, DecideCase, CloseCase,
        ],
        Role::DepartmentHead => grants![Department:
            ViewQueue, ViewCase, ViewSensitive, ViewMaterials, ExportQueue, ViewDashboard,
            TakeCase, HandOverCase, AssignCase, RequestCorrection, AcceptCase, DeclineCase, DecideOnTheSpot,
            DecideCase, CloseCase,
            ViewStandards, ReviewInDepartment, ConfirmElements, ManageStaff,
        ],
        Role::ItemEditor => grants![Department: ViewDashboard, ViewStandards, EditStandard],
        // The authority keeps the city's own centre, and closes all halls at once in a typhoon.
        Role::ServiceCentre => grants![Territory:
            ViewQueue, ViewCase, ExportQueue, ViewDashboard,
            ViewStandards, ReviewStandard, CompileLocalList,
        ],
        Role::ApprovalReform => grants![Territory: ViewDashboard, ViewStandards, DeriveEntries, MapDelegation],
        Role::Establishment => grants![Territory: ViewDashboard, ViewStandards, EditPowers],
        Role::Justice => grants![Territory: ViewDashboard, ViewStandards, ReviewTownPowers],
        Role::Inspector => grants![Territory:
            ViewQueue, ViewCase, ExportQueue, ViewDashboard, ViewStandards, ViewAuditLog,
        ],
        Role::LeadingGroup | Role::DigitalOffice => grants![Territory: ViewDashboard, ViewStandards],
        Role::Finance => grants![Territory: ViewDashboard],
        Role::Administrator => grants![Territory: ManageStaff, LoadCity, ViewAuditLog, ManageJobs],
        // Machines: what any visitor sees needs no grant, and nothing of any person is ever theirs.
        Role::Kiosk | Role::Screen => grants![Territory: ViewOwnPlace],
    }
}
