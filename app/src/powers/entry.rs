//! One entry of the catalogue, and the sheet of a new one.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::powers::{CatalogueEntry, EntryState, PowerId};

use super::entry_list::{mark, no_power};
use super::history::{History, Related};
use super::sheet::{Cells, Sheet, revision_of, typed_of};
use crate::backend::entries::EntryView;
use crate::backend::{Entries, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::{named, query, read};
use crate::ui::{ErrorSummary, Tag, TextArea, staff_page};

const COLUMNS: &[shared::powers::Column] = CatalogueEntry::COLUMNS;

#[component]
pub fn NewEntry() -> impl IntoView {
    let flash = take_flash();
    let power: Option<PowerId> = read(&query(), "power");
    staff_page(
        "列入事项",
        async move { port::<dyn Entries>()?.blank_entry(&session(), power.as_ref()).await },
        move |blank| {
            view! {
                <p class="crumbs"><a href="/desk/entries">"事项目录"</a>" / 列入"</p>
                <h1>"列入事项"</h1>
                <p class="muted">"列入后，主管部门在“事项标准”里就能看到它，编写、审核后才公布。编码由上级赋码，没有的留空。"</p>
                <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
                <form method="post" action="/desk/entries/new" class="inputs">
                    <Sheet columns=COLUMNS typed=blank.typed departments=blank.departments flash keyed=true/>
                    <p class="actions">
                        <button class="btn" type="submit">"列入目录"</button>
                        <a class="btn quiet" href="/desk/entries">"不保存，返回"</a>
                    </p>
                </form>
            }
        },
    )
}

#[component]
pub fn EntryPage() -> impl IntoView {
    let flash = take_flash();
    let id = named::<ItemId>("id", "事项目录里的这个事项");
    staff_page(
        "事项目录",
        async move { port::<dyn Entries>()?.entry(&session(), &id?).await },
        move |view| view! { <Shown view flash/> },
    )
}

#[component]
fn Shown(view: EntryView, flash: Flash) -> impl IntoView {
    let id = view.entry.id.to_string();
    let listed = view.entry.state == EntryState::Listed;
    let reason = view.entry.state.reason().map(str::to_owned);
    let kind = view.entry.body.type_code;
    let moving = !flash.value("step").is_empty();
    let edited = if moving { Flash::default() } else { flash.clone() };
    let power = match view.power {
        Some((power, name, state)) => view! {
            <p><a href=format!("/desk/powers/{power}")>{format!("{power} {name}")}</a>" "<span class="muted">{state}</span></p>
        }
        .into_any(),
        None => view! { <p class="muted">{no_power(kind)}</p> }.into_any(),
    };
    let typed = typed_of(COLUMNS, view.cells.clone());
    view! {
        <p class="crumbs"><a href="/desk/entries">"事项目录"</a>" / "{id.clone()}</p>
        <h1>{view.entry.body.name.clone()}</h1>
        <p class="tags">
            <Tag text=view.entry.state.kind().words()/>
            <Tag mark=mark(view.item) text=view.item.words()/>
        </p>
        {reason.map(|reason| view! { <p class="notice warn">{format!("取消的原因：{reason}")}</p> })}
        {view.blocked.filter(|_| listed).map(|(message, fix)| view! {
            <p class="notice warn">{format!("{message}。{fix}")}</p>
        })}
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <div class="case-grid">
            <div class="stack">
                <section class="card">
                    <h2>"内容"</h2>
                    <Cells columns=COLUMNS cells=view.cells/>
                    {(view.may_edit && listed).then(|| view! {
                        <EditForm id=id.clone() revision=view.revision typed departments=view.departments flash=edited/>
                    })}
                </section>
                <section class="card">
                    <h2>"权力来源"</h2>
                    {power}
                </section>
                {view.parent.map(|parent| view! { <Related title="主项" rows=vec![parent] empty=""/> })}
                <Related title="子项" rows=view.children empty="没有子项"/>
                <p><a class="btn quiet" href=format!("/desk/standards/{id}")>"查看事项标准"</a></p>
            </div>
            <div class="stack">
                {view.may_edit.then(|| view! { <Moves id=id.clone() revision=view.revision listed flash/> })}
                <History events=view.events/>
            </div>
        </div>
    }
}

#[component]
fn EditForm(
    id: String,
    revision: u32,
    typed: shared::powers::Typed,
    departments: Vec<crate::backend::powers::DepartmentName>,
    flash: Flash,
) -> impl IntoView {
    let open = !flash.values.is_empty();
    view! {
        <details class="act" open=open>
            <summary>"修改内容"</summary>
            <form method="post" action=format!("/desk/entries/{id}/save") class="inputs">
                <input type="hidden" name="revision" value=revision_of(&flash, revision)/>
                <Sheet columns=COLUMNS typed departments flash/>
                <p class="actions"><button class="btn" type="submit">"保存"</button></p>
            </form>
        </details>
    }
}

#[component]
fn Moves(id: String, revision: u32, listed: bool, flash: Flash) -> impl IntoView {
    let open = !flash.value("step").is_empty();
    if listed {
        view! {
            <details class="act" open=open>
                <summary>"取消事项"</summary>
                <form method="post" action=format!("/desk/entries/{id}/withdraw") class="inputs">
                    <input type="hidden" name="step" value="withdraw"/>
                    <input type="hidden" name="revision" value=revision.to_string()/>
                    <TextArea
                        path="reason" label="原因" hint="例如：权力已取消，或者并入其他事项".to_owned()
                        error=Signal::stored(flash.error("reason")) value=flash.value("reason")
                    />
                    <p class="actions"><button class="btn danger" type="submit">"取消事项"</button></p>
                </form>
            </details>
        }
        .into_any()
    } else {
        view! {
            <form method="post" action=format!("/desk/entries/{id}/relist")>
                <input type="hidden" name="step" value="relist"/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <p class="actions"><button class="btn quiet" type="submit">"重新列入目录"</button></p>
            </form>
        }
        .into_any()
    }
}
