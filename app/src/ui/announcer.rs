//! What was just done, said aloud and shown for a moment.

use std::time::Duration;

use leptos::prelude::*;

/// How long it stays to be read.
const SHOWN: Duration = Duration::from_secs(6);

/// Says what was just done. Taken while a component is set up, used in its event handlers.
#[derive(Clone, Copy)]
pub struct Announcer(RwSignal<String>);

/// Once, at the root of an app, beside [`Announcements`].
pub fn provide_announcer() {
    provide_context(Announcer(RwSignal::new(String::new())));
}

/// The app's announcer.
#[must_use]
pub fn use_announcer() -> Announcer {
    use_context().unwrap_or_else(|| Announcer(RwSignal::new(String::new())))
}

impl Announcer {
    /// 网址已复制. Nothing that must be read stands only here.
    pub fn say(self, words: impl Into<String>) {
        let words = words.into();
        if self.0.try_set(words.clone()).is_some() {
            return;
        }
        let _ = set_timeout(
            move || {
                // A later one has its own time.
                if self.0.try_get_untracked().as_ref() == Some(&words) {
                    self.0.set(String::new());
                }
            },
            SHOWN,
        );
    }
}

/// The place where announcements appear; there from the start, or screen readers would not watch it.
#[component]
pub fn Announcements() -> impl IntoView {
    let Announcer(said) = use_announcer();
    view! {
        <div role="status">
            {move || {
                let words = said.get();
                (!words.is_empty()).then(|| view! { <p class="toast">{words}</p> })
            }}
        </div>
    }
}
