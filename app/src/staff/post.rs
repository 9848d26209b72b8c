//! In which post one works today: asked at sign-in of whoever holds several, and to switch.

use leptos::prelude::*;
use shared::time::{show_date, show_time};

use crate::account::next_address;
use crate::backend::accounts::{EndedPost, OwnPost, OwnPosts};
use crate::backend::{Accounts, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::{ChoiceRow, Choices, ErrorSummary, staff_page};

#[component]
pub fn PostPage() -> impl IntoView {
    let flash = take_flash();
    let next = next_address();
    staff_page(
        "选择岗位",
        async { port::<dyn Accounts>()?.own_posts(&session()).await },
        move |own| view! { <Asked own next flash/> },
    )
}

#[component]
fn Asked(own: OwnPosts, next: String, flash: Flash) -> impl IntoView {
    let OwnPosts { posts, ended, kept_by } = own;
    let none = posts.is_empty();
    let error = flash.error("post");
    view! {
        <div class="sign-in">
            <h1>{if none { "现在没有可用的岗位" } else { "今天以哪个岗位办理" }}</h1>
            {ended.map(|ended| view! { <p class="notice warn" role="status">{ended_words(&ended)}</p> })}
            <ErrorSummary problems=Signal::stored(flash.problems)/>
            {if none {
                view! {
                    <p>{format!("账号还在，但没有在用的岗位，所以不能办理业务。岗位由{kept_by}安排，请与他们联系。")}</p>
                }.into_any()
            } else {
                view! { <Form posts next error/> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Form(posts: Vec<OwnPost>, next: String, error: Option<String>) -> impl IntoView {
    // Where one stands, or else where one stood last, or the first.
    let at = posts.iter().position(|post| post.current);
    let at = at.or_else(|| posts.iter().position(|post| post.last)).unwrap_or(0);
    let chosen = posts.get(at).map(|post| post.id.to_string()).into_iter().collect();
    let rows = posts.iter().map(|post| ChoiceRow {
        hint: Some(about(post)),
        ..ChoiceRow::new(post.id.to_string(), post.title.clone())
    });
    view! {
        <form method="post" action="/desk/post" class="card inputs">
            <input type="hidden" name="next" value=next/>
            <Choices path="post" label="岗位" rows=rows.collect() chosen error=Signal::stored(error)/>
            <p class="muted small">"办件记录和操作日志会写明您办理时的岗位。"</p>
            <p class="actions"><button class="btn block" type="submit">"以这个岗位办理"</button></p>
        </form>
    }
}

fn about(post: &OwnPost) -> String {
    let mut words = vec![post.office.clone()];
    words.extend(post.instead_of.as_ref().map(|name| format!("代{name}")));
    words.extend(post.term.until.map(|until| format!("到 {}为止", show_date(until))));
    words.extend(post.current.then(|| "现在的岗位".to_owned()));
    words.join("，")
}

fn ended_words(ended: &EndedPost) -> String {
    let words = &ended.words;
    match (ended.ended_at, ended.until) {
        (Some(at), _) => format!("您原来的岗位“{words}”已于 {} 被结束。", show_time(at)),
        (None, Some(until)) => format!("您原来的岗位“{words}”已于 {}到期。", show_date(until)),
        (None, None) => format!("您原来的岗位“{words}”现在不能用。"),
    }
}
