//! No such page.

use leptos::prelude::*;

use crate::ui::{EmptyState, Page, StaffPage, answer_with};

const TITLE: &str = "没有找到这个页面";

/// Says so, with the ways on; the answer's status is 404.
#[component]
pub fn NotFound() -> impl IntoView {
    answer_with(http::StatusCode::NOT_FOUND);
    view! {
        <Page title=TITLE>
            <h1>{TITLE}</h1>
            <EmptyState title="网址可能输错了，或者页面已经搬走" hint="您可以从首页重新查找要办的事项。">
                <a class="btn" href="/" rel="external">"回到首页"</a>
                <a class="btn quiet" href="/items" rel="external">"看全部事项"</a>
            </EmptyState>
        </Page>
    }
}

/// The same for staff.
#[component]
pub fn StaffNotFound() -> impl IntoView {
    answer_with(http::StatusCode::NOT_FOUND);
    view! {
        <StaffPage title=TITLE>
            <h1>{TITLE}</h1>
            <EmptyState title="网址可能输错了，或者页面已经搬走" hint="可以在办件里按办件号查找。">
                <a class="btn" href="/desk/queue" rel="external">"查办件"</a>
                <a class="btn quiet" href="/desk" rel="external">"回到工作台"</a>
            </EmptyState>
        </StaffPage>
    }
}
