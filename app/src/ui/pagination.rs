//! The pages of a list as plain links.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::address::{at_cursor, on_page};

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

/// The way on in the list at `path`, for what the address says now.
pub enum Turn {
    /// Which page, of how many.
    Page(u32, u32),
    /// Where the page before and the page after begin.
    Cursor(Option<String>, Option<String>),
}

impl Turn {
    #[must_use]
    pub fn at(self, path: &'static str, query: &ParamsMap) -> AnyView {
        let query = query.clone();
        match self {
            Self::Page(page, pages) => {
                view! { <Pagination page pages address=move |page| on_page(path, &query, page)/> }.into_any()
            }
            Self::Cursor(previous, next) => {
                let link = |rel, words, at: String| {
                    view! { <a class="btn quiet small" rel=rel href=at_cursor(path, &query, &at)>{words}</a> }
                };
                let previous = previous.map(|at| link("prev", "上一页", at));
                let next = next.map(|at| link("next", "下一页", at));
                view! { <nav class="pagination" aria-label="分页">{previous}{next}</nav> }.into_any()
            }
        }
    }
}
