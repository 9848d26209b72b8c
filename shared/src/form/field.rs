//! A question, what kind it is and what contradicts: one file, because a group of questions is itself a kind of
//! question. How they are read is in `written.rs`.

use serde::{Deserialize, Serialize};

use super::parts::{Choice, DateBound, FileKind, PersonParts};
use super::{Expr, FieldId, MaterialId, Path};
use crate::place::DivisionCode;

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    pub id: FieldId,
    pub label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(flatten)]
    pub kind: FieldKind,
    #[serde(skip_serializing_if = "Expr::is_always")]
    pub required: Expr,
    #[serde(skip_serializing_if = "Expr::is_always")]
    pub shown: Expr,
    /// Whether lookers without need see the answer masked; left out, what kind it is and what it asks about decide,
    /// see [`super::masked_answers`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitive: Option<bool>,
}

/// What contradicts: violated while `when` holds. A caution speaks against what the item asks for: it is told, and the
/// office decides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossRule {
    pub when: Expr,
    /// The field the problem is shown at.
    pub path: Path,
    pub message: String,
    pub fix: String,
    /// Told on every page and never in the way, see [`super::Filled::against`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub caution: bool,
}

impl CrossRule {
    /// What the form does with its words: 提示, and for a caution 只提醒.
    #[must_use]
    pub const fn told(&self) -> &'static str {
        if self.caution { "只提醒" } else { "提示" }
    }
}

/// What makes the brackets at the end of a label a hint how to fill it in.
const HINTS: [&str; 6] = ["填", "写", "可选", "必选", "多选", "单选"];

impl Field {
    /// The label as a sentence names it, without a hint in brackets at its end: 快递单号（邮寄的要填）. What is part of
    /// the name stays: 法定代表人（负责人）.
    #[must_use]
    pub fn called(&self) -> &str {
        let label = self.label.trim();
        let inner = label.strip_suffix(['）', ')']);
        match inner.and_then(|rest| rest.rsplit_once(['（', '('])) {
            Some((name, hint)) if !name.trim().is_empty() && HINTS.iter().any(|word| hint.contains(word)) => {
                name.trim()
            }
            _ => label,
        }
    }

    /// Whether a text is made of digits: a bank card, a meter. Such fields are named `…_number`.
    #[must_use]
    pub fn is_digits(&self) -> bool {
        matches!(self.kind, FieldKind::Text { .. }) && self.id.as_str().ends_with("_number")
    }

    /// How many digits such a text has: a bank's or social security card 12 to 19 (ISO/IEC 7812), other accounts and
    /// meters as their keepers like.
    #[must_use]
    pub fn digits(&self) -> std::ops::RangeInclusive<usize> {
        if self.label.ends_with("卡号") {
            12..=19
        } else {
            6..=32
        }
    }
}

/// What kind of answer a field takes. As JSON: `{"kind": "text", "max": 50}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    Text {
        max: u32,
    },
    LongText {
        max: u32,
    },
    Integer {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// Yuan with two decimals as typed; the answer keeps whole fen.
    Money {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
    },
    Date {
        #[serde(skip_serializing_if = "Option::is_none")]
        min: Option<DateBound>,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<DateBound>,
    },
    Choice {
        options: Vec<Choice>,
    },
    Choices {
        options: Vec<Choice>,
        min: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    YesNo,
    CitizenNumber,
    CreditCode,
    /// A mobile or a landline.
    Phone,
    Mobile,
    /// A village or community and the rest of the address: `{"division": "…", "detail": "…"}`.
    Address {
        /// The city or town the village must lie in.
        #[serde(skip_serializing_if = "Option::is_none")]
        within: Option<DivisionCode>,
    },
    Person {
        #[serde(flatten)]
        parts: PersonParts,
    },
    /// A list of groups. Rules within it name siblings by a path that begins with a dot.
    Repeat {
        fields: Vec<Field>,
        min: u32,
        max: u32,
        /// What one entry is called, e.g. 家庭成员.
        item_label: String,
        /// What contradicts within one entry.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        rules: Vec<CrossRule>,
    },
    /// Files for a material; the answer is the list of their ids.
    Material {
        material: MaterialId,
        accept: Vec<FileKind>,
        max_files: u32,
    },
    /// A statement the applicant makes by ticking it.
    Declaration {
        text: String,
    },
}

impl FieldKind {
    /// The stable name, as in JSON.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Integer { .. } => "integer",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::YesNo => "yes_no",
            Self::CitizenNumber => "citizen_number",
            Self::CreditCode => "credit_code",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Address { .. } => "address",
            Self::Person { .. } => "person",
            Self::Repeat { .. } => "repeat",
            Self::Material { .. } => "material",
            Self::Declaration { .. } => "declaration",
        }
    }

    /// The names its JSON may have beside `kind`, so that a slip of the pen is told and not passed over.
    pub(super) const fn keys(&self) -> &'static [&'static str] {
        match self {
            Self::Text { .. } | Self::LongText { .. } => &["max"],
            Self::Integer { .. } => &["min", "max", "unit"],
            Self::Money { .. } | Self::Date { .. } => &["min", "max"],
            Self::Choice { .. } => &["options"],
            Self::Choices { .. } => &["options", "min", "max"],
            Self::Address { .. } => &["within"],
            Self::Person { .. } => &["citizen_number", "mobile", "relation"],
            Self::Repeat { .. } => &["fields", "min", "max", "item_label", "rules"],
            Self::Material { .. } => &["material", "accept", "max_files"],
            Self::Declaration { .. } => &["text"],
            Self::YesNo | Self::CitizenNumber | Self::CreditCode | Self::Phone | Self::Mobile => &[],
        }
    }

    /// Whether the answer is personal data that lists and lookers without need see masked (个人信息保护法 §28).
    #[must_use]
    pub const fn is_sensitive(&self) -> bool {
        matches!(
            self,
            Self::CitizenNumber
                | Self::Phone
                | Self::Mobile
                | Self::Address { .. }
                | Self::Person { .. }
                | Self::Material { .. }
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::form::{Answers, FormSchema, check};

    #[test]
    fn a_hint_in_brackets_stays_out_of_sentences_and_a_part_of_the_name_does_not() {
        for (label, called) in [
            ("快递单号（邮寄的要填）", "快递单号"),
            ("备注(选填)", "备注"),
            ("法定代表人（负责人）", "法定代表人（负责人）"),
            ("所在镇（街道）", "所在镇（街道）"),
            ("（填写）", "（填写）"),
        ] {
            let form: FormSchema = serde_json::from_value(json!({ "id": "x", "version": 1, "title": "x", "pages": [
                { "id": "p", "title": "p", "fields": [ { "id": "a", "label": label, "kind": "text" } ] }
            ] }))
            .unwrap();
            assert_eq!(form.fields().next().unwrap().called(), called);
            let told = check(&form, &Answers::new(), "2026-11-23".parse().unwrap());
            assert_eq!(told[0].message, format!("还没有填写“{called}”"));
            assert_eq!(told[0].fix, format!("请填写{called}"));
        }
    }
}
