//! What the public board shows, and exactly how it is counted. Progress is counted, never reported.

use super::{Bucket, Counts, Figure, Measure, percentile};
use crate::value_list;

value_list! {
    /// How a figure is written.
    pub enum Unit, "单位" {
        Items = "items", "项";
        Cases = "cases", "件";
        Percent = "percent", "%";
        WorkingDays = "working_days", "个工作日";
    }
}

value_list! {
    /// Which way is better.
    pub enum Direction, "方向" {
        More = "more";
        Less = "less";
        /// It tells how much there is, not how well it is done.
        Neither = "neither";
    }
}

/// Measures counted together, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub words: &'static str,
    pub of: &'static [Measure],
}

/// How the counts become a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    Count(Sum),
    /// The first of the second.
    Share(Sum, Sum),
    /// So many percent of the cases took no longer.
    Percentile(u8, Sum),
}

/// The definition of a figure (口径), for everyone to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// As in addresses and files: `online-share`.
    pub code: &'static str,
    pub name: &'static str,
    /// 口径: what is counted and what is not.
    pub definition: &'static str,
    pub formula: Formula,
    pub unit: Unit,
    pub better: Direction,
    /// Of fewer cases no share and no percentile is told.
    pub minimum: i64,
}

/// Every indicator of the board, in its order. A row is all that a new figure of standing measures takes: table, files,
/// JSON and definitions follow.
pub const INDICATORS: &[Indicator] = &[
    Indicator {
        code: "items",
        name: "已公布事项",
        definition: "该镇（街道）综合便民服务中心对外公布、可以受理或收件的事项数。只提供咨询的不计。",
        formula: Formula::Count(Sum {
            words: "已公布且可受理或收件的事项数",
            of: &[Measure::ItemsPublished],
        }),
        unit: Unit::Items,
        better: Direction::More,
        minimum: 0,
    },
    Indicator {
        code: "guides-complete",
        name: "办事指南完整度",
        definition: "该镇（街道）综合便民服务中心的全部办事指南里，必填要素已填写并经主管部门或站点确认的占比。待主管部门确认的要素不算完成。",
        formula: Formula::Share(
            Sum {
                words: "已填写并确认的必填要素数",
                of: &[Measure::ElementsConfirmed],
            },
            Sum {
                words: "必填要素总数",
                of: &[Measure::ElementsRequired],
            },
        ),
        unit: Unit::Percent,
        better: Direction::More,
        minimum: 1,
    },
    Indicator {
        code: "received",
        name: "收件数",
        definition: "收到的办件数，从提交之日起计，记在办理地：由哪个镇（街道）办理就计入哪个镇（街道），由市级办理的计入市级中心；不看申请人住在哪里，也不看在哪里提交。测试件和草稿不计；申请人撤回的不计。",
        formula: Formula::Count(Sum {
            words: "收到的办件数",
            of: &[Measure::Received],
        }),
        unit: Unit::Cases,
        better: Direction::Neither,
        minimum: 0,
    },
    Indicator {
        code: "online-share",
        name: "网上申请占比",
        definition: "收到的办件中，申请人用手机或电脑自己提交的占比，同收件数一样记在办理地。窗口、代办员和自助机提交的不计入分子。测试件和申请人撤回的不计。",
        formula: Formula::Share(
            Sum {
                words: "手机或电脑提交的办件数",
                of: &[Measure::ReceivedOnline],
            },
            Sum {
                words: "收到的办件数",
                of: &[Measure::Received],
            },
        ),
        unit: Unit::Percent,
        better: Direction::More,
        minimum: 1,
    },
    Indicator {
        code: "on-time-share",
        name: "按时办结率",
        definition: "已作出决定的办件中，在承诺时限内作出决定的占比，同收件数一样记在办理地。等候申请人补正的日子不计入办理时间。还没有决定的、测试件和撤回的不计。",
        formula: Formula::Share(
            Sum {
                words: "在承诺时限内作出决定的办件数",
                of: &[Measure::DecidedOnTime],
            },
            Sum {
                words: "已作出决定的办件数",
                of: &[Measure::Decided],
            },
        ),
        unit: Unit::Percent,
        better: Direction::More,
        minimum: 1,
    },
    Indicator {
        code: "handling-days-median",
        name: "办理用时中位数（工作日）",
        definition: "已受理并作出决定的办件，从受理到作出决定用了几个工作日，同收件数一样记在办理地；受理当日不计。按用时从短到长排列，取排在正中间的那一件；件数为双数时取中间两件里较短的。超过 20 个工作日的按区间统计，超过 60 个工作日的不再细分。等候申请人补正的日子在受理以前，不计入。还没有决定的、测试件和撤回的不计；不足 10 件的不公布。",
        formula: Formula::Percentile(
            50,
            Sum {
                words: "已受理并作出决定的办件数",
                of: &[Measure::HandlingDays],
            },
        ),
        unit: Unit::WorkingDays,
        better: Direction::Less,
        minimum: 10,
    },
];

/// What is told of every month, with the name of its column.
pub const MONTHLY: &[(&str, Measure)] = &[
    ("收件", Measure::Received),
    ("网上申请", Measure::ReceivedOnline),
    ("作出决定", Measure::Decided),
    ("按时作出决定", Measure::DecidedOnTime),
    ("准予", Measure::Granted),
    ("不予受理", Measure::Declined),
    ("逾期未告知视为受理", Measure::AcceptedBySilence),
];

impl Indicator {
    /// By its code in addresses.
    #[must_use]
    pub fn of_code(code: &str) -> Option<&'static Self> {
        INDICATORS.iter().find(|indicator| indicator.code == code)
    }

    /// What is counted; the part of a share.
    #[must_use]
    pub const fn numerator(&self) -> Sum {
        match self.formula {
            Formula::Count(sum) | Formula::Share(sum, _) | Formula::Percentile(_, sum) => sum,
        }
    }

    /// What a share is a share of.
    #[must_use]
    pub const fn denominator(&self) -> Option<Sum> {
        match self.formula {
            Formula::Share(_, whole) => Some(whole),
            Formula::Count(_) | Formula::Percentile(..) => None,
        }
    }

    /// The figure of a town, or of the whole city when the counts are the sum.
    #[must_use]
    pub fn figure(&self, counts: &Counts) -> Figure {
        let minimum = self.minimum;
        match self.formula {
            Formula::Count(sum) => Figure::Count(counts.of_all(sum.of)),
            Formula::Share(part, whole) => Figure::Share {
                part: counts.of_all(part.of),
                whole: counts.of_all(whole.of),
                minimum,
            },
            Formula::Percentile(percent, sum) => Figure::Days {
                at: percentile(self.durations(counts).into_iter(), percent),
                sample: counts.of_all(sum.of),
                minimum,
            },
        }
    }

    /// The durations behind a percentile, from the shortest; empty for what is none.
    #[must_use]
    pub fn durations(&self, counts: &Counts) -> Vec<(Bucket, i64)> {
        let Formula::Percentile(_, sum) = self.formula else {
            return Vec::new();
        };
        Bucket::all()
            .map(|bucket| (bucket, counts.in_bucket(sum.of, bucket)))
            .filter(|(_, count)| *count != 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_indicator_is_found_by_its_own_code_and_says_what_it_counts() {
        let codes: BTreeSet<&str> = INDICATORS.iter().map(|indicator| indicator.code).collect();
        assert_eq!(codes.len(), INDICATORS.len());
        for indicator in INDICATORS {
            assert_eq!(Indicator::of_code(indicator.code), Some(indicator));
            assert!(!indicator.definition.is_empty());
            let of_cases = indicator
                .numerator()
                .of
                .iter()
                .all(|measure| Measure::of_cases().any(|one| one == *measure));
            assert_eq!(
                indicator.definition.contains("记在办理地"),
                of_cases,
                "{}",
                indicator.code
            );
            for sum in [Some(indicator.numerator()), indicator.denominator()]
                .into_iter()
                .flatten()
            {
                assert!(!sum.words.is_empty() && !sum.of.is_empty(), "{}", indicator.code);
            }
        }
        assert_eq!(Indicator::of_code("nonsense"), None);
    }

    #[test]
    fn the_unit_is_that_of_the_formula() {
        for indicator in INDICATORS {
            let right = match indicator.formula {
                Formula::Count(_) => matches!(indicator.unit, Unit::Items | Unit::Cases),
                Formula::Share(..) => indicator.unit == Unit::Percent && indicator.minimum >= 1,
                Formula::Percentile(percent, _) => indicator.unit == Unit::WorkingDays && percent <= 100,
            };
            assert!(right, "{}", indicator.code);
        }
    }

    #[test]
    fn a_figure_is_made_of_its_rows_measures_and_no_others() {
        let counts: Counts = vec![
            (Measure::Received, Bucket::WHOLE, 22),
            (Measure::ReceivedOnline, Bucket::WHOLE, 19),
            (Measure::ItemsPublished, Bucket::WHOLE, 7),
            (Measure::ElementsRequired, Bucket::WHOLE, 40),
            (Measure::ElementsConfirmed, Bucket::WHOLE, 10),
        ]
        .into();
        let told: Vec<String> = ["items", "guides-complete", "received", "online-share", "on-time-share"]
            .into_iter()
            .map(|code| Indicator::of_code(code).unwrap().figure(&counts).words())
            .collect();
        assert_eq!(told, ["7", "25.0%", "22", "86.4%", "—"]);
    }

    #[test]
    fn a_percentile_is_a_row_too_and_keeps_silent_of_too_few() {
        let median = Indicator {
            code: "median",
            name: "中位数",
            definition: "口径",
            formula: Formula::Percentile(
                50,
                Sum {
                    words: "件数",
                    of: &[Measure::Granted, Measure::Declined],
                },
            ),
            unit: Unit::WorkingDays,
            better: Direction::Less,
            minimum: 3,
        };
        let mut counts = Counts::default();
        counts.count(Measure::Granted, Bucket::of_days(2), 1);
        counts.count(Measure::Declined, Bucket::of_days(23), 1);
        assert_eq!(median.figure(&counts).words(), "样本不足");
        counts.count(Measure::Granted, Bucket::of_days(23), 1);
        assert_eq!(median.figure(&counts).words(), "21–25");
        assert_eq!(
            median.durations(&counts),
            [(Bucket::of_days(2), 1), (Bucket::of_days(23), 2)]
        );
    }
}
