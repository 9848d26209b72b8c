//! Names for what is new: readable, and never one that is taken.

use std::collections::BTreeSet;

use super::Around;
use crate::form::{FieldId, FieldKind, FormSchema, RESERVED};

/// The names in use where something new goes.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// Those of the form's fields.
    pub(super) fn of_form(form: &FormSchema, around: &Around) -> Self {
        let fields = form.fields().map(|field| field.id.to_string());
        let reserved = RESERVED.map(str::to_owned);
        Self(fields.chain(around.names.iter().cloned()).chain(reserved).collect())
    }

    /// Those within a repeating group.
    pub(super) fn of_group(form: &FormSchema, group: &FieldId) -> Self {
        let field = form.fields().find(|field| field.id == *group);
        let Some(FieldKind::Repeat { fields, .. }) = field.map(|field| &field.kind) else {
            return Self(BTreeSet::new());
        };
        Self(fields.iter().map(|field| field.id.to_string()).collect())
    }

    pub(super) fn of_pages(form: &FormSchema, around: &Around) -> Self {
        let pages = form.pages.iter().map(|page| page.id.to_string());
        Self(pages.chain(around.pages.iter().cloned()).collect())
    }

    /// `wish`, or the first of `wish_2`, `wish_3`, … that is free. It is taken from now on.
    pub(super) fn fresh(&mut self, wish: &str) -> Option<FieldId> {
        // A copy of a copy counts on instead of growing a tail.
        let stem = match wish.rsplit_once('_') {
            Some((stem, tail)) if !tail.is_empty() && tail.bytes().all(|b| b.is_ascii_digit()) => stem,
            _ => wish,
        };
        let stem = stem.get(..34).unwrap_or(stem);
        let tries = (2..10_000).map(|n| format!("{stem}_{n}"));
        let free = std::iter::once(wish.to_owned())
            .chain(tries)
            .find(|name| name.len() <= 40 && !self.0.contains(name))?;
        let id = free.parse().ok()?;
        self.0.insert(free);
        Some(id)
    }
}
