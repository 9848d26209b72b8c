//! Rules across fields: added, changed, taken away.

use super::Focus;
use super::done::{Done, gone, refuse};
use super::list::rules_mut;
use crate::form::{CrossRule, FieldId, FormSchema};
use crate::problem::FieldProblem;

fn complete(rule: &CrossRule) -> Result<(), Vec<FieldProblem>> {
    if rule.when.paths().is_empty() {
        return Err(refuse("when", "还没有选什么情况下提示", "从列表里选一个条件"));
    }
    if rule.message.trim().is_empty() {
        return Err(refuse(
            "message",
            "还没有写提示的话",
            "写哪里不对，如“代办人和申请人是同一个人”",
        ));
    }
    if rule.fix.trim().is_empty() {
        return Err(refuse(
            "fix",
            "还没有写怎么改",
            "写申请人该怎么办，如“请写代办人的身份证号码”",
        ));
    }
    Ok(())
}

pub(super) fn add(form: &mut FormSchema, group: Option<&FieldId>, rule: &CrossRule) -> Done {
    complete(rule)?;
    let rules = rules_mut(form, group).ok_or_else(|| gone("这一组"))?;
    rules.push(rule.clone());
    let at = rules.len() - 1;
    let group = group.cloned();
    Ok((Focus::Rule { group, at }, format!("增加规则“{}”", rule.message)))
}

pub(super) fn set(form: &mut FormSchema, group: Option<&FieldId>, was: &CrossRule, rule: &CrossRule) -> Done {
    complete(rule)?;
    let rules = rules_mut(form, group).ok_or_else(|| gone("这一组"))?;
    let at = rules
        .iter()
        .position(|one| one == was)
        .ok_or_else(|| gone("这条规则"))?;
    if let Some(one) = rules.get_mut(at) {
        *one = rule.clone();
    }
    let group = group.cloned();
    Ok((Focus::Rule { group, at }, format!("改规则“{}”", rule.message)))
}

pub(super) fn remove(form: &mut FormSchema, group: Option<&FieldId>, was: &CrossRule) -> Done {
    let rules = rules_mut(form, group).ok_or_else(|| gone("这一组"))?;
    let at = rules
        .iter()
        .position(|one| one == was)
        .ok_or_else(|| gone("这条规则"))?;
    rules.remove(at);
    Ok((Focus::Form, format!("删除规则“{}”", was.message)))
}
