//! No such page.

use leptos::prelude::*;

/// Says so, with the ways on; the answer's status is 404.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <crate::ui::Page title="没有找到这个页面">
            <h1>"没有找到这个页面"</h1>
            <p>"网址可能输错了，或者页面已经搬走。您可以从首页重新查找要办的事项。"</p>
            <p>
                <a href="/" rel="external">"回到首页"</a>
            </p>
        </crate::ui::Page>
    }
}
