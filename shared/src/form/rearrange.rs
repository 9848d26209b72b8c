//! Lists rearranged by the buttons of a plain form: an entry added, taken out, moved up or down.

use serde_json::{Value, json};

use super::filled::is_untouched;
use super::{Answers, FieldKind, FormSchema};

/// Does what the pressed button says (`add=members`, `remove=members[1]`, `up=…`, `down=…`), after what was typed has
/// been taken. Gives the path to look at next; none when no such button was pressed.
pub fn rearrange(form: &FormSchema, answers: &mut Answers, pairs: &[(String, String)]) -> Option<String> {
    let pressed = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    if let Some(name) = pressed("add").and_then(|path| list_of(form, path)) {
        let mut entries = entries(answers, &name);
        entries.push(json!({}));
        let at = entries.len() - 1;
        answers.put(&name, entries);
        return Some(format!("{name}[{at}]"));
    }
    for (button, step) in [("remove", None), ("up", Some(-1)), ("down", Some(1))] {
        let Some((name, at)) = pressed(button).and_then(|path| entry_of(form, path)) else {
            continue;
        };
        let mut entries = entries(answers, &name);
        let mut then = at;
        match step.map(|step| at.checked_add_signed(step)) {
            None if at < entries.len() => {
                entries.remove(at);
            }
            Some(Some(to)) if at < entries.len() && to < entries.len() => {
                entries.swap(at, to);
                then = to;
            }
            _ => {}
        }
        let look = if then < entries.len() {
            format!("{name}[{then}]")
        } else {
            name.clone()
        };
        answers.put(&name, entries);
        return Some(look);
    }
    None
}

/// Takes the entries away that were added and left untouched. Entries get other numbers by it, so this is for answers
/// that no page shows any more.
pub fn drop_untouched(form: &FormSchema, answers: &mut Answers) {
    for field in form.fields() {
        let FieldKind::Repeat { fields, .. } = &field.kind else {
            continue;
        };
        if let Some(list) = answers
            .as_map_mut()
            .get_mut(field.id.as_str())
            .and_then(Value::as_array_mut)
        {
            list.retain(|entry| !is_untouched(fields, entry));
        }
    }
}

fn entries(answers: &Answers, name: &str) -> Vec<Value> {
    let list = answers.get(name).and_then(|list| list.as_array().cloned());
    list.unwrap_or_default()
}

/// The list at a path; a path of anything else is none.
fn list_of(form: &FormSchema, path: &str) -> Option<String> {
    let field = form.field_at(path).filter(|_| !path.is_empty())?;
    matches!(field.kind, FieldKind::Repeat { .. }).then(|| field.id.to_string())
}

fn entry_of(form: &FormSchema, path: &str) -> Option<(String, usize)> {
    let (name, at) = path.strip_suffix(']')?.split_once('[')?;
    Some((list_of(form, name)?, at.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> FormSchema {
        serde_json::from_value(json!({
            "id": "family", "version": 1, "title": "家庭", "pages": [{"id": "one", "title": "成员", "fields": [{
                "id": "members", "label": "成员", "kind": "repeat", "min": 0, "max": 5, "item_label": "成员",
                "fields": [{"id": "name", "label": "姓名", "kind": "text", "max": 20}]
            }]}]
        }))
        .unwrap()
    }

    fn after(names: &[&str], button: (&str, &str)) -> (Vec<String>, Option<String>) {
        let mut answers = Answers::new();
        answers.put(
            "members",
            names.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        );
        let pairs = [(button.0.to_owned(), button.1.to_owned())];
        let look = rearrange(&form(), &mut answers, &pairs);
        let name = |entry: &Value| entry.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = answers.get("members").unwrap().as_array().unwrap();
        (list.iter().map(name).collect(), look)
    }

    #[test]
    fn entries_are_added_taken_out_and_moved_within_their_list() {
        let look = |path: &str| Some(path.to_owned());
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            after(&["甲", "乙"], ("add", "members")),
            (list(&["甲", "乙", ""]), look("members[2]"))
        );
        assert_eq!(after(&[], ("add", "members")), (list(&[""]), look("members[0]")));
        assert_eq!(
            after(&["甲", "乙"], ("remove", "members[0]")),
            (list(&["乙"]), look("members[0]"))
        );
        assert_eq!(after(&["甲"], ("remove", "members[0]")), (list(&[]), look("members")));
        assert_eq!(
            after(&["甲", "乙"], ("up", "members[1]")),
            (list(&["乙", "甲"]), look("members[0]"))
        );
        assert_eq!(
            after(&["甲", "乙"], ("down", "members[0]")),
            (list(&["乙", "甲"]), look("members[1]"))
        );
        // At the edge, past it, or where there is no list: nothing moves and nothing breaks.
        assert_eq!(after(&["甲", "乙"], ("up", "members[0]")).0, list(&["甲", "乙"]));
        assert_eq!(after(&["甲", "乙"], ("down", "members[1]")).0, list(&["甲", "乙"]));
        assert_eq!(after(&["甲"], ("remove", "members[9]")).0, list(&["甲"]));
        assert_eq!(after(&["甲"], ("remove", "name[0]")), (list(&["甲"]), None));
    }
}
