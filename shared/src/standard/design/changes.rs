//! What differs between two forms, in words, for those who review it.

use super::FieldRef;
use super::kind_title;
use super::options::lines;
use super::uses::field_at;
use super::words::words;
use crate::form::{CrossRule, DateBound, Expr, Field, FieldKind, FormSchema, yuan};
use crate::standard::Change;
use crate::time::show_date;

/// Everything that differs, page by page in the order of the new form; what is gone comes last.
#[must_use]
pub fn form_changes(before: &FormSchema, after: &FormSchema) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut put = |path: &str, label: String, before: Option<String>, after: Option<String>| {
        changes.push(Change {
            path: path.to_owned(),
            label,
            before,
            after,
        });
    };
    for page in &after.pages {
        let title = Some(page.title.clone());
        match before.page(page.id.as_str()) {
            None => put(page.id.as_str(), "页".to_owned(), None, title),
            Some(known) => {
                if known.title != page.title {
                    put(
                        page.id.as_str(),
                        "页的名称".to_owned(),
                        Some(known.title.clone()),
                        title,
                    );
                }
                if known.intro != page.intro {
                    let label = format!("“{}”页的说明", page.title);
                    put(page.id.as_str(), label, known.intro.clone(), page.intro.clone());
                }
            }
        }
    }
    for (at, field) in all(after) {
        let Some(known) = field_at(before, &at) else {
            // Whoever reviews it reads all of it: where, when it shows, when it must be answered, its bounds.
            let rest = told(after, &at, field).into_iter().skip(1);
            let rest: Vec<String> = rest
                .filter_map(|(what, said)| {
                    said.filter(|said| !said.is_empty())
                        .map(|said| format!("{what}：{said}"))
                })
                .collect();
            let whole = format!("{}（{}）；{}", field.label, kind_title(&field.kind), rest.join("；"));
            put(&at.to_string(), "字段".to_owned(), None, Some(whole));
            continue;
        };
        let (old, new) = (told(before, &at, known), told(after, &at, field));
        for ((what, old), (_, new)) in old.into_iter().zip(new) {
            if old != new {
                put(&at.to_string(), format!("「{}」的{what}", field.label), old, new);
            }
        }
    }
    for (group, rules, known) in rules_of(before, after) {
        let said = |form: &FormSchema, rule: &CrossRule| {
            let when = words(form, group.as_deref(), &rule.when);
            Some(format!("如果{when}，{}“{}”，{}", rule.told(), rule.message, rule.fix))
        };
        for rule in rules.iter().filter(|rule| !known.contains(rule)) {
            put("rules", "规则".to_owned(), None, said(after, rule));
        }
        for rule in known.iter().filter(|rule| !rules.contains(rule)) {
            put("rules", "规则".to_owned(), said(before, rule), None);
        }
    }
    for (at, field) in all(before) {
        if field_at(after, &at).is_none() {
            put(&at.to_string(), "字段".to_owned(), Some(field.label.clone()), None);
        }
    }
    for page in before
        .pages
        .iter()
        .filter(|page| after.page(page.id.as_str()).is_none())
    {
        put(page.id.as_str(), "页".to_owned(), Some(page.title.clone()), None);
    }
    changes
}

/// Every field with its name, those of groups after their group.
pub(super) fn all(form: &FormSchema) -> Vec<(FieldRef, &Field)> {
    let mut all = Vec::new();
    for field in form.fields() {
        all.push((FieldRef::on_page(field.id.clone()), field));
        if let FieldKind::Repeat { fields, .. } = &field.kind {
            all.extend(fields.iter().map(|inner| {
                let at = FieldRef {
                    group: Some(field.id.clone()),
                    id: inner.id.clone(),
                };
                (at, inner)
            }));
        }
    }
    all
}

/// The rules of the form and of each group, new beside old.
fn rules_of<'f>(
    before: &'f FormSchema,
    after: &'f FormSchema,
) -> Vec<(Option<String>, &'f [CrossRule], &'f [CrossRule])> {
    let inner = |form: &'f FormSchema, id: &str| -> &'f [CrossRule] {
        match form
            .fields()
            .find(|field| field.id.as_str() == id)
            .map(|field| &field.kind)
        {
            Some(FieldKind::Repeat { rules, .. }) => rules,
            _ => &[],
        }
    };
    let groups = after
        .fields()
        .filter(|field| matches!(field.kind, FieldKind::Repeat { .. }));
    let groups = groups.map(|field| {
        let id = field.id.as_str();
        (Some(id.to_owned()), inner(after, id), inner(before, id))
    });
    std::iter::once((None, after.rules.as_slice(), before.rules.as_slice()))
        .chain(groups)
        .collect()
}

/// What a reviewer compares of a field, in words.
fn told(form: &FormSchema, at: &FieldRef, field: &Field) -> Vec<(&'static str, Option<String>)> {
    let group = at.group.as_ref().map(AsRef::as_ref);
    let when = |rule: &Expr, always: &str, never: &str| match rule {
        Expr::Const(true) => always.to_owned(),
        Expr::Const(false) => never.to_owned(),
        rule => format!("{}时", words(form, group, rule)),
    };
    let page = form.page_of(at.head().as_str());
    let before = page.and_then(|page| {
        let at = page.fields.iter().position(|one| one.id == *at.head())?;
        at.checked_sub(1).and_then(|at| page.fields.get(at))
    });
    let place = page.map(|page| match before {
        Some(before) if at.group.is_none() => format!("“{}”页，「{}」之后", page.title, before.label),
        _ => format!("“{}”页", page.title),
    });
    vec![
        ("名称", Some(field.label.clone())),
        ("位置", place),
        ("提示", field.hint.clone()),
        ("设置", kind_words(&field.kind)),
        ("显示", Some(when(&field.shown, "总是显示", "从不显示"))),
        ("必填", Some(when(&field.required, "必填", "可不填"))),
    ]
}

/// A kind's own settings in words.
fn kind_words(kind: &FieldKind) -> Option<String> {
    let range = |min: Option<String>, max: Option<String>| match (min, max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("不小于 {min}")),
        (None, Some(max)) => Some(format!("不大于 {max}")),
        (Some(min), Some(max)) => Some(format!("{min} 至 {max}")),
    };
    let day = |bound: &DateBound| match bound {
        DateBound::On(day) => show_date(*day),
        DateBound::Today(0) => "今天".to_owned(),
        DateBound::Today(days) => format!("今天加 {days} 天"),
    };
    match kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => Some(format!("最多 {max} 个字")),
        FieldKind::Integer { min, max, unit } => {
            let range = range(min.map(|n| n.to_string()), max.map(|n| n.to_string()));
            let unit = unit.as_ref().map(|unit| format!("单位：{unit}"));
            Some([range, unit].into_iter().flatten().collect::<Vec<_>>().join("；"))
        }
        FieldKind::Money { min, max } => range(min.map(yuan), max.map(yuan)),
        FieldKind::Date { min, max } => range(min.as_ref().map(day), max.as_ref().map(day)),
        FieldKind::Choice { options } => Some(lines(options).replace('\n', "、")),
        FieldKind::Choices { options, min, max } => {
            let counts = range(Some(format!("{min} 项")), max.map(|max| format!("{max} 项")));
            Some(format!(
                "{}；{}",
                lines(options).replace('\n', "、"),
                counts.unwrap_or_default()
            ))
        }
        FieldKind::Address { within } => within.as_ref().map(|code| format!("限 {code} 范围内")),
        FieldKind::Person { parts } => {
            let names = parts.names();
            let asked: Vec<&str> = names.iter().map(|name| super::find::part_words(name)).collect();
            Some(format!(
                "{}{}",
                asked.join("、"),
                match parts.relation.is_empty() {
                    true => String::new(),
                    false => format!("（{}）", lines(&parts.relation).replace('\n', "、")),
                }
            ))
        }
        FieldKind::Repeat {
            min, max, item_label, ..
        } => Some(format!("{item_label} {min} 至 {max} 份")),
        FieldKind::Material { max_files, accept, .. } => {
            Some(format!("最多 {max_files} 个文件，收 {} 种格式", accept.len()))
        }
        FieldKind::Declaration { text } => Some(text.clone()),
        _ => None,
    }
}
