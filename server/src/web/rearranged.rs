//! Lists in forms, whose buttons add, move and take out entries.

use app::ui::input_id;

use super::flash::{Pairs, value};

/// The page with the place to look at after a button that rearranged a list: the entry that is new or has moved, the list
/// where one was taken out. None when no such button was pressed.
pub(super) fn rearranged(page: &str, pairs: &Pairs) -> Option<String> {
    Some(format!("{page}#{}", input_id(&changed(pairs)?)))
}

fn changed(pairs: &Pairs) -> Option<String> {
    let list = value(pairs, "add");
    if !list.is_empty() {
        let entry = |name: &str| {
            name.strip_prefix(list)
                .is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
        };
        let count = pairs.iter().filter(|(name, _)| entry(name)).count();
        return Some(format!("{list}[{count}]"));
    }
    for (button, step) in [("up", -1), ("down", 1)] {
        if let Some((list, at)) = value(pairs, button)
            .strip_suffix(']')
            .and_then(|path| path.split_once('['))
        {
            let at = at.parse::<usize>().ok()?.saturating_add_signed(step);
            return Some(format!("{list}[{at}]"));
        }
    }
    let (list, _) = value(pairs, "remove").split_once('[')?;
    Some(list.to_owned())
}
