//! What the kinds of a form's fields do not check: codes, and ids within lists.

use serde_json::Value;

use super::typed::typed;
use crate::catalogue::{BasicCode, HandlingCode, ImplementationCode, ItemId, MaterialId};
use crate::form::{Answers, FieldId};
use crate::people::CreditCode;
use crate::problem::FieldProblem;

/// What the form's own kinds do not check.
pub(super) fn own_checks(answers: &Answers) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut code = |path: &str, wrong: bool, message: &str, fix: &str| {
        if wrong && !typed(answers.get(path)).is_empty() {
            problems.push(FieldProblem::new(path, message, fix));
        }
    };
    let basic = typed(answers.get("source_code"));
    let full = typed(answers.get("implementation_code"));
    let body = typed(answers.get("body_code"));
    code(
        "source_code",
        basic.parse::<BasicCode>().is_err(),
        "基本编码应为 12 位数字：地区 2 位、类型 2 位、主项 5 位、子项 3 位",
        "请照赋码系统的编码填写；还没有赋码就留空",
    );
    code(
        "implementation_code",
        full.parse::<ImplementationCode>().is_err(),
        "实施编码应为 31 位：统一社会信用代码 18 位、行使层级 1 位、基本编码 12 位",
        "请照赋码系统的编码填写；还没有赋码就留空",
    );
    code(
        "body_code",
        body.parse::<CreditCode>().is_err(),
        "实施主体编码应为 18 位统一社会信用代码",
        "请照登记证书核对",
    );
    for line in typed(answers.get("handling_codes")).lines().map(str::trim) {
        if !line.is_empty() && line.parse::<HandlingCode>().is_err() {
            let what = format!("业务办理项编码 {line} 不对，应为 33 位");
            problems.push(FieldProblem::new(
                "handling_codes",
                what,
                "请照赋码系统的编码填写，每行一个",
            ));
        }
    }
    for (path, text) in other_items(answers) {
        if text.parse::<ItemId>().is_err() {
            let what = format!("「{text}」不是事项编号");
            problems.push(FieldProblem::new(path, what, "请照事项编号填写，例如 JJ-MZ-03"));
        }
    }
    for list in ["materials", "situations"] {
        problems.extend(ids(answers, list));
    }
    problems
}

/// The ids of other items as typed, each with its field.
fn other_items(answers: &Answers) -> Vec<(String, String)> {
    let entries = |list: &str| {
        let entries = answers.get(list).and_then(Value::as_array);
        entries.cloned().unwrap_or_default().into_iter().enumerate()
    };
    let instead = entries("eligibility").flat_map(|(at, entry)| {
        let lines = typed(entry.get("instead"));
        let lines: Vec<String> = lines.lines().map(|line| line.trim().to_owned()).collect();
        lines
            .into_iter()
            .map(move |line| (format!("eligibility[{at}].instead"), line))
    });
    let related = entries("related").map(|(at, entry)| (format!("related[{at}].item"), typed(entry.get("item"))));
    instead.chain(related).filter(|(_, text)| !text.is_empty()).collect()
}

/// Ids within a list: of the right shape, and no two alike.
fn ids(answers: &Answers, list: &str) -> Vec<FieldProblem> {
    let entries = answers
        .get(list)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let ids: Vec<String> = entries.iter().map(|entry| typed(entry.get("id"))).collect();
    let wrong = |(at, id): (usize, &String)| {
        let path = format!("{list}[{at}].id");
        if id.is_empty() {
            None
        } else if list == "materials" && id.parse::<MaterialId>().is_err() {
            let what = "材料编号只用小写字母、数字和短横，以字母开头，不超过 40 个字符";
            Some(FieldProblem::new(path, what, "例如 id-card"))
        } else if list == "situations" && id.parse::<FieldId>().is_err() {
            let what = "问题编号只用小写字母、数字、下划线和短横，以字母开头，不超过 40 个字符";
            Some(FieldProblem::new(path, what, "例如 has_agent"))
        } else if list == "situations" && id == "place" {
            Some(FieldProblem::new(path, "place 是地点用的", "请换一个编号"))
        } else if ids.iter().take(at).any(|other| other == id) {
            Some(FieldProblem::new(path, format!("编号 {id} 已经用过"), "请换一个编号"))
        } else {
            None
        }
    };
    ids.iter().enumerate().filter_map(wrong).collect()
}
