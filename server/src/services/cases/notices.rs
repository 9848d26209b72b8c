//! What the applicant is told by short message: what happened, what is next, never what the papers say.

use shared::case::{Case, CaseState, Event, Recorded, clock};
use shared::time::{Calendar, Date, show_day};

use super::row::{Derived, ToldDates};
use crate::secrets::Cell;
use crate::services::Services;
use crate::services::outbox::{self, Message};
use crate::store::{Abort, Tx};

/// Queues what these events are worth telling, in the unit of work that records them.
pub(super) async fn queue(
    services: &Services,
    tx: &mut Tx<'_>,
    case: &Case,
    events: &[Recorded],
    calendar: &Calendar,
) -> Result<(), Abort> {
    let words = events
        .iter()
        .filter_map(|recorded| words(case, &recorded.event, calendar, services.today()))
        .collect();
    tell(services, tx, case, words).await
}

/// Queues words to the applicant of a case.
pub(super) async fn tell(services: &Services, tx: &mut Tx<'_>, case: &Case, words: Vec<String>) -> Result<(), Abort> {
    if words.is_empty() || case.filing.is_test {
        return Ok(());
    }
    let sealed: Option<Option<Vec<u8>>> = sqlx::query_scalar("SELECT phone FROM account WHERE id = $1")
        .bind(case.filing.applicant.as_str())
        .fetch_optional(tx.sql())
        .await?;
    let Some(sealed) = sealed.flatten() else { return Ok(()) };
    let place = Cell::new("account", "phone", case.filing.applicant.as_str());
    let phone = services.secrets.open(&place, &sealed)?;
    for text in words {
        let message = Message::Sms {
            phone: phone.clone(),
            text,
            expires: None,
        };
        outbox::queue(services, tx, &message).await?;
    }
    tracing::debug!(case = %case.filing.number, "notices queued");
    Ok(())
}

/// What is told when an open case's date is another than the applicant was told: days off were announced since.
pub(super) fn moved(case: &Case, before: &ToldDates, derived: &Derived, today: Date) -> Option<String> {
    let after = derived.told();
    let (what, from, to) = match case.state {
        CaseState::Submitted => ("告知是否受理", before.first_notice, after.first_notice),
        CaseState::CorrectionRequested => ("补正", before.correction, after.correction),
        CaseState::Accepted => ("承诺办结", before.promised, after.promised),
        _ => return None,
    };
    let (from, to) = (from?, to?);
    (from != to).then(|| {
        format!(
            "办件 {} 的{what}日期按新公布的放假安排重新计算，由 {}改为 {}。",
            case.filing.number,
            show_day(from, today),
            show_day(to, today)
        )
    })
}

fn words(case: &Case, event: &Event, calendar: &Calendar, today: Date) -> Option<String> {
    let number = &case.filing.number;
    let clock = clock(case, calendar);
    let until = |due: Option<shared::time::DueDate>| {
        due.map(|due| format!(" {}前", show_day(due.date, today)))
            .unwrap_or_default()
    };
    Some(match event {
        Event::Submitted { .. } => {
            format!(
                "办件 {number} 已收到，我们会在{}告诉您是否受理。",
                until(clock.first_notice_due)
            )
        }
        Event::CorrectionRequested { demands, .. } => format!(
            "办件 {number} 需要您补正 {} 项内容，请在{}登录“我的办件”补齐。",
            demands.len(),
            until(clock.correction_due)
        ),
        Event::Accepted | Event::CountedAsAccepted { .. } => {
            format!("办件 {number} 已受理，承诺{}办结。", until(clock.promised))
        }
        Event::Declined { .. } => format!("办件 {number} 不予受理，理由和救济途径请登录“我的办件”查看。"),
        Event::Granted { .. } => format!("办件 {number} 已办成，请登录“我的办件”查看怎么领取结果。"),
        Event::Refused { .. } => format!("办件 {number} 不予批准，理由和救济途径请登录“我的办件”查看。"),
        _ => return None,
    })
}
