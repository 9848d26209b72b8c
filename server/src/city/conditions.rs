//! The conditions of an item must hang on questions that are asked.

use std::collections::BTreeSet;

use shared::catalogue::{Handing, Item, Material};
use shared::form::{Expr, Field, FieldKind, FormSchema};

use super::problem::Problems;

/// In addresses this names the reader's place, not an answer.
const PLACE: &str = "place";

/// Notes every condition on something no situation asks: the one-time guidance would never learn the answer.
pub(super) fn known(item: &Item, problems: &mut Problems<'_>) {
    let mut asked = BTreeSet::new();
    for (at, situation) in item.situations.iter().enumerate() {
        // A question may hang on those before it only.
        unknown(
            &situation.ask.shown,
            &asked,
            &format!("situations[{at}].ask.shown"),
            problems,
        );
        if !asked.insert(situation.ask.id.as_str()) {
            problems.add(
                format!("situations[{at}].ask.id"),
                format!("「{}」问了两次", situation.ask.id),
            );
        }
        if situation.ask.id.as_str() == PLACE {
            problems.add(format!("situations[{at}].ask.id"), "place 是地点用的，请换一个编号");
        }
    }
    for (at, condition) in item.eligibility.iter().enumerate() {
        unknown(&condition.rule, &asked, &format!("eligibility[{at}].rule"), problems);
    }
    for (at, material) in item.materials.iter().enumerate() {
        unknown(&material.needed, &asked, &format!("materials[{at}].needed"), problems);
        let conditional = !matches!(material.needed, Expr::Const(_));
        if conditional && material.needed_when.is_none() {
            problems.add(
                format!("materials[{at}].needed_when"),
                "有条件的材料要用文字写明什么时候需要",
            );
        }
    }
}

fn unknown(rule: &Expr, asked: &BTreeSet<&str>, field: &str, problems: &mut Problems<'_>) {
    for path in rule.paths() {
        if !asked.contains(path.head()) {
            problems.add(field, format!("没有问过「{path}」，请在 situations 里加上这个问题"));
        }
    }
}

/// What cases rely on in every form: `applicant` is a person with a mobile, and materials are the item's.
pub(super) fn form(item: &Item, form: &FormSchema, problems: &mut Problems<'_>) {
    let reachable = form.fields().any(|field| {
        field.id.as_str() == "applicant" && matches!(&field.kind, FieldKind::Person { parts } if parts.mobile)
    });
    if !reachable {
        problems.add(
            "form",
            format!("「{}」里要有 applicant 字段：person 类，带 mobile", item.form),
        );
    }
    for (at, situation) in item.situations.iter().enumerate() {
        for path in situation.told_by.iter().flat_map(Expr::paths) {
            if form.field_at(path.as_str()).is_none() {
                let what = format!("「{}」里没有「{path}」", item.form);
                problems.add(format!("situations[{at}].told_by"), what);
            }
        }
    }
    for field in form.fields() {
        materials(item, field, problems);
    }
}

fn spared(material: &Material) -> bool {
    matches!(material.handing(), Handing::Shared | Handing::Filled)
}

fn materials(item: &Item, field: &Field, problems: &mut Problems<'_>) {
    match &field.kind {
        FieldKind::Material { material, .. } => match item.material(material) {
            None => {
                let what = format!("「{}」要上传「{material}」，这个事项没有这份材料", item.form);
                problems.add("form", what);
            }
            // 国务院令716号 §11: what the guide says nobody hands in, the form does not demand.
            Some(known) if spared(known) && !field.required.is_never() => {
                let what = format!("指南写「{}」免提交，「{}」却必须上传", known.name, item.form);
                problems.add("form", what);
            }
            Some(_) => {}
        },
        FieldKind::Repeat { fields, .. } => fields.iter().for_each(|field| materials(item, field, problems)),
        _ => {}
    }
}
