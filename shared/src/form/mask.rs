//! What of an answer somebody sees who has not asked for personal values, or may not (个人信息保护法 §6, §28).
//!
//! Every answer passes here before it reaches a screen, a file or a list of staff. What is not known to be harmless is
//! hidden: an answer without a field is left out, an answer of the wrong type is covered, and a kind of field that
//! comes new has to be given its line below before the compiler is content.

use serde_json::{Map, Value};

use super::answers::{day, is_blank};
use super::{Answers, Choice, Field, FieldKind, FormSchema};
use crate::people::{CitizenId, PersonName, Phone};

/// What stands where something is hidden. Its length says nothing about what it hides.
pub const HIDDEN: &str = "******";

/// Subjects that make every answer about them sensitive: health, beliefs, hardship, the young, what a household lives
/// on (个人信息保护法 §28). Looked for in the titles of form and page, the label and the options.
const SENSITIVE_SUBJECTS: [&str; 34] = [
    "残疾",
    "残障",
    "疾病",
    "病",
    "健康",
    "医疗",
    "医院",
    "伤",
    "护理",
    "孕",
    "产期",
    "生育",
    "婚",
    "收养",
    "监护",
    "孩子",
    "子女",
    "儿童",
    "未成年",
    "未满",
    "宗教",
    "信仰",
    "民族",
    "政治面貌",
    "低保",
    "特困",
    "孤儿",
    "救助",
    "困难",
    "收入",
    "贫困",
    "犯罪",
    "社区矫正",
    "抚恤",
];

impl Field {
    /// Whether the answer is hidden from those who need not know it. What says who or where somebody is always is;
    /// for the rest the field's own mark decides, and without one the kind and the subject.
    fn is_hidden(&self, subject: bool) -> bool {
        // That somebody promised says nothing about them.
        let promise = matches!(self.kind, FieldKind::Declaration { .. });
        let unsaid = || !promise && (self.kind.is_free() || subject || self.names_a_subject());
        self.kind.is_sensitive() || self.sensitive.unwrap_or_else(unsaid)
    }

    fn names_a_subject(&self) -> bool {
        let options = match &self.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options, .. } => options.as_slice(),
            _ => &[],
        };
        is_subject(&self.label) || options.iter().any(|option| is_subject(&option.label))
    }
}

impl FieldKind {
    /// Whether anything at all may stand in the answer, or a day or a sum that says much about somebody.
    const fn is_free(&self) -> bool {
        match self {
            Self::Text { .. } | Self::LongText { .. } | Self::Date { .. } | Self::Money { .. } => true,
            Self::Integer { .. }
            | Self::Choice { .. }
            | Self::Choices { .. }
            | Self::YesNo
            | Self::CreditCode
            | Self::Declaration { .. }
            // Masked part by part.
            | Self::CitizenNumber
            | Self::Phone
            | Self::Mobile
            | Self::Address { .. }
            | Self::Person { .. }
            | Self::Repeat { .. }
            | Self::Material { .. } => false,
        }
    }
}

fn is_subject(words: &str) -> bool {
    SENSITIVE_SUBJECTS.iter().any(|subject| words.contains(subject))
}

/// The answers as they may be shown to someone without need: only those the form asks, each masked by its field.
#[must_use]
pub fn masked_answers(form: &FormSchema, answers: &Answers) -> Answers {
    let mut shown = Answers::new();
    let of_form = is_subject(&form.title);
    for page in &form.pages {
        let subject = of_form || is_subject(&page.title);
        for field in &page.fields {
            let id = field.id.as_str();
            if let Some(value) = answers.as_map().get(id) {
                let shows = || match value {
                    Value::String(name) if !name.trim().is_empty() && form.names_a_firm(field) => name.as_str().into(),
                    value => masked(field, value, subject),
                };
                shown.as_map_mut().entry(id).or_insert_with(shows);
            }
        }
    }
    shown
}

/// One answer, masked by its field.
fn masked(field: &Field, value: &Value, subject: bool) -> Value {
    let text = value.as_str();
    match &field.kind {
        _ if is_blank(Some(value)) => Value::Null,
        FieldKind::CitizenNumber => masked_number(text).into(),
        FieldKind::Phone | FieldKind::Mobile => masked_phone(text).into(),
        FieldKind::Address { .. } => masked_address(value),
        FieldKind::Person { parts } => masked_person(value, &parts.relation),
        FieldKind::Repeat { fields, item_label, .. } => {
            let subject = subject || is_subject(&field.label) || is_subject(item_label);
            masked_entries(fields, value, subject)
        }
        // How many files there are says nothing; which ones leads to them.
        FieldKind::Material { .. } => {
            let count = value.as_array().map_or(0, Vec::len);
            Value::Array(vec![HIDDEN.into(); count])
        }
        _ if field.is_hidden(subject) => HIDDEN.into(),
        kind if is_as_asked(kind, value) => value.clone(),
        _ => HIDDEN.into(),
    }
}

/// Whether an answer is what its kind gives: a free text in the place of a choice is a free text.
fn is_as_asked(kind: &FieldKind, value: &Value) -> bool {
    let known = |options: &[Choice], value: &Value| options.iter().any(|option| *value == option.value.as_str());
    match kind {
        FieldKind::Text { .. } | FieldKind::LongText { .. } => value.is_string(),
        FieldKind::Integer { .. } | FieldKind::Money { .. } => value.is_i64(),
        FieldKind::Date { .. } => value.as_str().is_some_and(|text| day(text).is_some()),
        FieldKind::Choice { options } => known(options, value),
        FieldKind::Choices { options, .. } => value
            .as_array()
            .is_some_and(|list| list.iter().all(|one| known(options, one))),
        FieldKind::YesNo | FieldKind::Declaration { .. } => value.is_boolean(),
        FieldKind::CreditCode => value
            .as_str()
            .is_some_and(|text| text.parse::<crate::people::CreditCode>().is_ok()),
        _ => false,
    }
}

fn masked_entries(fields: &[Field], value: &Value, subject: bool) -> Value {
    let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let masked_entry = |entry: &Value| {
        let mut shown = Map::new();
        for field in fields {
            if let Some(value) = entry.get(field.id.as_str()) {
                shown.insert(field.id.to_string(), masked(field, value, subject));
            }
        }
        Value::Object(shown)
    };
    Value::Array(entries.iter().map(masked_entry).collect())
}

/// Which village is known to everyone; which door is not.
fn masked_address(value: &Value) -> Value {
    let division = value.get("division").and_then(Value::as_str);
    let division = division.filter(|code| code.parse::<crate::place::DivisionCode>().is_ok());
    let mut shown = Map::new();
    if let Some(code) = division {
        shown.insert("division".to_owned(), code.into());
    }
    shown.insert("detail".to_owned(), HIDDEN.into());
    Value::Object(shown)
}

fn masked_person(value: &Value, relations: &[Choice]) -> Value {
    let part = |name| value.get(name).and_then(Value::as_str);
    let mut shown = Map::new();
    let parts = [
        ("name", part("name").map(|text| masked_name(Some(text)))),
        (
            "citizen_number",
            part("citizen_number").map(|text| masked_number(Some(text))),
        ),
        ("mobile", part("mobile").map(|text| masked_phone(Some(text)))),
    ];
    for (name, text) in parts {
        if let Some(text) = text {
            shown.insert(name.to_owned(), text.into());
        }
    }
    if let Some(relation) = part("relation").filter(|text| relations.iter().any(|one| one.value == *text)) {
        shown.insert("relation".to_owned(), relation.into());
    }
    Value::Object(shown)
}

/// 陈*明; what is no name is hidden whole.
#[must_use]
pub fn masked_name(name: Option<&str>) -> String {
    let name = name.and_then(|text| text.parse::<PersonName>().ok());
    name.map_or_else(|| HIDDEN.to_owned(), |name| name.masked())
}

/// The first three and the last four digits; what is no citizen number is hidden whole.
#[must_use]
pub fn masked_number(number: Option<&str>) -> String {
    let number = number.and_then(|text| text.parse::<CitizenId>().ok());
    number.map_or_else(|| HIDDEN.to_owned(), |number| number.masked())
}

/// 139****0001; what is no phone number is hidden whole.
#[must_use]
pub fn masked_phone(phone: Option<&str>) -> String {
    let phone = phone.and_then(|text| text.parse::<Phone>().ok());
    phone.map_or_else(|| HIDDEN.to_owned(), |phone| phone.masked())
}

/// The values that a case hides, so that they stay hidden where an officer's words repeat them.
#[derive(Clone, Default)]
pub struct Covered(Vec<String>);

impl Covered {
    /// Every text in the answers that masking takes away.
    #[must_use]
    pub fn of(form: &FormSchema, answers: &Answers) -> Self {
        let mut covered = Self::default();
        let shown = masked_answers(form, answers);
        for (id, value) in answers.as_map() {
            covered.differing(value, shown.as_map().get(id));
        }
        covered
    }

    /// One more value to be hidden, such as the applicant's name.
    pub fn add(&mut self, text: &str) {
        // One character would tear holes into every sentence.
        if text.chars().nth(1).is_some() && !self.0.iter().any(|known| known == text) {
            self.0.push(text.to_owned());
            self.0.sort_by_key(|known| std::cmp::Reverse(known.len()));
        }
    }

    fn differing(&mut self, value: &Value, shown: Option<&Value>) {
        if shown == Some(value) {
            return;
        }
        match value {
            Value::String(text) => self.add(text.trim()),
            Value::Array(list) => {
                for (at, one) in list.iter().enumerate() {
                    self.differing(one, shown.and_then(|shown| shown.get(at)));
                }
            }
            Value::Object(group) => {
                for (name, one) in group {
                    self.differing(one, shown.and_then(|shown| shown.get(name)));
                }
            }
            _ => {}
        }
    }

    /// A sentence without the hidden values, and without any run of seven digits or more.
    #[must_use]
    pub fn cover(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for known in &self.0 {
            text = text.replace(known.as_str(), HIDDEN);
        }
        without_long_numbers(&text)
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

/// Phones, cards and identity numbers are runs of seven digits and more, with or without spaces in them.
fn without_long_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    let end = |run: &mut String, shown: &mut String| {
        let number = run.trim_end_matches(' ');
        if number.chars().filter(|letter| is_digit(*letter)).count() > 6 {
            shown.push_str(HIDDEN);
            shown.push_str(run.get(number.len()..).unwrap_or_default());
        } else {
            shown.push_str(run);
        }
        run.clear();
    };
    for letter in text.chars() {
        if is_digit(letter) || (letter == ' ' && !run.is_empty()) {
            run.push(letter);
        } else {
            end(&mut run, &mut shown);
            shown.push(letter);
        }
    }
    end(&mut run, &mut shown);
    shown
}
