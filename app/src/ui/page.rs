//! The frame around every page of residents and the public.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::frame::use_frame;

/// `title` is the document's title; `here` marks the entry of the navigation: `items`, `mine`, `board`. The page's own
/// content brings its one `h1`.
#[component]
pub fn Page(
    #[prop(into)] title: String,
    #[prop(optional, into)] here: Option<&'static str>,
    /// Without the centred column, for pages that bring full-width bands.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let frame = use_frame();
    let (to_me, me) = if frame.signed_in {
        ("/me", "我的")
    } else {
        ("/me/sign-in", "登录")
    };
    // The staff's door; not for a resident who is signed in, to whom it would not open.
    let door = (frame.staff || !frame.signed_in).then(|| {
        let to = if frame.staff { "/desk" } else { "/desk/sign-in" };
        view! { <a href=to rel="external">"工作人员"</a> }
    });
    let current = move |name| (here == Some(name)).then_some("page");
    let class = if wide { "wide" } else { "wrap" };
    view! {
        <Title text=format!("{title} - 近办")/>
        <a class="skip" href="#main" rel="external">"跳到正文"</a>
        <DemoBanner/>
        <header class="top">
            <div class="wrap">
                <a class="mark" href="/">"近办"</a>
                <nav aria-label="主导航">
                    <a href="/items" aria-current=current("items")>"办事"</a>
                    <OwnWork staff=frame.staff here=current("mine")/>
                    <a href="/board" aria-current=current("board")>"进展"</a>
                    <ElderSwitch on=frame.elder/>
                    <a href=to_me>{me}</a>
                </nav>
            </div>
        </header>
        <main id="main" class=class tabindex="-1">{children()}</main>
        <footer class="foot">
            <div class="wrap">
                <p>"近办：马上办、网上办、就近办、一次办。办不了、说不清，可以拨打便民热线 12345，或者到村（社区）便民服务站问。"</p>
                <p>
                    <a href="/about" rel="external">"关于近办"</a>
                    <a href="/privacy" rel="external">"个人信息怎么用"</a>
                    <a href="/powers">"权责清单"</a>
                    <a href="/changes">"事项改动"</a>
                    <a href="/docs/api" rel="external">"开放数据"</a>
                    {door}
                </p>
            </div>
        </footer>
    }
}

/// Everything on this installation is made up: said on every page.
#[component]
pub fn DemoBanner() -> impl IntoView {
    use_frame().demo.then(|| {
        view! {
            <aside class="demo" aria-label="演示站点">
                "演示站点：人物和办件都是虚构的，请不要填写真实信息。"
            </aside>
        }
    })
}

#[component]
fn ElderSwitch(on: bool) -> impl IntoView {
    let (value, words) = if on { ("off", "标准版") } else { ("on", "大字版") };
    view! {
        <form class="inline" method="post" action="/prefs/elder">
            <input type="hidden" name="elder" value=value/>
            <button class="link" type="submit">{words}</button>
        </form>
    }
}

/// One's own cases; staff have none, they have a desk.
#[component]
fn OwnWork(staff: bool, here: Option<&'static str>) -> impl IntoView {
    if staff {
        view! { <a href="/desk" rel="external">"工作台"</a> }.into_any()
    } else {
        view! { <a href="/mine" aria-current=here>"我的办件"</a> }.into_any()
    }
}
