//! Options as lines: 文字｜说明. What the answer keeps stays when a line is only reworded or moved.

use std::collections::BTreeSet;

use crate::form::Choice;

/// One line an option.
pub(super) fn lines(options: &[Choice]) -> String {
    let line = |option: &Choice| match &option.hint {
        Some(hint) => format!("{}｜{hint}", option.label),
        None => option.label.clone(),
    };
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The options that lines say. A known label keeps its value; when as many lines stand as before, an unknown one is
/// the one of its place reworded; else it is new.
pub(super) fn options(text: &str, old: &[Choice]) -> Vec<Choice> {
    let typed: Vec<(String, Option<String>)> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (label, hint) = line
                .split_once(['｜', '|'])
                .map_or((line, ""), |(label, hint)| (label, hint));
            let hint = Some(hint.trim().to_owned()).filter(|hint| !hint.is_empty());
            (label.trim().to_owned(), hint)
        })
        .collect();
    let known = |label: &str| old.iter().find(|option| option.label == label);
    let mut taken: BTreeSet<String> = typed
        .iter()
        .filter_map(|(label, _)| known(label))
        .map(|option| option.value.clone())
        .collect();
    let same_number = typed.len() == old.len();
    let mut used = BTreeSet::new();
    typed
        .into_iter()
        .enumerate()
        .map(|(at, (label, hint))| {
            let by_label = known(&label).filter(|option| !used.contains(&option.value));
            let by_place = || {
                let there = old.get(at).filter(|_| same_number)?;
                (!taken.contains(&there.value)).then_some(there)
            };
            let value = match by_label.or_else(by_place) {
                Some(option) => option.value.clone(),
                None => fresh(old, &taken),
            };
            taken.insert(value.clone());
            used.insert(value.clone());
            Choice { value, label, hint }
        })
        .collect()
}

/// A value that no option has, nor had: old answers and conditions must not come to mean something new.
fn fresh(old: &[Choice], taken: &BTreeSet<String>) -> String {
    (1..)
        .map(|n| format!("option_{n}"))
        .find(|value| !taken.contains(value) && old.iter().all(|option| option.value != *value))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, old: &[Choice]) -> Vec<String> {
        options(text, old).into_iter().map(|option| option.value).collect()
    }

    #[test]
    fn a_reworded_moved_or_new_line_keeps_what_the_others_mean() {
        let old = options("已婚\n未婚｜从未结婚\n离异", &[]);
        assert_eq!(values("已婚\n未婚\n离异", &[]), ["option_1", "option_2", "option_3"]);
        assert_eq!(lines(&old), "已婚\n未婚｜从未结婚\n离异");
        assert_eq!(values("离异\n已婚\n未婚", &old), ["option_3", "option_1", "option_2"]);
        assert_eq!(values("已婚\n未婚\n离婚", &old), ["option_1", "option_2", "option_3"]);
        assert_eq!(
            values("已婚\n丧偶\n未婚\n离异", &old),
            ["option_1", "option_4", "option_2", "option_3"]
        );
        assert_eq!(values("未婚\n丧偶", &old), ["option_2", "option_4"]);
    }
}
