//! Doing an edit: a new form, or why not and the way out. Nothing is half done.

use super::done::{Done, gone, refuse};
use super::list::{field_mut, inner, list_of, page_mut};
use super::names::Names;
use super::rebase::with_inner_of;
use super::uses::{field_at, missed, uses};
use super::{Around, Edit, FieldRef, Focus, Slot, kind_title, kinds, moves, rules};
use crate::form::{Expr, Field, FieldKind, FormSchema, Page};
use crate::problem::FieldProblem;

/// The form after an edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub form: FormSchema,
    pub focus: Focus,
    /// What was done: 增加字段「婚姻状况」
    pub words: String,
}

/// Does an edit to a base form.
///
/// # Errors
/// Why it cannot be done, each with the way out.
pub fn apply(form: &FormSchema, around: &Around, edit: &Edit) -> Result<Applied, Vec<FieldProblem>> {
    let mut after = form.clone();
    let (focus, words) = match edit {
        Edit::AddPage { after: behind, title } => add_page(&mut after, around, behind.as_ref(), title),
        Edit::SetPage { page, title, intro } => set_page(&mut after, page, title, intro.as_deref()),
        Edit::MovePage { page, way } => moves::page(&mut after, page, *way),
        Edit::RemovePage { page } => remove_page(&mut after, around, page),
        Edit::AddField { place, label, kind } => add_field(&mut after, around, place, label, kind),
        Edit::AddBlock { place, .. } if place.group.is_some() => {
            Err(refuse("", "常用字段不能放在可填多份的一组里", "请放在页上"))
        }
        Edit::AddBlock { place, block } => {
            let fields = block.fields(&mut Names::of_form(&after, around));
            put(&mut after, place, fields).map(|focus| (focus, format!("加入“{}”一组", block.words())))
        }
        Edit::Move { field, way } => moves::step(&mut after, field, *way),
        Edit::MoveTo { field, page } => moves::to_page(&mut after, field, page),
        Edit::Duplicate { field } => duplicate(&mut after, around, field),
        Edit::Remove { field } => remove(&mut after, around, field),
        Edit::Set {
            field,
            label,
            hint,
            kind,
        } => set(&mut after, around, field, label, hint.as_deref(), kind),
        Edit::SetShown { field, rule } => on_field(&mut after, field, |one| {
            one.shown = rule.clone();
            format!("改「{}」的显示条件", one.label)
        }),
        Edit::SetRequired { field, rule } => on_field(&mut after, field, |one| {
            one.required = rule.clone();
            format!("改「{}」是否必填", one.label)
        }),
        Edit::AddRule { group, rule } => rules::add(&mut after, group.as_ref(), rule),
        Edit::SetRule { group, was, rule } => rules::set(&mut after, group.as_ref(), was, rule),
        Edit::RemoveRule { group, was } => rules::remove(&mut after, group.as_ref(), was),
    }?;
    Ok(Applied {
        form: after,
        focus,
        words,
    })
}

fn add_page(form: &mut FormSchema, around: &Around, behind: Option<&crate::form::FieldId>, title: &str) -> Done {
    let title = title.trim();
    if title.is_empty() {
        return Err(refuse("title", "还没有写页的名称", "给这一页起个名，如“家庭情况”"));
    }
    let full = || refuse("title", "页太多了", "请先合并几页");
    let id = Names::of_pages(form, around).fresh("page").ok_or_else(full)?;
    let at = behind
        .and_then(|behind| form.pages.iter().position(|page| page.id == *behind))
        .map_or(form.pages.len(), |at| at + 1);
    form.pages.insert(
        at,
        Page {
            id: id.clone(),
            title: title.to_owned(),
            intro: None,
            fields: Vec::new(),
        },
    );
    Ok((Focus::Page(id), format!("增加一页“{title}”")))
}

fn set_page(form: &mut FormSchema, page: &crate::form::FieldId, title: &str, intro: Option<&str>) -> Done {
    let one = page_mut(form, page).ok_or_else(|| gone("这一页"))?;
    let title = title.trim();
    if title.is_empty() {
        return Err(refuse("title", "页的名称不能空着", "给这一页起个名，如“家庭情况”"));
    }
    one.title = title.to_owned();
    one.intro = intro
        .map(str::trim)
        .filter(|intro| !intro.is_empty())
        .map(str::to_owned);
    Ok((Focus::Page(page.clone()), format!("改“{title}”页的名称和说明")))
}

fn remove_page(form: &mut FormSchema, around: &Around, page: &crate::form::FieldId) -> Done {
    let at = form.pages.iter().position(|one| one.id == *page);
    let at = at.ok_or_else(|| gone("这一页"))?;
    if form.pages.len() == 1 {
        return Err(refuse("", "表单至少要有一页", "请先增加另一页"));
    }
    let removed = form.pages.remove(at);
    // What is left must not read what went.
    let mut before = form.clone();
    before.pages.insert(at, removed.clone());
    let mut readers: Vec<String> = removed
        .fields
        .iter()
        .flat_map(|field| uses(&before, around, &FieldRef::on_page(field.id.clone())))
        .collect();
    let leaving = |words: &String| removed.fields.iter().any(|field| owned(words, field));
    readers.retain(|words| !leaving(words));
    readers.dedup();
    if !readers.is_empty() {
        return Err(refuse(
            "",
            format!("“{}”页里的字段还在用：{}", removed.title, readers.join("、")),
            "请先改掉这些条件或规则，或把用到的字段移到别的页",
        ));
    }
    Ok((Focus::Form, format!("删除“{}”页", removed.title)))
}

/// A reader that goes with the page itself.
fn owned(words: &str, field: &Field) -> bool {
    words.starts_with(&format!("「{}」的", field.label))
}

fn add_field(form: &mut FormSchema, around: &Around, place: &Slot, label: &str, kind: &FieldKind) -> Done {
    let label = label.trim();
    if label.is_empty() {
        return Err(refuse(
            "label",
            "还没有写字段的名称",
            "写申请人会看到的问题，如“婚姻状况”",
        ));
    }
    let in_group = place.group.as_ref();
    if in_group.is_some() && !kinds::fits_a_group(kind) {
        return Err(refuse(
            "kind",
            format!("“{}”不能放在可填多份的一组里", kind_title(kind)),
            "请放在页上，或选别的类型",
        ));
    }
    let mut names = match in_group {
        Some(group) => Names::of_group(form, group),
        None => Names::of_form(form, around),
    };
    let wish = match kind {
        // A material collected on the base form is known by its own name: the item adds it no second time.
        FieldKind::Material { material, .. } => {
            let taken = form.fields().any(|field| field.id.as_str() == material.as_str());
            if !taken {
                names = Names::of_form(form, &Around::default());
            }
            material.as_str().to_owned()
        }
        kind => kind.name().to_owned(),
    };
    let full = || refuse("label", "这样的字段太多了", "请先删去几个");
    let id = names.fresh(&wish).ok_or_else(full)?;
    let field = Field {
        id,
        label: label.to_owned(),
        hint: None,
        kind: kind.clone(),
        required: Expr::always(),
        sensitive: None,
        shown: Expr::always(),
    };
    put(form, place, vec![field]).map(|focus| (focus, format!("增加字段「{label}」")))
}

/// Puts fields at a place; the first of them is looked at.
fn put(form: &mut FormSchema, place: &Slot, fields: Vec<Field>) -> Result<Focus, Vec<FieldProblem>> {
    let list = match &place.group {
        Some(group) => inner(form, group).ok_or_else(|| gone("这一组"))?,
        None => &mut page_mut(form, &place.page).ok_or_else(|| gone("这一页"))?.fields,
    };
    let at = place
        .after
        .as_ref()
        .and_then(|after| list.iter().position(|field| field.id == *after))
        .map_or(list.len(), |at| at + 1);
    let first = fields.first().map(|field| field.id.clone());
    list.splice(at..at, fields);
    Ok(first.map_or(Focus::Form, |id| {
        Focus::Field(FieldRef {
            group: place.group.clone(),
            id,
        })
    }))
}

fn duplicate(form: &mut FormSchema, around: &Around, at: &FieldRef) -> Done {
    let mut names = match &at.group {
        Some(group) => Names::of_group(form, group),
        None => Names::of_form(form, around),
    };
    let (list, position) = list_of(form, at).ok_or_else(|| gone("这个字段"))?;
    let mut copy = list.get(position).cloned().ok_or_else(|| gone("这个字段"))?;
    let full = || refuse("", "这样的字段太多了", "请先删去几个");
    copy.id = names.fresh(at.id.as_str()).ok_or_else(full)?;
    let words = format!("复制字段「{}」", copy.label);
    copy.label = format!("{}（副本）", copy.label);
    let id = copy.id.clone();
    list.insert(position + 1, copy);
    let group = at.group.clone();
    Ok((Focus::Field(FieldRef { group, id }), words))
}

fn remove(form: &mut FormSchema, around: &Around, at: &FieldRef) -> Done {
    let readers = uses(form, around, at);
    let (list, position) = list_of(form, at).ok_or_else(|| gone("这个字段"))?;
    let label = list.get(position).map(|field| field.label.clone()).unwrap_or_default();
    if !readers.is_empty() {
        return Err(refuse(
            "",
            format!("「{label}」还在被用到：{}", readers.join("、")),
            "请先改掉这些条件或规则，再删除它",
        ));
    }
    if at.group.is_some() && list.len() == 1 {
        return Err(refuse("", "一组里至少要有一个字段", "请先加别的字段，或删除整组"));
    }
    list.remove(position);
    // The one that takes its place, or the one before it.
    let next = list.get(position).or_else(|| list.last()).map(|field| field.id.clone());
    let group = at.group.clone();
    let focus = next.map_or(Focus::Form, |id| Focus::Field(FieldRef { group, id }));
    Ok((focus, format!("删除字段「{label}」")))
}

fn on_field(form: &mut FormSchema, at: &FieldRef, change: impl FnOnce(&mut Field) -> String) -> Done {
    let field = field_mut(form, at).ok_or_else(|| gone("这个字段"))?;
    let words = change(field);
    Ok((Focus::Field(at.clone()), words))
}

fn set(
    form: &mut FormSchema,
    around: &Around,
    at: &FieldRef,
    label: &str,
    hint: Option<&str>,
    kind: &FieldKind,
) -> Done {
    let now = field_at(form, at).ok_or_else(|| gone("这个字段"))?;
    if now.kind.name() != kind.name() {
        return Err(refuse(
            "",
            format!("「{}」的类型刚被换过", now.label),
            "请看过最新的表单再改",
        ));
    }
    let mut changed = Field {
        label: label.trim().to_owned(),
        hint: hint.map(str::trim).filter(|hint| !hint.is_empty()).map(str::to_owned),
        kind: kind.clone(),
        ..now.clone()
    };
    changed.kind = with_inner_of(&changed.kind, &now.kind);
    let readers = missed(form, around, at, &changed);
    if !readers.is_empty() {
        return Err(refuse(
            "",
            format!("去掉的内容还在被用到：{}", readers.join("、")),
            "请先改掉这些条件或规则，再去掉它",
        ));
    }
    on_field(form, at, |field| {
        let words = format!("改字段「{}」", changed.label);
        *field = changed;
        words
    })
}
