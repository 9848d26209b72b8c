//! By when what is due, and why. Recomputed from the case and the calendar whenever it is asked for, so that an
//! extended calendar corrects every date by itself.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AcceptedHow, Case, CaseState, DELIVERY_DAYS, Decision, FIRST_NOTICE_DAYS, Matter, MatterKind};
use crate::time::{Calendar, DueDate, Interval, Limit, local_date, show_date};

/// A case's dates with their reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The office says by then whether the application is complete. `None` once it has.
    pub first_notice_due: Option<DueDate>,
    /// The applicant should complete the materials by then. `None` unless waited for.
    pub correction_due: Option<DueDate>,
    /// What the law allows, counted from acceptance. `None` before acceptance or where no law sets a limit.
    pub statutory: Option<DueDate>,
    /// What was promised, counted from acceptance.
    pub promised: Option<DueDate>,
    /// The reasons in order, for people.
    pub steps: Vec<ClockStep>,
    /// The day the case counts as accepted from if the office stays silent past `first_notice_due`
    /// (行政许可法 §32). `None` once it has spoken; the day itself once silence has accepted.
    pub counts_as_accepted: Option<Date>,
    /// What the office owes now; `None` while it waits for the applicant and when nothing is left to do.
    pub duty: Option<Duty>,
    /// Decided within the promised limit. `None` until decided, and for what was never accepted.
    pub in_time: Option<bool>,
    /// Nothing is left to decide.
    pub done: bool,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStep {
    pub date: Date,
    pub words: String,
}

/// What the office owes, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub kind: MatterKind,
    /// The limit that ends first.
    pub limit: Interval,
    pub due: DueDate,
}

/// How near the office's duty is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Waits for the applicant: nobody's limit runs.
    NotRunning,
    /// Working days left, today not counted.
    InTime {
        left: u32,
    },
    /// Two working days or fewer.
    Soon {
        left: u32,
    },
    Today,
    /// Working days too late, at least 1.
    Overdue {
        by: u32,
    },
    Done,
}

/// So many working days before the due date a case is shown as soon due.
const SOON_DAYS: u32 = 2;

/// The case's dates. Give it the case as [`super::as_of`] today, so that what silence has accepted runs.
#[must_use]
pub fn clock(case: &Case, calendar: &Calendar) -> Clock {
    let mut clock = Clock {
        first_notice_due: None,
        correction_due: None,
        statutory: None,
        promised: None,
        steps: Vec::new(),
        counts_as_accepted: None,
        duty: None,
        in_time: None,
        done: !case.state.is_open(),
    };
    for matter in case.matters() {
        owed(&matter, calendar, &mut clock);
    }
    receiving(case, calendar, &mut clock);
    running(case, calendar, &mut clock);
    ending(case, &mut clock);
    delivering(case, calendar, &mut clock);
    clock
}

/// A matter's due date, where screens look for it.
fn owed(matter: &Matter, calendar: &Calendar, clock: &mut Clock) {
    let Some((limit, due)) = matter.first(calendar) else {
        return;
    };
    match matter.kind {
        MatterKind::FirstNotice => clock.first_notice_due = Some(due),
        MatterKind::Correction => clock.correction_due = Some(due),
        MatterKind::Decision | MatterKind::Delivery => {}
    }
    if matter.kind.is_duty() {
        let limit = limit.clone();
        clock.duty = Some(Duty {
            kind: matter.kind,
            limit,
            due,
        });
    }
}

/// From receipt to acceptance. What waits for the applicant is before acceptance and so in no limit.
fn receiving(case: &Case, calendar: &Calendar, clock: &mut Clock) {
    let received = local_date(case.received_at);
    clock.say(received, format!("{}收到申请", show_date(received)));
    if let Some(correction) = &case.correction {
        let asked = local_date(correction.asked_at);
        let due = case.correction_owed().and_then(|owed| owed.due(calendar));
        let until = due.map(|due| format!("，{}前补正", until(due))).unwrap_or_default();
        clock.say(
            asked,
            format!(
                "{}告知补正，次日起算 {} 个工作日{until}；补正时间不计入办理时限",
                show_date(asked),
                correction.days
            ),
        );
        if let Some(at) = correction.supplied_at {
            let supplied = local_date(at);
            clock.say(supplied, format!("{}收到补正材料", show_date(supplied)));
        }
    }
    if let Some(due) = clock.first_notice_due {
        let complete = local_date(case.complete_since());
        clock.counts_as_accepted = Some(complete);
        let law = if case.rules.licence {
            "（行政许可法第三十二条）"
        } else {
            ""
        };
        clock.say(
            due.date,
            format!(
                "次日起算 {FIRST_NOTICE_DAYS} 个工作日，{}前告知是否受理；没有告知的，自 {}起即为受理{law}",
                until(due),
                show_date(complete)
            ),
        );
    }
}

/// From acceptance to decision.
fn running(case: &Case, calendar: &Calendar, clock: &mut Clock) {
    let Some(acceptance) = case.acceptance else { return };
    let from = acceptance.on;
    match acceptance.how {
        AcceptedHow::ByOffice => clock.say(from, format!("{}受理，次日起算", show_date(from))),
        AcceptedHow::BySilence => {
            clock.counts_as_accepted = Some(from);
            clock.say(
                from,
                format!(
                    "{FIRST_NOTICE_DAYS} 个工作日内没有告知，自收到之日 {}起即为受理，次日起算",
                    show_date(from)
                ),
            );
        }
    }
    let end = |limit| Interval::new(from, limit).due(calendar);
    clock.statutory = case.rules.statutory.and_then(end);
    if let (Some(limit), Some(due)) = (case.rules.statutory, clock.statutory) {
        clock.say(due.date, limit_words("法定时限", limit, due));
    }
    // What was decided is judged for ever by the date that was counted then.
    let judged = case.decision.as_ref().and_then(Decision::judged_by);
    let judged = judged.map(|date| DueDate {
        date,
        provisional: false,
    });
    clock.promised = judged.or_else(|| end(case.rules.promised));
    if let Some(promised) = clock.promised {
        clock.say(promised.date, limit_words("承诺时限", case.rules.promised, promised));
    }
}

fn ending(case: &Case, clock: &mut Clock) {
    let Some(at) = case.ended_at else { return };
    let on = local_date(at);
    let words = match (case.state, clock.promised.filter(|_| case.decision.is_some())) {
        (CaseState::Withdrawn, _) => "申请人撤回，不再计时".to_owned(),
        (_, None) => "作出决定，不再计时".to_owned(),
        (_, Some(due)) => {
            let in_time = on <= due.date;
            clock.in_time = Some(in_time);
            if in_time {
                "作出决定，在承诺时限内".to_owned()
            } else {
                "作出决定，超过承诺时限".to_owned()
            }
        }
    };
    clock.say(on, format!("{}{words}", show_date(on)));
}

/// From the decision to the applicant: by when the result is owed and, once it has come, whether that was in time.
fn delivering(case: &Case, calendar: &Calendar, clock: &mut Clock) {
    let Some(owed) = case.delivery_owed() else { return };
    // What was delivered is judged for ever by the date that was counted then.
    let judged = case.delivered.and_then(|one| one.judged_by).map(|date| DueDate {
        date,
        provisional: false,
    });
    let Some(due) = judged.or_else(|| owed.due(calendar)) else {
        return;
    };
    let law = match case.decision {
        Some(Decision::Granted { .. }) if case.rules.licence => "（行政许可法第四十四条）",
        _ => "",
    };
    clock.say(
        due.date,
        format!("次日起算 {DELIVERY_DAYS} 个工作日，{}前送达{law}", until(due)),
    );
    let Some(delivered) = case.delivered else { return };
    let on = local_date(delivered.at);
    let words = match delivered.late.unwrap_or_else(|| late_by(due.date, on, calendar)) {
        0 => "送达，在期限内".to_owned(),
        late => format!("送达，晚了 {late} 个工作日"),
    };
    clock.say(on, format!("{}{words}", show_date(on)));
}

/// By how many working days something came after its due date; at least 1 once it is past.
pub(super) fn late_by(due: Date, on: Date, calendar: &Calendar) -> u32 {
    match Standing::of(Some(due), true, on, calendar) {
        Standing::Overdue { by } => by,
        _ => 0,
    }
}

fn limit_words(name: &str, limit: Limit, due: DueDate) -> String {
    match limit {
        Limit::OnTheSpot => format!("{name}为当场办结，即 {}", until(due)),
        _ => format!("{name} {limit}，到 {}", until(due)),
    }
}

/// A due date in words, with its doubt where the year's public holidays are not announced yet.
fn until(due: DueDate) -> String {
    let date = show_date(due.date);
    if due.provisional {
        format!("{date}（暂定，{} 年放假安排公布后重新计算）", due.date.year())
    } else {
        date
    }
}

impl Clock {
    fn say(&mut self, date: Date, words: String) {
        self.steps.push(ClockStep { date, words });
    }

    /// The date the office works towards now.
    #[must_use]
    pub fn due(&self) -> Option<DueDate> {
        self.duty.as_ref().map(|duty| duty.due)
    }

    /// How near it is on `today`.
    #[must_use]
    pub fn standing(&self, today: Date, calendar: &Calendar) -> Standing {
        let working = !self.done || self.duty.is_some();
        Standing::of(self.due().map(|due| due.date), working, today, calendar)
    }

    /// Share of the running limit that is used on `today`, 0–100; 100 from the due date on.
    #[must_use]
    pub fn used_percent(&self, today: Date, calendar: &Calendar) -> u8 {
        let Some(duty) = &self.duty else { return 0 };
        let all = duty.limit.worked(duty.due.date, calendar);
        let used = duty.limit.worked(today, calendar);
        if all <= 0 || used >= all || today >= duty.due.date {
            return 100;
        }
        u8::try_from(i64::from(used.max(0)) * 100 / i64::from(all)).unwrap_or(100)
    }
}

impl Standing {
    /// How near a due date is on `today`, for rows that are read without their events. `open`: someone still has to
    /// decide or to deliver; no date on an open case means that it waits for the applicant.
    #[must_use]
    pub fn of(due: Option<Date>, open: bool, today: Date, calendar: &Calendar) -> Self {
        let Some(due) = due.filter(|_| open) else {
            return if open { Self::NotRunning } else { Self::Done };
        };
        let days = calendar.working_days_between(today, due).unsigned_abs();
        match due.cmp(&today) {
            Ordering::Less => Self::Overdue { by: days.max(1) },
            Ordering::Equal => Self::Today,
            Ordering::Greater if days <= SOON_DAYS => Self::Soon { left: days },
            Ordering::Greater => Self::InTime { left: days },
        }
    }

    /// What stands beside the date; colour never says it alone.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NotRunning => "受理后起算".to_owned(),
            Self::InTime { left } => format!("还有 {left} 个工作日"),
            Self::Soon { left: 0 } => "即将到期".to_owned(),
            Self::Soon { left } => format!("即将到期，还有 {left} 个工作日"),
            Self::Today => "今日到期".to_owned(),
            Self::Overdue { by } => format!("超期 {by} 个工作日"),
            Self::Done => "已办结".to_owned(),
        }
    }
}
