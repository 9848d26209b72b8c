//! The lists that fields stand in.

use super::FieldRef;
use crate::form::{CrossRule, Field, FieldId, FieldKind, FormSchema, Page};

/// The list a field stands in, and its position.
pub(super) fn list_of<'f>(form: &'f mut FormSchema, at: &FieldRef) -> Option<(&'f mut Vec<Field>, usize)> {
    let list = match &at.group {
        None => {
            let holds = |page: &&mut Page| page.fields.iter().any(|field| field.id == at.id);
            &mut form.pages.iter_mut().find(holds)?.fields
        }
        Some(group) => inner(form, group)?,
    };
    let position = list.iter().position(|field| field.id == at.id)?;
    Some((list, position))
}

pub(super) fn field_mut<'f>(form: &'f mut FormSchema, at: &FieldRef) -> Option<&'f mut Field> {
    let (list, position) = list_of(form, at)?;
    list.get_mut(position)
}

/// The fields of a repeating group.
pub(super) fn inner<'f>(form: &'f mut FormSchema, group: &FieldId) -> Option<&'f mut Vec<Field>> {
    match &mut group_mut(form, group)?.kind {
        FieldKind::Repeat { fields, .. } => Some(fields),
        _ => None,
    }
}

fn group_mut<'f>(form: &'f mut FormSchema, group: &FieldId) -> Option<&'f mut Field> {
    let mut fields = form.pages.iter_mut().flat_map(|page| &mut page.fields);
    fields.find(|field| field.id == *group)
}

/// The rules of the form, or of a repeating group.
pub(super) fn rules_mut<'f>(form: &'f mut FormSchema, group: Option<&FieldId>) -> Option<&'f mut Vec<CrossRule>> {
    let Some(group) = group else {
        return Some(&mut form.rules);
    };
    match &mut group_mut(form, group)?.kind {
        FieldKind::Repeat { rules, .. } => Some(rules),
        _ => None,
    }
}

pub(super) fn page_mut<'f>(form: &'f mut FormSchema, page: &FieldId) -> Option<&'f mut Page> {
    form.pages.iter_mut().find(|one| one.id == *page)
}
