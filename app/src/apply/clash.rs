//! Fields that were filled in differently in two places: both texts, and the choice. With script the live form asks.

use leptos::prelude::*;
use shared::form::{Clash, FormSchema, KEEP, MINE, OFFERED, THEIRS};
use shared::problem::FieldProblem;

use super::api::{PlaceGroup, place_words};
use crate::ui::input_id;

/// What the summary on top says of each.
pub fn problems_of(clashes: &[Clash]) -> Vec<FieldProblem> {
    let problem = |clash: &Clash| {
        let message = format!("「{}」在两处填得不一样", clash.label);
        FieldProblem::new(format!("{KEEP}{}", clash.path), message, "请选用哪一个，再保存")
    };
    clashes.iter().map(problem).collect()
}

/// Stands in the page's form. `offered` is what is stored, as the page's inputs would carry it.
#[component]
pub fn Clashes(form: FormSchema, clashes: Vec<Clash>, places: Vec<PlaceGroup>, offered: String) -> impl IntoView {
    if clashes.is_empty() {
        return ().into_any();
    }
    let asked = clashes
        .iter()
        .map(|clash| {
            let [mine, theirs] = clash.words(&form, &|code| place_words(&places, code));
            let name = format!("{KEEP}{}", clash.path);
            let id = input_id(&name);
            let option = |value: &'static str, words: String| {
                view! {
                    <label>
                        <input type="radio" name=name.clone() value=value/>
                        <span class="long">{words}</span>
                    </label>
                }
            };
            let options = [
                option(MINE, format!("用这一页刚填的：{mine}")),
                option(THEIRS, format!("用另一处存的：{theirs}")),
            ];
            view! {
                <fieldset class="field has-error" id=id tabindex="-1">
                    <legend>{clash.label.clone()}</legend>
                    <p class="hint">"您在另一处（另一个页面或另一台设备）也填了这一项，内容不一样。"</p>
                    <div class="choices">{options.into_iter().collect_view()}</div>
                </fieldset>
            }
        })
        .collect_view();
    view! {
        <div class="only-plain stack">{asked}</div>
        <input type="hidden" name=OFFERED value=offered/>
    }
    .into_any()
}
