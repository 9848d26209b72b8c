//! A workbook with thirty planted errors, and where each must be reported.

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::workbooks::{POWERS, row, texts};

/// Thirty errors of thirty kinds, each with where it must be reported.
pub fn thirty() -> (Vec<u8>, Vec<(String, u32, String)>) {
    let mut planted = Vec::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("权责清单").unwrap();
    let mut head: Vec<&str> = POWERS.to_vec();
    head.extend(["联系人", "备注"]);
    texts(sheet, 0, &head);
    let mut plant = |sheet: &str, row: u32, column: &str| planted.push((sheet.to_owned(), row, column.to_owned()));
    // 1, 2: a column the list does not know, a column twice.
    plant("权责清单", 1, "J");
    plant("权责清单", 1, "K");
    let long = "长".repeat(201);
    let (long_law, long_note) = ("法".repeat(201), "记".repeat(501));
    let bad: [(usize, &str, &str); 17] = [
        (0, "123", "A"),      // 3: no number of a power
        (0, "P-009999", "A"), // 4: a power the list does not have
        (0, "P-000002", "A"), // 5: one that was withdrawn
        (0, "P-000003", "A"), // 6: one under review
        (1, "", "B"),         // 7: no name
        (1, &long, "B"),      // 8: a name too long
        (2, "", "C"),         // 9: no type
        (2, "行政审批", "C"), // 10: a type that is none
        (3, "", "D"),         // 11: no level
        (3, "省级", "D"),     // 12: a level that is none
        (4, "", "E"),         // 13: no department
        (4, "市农林局", "E"), // 14: a department that is none
        (4, "市司法局", "E"), // 15: an office that holds no powers
        (5, "", "F"),         // 16: no law
        (5, &long_law, "F"),  // 17: a law too long
        (6, "", "G"),         // 18: no article
        (8, &long_note, "I"), // 19: a note too long
    ];
    let names: Vec<String> = (0..40).map(|number| format!("权力第{number}项")).collect();
    let mut at = 1;
    for (index, (column, text, letter)) in bad.iter().enumerate() {
        let mut cells = row(&[(1, names[index].as_str())]);
        cells[*column] = text;
        // Of the one under review something is changed.
        texts(sheet, at, &cells);
        plant("权责清单", at + 1, letter);
        at += 1;
        // A blank row between is nothing.
        if index == 3 {
            at += 1;
        }
    }
    // 20, 21: a rank that is no number, and one out of range.
    for rank in ["第三", "0"] {
        let name = format!("排序{rank}");
        texts(sheet, at, &row(&[(1, name.as_str()), (7, rank)]));
        plant("权责清单", at + 1, "H");
        at += 1;
    }
    // 22: a formula. 23: a date. 24: a truth value. 25: an error value.
    let date = Format::new().set_num_format("yyyy-mm-dd");
    texts(sheet, at, &row(&[(1, "公式"), (5, "")]));
    sheet
        .write_formula(at, 5, Formula::new("=A1&B1").set_result("某法"))
        .unwrap();
    plant("权责清单", at + 1, "F");
    at += 1;
    texts(sheet, at, &row(&[(1, "日期"), (6, "")]));
    sheet.write_number_with_format(at, 6, 45_000.0, &date).unwrap();
    plant("权责清单", at + 1, "G");
    at += 1;
    texts(sheet, at, &row(&[(1, "逻辑值")]));
    sheet.write_boolean(at, 8, true).unwrap();
    plant("权责清单", at + 1, "I");
    at += 1;
    // 25: a fraction where a whole number belongs.
    texts(sheet, at, &row(&[(1, "小数")]));
    sheet.write_number(at, 7, 1.5).unwrap();
    plant("权责清单", at + 1, "H");
    at += 1;
    // 26: the same power twice. 27: the same name twice.
    texts(sheet, at, &row(&[(0, "P-000001"), (1, "高龄津贴审核")]));
    texts(sheet, at + 1, &row(&[(0, "P-000001"), (1, "高龄津贴审核")]));
    plant("权责清单", at + 2, "A");
    at += 2;
    texts(sheet, at, &row(&[(1, "重名")]));
    texts(sheet, at + 1, &row(&[(1, "重名")]));
    plant("权责清单", at + 2, "B");
    at += 2;
    // 28: merged cells.
    texts(sheet, at, &row(&[(1, "合并"), (7, ""), (8, "")]));
    sheet.merge_range(at, 7, at, 8, "", &Format::new()).unwrap();
    sheet.write_string(at, 7, "7").unwrap();
    plant("权责清单", at + 1, "H");
    // 29: a sheet without a column that must be there.
    let sheet = book.add_worksheet().set_name("民政").unwrap();
    texts(sheet, 0, &POWERS.map(|label| if label == "条款" { "" } else { label }));
    plant("民政", 1, "A");
    // 30: a sheet without a head.
    let sheet = book.add_worksheet().set_name("草稿").unwrap();
    texts(sheet, 0, &["随手记的", "几件事"]);
    plant("草稿", 1, "A");
    // What explains is not read.
    let sheet = book.add_worksheet().set_name("填写说明").unwrap();
    texts(sheet, 0, &["随便", "写写"]);
    (book.save_to_buffer().unwrap(), planted)
}
