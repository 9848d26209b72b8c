//! Handing in: exactly once, durable when acknowledged.

use app::backend::cases::Receipt;
use app::backend::{ServiceError, Session};
use jiff::Timestamp;
use shared::access::{Action, Actor};
use shared::case::{
    By, CaseNo, CaseState, Channel, Command, Event, Filing, Moment, Recorded, Rules, clock, decide, evolve,
};
use shared::form::{Answers, FormSchema, check, drop_untouched, submission};
use shared::id::{CaseId, DraftId};
use shared::place::DivisionCode;
use shared::time::Limit;

use super::answers::{digest_of, store_answers};
use super::perform::Work;
use super::row;
use crate::qr;
use crate::services::Services;
use crate::services::drafts::{delete, filler};
use crate::services::files::named;
use crate::store::{Abort, Millis, StoreError, Tx};

/// What identifies one attempt to hand in; the page draws it, the database remembers it.
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 8..=64;

/// How often a number is drawn. A place has 20 million: even with a million cases the second draw is rare.
const DRAWS: usize = 10;

/// What becomes a case, but for its number.
#[derive(Clone, Copy)]
struct Ready<'a> {
    actor: &'a Actor,
    draft: &'a DraftId,
    keys: &'a [&'a str; 2],
    rules: &'a Rules,
    form: &'a FormSchema,
    answers: &'a Answers,
    now: Timestamp,
}

fn no_draft() -> ServiceError {
    ServiceError::NotFound {
        what: "这份草稿，它可能已经删除".into(),
    }
}

impl Services {
    pub(super) async fn submit_draft(
        &self,
        session: &Session,
        draft: &DraftId,
        key: &str,
        channel: Channel,
    ) -> Result<Receipt, ServiceError> {
        let actor = filler(session)?;
        if !KEY_LENGTH.contains(&key.len()) || !key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(ServiceError::invalid(
                "key",
                "提交凭证不对",
                "请刷新页面后重新提交，已填写的内容会保留",
            ));
        }
        // The draft is a key too: the back button may bring a page with another key.
        let keys = [key, draft.as_str()];
        if let Some(number) = self.already(actor, &keys).await? {
            return self.receipt_of(session, &number).await;
        }
        let number = match self.first_submission(actor, draft, &keys, channel).await {
            Ok(number) => number,
            // Another tap of the same button may have taken the draft and its files along meanwhile.
            Err(error) => self.already(actor, &keys).await?.ok_or(error)?,
        };
        self.receipt_of(session, &number).await
    }

    /// Makes the case of a draft that is none yet.
    async fn first_submission(
        &self,
        actor: &Actor,
        draft: &DraftId,
        keys: &[&str; 2],
        channel: Channel,
    ) -> Result<CaseNo, ServiceError> {
        let Some(row) = self.draft_row(draft, actor, Action::SubmitCase).await? else {
            return Err(no_draft());
        };
        let owner = row.owner()?;
        // The mandate was asked for just now: whoever is not the owner is here by it.
        let agent = (owner != actor.id).then(|| actor.id.clone());
        let channel = if agent.is_some() { Channel::Agent } else { channel };
        let form = self.form(&row.form, row.form_version).await?;
        let today = self.today();
        let mut typed = self.draft_answers(&row)?;
        self.only_own_files(&form, &mut typed, draft).await?;
        drop_untouched(&form, &mut typed);
        let answers = submission(&form, &typed, today);
        let problems = check(&form, &answers, today);
        if !problems.is_empty() {
            return Err(ServiceError::Invalid { problems });
        }
        let item_id = row.item()?;
        let item = self
            .item_version(&item_id, u32::try_from(row.item_version).unwrap_or(0))
            .await?;
        let place = row.place.parse().map_err(|_| {
            ServiceError::invalid(
                "place",
                "还没有选择在哪里办",
                "请选择您所在的村（社区），我们会送到办理它的中心",
            )
        })?;
        let Some(handled) = self.handled_by(&item_id, &place).await? else {
            return Err(ServiceError::invalid(
                "place",
                "您选的地方现在不办这件事",
                "请重新选择办理地点",
            ));
        };
        let rules = Rules::of(&item);
        let now = self.clock.now();
        let id: CaseId = self.new_id()?;
        let digest = digest_of(&answers)?;
        let mut filing = Filing {
            number: self.draw_number(&handled.handling),
            applicant: owner,
            agent,
            item: item_id,
            item_version: item.version,
            form_version: form.version,
            filed_at: handled.filed_at,
            handling: handled.handling,
            department: item.department.clone(),
            channel,
            is_test: false,
            answers: digest,
            id,
        };
        let ready = Ready {
            actor,
            draft,
            keys,
            rules: &rules,
            form: &form,
            answers: &answers,
            now,
        };
        for _ in 0..DRAWS {
            if self.first_under(filing.clone(), &ready).await? {
                // What was photographed for a question that is no longer asked is not handed in and serves nothing.
                if let Err(error) = self.forget_files_of_draft(draft).await {
                    tracing::warn!(%error, "files of a submitted draft stay behind until the next sweep");
                }
                return Ok(filing.number);
            }
            tracing::info!(number = %filing.number, "a case number was drawn a second time");
            filing.number = self.draw_number(&filing.handling);
        }
        Err(ServiceError::Unavailable)
    }

    fn draw_number(&self, place: &DivisionCode) -> CaseNo {
        let mut random = [0; 8];
        self.rng.fill(&mut random);
        CaseNo::from_random(place, random)
    }

    /// The case under this number; false when another has it, and then nothing is written.
    async fn first_under(&self, filing: Filing, ready: &Ready<'_>) -> Result<bool, ServiceError> {
        let Ready {
            actor,
            draft,
            keys,
            rules,
            form,
            answers,
            now,
        } = *ready;
        let calendar = self.calendar().await?;
        let moment = Moment::new(now, &calendar);
        let events =
            decide(None, Command::Submit(Box::new(filing)), actor, &moment, rules).map_err(ServiceError::from)?;
        let Some(event @ Event::Submitted { .. }) = events.into_iter().next() else {
            return Err(ServiceError::Unavailable);
        };
        let recorded = Recorded {
            seq: 1,
            at: now,
            by: By::of(actor),
            event,
        };
        let case = evolve(None, &recorded).map_err(|e| StoreError::unreadable("case", e))?;
        let holder = self.holder(&case.filing.applicant).await?;
        let person = self.person(&case.filing.id, &holder, form.applicant_of(answers).as_ref())?;
        let sealed = self.seal_answers(&case.filing.id, 1, answers)?;
        let work = Work::submitted(case, recorded);
        let files: &Vec<String> = &named(form, answers).into_iter().map(|(_, id)| id).collect();
        let (work, person, calendar, sealed) = (&work, &person, &calendar, &sealed);
        let form_id = form.id.as_str();
        self.store
            .write(|tx| {
                Box::pin(async move {
                    let id = work.case.filing.id.as_str();
                    if !row::insert(tx, &work.case, form_id, person, calendar, now).await? {
                        return Ok(false);
                    }
                    // Whoever deletes the draft makes the case: of two at once, one finds it gone.
                    if delete(tx, draft.as_str(), work.case.filing.applicant.as_str()).await? == 0 {
                        return Err(no_draft().into());
                    }
                    store_answers(tx, id, 1, sealed.clone()).await?;
                    for file in files {
                        sqlx::query("UPDATE file SET case_id = $1, draft_id = NULL WHERE id = $2 AND draft_id = $3")
                            .bind(id)
                            .bind(file)
                            .bind(draft.as_str())
                            .execute(tx.sql())
                            .await?;
                    }
                    for key in keys {
                        remember(tx, actor, key, id, now).await?;
                    }
                    self.keep(tx, work, calendar, now).await?;
                    Ok(true)
                })
            })
            .await
    }

    /// The case that a draft of one's own has become.
    pub(crate) async fn became(&self, session: &Session, draft: &DraftId) -> Result<Option<CaseNo>, ServiceError> {
        self.already(filler(session)?, &[draft.as_str(); 2]).await
    }

    /// The number of the case that one of these keys has already become.
    async fn already(&self, actor: &Actor, keys: &[&str; 2]) -> Result<Option<CaseNo>, ServiceError> {
        let number: Option<String> = sqlx::query_scalar(
            "SELECT c.number FROM submission_key k JOIN cases c ON c.id = k.case_id \
             WHERE k.account = $1 AND k.submit_key IN ($2, $3) LIMIT 1",
        )
        .bind(actor.id.as_str())
        .bind(keys[0])
        .bind(keys[1])
        .fetch_optional(self.store.reader())
        .await
        .map_err(StoreError::from)?;
        number
            .map(|number| {
                number
                    .parse()
                    .map_err(|e| StoreError::unreadable("case number", e).into())
            })
            .transpose()
    }

    pub(super) async fn receipt_of(&self, session: &Session, number: &CaseNo) -> Result<Receipt, ServiceError> {
        let (row, case) = self.own_case(session, number).await?;
        let calendar = self.calendar().await?;
        // Once it was taken up, or taken back, nothing is promised any more.
        let due = match case.state {
            CaseState::Submitted => clock(&case, &calendar).first_notice_due,
            _ => None,
        };
        let form = self.form(&row.form, row.form_version).await?;
        let item = self.item_version(&case.filing.item, case.filing.item_version).await?;
        let applicant = form.applicant_of(&self.latest_answers(&case.filing.id).await?);
        let who = self.who(&case, applicant).await?;
        let address = format!("{}/mine/{}", self.config.public_url.as_str(), number);
        Ok(Receipt {
            number: number.clone(),
            item_name: row.item_name,
            applicant: who.name,
            handler: who.handler.map(|holder| holder.name),
            place_name: self.way_of(&case.filing.filed_at, &case.filing.handling).await?,
            received_at: case.received_at,
            first_notice_due: due.map(|due| due.date),
            first_notice_provisional: due.is_some_and(|due| due.provisional),
            promised: item.promised_limit.map(Limit::after_acceptance),
            visit: item.visits.value.still_to_come().filter(|_| case.state.is_open()),
            qr_svg: qr::svg(&address).unwrap_or_default(),
        })
    }
}

async fn remember(tx: &mut Tx<'_>, actor: &Actor, key: &str, case: &str, now: jiff::Timestamp) -> Result<(), Abort> {
    sqlx::query(
        "INSERT INTO submission_key (account, submit_key, case_id, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account, submit_key) DO NOTHING",
    )
    .bind(actor.id.as_str())
    .bind(key)
    .bind(case)
    .bind(Millis(now))
    .execute(tx.sql())
    .await?;
    Ok(())
}
