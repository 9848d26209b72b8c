//! What stands at a path, for those who put rules into words and lists.

use crate::form::{Choice, Field, FieldKind, FormSchema, Path, Step};

/// What a path leads to.
#[derive(Clone, Copy)]
pub(super) struct Found<'f> {
    /// The repeating group it is in, by a dot or by an index.
    pub group: Option<&'f Field>,
    pub index: Option<usize>,
    pub field: &'f Field,
    /// The part of a person or address.
    pub part: Option<&'static str>,
}

/// What an answer is to a rule, with what it takes.
#[derive(Clone, Copy)]
pub(super) enum Sort<'f> {
    Text,
    CitizenNumber,
    Number(&'f str),
    Money,
    Date,
    YesNo,
    One(&'f [Choice]),
    Several(&'f [Choice]),
    /// Entries or files, by what one is called.
    List(&'f str),
    Group,
}

const PARTS: [&str; 6] = ["name", "citizen_number", "mobile", "relation", "division", "detail"];

/// The field at a path, read where a rule of `group` stands.
pub(super) fn find<'f>(form: &'f FormSchema, group: Option<&str>, path: &Path) -> Option<Found<'f>> {
    let top = |id: &str| form.fields().find(|field| field.id.as_str() == id);
    let (within, index, rest) = match (path.is_relative(), path.steps()) {
        (true, steps) => (Some(top(group?)?), None, steps),
        (false, [Step::Name(head), Step::Index(index), rest @ ..]) if !rest.is_empty() => {
            (Some(top(head)?), Some(*index), rest)
        }
        (false, steps) => (None, None, steps),
    };
    let mut names = rest.iter().map(|step| match step {
        Step::Name(name) => name.as_str(),
        Step::Index(_) => "",
    });
    let first = names.next()?;
    let field = match within.map(|group| &group.kind) {
        None => top(first)?,
        Some(FieldKind::Repeat { fields, .. }) => fields.iter().find(|field| field.id.as_str() == first)?,
        Some(_) => return None,
    };
    let part = match names.next() {
        None => None,
        Some(name) => {
            let known = PARTS.into_iter().find(|part| *part == name)?;
            has_part(&field.kind, known).then_some(known)?;
            Some(known)
        }
    };
    Some(Found {
        group: within,
        index,
        field,
        part,
    })
}

fn has_part(kind: &FieldKind, part: &str) -> bool {
    match kind {
        FieldKind::Person { parts } => parts.names().contains(&part),
        FieldKind::Address { .. } => matches!(part, "division" | "detail"),
        _ => false,
    }
}

/// 身份证号码
pub(super) fn part_words(part: &str) -> &'static str {
    match part {
        "name" => "姓名",
        "citizen_number" => "身份证号码",
        "mobile" => "手机号码",
        "relation" => "关系",
        "division" => "村（社区）",
        _ => "门牌",
    }
}

impl<'f> Found<'f> {
    /// 「申请人」的身份证号码
    pub(super) fn words(&self) -> String {
        let mut words = match (self.group, self.index) {
            (Some(group), Some(index)) => format!("第 {} 份「{}」的「{}」", index + 1, group.label, self.field.label),
            _ => format!("「{}」", self.field.label),
        };
        if let Some(part) = self.part {
            words.push('的');
            words.push_str(part_words(part));
        }
        words
    }

    pub(super) fn sort(&self) -> Sort<'f> {
        match (&self.field.kind, self.part) {
            (FieldKind::Person { parts }, Some("relation")) => Sort::One(&parts.relation),
            (_, Some("citizen_number")) | (FieldKind::CitizenNumber, _) => Sort::CitizenNumber,
            (FieldKind::Person { .. } | FieldKind::Address { .. }, None) => Sort::Group,
            (FieldKind::Integer { unit, .. }, _) => Sort::Number(unit.as_deref().unwrap_or_default()),
            (FieldKind::Money { .. }, _) => Sort::Money,
            (FieldKind::Date { .. }, _) => Sort::Date,
            (FieldKind::YesNo | FieldKind::Declaration { .. }, _) => Sort::YesNo,
            (FieldKind::Choice { options }, _) => Sort::One(options),
            (FieldKind::Choices { options, .. }, _) => Sort::Several(options),
            (FieldKind::Repeat { .. }, _) => Sort::List("份"),
            (FieldKind::Material { .. }, _) => Sort::List("个文件"),
            _ => Sort::Text,
        }
    }
}
