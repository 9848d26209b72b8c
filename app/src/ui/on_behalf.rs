//! Said to an agent on every page of what is another's.

use leptos::prelude::*;

#[component]
pub fn OnBehalf(name: String) -> impl IntoView {
    view! {
        <p class="notice" role="note">
            {format!("您正在代{name}办理（委托代办），页面里的“您”是指{name}。")}" "
            <a href="/desk/clients" rel="external">"返回代办"</a>
        </p>
    }
}
