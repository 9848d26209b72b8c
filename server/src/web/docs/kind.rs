//! Types in words.

use serde_json::Value;

/// Values with their mark are explained once and not once for each type of value.
pub(super) const MARKED: &str = "Marked_";
const SCHEMAS: &str = "#/components/schemas/";

/// A type in words; `to` names the schema that says more.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub before: String,
    pub words: String,
    pub to: Option<String>,
    pub may_be_missing: bool,
}

pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What stands there; null where nothing does.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn plain(words: &str) -> Kind {
    Kind {
        before: String::new(),
        words: words.to_owned(),
        to: None,
        may_be_missing: false,
    }
}

/// A type in words.
pub(super) fn kind(schema: &Value, described: &Value) -> Kind {
    if let Some(name) = at(schema, "/$ref").as_str().and_then(|path| path.strip_prefix(SCHEMAS)) {
        let there = &described[name];
        if name.starts_with(MARKED) {
            let mut kind = kind(at(there, "/properties/value"), described);
            kind.before = format!("带确认标记的{}", kind.before);
            return kind;
        }
        return Kind {
            to: Some(name.to_owned()),
            ..plain(&text(at(there, "/title")))
        };
    }
    if let Some(inner) = list(at(schema, "/oneOf")).find(|one| at(one, "/type") != "null") {
        return Kind {
            may_be_missing: true,
            ..kind(inner, described)
        };
    }
    // A schema written out where it stands is found again by its title.
    if let Some(title) = at(schema, "/title").as_str() {
        let named = entries(described).find(|(_, there)| at(there, "/title") == title);
        return Kind {
            to: named.map(|(name, _)| name.clone()),
            ..plain(title)
        };
    }
    let types: Vec<&str> = match at(schema, "/type") {
        Value::String(one) => vec![one],
        several => list(several).filter_map(Value::as_str).collect(),
    };
    let one = types.iter().find(|one| **one != "null").copied();
    let mut kind = match (one, at(schema, "/format").as_str()) {
        (Some("string"), Some("date")) => plain("日期"),
        (Some("string"), _) => plain("文字"),
        (Some("integer" | "number"), _) => plain("数字"),
        (Some("boolean"), _) => plain("是（true）或否（false）"),
        (Some("array"), _) => {
            let mut kind = kind(at(schema, "/items"), described);
            kind.before = format!("列表：{}", kind.before);
            kind.may_be_missing = false;
            kind
        }
        (Some("object"), _) => plain("对象"),
        _ => plain("任何值"),
    };
    kind.may_be_missing |= types.contains(&"null");
    kind
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_type_is_told_in_words_with_the_way_to_its_description() {
        let described = json!({
            "Limit": {"title": "时限", "type": "object"},
            "Marked_Limit": {"title": "带确认标记的值", "properties": {"value": {"title": "时限", "type": "object"}}},
        });
        let words = |schema: Value| {
            let kind = kind(&schema, &described);
            (format!("{}{}", kind.before, kind.words), kind.to, kind.may_be_missing)
        };
        let limit = || Some("Limit".to_owned());
        assert_eq!(words(json!({"type": ["string", "null"]})), ("文字".into(), None, true));
        assert_eq!(
            words(json!({"type": "string", "format": "date"})),
            ("日期".into(), None, false)
        );
        assert_eq!(
            words(json!({"$ref": "#/components/schemas/Marked_Limit"})),
            ("带确认标记的时限".into(), limit(), false)
        );
        assert_eq!(
            words(json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Limit"}]})),
            ("时限".into(), limit(), true)
        );
        assert_eq!(
            words(json!({"type": "array", "items": {"$ref": "#/components/schemas/Limit"}})),
            ("列表：时限".into(), limit(), false)
        );
        assert_eq!(words(json!({})), ("任何值".into(), None, false));
    }
}
