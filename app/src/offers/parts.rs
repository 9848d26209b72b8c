//! What these pages share.

use leptos::prelude::*;
use shared::offers::{Stand, same_text};

use crate::backend::cases::TimelineEntry;
use crate::backend::catalogue::query_string;
use crate::flash::Flash;
use crate::ui::Timeline;

pub use crate::ui::Said;

/// Who changed what, when; the latest first.
#[component]
pub fn History(entries: Vec<TimelineEntry>) -> impl IntoView {
    let none = entries.is_empty();
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">"变更记录"</h2>
            {if none {
                view! { <p class="muted">"随城市数据导入，还没有人改动过。"</p> }.into_any()
            } else {
                view! { <Timeline entries/> }.into_any()
            }}
        </section>
    }
}

/// What residents see of a guide at a place, in a tab of its own.
#[component]
pub fn Seen(item: String, place: String, name: String) -> impl IntoView {
    let href = format!("/items/{item}?{}", query_string([("place", place.as_str())]));
    view! {
        <a class="nowrap" href=href target="_blank" rel="noopener external">
            "群众看到的"
            <span class="visually-hidden">{format!("：{name}（新窗口）")}</span>
        </a>
    }
}

/// A short list of names, the rest counted.
#[must_use]
pub fn names(places: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown: Vec<&str> = places.iter().take(SHOWN).map(String::as_str).collect();
    let all = shown.join("、");
    if places.len() > SHOWN {
        format!("{all}等 {} 个", places.len())
    } else {
        all
    }
}

/// A form's inputs: as they stand, or as they were typed when it came back. Each carries what stood in it, so that what
/// another wrote meanwhile is kept.
#[derive(Clone)]
pub struct Inputs {
    stands: Vec<Stand>,
    flash: Flash,
}

impl Inputs {
    /// `flash` of another form of the page must not come here.
    #[must_use]
    pub fn new(stands: Vec<Stand>, flash: Flash) -> Self {
        Self { stands, flash }
    }

    /// What was typed, where this person changed it.
    fn typed(&self, stand: &Stand) -> Option<String> {
        self.flash.values.iter().find(|(key, _)| key == stand.name)?;
        let (typed, was) = (self.flash.value(stand.name), self.flash.value(&stand.was()));
        (!same_text(&typed, &was)).then_some(typed)
    }

    /// The input's text.
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let stand = self.stands.iter().find(|stand| stand.name == name);
        stand
            .map(|stand| self.typed(stand).unwrap_or_else(|| stand.value.clone()))
            .unwrap_or_default()
    }

    /// What the input is called.
    #[must_use]
    pub fn label(&self, name: &str) -> &'static str {
        let stand = self.stands.iter().find(|stand| stand.name == name);
        stand.map_or("", |stand| stand.label)
    }

    #[must_use]
    pub fn error(&self, name: &str) -> Signal<Option<String>> {
        Signal::stored(self.flash.error(name))
    }

    /// What stood in each input when this person opened the form; where both texts are told, the other's: pressing again
    /// keeps this person's.
    #[must_use]
    pub fn as_opened(&self) -> AnyView {
        let hidden = |stand: &Stand| {
            let told = self.flash.error(stand.name).is_some();
            let opened = self
                .typed(stand)
                .filter(|_| !told)
                .map(|_| self.flash.value(&stand.was()));
            let value = opened.unwrap_or_else(|| stand.value.clone());
            view! { <input type="hidden" name=stand.was() value=value/> }
        };
        self.stands.iter().map(hidden).collect_view().into_any()
    }
}
