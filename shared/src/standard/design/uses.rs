//! Who reads a field, so that nothing is taken away from under a rule.

use super::find::find;
use super::{Around, FieldRef};
use crate::form::{CrossRule, Expr, Field, FieldKind, FormSchema, Path, Step};

/// The field of a name.
#[must_use]
pub fn field_at<'f>(form: &'f FormSchema, at: &FieldRef) -> Option<&'f Field> {
    let head = form.fields().find(|field| field.id == *at.head())?;
    match (&at.group, &head.kind) {
        (None, _) => Some(head),
        (Some(_), FieldKind::Repeat { fields, .. }) => fields.iter().find(|field| field.id == at.id),
        _ => None,
    }
}

/// The repeating group that a field is in, by its name.
#[must_use]
pub fn group_of(at: &FieldRef) -> Option<&str> {
    at.group.as_ref().map(AsRef::as_ref)
}

/// A rule of the form with where it stands.
pub(super) struct Reader<'f> {
    /// 「邮寄地址」的显示条件
    pub words: String,
    /// The field it belongs to; a rule across fields belongs to none.
    pub owner: Option<FieldRef>,
    pub group: Option<&'f str>,
    pub rule: &'f Expr,
    /// Where a rule across fields is told.
    pub told: Option<&'f Path>,
}

/// Every rule of the form and of the item around it.
pub(super) fn readers<'f>(form: &'f FormSchema, around: &'f Around) -> Vec<Reader<'f>> {
    let mut readers = Vec::new();
    for field in form.fields() {
        of_field(field, None, &mut readers);
        if let FieldKind::Repeat { fields, rules, .. } = &field.kind {
            fields
                .iter()
                .for_each(|inner| of_field(inner, Some(field), &mut readers));
            cross(rules, Some(field.id.as_str()), &mut readers);
        }
    }
    cross(&form.rules, None, &mut readers);
    readers.extend(around.reads.iter().map(|(words, rule)| Reader {
        words: words.clone(),
        owner: None,
        group: None,
        rule,
        told: None,
    }));
    readers
}

fn of_field<'f>(field: &'f Field, group: Option<&'f Field>, readers: &mut Vec<Reader<'f>>) {
    for (what, rule) in [("显示条件", &field.shown), ("必填条件", &field.required)] {
        readers.push(Reader {
            words: format!("「{}」的{what}", field.label),
            owner: Some(FieldRef {
                group: group.map(|group| group.id.clone()),
                id: field.id.clone(),
            }),
            group: group.map(|group| group.id.as_str()),
            rule,
            told: None,
        });
    }
}

fn cross<'f>(rules: &'f [CrossRule], group: Option<&'f str>, readers: &mut Vec<Reader<'f>>) {
    readers.extend(rules.iter().map(|rule| Reader {
        words: format!("规则“{}”", rule.message),
        owner: None,
        group,
        rule: &rule.when,
        told: Some(&rule.path),
    }));
}

/// Whether a path, read in `group`, leads to the field or into it.
pub(super) fn leads_to(path: &Path, group: Option<&str>, at: &FieldRef) -> bool {
    let mut names = path.steps().iter().filter_map(|step| match step {
        Step::Name(name) => Some(name.as_str()),
        Step::Index(_) => None,
    });
    let head = if path.is_relative() { group } else { names.next() };
    match &at.group {
        None => head == Some(at.id.as_str()),
        Some(own) => head == Some(own.as_str()) && names.next() == Some(at.id.as_str()),
    }
}

/// Who reads the field from outside it, in words.
pub(super) fn uses(form: &FormSchema, around: &Around, at: &FieldRef) -> Vec<String> {
    let own = |reader: &Reader<'_>| {
        let within = reader
            .owner
            .as_ref()
            .is_some_and(|owner| owner == at || (at.group.is_none() && owner.group.as_ref() == Some(&at.id)));
        within || (at.group.is_none() && reader.group == Some(at.id.as_str()))
    };
    readers(form, around)
        .iter()
        .filter(|reader| !own(reader))
        .filter(|reader| {
            let paths = reader.rule.paths().into_iter().chain(reader.told);
            paths.into_iter().any(|path| leads_to(path, reader.group, at))
        })
        .map(|reader| reader.words.clone())
        .collect()
}

/// Who reads what `field` has and `after` lacks: an option, or a part of a person.
pub(super) fn missed(form: &FormSchema, around: &Around, at: &FieldRef, after: &Field) -> Vec<String> {
    let mut changed = form.clone();
    if let Some(field) = super::list::field_mut(&mut changed, at) {
        *field = after.clone();
    }
    readers(form, around)
        .iter()
        .filter(|reader| reads_missing(form, &changed, reader))
        .map(|reader| reader.words.clone())
        .collect()
}

fn reads_missing(before: &FormSchema, after: &FormSchema, reader: &Reader<'_>) -> bool {
    let lost = |path: &Path| find(before, reader.group, path).is_some() && find(after, reader.group, path).is_none();
    let gone = |path: &Path, value: &serde_json::Value| {
        let has = |form| {
            use super::find::Sort;
            match find(form, reader.group, path).map(|found| found.sort()) {
                Some(Sort::One(options) | Sort::Several(options)) => options
                    .iter()
                    .any(|option| Some(option.value.as_str()) == value.as_str()),
                _ => false,
            }
        };
        has(before) && !has(after)
    };
    let paths = reader.rule.paths().into_iter().chain(reader.told);
    paths.into_iter().any(lost) || values(reader.rule).iter().any(|(path, value)| gone(path, value))
}

/// Every option that a rule names.
fn values(rule: &Expr) -> Vec<(&Path, &serde_json::Value)> {
    match rule {
        Expr::Equals(path, value) | Expr::Contains(path, value) => vec![(path, value)],
        Expr::OneOf(path, all) => all.iter().map(|value| (path, value)).collect(),
        Expr::All(rules) | Expr::Any(rules) => rules.iter().flat_map(values).collect(),
        Expr::Not(rule) => values(rule),
        _ => Vec::new(),
    }
}
