//! The plan's milestones. Their dates are settings of the city package.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::place::DivisionCode;
use crate::text::text_newtype;
use crate::time::{Date, show_date};

/// A milestone's name in the package: `joined`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MilestoneId(String);
text_newtype!(MilestoneId);

/// Not a milestone id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("节点编号只用小写字母、数字和短横")]
pub struct MilestoneIdError;

impl FromStr for MilestoneId {
    type Err = MilestoneIdError;
    fn from_str(text: &str) -> Result<Self, MilestoneIdError> {
        let right = (1..=32).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        right.then(|| Self(text.to_owned())).ok_or(MilestoneIdError)
    }
}

/// What every town is to have reached by a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    pub id: MilestoneId,
    /// 接入平台
    pub name: String,
    /// What reaching it means.
    pub words: String,
    pub due_on: Date,
}

/// When a town reached a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    pub town: DivisionCode,
    pub milestone: MilestoneId,
    /// None: not yet.
    pub on: Option<Date>,
}

/// How a town stands against a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneStanding {
    ReachedInTime,
    ReachedLate,
    NotYet,
    Overdue,
}

impl Milestone {
    /// How a town that reached it on `reached` stands today. The due day itself is in time.
    #[must_use]
    pub fn standing(&self, reached: Option<Date>, today: Date) -> MilestoneStanding {
        match reached.filter(|on| *on <= today) {
            Some(on) if on <= self.due_on => MilestoneStanding::ReachedInTime,
            Some(_) => MilestoneStanding::ReachedLate,
            None if today <= self.due_on => MilestoneStanding::NotYet,
            None => MilestoneStanding::Overdue,
        }
    }

    /// 应于 2020 年 11 月 15 日前完成
    #[must_use]
    pub fn due_words(&self) -> String {
        format!("应于 {}前完成", show_date(self.due_on))
    }
}

impl MilestoneStanding {
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReachedInTime => "按期完成",
            Self::ReachedLate => "逾期完成",
            Self::NotYet => "尚未到期",
            Self::Overdue => "逾期未完成",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_due_day_itself_is_in_time_and_the_next_is_not() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let joined = Milestone {
            id: "joined".parse().unwrap(),
            name: "接入平台".into(),
            words: String::new(),
            due_on: date("2020-11-15"),
        };
        let today = date("2020-12-01");
        assert_eq!(
            joined.standing(Some(date("2020-11-15")), today),
            MilestoneStanding::ReachedInTime
        );
        assert_eq!(
            joined.standing(Some(date("2020-11-16")), today),
            MilestoneStanding::ReachedLate
        );
        assert_eq!(joined.standing(None, date("2020-11-15")), MilestoneStanding::NotYet);
        assert_eq!(joined.standing(None, today), MilestoneStanding::Overdue);
        // A date still to come is no achievement.
        assert_eq!(
            joined.standing(Some(date("2020-12-02")), today),
            MilestoneStanding::Overdue
        );
    }
}
