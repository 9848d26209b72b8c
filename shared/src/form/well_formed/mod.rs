//! Whether a form itself makes sense; for `city check` and the form designer. Every fault is told, not the first.

mod known;
mod rules;

use std::collections::BTreeSet;

use self::known::{Known, Within};
use super::{Choice, CrossRule, DateBound, Field, FieldKind, FormSchema, RESERVED};
use crate::place::Tier;

/// The most entries a list may ask for: a page with more is unusable.
const MOST_ENTRIES: u32 = 100;

/// One fault of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFault {
    /// `pages[1].fields[0]`, `rules[2]`.
    pub at: String,
    pub what: String,
}

/// Every fault of the form. Conditions for showing look back only, so a form without faults has no cycles.
#[must_use]
pub fn well_formed(form: &FormSchema) -> Vec<SchemaFault> {
    let mut finder = Finder {
        known: Known::of(form),
        faults: Vec::new(),
    };
    if form.title.trim().is_empty() {
        finder.fault("title", "缺少标题");
    }
    if form.pages.is_empty() {
        finder.fault("pages", "表单至少要有一页");
    }
    let mut pages = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (p, page) in form.pages.iter().enumerate() {
        let at = format!("pages[{p}]");
        if !pages.insert(page.id.as_str()) {
            finder.fault(&format!("{at}.id"), &format!("页名 {} 重复", page.id));
        }
        if page.title.trim().is_empty() {
            finder.fault(&format!("{at}.title"), "缺少标题");
        }
        if page.fields.is_empty() {
            finder.fault(&format!("{at}.fields"), "这一页没有字段");
        }
        finder.fields(&page.fields, &at, None, &mut names);
    }
    for (a, id) in form.applicant.iter().enumerate() {
        let names = |field: &&Field| matches!(field.kind, FieldKind::Person { .. } | FieldKind::Text { .. });
        if !form.fields().filter(names).any(|field| field.id == *id) {
            finder.fault(&format!("applicant[{a}]"), "申请人应是表单里的一个人员或单行文字字段");
        }
    }
    finder.cross(&form.rules, "", None);
    finder.faults
}

struct Finder<'f> {
    known: Known<'f>,
    faults: Vec<SchemaFault>,
}

impl<'f> Finder<'f> {
    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(SchemaFault {
            at: at.to_owned(),
            what: what.to_owned(),
        });
    }

    fn fields(&mut self, fields: &'f [Field], at: &str, group: Option<&str>, names: &mut BTreeSet<&'f str>) {
        for (f, field) in fields.iter().enumerate() {
            let at = format!("{at}.fields[{f}]");
            if !names.insert(field.id.as_str()) {
                self.fault(&format!("{at}.id"), &format!("字段名 {} 重复", field.id));
            }
            // Within a group a name never stands alone, so only the form's own fields can be mistaken.
            if group.is_none() && RESERVED.contains(&field.id.as_str()) {
                self.fault(
                    &format!("{at}.id"),
                    &format!("字段名 {} 留给页面自己用，请换一个", field.id),
                );
            }
            if field.label.trim().is_empty() {
                self.fault(&format!("{at}.label"), "缺少标签");
            }
            let place = Within {
                group,
                field: Some(field.id.as_str()),
            };
            self.rule(&field.shown, &format!("{at}.shown"), place);
            self.looks_back(&field.shown, &format!("{at}.shown"), place);
            self.rule(&field.required, &format!("{at}.required"), place);
            self.kind(field, &at, group);
        }
    }

    fn kind(&mut self, field: &'f Field, at: &str, group: Option<&str>) {
        match &field.kind {
            FieldKind::Text { max: 0 } | FieldKind::LongText { max: 0 } => {
                self.fault(&format!("{at}.max"), "最多 0 个字的字段无法填写");
            }
            FieldKind::Choice { options } => self.options(options, 2, &format!("{at}.options")),
            FieldKind::Choices { options, min, max } => {
                self.options(options, 1, &format!("{at}.options"));
                let most = max.map_or(options.len(), |max| options.len().min(max as usize));
                if most == 0 || *min as usize > most {
                    self.fault(at, "最少要选的项数多于最多能选的项数");
                }
            }
            FieldKind::Integer {
                min: Some(min),
                max: Some(max),
                ..
            } if min > max => self.fault(at, "最小值大于最大值"),
            // Money below nothing is refused unless `min` says otherwise.
            FieldKind::Money { min, max: Some(max) } if min.unwrap_or(0) > *max => {
                self.fault(at, "最小值大于最大值");
            }
            FieldKind::Date {
                min: Some(min),
                max: Some(max),
            } if inverted(*min, *max) => self.fault(at, "最早的日期晚于最晚的日期"),
            FieldKind::Address { within: Some(within) } if within.tier() == Tier::Village => {
                self.fault(
                    &format!("{at}.within"),
                    "范围应是市或镇（街道），才能在其中选村（社区）",
                );
            }
            FieldKind::Person { parts } if !parts.relation.is_empty() => {
                self.options(&parts.relation, 2, &format!("{at}.relation"));
            }
            FieldKind::Material { accept, max_files, .. } => {
                if *max_files == 0 {
                    self.fault(&format!("{at}.max_files"), "最多 0 个文件的材料无法上传");
                }
                if accept.is_empty() {
                    self.fault(&format!("{at}.accept"), "什么文件都不收的材料无法上传");
                }
            }
            FieldKind::Declaration { text } if text.trim().is_empty() => {
                self.fault(&format!("{at}.text"), "缺少声明的内容");
            }
            FieldKind::Repeat {
                fields,
                min,
                max,
                item_label,
                rules,
            } => {
                if min > max || *max == 0 || *max > MOST_ENTRIES {
                    self.fault(at, "份数应为 1 至 100，且最少不多于最多");
                }
                if item_label.trim().is_empty() {
                    self.fault(&format!("{at}.item_label"), "缺少每一份的名称");
                }
                if fields.is_empty() {
                    self.fault(&format!("{at}.fields"), "重复组没有字段");
                }
                if group.is_some() {
                    return self.fault(at, "重复组里不能再有重复组");
                }
                self.fields(fields, at, Some(field.id.as_str()), &mut BTreeSet::new());
                self.cross(rules, &format!("{at}."), Some(field.id.as_str()));
            }
            _ => {}
        }
    }

    fn options(&mut self, options: &[Choice], least: usize, at: &str) {
        if options.len() < least {
            self.fault(at, &format!("至少要有 {least} 个选项"));
        }
        let mut values = BTreeSet::new();
        for (o, option) in options.iter().enumerate() {
            if option.value.trim().is_empty() || option.label.trim().is_empty() {
                self.fault(&format!("{at}[{o}]"), "选项要有值和文字");
            }
            if !values.insert(option.value.as_str()) {
                self.fault(&format!("{at}[{o}]"), &format!("选项的值 {} 重复", option.value));
            }
        }
    }

    fn cross(&mut self, rules: &[CrossRule], prefix: &str, group: Option<&str>) {
        let place = Within { group, field: None };
        for (r, rule) in rules.iter().enumerate() {
            let at = format!("{prefix}rules[{r}]");
            if rule.when.paths().is_empty() {
                self.fault(&format!("{at}.when"), "规则没有用到任何字段");
            }
            self.rule(&rule.when, &format!("{at}.when"), place);
            if group.is_some() && !rule.path.is_relative() {
                self.fault(&format!("{at}.path"), "重复组的规则应提示在组内的字段上，路径以点开头");
            }
            self.path(&rule.path, &format!("{at}.path"), place);
            if rule.message.trim().is_empty() || rule.fix.trim().is_empty() {
                self.fault(&at, "规则要写明哪里不对、怎么改");
            }
        }
    }
}

/// Two days of the same reckoning the wrong way round. A fixed day and a moving one may be either way.
fn inverted(min: DateBound, max: DateBound) -> bool {
    match (min, max) {
        (DateBound::On(min), DateBound::On(max)) => min > max,
        (DateBound::Today(min), DateBound::Today(max)) => min > max,
        _ => false,
    }
}
