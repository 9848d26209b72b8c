//! A workbook as it comes in: sheets, their heads, rows as typed, and what is wrong with single cells.

use std::collections::BTreeMap;
use std::io::Cursor;

use app::backend::workbooks::{CellPlace, CellProblem};
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use shared::powers::{Column, KeptList, Shape, Typed};
use shared::text::{cleaned, plain};

use super::bounds;
use super::write::{EXPLAINS, MOST_ROWS, OPTIONS, letters};

/// One row of the list, as typed.
#[derive(Clone, Debug)]
pub struct Row {
    pub sheet: usize,
    /// As Excel counts, from 1.
    pub number: u32,
    pub typed: Typed,
    /// Columns with a cell that cannot be read: what is wrong there is told already.
    pub unreadable: Vec<&'static str>,
}

/// A sheet of the list.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: String,
    /// Where each of the list's columns stands.
    pub columns: Vec<(u32, Column)>,
    /// Columns of the list that it does not have: what is known of a row stays.
    pub absent: Vec<&'static str>,
}

#[derive(Clone, Debug, Default)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    pub rows: Vec<Row>,
    pub problems: Vec<CellProblem>,
    /// What is no problem, but may not be what was meant: in whole sentences.
    pub notes: Vec<String>,
}

impl Book {
    /// What is wrong with a row at one of the list's columns.
    pub fn problem(&self, row: &Row, field: &str, message: String, fix: String) -> CellProblem {
        let sheet = self.sheets.get(row.sheet);
        let known = sheet.and_then(|sheet| sheet.columns.iter().find(|(_, column)| column.name == field));
        CellProblem {
            place: self.place(row, known.map_or(0, |(at, _)| *at)),
            label: known.map(|(_, column)| column.label.to_owned()),
            message,
            fix,
        }
    }

    pub fn place(&self, row: &Row, column: u32) -> CellPlace {
        CellPlace {
            sheet: self
                .sheets
                .get(row.sheet)
                .map(|sheet| sheet.name.clone())
                .unwrap_or_default(),
            row: row.number,
            column: letters(column),
        }
    }
}

enum Cell {
    Text(String),
    /// What is the matter, and the way out.
    Wrong(String, &'static str),
}

const COPY_VALUES: &str = "请复制后用“选择性粘贴为数值”，再上传";
/// Whole numbers beyond this are not what was typed any more (IEEE 754).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a workbook cannot be opened at all.
pub fn cannot_open() -> CellProblem {
    CellProblem {
        place: CellPlace {
            sheet: "—".into(),
            row: 1,
            column: "A".into(),
        },
        label: None,
        message: "这个文件打不开，可能已经损坏".into(),
        fix: "请用表格软件打开它，另存为 .xlsx 后再上传".into(),
    }
}

/// Reads everything there is to read. Costs time and no input or output: run it off the threads that answer.
pub fn read(content: Vec<u8>, list: KeptList) -> Book {
    let mut book = Book::default();
    if let Ok(seen) = bounds::look(&content)
        && seen.hidden_rows > 0
    {
        let note = format!(
            "有 {} 行在表格里是隐藏的（或被筛选掉了），也一起读了。",
            seen.hidden_rows
        );
        book.notes.push(note);
    }
    let Ok(mut file) = Xlsx::new(Cursor::new(content)) else {
        book.problems.push(cannot_open());
        return book;
    };
    let names: Vec<String> = file
        .sheets_metadata()
        .iter()
        // A sheet that is only a chart has no cells.
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .filter(|sheet| sheet.name != EXPLAINS && sheet.name != OPTIONS)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut left = MOST_CELLS;
    for name in names {
        match cells(&mut file, &name, list, &mut left) {
            Ok(cells) if cells.is_empty() => {}
            Ok(cells) => {
                let merged = merged(&mut file, &name);
                sheet(&mut book, list, name, cells, &merged);
            }
            Err(_) => book.problems.push(CellProblem {
                place: at(&name, 0, 0),
                ..cannot_open()
            }),
        }
    }
    if left == 0 {
        book.problems.push(CellProblem {
            message: "文件里填写的格子太多".into(),
            fix: "请分成几个文件上传".into(),
            ..cannot_open()
        });
    }
    if let [_, _, ..] = book.sheets.as_slice() {
        let names: Vec<String> = book.sheets.iter().map(|sheet| format!("「{}」", sheet.name)).collect();
        let note = format!("读了 {} 个工作表：{}。", names.len(), names.join(""));
        book.notes.push(note);
    }
    if book.sheets.is_empty() && book.problems.is_empty() {
        book.problems.push(CellProblem {
            message: "文件里没有内容".into(),
            fix: "请下载模板，填好后再上传".into(),
            ..cannot_open()
        });
    }
    book
}

type File = Xlsx<Cursor<Vec<u8>>>;
/// Row → column → cell; what is empty is not there.
type Cells = BTreeMap<u32, BTreeMap<u32, Cell>>;

/// Cells kept of all sheets together: the most rows of the most columns, and some more.
const MOST_CELLS: usize = 600_000;
/// In a head, columns further right than this are none of ours: AZ.
const FURTHEST: u32 = 52;

/// The cells of the list's columns, and all of the head.
fn cells(file: &mut File, name: &str, list: KeptList, left: &mut usize) -> Result<Cells, calamine::XlsxError> {
    let mut out = Cells::new();
    // Columns are known once the head has been read, which comes first.
    let mut ours: Option<Vec<u32>> = None;
    let mut reader = file.worksheet_cells_reader(name)?;
    while let Some(record) = reader.next_cell_with_formula()? {
        let (row, column) = record.pos;
        // One row more than may be, to be told; what follows is not kept.
        if row > MOST_ROWS + 1 || column > FURTHEST || *left == 0 {
            continue;
        }
        if row > 0 {
            let ours = ours.get_or_insert_with(|| known_columns(list, out.get(&0)));
            if !ours.contains(&column) {
                continue;
            }
        }
        let cell = match (record.formula, record.value) {
            (Some(_), _) => Some(Cell::Wrong("这一格是公式".into(), COPY_VALUES)),
            (None, value) => cell(&value),
        };
        if let Some(cell) = cell {
            *left -= 1;
            out.entry(row).or_default().insert(column, cell);
        }
    }
    Ok(out)
}

/// Where a head names one of the list's columns.
fn known_columns(list: KeptList, head: Option<&BTreeMap<u32, Cell>>) -> Vec<u32> {
    let known = list.columns();
    let named = |cell: &Cell| match cell {
        Cell::Text(text) => known.iter().any(|column| plain(column.label) == plain_label(text)),
        Cell::Wrong(..) => false,
    };
    head.into_iter()
        .flatten()
        .filter(|(_, cell)| named(cell))
        .map(|(at, _)| *at)
        .collect()
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Cell::Text(cleaned(text)));
    match value {
        DataRef::Empty => None,
        DataRef::String(one) => text(one),
        DataRef::SharedString(one) => text(one),
        DataRef::Int(number) => Some(Cell::Text(number.to_string())),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            Some(Cell::Text(format!("{number:.0}")))
        }
        DataRef::Float(number) if number.fract() == 0.0 => Some(Cell::Wrong(
            "这个数字太长，表格软件已经改动了末尾几位".into(),
            "请把这一列设为“文本”格式，重新填写",
        )),
        DataRef::Float(number) => Some(Cell::Text(number.to_string())),
        DataRef::Bool(_) => Some(Cell::Wrong("这一格是逻辑值（TRUE 或 FALSE）".into(), "请改成文字")),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Some(Cell::Wrong(
            "表格软件把这一格认成了日期".into(),
            "请把这一列设为“文本”格式，重新填写",
        )),
        DataRef::Error(error) => Some(Cell::Wrong(format!("这一格是错误值 {error}"), "请改成正确的内容")),
    }
}

/// The ranges of merged cells: first and last row and column.
fn merged(file: &mut File, name: &str) -> Vec<(u32, u32, u32, u32)> {
    let found = file.merge_cells_by_sheet_name(name).unwrap_or_default();
    found
        .into_iter()
        .map(|range| (range.start.0, range.start.1, range.end.0, range.end.1))
        .collect()
}

fn at(sheet: &str, row: u32, column: u32) -> CellPlace {
    CellPlace {
        sheet: sheet.to_owned(),
        row: row + 1,
        column: letters(column),
    }
}

fn told(place: CellPlace, message: impl Into<String>, fix: impl Into<String>) -> CellProblem {
    CellProblem {
        place,
        label: None,
        message: message.into(),
        fix: fix.into(),
    }
}

/// A column's name without what people and programs add to it: 权力名称 *, 权力名称（必填）, a byte-order mark.
fn plain_label(text: &str) -> String {
    let text = plain(text);
    let text = text.trim_end_matches(['*', ':']);
    text.trim_end_matches("(必填)").to_owned()
}

fn sheet(book: &mut Book, list: KeptList, name: String, mut cells: Cells, merged: &[(u32, u32, u32, u32)]) {
    let problems = &mut book.problems;
    // A few are told; ten thousand would be no list to go through.
    for (top, left, bottom, _) in merged.iter().take(100) {
        let where_ = if *top == 0 { "表头" } else { "这里" };
        if *top == 0 || cells.range(*top..=*bottom).next().is_some() {
            let what = format!("{where_}有合并的单元格");
            problems.push(told(at(&name, *top, *left), what, "请取消合并，每一格各填各的"));
        }
    }
    let head = cells.remove(&0).unwrap_or_default();
    let before = problems.len();
    let columns = columns(problems, list, &name, head);
    let absent: Vec<Column> = list
        .columns()
        .into_iter()
        .filter(|column| !columns.iter().any(|(_, known)| known.name == column.name))
        .collect();
    if columns.is_empty() {
        problems.truncate(before);
        let fix = "第 1 行应是列名；请下载模板，按模板填写，不用的工作表请删去";
        problems.push(told(at(&name, 0, 0), "没有找到表头", fix));
        return;
    }
    for column in absent
        .iter()
        .filter(|column| column.required || column.shape == Shape::Key)
    {
        let what = format!("缺少「{}」这一列", column.label);
        problems.push(told(at(&name, 0, 0), what, "请按模板补上这一列，列名要一致"));
    }
    if let Some((row, _)) = cells.range(MOST_ROWS + 1..).next() {
        let what = format!("一次最多 {MOST_ROWS} 行");
        problems.push(told(at(&name, *row, 0), what, "请分成几个文件上传"));
    }
    let index = book.sheets.len();
    for (number, mut cells) in cells {
        let mut row = Row {
            sheet: index,
            number: number + 1,
            typed: Typed::default(),
            unreadable: Vec::new(),
        };
        let mut filled = false;
        for (place, column) in &columns {
            match cells.remove(place) {
                None => {}
                Some(Cell::Text(text)) => {
                    row.typed.set(column.name, text);
                    filled = true;
                }
                Some(Cell::Wrong(what, fix)) => {
                    book.problems.push(CellProblem {
                        label: Some(column.label.to_owned()),
                        ..told(at(&name, number, *place), what, fix)
                    });
                    row.unreadable.push(column.name);
                    filled = true;
                }
            }
        }
        if filled {
            book.rows.push(row);
        }
    }
    book.sheets.push(Sheet {
        name,
        columns,
        absent: absent.iter().map(|column| column.name).collect(),
    });
}

/// The list's columns among the cells of a head; what is none, or twice there, is told.
fn columns(
    problems: &mut Vec<CellProblem>,
    list: KeptList,
    name: &str,
    head: BTreeMap<u32, Cell>,
) -> Vec<(u32, Column)> {
    let known = list.columns();
    let mut found: Vec<(u32, Column)> = Vec::new();
    for (place, cell) in head {
        let text = match cell {
            Cell::Text(text) => plain_label(&text),
            Cell::Wrong(what, fix) => {
                problems.push(told(at(name, 0, place), what, fix));
                continue;
            }
        };
        let Some(column) = known.iter().find(|column| plain(column.label) == text) else {
            let what = format!("没有「{text}」这一列");
            problems.push(told(at(name, 0, place), what, "请删去这一列，或改成模板里的列名"));
            continue;
        };
        if found.iter().any(|(_, one)| one.name == column.name) {
            let what = format!("「{text}」这一列出现了两次");
            problems.push(told(at(name, 0, place), what, "请只留一列"));
            continue;
        }
        found.push((place, *column));
    }
    found
}
