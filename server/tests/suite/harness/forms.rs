//! What every form of every page must keep to, looked at whenever a story opens a page.

use super::browser::Page;

/// Names of buttons that take something away, move it, or act on more than what was typed.
const NAMES: [&str; 8] = ["remove", "add", "up", "down", "all", "rest", "one", "discard"];

/// What a button does that moves or takes away. One that adds may be all its form is for.
const ACTS: [&str; 7] = ["remove", "up", "down", "page_up", "page_down", "all", "discard"];

/// Enter in an input presses the first submit button of its form (HTML, implicit submission). It must never be one that
/// takes away what somebody typed.
pub fn enter_does_no_harm(page: &Page) {
    let text = page.text();
    let mut before = 0;
    for form in text.split("<form").skip(1) {
        before = text[before..].find(form).unwrap_or_default() + before;
        let form = form.split("</form>").next().unwrap_or_default();
        if !takes_enter(form) {
            continue;
        }
        let Some((name, value)) = first_submit(&text[..before], form) else {
            continue;
        };
        assert!(
            !NAMES.contains(&name.as_str()) && !ACTS.contains(&value.as_str()),
            "{}: Enter presses {name}={value}",
            page.at
        );
    }
}

/// Whether there is an input in which Enter is pressed.
fn takes_enter(form: &str) -> bool {
    tags(form, "input").any(|tag| {
        let kind = attribute(tag, "type");
        !matches!(kind.as_str(), "hidden" | "submit" | "button" | "file")
    })
}

/// A button before the form may name it, and then it is the first.
fn first_submit(before: &str, form: &str) -> Option<(String, String)> {
    let id = attribute(form.split('>').next().unwrap_or_default(), "id");
    let named = tags(before, "button").filter(|tag| !id.is_empty() && attribute(tag, "form") == id);
    let submits = |tag: &&str| matches!(attribute(tag, "type").as_str(), "submit" | "");
    let button = named.chain(tags(form, "button")).find(submits)?;
    assert_eq!(attribute(button, "formaction"), "", "Enter hands in elsewhere");
    Some((attribute(button, "name"), attribute(button, "value")))
}

fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    html.split('<').filter_map(move |tag| {
        let rest = tag.strip_prefix(name)?;
        rest.starts_with([' ', '>'])
            .then(|| rest.split('>').next().unwrap_or(rest))
    })
}

fn attribute(tag: &str, name: &str) -> String {
    let from = format!(" {name}=\"");
    let rest = tag.split(&from).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}
