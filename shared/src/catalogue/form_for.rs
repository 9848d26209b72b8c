//! The form an item is applied for with: a base form, the item's questions, its materials, and a declaration.

use std::collections::BTreeSet;

use super::{Item, Material, MaterialId};
use crate::form::{Expr, Field, FieldKind, FileKind, FormSchema, Page};

/// What the applicant declares where the base form has no words of its own.
const DECLARATION: &str = "我填写的内容和提交的材料都是真实的。我知道：弄虚作假要承担法律责任，已经拿到的会被撤销、追回。\
    我同意工作人员为办理这件事核对我的信息，这些信息不用于别的事。";

/// The item's form on a base form. What the base form already asks or collects stays where it is; the rest of the
/// item's questions come first, the rest of its materials before the declaration. A pure function of both, so every
/// version of an item has exactly one form.
#[must_use]
pub fn form_for(item: &Item, base: &FormSchema) -> FormSchema {
    let (asked, collected) = already(base);
    let mut pages = Vec::with_capacity(base.pages.len() + 3);
    pages.extend(questions(item, &asked));
    pages.extend(base.pages.iter().cloned());
    if let Some(page) = materials(item, &collected, &asked) {
        let at = pages.iter().position(declares).unwrap_or(pages.len());
        pages.insert(at, page);
    }
    if !pages.iter().any(declares) {
        pages.extend(declaration());
    }
    FormSchema {
        id: item.form_id(),
        version: base.version,
        title: item.name.clone(),
        pages,
        applicant: base.applicant.clone(),
        rules: base.rules.clone(),
    }
}

/// The fields a form asks and the materials it collects.
fn already(form: &FormSchema) -> (BTreeSet<&str>, BTreeSet<&MaterialId>) {
    let mut asked = BTreeSet::new();
    let mut collected = BTreeSet::new();
    for field in form.fields() {
        asked.insert(field.id.as_str());
        collect(field, &mut collected);
    }
    (asked, collected)
}

fn collect<'f>(field: &'f Field, collected: &mut BTreeSet<&'f MaterialId>) {
    match &field.kind {
        FieldKind::Material { material, .. } => {
            collected.insert(material);
        }
        FieldKind::Repeat { fields, .. } => fields.iter().for_each(|field| collect(field, collected)),
        _ => {}
    }
}

fn declares(page: &Page) -> bool {
    page.fields
        .iter()
        .any(|field| matches!(field.kind, FieldKind::Declaration { .. }))
}

fn questions(item: &Item, asked: &BTreeSet<&str>) -> Option<Page> {
    let fields: Vec<Field> = item
        .situations
        .iter()
        .filter(|situation| situation.told_by.is_none())
        .map(|situation| &situation.ask)
        .filter(|field| !asked.contains(field.id.as_str()))
        .map(|field| Field {
            shown: told(item, &field.shown, asked),
            ..field.clone()
        })
        .collect();
    page(
        "situation",
        "您的情况",
        Some("按实际情况选，选完就知道要准备哪些材料。"),
        fields,
    )
}

/// A rule of the guidance as the application reads it: what is told by other answers instead of asked.
fn told(item: &Item, rule: &Expr, asked: &BTreeSet<&str>) -> Expr {
    let all = |rules: &[Expr]| rules.iter().map(|rule| told(item, rule, asked)).collect();
    match rule {
        Expr::All(rules) => Expr::All(all(rules)),
        Expr::Any(rules) => Expr::Any(all(rules)),
        Expr::Not(rule) => Expr::Not(Box::new(told(item, rule, asked))),
        Expr::Equals(path, value) => {
            let situation = item.situations.iter().find(|one| one.ask.id.as_str() == path.as_str());
            match situation
                .and_then(|one| one.told_by.clone())
                .filter(|_| !asked.contains(path.as_str()))
            {
                Some(rule) if value.as_bool() == Some(true) => rule,
                // Not yet told is neither yes nor no.
                Some(rule) => {
                    let known = rule.paths().into_iter().cloned().map(Expr::Answered);
                    Expr::All(known.chain([Expr::Not(Box::new(rule.clone()))]).collect())
                }
                None => Expr::Equals(path.clone(), value.clone()),
            }
        }
        leaf => leaf.clone(),
    }
}

fn materials(item: &Item, collected: &BTreeSet<&MaterialId>, asked: &BTreeSet<&str>) -> Option<Page> {
    let fields: Vec<Field> = item
        .materials
        .iter()
        .filter(|material| material.electronic_ok && !material.filled_online && !collected.contains(&material.id))
        .filter_map(|material| upload(item, material, asked))
        .collect();
    let intro = "拍照或选择文件都可以：照片、PDF，每个不超过 20 MB。写着「一般免提交」的，可以先不传。";
    page("materials", "上传材料", Some(intro), fields)
}

/// The field a material is handed in by. What data sharing supplies is never demanded (国务院令716号 §11).
fn upload(item: &Item, material: &Material, asked: &BTreeSet<&str>) -> Option<Field> {
    let shared = material.share.as_ref().map(|share| format!("{share}，一般免提交"));
    let hints = [
        shared,
        Some(material.count_words()),
        Some(material.source.clone()),
        material.note.clone(),
    ];
    let hint: Vec<String> = hints.into_iter().flatten().filter(|hint| !hint.is_empty()).collect();
    Some(Field {
        // A material's id has the shape of a field's.
        id: material.id.as_str().parse().ok()?,
        label: material.name.clone(),
        hint: Some(hint.join("。")),
        kind: FieldKind::Material {
            material: material.id.clone(),
            accept: FileKind::all(),
            max_files: 6,
        },
        required: if material.may_be_shared() {
            Expr::never()
        } else {
            Expr::always()
        },
        shown: told(item, &material.needed, asked),
        sensitive: None,
    })
}

fn declaration() -> Option<Page> {
    let field = Field {
        id: "declaration".parse().ok()?,
        label: "确认和声明".to_owned(),
        hint: None,
        kind: FieldKind::Declaration {
            text: DECLARATION.to_owned(),
        },
        required: Expr::always(),
        sensitive: None,
        shown: Expr::always(),
    };
    page("declare", "确认和声明", None, vec![field])
}

fn page(id: &str, title: &str, intro: Option<&str>, fields: Vec<Field>) -> Option<Page> {
    (!fields.is_empty()).then_some(())?;
    Some(Page {
        id: id.parse().ok()?,
        title: title.to_owned(),
        intro: intro.map(str::to_owned),
        fields,
    })
}
