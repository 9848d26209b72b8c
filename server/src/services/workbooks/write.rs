//! Workbooks as they leave: the template, and the list itself in the same columns.

use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError};
use shared::access::Role;
use shared::catalogue::{Department, ItemType};
use shared::powers::{Column, KeptList, Pick, PowerLevel, Shape};

/// The sheet that explains, and the hidden one the drop-downs read. Neither is read when a workbook comes in.
pub const EXPLAINS: &str = "填写说明";
pub const OPTIONS: &str = "选项";
/// As many rows as one workbook may bring; the drop-downs reach as far.
pub const MOST_ROWS: u32 = 20_000;

/// What is picked from in each kind of column.
pub fn options(pick: Pick, departments: &[Department]) -> Vec<String> {
    match pick {
        Pick::Level => PowerLevel::ALL.map(|level| level.words().to_owned()).to_vec(),
        Pick::Role => Role::ALL
            .into_iter()
            .filter(|role| role.is_staff())
            .map(|role| role.words().to_owned())
            .collect(),
        Pick::Type => ItemType::ALL.iter().map(|kind| kind.words().to_owned()).collect(),
        Pick::Department => departments
            .iter()
            .filter(|one| one.keeps_items())
            .map(|one| one.name.clone())
            .collect(),
    }
}

fn at(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// A, B … Z, AA.
pub fn letters(column: u32) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    out.iter().rev().collect()
}

fn head_format() -> Format {
    Format::new()
        .set_bold()
        .set_num_format("@")
        .set_background_color(Color::RGB(0xE3_EEF2))
        .set_align(FormatAlign::VerticalCenter)
}

fn width(column: &Column) -> f64 {
    match column.shape {
        Shape::Key => 14.0,
        Shape::Pick(Pick::Department) => 22.0,
        Shape::Pick(_) => 16.0,
        Shape::Number(_) => 10.0,
        Shape::Text(most) if most >= 500 => 40.0,
        Shape::Text(most) if most >= 200 => 32.0,
        Shape::Text(_) => 18.0,
    }
}

/// The head of the list's sheet: names that stay in sight, a note on each, drop-downs below. Everything is text, so
/// that a code keeps its noughts.
fn head(sheet: &mut Worksheet, list: KeptList, departments: &[Department]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    sheet.set_name(list.words())?;
    sheet.set_freeze_panes(1, 0)?;
    for (index, column) in list.columns().iter().enumerate() {
        let index = at(index);
        sheet.set_column_width(index, width(column))?;
        sheet.set_column_format(index, &text)?;
        sheet.write_string_with_format(0, index, column.label, &head_format())?;
        let must = if column.required {
            "必填。"
        } else {
            "可以不填。"
        };
        let note = Note::new(format!("{must}{}", column.hint)).add_author_prefix(false);
        sheet.insert_note(0, index, &note)?;
        if let Shape::Pick(pick) = column.shape {
            let count = options(pick, departments).len();
            let letter = letters(option_column(pick));
            let source = Formula::new(format!("={OPTIONS}!${letter}$2:${letter}${}", count + 1));
            let validation = DataValidation::new()
                .allow_list_formula(source)
                .set_error_title("请从列表里选择")?
                .set_error_message(format!("{}要与下拉列表里的一致", column.label))?;
            sheet.add_data_validation(1, index, MOST_ROWS, index, &validation)?;
        }
    }
    Ok(())
}

const PICKS: [(Pick, &str); 4] = [
    (Pick::Level, "权力层级"),
    (Pick::Type, "事项类型"),
    (Pick::Department, "主管部门"),
    (Pick::Role, "岗位"),
];

fn option_column(pick: Pick) -> u32 {
    let place = PICKS.iter().position(|(one, _)| *one == pick);
    u32::try_from(place.unwrap_or_default()).unwrap_or_default()
}

fn options_sheet(book: &mut Workbook, departments: &[Department]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(OPTIONS)?;
    sheet.set_hidden(true);
    for (index, (pick, title)) in PICKS.into_iter().enumerate() {
        sheet.write_string(0, at(index), title)?;
        for (row, option) in (1u32..).zip(options(pick, departments)) {
            sheet.write_string(row, at(index), option)?;
        }
    }
    Ok(())
}

/// An example of a row, and what stands in each column.
fn explanation(book: &mut Workbook, list: KeptList, departments: &[Department]) -> Result<(), XlsxError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = book.add_worksheet();
    sheet.set_name(EXPLAINS)?;
    for (index, wide) in [18.0, 10.0, 30.0, 60.0].into_iter().enumerate() {
        sheet.set_column_width(at(index), wide)?;
    }
    for (index, title) in ["列", "是否必填", "示例", "怎么填"].into_iter().enumerate() {
        sheet.write_string_with_format(0, at(index), title, &head_format())?;
    }
    let example = example(list, departments);
    let mut row = 1;
    for (column, example) in list.columns().iter().zip(example) {
        let must = if column.required { "必填" } else { "可不填" };
        for (index, text) in [column.label, must, example.as_str(), column.hint]
            .into_iter()
            .enumerate()
        {
            sheet.write_string_with_format(row, at(index), text, &wrap)?;
        }
        row += 1;
    }
    let sheet_name = list.words();
    let mut rules = vec![
        format!("请填在「{sheet_name}」工作表里，第 1 行的列名不要改、不要合并，从第 2 行起一行一项。"),
        "修改已有的：先导出清单，在表里改，编号照原样保留。没有变化的行可以留着，也可以删去。".to_owned(),
        "不要写公式；从别的表复制时，请用“选择性粘贴为数值”。".to_owned(),
        format!("一次最多 {MOST_ROWS} 行。上传后先看到会新增、修改、取消什么，确认后才写入；有一处错误就都不写入。"),
    ];
    rules.push(match list {
        KeptList::Powers | KeptList::Entries => "只有勾选“这是完整清单”时，表里没有列出的才会取消。".to_owned(),
        KeptList::Staff => "表里没有列出的账号保持不变；停用要在账号页办理，并写明由谁接着办。".to_owned(),
    });
    for rule in rules {
        row += 1;
        sheet.write_string(row, 0, rule)?;
    }
    Ok(())
}

fn example(list: KeptList, departments: &[Department]) -> Vec<String> {
    let department = options(Pick::Department, departments)
        .into_iter()
        .next()
        .unwrap_or_default();
    let row: &[&str] = match list {
        KeptList::Powers => &[
            "",
            "高龄津贴审核",
            ItemType::Benefit.words(),
            PowerLevel::Town.words(),
            &department,
            "中华人民共和国老年人权益保障法",
            "第三十三条",
            "1",
            "",
        ],
        KeptList::Entries => &[
            "JJ-MZ-04",
            "高龄津贴申领",
            ItemType::Benefit.words(),
            &department,
            "P-000001",
            "",
            "",
            "1",
            "",
        ],
        KeptList::Staff => &["shenhu-huafeng", "林海生", Role::Agent.words(), "深沪镇华峰村", ""],
    };
    row.iter().map(|text| (*text).to_owned()).collect()
}

/// The empty workbook.
pub fn template(list: KeptList, departments: &[Department]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    head(book.add_worksheet(), list, departments)?;
    explanation(&mut book, list, departments)?;
    options_sheet(&mut book, departments)?;
    book.save_to_buffer()
}

/// Accounts with their first passwords.
pub fn handed_out(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let text = Format::new().set_num_format("@");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("初始密码")?;
    sheet.set_freeze_panes(1, 0)?;
    let labels = shared::staff::COLUMNS
        .iter()
        .map(|column| column.label)
        .chain(["初始密码"]);
    for (index, label) in labels.enumerate() {
        sheet.set_column_width(at(index), 22.0)?;
        sheet.set_column_format(at(index), &text)?;
        sheet.write_string_with_format(0, at(index), label, &head_format())?;
    }
    for (row, cells) in (1u32..).zip(rows) {
        for (index, cell) in cells.iter().enumerate() {
            sheet.write_string(row, at(index), cell)?;
        }
    }
    book.save_to_buffer()
}

/// The list, row after row as they come; what is written goes to a temporary file, so that its length costs no memory.
pub fn export(
    list: KeptList,
    departments: &[Department],
    mut more: impl FnMut() -> Option<Vec<Vec<String>>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    head(sheet, list, departments)?;
    let mut row = 0;
    while let Some(rows) = more() {
        for cells in rows {
            row += 1;
            for (index, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, at(index), text)?;
            }
        }
    }
    explanation(&mut book, list, departments)?;
    options_sheet(&mut book, departments)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        let names = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters);
        assert_eq!(names, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
