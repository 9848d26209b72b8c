//! The sheet as a form: the editor, its checks and its reading are those of every other form.

use serde_json::Value;

use super::choices::{conditions, options, questions, tri, units};
use super::sheet::{GROUPS, specs};
use super::spec::{Shape, Spec};
use crate::form::{Answers, DateBound, Expr, Field, FieldKind, FormId, FormSchema, Page};

/// The most days from today to a day that is planned on the sheet: ten years.
const PLANNED_AHEAD: i32 = 3660;

/// The form of the sheet. What conditions can be picked depends on the situations as they stand in `answers`.
#[must_use]
pub fn schema(id: FormId, answers: &Answers) -> FormSchema {
    let pages = GROUPS
        .iter()
        .filter_map(|group| {
            Some(Page {
                id: group.id.parse().ok()?,
                title: group.title.to_owned(),
                intro: (!group.intro.is_empty()).then(|| group.intro.to_owned()),
                fields: group.specs.iter().filter_map(|spec| field(spec, answers)).collect(),
            })
        })
        .collect();
    FormSchema {
        id,
        version: 1,
        title: "事项标准".to_owned(),
        pages,
        applicant: Vec::new(),
        rules: Vec::new(),
    }
}

fn field(spec: &Spec, answers: &Answers) -> Option<Field> {
    let shown = match spec.shown {
        None => Expr::always(),
        Some((path, values)) => {
            let values = values.iter().map(|value| Value::from(*value)).collect();
            Expr::OneOf(path.parse().ok()?, values)
        }
    };
    Some(Field {
        id: spec.id.parse().ok()?,
        label: spec.label.to_owned(),
        hint: (!spec.hint.is_empty()).then(|| spec.hint.to_owned()),
        kind: kind(spec, answers),
        required: if spec.required { Expr::always() } else { Expr::never() },
        sensitive: None,
        shown,
    })
}

fn kind(spec: &Spec, answers: &Answers) -> FieldKind {
    let choice = |options| FieldKind::Choice { options };
    match spec.shape {
        Shape::Text(max) | Shape::OptText(max) if max > 100 => FieldKind::LongText { max },
        Shape::Text(max) | Shape::OptText(max) => FieldKind::Text { max },
        Shape::Lines | Shape::Options => FieldKind::LongText { max: 4000 },
        Shape::Pick(list) => choice(options(list)),
        Shape::Picks(list) => FieldKind::Choices {
            options: options(list),
            min: u32::from(spec.required),
            max: None,
        },
        Shape::Flag => FieldKind::YesNo,
        Shape::Tri => choice(tri()),
        Shape::Question => choice(questions()),
        Shape::Count { max, unit } => FieldKind::Integer {
            min: Some(0),
            max: Some(max),
            unit: Some(unit.to_owned()),
        },
        Shape::Money => FieldKind::Money {
            min: Some(0),
            max: None,
        },
        Shape::Day => FieldKind::Date {
            min: None,
            max: Some(DateBound::Today(PLANNED_AHEAD)),
        },
        Shape::LimitUnit { none, .. } => choice(units(none)),
        Shape::LimitCount => FieldKind::Integer {
            min: Some(1),
            max: Some(999),
            unit: None,
        },
        Shape::Condition => choice(conditions(answers)),
        Shape::List { specs, item_label, max } => FieldKind::Repeat {
            fields: specs.iter().filter_map(|spec| field(spec, answers)).collect(),
            min: u32::from(spec.required),
            max,
            item_label: item_label.to_owned(),
            rules: Vec::new(),
        },
    }
}

/// Where on the sheet a finding about an item is put right: `materials[2].source`, `visits_reason`; none for what the
/// sheet does not write.
#[must_use]
pub fn sheet_path(finding: &str) -> Option<String> {
    if let Some((list, rest)) = finding.split_once('[') {
        let (at, inner) = rest.split_once(']')?;
        let spec = specs().find(|spec| spec.at == format!("/{}", list.replace('.', "/")))?;
        let Shape::List { specs, .. } = spec.shape else {
            return Some(spec.id.to_owned());
        };
        let inner = inner.replace('.', "/");
        let part = specs.iter().find(|part| part.at == inner).or_else(|| specs.first())?;
        return Some(format!("{}[{at}].{}", spec.id, part.id));
    }
    let pointer = format!("/{}", finding.replace('.', "/"));
    let exact = specs().find(|spec| spec.at == pointer);
    let below = || specs().find(|spec| spec.at.starts_with(&format!("{pointer}/")));
    exact.or_else(below).map(|spec| spec.id.to_owned())
}

/// The groups of the sheet: id and title, in order.
pub fn groups() -> impl Iterator<Item = (&'static str, &'static str)> {
    GROUPS.iter().map(|group| (group.id, group.title))
}

/// The group that writes what stands at a path of the sheet.
#[must_use]
pub fn group_of(path: &str) -> Option<&'static str> {
    let name = path.split(['[', '.']).next().unwrap_or(path);
    let writes = |group: &&super::spec::Group| group.specs.iter().any(|spec| spec.id == name);
    GROUPS.iter().find(writes).map(|group| group.id)
}
