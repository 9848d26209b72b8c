//! Reads CSV tables, noting every problem with its line and column.

use std::str::FromStr;

use shared::catalogue::Confirmable;

use super::problem::Problems;

/// A table with the columns it must have.
pub(super) struct Table {
    columns: &'static [&'static str],
    rows: Vec<Row>,
}

pub(super) struct Row {
    pub line: u64,
    cells: Vec<String>,
    columns: &'static [&'static str],
}

impl Table {
    /// Parses `text`; nothing when the header is not the one the file must have.
    pub fn parse(text: &str, columns: &'static [&'static str], problems: &mut Problems<'_>) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        match reader.headers() {
            Ok(header) if header.iter().eq(columns.iter().copied()) => {}
            Ok(_) => {
                problems.add_at(1, "", format!("表头应为：{}", columns.join(",")));
                return None;
            }
            Err(error) => {
                problems.add_at(1, "", format!("表头读不出来：{error}"));
                return None;
            }
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    if record.len() == columns.len() {
                        rows.push(Row {
                            line,
                            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                            columns,
                        });
                    } else {
                        let what = format!("应有 {} 列，却有 {} 列", columns.len(), record.len());
                        problems.add_at(line, "", what);
                    }
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    problems.add_at(line, "", "这一行读不出来，请检查引号和文字编码（UTF-8）");
                }
            }
        }
        Some(Self { columns, rows })
    }

    pub fn rows(&self) -> &[Row] {
        debug_assert!(self.rows.iter().all(|row| row.columns == self.columns));
        &self.rows
    }
}

impl Row {
    /// A cell, empty when the column does not exist.
    pub fn text(&self, column: &str) -> &str {
        self.columns
            .iter()
            .position(|name| *name == column)
            .and_then(|at| self.cells.get(at))
            .map_or("", String::as_str)
    }

    /// A cell that must be filled.
    pub fn required(&self, column: &str, problems: &mut Problems<'_>) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            problems.add_at(self.line, column, "不能为空");
            return None;
        }
        Some(text.to_owned())
    }

    /// A cell that must be filled and parse.
    pub fn parse<T: FromStr<Err: std::fmt::Display>>(&self, column: &str, problems: &mut Problems<'_>) -> Option<T> {
        let text = self.required(column, problems)?;
        self.parsed(column, &text, problems)
    }

    /// A cell that may be empty; the outer `None` means it is wrong.
    pub fn optional<T: FromStr<Err: std::fmt::Display>>(
        &self,
        column: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Option<T>> {
        match self.text(column) {
            "" => Some(None),
            text => self.parsed(column, text, problems).map(Some),
        }
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(
        &self,
        column: &str,
        text: &str,
        problems: &mut Problems<'_>,
    ) -> Option<T> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let error: T::Err = error;
                let error = error.to_string();
                let what = if error.is_ascii() {
                    "写法不对".to_owned()
                } else {
                    error
                };
                problems.add_at(self.line, column, format!("「{text}」：{what}"));
                None
            }
        }
    }

    /// `yes` or `no`.
    pub fn flag(&self, column: &str, problems: &mut Problems<'_>) -> Option<bool> {
        match self.text(column) {
            "yes" => Some(true),
            "no" => Some(false),
            other => {
                problems.add_at(self.line, column, format!("应为 yes 或 no，却是「{other}」"));
                None
            }
        }
    }

    /// A text with its mark in `<column>_confirmed`; both empty when nothing is known.
    pub fn confirmable(
        &self,
        column: &str,
        mark: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Option<Confirmable<String>>> {
        match (self.text(column), self.text(mark)) {
            ("", "") => Some(None),
            ("", _) => {
                problems.add_at(self.line, column, format!("{mark} 填了，这一格却是空的"));
                None
            }
            (value, _) => {
                let value = value.to_owned();
                self.flag(mark, problems)
                    .map(|confirmed| Some(Confirmable { value, confirmed }))
            }
        }
    }

    /// A yes/no with its mark; both empty when nothing is known.
    pub fn confirmable_flag(
        &self,
        column: &str,
        mark: &str,
        problems: &mut Problems<'_>,
    ) -> Option<Option<Confirmable<bool>>> {
        if self.text(column).is_empty() && self.text(mark).is_empty() {
            return Some(None);
        }
        let (value, confirmed) = (self.flag(column, problems), self.flag(mark, problems));
        Some(Some(Confirmable {
            value: value?,
            confirmed: confirmed?,
        }))
    }
}
