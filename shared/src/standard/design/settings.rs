//! A field's settings as a form of its own: typed, checked and told about like every other form.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::kinds::option;
use super::options::{lines, options};
use crate::form::{
    Answers, Choice, DateBound, Expr, Field, FieldKind, FileKind, FormSchema, Page, PersonParts, submission,
};
use crate::place::DivisionCode;
use crate::time::Date;

/// What settings are picked from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lists {
    /// Where an address may lie: the city and its towns, code and name.
    pub places: Vec<Choice>,
    /// The item's materials.
    pub materials: Vec<Choice>,
}

/// The names begin so, that they are never those of the form that is being made beside.
const PRE: &str = "set_";

fn id(name: &str) -> String {
    format!("{PRE}{name}")
}

fn ask(name: &str, label: &str, hint: &str, kind: FieldKind, required: bool) -> Option<Field> {
    Some(Field {
        id: id(name).parse().ok()?,
        label: label.to_owned(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
        kind,
        required: if required { Expr::always() } else { Expr::never() },
        sensitive: None,
        shown: Expr::always(),
    })
}

fn while_(name: &str, value: &str, field: Option<Field>) -> Option<Field> {
    let mut field = field?;
    field.shown = Expr::Equals(id(name).parse().ok()?, value.into());
    Some(field)
}

fn whole(min: i64, max: i64) -> FieldKind {
    FieldKind::Integer {
        min: Some(min),
        max: Some(max),
        unit: None,
    }
}

const OPTIONS_HINT: &str = "一行一项；要加说明就写成“文字｜说明”。改字、换行序都不影响已经填过的。";

/// The form of a field's settings.
#[must_use]
pub fn settings(field: &Field, lists: &Lists) -> Option<FormSchema> {
    let label = match field.kind {
        FieldKind::Repeat { .. } => "这一组的名称",
        _ => "名称（申请人看到的问题）",
    };
    let mut fields = vec![
        ask("label", label, "", FieldKind::Text { max: 60 }, true),
        ask(
            "hint",
            "提示",
            "写在问题下面，帮人答对",
            FieldKind::LongText { max: 200 },
            false,
        ),
    ];
    fields.extend(of_kind(&field.kind, lists));
    Some(FormSchema {
        id: "settings".parse().ok()?,
        version: 1,
        title: "字段的设置".to_owned(),
        pages: vec![Page {
            id: "settings".parse().ok()?,
            title: "设置".to_owned(),
            intro: None,
            fields: fields.into_iter().flatten().collect(),
        }],
        applicant: Vec::new(),
        rules: Vec::new(),
    })
}

fn of_kind(kind: &FieldKind, lists: &Lists) -> Vec<Option<Field>> {
    let choice = |options| FieldKind::Choice { options };
    let several = |options: &[(&str, &str)], min| FieldKind::Choices {
        options: options.iter().map(|(value, label)| option(value, label)).collect(),
        min,
        max: None,
    };
    let long = FieldKind::LongText { max: 4000 };
    match kind {
        FieldKind::Text { .. } => vec![ask("max", "最多几个字", "", whole(1, 1000), true)],
        FieldKind::LongText { .. } => vec![ask("max", "最多几个字", "", whole(1, 10_000), true)],
        FieldKind::Integer { .. } => vec![
            ask("min", "最小", "不填就不限", whole(-1_000_000_000, 1_000_000_000), false),
            ask("max", "最大", "不填就不限", whole(-1_000_000_000, 1_000_000_000), false),
            ask("unit", "单位", "如“人”“平方米”", FieldKind::Text { max: 10 }, false),
        ],
        FieldKind::Money { .. } => {
            let money = || FieldKind::Money {
                min: Some(-100_000_000_000),
                max: None,
            };
            vec![
                ask("min", "最少", "不填就是 0 元", money(), false),
                ask("max", "最多", "不填就不限", money(), false),
            ]
        }
        FieldKind::Date { .. } => ["from", "until"]
            .into_iter()
            .flat_map(|edge| {
                let what = if edge == "from" { "最早" } else { "最晚" };
                let ways = vec![
                    option("none", "不限"),
                    option("today", "今天，或今天前后几天"),
                    option("on", "固定的一天"),
                ];
                let day = FieldKind::Date { min: None, max: None };
                let days = FieldKind::Integer {
                    min: Some(-73_000),
                    max: Some(73_000),
                    unit: Some("天".to_owned()),
                };
                [
                    ask(edge, what, "", choice(ways), true),
                    while_(
                        edge,
                        "today",
                        ask(
                            &format!("{edge}_days"),
                            &format!("{what}：今天加几天"),
                            "0 是今天，-30 是 30 天前",
                            days,
                            true,
                        ),
                    ),
                    while_(
                        edge,
                        "on",
                        ask(&format!("{edge}_day"), &format!("{what}的那一天"), "", day, true),
                    ),
                ]
            })
            .collect(),
        FieldKind::Choice { .. } => vec![ask("options", "选项", OPTIONS_HINT, long, true)],
        FieldKind::Choices { .. } => vec![
            ask("options", "选项", OPTIONS_HINT, long, true),
            ask("min", "至少选几项", "", whole(0, 100), true),
            ask("max", "最多选几项", "不填就不限", whole(1, 100), false),
        ],
        FieldKind::Address { .. } => {
            let mut places = vec![option("any", "不限")];
            places.extend(lists.places.iter().cloned());
            vec![ask("within", "在哪个范围里选村（社区）", "", choice(places), true)]
        }
        FieldKind::Person { .. } => vec![
            ask(
                "parts",
                "除了姓名还要问",
                "",
                several(&[("citizen_number", "身份证号码"), ("mobile", "手机号码")], 0),
                false,
            ),
            ask("relation", "关系有哪些可选", "一行一项；空着就不问关系", long, false),
        ],
        FieldKind::Repeat { .. } => vec![
            ask(
                "item_label",
                "一份叫什么",
                "如“家庭成员”",
                FieldKind::Text { max: 20 },
                true,
            ),
            ask("min", "至少几份", "", whole(0, 100), true),
            ask("max", "最多几份", "", whole(1, 100), true),
        ],
        FieldKind::Material { .. } => vec![
            ask(
                "material",
                "哪一份材料",
                "材料在标准的“申请材料”里写",
                choice(lists.materials.clone()),
                true,
            ),
            ask(
                "accept",
                "收什么",
                "",
                several(&[("image", "照片、图片"), ("pdf", "PDF")], 1),
                true,
            ),
            ask("max_files", "最多几个文件", "", whole(1, 20), true),
        ],
        FieldKind::Declaration { .. } => vec![ask("text", "声明的内容", "申请人勾选的那句话", long, true)],
        FieldKind::YesNo | FieldKind::CitizenNumber | FieldKind::CreditCode | FieldKind::Phone | FieldKind::Mobile => {
            Vec::new()
        }
    }
}

/// A field's settings as answers to that form.
#[must_use]
pub fn settings_answers(field: &Field) -> Answers {
    let mut answers = Answers::new();
    let mut put = |name: &str, value: Value| answers.put(&id(name), value);
    put("label", json!(field.label));
    put("hint", json!(field.hint));
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => put("max", json!(max)),
        FieldKind::Integer { min, max, unit } => {
            put("min", json!(min));
            put("max", json!(max));
            put("unit", json!(unit));
        }
        FieldKind::Money { min, max } => {
            put("min", json!(min));
            put("max", json!(max));
        }
        FieldKind::Date { min, max } => {
            for (edge, bound) in [("from", min), ("until", max)] {
                match bound {
                    None => put(edge, json!("none")),
                    Some(DateBound::On(day)) => {
                        put(edge, json!("on"));
                        put(&format!("{edge}_day"), json!(day.to_string()));
                    }
                    Some(DateBound::Today(days)) => {
                        put(edge, json!("today"));
                        put(&format!("{edge}_days"), json!(days));
                    }
                }
            }
        }
        FieldKind::Choice { options } => put("options", json!(lines(options))),
        FieldKind::Choices { options, min, max } => {
            put("options", json!(lines(options)));
            put("min", json!(min));
            put("max", json!(max));
        }
        FieldKind::Address { within } => put("within", json!(within.as_ref().map_or("any", DivisionCode::as_str))),
        FieldKind::Person { parts } => {
            let named = |name, asked: bool| asked.then_some(name);
            let asked = [
                named("citizen_number", parts.citizen_number),
                named("mobile", parts.mobile),
            ];
            put("parts", asked.into_iter().flatten().collect());
            put("relation", json!(lines(&parts.relation)));
        }
        FieldKind::Repeat {
            item_label, min, max, ..
        } => {
            put("item_label", json!(item_label));
            put("min", json!(min));
            put("max", json!(max));
        }
        FieldKind::Material {
            material,
            accept,
            max_files,
        } => {
            put("material", json!(material));
            put("accept", json!(accept));
            put("max_files", json!(max_files));
        }
        FieldKind::Declaration { text } => put("text", json!(text)),
        FieldKind::YesNo | FieldKind::CitizenNumber | FieldKind::CreditCode | FieldKind::Phone | FieldKind::Mobile => {}
    }
    answers
}

/// The settings as typed: label, hint, kind. What the form did not refuse can be read.
pub(super) fn read(
    field: &Field,
    form: &FormSchema,
    answers: &Answers,
    today: Date,
) -> (String, Option<String>, FieldKind) {
    let told = Told(submission(form, answers, today));
    (told.text("label"), told.some("hint"), told.kind(&field.kind))
}

struct Told(Answers);

impl Told {
    fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(&id(name))
    }

    fn some(&self, name: &str) -> Option<String> {
        let text = self.value(name)?.as_str()?.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn text(&self, name: &str) -> String {
        self.some(name).unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.value(name)?.as_i64()
    }

    fn count(&self, name: &str) -> Option<u32> {
        self.number(name).and_then(|number| number.try_into().ok())
    }

    fn list(&self, name: &str) -> Vec<&str> {
        let list = self.value(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn bound(&self, edge: &str) -> Option<DateBound> {
        match self.some(edge)?.as_str() {
            "on" => self.some(&format!("{edge}_day"))?.parse().ok().map(DateBound::On),
            "today" => self
                .number(&format!("{edge}_days"))?
                .try_into()
                .ok()
                .map(DateBound::Today),
            _ => None,
        }
    }

    fn kind(&self, was: &FieldKind) -> FieldKind {
        let mut kind = was.clone();
        match &mut kind {
            FieldKind::Text { max } | FieldKind::LongText { max } => *max = self.count("max").unwrap_or(*max),
            FieldKind::Integer { min, max, unit } => {
                (*min, *max, *unit) = (self.number("min"), self.number("max"), self.some("unit"));
            }
            FieldKind::Money { min, max } => (*min, *max) = (self.number("min"), self.number("max")),
            FieldKind::Date { min, max } => (*min, *max) = (self.bound("from"), self.bound("until")),
            FieldKind::Choice { options: list } => *list = options(&self.text("options"), list),
            FieldKind::Choices {
                options: list,
                min,
                max,
            } => {
                *list = options(&self.text("options"), list);
                (*min, *max) = (self.count("min").unwrap_or_default(), self.count("max"));
            }
            FieldKind::Address { within } => *within = self.some("within").and_then(|code| code.parse().ok()),
            FieldKind::Person { parts } => {
                let asked = self.list("parts");
                *parts = PersonParts {
                    citizen_number: asked.contains(&"citizen_number"),
                    mobile: asked.contains(&"mobile"),
                    relation: options(&self.text("relation"), &parts.relation),
                };
            }
            FieldKind::Repeat {
                item_label, min, max, ..
            } => {
                *item_label = self.text("item_label");
                *min = self.count("min").unwrap_or(*min);
                *max = self.count("max").unwrap_or(*max);
            }
            FieldKind::Material {
                material,
                accept,
                max_files,
            } => {
                if let Some(id) = self.some("material").and_then(|id| id.parse().ok()) {
                    *material = id;
                }
                let kinds = self.list("accept");
                let known = [("image", FileKind::Image), ("pdf", FileKind::Pdf)];
                *accept = known
                    .into_iter()
                    .filter(|(name, _)| kinds.contains(name))
                    .map(|(_, kind)| kind)
                    .collect();
                *max_files = self.count("max_files").unwrap_or(*max_files);
            }
            FieldKind::Declaration { text } => *text = self.text("text"),
            FieldKind::YesNo
            | FieldKind::CitizenNumber
            | FieldKind::CreditCode
            | FieldKind::Phone
            | FieldKind::Mobile => {}
        }
        kind
    }
}
