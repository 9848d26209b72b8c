//! A case on an officer's screen. Personal values are masked until someone who needs them asks, with a reason.

use std::collections::BTreeMap;

use app::backend::cases::{DemandView, TimelineEntry};
use app::backend::desk::{CaseMaterial, DeskCase, Handler, QueueRow, look_reason};
use app::backend::files::FileView;
use app::backend::{ServiceError, Session};
use shared::access::{Action, may};
use shared::case::{
    CaseNo, CommandKind, Delivery, Event, Moment, OTHER_PAPERS, OTHER_PAPERS_LABEL, Recorded, Shape, Waybill, Wish,
    as_of, clock, offers, told_to_staff,
};
use shared::catalogue::{Handed, HandedMaterial, handed_materials};
use shared::form::{Covered, FormSchema, HIDDEN, masked_answers, masked_name, masked_number, masked_phone};
use shared::id::AccountId;
use shared::time::local_date;

use super::rows::{ROWS, Row};
use crate::services::Services;
use crate::services::cases::{CaseRow, demands, no_case, result_words};
use crate::services::guard::require;
use crate::services::records::Look;
use crate::store::{Sql, StoreError};

impl Services {
    pub(super) async fn desk_case(
        &self,
        session: &Session,
        number: &CaseNo,
        reason: Option<&str>,
    ) -> Result<DeskCase, ServiceError> {
        let actor = session.actor()?;
        let row = self.case_row(number).await?.ok_or_else(no_case)?;
        let scope = row.scope()?;
        // Outside one's reach a case is not there.
        require(session, Action::ViewCase, &scope).map_err(|_| no_case())?;
        let unmasked = match reason {
            None => false,
            Some(reason) => {
                require(session, Action::ViewSensitive, &scope)?;
                self.look(session, &row, &look_reason("reason", reason)?).await?;
                true
            }
        };
        let (case, record) = self.case_of(&row).await?;
        let calendar = self.calendar().await?;
        let case = as_of(&case, &calendar, self.today());
        let clock = clock(&case, &calendar);
        let form = self.form(&row.form, row.form_version).await?;
        let answers = self.latest_answers(&case.filing.id).await?;
        let who = self.who(&case, form.applicant_of(&answers)).await?;
        let department_name: Option<String> = sqlx::query_scalar("SELECT name FROM department WHERE id = $1")
            .bind(case.filing.department.as_str())
            .fetch_optional(self.store.reader())
            .await
            .map_err(StoreError::from)?;
        let names = self.names_in(&record).await?;
        let offers = offers(&case, actor, &Moment::new(self.clock.now(), &calendar));
        let gives = offers.iter().any(|offer| names_a_colleague(offer.action));
        let colleagues = match gives {
            true => self.colleagues(&case).await?,
            false => Vec::new(),
        };
        let may_view_files = may(actor, Action::ViewMaterials, &scope);
        let files = match may_view_files {
            true => self.files_of_case(&case.filing.id).await?,
            false => Vec::new(),
        };
        let item = self.item_version(&case.filing.item, case.filing.item_version).await?;
        let lines = handed_materials(&item, &form, &answers, local_date(case.received_at));
        let materials = with_files(lines, files, &form);
        let waybill = match &case.delivery {
            Some(Delivery::Post { waybill }) => Some(waybill.clone()),
            _ => None,
        };
        let whole = DeskCase {
            id: case.filing.id.clone(),
            row: self.row_of(number).await?,
            item: case.filing.item.clone(),
            item_version: case.filing.item_version,
            department_name: department_name.unwrap_or_default(),
            applicant: who.name,
            citizen_number: who.citizen_number,
            phone: who.phone,
            firm: who.firm,
            handler: who.handler.map(|holder| Handler {
                name: holder.name,
                citizen_number: holder.citizen_number,
                phone: holder.phone,
            }),
            way: self.way_of(&case.filing.filed_at, &case.filing.handling).await?,
            unmasked,
            may_unmask: !unmasked && may(actor, Action::ViewSensitive, &scope),
            may_view_files,
            materials,
            demands: demands(&case),
            history: history(&record, &names, unmasked),
            clock: clock.steps.iter().map(|step| step.words.clone()).collect(),
            offers,
            colleagues,
            revision: case.revision,
            today: self.today(),
            result: result_words(&case),
            wish: Wish::of(&answers),
            form,
            answers,
        };
        Ok(if unmasked {
            whole
        } else {
            masked(whole, waybill.as_ref())
        })
    }

    async fn row_of(&self, number: &CaseNo) -> Result<QueueRow, ServiceError> {
        let row: Option<Row> = Sql::new(ROWS)
            .and_arg("c.number =", number.as_str())
            .first(&self.store)
            .await?;
        let calendar = self.calendar().await?;
        let row = row.ok_or_else(no_case)?;
        let shown = self.queue_rows_shown(vec![row], self.today(), &calendar).await?;
        shown.into_iter().next().ok_or_else(no_case)
    }

    /// 个人信息保护法 §51: who looked, at whom, and why.
    async fn look(&self, session: &Session, row: &CaseRow, why: &str) -> Result<(), ServiceError> {
        let actor = session.actor()?;
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let look = Look {
                        case_id: Some(&row.id),
                        subject: row.applicant_account.as_deref(),
                        what: &["name", "citizen_number", "phone", "answers"],
                        why,
                    };
                    Ok(self.note_look(tx, actor, &look).await?)
                })
            })
            .await
    }
}

/// The files under their materials. Every file is named: what no answer leads to any more (a picture that another took
/// the place of) stands under its question.
fn with_files(lines: Vec<HandedMaterial>, files: Vec<FileView>, form: &FormSchema) -> Vec<CaseMaterial> {
    let mut files = files;
    let mut materials: Vec<CaseMaterial> = Vec::new();
    for material in lines {
        let (views, rest) = files.into_iter().partition(|file| material.paths.contains(&file.path));
        files = rest;
        materials.push(CaseMaterial { material, views });
    }
    for file in files {
        let label = match form.field_at(&file.path) {
            Some(field) => &field.label,
            None if file.path == OTHER_PAPERS => OTHER_PAPERS_LABEL,
            None => "其他文件",
        };
        let same = materials
            .iter()
            .position(|one| one.material.handed == Handed::Beyond && one.material.name == label);
        match same.and_then(|at| materials.get_mut(at)) {
            Some(one) => one.views.push(file),
            None => materials.push(CaseMaterial {
                material: HandedMaterial {
                    name: label.to_owned(),
                    handed: Handed::Beyond,
                    note: String::new(),
                    paths: Vec::new(),
                    files: 1,
                },
                views: vec![file],
            }),
        }
    }
    materials
}

fn history(record: &[Recorded], names: &BTreeMap<AccountId, String>, unmasked: bool) -> Vec<TimelineEntry> {
    let name_of = |id: &AccountId| names.get(id).cloned();
    record
        .iter()
        .rev()
        .map(|recorded| {
            let told = told_to_staff(recorded, name_of);
            TimelineEntry {
                at: recorded.at,
                words: told.words,
                // What applicants write themselves may hold anything.
                detail: match recorded.event {
                    Event::Supplied { .. } | Event::Withdrawn { .. } if !unmasked => {
                        told.detail.map(|_| HIDDEN.to_owned())
                    }
                    _ => told.detail,
                },
                by: told.by,
            }
        })
        .collect()
}

/// People name files after themselves: `林阿花 350582….jpg`.
fn without_names(mut material: CaseMaterial) -> CaseMaterial {
    for (at, view) in (1..).zip(&mut material.views) {
        let ending = view.name.rsplit_once('.').map(|(_, ending)| ending);
        let ending = ending.filter(|ending| ending.len() <= 4 && ending.bytes().all(|b| b.is_ascii_alphanumeric()));
        view.name = match ending {
            Some(ending) => format!("文件 {at}.{ending}"),
            None => format!("文件 {at}"),
        };
    }
    material
}

/// The case as anyone sees it who has not asked for personal values. Officers' own words stay, without the values; the
/// number of a parcel is nobody's secret from those who look for it.
fn masked(case: DeskCase, waybill: Option<&Waybill>) -> DeskCase {
    let mut covered = Covered::of(&case.form, &case.answers);
    // A firm's name hides nobody.
    let name = Some(&case.applicant).filter(|_| case.firm.is_none());
    let person = [name, case.citizen_number.as_ref(), case.phone.as_ref()];
    let handler = case
        .handler
        .iter()
        .flat_map(|one| [Some(&one.name), one.citizen_number.as_ref(), one.phone.as_ref()]);
    for text in person.into_iter().chain(handler).flatten() {
        covered.add(text);
    }
    let cover = |text: String| covered.cover(&text);
    let cover_but_waybill = |text: String| match waybill.map(Waybill::as_str) {
        None => covered.cover(&text),
        Some(number) => {
            let around: Vec<_> = text.split(number).map(|part| covered.cover(part)).collect();
            around.join(number)
        }
    };
    DeskCase {
        // As lists show it: a firm's name is public.
        applicant: case.row.applicant.clone(),
        citizen_number: case.citizen_number.map(|number| masked_number(Some(&number))),
        phone: case.phone.map(|phone| masked_phone(Some(&phone))),
        handler: case.handler.map(|one| Handler {
            name: masked_name(Some(&one.name)),
            citizen_number: one.citizen_number.map(|number| masked_number(Some(&number))),
            phone: one.phone.map(|phone| masked_phone(Some(&phone))),
        }),
        answers: masked_answers(&case.form, &case.answers),
        demands: case
            .demands
            .into_iter()
            .map(|demand| DemandView {
                why: cover(demand.why),
                what: cover(demand.what),
                path: demand.path,
            })
            .collect(),
        history: case
            .history
            .into_iter()
            .map(|entry| TimelineEntry {
                detail: entry.detail.map(cover_but_waybill),
                ..entry
            })
            .collect(),
        result: case.result.map(cover),
        materials: case.materials.into_iter().map(without_names).collect(),
        ..case
    }
}

/// Whether its form asks for somebody who works here.
fn names_a_colleague(kind: CommandKind) -> bool {
    kind.row().asks.iter().any(|ask| ask.shape == Shape::Colleague)
}
