//! Ready reasons, written to the applicant: what is wrong and what to do. An officer adds words of their own.

use crate::form::FieldKind;

/// A reason to choose: its key in forms, its name on the desk, and the sentence in the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    pub key: &'static str,
    pub name: &'static str,
    pub words: &'static str,
}

const fn reason(key: &'static str, name: &'static str, words: &'static str) -> Reason {
    Reason { key, name, words }
}

const DIFFERS: Reason = reason(
    "differs",
    "和证件、材料不一样",
    "和交来的证件、材料不一样。请核对后改正。",
);
const PART_MISSING: Reason = reason("incomplete", "没有写全", "没有写全。请照证件写完整。");
const UNREACHABLE: Reason = reason("unreachable", "电话打不通", "写的电话打不通。请填一个打得通的号码。");

const MATERIAL: &[Reason] = &[
    reason(
        "blurred",
        "看不清",
        "照片看不清。请把材料平放在亮处重拍，字要认得出来。",
    ),
    reason("cut", "没有拍全", "没有拍全。请重拍一张，四个角都拍进去。"),
    reason("side", "少一面", "少了一面。请把正面和反面都拍上来。"),
    reason("not_theirs", "不是本人的", "这份材料不是本人的。请换成本人的。"),
    reason("expired", "过期了", "这份材料已经过期。请换成还在有效期内的。"),
    reason(
        "unsigned",
        "没有签名或盖章",
        "上面没有签名（手印）或者盖章。请补上以后再拍。",
    ),
    reason("undated", "没有写日期", "上面没有写日期。请补上以后再拍。"),
    reason("other_paper", "传错了", "交来的不是这份材料。请换成这一份。"),
    reason("absent", "没有交", "这份材料还没有交。请拍照上传。"),
];
const PERSON: &[Reason] = &[
    reason("differs", "和身份证不一样", "和身份证上的不一样。请照身份证填写。"),
    PART_MISSING,
    UNREACHABLE,
];
const PHONE: &[Reason] = &[
    UNREACHABLE,
    reason("not_theirs", "不是本人的", "这个号码不是本人的。请填本人的号码。"),
];
const NUMBER_OF_ID: &[Reason] = &[
    reason("differs", "和证件不一样", "和证件上的不一样。请照证件填写。"),
    reason("not_theirs", "不是本人的", "这个号码不是本人的。请填本人的号码。"),
];
const ADDRESS: &[Reason] = &[
    reason("incomplete", "没有写到门牌", "没有写到门牌号。请写完整。"),
    reason("differs", "和户口簿不一样", "和户口簿、证件上的不一样。请核对后改正。"),
];
const WORDS: &[Reason] = &[
    DIFFERS,
    PART_MISSING,
    reason("not_theirs", "要本人的", "这里要写本人的。请改成本人的。"),
    reason("unclear", "没有写清楚", "写得不够清楚。请写具体。"),
];
const LIST: &[Reason] = &[
    reason("entry_missing", "少写了", "有一项或者几项没有写。请补全。"),
    DIFFERS,
];
const VALUE: &[Reason] = &[
    DIFFERS,
    reason("not_so", "和实际不一样", "和核实到的情况不一样。请核对后改正。"),
];

/// The ready reasons for a field of this kind; a declaration has none.
#[must_use]
pub const fn reasons(kind: &FieldKind) -> &'static [Reason] {
    match kind {
        FieldKind::Material { .. } => MATERIAL,
        FieldKind::Person { .. } => PERSON,
        FieldKind::Phone | FieldKind::Mobile => PHONE,
        FieldKind::CitizenNumber | FieldKind::CreditCode => NUMBER_OF_ID,
        FieldKind::Address { .. } => ADDRESS,
        FieldKind::Text { .. } | FieldKind::LongText { .. } => WORDS,
        FieldKind::Repeat { .. } => LIST,
        FieldKind::Integer { .. }
        | FieldKind::Money { .. }
        | FieldKind::Date { .. }
        | FieldKind::Choice { .. }
        | FieldKind::Choices { .. }
        | FieldKind::YesNo => VALUE,
        FieldKind::Declaration { .. } => &[],
    }
}
