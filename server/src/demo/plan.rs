//! What happens in the demo city: which cases arrive where and when, and how they go on.

use jiff::civil::{Date, DateTime};
use shared::case::Channel;

use super::dice::Dice;

/// How a demo case goes on after it was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Accepted and granted.
    Granted,
    /// Sent back once for completion, supplied, then granted.
    CorrectedThenGranted,
    /// Accepted and refused with reasons.
    Refused,
    /// Not accepted: another office's.
    Declined,
    /// Taken back by the applicant.
    Withdrawn,
    /// Accepted, still under review.
    UnderReview,
    /// Waits for the applicant's completion.
    AwaitingCorrection,
    /// Nobody has looked at it yet.
    Untouched,
}

/// One case to come about.
#[derive(Clone, Debug, PartialEq)]
pub struct CasePlan {
    /// Counts from 0; also what its dice are thrown for.
    pub n: u64,
    pub item: usize,
    pub town: usize,
    pub village: u64,
    pub channel: Channel,
    /// Local time of the submission.
    pub at: DateTime,
    pub course: Course,
    /// Working days from one act to the next.
    pub pace: u32,
    pub late: bool,
}

/// Plans `count` cases over the `days` before `today`. Towns take part by weight (the busy ones more), later months
/// more than earlier ones, and recent cases are mostly still open.
#[must_use]
pub fn plan(seed: u64, count: u64, today: Date, days: i64, items: &[u64], towns: &[u64]) -> Vec<CasePlan> {
    let mut plans: Vec<CasePlan> = (0..count).map(|n| one(seed, n, today, days, items, towns)).collect();
    plans.sort_by_key(|plan| (plan.at, plan.n));
    plans
}

fn one(seed: u64, n: u64, today: Date, days: i64, items: &[u64], towns: &[u64]) -> CasePlan {
    let mut dice = Dice::of(seed, n);
    // The larger of two throws: use grows towards today.
    let age = days - dice.between(0, days).max(dice.between(0, days));
    let day = today.checked_sub(jiff::Span::new().days(age)).unwrap_or(today);
    let hour = [8, 9, 10, 11, 14, 15, 16, 17, 19, 20, 21].get(dice.weighted(&[6, 14, 14, 9, 8, 13, 12, 7, 6, 7, 4]));
    let at = day.at(
        hour.copied().unwrap_or(9),
        dice.between(0, 59) as i8,
        dice.between(0, 59) as i8,
        0,
    );
    let town = dice.weighted(towns);
    // Towns differ in how many of their residents use the phone and how punctual they are. Nobody files at a window or
    // through an agent: the product has no page for it, so the demo shows no such case.
    let habit = (town as u64 * 37) % 23;
    let channel = match dice.weighted(&[64 + habit, 36 - habit]) {
        0 => Channel::Phone,
        _ => Channel::Computer,
    };
    let course = match age {
        0..=4 => [
            Course::Untouched,
            Course::UnderReview,
            Course::AwaitingCorrection,
            Course::Granted,
        ]
        .get(dice.weighted(&[60, 25, 10, 5])),
        5..=12 => [
            Course::UnderReview,
            Course::Granted,
            Course::AwaitingCorrection,
            Course::Refused,
        ]
        .get(dice.weighted(&[45, 40, 12, 3])),
        13..=24 => [
            Course::UnderReview,
            Course::Granted,
            Course::CorrectedThenGranted,
            Course::Withdrawn,
        ]
        .get(dice.weighted(&[8, 70, 18, 4])),
        _ => [
            Course::Granted,
            Course::CorrectedThenGranted,
            Course::Refused,
            Course::Declined,
            Course::Withdrawn,
            Course::UnderReview,
        ]
        .get(dice.weighted(&[740, 170, 40, 20, 28, 2])),
    };
    CasePlan {
        n,
        item: dice.weighted(items),
        town,
        village: dice.next(),
        channel,
        at,
        course: course.copied().unwrap_or(Course::Granted),
        pace: u32::try_from(dice.between(0, 3)).unwrap_or(1),
        late: dice.percent(1 + habit / 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned() -> Vec<CasePlan> {
        plan(1, 2_000, jiff::civil::date(2026, 11, 23), 330, &[3; 67], &[5; 19])
    }

    #[test]
    fn the_plan_is_the_same_every_time() {
        assert_eq!(planned(), planned());
    }

    #[test]
    fn every_town_and_every_course_comes_up() {
        let plans = planned();
        for town in 0..19 {
            assert!(plans.iter().filter(|p| p.town == town).count() > 40, "town {town}");
        }
        for course in [
            Course::Granted,
            Course::Refused,
            Course::Declined,
            Course::Withdrawn,
            Course::Untouched,
        ] {
            assert!(plans.iter().any(|p| p.course == course), "{course:?}");
        }
    }

    #[test]
    fn no_case_comes_in_by_a_way_the_product_does_not_have() {
        assert!(planned().iter().all(|plan| plan.channel.is_online()));
    }

    #[test]
    fn nothing_comes_from_the_future_and_later_months_are_busier() {
        let plans = planned();
        assert!(plans.iter().all(|p| p.at.date() <= jiff::civil::date(2026, 11, 23)));
        let month = |m| plans.iter().filter(|p| p.at.date().month() == m).count();
        assert!(month(10) > month(2) * 2);
    }
}
