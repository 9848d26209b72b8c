//! What paths a form's answers have, and what stands there.

use std::collections::BTreeMap;

use super::super::parts::ADDRESS_PARTS;
use super::super::path::{Step, join};
use super::super::{Choice, Field, FieldKind, FormSchema, Path};

/// What an answer is to a rule.
#[derive(Clone, Copy)]
pub(super) enum Shape<'f> {
    Text,
    CitizenNumber,
    Number,
    Date,
    YesNo,
    One(&'f [Choice]),
    Several(&'f [Choice]),
    /// Files or entries: has a length.
    List,
    Group,
}

/// Where a rule stands.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    /// The repeating group it is in.
    pub group: Option<&'a str>,
    /// The field it belongs to, if it does.
    pub field: Option<&'a str>,
}

/// One place an answer can stand at.
#[derive(Clone, Copy)]
pub(super) struct Spot<'f> {
    pub shape: Shape<'f>,
    /// Its field's position in the form, and within its repeating group.
    order: (usize, usize),
}

/// Every path that answers can have, by its names without indexes.
pub(super) struct Known<'f>(BTreeMap<String, Spot<'f>>);

impl<'f> Known<'f> {
    pub(super) fn of(form: &'f FormSchema) -> Self {
        let mut known = Self(BTreeMap::new());
        for (order, field) in form.fields().enumerate() {
            known.add(field, "", (order, 0));
            if let FieldKind::Repeat { fields, .. } = &field.kind {
                for (inner, inner_field) in fields.iter().enumerate() {
                    known.add(inner_field, field.id.as_str(), (order, inner));
                }
            }
        }
        known
    }

    fn add(&mut self, field: &'f Field, prefix: &str, order: (usize, usize)) {
        let path = join(prefix, field.id.as_str());
        let mut part = |name: &str, shape: Shape<'f>| {
            self.0.entry(join(&path, name)).or_insert(Spot { shape, order });
        };
        match &field.kind {
            FieldKind::Person { parts } => {
                for name in parts.names() {
                    part(
                        name,
                        match name {
                            "citizen_number" => Shape::CitizenNumber,
                            "relation" => Shape::One(&parts.relation),
                            _ => Shape::Text,
                        },
                    );
                }
            }
            FieldKind::Address { .. } => ADDRESS_PARTS.into_iter().for_each(|name| part(name, Shape::Text)),
            _ => {}
        }
        let shape = shape(&field.kind);
        self.0.entry(path).or_insert(Spot { shape, order });
    }

    /// What a path leads to from where the rule stands, or why it leads nowhere.
    pub(super) fn find(&self, path: &Path, place: Within<'_>) -> Result<Spot<'f>, String> {
        let key = match (path.is_relative(), place.group) {
            (true, Some(group)) => join(group, &path.field_key()),
            (true, None) => return Err(format!("{path} 以点开头，只能用在重复组里")),
            (false, _) => path.field_key(),
        };
        let Some(spot) = self.0.get(&key) else {
            return Err(format!("用到了不存在的字段 {path}"));
        };
        let list = !path.is_relative() && self.is_repeat(path.head());
        let right = match path.steps() {
            [Step::Name(_)] => true,
            [Step::Name(_), Step::Index(_), rest @ ..] => list && !has_index(rest),
            steps => !list && !has_index(steps),
        };
        if right {
            Ok(*spot)
        } else if list {
            Err(format!(
                "{path} 要写明是第几份，如 {}[0]；同一份里的写成 .名称",
                path.head()
            ))
        } else {
            Err(format!("{path} 不是重复组，不能带 [ ]"))
        }
    }

    fn is_repeat(&self, name: &str) -> bool {
        // Of all lists only a repeating group has anything below it.
        let below = format!("{name}.");
        matches!(self.0.get(name), Some(spot) if matches!(spot.shape, Shape::List))
            && self.0.keys().any(|key| key.starts_with(&below))
    }

    /// Whether a spot stands before the field the rule belongs to.
    pub(super) fn is_before(&self, spot: Spot<'_>, path: &Path, place: Within<'_>) -> bool {
        let Some(field) = place.field else { return true };
        let own = self.0.get(&join(place.group.unwrap_or_default(), field));
        own.is_none_or(|own| {
            if path.is_relative() {
                spot.order.1 < own.order.1
            } else {
                spot.order.0 < own.order.0
            }
        })
    }
}

fn has_index(steps: &[Step]) -> bool {
    steps.iter().any(|step| matches!(step, Step::Index(_)))
}

fn shape(kind: &FieldKind) -> Shape<'_> {
    match kind {
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::CreditCode
        | FieldKind::Phone
        | FieldKind::Mobile => Shape::Text,
        FieldKind::CitizenNumber => Shape::CitizenNumber,
        FieldKind::Integer { .. } | FieldKind::Money { .. } => Shape::Number,
        FieldKind::Date { .. } => Shape::Date,
        FieldKind::YesNo | FieldKind::Declaration { .. } => Shape::YesNo,
        FieldKind::Choice { options } => Shape::One(options),
        FieldKind::Choices { options, .. } => Shape::Several(options),
        FieldKind::Repeat { .. } | FieldKind::Material { .. } => Shape::List,
        FieldKind::Person { .. } | FieldKind::Address { .. } => Shape::Group,
    }
}
