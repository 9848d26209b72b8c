//! The designer's small parts: a form that does one thing, an input of one.

use leptos::prelude::*;

use crate::flash::Flash;

/// What every form of the page sends along.
#[derive(Clone, Debug, PartialEq)]
pub struct Desk {
    pub item: String,
    pub revision: u32,
    /// The query of this page, to come back to.
    pub from: String,
    pub may_edit: bool,
    pub flash: Flash,
}

impl Desk {
    pub fn action(&self, name: &str) -> String {
        format!("{}/{name}", super::links::design_address(&self.item))
    }

    /// What came back for this act: only the form that was sent shows what was typed in it.
    pub fn flash_of(&self, act: &str) -> Flash {
        if self.flash.value("do") == act {
            self.flash.clone()
        } else {
            Flash::default()
        }
    }

    /// The hidden inputs of every form.
    pub fn hidden(&self) -> AnyView {
        view! {
            <input type="hidden" name="revision" value=self.revision.to_string()/>
            <input type="hidden" name="from" value=self.from.clone()/>
        }
        .into_any()
    }
}

/// An input's name: apart from those of the form that is being made, which may stand beside.
pub fn named(name: &str) -> String {
    format!("edit.{name}")
}

/// A form of buttons: each says what to do with the things named in `about`.
#[component]
pub fn Buttons(
    desk: Desk,
    about: Vec<(&'static str, String)>,
    /// What it does, what stands on it, what it is called in full.
    buttons: Vec<(&'static str, &'static str, String)>,
    #[prop(optional)] label: String,
) -> impl IntoView {
    let hidden = about
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let buttons = buttons
        .into_iter()
        .map(|(act, words, full)| {
            let class = if act.ends_with("remove") { "btn danger small" } else { "btn quiet small" };
            view! { <button class=class type="submit" name="do" value=act aria-label=full data-act=act>{words}</button> }
        })
        .collect_view();
    view! {
        <form method="post" action=desk.action("edit") class="tools" aria-label=(!label.is_empty()).then_some(label)>
            {desk.hidden()}
            {hidden}
            {buttons}
        </form>
    }
}
