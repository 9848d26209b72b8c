//! The form element: reading what is typed, putting it back, showing questions and problems.

use shared::form::{Filled, KEEP, OFFERED, PageSave, Pairs, SEEN, is_under};
use shared::problem::FieldProblem;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, NodeList};

use super::ASKED;
use super::kept::said;
use crate::islands::parts::{error_id, hint_id, input_id};

fn elements(list: Option<NodeList>) -> Vec<Element> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    elements(root.query_selector_all(selector).ok())
}

/// The text of an input; none for one that says nothing, such as an unticked box.
fn value_of(element: &Element) -> Option<String> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return match input.type_().as_str() {
            "file" | "submit" | "button" => None,
            "radio" | "checkbox" => input.checked().then(|| input.value()),
            _ => Some(input.value()),
        };
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

const NAMED: &str = "input[name], select[name], textarea[name]";
/// Written by the page itself, not by whoever types.
const OWN: [&str; 4] = ["revision", "place", SEEN, OFFERED];

pub fn name_of(element: &Element) -> Option<String> {
    element
        .get_attribute("name")
        .filter(|name| !OWN.contains(&name.as_str()) && !name.starts_with(KEEP))
}

/// What a plain POST of the form would send.
pub fn pairs(form: &Element) -> Vec<(String, String)> {
    all(form, NAMED)
        .iter()
        .filter_map(|element| Some((name_of(element)?, value_of(element)?)))
        .collect()
}

/// Puts texts back into the inputs.
pub fn fill(form: &Element, pairs: &[(String, String)]) {
    fill_only(form, pairs, |_| true);
}

fn fill_only(form: &Element, pairs: &[(String, String)], wanted: impl Fn(&str) -> bool) {
    for element in all(form, NAMED) {
        let Some(name) = name_of(&element).filter(|name| wanted(name)) else {
            continue;
        };
        let mut mine = pairs.iter().filter(|(key, _)| *key == name).map(|(_, value)| value);
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            match input.type_().as_str() {
                "radio" | "checkbox" => {
                    let own = input.value();
                    input.set_checked(mine.any(|value| *value == own));
                }
                "file" | "hidden" => {}
                _ => {
                    if let Some(value) = mine.next() {
                        input.set_value(value);
                    }
                }
            }
        } else if let Some(value) = mine.next() {
            if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                select.set_value(value);
            } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                area.set_value(value);
            }
        }
    }
}

/// The entries of the lists on a page, with their ids: what must be the same for one page's texts to fit another's.
pub fn entries(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let mut entries: Vec<(&str, &str)> = pairs
        .iter()
        .filter(|(name, _)| name.ends_with(']') || name.ends_with("].id"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    entries.sort_unstable();
    entries
}

/// Puts what the server has into the inputs that still say what was sent; what was typed since stays.
pub fn refresh(form: &Element, sent: &[(String, String)], screen: &[(String, String)]) {
    fn of<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
        let mine = pairs.iter().filter(|(key, _)| key == name);
        mine.map(|(_, value)| value.as_str()).collect()
    }
    let now = pairs(form);
    let mut texts: Vec<(String, String)> = Vec::new();
    for element in all(form, NAMED) {
        let Some(name) = name_of(&element) else { continue };
        if of(&now, &name) != of(sent, &name) {
            texts.extend(now.iter().filter(|(key, _)| *key == name).cloned());
        } else if of(screen, &name).is_empty() {
            texts.push((name, String::new()));
        } else {
            texts.extend(screen.iter().filter(|(key, _)| *key == name).cloned());
        }
    }
    fill(form, &texts);
}

/// What is stored at a path, in its inputs. False when entries differ, which inputs alone cannot show.
pub fn put(form: &Element, path: &str, stored: &[(String, String)]) -> bool {
    let under = |pairs: &[(String, String)]| -> Pairs {
        pairs.iter().filter(|(name, _)| is_under(path, name)).cloned().collect()
    };
    let (now, stored) = (under(&pairs(form)), under(stored));
    if entries(&now) != entries(&stored) {
        return false;
    }
    let mut texts = stored;
    let blank = now.into_iter().map(|(name, _)| (name, String::new()));
    let missing: Pairs = blank
        .filter(|(name, _)| !texts.iter().any(|(key, _)| key == name))
        .collect();
    texts.extend(missing);
    fill_only(form, &texts, |name| is_under(path, name));
    true
}

/// Puts back what was typed on a page made from `base`, where the page still says what it came with.
pub fn bring_back(form: &Element, base: &[(String, String)], typed: &[(String, String)], came: &[(String, String)]) {
    let now = pairs(form);
    fill_only(form, typed, |name| {
        said(typed, name) != said(base, name) && said(&now, name) == said(came, name)
    });
}

/// Of the page's states, as its hidden input carries them.
pub fn seen(form: &Element) -> Option<Vec<Pairs>> {
    let input = form.query_selector("input[name=seen]").ok()??;
    serde_json::from_str(&input.dyn_ref::<HtmlInputElement>()?.value()).ok()
}

pub fn set_seen(form: &Element, seen: &[Pairs]) {
    if let Some(input) = form.query_selector("input[name=seen]").ok().flatten()
        && let Some(input) = input.dyn_ref::<HtmlInputElement>()
    {
        input.set_value(&PageSave::seen_text(seen));
    }
}

/// Shows the questions that the answers call for, and only these; materials stand outside the form.
pub fn arrange(filled: &Filled<'_>) {
    let slots = elements(leptos::prelude::document().query_selector_all("[data-slot]").ok());
    for slot in slots {
        if let (Some(path), Some(slot)) = (slot.get_attribute("data-slot"), slot.dyn_ref::<HtmlElement>()) {
            let hidden = !filled.shows(&path);
            if slot.hidden() != hidden {
                slot.set_hidden(hidden);
            }
        }
    }
}

pub fn set_revision(form: &Element, revision: u32) {
    for element in all(form, "input[name=revision]") {
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.set_value(&revision.to_string());
        }
    }
}

/// The frame around an input: its question.
fn frame_of(form: &Element, path: &str) -> Option<Element> {
    let input = form.query_selector(&format!("#{}", input_id(path))).ok().flatten()?;
    input.closest(".field").ok().flatten()
}

/// Goes to the question of a path; a group of choices takes the focus itself.
pub fn focus(form: &Element, path: &str) {
    let input = form.query_selector(&format!("#{}", input_id(path))).ok().flatten();
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        let _ = input.focus();
    }
}

/// Goes to the notice that asks which of two texts stays; whoever types in the form already is left alone.
pub fn show_asked(form: &Element) {
    let document = leptos::prelude::document();
    if let Some(here) = document.active_element() {
        let here: &web_sys::Node = &here;
        if form.contains(Some(here)) {
            return;
        }
    }
    let notice = document.get_element_by_id(ASKED);
    if let Some(notice) = notice.and_then(|notice| notice.dyn_into::<HtmlElement>().ok()) {
        // The browser brings what takes the focus into view.
        let _ = notice.focus();
    }
}

/// Whether an input is chosen from rather than typed into.
pub fn is_chosen(element: &Element) -> bool {
    element.tag_name() == "SELECT"
        || element
            .dyn_ref::<HtmlInputElement>()
            .is_some_and(|input| matches!(input.type_().as_str(), "radio" | "checkbox"))
}

/// Whether an error stands at the question of a path.
pub fn in_error(form: &Element, path: &str) -> bool {
    form.query_selector(&format!("#{}", error_id(path)))
        .ok()
        .flatten()
        .is_some()
}

/// Tells at its question what is wrong there, or that nothing is any more.
pub fn tell(form: &Element, path: &str, problem: Option<&FieldProblem>) {
    let Some(frame) = frame_of(form, path) else { return };
    let id = error_id(path);
    let there = form.query_selector(&format!("#{id}")).ok().flatten();
    let input = form.query_selector(&format!("#{}", input_id(path))).ok().flatten();
    let Some(problem) = problem else {
        if let Some(there) = there {
            there.remove();
            let _ = frame.class_list().remove_1("has-error");
            if let Some(input) = input {
                let _ = input.remove_attribute("aria-invalid");
                describe(&input, &id, false);
            }
        }
        return;
    };
    let words = format!("{}。{}", problem.message, problem.fix);
    if let Some(there) = there {
        there.set_text_content(Some(&words));
        return;
    }
    let Some(document) = form.owner_document() else { return };
    let Ok(error) = document.create_element("p") else {
        return;
    };
    error.set_class_name("error");
    error.set_id(&id);
    error.set_text_content(Some(&words));
    // After the hint, or after the label: where the server puts it too.
    let hint = form.query_selector(&format!("#{}", hint_id(path))).ok().flatten();
    let after = hint.or_else(|| frame.first_element_child());
    let placed = match after {
        Some(after) => after.insert_adjacent_element("afterend", &error),
        None => frame.insert_adjacent_element("afterbegin", &error),
    };
    if placed.is_ok() {
        let _ = frame.class_list().add_1("has-error");
        if let Some(input) = input {
            let _ = input.set_attribute("aria-invalid", "true");
            describe(&input, &id, true);
        }
    }
}

/// Adds an id to what describes an input, or takes it out.
fn describe(input: &Element, id: &str, add: bool) {
    let now = input.get_attribute("aria-describedby").unwrap_or_default();
    let mut ids: Vec<&str> = now.split_whitespace().filter(|one| *one != id).collect();
    if add {
        ids.push(id);
    }
    let _ = if ids.is_empty() {
        input.remove_attribute("aria-describedby")
    } else {
        input.set_attribute("aria-describedby", &ids.join(" "))
    };
}
