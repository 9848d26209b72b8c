//! Who may apply, and what is asked to tell.

use std::collections::BTreeSet;

use super::{Findings, GUIDE_RULES, LAW_RULE, ONE_TIME, blank, unsaid};
use crate::catalogue::Item;
use crate::form::{Expr, FieldKind};

pub(super) fn audit(item: &Item, findings: &mut Findings) {
    if blank(&item.who_applies) {
        findings.severe("who_applies", "没有写明谁可以申请", GUIDE_RULES);
    }
    if item.conditions.value.is_empty() {
        findings.severe("conditions.value", "没有受理条件", GUIDE_RULES);
    }
    for vague in ["其他条件", "其它条件", "有关规定的条件", "相关条件"] {
        if item.conditions.value.iter().any(|condition| condition.contains(vague)) {
            let what = format!("受理条件里有“{vague}”这样说不清的话");
            findings.severe("conditions.value", what, LAW_RULE);
            break;
        }
    }
    let asked: BTreeSet<&str> = item.situations.iter().map(|one| one.ask.id.as_str()).collect();
    for (at, condition) in item.eligibility.iter().enumerate() {
        let field = format!("eligibility[{at}].rule");
        if condition.rule.paths().is_empty() {
            findings.advice(&field, "这个条件不看任何回答，等于没有", ONE_TIME);
        }
        hangs_on(item, &condition.rule, &asked, &field, findings);
        if blank(&condition.otherwise) {
            let what = "没有写不符合时怎么告诉群众";
            findings.severe(format!("eligibility[{at}].otherwise"), what, ONE_TIME);
        }
        let unknown = condition
            .decides
            .iter()
            .find(|one| !item.conditions.value.contains(one));
        if let Some(unknown) = unknown {
            let what = format!("「{unknown}」不在受理条件里，请照抄受理条件的那一行");
            findings.advice(format!("eligibility[{at}].decides"), what, ONE_TIME);
        }
    }
    situations(item, findings);
    for (at, material) in item.materials.iter().enumerate() {
        let field = format!("materials[{at}].needed");
        hangs_on(item, &material.needed, &asked, &field, findings);
        if material.needed.is_never() {
            let what = format!("「{}」在任何情形下都不需要", material.name);
            findings.severe(&field, what, ONE_TIME);
        }
        if !material.needed.paths().is_empty() && unsaid(material.needed_when.as_ref()) {
            let what = format!("「{}」没有用文字写明什么时候需要", material.name);
            findings.severe(format!("materials[{at}].needed_when"), what, ONE_TIME);
        }
    }
}

fn situations(item: &Item, findings: &mut Findings) {
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (at, situation) in item.situations.iter().enumerate() {
        let id = situation.ask.id.as_str();
        hangs_on(
            item,
            &situation.ask.shown,
            &before,
            &format!("situations[{at}].ask.label"),
            findings,
        );
        if !before.insert(id) {
            let what = format!("问题编号 {id} 用了两次");
            findings.severe(format!("situations[{at}].ask.id"), what, GUIDE_RULES);
        }
        let options = match &situation.ask.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options, .. } => options.as_slice(),
            _ => &[],
        };
        let choice = matches!(situation.ask.kind, FieldKind::Choice { .. });
        if choice && options.len() < 2 {
            let what = format!("「{}」只有 {} 个选项，没有可选的", situation.ask.label, options.len());
            findings.severe(format!("situations[{at}].ask.options"), what, ONE_TIME);
        }
        let twice = (1..options.len()).any(|n| {
            let (known, here) = options.split_at(n);
            here.first()
                .is_some_and(|one| known.iter().any(|other| other.label == one.label))
        });
        if twice {
            let what = format!("「{}」有两个一样的选项", situation.ask.label);
            findings.severe(format!("situations[{at}].ask.options"), what, ONE_TIME);
        }
        if !decides_anything(item, id) {
            let what = format!("没有材料或条件取决于「{}」，不必问", situation.ask.label);
            findings.advice(format!("situations[{at}].ask.label"), what, ONE_TIME);
        }
    }
}

fn decides_anything(item: &Item, id: &str) -> bool {
    let reads = |rule: &Expr| rule.paths().iter().any(|path| path.head() == id);
    item.materials.iter().any(|one| reads(&one.needed))
        || item.eligibility.iter().any(|one| reads(&one.rule))
        || item.situations.iter().any(|one| reads(&one.ask.shown))
}

/// A condition hangs on questions that are asked, and on answers that can be given.
fn hangs_on(item: &Item, rule: &Expr, asked: &BTreeSet<&str>, field: &str, findings: &mut Findings) {
    for path in rule.paths() {
        if !asked.contains(path.head()) {
            let what = format!("条件里用到的问题 {path} 没有问过");
            findings.severe(field, what, ONE_TIME);
            return;
        }
    }
    if let Some((question, answer)) = impossible(item, rule) {
        let what = format!("条件里用到的回答“{answer}”，不在「{question}」的选项里");
        findings.severe(field, what, ONE_TIME);
    }
}

/// An answer the rule waits for that no option gives.
fn impossible(item: &Item, rule: &Expr) -> Option<(String, String)> {
    match rule {
        Expr::Equals(path, value) | Expr::Contains(path, value) => {
            let situation = item
                .situations
                .iter()
                .find(|one| one.ask.id.as_str() == path.as_str())?;
            let (FieldKind::Choice { options } | FieldKind::Choices { options, .. }) = &situation.ask.kind else {
                return None;
            };
            let text = value.as_str()?;
            let given = options.iter().any(|option| option.value == text);
            (!given).then(|| (situation.ask.label.clone(), text.to_owned()))
        }
        Expr::All(rules) | Expr::Any(rules) => rules.iter().find_map(|rule| impossible(item, rule)),
        Expr::Not(rule) => impossible(item, rule),
        _ => None,
    }
}
