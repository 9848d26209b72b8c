//! What happens next, told to the applicant: by when, or that the day is past.

use serde::{Deserialize, Serialize};

use super::{Case, CaseState, Clock, Decision, Moment, Reminder};
use crate::time::{Date, DueDate, show_date, show_day};

/// What happens next, for the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub words: String,
    /// It waits for the applicant.
    pub yours: bool,
    pub by: Option<DueDate>,
}

/// What happens next and by when. Give it case and clock as of `now`.
#[must_use]
pub fn next_for_applicant(case: &Case, clock: &Clock, now: &Moment<'_>) -> Next {
    let yours = case.state == CaseState::CorrectionRequested;
    let owed = Owed {
        state: case.state,
        due: match case.state {
            CaseState::CorrectionRequested => clock.correction_due,
            _ => clock.due(),
        },
        today: now.today(),
        reminder: Reminder::of(case, now),
    };
    let late = owed.late();
    let (words, by) = match case.state {
        CaseState::Submitted => (
            late.unwrap_or_else(|| owed.by_when("告诉您是否受理，或者还缺什么材料")),
            owed.due,
        ),
        CaseState::CorrectionRequested => (correction_words(case, &owed), owed.due),
        CaseState::Accepted => (late.unwrap_or_else(|| owed.by_when("作出决定")), owed.due),
        CaseState::Granted => (and_late("已经办成，请按下面的说明领取结果", late), None),
        CaseState::Refused => (and_late("没有获得批准，理由和救济途径见下方", late), None),
        CaseState::Declined => (declined_words(case), None),
        CaseState::Closed => ("已经办结，您不用再做什么".to_owned(), None),
        CaseState::Withdrawn => ("您已撤回申请；需要时可以重新申请".to_owned(), None),
    };
    Next { words, yours, by }
}

/// What is owed next, as far as the row of a list tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    pub state: CaseState,
    /// Of what the applicant was asked for, or of what the office owes.
    pub due: Option<DueDate>,
    pub today: Date,
    pub reminder: Reminder,
}

impl Owed {
    /// One line of a list.
    #[must_use]
    pub fn line(&self) -> String {
        let by = self
            .due
            .map_or_else(|| "近期".to_owned(), |due| format!("{}前", self.day(due.date)));
        let late = self.late();
        match self.state {
            CaseState::Submitted => late.unwrap_or_else(|| format!("{by}告诉您是否受理")),
            CaseState::CorrectionRequested if self.is_past() => "补正期限已过，请尽快补齐材料".to_owned(),
            CaseState::CorrectionRequested => format!("请在 {by}补齐材料"),
            CaseState::Accepted => late.unwrap_or_else(|| format!("承诺 {by}作出决定")),
            CaseState::Granted => and_late("已经办成，请查看怎么领取结果", late),
            CaseState::Refused => and_late("请查看理由和救济途径", late),
            CaseState::Declined => "请查看理由和救济途径".to_owned(),
            CaseState::Closed => "已经办结".to_owned(),
            CaseState::Withdrawn => "您已撤回；需要时可以重新申请".to_owned(),
        }
    }

    fn is_past(&self) -> bool {
        self.due.is_some_and(|due| due.date < self.today)
    }

    /// That the office is late, instead of a promise that is past; none while it is in time.
    fn late(&self) -> Option<String> {
        let due = self.due.filter(|_| self.is_past())?.date;
        let due = self.day(due);
        let owed = match self.state {
            CaseState::Submitted => format!("原定 {due}前告诉您是否受理"),
            CaseState::Accepted => format!("原承诺 {due}前办结"),
            CaseState::Granted | CaseState::Refused => format!("原定 {due}前送达"),
            CaseState::CorrectionRequested | CaseState::Declined | CaseState::Closed | CaseState::Withdrawn => {
                return None;
            }
        };
        let remind = match self.reminder {
            Reminder::NothingOwed | Reminder::TooEarly => String::new(),
            Reminder::Open => "，可以催办".to_owned(),
            Reminder::Made(None) => "，您已经催办".to_owned(),
            Reminder::Made(Some(next)) => format!("，您已经催办，{}起可以再催", self.day(next)),
        };
        Some(format!("{owed}，已经超期{remind}"))
    }

    /// A day, with its year where it is another than today's.
    fn day(&self, day: Date) -> String {
        show_day(day, self.today)
    }

    fn by_when(&self, what: &str) -> String {
        match self.due {
            None => format!("我们会尽快{what}"),
            Some(due) if due.provisional => format!("我们会在 {}前（暂定）{what}", show_date(due.date)),
            Some(due) => format!("我们会在 {}前{what}", self.day(due.date)),
        }
    }
}

fn and_late(words: &str, late: Option<String>) -> String {
    match late {
        Some(late) => format!("{words}；{late}"),
        None => words.to_owned(),
    }
}

fn correction_words(case: &Case, owed: &Owed) -> String {
    let count = case.open_demands().len();
    if case.correction.as_ref().is_some_and(|correction| correction.lapsed) {
        return format!("补正期限已过，请尽快补齐 {count} 项内容，否则可能不予受理");
    }
    match owed.due {
        None => format!("请补齐 {count} 项内容"),
        Some(due) if due.provisional => format!("请在 {}前（暂定）补齐 {count} 项内容", show_date(due.date)),
        Some(due) => format!("请在 {}前补齐 {count} 项内容", owed.day(due.date)),
    }
}

fn declined_words(case: &Case) -> String {
    match &case.decision {
        Some(Decision::Declined {
            right_office: Some(office),
            ..
        }) => format!("没有受理，请向{office}申请"),
        _ => "没有受理，理由和救济途径见下方".to_owned(),
    }
}
