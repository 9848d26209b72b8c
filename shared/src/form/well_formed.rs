//! Whether a form itself makes sense; for `city check` and the form designer.

use std::collections::BTreeSet;

use super::{Expr, Field, FieldKind, FormSchema, Path};

/// One fault of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFault {
    /// `pages[1].fields[0]`, `rules[2]`.
    pub at: String,
    pub what: String,
}

/// Every fault of the form.
#[must_use]
pub fn well_formed(form: &FormSchema) -> Vec<SchemaFault> {
    let mut finder = Finder {
        form,
        known: known(form),
        faults: Vec::new(),
    };
    if form.pages.is_empty() {
        finder.fault("pages", "表单至少要有一页");
    }
    let (mut pages, mut names, mut before) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (p, page) in form.pages.iter().enumerate() {
        if !pages.insert(page.id.as_str()) {
            finder.fault(&format!("pages[{p}].id"), &format!("页名 {} 重复", page.id));
        }
        if page.fields.is_empty() {
            finder.fault(&format!("pages[{p}].fields"), "这一页没有字段");
        }
        for (f, field) in page.fields.iter().enumerate() {
            let at = format!("pages[{p}].fields[{f}]");
            if !names.insert(field.id.as_str()) {
                finder.fault(&format!("{at}.id"), &format!("字段名 {} 重复", field.id));
            }
            finder.field(field, &at, "");
            // A field that hides by a later answer would flicker: conditions look back only.
            for path in field.shown.paths().into_iter().filter(|path| !path.is_relative()) {
                if !before.contains(path.head()) && finder.known.contains(&path.field_key()) {
                    finder.fault(&format!("{at}.shown"), &format!("显示条件用到了排在后面的字段 {path}"));
                }
            }
            before.insert(field.id.as_str());
        }
    }
    for (r, rule) in form.rules.iter().enumerate() {
        finder.rule(&rule.when, &format!("rules[{r}].when"), "");
        finder.path(&rule.path, &format!("rules[{r}].path"), "");
        if rule.message.trim().is_empty() || rule.fix.trim().is_empty() {
            finder.fault(&format!("rules[{r}]"), "规则要写明哪里不对、怎么改");
        }
    }
    finder.faults
}

/// Every path that answers can have, without indexes.
fn known(form: &FormSchema) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for field in form.fields() {
        add(field, "", &mut known);
    }
    known
}

fn add(field: &Field, prefix: &str, known: &mut BTreeSet<String>) {
    let path = super::path::join(prefix, field.id.as_str());
    match &field.kind {
        FieldKind::Repeat { fields, .. } => fields.iter().for_each(|field| add(field, &path, known)),
        FieldKind::Person { .. } => {
            known.extend(["name", "citizen_number", "mobile", "relation"].map(|part| format!("{path}.{part}")));
        }
        FieldKind::Address => known.extend(["division", "detail"].map(|part| format!("{path}.{part}"))),
        _ => {}
    }
    known.insert(path);
}

struct Finder<'a> {
    form: &'a FormSchema,
    known: BTreeSet<String>,
    faults: Vec<SchemaFault>,
}

impl Finder<'_> {
    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(SchemaFault {
            at: at.to_owned(),
            what: what.to_owned(),
        });
    }

    fn field(&mut self, field: &Field, at: &str, group: &str) {
        if field.label.trim().is_empty() {
            self.fault(&format!("{at}.label"), "缺少标签");
        }
        self.rule(&field.shown, &format!("{at}.shown"), group);
        self.rule(&field.required, &format!("{at}.required"), group);
        match &field.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options, .. } => {
                if options.len() < 2 {
                    self.fault(&format!("{at}.options"), "至少要有两个选项");
                }
                let mut values = BTreeSet::new();
                if !options.iter().all(|option| values.insert(option.value.as_str())) {
                    self.fault(&format!("{at}.options"), "选项的值重复");
                }
            }
            FieldKind::Integer {
                min: Some(min),
                max: Some(max),
                ..
            }
            | FieldKind::Money {
                min: Some(min),
                max: Some(max),
            } if min > max => {
                self.fault(at, "最小值大于最大值");
            }
            FieldKind::Text { max: 0 } | FieldKind::LongText { max: 0 } => self.fault(at, "最多 0 个字的字段无法填写"),
            FieldKind::Material { max_files: 0, .. } => self.fault(at, "最多 0 个文件的材料无法上传"),
            FieldKind::Repeat { fields, min, max, .. } => self.repeat(field, fields, (*min, *max), at, group),
            _ => {}
        }
    }

    fn repeat(&mut self, field: &Field, fields: &[Field], (min, max): (u32, u32), at: &str, group: &str) {
        if min > max || max == 0 || max > 100 {
            self.fault(at, "份数应为 1 至 100,且最少不多于最多");
        }
        if !group.is_empty() {
            self.fault(at, "重复组里不能再有重复组");
        }
        if fields.is_empty() {
            self.fault(&format!("{at}.fields"), "重复组没有字段");
        }
        let mut names = BTreeSet::new();
        for (f, inner) in fields.iter().enumerate() {
            let at = format!("{at}.fields[{f}]");
            if !names.insert(inner.id.as_str()) {
                self.fault(&format!("{at}.id"), &format!("字段名 {} 重复", inner.id));
            }
            self.field(inner, &at, field.id.as_str());
        }
    }

    fn rule(&mut self, rule: &Expr, at: &str, group: &str) {
        for path in rule.paths() {
            self.path(path, at, group);
        }
        for path in chosen(rule) {
            let (path, value) = path;
            let unknown = match self.form.field_at(path.as_str()).map(|field| &field.kind) {
                Some(FieldKind::Choice { options } | FieldKind::Choices { options, .. }) => value
                    .as_str()
                    .is_none_or(|value| !options.iter().any(|option| option.value == value)),
                Some(FieldKind::YesNo) => !value.is_boolean(),
                _ => false,
            };
            if unknown && !path.is_relative() {
                self.fault(at, &format!("条件里的 {value} 不是 {path} 的选项"));
            }
        }
    }

    fn path(&mut self, path: &Path, at: &str, group: &str) {
        let key = if path.is_relative() {
            super::path::join(group, &path.field_key())
        } else {
            path.field_key()
        };
        if (path.is_relative() && group.is_empty()) || !self.known.contains(&key) {
            self.fault(at, &format!("条件用到了不存在的字段 {path}"));
        }
    }
}

/// The values a rule compares choices with.
fn chosen(rule: &Expr) -> Vec<(&Path, &serde_json::Value)> {
    match rule {
        Expr::Equals(path, value) | Expr::Contains(path, value) => vec![(path, value)],
        Expr::OneOf(path, values) => values.iter().map(|value| (path, value)).collect(),
        Expr::All(rules) | Expr::Any(rules) => rules.iter().flat_map(chosen).collect(),
        Expr::Not(rule) => chosen(rule),
        _ => Vec::new(),
    }
}
