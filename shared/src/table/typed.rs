//! A row as someone typed it, in a form or a workbook, and the reading of its columns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::column::{Column, Shape};
use crate::catalogue::{Department, ItemType};
use crate::id::DepartmentId;
use crate::problem::FieldProblem;
use crate::text::{is_invisible, plain};

/// Texts by column name. What is missing is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), text.into());
    }
}

impl<N: Into<String>, T: Into<String>> FromIterator<(N, T)> for Typed {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        Self(
            pairs
                .into_iter()
                .map(|(name, text)| (name.into(), text.into()))
                .collect(),
        )
    }
}

/// One line: a list has no paragraphs, and what comes out of a workbook must go back into it the same. A line break in
/// the middle of Chinese is only where the cell was narrow; elsewhere it parts two words.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A gap since the last character, and whether a line ended in it.
    let mut gap: Option<bool> = None;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || c.is_control() {
            gap = Some(gap.unwrap_or(false) || matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'));
            continue;
        }
        if let (Some(ended), Some(last)) = (gap.take(), out.chars().next_back()) {
            let one_word = ended && !last.is_ascii() && !c.is_ascii();
            if !one_word {
                out.push(' ');
            }
        }
        out.push(c);
    }
    out
}

/// Reads a row column by column and gathers every problem of it.
pub(crate) struct Reading<'a> {
    typed: &'a Typed,
    columns: &'a [Column],
    pub problems: Vec<FieldProblem>,
}

impl<'a> Reading<'a> {
    pub fn of(typed: &'a Typed, columns: &'a [Column]) -> Self {
        Self {
            typed,
            columns,
            problems: Vec::new(),
        }
    }

    pub fn problem(&mut self, name: &str, message: impl Into<String>, fix: impl Into<String>) {
        self.problems.push(FieldProblem::new(name, message, fix));
    }

    fn column(&self, name: &str) -> Option<&'a Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The text of a column in its normal form; nothing when it is empty, or wrong, which is then noted.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let column = self.column(name)?;
        let text = line(self.typed.get(name));
        if text.is_empty() {
            if column.required {
                self.problem(name, format!("没有填写{}", column.label), column.hint);
            }
            return None;
        }
        let length = text.chars().count();
        match column.shape {
            Shape::Text(most) if length > most => {
                let why = format!("{}最多 {most} 个字，现在有 {length} 个", column.label);
                self.problem(name, why, "请精简后再填");
                None
            }
            _ => Some(text),
        }
    }

    /// A value that parses; `wrong` says what is the matter and the way out.
    pub fn value<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        wrong: impl Fn(&str) -> (String, String),
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = parse(&text);
        if value.is_none() {
            let (why, way_out) = wrong(&text);
            self.problem(name, why, way_out);
        }
        value
    }

    pub fn number(&mut self, name: &str) -> Option<u32> {
        let column = self.column(name)?;
        let Shape::Number(most) = column.shape else { return None };
        self.value(
            name,
            |text| plain(text).parse().ok().filter(|number| (1..=most).contains(number)),
            |text| {
                let why = format!("{}应为 1 至 {most} 的整数，现在是「{}」", column.label, short(text));
                (why, "请只填数字，或者留空".to_owned())
            },
        )
    }

    /// By its code or its name: 01, 行政许可. A workbook drops the leading nought.
    pub fn item_type(&mut self, name: &str) -> Option<ItemType> {
        let parse = |text: &str| {
            let code = format!("{:0>2}", plain(text));
            ItemType::ALL
                .iter()
                .copied()
                .find(|one| one.as_str() == code || one.words() == text)
        };
        self.value(name, parse, |text| {
            let why = format!("没有「{}」这种事项类型", short(text));
            (why, "请从下拉列表里选择，例如：行政许可、公共服务".to_owned())
        })
    }

    /// By its name, its short name or its id. Offices that only steer hold no powers and keep no items.
    pub fn department(&mut self, name: &str, departments: &[Department]) -> Option<DepartmentId> {
        let parse = |text: &str| {
            departments
                .iter()
                .filter(|one| one.keeps_items())
                .find(|one| one.name == text || one.short_name == text || one.id.as_str() == text)
                .map(|one| one.id.clone())
        };
        self.value(name, parse, |text| {
            let why = format!("没有「{}」这个部门", short(text));
            (why, "请从下拉列表里选择部门，名称要与列表一致".to_owned())
        })
    }
}

/// As much of a wrong text as a message can carry.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text.chars().take(20).collect();
    if text.chars().nth(20).is_some() {
        out.push('…');
    }
    out
}

/// A department by name, for people.
pub(crate) fn department_name(departments: &[Department], id: &DepartmentId) -> String {
    let known = departments.iter().find(|one| one.id == *id);
    known.map_or_else(|| id.to_string(), |one| one.name.clone())
}

#[cfg(test)]
mod lines {
    use super::line;

    #[test]
    fn a_line_break_parts_words_but_not_a_chinese_name() {
        assert_eq!(
            line("中华人民共和国\n老年人权益保障法"),
            "中华人民共和国老年人权益保障法"
        );
        assert_eq!(line("第三十三条\r\n  第二款"), "第三十三条第二款");
        assert_eq!(line(" GB 11643\n2016\t版 \u{feff}"), "GB 11643 2016 版");
        assert_eq!(line("国务院令 第716号"), "国务院令 第716号");
    }
}
