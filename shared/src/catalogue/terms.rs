//! The terms of an item: what it costs, what comes of it, how often one must come, what is posted, how long it holds,
//! how the lower tiers take part.

use serde::{Deserialize, Serialize};

use crate::time::Limit;
use crate::value_list;

value_list! {
    /// Decided on the spot, or within the promised limit.
    pub enum CaseType, "办件类型" {
        Instant = "instant", "即办件";
        Promised = "promised", "承诺件";
    }
}

/// One provision an item rests on (优化营商环境条例 §35: no conditions without a legal basis).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    pub law: String,
    pub article: String,
    pub confirmed: bool,
}

/// The statutory limit with what stands around it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitNotes {
    /// The provision the statutory limit is from.
    pub statutory: String,
    /// The provision or decision the promised limit is from.
    pub promised: String,
    /// How much longer it may take with approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Limit>,
    /// Complete and lawful papers are decided on the spot; the statutory limit is for the rest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_the_spot_first: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What an item costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// None when it is not known whether a fee is charged.
    pub charged: Option<bool>,
    pub basis: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<FeeItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pay_online: Option<bool>,
}

/// One charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeItem {
    pub name: String,
    /// In 分.
    pub amount: i64,
}

impl Fee {
    /// 不收费 · 收费 · 收费情况未公布.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self.charged {
            Some(false) => "不收费",
            Some(true) => "收费",
            None => "收费情况未公布",
        }
    }
}

impl FeeItem {
    /// 20 元, 12.50 元.
    #[must_use]
    pub fn amount_words(&self) -> String {
        match (self.amount / 100, self.amount % 100) {
            (yuan, 0) => format!("{yuan} 元"),
            (yuan, fen) => format!("{yuan}.{fen:02} 元"),
        }
    }
}

value_list! {
    /// The kind of result.
    pub enum ResultKind, "结果类型" {
        Certificate = "certificate", "出证";
        Document = "document", "出文";
        Other = "other", "其他";
    }
}

/// What the applicant gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub name: String,
    pub kind: ResultKind,
    /// Where a sample can be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// How often the applicant must come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visits {
    pub count: u8,
    /// Why, where it is not 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Visits {
    /// 一趟不用跑 · 最多跑 1 趟.
    #[must_use]
    pub fn words(&self) -> String {
        match self.count {
            0 => "一趟不用跑".to_owned(),
            n => format!("最多跑 {n} 趟"),
        }
    }

    /// Told after handing in, where handing in is not all: 这件事还要到场：双方共同到场.
    #[must_use]
    pub fn still_to_come(&self) -> Option<String> {
        let reason = self.reason.as_ref().filter(|_| self.count > 0)?;
        Some(format!("网上提交以后还要到场：{reason}"))
    }
}

/// What is posted before a decision, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicNotice {
    /// None when the length is not fixed.
    pub length: Option<Limit>,
    pub place: String,
    pub basis: String,
}

/// How long a result holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<u16>,
    /// Where it depends on the holder's age.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_age: Vec<AgeValidity>,
    /// Renewal is applied for this many days before it ends (行政许可法 §50).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renew_before_days: Option<u16>,
    pub basis: String,
}

/// How long it holds for holders of an age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeValidity {
    /// 16 至 25 周岁
    pub ages: String,
    /// None: for good.
    pub years: Option<u16>,
}

impl Validity {
    /// 5 年; or a sentence per age.
    #[must_use]
    pub fn words(&self) -> String {
        let length = |years: Option<u16>| years.map_or_else(|| "长期".to_owned(), |years| format!("{years} 年"));
        if self.by_age.is_empty() {
            return length(self.years);
        }
        let rules: Vec<String> = self
            .by_age
            .iter()
            .map(|rule| format!("{}：{}", rule.ages, length(rule.years)))
            .collect();
        rules.join("；")
    }
}

value_list! {
    /// Whether a town decides.
    pub enum TownPower, "镇（街道）权限" {
        /// The town only collects; the city decides.
        None = "none", "由市级部门决定，镇（街道）只收件";
        /// The city may hand it down or entrust it (下放、委托), and has.
        Delegated = "delegated", "市级部门下放或委托镇（街道）";
        /// The law itself gives it to the town.
        Statutory = "statutory", "法律直接规定由镇（街道）办";
    }
}

/// What the window is asked most, with what it answers (常见问题解答).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub ask: String,
    pub answer: String,
}

/// How towns take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    pub to_town: TownPower,
    pub basis: String,
}

/// How villages take part (代办). They never accept or decide a licence (行政许可法 §24).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The village files for the applicant; otherwise it only advises.
    pub files: bool,
    pub role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_visits_read_as_a_clerk_would_say_them() {
        let fee = |amount| {
            FeeItem {
                name: "工本费".into(),
                amount,
            }
            .amount_words()
        };
        assert_eq!(
            (fee(2000), fee(1250), fee(5)),
            ("20 元".into(), "12.50 元".into(), "0.05 元".into())
        );
        let visits = |count| Visits { count, reason: None }.words();
        assert_eq!((visits(0), visits(2)), ("一趟不用跑".into(), "最多跑 2 趟".into()));
    }
}
