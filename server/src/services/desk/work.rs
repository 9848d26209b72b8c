//! What waits in the catalogue for one office: each line one counted query, each a link to the list behind it.

use app::backend::desk::{Work, WorkLine};
use app::backend::standards::Writing;
use app::backend::{ServiceError, Session};
use shared::access::{Action, Actor, Reach, reach};
use shared::offers::Drift;

use crate::services::Services;
use crate::services::offers::{findings_query, map_query, open_items};
use crate::services::powers::UNDERIVED;
use crate::store::{Sql, StoreError};

/// One kind of work: whose it is, how it is counted, what it is called, where its list is.
struct Kind {
    action: Action,
    /// Up to its WHERE; a department's own are added where the action reaches a department.
    counted: Sql,
    department: &'static str,
    words: &'static str,
    address: &'static str,
    urgent: bool,
    todo: bool,
}

fn kind(action: Action, counted: Sql, words: &'static str, address: &'static str) -> Kind {
    Kind {
        action,
        counted,
        department: "department =",
        words,
        address,
        urgent: false,
        todo: true,
    }
}

fn urgent(kind: Kind) -> Kind {
    Kind { urgent: true, ..kind }
}

/// Under way elsewhere, or by itself.
fn under_way(kind: Kind) -> Kind {
    Kind { todo: false, ..kind }
}

fn powers(state: &'static str) -> Sql {
    Sql::new("SELECT COUNT(*) FROM power").and_arg("state =", state)
}

fn drafts(stage: &'static str) -> Sql {
    Sql::new("SELECT COUNT(*) FROM standard_draft").and_arg("stage =", stage)
}

/// In the order of the plan: power, entry, standard, review, confirmation, what is handed down.
fn kinds() -> Vec<Kind> {
    use Action::{
        ConfirmElements, DeriveEntries, EditPowers, EditStandard, MapDelegation, ReviewInDepartment, ReviewStandard,
        ReviewTownPowers,
    };
    let unwritten = Sql::new("SELECT COUNT(*) FROM item")
        .and("published = 0")
        .and("version = 0");
    vec![
        urgent(kind(
            EditPowers,
            powers("returned"),
            "司法局退回的权力",
            "/desk/powers?state=returned",
        )),
        kind(EditPowers, powers("draft"), "待送审的权力", "/desk/powers?state=draft"),
        under_way(kind(
            EditPowers,
            powers("in_review"),
            "司法局审查中",
            "/desk/powers?state=in_review",
        )),
        urgent(kind(
            ReviewTownPowers,
            powers("in_review"),
            "待审查的镇（街道）级权力",
            "/desk/powers?state=in_review",
        )),
        urgent(kind(
            DeriveEntries,
            powers("approved").and(UNDERIVED),
            "有效、还没有列入目录的权力",
            "/desk/powers?state=approved&underived=on",
        )),
        Kind {
            department: "i.department =",
            ..kind(
                MapDelegation,
                map_query(true, &open_items()),
                "没有写明下放方式的事项",
                "/desk/delegation?open=on",
            )
        },
        urgent(kind(
            EditStandard,
            drafts("draft").and("returned IS NOT NULL"),
            Writing::Returned.words(),
            "/desk/standards?writing=returned",
        )),
        kind(
            EditStandard,
            drafts("draft").and("returned IS NULL"),
            Writing::Begun.words(),
            "/desk/standards?writing=begun",
        ),
        kind(
            EditStandard,
            unwritten,
            Writing::New.words(),
            "/desk/standards?writing=new",
        ),
        urgent(kind(
            ReviewInDepartment,
            drafts("in_department"),
            "待部门审核的标准",
            "/desk/standards?stage=in_department",
        )),
        urgent(kind(
            ReviewStandard,
            drafts("in_standard"),
            "待审查的标准",
            "/desk/standards?stage=in_standard",
        )),
        under_way(kind(
            ReviewStandard,
            drafts("scheduled"),
            "到期自动公布的标准",
            "/desk/standards?stage=scheduled",
        )),
        kind(
            ConfirmElements,
            Sql::new("SELECT CAST(COALESCE(SUM(unconfirmed), 0) AS BIGINT) FROM item").and("published = 1"),
            "待确认的要素",
            "/desk/confirm",
        ),
    ]
}

impl Services {
    pub(super) async fn desk_work(&self, session: &Session) -> Result<Work, ServiceError> {
        let actor = session.actor()?;
        if !actor.role.is_staff() {
            return Err(ServiceError::Forbidden {
                what: Action::ViewDashboard.words().into(),
            });
        }
        let mut lines = Vec::new();
        for kind in kinds() {
            let Some(counted) = within(actor, &kind) else { continue };
            let count: i64 = counted
                .scalar()
                .fetch_one(self.store.reader())
                .await
                .map_err(StoreError::from)?;
            lines.push(WorkLine {
                words: kind.words.to_owned(),
                count: u32::try_from(count).unwrap_or(u32::MAX),
                address: kind.address.to_owned(),
                urgent: kind.urgent,
                todo: kind.todo,
            });
        }
        lines.extend(self.drift_lines(actor).await?);
        let office = match &actor.territory {
            Some(place) => self.hall_of(place).await?.unwrap_or_default(),
            None => String::new(),
        };
        Ok(Work { office, lines })
    }
}

impl Services {
    /// What has drifted at the sites someone compiles lists for, or watches over.
    async fn drift_lines(&self, actor: &Actor) -> Result<Vec<WorkLine>, StoreError> {
        let keeps = [Action::CompileLocalList, Action::ReviewStandard]
            .iter()
            .any(|action| reach(actor.role, *action) != Reach::Never);
        let Some(place) = actor.territory.as_ref().filter(|_| keeps) else {
            return Ok(Vec::new());
        };
        let mut lines = Vec::new();
        for kind in Drift::ALL {
            let count: i64 = findings_query(kind, place, true)
                .scalar()
                .fetch_one(self.store.reader())
                .await?;
            lines.push(WorkLine {
                words: kind.words().to_owned(),
                count: u32::try_from(count).unwrap_or(u32::MAX),
                address: format!("/desk/drift?kind={}", kind.as_str()),
                urgent: matches!(kind, Drift::HoursClash | Drift::Gone),
                todo: matches!(kind, Drift::HoursClash | Drift::Gone),
            });
        }
        Ok(lines)
    }
}

/// The count within one person's reach; none where it is not theirs to do.
fn within(actor: &Actor, kind: &Kind) -> Option<Sql> {
    match reach(actor.role, kind.action) {
        Reach::Territory => Some(kind.counted.clone()),
        Reach::Department => {
            let own = actor.department.as_ref()?;
            Some(kind.counted.clone().and_arg(kind.department, own.as_str()))
        }
        Reach::Never | Reach::Own | Reach::Mandated => None,
    }
}
