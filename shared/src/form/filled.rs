//! How a form stands for some answers: what is shown, and the answers that count.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::answers::is_blank;
use super::parts::ADDRESS_PARTS;
use super::path::{Step, join};
use super::rule::Scope;
use super::{Answers, Field, FieldKind, FormSchema, Path};

/// A form with its answers pruned: hidden and unknown fields gone, blanks too. Screens, [`super::check`] and
/// [`super::submission`] all look at a form through this, so they cannot disagree about what is asked.
///
/// Fields are walked in the form's order and each `shown` reads only what was kept before it. So a stale answer to a
/// question that is hidden now decides nothing, and pruning twice is pruning once.
#[derive(Clone, Debug)]
pub struct Filled<'f> {
    form: &'f FormSchema,
    answers: Answers,
    /// The paths of the fields shown, those within entries included.
    shown: BTreeSet<String>,
    today: Date,
}

impl<'f> Filled<'f> {
    #[must_use]
    pub fn new(form: &'f FormSchema, typed: &Answers, today: Date) -> Self {
        let mut walk = Walk {
            kept: Answers::new(),
            shown: BTreeSet::new(),
            today,
        };
        for field in form.fields() {
            let id = field.id.as_str();
            // A name given twice is refused by `well_formed`; here the first one stands.
            if walk.shown.contains(id) || !walk.scope(None).holds(&field.shown) {
                continue;
            }
            walk.shown.insert(id.to_owned());
            let kept = typed.as_map().get(id).and_then(|value| walk.keep(field, id, value));
            if let Some(value) = kept {
                walk.kept.as_map_mut().insert(id.to_owned(), value);
            }
        }
        Self {
            form,
            answers: walk.kept,
            shown: walk.shown,
            today,
        }
    }

    #[must_use]
    pub fn form(&self) -> &'f FormSchema {
        self.form
    }

    /// The answers that count.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    #[must_use]
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// Whether the field at a path such as `phone` or `members[2].employer` is shown.
    #[must_use]
    pub fn shows(&self, path: &str) -> bool {
        self.shown.contains(path)
    }

    /// Whether the field at a path must be answered. What is hidden never must.
    #[must_use]
    pub fn requires(&self, path: &str) -> bool {
        let (Some(field), Ok(parsed)) = (self.form.field_at(path), path.parse::<Path>()) else {
            return false;
        };
        let entry = entry_path(&parsed);
        let entry = entry.as_deref().and_then(|entry| self.answers.get(entry));
        self.shows_ready(path) && self.scope(entry).holds(&field.required)
    }

    /// The fields shown in one entry of a repeating group, such as `members[2]`; also for the entry after the last,
    /// which a page offers empty.
    #[must_use]
    pub fn entry_fields(&self, entry: &str) -> Vec<&'f Field> {
        let Some(FieldKind::Repeat { fields, .. }) = self.form.field_at(entry).map(|field| &field.kind) else {
            return Vec::new();
        };
        let filled = self.answers.get(entry).is_some();
        let shown = |field: &Field| match filled {
            true => self.shows(&join(entry, field.id.as_str())),
            false => self.scope(None).holds(&field.shown),
        };
        fields.iter().filter(|field| shown(field)).collect()
    }

    /// A part of a group is shown with its group; a field of an entry that is not there yet as in an empty one.
    pub(super) fn shows_ready(&self, path: &str) -> bool {
        if self.shows(path) {
            return true;
        }
        let Ok(parsed) = path.parse::<Path>() else { return false };
        match (entry_path(&parsed), self.form.field_at(path)) {
            (Some(entry), Some(field)) => self.entry_fields(&entry).iter().any(|shown| shown.id == field.id),
            _ => self.shows(parsed.head()),
        }
    }

    pub(super) fn scope<'s>(&'s self, entry: Option<&'s Value>) -> Scope<'s> {
        Scope {
            answers: &self.answers,
            entry,
            today: self.today,
        }
    }

    pub(super) fn today(&self) -> Date {
        self.today
    }
}

/// `members[2]` of `members[2].name`.
fn entry_path(path: &Path) -> Option<String> {
    match path.steps() {
        [Step::Name(name), Step::Index(index), ..] => Some(format!("{name}[{index}]")),
        _ => None,
    }
}

/// No list is looked at further, untouched entries included.
const MOST_ENTRIES: usize = 1000;

/// Pruning under way.
struct Walk {
    kept: Answers,
    shown: BTreeSet<String>,
    today: Date,
}

impl Walk {
    fn scope<'s>(&'s self, entry: Option<&'s Value>) -> Scope<'s> {
        Scope {
            answers: &self.kept,
            entry,
            today: self.today,
        }
    }

    /// What counts of an answer. One of the wrong type is left for `check` to tell about.
    fn keep(&mut self, field: &Field, path: &str, value: &Value) -> Option<Value> {
        let kept = match (&field.kind, value) {
            (FieldKind::Person { parts }, Value::Object(group)) => only(group, &parts.names()),
            (FieldKind::Address { .. }, Value::Object(group)) => only(group, &ADDRESS_PARTS),
            (FieldKind::Repeat { fields, max, .. }, Value::Array(list)) => {
                let mut kept = Vec::new();
                let mut filled = 0;
                for (index, entry) in list.iter().enumerate().take(MOST_ENTRIES) {
                    let entry = self.keep_entry(fields, &format!("{path}[{index}]"), entry);
                    filled += usize::from(!is_blank(Some(&entry)));
                    kept.push(entry);
                    // One too many is enough for `check` to tell; a hundred thousand would only cost time.
                    if filled > *max as usize {
                        break;
                    }
                }
                // Untouched entries between others stay, so that every entry keeps its number.
                while kept.last().is_some_and(|entry| is_blank(Some(entry))) {
                    kept.pop();
                }
                Value::Array(kept)
            }
            _ => value.clone(),
        };
        (!is_blank(Some(&kept))).then_some(kept)
    }

    fn keep_entry(&mut self, fields: &[Field], path: &str, entry: &Value) -> Value {
        let Some(group) = entry.as_object() else {
            return entry.clone();
        };
        let mut kept = Value::Object(Map::new());
        for field in fields {
            let id = field.id.as_str();
            let path = join(path, id);
            if self.shown.contains(&path) || !self.scope(Some(&kept)).holds(&field.shown) {
                continue;
            }
            let value = group.get(id).and_then(|value| self.keep(field, &path, value));
            self.shown.insert(path);
            if let (Some(value), Some(map)) = (value, kept.as_object_mut()) {
                map.insert(id.to_owned(), value);
            }
        }
        if is_untouched(fields, &kept) {
            return Value::Object(Map::new());
        }
        kept
    }
}

/// Whether nobody has said anything in an entry. A tick that was not made comes along with every page.
pub(super) fn is_untouched(fields: &[Field], entry: &Value) -> bool {
    let Some(group) = entry.as_object() else {
        return is_blank(Some(entry));
    };
    group.iter().all(|(name, value)| {
        let field = fields.iter().find(|field| field.id.as_str() == name);
        let tick = matches!(field.map(|field| &field.kind), Some(FieldKind::Declaration { .. }));
        is_blank(Some(value)) || (tick && value == &Value::Bool(false))
    })
}

fn only(group: &Map<String, Value>, names: &[&str]) -> Value {
    let kept = names.iter().filter_map(|name| {
        let value = group.get(*name).filter(|value| !is_blank(Some(value)))?;
        Some(((*name).to_owned(), value.clone()))
    });
    Value::Object(kept.collect())
}
