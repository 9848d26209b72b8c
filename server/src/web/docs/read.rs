//! From the OpenAPI document to what a page says of it.

use app::backend::catalogue::query_string;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::kind::{Kind, MARKED, at, entries, kind, list, text};

/// Everything the page says.
pub(in crate::web) struct Docs {
    pub(super) about: String,
    pub(super) groups: Vec<Group>,
    pub(super) schemas: Vec<Schema>,
}

/// What belongs together.
pub(super) struct Group {
    pub name: String,
    pub about: String,
    pub operations: Vec<Operation>,
}

/// One thing to ask.
pub(super) struct Operation {
    pub path: String,
    pub name: String,
    pub about: String,
    pub parameters: Vec<Parameter>,
    /// An address that answers, as it is written and as it is sent.
    pub example: (String, String),
    pub answers: Vec<Answer>,
}

pub(super) struct Parameter {
    pub name: String,
    pub in_path: bool,
    pub required: bool,
    pub about: String,
    pub example: String,
}

pub(super) struct Answer {
    pub status: String,
    pub about: String,
    pub media: String,
    pub kind: Option<Kind>,
}

/// A described type of answer or part of one.
pub(super) struct Schema {
    pub name: String,
    pub title: String,
    pub about: String,
    pub fields: Vec<Field>,
}

pub(super) struct Field {
    pub name: String,
    pub kind: Kind,
    pub about: String,
    pub example: String,
}

impl Docs {
    /// Reads the document.
    pub(in crate::web) fn read(document: &OpenApi) -> Self {
        let document = &serde_json::to_value(document).unwrap_or_default();
        let described = at(document, "/components/schemas");
        let group = |tag: &Value| {
            let operations = entries(at(document, "/paths"))
                .map(|(path, methods)| (path, at(methods, "/get")))
                .filter(|(_, operation)| list(at(operation, "/tags")).any(|of| of == at(tag, "/name")))
                .map(|(path, read)| operation(path, read, described));
            Group {
                name: text(at(tag, "/name")),
                about: text(at(tag, "/description")),
                operations: operations.collect(),
            }
        };
        let groups: Vec<Group> = list(at(document, "/tags")).map(group).collect();
        let schemas = entries(described)
            .filter(|(name, _)| !name.starts_with(MARKED))
            .map(|(name, schema)| one_schema(name, schema, described));
        Self {
            about: text(at(document, "/info/description")),
            schemas: in_reading_order(&groups, schemas.collect()),
            groups,
        }
    }
}

/// What answers are made of comes first, and then what that is made of.
fn in_reading_order(groups: &[Group], mut schemas: Vec<Schema>) -> Vec<Schema> {
    let answers = groups.iter().flat_map(|group| &group.operations);
    let kinds = answers
        .flat_map(|operation| &operation.answers)
        .filter_map(|answer| answer.kind.as_ref());
    let mut order: Vec<String> = kinds.filter_map(|kind| kind.to.clone()).collect();
    let mut read = 0;
    while let Some(name) = order.get(read).cloned() {
        let schema = schemas.iter().find(|schema| schema.name == name);
        for to in schema
            .into_iter()
            .flat_map(|schema| &schema.fields)
            .filter_map(|field| field.kind.to.as_ref())
        {
            if !order.contains(to) {
                order.push(to.clone());
            }
        }
        read += 1;
    }
    schemas.sort_by_key(|schema| order.iter().position(|name| *name == schema.name));
    schemas
}

fn operation(path: &str, read: &Value, described: &Value) -> Operation {
    let parameters: Vec<Parameter> = list(at(read, "/parameters")).map(parameter).collect();
    let answers = entries(at(read, "/responses")).map(|(status, answer)| {
        let content = entries(at(answer, "/content")).next();
        Answer {
            status: status.clone(),
            about: text(at(answer, "/description")),
            media: content.map(|(media, _)| media.clone()).unwrap_or_default(),
            kind: content
                .filter(|(media, _)| media.ends_with("json"))
                .map(|(_, content)| kind(at(content, "/schema"), described)),
        }
    });
    Operation {
        path: path.to_owned(),
        name: text(at(read, "/summary")),
        about: text(at(read, "/description")),
        example: example(path, &parameters),
        answers: answers.collect(),
        parameters,
    }
}

fn parameter(parameter: &Value) -> Parameter {
    Parameter {
        name: text(at(parameter, "/name")),
        in_path: at(parameter, "/in") == "path",
        required: at(parameter, "/required") == true,
        about: text(at(parameter, "/description")),
        example: text(at(parameter, "/example")),
    }
}

/// With everything that must be given; where nothing must, with the first that may be.
fn example(path: &str, parameters: &[Parameter]) -> (String, String) {
    let mut path = path.to_owned();
    for parameter in parameters.iter().filter(|parameter| parameter.in_path) {
        path = path.replace(&format!("{{{}}}", parameter.name), &parameter.example);
    }
    let asked = || parameters.iter().filter(|parameter| !parameter.in_path);
    let mut given: Vec<&Parameter> = asked().filter(|parameter| parameter.required).collect();
    if given.is_empty() {
        given.extend(asked().next());
    }
    if given.is_empty() {
        return (path.clone(), path);
    }
    let pairs = || given.iter().map(|one| (one.name.as_str(), one.example.as_str()));
    let written: Vec<String> = pairs().map(|(name, value)| format!("{name}={value}")).collect();
    let sent = format!("{path}?{}", query_string(pairs()));
    (format!("{path}?{}", written.join("&")), sent)
}

fn one_schema(name: &str, schema: &Value, described: &Value) -> Schema {
    let field = |(name, field): (&String, &Value)| Field {
        name: name.clone(),
        kind: kind(field, described),
        about: about(field),
        example: text(at(field, "/example")),
    };
    let mut fields: Vec<Field> = entries(at(schema, "/properties")).map(field).collect();
    let required = |name: &str| list(at(schema, "/required")).any(|required| required == name);
    for field in &mut fields {
        field.kind.may_be_missing |= !required(&field.name);
    }
    Schema {
        name: name.to_owned(),
        title: text(at(schema, "/title")),
        about: text(at(schema, "/description")),
        fields,
    }
}

/// What may be null says its words beside the reference.
fn about(field: &Value) -> String {
    let words = |schema: &Value| at(schema, "/description").as_str().map(str::to_owned);
    let inner = || list(at(field, "/oneOf")).find_map(words);
    words(field).or_else(inner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_an_address_that_can_be_sent() {
        let parameter = |name: &str, in_path, required, example: &str| Parameter {
            name: name.into(),
            in_path,
            required,
            about: String::new(),
            example: example.into(),
        };
        let id = || parameter("id", true, true, "JJ-MZ-04");
        assert_eq!(example("/items/{id}/form", &[id()]).1, "/items/JJ-MZ-04/form");
        let (written, sent) = example("/items/{id}", &[id(), parameter("q", false, false, "低保")]);
        assert_eq!(
            (written.as_str(), sent.as_str()),
            ("/items/JJ-MZ-04?q=低保", "/items/JJ-MZ-04?q=%E4%BD%8E%E4%BF%9D")
        );
        let both = [parameter("a", false, false, "1"), parameter("b", false, true, "2")];
        assert_eq!(example("/x", &both).1, "/x?b=2");
    }
}
