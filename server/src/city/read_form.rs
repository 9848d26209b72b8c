//! How forms and rules are read from a package.

use serde_json::Value;
use shared::form::{CrossRule, Expr, Field, FieldId, FieldKind, FormId, FormSchema, Page, Path};

use super::problem::Problems;
use super::read::{Fields, Read, leaf, leaves, objects};

leaves! {
    FieldId => "字段名";
    FormId => "表单编号";
    Path => "字段路径";
}

objects! {
    CrossRule { when, path, message, fix; caution }
    FormSchema { id, version, title, pages; applicant, rules }
    Page { id, title, intro, fields }
}

/// What a rule's operator is followed by; anything else is told with the operator's name.
const OPERATORS: [&str; 9] = [
    "answered", "equals", "one_of", "contains", "compare", "age", "all", "any", "not",
];

impl Read for Expr {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let operator = match value {
            Value::Bool(_) => return leaf(value, "条件", path, problems),
            Value::Object(object) if object.len() == 1 => object.iter().next(),
            _ => None,
        };
        let Some((operator, inside)) = operator else {
            problems.add(
                path,
                "条件应为 true、false，或只有一个运算的对象，如 {\"equals\": [\"agent\", true]}",
            );
            return None;
        };
        if !OPERATORS.contains(&operator.as_str()) {
            problems.add(
                path,
                format!("没有「{operator}」这种运算，可以写：{}", OPERATORS.join(", ")),
            );
            return None;
        }
        let inner = format!("{path}.{operator}");
        match operator.as_str() {
            "all" => Vec::read(inside, &inner, problems).map(Self::All),
            "any" => Vec::read(inside, &inner, problems).map(Self::Any),
            "not" => Self::read(inside, &inner, problems).map(|rule| Self::Not(Box::new(rule))),
            // Untagged, so serde cannot say what is wrong inside.
            _ => serde_json::from_value(value.clone()).map_or_else(
                |_| {
                    problems.add(&*inner, format!("「{operator}」后面的写法不对：{inside}"));
                    None
                },
                Some,
            ),
        }
    }
}

impl Read for Field {
    fn read(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<Self> {
        let mut fields = Fields::of(value, path, problems)?;
        let (id, label, hint) = (fields.take("id"), fields.take("label"), fields.take("hint"));
        let (required, shown) = (fields.take_or("required", always), fields.take_or("shown", always));
        let sensitive = fields.take("sensitive");
        let kind = fields.rest(own_keys(value), kind);
        fields.done();
        Some(Self {
            id: id?,
            label: label?,
            hint: hint?,
            kind: kind?,
            required: required?,
            shown: shown?,
            sensitive: sensitive?,
        })
    }
}

fn always() -> Option<Expr> {
    Some(Expr::always())
}

/// The kind with what belongs to it. The fields of a repeating group are read one by one, each with its problems.
fn kind(value: &Value, path: &str, problems: &mut Problems<'_>) -> Option<FieldKind> {
    let join = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    if value.get("kind").is_none() {
        problems.add(join("kind"), "缺少这一项");
        return None;
    }
    if value.get("kind").and_then(Value::as_str) == Some("repeat")
        && let Some(inner) = value.get("fields")
    {
        Vec::<Field>::read(inner, &join("fields"), problems)?;
        if let Some(rules) = value.get("rules") {
            Vec::<CrossRule>::read(rules, &join("rules"), problems)?;
        }
    }
    leaf(value, "字段类型", &join("kind"), problems)
}

/// The keys that belong to a kind of field.
fn own_keys(value: &Value) -> &'static [&'static str] {
    match value.get("kind").and_then(Value::as_str).unwrap_or_default() {
        "text" | "long_text" => &["kind", "max"],
        "integer" => &["kind", "min", "max", "unit"],
        "money" | "date" => &["kind", "min", "max"],
        "choice" => &["kind", "options"],
        "choices" => &["kind", "options", "min", "max"],
        "person" => &["kind", "citizen_number", "mobile", "relation"],
        "repeat" => &["kind", "fields", "min", "max", "item_label", "rules"],
        "address" => &["kind", "within"],
        "material" => &["kind", "material", "max_files", "accept"],
        "declaration" => &["kind", "text"],
        _ => &["kind"],
    }
}
