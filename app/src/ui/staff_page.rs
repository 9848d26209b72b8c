//! The frame around every page of staff: navigation at the side, dense content.

use leptos::prelude::*;
use leptos_meta::Title;

use super::page::DemoBanner;
use crate::frame::nav::{Group, current, groups};
use crate::frame::{FrameInfo, here, use_frame};

/// The navigation offers what the role may open, and marks the entry this page belongs to.
#[component]
pub fn StaffPage(#[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <Title text=format!("{title} - 近办工作台")/>
        <a class="skip" href="#main" rel="external">"跳到正文"</a>
        <div class="shell">
            <aside class="side" aria-label="工作台">
                <div class="stay">
                    <a class="mark" href="/desk">"近办"</a>
                    <Side frame=use_frame()/>
                </div>
            </aside>
            <div class="content">
                <DemoBanner/>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
}

#[component]
fn Side(frame: FrameInfo) -> impl IntoView {
    let groups = frame.role.map(groups).unwrap_or_default();
    let at = here();
    let path = at.split(['?', '#']).next().unwrap_or_default();
    let now = current(&groups, path);
    let entries = groups.into_iter().map(|one| group(one, now)).collect_view();
    let who = frame.signed_in.then(|| {
        view! {
            <div class="who">
                <p>{frame.name}</p>
                {frame.post.map(|post| view! { <p class="small">{post}</p> })}
                <p class="small">{frame.office}</p>
                {frame.switches.then(|| view! { <p class="small"><a href="/desk/post">"换岗位"</a></p> })}
                <p class="small">
                    <a href="/desk/me">"账号与登录"</a>
                </p>
                <form method="post" action="/me/sign-out" data-sign-out="">
                    <button class="link" type="submit">"退出登录"</button>
                </form>
            </div>
        }
    });
    view! {
        <nav aria-label="工作台导航">{entries}</nav>
        {who}
    }
}

fn group(group: Group, now: Option<&'static str>) -> impl IntoView {
    let id = format!(
        "nav-{}",
        group
            .entries
            .first()
            .map_or("", |(to, _)| to)
            .trim_start_matches('/')
            .replace('/', "-")
    );
    let entries = group
        .entries
        .into_iter()
        .map(|(to, name)| {
            // The citizens' pages have a client of their own: a whole page is loaded.
            let away = (!to.starts_with("/desk")).then_some("external");
            view! {
                <li>
                    <a href=to rel=away aria-current=(now == Some(to)).then_some("page")>{name}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="nav-title" id=id.clone()>{group.title}</p>
        <ul aria-labelledby=id>{entries}</ul>
    }
}
