//! Right answers to any form, thrown until the form's own check has nothing to say.

use jiff::civil::Date;
use serde_json::{Map, Value, json};
use shared::form::{Answers, Choice, Field, FieldKind, FileKind, FormSchema, PersonParts, check, eval, submission};
use shared::place::DivisionCode;

use super::dice::Dice;
use super::people::{Person, person};

/// More throws than this and the form wants someone else.
const THROWS: u32 = 60;

/// Words for questions answered in one's own.
const REMARKS: &[&str] = &[
    "情况属实，请按规定办理。",
    "家住本村，材料已备齐。",
    "方便的话请电话联系。",
    "已向村委会说明情况。",
];
const DETAILS: &[&str] = &[
    "中区 12 号",
    "滨海路 36 号",
    "西头 8 组",
    "祠堂口 21 号",
    "新村 5 幢 302 室",
];

/// Where and for whom a form is filled in.
pub(super) struct Filler<'a> {
    pub person: &'a Person,
    /// Codes of villages to live in.
    pub villages: &'a [String],
    pub today: Date,
}

impl Filler<'_> {
    /// Answers that `check` takes, as they are handed in; none when this person cannot fill in this form.
    pub fn fill(&self, form: &FormSchema, dice: &mut Dice) -> Option<Answers> {
        (0..THROWS).find_map(|_| {
            let mut answers = Answers::new();
            for field in form.fields() {
                // Most people leave what may be left.
                if !eval(&field.required, &answers, self.today) && dice.percent(70) {
                    continue;
                }
                answers.put(field.id.as_str(), self.answer(field, dice));
            }
            let answers = submission(form, &answers, self.today);
            check(form, &answers, self.today).is_empty().then_some(answers)
        })
    }

    fn answer(&self, field: &Field, dice: &mut Dice) -> Value {
        match &field.kind {
            FieldKind::Text { max } => clip(self.text(field, dice), *max).into(),
            FieldKind::LongText { max } => clip(pick(dice, REMARKS).to_owned(), *max).into(),
            FieldKind::Integer { min, max, .. } => between(dice, min.unwrap_or(1), *max, 8).into(),
            FieldKind::Money { min, max } => {
                (between(dice, min.unwrap_or(0) / 100, max.map(|max| max / 100), 9_000) * 100).into()
            }
            FieldKind::Date { min, max } => {
                self.date(dice, min.map(|b| b.on(self.today)), max.map(|b| b.on(self.today)))
            }
            FieldKind::Choice { options } => choice(dice, options),
            FieldKind::Choices { options, min, max } => choices(dice, options, *min, *max),
            FieldKind::YesNo => dice.percent(50).into(),
            FieldKind::CitizenNumber => self.person.citizen_number.as_str().into(),
            FieldKind::CreditCode => credit_code(dice).into(),
            FieldKind::Phone | FieldKind::Mobile => self.person.mobile.as_str().into(),
            FieldKind::Address { within } => self.address(within.as_ref(), dice),
            FieldKind::Person { parts } => self.named(field, parts, dice),
            FieldKind::Repeat { fields, min, max, .. } => {
                let count = between(dice, i64::from(*min).max(1), Some(i64::from(*max)), 2);
                let entry = |dice: &mut Dice| -> Value {
                    let answers = fields
                        .iter()
                        .map(|field| (field.id.to_string(), self.answer(field, dice)));
                    Value::Object(answers.collect::<Map<_, _>>())
                };
                (0..count).map(|_| entry(dice)).collect()
            }
            // The sample is a picture; a paper taken as PDF alone is left out.
            FieldKind::Material { accept, .. } if !accept.contains(&FileKind::Image) => Value::Null,
            FieldKind::Material { .. } => json!([uuid(dice)]),
            FieldKind::Declaration { .. } => true.into(),
        }
    }

    fn address(&self, within: Option<&DivisionCode>, dice: &mut Dice) -> Value {
        let inside = |code: &&String| {
            let code = code.parse::<DivisionCode>().ok();
            within.is_none_or(|within| code.is_some_and(|code| within.covers(&code)))
        };
        let villages: Vec<&String> = self.villages.iter().filter(inside).collect();
        json!({
            "division": dice.pick(&villages).map_or("", |code| code.as_str()),
            "detail": pick(dice, DETAILS),
        })
    }

    /// The applicant is the person themselves; everyone else is somebody.
    fn named(&self, field: &Field, parts: &PersonParts, dice: &mut Dice) -> Value {
        let other;
        let who = if field.id.as_str() == "applicant" {
            self.person
        } else {
            let (youngest, oldest) = if dice.percent(30) { (0, 17) } else { (18, 80) };
            other = person(dice, self.today, youngest, oldest);
            &other
        };
        let mut group = Map::new();
        group.insert("name".into(), who.name.as_str().into());
        if parts.citizen_number {
            group.insert("citizen_number".into(), who.citizen_number.as_str().into());
        }
        if parts.mobile {
            group.insert("mobile".into(), who.mobile.as_str().into());
        }
        if !parts.relation.is_empty() {
            group.insert("relation".into(), choice(dice, &parts.relation));
        }
        Value::Object(group)
    }

    fn text(&self, field: &Field, dice: &mut Dice) -> String {
        let label = field.label.as_str();
        if label.contains("姓名") || label.contains("户名") {
            self.person.name.clone()
        } else if label.contains("账号") || label.contains("卡号") {
            format!("62284800{:010}", dice.below(10_000_000_000))
        } else if label.contains("银行") {
            "农村商业银行".to_owned()
        } else if label.contains("名称") || label.contains("字号") {
            format!("{}记商行", self.person.name)
        } else {
            pick(dice, DETAILS).to_owned()
        }
    }

    fn date(&self, dice: &mut Dice, min: Option<Date>, max: Option<Date>) -> Value {
        let days = |n: i64| jiff::Span::new().days(n);
        let min = min.unwrap_or_else(|| max.unwrap_or(self.today).saturating_add(days(-400)));
        let max = max.unwrap_or_else(|| min.max(self.today).saturating_add(days(60)));
        let span = max
            .since(min)
            .map_or(0, |span| i64::from(span.get_days()))
            .clamp(0, 400);
        let back = dice.between(0, span.max(0));
        max.saturating_add(days(-back)).max(min).to_string().into()
    }
}

fn pick<'a>(dice: &mut Dice, from: &[&'a str]) -> &'a str {
    dice.pick(from).copied().unwrap_or("无")
}

fn clip(text: String, max: u32) -> String {
    text.chars().take(max as usize).collect()
}

/// Near the lower end, where real answers are.
fn between(dice: &mut Dice, min: i64, max: Option<i64>, spread: i64) -> i64 {
    let max = max.unwrap_or(i64::MAX).min(min.saturating_add(spread)).max(min);
    dice.between(min, max)
}

fn choice(dice: &mut Dice, options: &[Choice]) -> Value {
    dice.pick(options)
        .map_or(Value::Null, |option| option.value.as_str().into())
}

fn choices(dice: &mut Dice, options: &[Choice], min: u32, max: Option<u32>) -> Value {
    let most = max.map_or(options.len(), |max| max as usize).min(options.len());
    let count = between(dice, i64::from(min).max(1), i64::try_from(most).ok(), 1);
    let from = usize::try_from(dice.below(options.len() as u64)).unwrap_or(0);
    let ring = options.iter().cycle().skip(from);
    ring.take(usize::try_from(count).unwrap_or(1))
        .map(|option| Value::from(option.value.as_str()))
        .collect()
}

/// A unified social credit code (GB 32100) of a made-up firm.
fn credit_code(dice: &mut Dice) -> String {
    const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut code = format!("91350501MA{:07}", dice.below(10_000_000));
    let mut weight = 1u32;
    let mut sum = 0u32;
    for sign in code.bytes() {
        let value = SIGNS.iter().position(|known| *known == sign).unwrap_or(0);
        sum += u32::try_from(value).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    let check = (31 - sum % 31) % 31;
    code.push(SIGNS.get(check as usize).copied().map_or('0', char::from));
    code
}

/// An id that comes out the same every time.
pub(super) fn uuid(dice: &mut Dice) -> String {
    uuid::Builder::from_random_bytes(dice.bytes::<16>())
        .into_uuid()
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::people::CreditCode;

    #[test]
    fn made_up_firms_have_right_codes() {
        for n in 0..200 {
            let code = credit_code(&mut Dice::of(3, n));
            assert!(code.parse::<CreditCode>().is_ok(), "{code}");
        }
    }
}
