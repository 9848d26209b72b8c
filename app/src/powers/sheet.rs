//! The inputs of one row, by its list's own table of columns.

use leptos::prelude::*;
use shared::access::Role;
use shared::catalogue::ItemType;
use shared::powers::{Column, Pick, PowerLevel, Shape, Typed};

use crate::backend::powers::DepartmentName;
use crate::flash::Flash;
use crate::ui::{Select, TextArea, TextInput};

/// Longer texts get several lines.
const ONE_LINE: usize = 200;

/// What was typed before it was refused stands there again. `keyed`: the row's number is typed too.
#[component]
pub fn Sheet(
    columns: &'static [Column],
    typed: Typed,
    departments: Vec<DepartmentName>,
    flash: Flash,
    #[prop(optional)] keyed: bool,
) -> impl IntoView {
    columns
        .iter()
        .filter(|column| keyed || column.shape != Shape::Key)
        .map(|column| {
            let again = !flash.values.is_empty();
            let value = if again {
                flash.value(column.name)
            } else {
                typed.get(column.name).to_owned()
            };
            input(column, value, flash.error(column.name), &departments)
        })
        .collect_view()
}

fn input(column: &'static Column, value: String, error: Option<String>, departments: &[DepartmentName]) -> AnyView {
    let error = Signal::stored(error);
    let (path, label, hint, required) = (column.name, column.label, column.hint, column.required);
    match column.shape {
        Shape::Text(most) if most > ONE_LINE => {
            view! { <TextArea path label hint=hint.to_owned() error required value/> }.into_any()
        }
        Shape::Text(_) => view! { <TextInput path label hint=hint.to_owned() error required value/> }.into_any(),
        Shape::Key => view! { <TextInput path label hint=hint.to_owned() error required value/> }.into_any(),
        Shape::Number(_) => {
            view! { <TextInput path label hint=hint.to_owned() error required value mode=Some("numeric")/> }.into_any()
        }
        Shape::Pick(pick) => {
            let options: Vec<(String, String)> = choices(pick, departments)
                .into_iter()
                .map(|name| (name.clone(), name))
                .collect();
            view! { <Select path label options error required value blank="请选择".to_owned()/> }.into_any()
        }
    }
}

fn choices(pick: Pick, departments: &[DepartmentName]) -> Vec<String> {
    match pick {
        Pick::Level => PowerLevel::ALL.map(|level| level.words().to_owned()).to_vec(),
        Pick::Type => ItemType::ALL.iter().map(|kind| kind.words().to_owned()).collect(),
        Pick::Department => departments.iter().map(|one| one.name.clone()).collect(),
        Pick::Role => Role::ALL
            .into_iter()
            .filter(|role| role.is_staff())
            .map(|role| role.words().to_owned())
            .collect(),
    }
}

/// A row's cells by their columns, as typed.
pub fn typed_of(columns: &'static [Column], cells: Vec<String>) -> Typed {
    columns.iter().map(|column| column.name).zip(cells).collect()
}

/// A row in words; what is empty is left out. The number stands in the page's head.
#[component]
pub fn Cells(columns: &'static [Column], cells: Vec<String>) -> impl IntoView {
    let lines = columns
        .iter()
        .zip(cells)
        .filter(|(column, text)| column.shape != Shape::Key && column.name != "name" && !text.is_empty())
        .map(|(column, text)| view! { <dt>{column.label}</dt> <dd>{text}</dd> })
        .collect_view();
    view! { <dl class="kv">{lines}</dl> }
}

/// The revision the form was filled on: what was refused keeps its own, so that nothing that others saved since is
/// overwritten unseen.
pub fn revision_of(flash: &Flash, now: u32) -> String {
    Some(flash.value("revision"))
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| now.to_string())
}
