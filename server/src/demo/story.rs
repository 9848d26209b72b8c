//! What is done to a demo case, when and by whom: within working hours, one act after the other.

use jiff::Timestamp;
use jiff::civil::Date;
use shared::access::Actor;
use shared::case::{Command, Delivery, Demand, Digest, Rules, Waybill, Wish, askables};
use shared::form::{Answers, FormSchema};
use shared::time::{Calendar, day_start, local_date, local_datetime};

use super::dice::Dice;
use super::plan::{CasePlan, Course};
use crate::services::cases::PastAct;

/// Those at hand. No clerk: the officer does it all.
pub(super) struct Hands<'a> {
    pub applicant: &'a Actor,
    pub clerk: Option<&'a Actor>,
    pub officer: &'a Actor,
    /// What the case is sent back for, when it is.
    pub asked: Demand,
    /// How the applicant chose to get the result.
    pub wish: Option<Wish>,
}

/// Writes the acts down as time goes on.
pub(super) struct Story<'a> {
    calendar: &'a Calendar,
    dice: Dice,
    now: Timestamp,
    at: Timestamp,
    wish: Option<Wish>,
    acts: Vec<PastAct>,
}

/// Everything done to the case until `now`.
pub(super) fn story(
    plan: &CasePlan,
    rules: &Rules,
    hands: &Hands<'_>,
    answers: &Digest,
    calendar: &Calendar,
    (dice, received, now): (Dice, Timestamp, Timestamp),
) -> Vec<PastAct> {
    let mut story = Story {
        calendar,
        dice,
        now,
        at: received,
        wish: hands.wish,
        acts: Vec::new(),
    };
    // On the spot one person does it all: what the window may decide, else who decides.
    let decider = match hands.clerk {
        Some(clerk) if rules.instant && plan.course != Course::Refused => clerk,
        _ => hands.officer,
    };
    let intake = match hands.clerk {
        Some(clerk) if plan.course != Course::Refused => clerk,
        _ => hands.officer,
    };
    match plan.course {
        Course::Untouched => {}
        Course::Granted => story.until_granted(plan, rules, intake, decider),
        Course::CorrectedThenGranted => {
            story.pass(plan.pace);
            story.act(intake, demand(&hands.asked));
            let days = 1 + plan.pace;
            story.pass(days);
            let supplied = Command::Supply {
                answers: answers.clone(),
                note: "已按要求补齐。".to_owned(),
            };
            story.act(hands.applicant, supplied);
            story.until_granted(plan, rules, intake, decider);
        }
        Course::Refused => {
            story.pass(plan.pace);
            story.act(decider, Command::Accept);
            story.until_decision(plan, rules);
            let refused = Command::Refuse {
                reasons: "经核查，申请人的情况不符合本事项规定的条件。".to_owned(),
                basis: "办事指南所列的办理条件。".to_owned(),
            };
            story.act(decider, refused);
            story.deliver(intake, 4);
        }
        Course::Declined => {
            story.pass(plan.pace);
            let declined = Command::Decline {
                reason: "申请事项不属于本中心受理范围。".to_owned(),
                right_office: Some("户籍所在地的镇（街道）便民服务中心".to_owned()),
            };
            story.act(intake, declined);
        }
        Course::Withdrawn => {
            story.pass(1 + plan.pace);
            let reason = "材料要重新准备，先撤回。".to_owned();
            story.act(hands.applicant, Command::Withdraw { reason });
        }
        Course::UnderReview => {
            story.pass(plan.pace);
            story.act(intake, Command::Accept);
            // An officer who accepted has it in hand already.
            if hands.clerk.is_some() && !rules.instant && story.dice.percent(60) {
                story.pass(0);
                story.act(hands.officer, Command::Take);
            }
        }
        Course::AwaitingCorrection => {
            story.pass(plan.pace);
            story.act(intake, demand(&hands.asked));
        }
    }
    // What is to come has not been done; nor has what would follow it.
    let done = story.acts.iter().take_while(|act| act.at <= story.now).count();
    story.acts.truncate(done);
    story.acts
}

impl Story<'_> {
    fn act(&mut self, by: &Actor, command: Command) {
        self.acts.push(PastAct {
            at: self.at,
            by: by.clone(),
            command,
        });
    }

    /// Lets working days go by. None: the same day while the offices are open, else the next.
    fn pass(&mut self, days: u32) {
        let today = local_date(self.at);
        let hour = local_datetime(self.at).hour();
        if days == 0 && (8..16).contains(&hour) && self.calendar.is_working_day(today) {
            self.at = later(self.at, self.dice.between(12, 70));
        } else {
            self.go_to(self.calendar.add_working_days(today, days.max(1)).date);
        }
    }

    /// Office hours of a day, never before what was done last.
    fn go_to(&mut self, date: Date) {
        let minutes = if self.dice.percent(55) {
            self.dice.between(8 * 60 + 10, 11 * 60 + 40)
        } else {
            self.dice.between(14 * 60 + 40, 17 * 60 + 10)
        };
        self.at = later(day_start(date), minutes).max(later(self.at, 5));
    }

    /// To the decision after an acceptance just written: in time, or two days past what was promised.
    fn until_decision(&mut self, plan: &CasePlan, rules: &Rules) {
        let accepted = local_date(self.at);
        let promised = rules.promised.due(accepted, self.calendar).date;
        if plan.late {
            let missed = self.calendar.add_working_days(promised, 2).date;
            return self.go_to(missed);
        }
        let wanted = self.calendar.add_working_days(accepted, plan.pace + 1).date;
        let date = wanted.min(promised);
        if date > accepted {
            self.go_to(date);
        } else {
            self.at = later(self.at, 30);
        }
    }

    fn until_granted(&mut self, plan: &CasePlan, rules: &Rules, intake: &Actor, decider: &Actor) {
        self.pass(plan.pace.min(3));
        if !rules.instant {
            self.act(intake, Command::Accept);
            self.until_decision(plan, rules);
        } else if self
            .acts
            .iter()
            .any(|act| matches!(act.command, Command::Supply { .. }))
        {
            self.act(intake, Command::Accept);
            self.at = later(self.at, 6);
        }
        let granted = Command::Grant {
            result: "准予办理。".to_owned(),
            notes: String::new(),
        };
        self.act(decider, granted);
        let days = if self.dice.percent(85) { 1 } else { 7 };
        self.deliver(intake, days);
    }

    /// Nearly every result reaches the applicant within the ten days; of fifty, one is forgotten.
    fn deliver(&mut self, by: &Actor, days: u32) {
        if self.dice.percent(98) {
            self.pass(days);
            let delivery = match self.wish {
                Some(Wish::Post) => self
                    .parcel()
                    .map_or(Delivery::Window, |waybill| Delivery::Post { waybill }),
                _ => Delivery::Window,
            };
            let note = String::new();
            self.act(by, Command::Close { delivery, note });
        }
    }
}

impl Story<'_> {
    /// A number such as carriers give, no other parcel's of the same second.
    fn parcel(&self) -> Option<Waybill> {
        format!("{:013}", self.at.as_second()).parse().ok()
    }
}

fn later(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(jiff::SignedDuration::from_mins(minutes))
        .unwrap_or(Timestamp::MAX)
}

fn demand(asked: &Demand) -> Command {
    Command::RequestCorrection {
        demands: vec![asked.clone()],
        days: None,
    }
}

/// What a case is sent back for: a paper that was handed in, else an answer, so that it can be put right in its place.
pub(super) fn asked(form: &FormSchema, answers: &Answers, today: Date) -> Option<Demand> {
    let may = askables(form, answers, today, &[]);
    let paper = may.iter().find(|one| {
        let answer = one.path.as_deref().and_then(|path| answers.get(path));
        one.is_material() && answer.is_some()
    });
    let one = paper.or_else(|| may.first())?;
    let reason = one.reasons().first()?;
    Some(Demand {
        what: one.what.clone(),
        why: reason.words.to_owned(),
        path: one.path.clone(),
    })
}
