//! Writing a power; two people's saves are brought together column by column.

use app::backend::powers::{DepartmentName, Written};
use app::backend::{ServiceError, Session};
use shared::access::Action;
use shared::powers::{
    Column, Difference, KeptList, Power, PowerBody, PowerId, Typed, differences, edited, rewound, together,
};
use shared::problem::FieldProblem;

use super::history::{Noted, changes_since};
use super::no_power;
use super::stored::{power, power_values, put_powers, take_list, take_numbers};
use crate::services::Services;
use crate::services::keepers::pickable;
use crate::store::{Abort, Millis, StoreError, Tx};

/// What the other wrote, at each column where both changed the same.
pub(super) fn clash(clashes: &[Difference]) -> Vec<FieldProblem> {
    let text = |text: &str| match text {
        "" => "（空）".to_owned(),
        text => format!("「{text}」"),
    };
    clashes
        .iter()
        .map(|one| {
            let what = format!(
                "在您填写时，另一位同事把{}改成了{}，您写的是{}",
                one.label,
                text(&one.was),
                text(&one.became)
            );
            let way_out = "保留您的就再按一次保存；用对方的，请改成一样的再保存";
            FieldProblem::new(&one.field, what, way_out)
        })
        .collect()
}

/// A row as typed from its cells again.
pub(super) fn as_typed(columns: &[Column], cells: Vec<String>) -> Typed {
    columns.iter().map(|column| column.name).zip(cells).collect()
}

/// This person's row on what the list says now, when they began from `revision` and it is at `now`.
pub(super) async fn bring_together(
    tx: &mut Tx<'_>,
    list: KeptList,
    row: &str,
    (revision, now): (u32, u32),
    columns: &[Column],
    mine: &[String],
    theirs: &[String],
) -> Result<(Vec<String>, Vec<Difference>), StoreError> {
    if revision >= now {
        return Ok((mine.to_vec(), Vec::new()));
    }
    let later = changes_since(tx, list, row, revision).await?;
    let base = rewound(columns, theirs, &later);
    Ok(together(columns, &base, mine, theirs))
}

pub(super) fn invalid(problems: Vec<FieldProblem>) -> ServiceError {
    ServiceError::Invalid { problems }
}

impl Services {
    pub(super) async fn power_blank(&self, session: &Session) -> Result<Vec<DepartmentName>, ServiceError> {
        self.list_keeper(session, Action::EditPowers).await?;
        Ok(pickable(&self.snapshot().await?.departments))
    }

    pub(super) async fn power_add(&self, session: &Session, typed: &Typed) -> Result<Written<PowerId>, ServiceError> {
        let (actor, _) = self.list_keeper(session, Action::EditPowers).await?;
        let snapshot = self.snapshot().await?;
        let departments = &snapshot.departments;
        let body = &PowerBody::parse(typed, departments).map_err(invalid)?;
        let state = &edited(None, body).map_err(ServiceError::from)?;
        let changes = &differences(Power::COLUMNS, &[], &body.cells(departments));
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let head = take_list(tx, KeptList::Powers).await?;
                    same_name(tx, None, body).await?;
                    let id = take_numbers(tx, head, 1).await?.pop();
                    let id = id.ok_or_else(|| StoreError::unreadable("power numbers", "none given"))?;
                    let power = Power {
                        id,
                        body: body.clone(),
                        state: state.clone(),
                    };
                    put_powers(tx, vec![power_values(&power, 1, actor.id.as_str(), now)]).await?;
                    let noted = Noted {
                        list: KeptList::Powers,
                        row: power.id.as_str(),
                        revision: 1,
                        kind: "add",
                        detail: None,
                        changes,
                    };
                    self.note_rows(tx, actor.id.as_str(), [noted]).await?;
                    Ok(Written::Saved {
                        id: power.id,
                        merged: false,
                        changed: true,
                    })
                })
            })
            .await
    }

    pub(super) async fn power_save(
        &self,
        session: &Session,
        id: &PowerId,
        revision: u32,
        typed: &Typed,
    ) -> Result<Written<PowerId>, ServiceError> {
        let (actor, _) = self.list_keeper(session, Action::EditPowers).await?;
        let snapshot = self.snapshot().await?;
        let departments = &snapshot.departments;
        let mine = PowerBody::parse(typed, departments).map_err(invalid)?;
        let mine = &mine.cells(departments);
        let now = Millis(self.clock.now());
        self.store
            .write(|tx| {
                Box::pin(async move {
                    take_list(tx, KeptList::Powers).await?;
                    let row = power(tx.sql(), id).await?.ok_or_else(no_power)?;
                    let before = row.clone().power();
                    let theirs = before.body.cells(departments);
                    let revisions = (revision, row.revision());
                    let list = KeptList::Powers;
                    let (cells, clashes) =
                        bring_together(tx, list, id.as_str(), revisions, Power::COLUMNS, mine, &theirs).await?;
                    if !clashes.is_empty() {
                        return Ok(Written::Clash {
                            revision: row.revision(),
                            problems: clash(&clashes),
                        });
                    }
                    let merged = cells != *mine;
                    let body = PowerBody::parse(&as_typed(Power::COLUMNS, cells), departments).map_err(invalid)?;
                    let state = edited(Some(&before), &body).map_err(ServiceError::from)?;
                    let changed = body != before.body;
                    if changed {
                        same_name(tx, Some(id), &body).await?;
                        let changes = differences(Power::COLUMNS, &theirs, &body.cells(departments));
                        let power = Power {
                            id: id.clone(),
                            body,
                            state,
                        };
                        let revision = row.revision + 1;
                        put_powers(tx, vec![power_values(&power, revision, actor.id.as_str(), now)]).await?;
                        let noted = Noted {
                            list,
                            row: id.as_str(),
                            revision,
                            kind: "edit",
                            detail: None,
                            changes: &changes,
                        };
                        self.note_rows(tx, actor.id.as_str(), [noted]).await?;
                    }
                    Ok(Written::Saved {
                        id: id.clone(),
                        merged,
                        changed,
                    })
                })
            })
            .await
    }
}

/// One department does not hold the same power of a level twice.
async fn same_name(tx: &mut Tx<'_>, id: Option<&PowerId>, body: &PowerBody) -> Result<(), Abort> {
    let other: Option<String> = sqlx::query_scalar(
        "SELECT id FROM power WHERE department = $1 AND level = $2 AND name = $3 AND id <> $4 \
         AND state <> 'withdrawn' LIMIT 1",
    )
    .bind(body.department.as_str())
    .bind(body.level.as_str())
    .bind(&body.name)
    .bind(id.map_or("", |id| id.as_str()))
    .fetch_optional(tx.sql())
    .await?;
    match other {
        None => Ok(()),
        Some(other) => Err(ServiceError::invalid(
            "name",
            format!("这个部门在这一层级已有同名的权力 {other}"),
            "请修改那一项，或者换一个名称",
        )
        .into()),
    }
}
