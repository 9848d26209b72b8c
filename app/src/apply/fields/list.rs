//! A list: its entries, and the buttons that add and take out.

use leptos::prelude::*;
use serde_json::Value;
use shared::form::{Field, FieldKind, Filled};

use super::{Look, slot};
use crate::ui::{FieldFrame, input_id};

/// The buttons that change an entry's place.
fn moves(entry: &str, item_label: &str, at: usize, count: usize) -> impl IntoView + use<> {
    let button = |name: &'static str, words: &str| {
        let label = format!("{words}{item_label} {}", at + 1);
        view! { <button class="btn quiet small" type="submit" name=name value=entry.to_owned()>{label}</button> }
    };
    let up = (at > 0).then(|| button("up", "上移"));
    let down = (at + 1 < count).then(|| button("down", "下移"));
    view! { {up} {down} }
}

/// A list: each entry with its fields, a button to take it out, and one to add another. The buttons are part of the
/// form, so that nothing typed is lost by pressing them.
pub(super) fn repeat(path: &str, field: &Field, filled: &Filled<'_>, error: Option<String>, look: &Look) -> AnyView {
    let FieldKind::Repeat {
        item_label,
        min,
        max,
        fields,
        ..
    } = &field.kind
    else {
        return ().into_any();
    };
    let count = look.answers.get(path).and_then(Value::as_array).map_or(0, Vec::len);
    // A list that may be empty begins empty; as many entries as must be there stand ready.
    let must = field.required.is_always() || filled.requires(path);
    let least = if must { usize::try_from(*min).unwrap_or(0) } else { 0 };
    let shown = count.max(least);
    let entries = (0..shown)
        .map(|at| {
            let entry = format!("{path}[{at}]");
            let now = filled.entry_fields(&entry);
            let fields: Vec<AnyView> = fields
                .iter()
                .filter(|inner| !matches!(inner.kind, FieldKind::Material { .. }))
                .map(|inner| {
                    let shown = now.iter().any(|one| one.id == inner.id);
                    slot(inner, &format!("{entry}.{}", inner.id), shown, filled, look)
                })
                .collect();
            let moves = look.movable.then(|| moves(&entry, item_label, at, shown));
            let id = input_id(&entry);
            view! {
                <fieldset class="entry" id=id tabindex="-1">
                    <legend class="strong">{format!("{item_label} {}", at + 1)}</legend>
                    <input type="hidden" name=entry.clone() value=""/>
                    {fields}
                    <p class="actions">
                        {moves}
                        <button class="btn danger small" type="submit" name="remove" value=entry>{format!("删除{item_label} {}", at + 1)}</button>
                    </p>
                </fieldset>
            }
        })
        .collect_view();
    let adding = if shown == 0 {
        format!("添加{item_label}")
    } else {
        format!("再添加{item_label}")
    };
    let (marker, adds) = (path.to_owned(), path.to_owned());
    let more = shown < usize::try_from(*max).unwrap_or(100);
    view! {
        <FieldFrame path=path.to_owned() label=field.label.clone() hint=field.hint.clone() error group=true>
            <input type="hidden" name=marker value=""/>
            {entries}
            {more.then(|| view! {
                <p class="actions">
                    <button class="btn quiet small" type="submit" name="add" value=adds>{adding}</button>
                </p>
            })}
        </FieldFrame>
    }
    .into_any()
}
