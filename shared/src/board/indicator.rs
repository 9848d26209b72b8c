//! What the public board counts, and exactly how. Progress is counted, never reported.

use serde::{Deserialize, Serialize};

use super::TownFigures;

/// A figure of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorId {
    ItemsPublished,
    GuidesComplete,
    CasesReceived,
    OnlineShare,
    OnTimeShare,
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Items,
    Cases,
    Percent,
}

impl Unit {
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Items => "项",
            Self::Cases => "件",
            Self::Percent => "%",
        }
    }
}

/// The definition of a figure (口径), for everyone to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Indicator {
    pub id: IndicatorId,
    /// As in addresses and files: `online-share`.
    pub code: &'static str,
    pub name: &'static str,
    /// 口径: what is counted and what is not.
    pub definition: &'static str,
    pub numerator: &'static str,
    /// None for plain counts.
    pub denominator: Option<&'static str>,
    pub unit: Unit,
}

/// A figure as counted: both numbers, so that anyone can do the sum again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub numerator: i64,
    pub denominator: Option<i64>,
}

/// Every indicator of the board, in its order.
pub const INDICATORS: [Indicator; 5] = [
    Indicator {
        id: IndicatorId::ItemsPublished,
        code: "items",
        name: "已公布事项",
        definition: "该镇（街道）综合便民服务中心对外公布、可以受理或收件的事项数。只提供咨询的不计。",
        numerator: "已公布且可受理或收件的事项数",
        denominator: None,
        unit: Unit::Items,
    },
    Indicator {
        id: IndicatorId::GuidesComplete,
        code: "guides-complete",
        name: "办事指南完整度",
        definition: "该镇（街道）综合便民服务中心的全部办事指南里，必填要素已填写并经主管部门或站点确认的占比。待主管部门确认的要素不算完成。",
        numerator: "已填写并确认的必填要素数",
        denominator: Some("必填要素总数"),
        unit: Unit::Percent,
    },
    Indicator {
        id: IndicatorId::CasesReceived,
        code: "received",
        name: "收件数",
        definition: "该镇（街道）及所辖村（社区）收到的办件数，从提交之日起计。测试件和草稿不计；申请人撤回的不计。",
        numerator: "收到的办件数",
        denominator: None,
        unit: Unit::Cases,
    },
    Indicator {
        id: IndicatorId::OnlineShare,
        code: "online-share",
        name: "网上申请占比",
        definition: "收到的办件中，申请人用手机或电脑自己提交的占比。窗口、代办员和自助机提交的不计入分子。测试件和申请人撤回的不计。",
        numerator: "手机或电脑提交的办件数",
        denominator: Some("收到的办件数"),
        unit: Unit::Percent,
    },
    Indicator {
        id: IndicatorId::OnTimeShare,
        code: "on-time-share",
        name: "按时办结率",
        definition: "已作出决定的办件中，在承诺时限内作出决定的占比。等候申请人补正的日子不计入办理时间。还没有决定的、测试件和撤回的不计。",
        numerator: "在承诺时限内作出决定的办件数",
        denominator: Some("已作出决定的办件数"),
        unit: Unit::Percent,
    },
];

impl IndicatorId {
    /// Its definition.
    #[must_use]
    pub const fn definition(self) -> &'static Indicator {
        match self {
            Self::ItemsPublished => &INDICATORS[0],
            Self::GuidesComplete => &INDICATORS[1],
            Self::CasesReceived => &INDICATORS[2],
            Self::OnlineShare => &INDICATORS[3],
            Self::OnTimeShare => &INDICATORS[4],
        }
    }

    /// By its code in addresses.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        INDICATORS
            .iter()
            .find(|indicator| indicator.code == code)
            .map(|indicator| indicator.id)
    }

    /// The figure of a town, or of the whole city when the town's figures are the sum.
    #[must_use]
    pub const fn figure(self, town: &TownFigures) -> Figure {
        let (numerator, denominator) = match self {
            Self::ItemsPublished => (town.items_published, None),
            Self::GuidesComplete => (town.elements_confirmed, Some(town.elements_required)),
            Self::CasesReceived => (town.received, None),
            Self::OnlineShare => (town.received_online, Some(town.received)),
            Self::OnTimeShare => (town.decided_on_time, Some(town.decided)),
        };
        Figure { numerator, denominator }
    }
}

impl Figure {
    /// Tenths of a percent, rounded half up; none when there is nothing to divide by, or for plain counts.
    #[must_use]
    pub fn permille(self) -> Option<i64> {
        let denominator = self.denominator.filter(|denominator| *denominator > 0)?;
        let doubled = self.numerator.checked_mul(2000)?.checked_add(denominator)?;
        Some(doubled / denominator.checked_mul(2)?)
    }

    /// 86.4% for shares, 1,234 for counts, — where there is nothing yet.
    #[must_use]
    pub fn words(self) -> String {
        match (self.denominator, self.permille()) {
            (None, _) => thousands(self.numerator),
            (Some(_), Some(permille)) => format!("{}.{}%", permille / 10, permille % 10),
            (Some(_), None) => "—".to_owned(),
        }
    }
}

/// 1,234,567
fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_stands_under_its_own_id_and_code() {
        for indicator in &INDICATORS {
            assert_eq!(indicator.id.definition(), indicator);
            assert_eq!(IndicatorId::of_code(indicator.code), Some(indicator.id));
            assert_eq!(indicator.unit == Unit::Percent, indicator.denominator.is_some());
        }
    }

    #[test]
    fn a_share_of_nothing_is_no_share() {
        let share = |numerator, denominator| {
            Figure {
                numerator,
                denominator: Some(denominator),
            }
            .words()
        };
        assert_eq!(share(0, 0), "—");
        assert_eq!(share(19, 22), "86.4%");
        assert_eq!(share(2, 3), "66.7%");
        assert_eq!(share(1, 1), "100.0%");
        assert_eq!(
            Figure {
                numerator: 1_234_567,
                denominator: None
            }
            .words(),
            "1,234,567"
        );
        assert_eq!(
            Figure {
                numerator: i64::MAX,
                denominator: Some(1)
            }
            .permille(),
            None
        );
    }
}
