//! The kinds of fields as people name them, and a new field of each.

use crate::form::{Choice, Expr, Field, FieldKind, FileKind, PersonParts};

/// Kinds that can be added, in the order of the list: stable name and title. Materials are added by their own list.
pub const KINDS: [(&str, &str); 16] = [
    ("choice", "单选"),
    ("choices", "多选"),
    ("yes_no", "是或否"),
    ("text", "单行文字"),
    ("long_text", "多行文字"),
    ("integer", "整数"),
    ("money", "金额"),
    ("date", "日期"),
    ("citizen_number", "身份证号码"),
    ("mobile", "手机号码"),
    ("phone", "电话"),
    ("credit_code", "统一社会信用代码"),
    ("person", "人员"),
    ("address", "地址"),
    ("repeat", "可填多份的一组"),
    ("declaration", "声明"),
];

/// What a kind is called.
#[must_use]
pub fn kind_title(kind: &FieldKind) -> &'static str {
    let name = kind.name();
    KINDS
        .iter()
        .find(|(known, _)| *known == name)
        .map_or("上传材料", |(_, title)| title)
}

pub(super) fn option(value: &str, label: &str) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: None,
    }
}

fn two() -> Vec<Choice> {
    vec![option("option_1", "选项一"), option("option_2", "选项二")]
}

/// A new field's kind by its stable name; right as it stands, so that a form with it can be tried at once.
#[must_use]
pub fn blank(name: &str) -> Option<FieldKind> {
    Some(match name {
        "choice" => FieldKind::Choice { options: two() },
        "choices" => FieldKind::Choices {
            options: two(),
            min: 0,
            max: None,
        },
        "yes_no" => FieldKind::YesNo,
        "text" => FieldKind::Text { max: 100 },
        "long_text" => FieldKind::LongText { max: 500 },
        "integer" => FieldKind::Integer {
            min: Some(0),
            max: None,
            unit: None,
        },
        "money" => FieldKind::Money { min: None, max: None },
        "date" => FieldKind::Date { min: None, max: None },
        "citizen_number" => FieldKind::CitizenNumber,
        "mobile" => FieldKind::Mobile,
        "phone" => FieldKind::Phone,
        "credit_code" => FieldKind::CreditCode,
        "person" => FieldKind::Person {
            parts: PersonParts::default(),
        },
        "address" => FieldKind::Address { within: None },
        "repeat" => FieldKind::Repeat {
            fields: vec![Field {
                id: "name".parse().ok()?,
                label: "姓名".to_owned(),
                hint: None,
                kind: FieldKind::Text { max: 50 },
                required: Expr::always(),
                sensitive: None,
                shown: Expr::always(),
            }],
            min: 0,
            max: 10,
            item_label: "人员".to_owned(),
            rules: Vec::new(),
        },
        "declaration" => FieldKind::Declaration {
            text: "我填写的内容都是真实的。".to_owned(),
        },
        _ => return None,
    })
}

/// The kind by which a material of the item is handed in.
pub(super) fn material(id: crate::catalogue::MaterialId) -> FieldKind {
    FieldKind::Material {
        material: id,
        accept: FileKind::all(),
        max_files: 6,
    }
}

/// What may stand in a repeating group: pages show its entries in one column, files and groups have no place there.
pub(super) const fn fits_a_group(kind: &FieldKind) -> bool {
    !matches!(
        kind,
        FieldKind::Repeat { .. } | FieldKind::Material { .. } | FieldKind::Declaration { .. }
    )
}
