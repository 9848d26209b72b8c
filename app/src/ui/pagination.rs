//! Numbered pages as plain links.

use leptos::prelude::*;

/// `address` gives the link of a page number. One page: nothing.
#[component]
pub fn Pagination<F>(page: u32, pages: u32, address: F) -> impl IntoView
where
    F: Fn(u32) -> String + 'static,
{
    (pages > 1).then(|| {
        let previous =
            (page > 1).then(|| view! { <a class="btn quiet small" rel="prev" href=address(page - 1)>"上一页"</a> });
        let next =
            (page < pages).then(|| view! { <a class="btn quiet small" rel="next" href=address(page + 1)>"下一页"</a> });
        view! {
            <nav class="pagination" aria-label="分页">
                {previous}
                <span class="muted">{format!("第 {page} 页，共 {pages} 页")}</span>
                {next}
            </nav>
        }
    })
}
