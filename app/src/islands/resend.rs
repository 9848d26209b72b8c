//! The button for another code: it counts down while asking again is too early. Without script it can be pressed, and
//! the page says how long to wait.

use leptos::prelude::*;

#[island]
pub fn Resend(seconds: u32, class: String, words: String) -> impl IntoView {
    let left = RwSignal::new(0_u32);
    #[cfg(feature = "hydrate")]
    crate::islands::when_alive(move || tick(left, seconds));
    #[cfg(not(feature = "hydrate"))]
    let _ = seconds;
    let words = move || match left.get() {
        0 => words.clone(),
        left => format!("{words}（{left} 秒后）"),
    };
    view! { <button class=class type="submit" disabled=move || left.get() != 0>{words}</button> }
}

#[cfg(feature = "hydrate")]
fn tick(left: RwSignal<u32>, seconds: u32) {
    if left.try_set(seconds).is_none() && seconds > 0 {
        gloo::timers::callback::Timeout::new(1000, move || tick(left, seconds - 1)).forget();
    }
}
