//! What people type, and what they must find.

mod questions;
mod sentences;
mod size;

use super::{Doc, Field, Index, Want};

const ITEMS: &str = include_str!("items.tsv");

/// A catalogue of the real shape.
fn docs() -> Vec<Doc> {
    ITEMS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, plain, name, theme, department, who, conditions, aliases] = columns[..] else {
                panic!("{line}");
            };
            Doc::new(id)
                .with(Field::PlainName, plain)
                .with(Field::Name, name)
                .with(Field::Theme, theme)
                .with(Field::Department, department)
                .with(Field::WhoApplies, who)
                .with_all(Field::Condition, conditions.split('|'))
                .with_all(Field::Alias, aliases.split('|'))
        })
        .collect()
}

fn index() -> Index {
    Index::build(
        &docs(),
        &["晋江市".into(), "晋江".into(), "深沪镇".into(), "深沪".into()],
    )
}

/// The ids found, best first.
fn find(index: &Index, question: &str) -> Vec<String> {
    index
        .search(question, &Want::ALL)
        .hits
        .iter()
        .map(|hit| index.id(hit.item).to_owned())
        .collect()
}
