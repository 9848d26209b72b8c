//! The frame around every page of staff: navigation at the side, dense content.

use leptos::prelude::*;
use leptos_meta::Title;

use super::page::DemoBanner;
use crate::frame::use_frame;

/// `here` marks the entry of the navigation: `desk`, `queue`, `board`.
#[component]
pub fn StaffPage(
    #[prop(into)] title: String,
    #[prop(optional, into)] here: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let current = move |name| (here == Some(name)).then_some("page");
    view! {
        <Title text=format!("{title} - 近办工作台")/>
        <a class="skip" href="#main" rel="external">"跳到正文"</a>
        <div class="shell">
            <aside class="side" aria-label="工作台">
                <a class="mark" href="/desk">"近办"</a>
                <nav aria-label="工作台导航">
                    <a href="/desk" aria-current=current("desk")>"工作台"</a>
                    <a href="/desk/queue" aria-current=current("queue")>"办件"</a>
                    <a href="/board" rel="external" aria-current=current("board")>"公开进展"</a>
                    <a href="/items" rel="external">"办事指南"</a>
                </nav>
                <Suspense>
                    {move || Suspend::new(async move {
                        let frame = frame.await;
                        frame.signed_in.then(|| {
                            view! {
                                <div class="who">
                                    <p>{frame.name}</p>
                                    <p class="small">{frame.office}</p>
                                    <p class="small">
                                        <a href="/me" rel="external">"账号与登录"</a>
                                    </p>
                                    <form method="post" action="/me/sign-out">
                                        <button class="link" type="submit">"退出登录"</button>
                                    </form>
                                </div>
                            }
                        })
                    })}
                </Suspense>
            </aside>
            <div class="content">
                <DemoBanner frame/>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}
