//! Asked once more before something is deleted for good: a draft, and without script a file.

use leptos::prelude::*;

use super::api::{OpenDraft, read_draft};
use crate::backend::files::TYPED;
use crate::flash::{Flash, take_flash};
use crate::ui::address::part;
use crate::ui::{ErrorState, Page, loaded};

#[component]
pub fn DiscardPage() -> impl IntoView {
    let refused = |error| view! { <ErrorState error/> }.into_any();
    let shown = |open: OpenDraft| {
        view! {
            <form method="post" action="/apply/discard" class="card">
                <p>{format!("「{}」里填写的内容和上传的文件都会删掉，删了找不回来。", open.draft.item_name)}</p>
                <input type="hidden" name="draft" value=open.draft.id.to_string()/>
                <p class="actions">
                    <button class="btn danger" type="submit">"删除草稿"</button>
                    <a class="btn quiet" href="/mine">"不删，返回"</a>
                </p>
            </form>
        }
    };
    view! {
        <Page title="删除草稿" here="mine">
            <h1>"删除这份草稿？"</h1>
            {loaded(read_draft(part("draft")), refused, shown)}
        </Page>
    }
}

/// What is to be deleted comes with the message of the button that was pressed.
#[component]
pub fn RemoveFilePage() -> impl IntoView {
    let flash = take_flash();
    view! {
        <Page title="删除文件" here="mine">
            <h1>"删除这个文件？"</h1>
            {asked(&flash)}
        </Page>
    }
}

fn asked(flash: &Flash) -> AnyView {
    let (file, page, action) = (flash.value("file"), flash.value("page"), flash.value("action"));
    if file.is_empty() {
        return view! { <p>"没有要删除的文件。"</p> <p><a class="btn quiet" href="/mine">"我的办件"</a></p> }
            .into_any();
    }
    let typed: Vec<_> = flash
        .values
        .iter()
        .filter(|(name, _)| name.starts_with(TYPED))
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> })
        .collect();
    view! {
        <form method="post" action=action class="card">
            <p><span class="long">{flash.value("name")}</span></p>
            <input type="hidden" name="file" value=file/>
            <input type="hidden" name="page" value=page/>
            {typed}
            <p class="actions">
                <button class="btn danger" type="submit" name="sure" value="yes">"删除"</button>
                <button class="btn quiet" type="submit" name="sure" value="no">"不删，返回"</button>
            </p>
        </form>
    }
    .into_any()
}
