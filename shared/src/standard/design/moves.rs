//! Moving pages and fields.

use super::done::{Done, gone, refuse};
use super::list::{list_of, page_mut};
use super::{FieldRef, Focus, Way};
use crate::form::{FieldId, FormSchema};

const fn words(way: Way) -> &'static str {
    match way {
        Way::Up => "上移",
        Way::Down => "下移",
    }
}

const fn neighbour(at: usize, way: Way) -> Option<usize> {
    match way {
        Way::Up => at.checked_sub(1),
        Way::Down => at.checked_add(1),
    }
}

fn at_the_edge(way: Way) -> Vec<crate::problem::FieldProblem> {
    match way {
        Way::Up => refuse("", "已经在最前面了", "不能再上移"),
        Way::Down => refuse("", "已经在最后面了", "不能再下移"),
    }
}

pub(super) fn page(form: &mut FormSchema, page: &FieldId, way: Way) -> Done {
    let at = form.pages.iter().position(|one| one.id == *page);
    let at = at.ok_or_else(|| gone("这一页"))?;
    let title = form.pages.get(at).map(|one| one.title.clone()).unwrap_or_default();
    let to = neighbour(at, way).filter(|to| *to < form.pages.len());
    form.pages.swap(at, to.ok_or_else(|| at_the_edge(way))?);
    Ok((Focus::Page(page.clone()), format!("{}“{title}”页", words(way))))
}

/// One step; over the edge of a page it goes on the next one, as reading goes.
pub(super) fn step(form: &mut FormSchema, field: &FieldRef, way: Way) -> Done {
    let (list, at) = list_of(form, field).ok_or_else(|| gone("这个字段"))?;
    let label = list.get(at).map(|one| one.label.clone()).unwrap_or_default();
    let done = Ok((Focus::Field(field.clone()), format!("{}「{label}」", words(way))));
    if let Some(to) = neighbour(at, way).filter(|to| *to < list.len()) {
        list.swap(at, to);
        return done;
    }
    if field.group.is_some() {
        return Err(at_the_edge(way));
    }
    let from = form
        .pages
        .iter()
        .position(|page| page.fields.iter().any(|one| one.id == field.id));
    let from = from.ok_or_else(|| gone("这个字段"))?;
    let to = neighbour(from, way).filter(|to| *to < form.pages.len());
    let to = to.ok_or_else(|| at_the_edge(way))?;
    let moved = form.pages.get_mut(from).map(|page| page.fields.remove(at));
    if let (Some(moved), Some(page)) = (moved, form.pages.get_mut(to)) {
        let at = if way == Way::Up { page.fields.len() } else { 0 };
        page.fields.insert(at, moved);
    }
    done
}

pub(super) fn to_page(form: &mut FormSchema, field: &FieldId, page: &FieldId) -> Done {
    let at = FieldRef::on_page(field.clone());
    if !form.pages.iter().any(|one| one.id == *page) {
        return Err(gone("要移到的页"));
    }
    let (list, position) = list_of(form, &at).ok_or_else(|| gone("这个字段"))?;
    let moved = list.remove(position);
    let label = moved.label.clone();
    let to = page_mut(form, page).ok_or_else(|| gone("要移到的页"))?;
    to.fields.push(moved);
    let words = format!("把「{label}」移到“{}”页", to.title);
    Ok((Focus::Field(at), words))
}
