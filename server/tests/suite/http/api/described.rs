//! The description and what is described are the same.

use std::collections::BTreeSet;

use serde_json::Value;

use super::read;
use crate::harness::World;

/// Whether a value is as its schema says; otherwise where it is not.
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = document
            .pointer(name.trim_start_matches('#'))
            .ok_or(format!("{at}: no {name}"))?;
        return fits(document, schema, value, at);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[choice].as_array() {
            let tried: Vec<_> = choices.iter().map(|schema| fits(document, schema, value, at)).collect();
            return match tried.iter().find(|tried| tried.is_ok()) {
                Some(_) => Ok(()),
                None => Err(format!("{at}: {tried:?}")),
            };
        }
    }
    let is = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let wanted: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => vec![is],
    };
    if !wanted.contains(&is) {
        return Err(format!("{at}: {is} is not {wanted:?}"));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        return Err(format!("{at}: {value} is not one of {allowed:?}"));
    }
    match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .try_for_each(|(n, one)| fits(document, &schema["items"], one, &format!("{at}[{n}]"))),
        Value::Object(fields) if schema["properties"].is_object() => {
            for name in schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                if !fields.contains_key(name) {
                    return Err(format!("{at}: {name} is missing"));
                }
            }
            fields
                .iter()
                .try_for_each(|(name, field)| match &schema["properties"][name] {
                    Value::Null => Err(format!("{at}: {name} is not described")),
                    schema => fits(document, schema, field, &format!("{at}.{name}")),
                })
        }
        _ => Ok(()),
    }
}

/// The address with an example at every parameter that must be given, or at all of them.
pub(super) fn example(path: &str, operation: &Value, every: bool) -> String {
    let mut path = path.to_owned();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        if parameter["in"] == "path" {
            path = path.replace(&format!("{{{name}}}"), &example);
        } else if every || parameter["required"] == true {
            query.push((name.to_owned(), example));
        }
    }
    let query = query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let query = app::backend::catalogue::query_string(query);
    if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    }
}

/// The operations of the document with their paths; all are reads.
pub(super) fn operations(document: &Value) -> Vec<(&String, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .map(|(path, methods)| {
            let methods = methods.as_object().unwrap();
            assert_eq!(methods.keys().collect::<Vec<_>>(), ["get"], "{path}");
            (path, &methods["get"])
        })
        .collect()
}

stories! { in_jinjiang;
    async fn every_described_path_answers_as_its_schema_says(world: World) {
        let document = read(&world, "/api/v1/openapi.json").await;
        let operations = operations(&document);
        assert!(operations.len() > 5);
        for (path, operation) in operations {
            for every in [false, true] {
                let address = example(path, operation, every);
                let answer = world.get(&address).send().await;
                let told = &operation["responses"][answer.status.as_str()];
                assert_eq!(answer.status, 200, "{address}: {}", answer.text());
                let media = answer.header("content-type").to_owned();
                let schema = &told["content"][&media]["schema"];
                assert!(schema.is_object(), "{address} answers {media}");
                if media == "application/json" {
                    fits(&document, schema, &answer.json(), path).unwrap();
                }
            }
        }
    }

    async fn refusals_are_as_their_schema_says(world: World) {
        let document = read(&world, "/api/v1/openapi.json").await;
        for path in ["/api/v1/items?page=0", "/api/v1/divisions?page=9", "/api/v1/working-days"] {
            let answer = world.get(path).send().await;
            let bare = path.split('?').next().unwrap();
            let told = &document["paths"][bare]["get"]["responses"][answer.status.as_str()];
            let schema = &told["content"]["application/problem+json"]["schema"];
            assert!(schema.is_object(), "{path}");
            fits(&document, schema, &answer.json(), path).unwrap();
        }
    }
}

#[tokio::test]
async fn every_parameter_and_field_is_described_in_chinese() {
    let world = World::in_jinjiang().await;
    let document = read(&world, "/api/v1/openapi.json").await;
    let chinese = |words: &Value, of: &str| {
        let words = words.as_str().unwrap_or_default();
        assert!(words.chars().any(|c| c > '\u{4e00}'), "{of}: {words:?}");
        assert!(
            !words.chars().any(|c| matches!(c, ',' | ';' | '(' | ')' | '!')),
            "{of}: {words}"
        );
    };
    for (path, operation) in operations(&document) {
        chinese(&operation["summary"], path);
        let description = operation["description"].as_str().unwrap();
        assert!(description.chars().any(|c| c > '\u{4e00}'), "{path}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            chinese(&parameter["description"], &format!("{path} {name}"));
            assert!(!parameter["example"].is_null(), "{path} {name} has no example");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        chinese(&schema["title"], name);
        chinese(&schema["description"], name);
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            // What is marked is whatever it is; what it means is said where it stands.
            if name.starts_with("Marked_") && field == "value" {
                continue;
            }
            // A field that may be null carries its words beside the reference.
            let inner = schema["oneOf"].as_array().into_iter().flatten();
            let words = inner
                .chain([schema])
                .map(|schema| &schema["description"])
                .find(|words| words.is_string());
            chinese(words.unwrap_or(&Value::Null), &format!("{name}.{field}"));
        }
    }
}

/// `routes!` makes the route and its description of one declaration; nothing else adds a route.
#[test]
fn every_route_is_made_with_its_description() {
    let source = include_str!("../../../../src/web/api/mod.rs");
    let handlers: BTreeSet<&str> = source
        .split("routes!(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(handlers.len() > 5 && handlers.iter().all(|handler| handler.contains("::")));
    for other in [".route(", ".route_service(", ".fallback(", ".nest_service("] {
        assert!(!source.contains(other), "{other} would add what is not described");
    }
}
