//! Rules as JSON: `true`, `false`, or an object with one name.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Comparison, Expr, Operand, Path};

/// What stands in the object.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rule {
    Answered(Path),
    Equals(Path, Value),
    OneOf(Path, Vec<Value>),
    Contains(Path, Value),
    Compare(Path, Comparison, Operand),
    Age(Path, Comparison, i64),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
}

impl From<Rule> for Expr {
    fn from(rule: Rule) -> Self {
        match rule {
            Rule::Answered(path) => Self::Answered(path),
            Rule::Equals(path, value) => Self::Equals(path, value),
            Rule::OneOf(path, values) => Self::OneOf(path, values),
            Rule::Contains(path, value) => Self::Contains(path, value),
            Rule::Compare(path, how, with) => Self::Compare(path, how, with),
            Rule::Age(path, how, years) => Self::Age(path, how, years),
            Rule::All(rules) => Self::All(rules),
            Rule::Any(rules) => Self::Any(rules),
            Rule::Not(rule) => Self::Not(rule),
        }
    }
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// By hand instead of `untagged`, so that a package author reads which name is unknown.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Expr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rule: true, false, or an object such as {\"equals\": [\"path\", \"value\"]}")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Expr, E> {
        Ok(Expr::Const(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expr, A::Error> {
        Rule::deserialize(MapAccessDeserializer::new(map)).map(Expr::from)
    }
}

impl Serialize for Expr {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // JSON writes a newtype variant as an object with one name; the number is for other formats only.
        match self {
            Self::Const(value) => to.serialize_bool(*value),
            Self::Answered(path) => to.serialize_newtype_variant("Rule", 0, "answered", path),
            Self::Equals(path, value) => to.serialize_newtype_variant("Rule", 1, "equals", &(path, value)),
            Self::OneOf(path, values) => to.serialize_newtype_variant("Rule", 2, "one_of", &(path, values)),
            Self::Contains(path, value) => to.serialize_newtype_variant("Rule", 3, "contains", &(path, value)),
            Self::Compare(path, how, with) => to.serialize_newtype_variant("Rule", 4, "compare", &(path, how, with)),
            Self::Age(path, how, years) => to.serialize_newtype_variant("Rule", 5, "age", &(path, how, years)),
            Self::All(rules) => to.serialize_newtype_variant("Rule", 6, "all", rules),
            Self::Any(rules) => to.serialize_newtype_variant("Rule", 7, "any", rules),
            Self::Not(rule) => to.serialize_newtype_variant("Rule", 8, "not", rule),
        }
    }
}

/// A number or a text is itself; an object says with one name what else is meant.
impl<'de> Deserialize<'de> for Operand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Named {
            Path(Path),
            Today(bool),
            DaysAgo(i32),
        }
        match Value::deserialize(deserializer)? {
            value @ Value::Object(_) => Ok(match Named::deserialize(value.clone()) {
                Ok(Named::Path(path)) => Self::Path { path },
                Ok(Named::Today(today)) => Self::Today { today },
                Ok(Named::DaysAgo(days_ago)) => Self::Ago { days_ago },
                // No answer is like it, which the form's check tells.
                Err(_) => Self::Value(value),
            }),
            value => Ok(Self::Value(value)),
        }
    }
}
