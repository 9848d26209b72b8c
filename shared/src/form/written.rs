//! A field as it is written down: every name that any kind has, in one flat list. So a name that is not the kind's own
//! is refused by name, and reading it costs the browser a fraction of what serde's tagged and flattened types do.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::{Choice, CrossRule, DateBound, Expr, Field, FieldId, FieldKind, FileKind, MaterialId, PersonParts};
use crate::place::DivisionCode;

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    Text,
    LongText,
    Integer,
    Money,
    Date,
    Choice,
    Choices,
    YesNo,
    CitizenNumber,
    CreditCode,
    Phone,
    Mobile,
    Address,
    Person,
    Repeat,
    Material,
    Declaration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Option<FieldId>,
    label: Option<String>,
    hint: Option<String>,
    required: Option<Expr>,
    shown: Option<Expr>,
    sensitive: Option<bool>,
    kind: Option<Name>,
    accept: Option<Vec<FileKind>>,
    citizen_number: Option<bool>,
    fields: Option<Vec<Field>>,
    item_label: Option<String>,
    material: Option<MaterialId>,
    max: Option<Edge>,
    max_files: Option<u32>,
    min: Option<Edge>,
    mobile: Option<bool>,
    options: Option<Vec<Choice>>,
    relation: Option<Vec<Choice>>,
    rules: Option<Vec<CrossRule>>,
    text: Option<String>,
    unit: Option<String>,
    within: Option<DivisionCode>,
}

/// What `min` and `max` say: how many, or which day.
#[derive(Clone, Copy)]
enum Edge {
    Number(i64),
    Day(DateBound),
}

impl<'de> Deserialize<'de> for Edge {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EdgeReader)
    }
}

struct EdgeReader;

impl<'de> Visitor<'de> for EdgeReader {
    type Value = Edge;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, {\"on\": \"2026-11-23\"} or {\"today\": 0}")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Edge, E> {
        Ok(Edge::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Edge, E> {
        let number = i64::try_from(number).map_err(|_| E::custom("数字太大"))?;
        Ok(Edge::Number(number))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Edge, A::Error> {
        DateBound::deserialize(MapAccessDeserializer::new(map)).map(Edge::Day)
    }
}

/// Why it is not that kind.
enum Slip {
    Missing(&'static str),
    Wrong(&'static str, &'static str),
    Unknown(&'static str, &'static str),
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "缺少 {name}"),
            Self::Wrong(name, wanted) => write!(f, "{name} 应为{wanted}"),
            Self::Unknown(kind, name) => write!(f, "{kind} 没有 {name} 这一项"),
        }
    }
}

type Read<T> = Result<T, Slip>;

fn number(name: &'static str, edge: Option<Edge>) -> Read<Option<i64>> {
    match edge {
        None => Ok(None),
        Some(Edge::Number(number)) => Ok(Some(number)),
        Some(Edge::Day(_)) => Err(Slip::Wrong(name, "整数")),
    }
}

fn count(name: &'static str, edge: Option<Edge>) -> Read<Option<u32>> {
    let found = number(name, edge)?.map(u32::try_from).transpose();
    found.map_err(|_| Slip::Wrong(name, "不小于 0 的整数"))
}

fn bound(name: &'static str, edge: Option<Edge>) -> Read<Option<DateBound>> {
    match edge {
        None => Ok(None),
        Some(Edge::Day(day)) => Ok(Some(day)),
        Some(Edge::Number(_)) => Err(Slip::Wrong(name, "日期，如 {\"today\": 0}")),
    }
}

impl Written {
    /// The names beside the common ones that were written.
    fn own(&self) -> impl Iterator<Item = &'static str> {
        let names = [
            ("accept", self.accept.is_some()),
            ("citizen_number", self.citizen_number.is_some()),
            ("fields", self.fields.is_some()),
            ("item_label", self.item_label.is_some()),
            ("material", self.material.is_some()),
            ("max", self.max.is_some()),
            ("max_files", self.max_files.is_some()),
            ("min", self.min.is_some()),
            ("mobile", self.mobile.is_some()),
            ("options", self.options.is_some()),
            ("relation", self.relation.is_some()),
            ("rules", self.rules.is_some()),
            ("text", self.text.is_some()),
            ("unit", self.unit.is_some()),
            ("within", self.within.is_some()),
        ];
        names.into_iter().filter_map(|(name, written)| written.then_some(name))
    }

    fn kind(&mut self) -> Read<FieldKind> {
        let written: Vec<&str> = self.own().collect();
        let kind = self.kind_of(self.kind.ok_or(Slip::Missing("kind"))?)?;
        // A misspelt name would otherwise be passed over without a word.
        match written.into_iter().find(|name| !kind.keys().contains(name)) {
            Some(name) => Err(Slip::Unknown(kind.name(), name)),
            None => Ok(kind),
        }
    }

    fn kind_of(&mut self, name: Name) -> Read<FieldKind> {
        let options = |options: Option<Vec<Choice>>| options.ok_or(Slip::Missing("options"));
        Ok(match name {
            Name::Text => FieldKind::Text {
                max: count("max", self.max)?.unwrap_or(100),
            },
            Name::LongText => FieldKind::LongText {
                max: count("max", self.max)?.unwrap_or(2000),
            },
            Name::Integer => FieldKind::Integer {
                min: number("min", self.min)?,
                max: number("max", self.max)?,
                unit: self.unit.take(),
            },
            Name::Money => FieldKind::Money {
                min: number("min", self.min)?,
                max: number("max", self.max)?,
            },
            Name::Date => FieldKind::Date {
                min: bound("min", self.min)?,
                max: bound("max", self.max)?,
            },
            Name::Choice => FieldKind::Choice {
                options: options(self.options.take())?,
            },
            Name::Choices => FieldKind::Choices {
                options: options(self.options.take())?,
                min: count("min", self.min)?.unwrap_or_default(),
                max: count("max", self.max)?,
            },
            Name::YesNo => FieldKind::YesNo,
            Name::CitizenNumber => FieldKind::CitizenNumber,
            Name::CreditCode => FieldKind::CreditCode,
            Name::Phone => FieldKind::Phone,
            Name::Mobile => FieldKind::Mobile,
            Name::Address => FieldKind::Address {
                within: self.within.take(),
            },
            Name::Person => FieldKind::Person {
                parts: PersonParts {
                    citizen_number: self.citizen_number.unwrap_or(true),
                    mobile: self.mobile.unwrap_or(false),
                    relation: self.relation.take().unwrap_or_default(),
                },
            },
            Name::Repeat => FieldKind::Repeat {
                fields: self.fields.take().ok_or(Slip::Missing("fields"))?,
                min: count("min", self.min)?.unwrap_or_default(),
                max: count("max", self.max)?.ok_or(Slip::Missing("max"))?,
                item_label: self.item_label.take().ok_or(Slip::Missing("item_label"))?,
                rules: self.rules.take().unwrap_or_default(),
            },
            Name::Material => FieldKind::Material {
                material: self.material.take().ok_or(Slip::Missing("material"))?,
                accept: self.accept.take().unwrap_or_else(FileKind::all),
                max_files: self.max_files.unwrap_or(6),
            },
            Name::Declaration => FieldKind::Declaration {
                text: self.text.take().ok_or(Slip::Missing("text"))?,
            },
        })
    }
}

impl TryFrom<Written> for FieldKind {
    type Error = String;

    fn try_from(mut written: Written) -> Result<Self, String> {
        written.kind().map_err(|slip| slip.to_string())
    }
}

impl TryFrom<Written> for Field {
    type Error = String;

    fn try_from(mut written: Written) -> Result<Self, String> {
        let id = written.id.take().ok_or("字段缺少 id")?;
        let kind = written.kind().map_err(|slip| format!("字段 {id}：{slip}"))?;
        let label = written.label.ok_or_else(|| format!("字段 {id}：缺少 label"))?;
        Ok(Self {
            id,
            label,
            hint: written.hint,
            kind,
            required: written.required.unwrap_or_else(Expr::always),
            shown: written.shown.unwrap_or_else(Expr::always),
            sensitive: written.sensitive,
        })
    }
}

impl<'de> Deserialize<'de> for FieldKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer)?.try_into().map_err(Error::custom)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Written::deserialize(deserializer)?.try_into().map_err(Error::custom)
    }
}
