//! Two texts of one element side by side: mine, the other's, or a third.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::time::show_time;

use super::tags::home;
use crate::backend::standards::{PendingClash, StandardView};
use crate::backend::{Standards, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{EmptyState, ErrorSummary, input_id, staff_page};

#[component]
pub fn MergePage() -> impl IntoView {
    let flash = take_flash();
    let id = named::<ItemId>("item", "这个事项");
    staff_page(
        "合并",
        async move { port::<dyn Standards>()?.standard(&session(), &id?).await },
        move |view| view! { <Shown view flash/> },
    )
}

#[component]
fn Shown(view: StandardView, flash: Flash) -> impl IntoView {
    let item = view.id.clone();
    let none = view.clashes.is_empty();
    let on = format!("{}/edit/basics", home(&item));
    let body = if none {
        view! {
            <EmptyState title="没有要合并的" hint="您写的都已经保存">
                <a class="btn" href=on>"继续编写"</a>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <Both item=item.clone() clashes=view.clashes/> }.into_any()
    };
    view! {
        <p class="crumbs">
            <a href="/desk/standards">"事项标准"</a>" / "<a href=home(&item)>{view.name}</a>
        </p>
        <h1>"合并两边的修改"</h1>
        <p class="muted">"同一处您和同事都改了。其余的已经合在一起保存好了；下面这些请您决定用哪一个。"</p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems)/>
        {body}
    }
}

#[component]
fn Both(item: ItemId, clashes: Vec<PendingClash>) -> impl IntoView {
    let blocks = clashes.into_iter().map(block).collect_view();
    view! {
        <form method="post" action=format!("{}/merge", home(&item)) class="stack">
            {blocks}
            <p class="actions"><button class="btn" type="submit">"保存选择"</button></p>
        </form>
    }
}

fn block(pending: PendingClash) -> impl IntoView {
    let PendingClash { id, clash, by, at } = pending;
    let said = |value: &serde_json::Value| clash.words(value).unwrap_or_else(|| "（删去）".to_owned());
    let (mine, theirs) = (said(&clash.mine), said(&clash.theirs));
    let take = format!("take:{id}");
    let third = clash.is_text().then(|| {
        let (name, start) = (format!("text:{id}"), mine.clone());
        let target = input_id(&name);
        view! {
            <label class="pick">
                <input type="radio" name=take.clone() value="written"/>
                <b>"另写一版"</b>
            </label>
            <label class="visually-hidden" for=target.clone()>{format!("另写一版：{}", clash.label)}</label>
            <textarea id=target name=name rows="4">{start}</textarea>
        }
    });
    let legend = clash.label.clone();
    view! {
        <fieldset class="card clash">
            <legend class="strong">{legend}</legend>
            <div class="halves">
                <label class="pick side-mine">
                    <span class="row"><input type="radio" name=take.clone() value="mine" required/><b>"您写的"</b></span>
                    <span class="long">{mine}</span>
                </label>
                <label class="pick side-theirs">
                    <span class="row">
                        <input type="radio" name=take value="theirs"/>
                        <b>{format!("已保存的（{by} {}）", show_time(at))}</b>
                    </span>
                    <span class="long">{theirs}</span>
                </label>
            </div>
            {third}
        </fieldset>
    }
}
