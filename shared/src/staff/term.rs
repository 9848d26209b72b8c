//! From when until when a post is held, and what a substitution may be.

use serde::{Deserialize, Serialize};

use super::Post;
use crate::id::{AccountId, PostId};
use crate::problem::FieldProblem;
use crate::time::{A_YEAR_AHEAD, Date, moved, show_date, too_far_ahead};

/// The most days of one substitution; whoever is away longer is replaced.
pub const LONGEST_SUBSTITUTION: i32 = 90;
/// The most days from today to the first day of a substitution.
const SUBSTITUTION_AHEAD: i32 = 90;
/// The most days from today to the last day of a post that has one: twenty years. Longer ones have none.
const POST_UNTIL_AHEAD: i32 = 20 * 366;

/// The days a post is held, both ends included. Without an end, until it is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub from: Date,
    pub until: Option<Date>,
}

impl Term {
    #[must_use]
    pub fn covers(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let begins_in_time = |one: Self, two: Self| two.until.is_none_or(|until| one.from <= until);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// 2026 年 11 月 23 日起, or with the last day.
    #[must_use]
    pub fn words(self) -> String {
        match self.until {
            Some(until) => format!("{}至 {}", show_date(self.from), show_date(until)),
            None => format!("{}起", show_date(self.from)),
        }
    }

    /// Reads a first and a last day as typed; an empty last day is none.
    ///
    /// # Errors
    /// At `from` or `until`.
    pub fn parse(from: &str, until: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut day = |path: &str, label: &str, text: &str| -> Option<Date> {
            let day = text.trim().parse().ok();
            if day.is_none() {
                let message = match text.trim().is_empty() {
                    true => format!("没有填写{label}"),
                    false => format!("{label}不是一个日期"),
                };
                problems.push(FieldProblem::new(path, message, "请按年-月-日填写，例如 2026-12-01"));
            }
            day
        };
        let from = day("from", "开始日期", from);
        let until = match until.trim() {
            "" => None,
            text => day("until", "结束日期", text),
        };
        match from {
            Some(from) if problems.is_empty() => Ok(Self { from, until }),
            _ => Err(problems),
        }
    }

    /// The days of a post of one's own, as typed on `today`.
    ///
    /// # Errors
    /// All that is wrong with them, at `from` and `until`.
    pub fn parse_own(from: &str, until: &str, today: Date) -> Result<Self, Vec<FieldProblem>> {
        let term = Self::parse(from, until)?;
        let problems = term.wrong_as_own(today);
        if problems.is_empty() { Ok(term) } else { Err(problems) }
    }

    /// The days of a substitution, as typed on `today`: it has a last day.
    ///
    /// # Errors
    /// All that is wrong with them, at `from` and `until`.
    pub fn parse_substitution(from: &str, until: &str, today: Date) -> Result<Self, Vec<FieldProblem>> {
        let term = Self::parse(from, until).map_err(|mut problems| {
            if until.trim().is_empty() {
                problems.push(no_end());
            }
            problems
        })?;
        let problems = term.wrong_as_substitution(today);
        if problems.is_empty() { Ok(term) } else { Err(problems) }
    }

    /// What is wrong with these days, whatever is held in them.
    fn wrong(self, today: Date) -> Vec<FieldProblem> {
        let Self { from, until } = self;
        let mut problems = Vec::new();
        if until.is_some_and(|until| until < from) {
            problems.push(FieldProblem::new("until", "结束日期早于开始日期", "请核对两个日期"));
        } else if until.is_some_and(|until| until < today) {
            problems.push(FieldProblem::new(
                "until",
                "结束日期已经过了",
                "请填写今天或者以后的日期",
            ));
        }
        // What was done is recorded in the post it was done in: none is given for the past.
        if from < today {
            problems.push(FieldProblem::new(
                "from",
                "开始日期早于今天",
                "请填写今天或者以后的日期",
            ));
        }
        problems
    }

    fn wrong_as_own(self, today: Date) -> Vec<FieldProblem> {
        let mut problems = self.wrong(today);
        problems.extend(too_far_ahead("from", "开始日期", self.from, A_YEAR_AHEAD, today));
        let until = self.until;
        problems.extend(until.and_then(|until| too_far_ahead("until", "结束日期", until, POST_UNTIL_AHEAD, today)));
        problems
    }

    fn wrong_as_substitution(self, today: Date) -> Vec<FieldProblem> {
        let mut problems = self.wrong(today);
        if let Some(problem) = too_far_ahead("from", "开始日期", self.from, SUBSTITUTION_AHEAD, today) {
            problems.push(problem);
            // The latest last day follows from the first one, which is none.
            return problems;
        }
        let last = moved(self.from, LONGEST_SUBSTITUTION - 1);
        match self.until {
            None => problems.push(no_end()),
            Some(until) if until > last => problems.push(FieldProblem::new(
                "until",
                format!("一次代理最多 {LONGEST_SUBSTITUTION} 天"),
                format!("请填写 {}或者更早的日期", show_date(last)),
            )),
            Some(_) => {}
        }
        problems
    }
}

/// A substitution without a last day.
fn no_end() -> FieldProblem {
    FieldProblem::new(
        "until",
        "代理要写明结束日期",
        format!("最多 {LONGEST_SUBSTITUTION} 天，可以提前结束"),
    )
}

/// How a post is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tenure {
    /// One's own.
    Own,
    /// Another's post, while they are away.
    Substitute { of: AccountId, post: PostId },
}

impl Tenure {
    /// As stored.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Substitute { .. } => "substitute",
        }
    }
}

/// A post as it is held or is to be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub post: Post,
    pub term: Term,
    pub tenure: Tenure,
}

impl Held {
    /// What is wrong with `account` holding this from `today` on, beside what they hold.
    ///
    /// # Errors
    /// At `from`, `until`, `post` or `of`.
    pub fn check(&self, account: &AccountId, beside: &[Self], today: Date) -> Result<(), Vec<FieldProblem>> {
        let mut problems = match &self.tenure {
            Tenure::Own => self.term.wrong_as_own(today),
            Tenure::Substitute { .. } => self.term.wrong_as_substitution(today),
        };
        if matches!(&self.tenure, Tenure::Substitute { of, .. } if of == account) {
            problems.push(FieldProblem::new(
                "post",
                "不能代理自己的岗位",
                "请选择另一位同事的岗位",
            ));
        }
        let same = |other: &&Self| {
            let stands_in = |one: &Self| matches!(&one.tenure, Tenure::Substitute { .. });
            let alike = match (&self.tenure, &other.tenure) {
                (Tenure::Substitute { post: one, .. }, Tenure::Substitute { post: two, .. }) => one == two,
                _ => stands_in(self) == stands_in(other) && self.post == other.post,
            };
            alike && self.term.overlaps(other.term)
        };
        if let Some(other) = beside.iter().find(same) {
            problems.push(FieldProblem::new(
                "from",
                format!("这几天已经有同样的岗位：{}", other.term.words()),
                "请换一段日期，或者先结束原来的岗位",
            ));
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Role;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn term(from: &str, until: Option<&str>) -> Term {
        Term {
            from: day(from),
            until: until.map(day),
        }
    }

    fn account(number: u32) -> AccountId {
        format!("00000000-0000-7000-8000-{number:012}").parse().unwrap()
    }

    fn held(role: Role, term: Term) -> Held {
        Held {
            post: Post {
                role,
                territory: "350582115000".parse().unwrap(),
                department: None,
            },
            term,
            tenure: Tenure::Own,
        }
    }

    fn standing_in(of: u32, post: u32, term: Term) -> Held {
        Held {
            tenure: Tenure::Substitute {
                of: account(of),
                post: format!("00000000-0000-7000-8000-{post:012}").parse().unwrap(),
            },
            ..held(Role::TownOfficer, term)
        }
    }

    fn wrong(held: &Held, beside: &[Held]) -> Vec<String> {
        let checked = held.check(&account(1), beside, day("2026-11-23"));
        checked.map_or_else(|found| found.into_iter().map(|one| one.path).collect(), |()| Vec::new())
    }

    #[test]
    fn a_term_covers_both_its_ends() {
        let week = term("2026-11-23", Some("2026-11-27"));
        for (on, covered) in [
            ("2026-11-22", false),
            ("2026-11-23", true),
            ("2026-11-27", true),
            ("2026-11-28", false),
        ] {
            assert_eq!(week.covers(day(on)), covered, "{on}");
        }
        assert!(term("2026-11-23", None).covers(day("2099-01-01")));
    }

    #[test]
    fn terms_that_share_a_day_overlap() {
        let week = term("2026-11-23", Some("2026-11-27"));
        assert!(week.overlaps(term("2026-11-27", None)) && term("2026-11-27", None).overlaps(week));
        assert!(!week.overlaps(term("2026-11-28", None)) && !term("2026-11-28", None).overlaps(week));
        assert!(week.overlaps(term("2026-11-24", Some("2026-11-25"))));
    }

    #[test]
    fn a_post_begins_today_or_later_and_does_not_end_before() {
        let today = term("2026-11-23", Some("2026-11-23"));
        assert!(wrong(&held(Role::WindowClerk, today), &[]).is_empty());
        for (from, until, at) in [
            ("2026-11-24", Some("2026-11-23"), "until"),
            ("2026-11-22", None, "from"),
        ] {
            assert_eq!(wrong(&held(Role::WindowClerk, term(from, until)), &[]), [at], "{from}");
        }
    }

    #[test]
    fn the_same_post_is_not_held_twice_on_one_day() {
        let now = held(Role::WindowClerk, term("2026-11-01", Some("2026-11-30")));
        let again = held(Role::WindowClerk, term("2026-11-30", None));
        assert_eq!(wrong(&again, std::slice::from_ref(&now)), ["from"]);
        assert!(
            wrong(
                &held(Role::WindowClerk, term("2026-12-01", None)),
                std::slice::from_ref(&now)
            )
            .is_empty()
        );
        assert!(wrong(&held(Role::TownOfficer, term("2026-11-30", None)), &[now]).is_empty());
    }

    #[test]
    fn a_substitution_is_for_another_and_has_an_end_within_ninety_days() {
        let until = |until| standing_in(2, 2, term("2026-11-23", until));
        assert!(wrong(&until(Some("2027-02-20")), &[]).is_empty());
        assert_eq!(wrong(&until(Some("2027-02-21")), &[]), ["until"]);
        assert_eq!(wrong(&until(None), &[]), ["until"]);
        let week = term("2026-11-23", Some("2026-11-27"));
        assert_eq!(wrong(&standing_in(1, 1, week), &[]), ["post"]);
        // One's own post of the same kind is no hindrance; the same substitution again is.
        assert!(wrong(&standing_in(2, 2, week), &[held(Role::TownOfficer, week)]).is_empty());
        assert!(wrong(&standing_in(2, 2, week), &[standing_in(3, 3, week)]).is_empty());
        assert_eq!(wrong(&standing_in(2, 2, week), &[standing_in(2, 2, week)]), ["from"]);
    }

    #[test]
    fn nobody_is_posted_for_a_year_that_is_a_slip() {
        let today = day("2026-11-23");
        let post = |from: &str, until| wrong(&held(Role::WindowClerk, term(from, until)), &[]);
        assert!(post("2027-11-24", Some("2030-12-31")).is_empty());
        for late in ["2027-11-25", "2099-01-01", "9999-12-31"] {
            assert_eq!(post(late, None), ["from"], "{late}");
        }
        assert_eq!(post("2026-11-23", Some("9999-12-31")), ["until"]);
        assert!(wrong(&standing_in(2, 2, term("2027-02-21", Some("2027-03-01"))), &[]).is_empty());
        assert_eq!(
            wrong(&standing_in(2, 2, term("2027-02-22", Some("2027-03-01"))), &[]),
            ["from"]
        );
        let problems = Term::parse_substitution("2099-01-01", "2099-01-05", today).unwrap_err();
        assert_eq!(problems[0].fix, "请填写 2027 年 2 月 21 日或者更早的日期");
    }

    #[test]
    fn all_that_is_missing_of_a_substitutions_days_is_told_at_once() {
        let paths = |from, until| -> Vec<String> {
            let problems = Term::parse_substitution(from, until, day("2026-11-23")).unwrap_err();
            problems.into_iter().map(|one| one.path).collect()
        };
        assert_eq!(paths("", ""), ["from", "until"]);
        assert_eq!(paths("2026-11-22", ""), ["from", "until"]);
    }

    #[test]
    fn a_term_is_told_with_a_space_before_each_number() {
        let until = term("2026-11-30", Some("2027-01-31"));
        assert_eq!(until.words(), "2026 年 11 月 30 日至 2027 年 1 月 31 日");
        assert_eq!(term("2026-11-30", None).words(), "2026 年 11 月 30 日起");
    }

    #[test]
    fn days_are_read_as_typed() {
        assert_eq!(Term::parse(" 2026-12-01 ", ""), Ok(term("2026-12-01", None)));
        let paths = |from, until| -> Vec<String> {
            let problems = Term::parse(from, until).unwrap_err();
            problems.into_iter().map(|one| one.path).collect()
        };
        assert_eq!(paths("", "2026-13-01"), ["from", "until"]);
    }
}
