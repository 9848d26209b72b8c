//! One power: what it says, where it stands, what can be done with it, what happened to it. And the sheet of a new one.

use leptos::prelude::*;
use shared::powers::{Power, PowerId, PowerStep, Typed};

use super::history::{History, Related};
use super::list::mark;
use super::sheet::{Cells, Sheet, revision_of, typed_of};
use crate::backend::powers::PowerView;
use crate::backend::{Powers, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{ErrorSummary, Tag, TextArea, staff_page};

#[component]
pub fn NewPower() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "新增权力",
        async move { port::<dyn Powers>()?.blank_power(&session()).await },
        move |departments| {
            view! {
                <p class="crumbs"><a href="/desk/powers">"权责清单"</a>" / 新增"</p>
                <h1>"新增权力"</h1>
                <p class="muted">"市级权力列入清单就生效；镇（街道）级的，保存后还要送司法局审查。编号由系统给，不会重复使用。"</p>
                <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
                <form method="post" action="/desk/powers/new" class="inputs">
                    <Sheet columns=Power::COLUMNS typed=Typed::default() departments flash/>
                    <p class="actions">
                        <button class="btn" type="submit">"列入清单"</button>
                        <a class="btn quiet" href="/desk/powers">"不保存，返回"</a>
                    </p>
                </form>
            }
        },
    )
}

#[component]
pub fn PowerPage() -> impl IntoView {
    let flash = take_flash();
    let id = named::<PowerId>("id", "这项权力");
    staff_page(
        "权力",
        async move { port::<dyn Powers>()?.power(&session(), &id?).await },
        move |view| view! { <Shown view flash/> },
    )
}

#[component]
fn Shown(view: PowerView, flash: Flash) -> impl IntoView {
    let power = view.power;
    let id = power.id.to_string();
    let state = power.state.kind();
    let reason = power.state.reason().map(str::to_owned);
    let typed = typed_of(Power::COLUMNS, view.cells.clone());
    let revision = view.revision;
    let stepping = flash.value("step");
    // One page, several forms: what was typed stands again in the one that was sent.
    let edited = if stepping.is_empty() {
        flash.clone()
    } else {
        Flash::default()
    };
    let steps = view
        .steps
        .into_iter()
        .map(|step| {
            let tried = stepping == step.as_str();
            let flash = if tried { flash.clone() } else { Flash::default() };
            view! { <StepForm id=id.clone() revision step flash/> }
        })
        .collect_view();
    view! {
        <p class="crumbs"><a href="/desk/powers">"权责清单"</a>" / "{id.clone()}</p>
        <h1>{power.body.name}</h1>
        <p class="tags"><Tag mark=mark(state) text=state.words()/></p>
        {reason.map(|reason| view! { <p class="notice warn">{format!("原因：{reason}")}</p> })}
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        <div class="case-grid">
            <div class="stack">
                <section class="card">
                    <h2>"内容"</h2>
                    <Cells columns=Power::COLUMNS cells=view.cells/>
                    {view.fixed.map(|why| view! { <p class="muted">{why}</p> })}
                    {view.may_edit.then(|| view! {
                        <EditForm id=id.clone() revision typed departments=view.departments flash=edited/>
                    })}
                </section>
                <Related title="派生的事项" rows=view.entries empty="还没有事项从这项权力派生"/>
                {view.may_derive.then(|| view! {
                    <p><a class="btn quiet" href=format!("/desk/entries/new?power={id}")>"从这项权力派生事项"</a></p>
                })}
            </div>
            <div class="stack">
                {steps}
                <History events=view.events/>
            </div>
        </div>
    }
}

#[component]
fn EditForm(
    id: String,
    revision: u32,
    typed: Typed,
    departments: Vec<crate::backend::powers::DepartmentName>,
    flash: Flash,
) -> impl IntoView {
    let open = !flash.values.is_empty();
    view! {
        <details class="act" open=open>
            <summary>"修改内容"</summary>
            <form method="post" action=format!("/desk/powers/{id}/save") class="inputs">
                <input type="hidden" name="revision" value=revision_of(&flash, revision)/>
                <Sheet columns=Power::COLUMNS typed departments flash/>
                <p class="actions"><button class="btn" type="submit">"保存"</button></p>
            </form>
        </details>
    }
}

#[component]
fn StepForm(id: String, revision: u32, step: PowerStep, flash: Flash) -> impl IntoView {
    let primary = matches!(step, PowerStep::Send | PowerStep::Approve);
    let (class, button) = match (primary, step) {
        (true, _) => ("act primary", "btn"),
        (false, PowerStep::Withdraw) => ("act", "btn danger"),
        (false, _) => ("act", "btn quiet"),
    };
    let open = primary || !flash.problems.is_empty();
    let hint = match step {
        PowerStep::Return => "写清哪一处没有依据、应当怎样改",
        _ => "例如：依据的条款已废止",
    };
    view! {
        <details class=class open=open>
            <summary>{step.words()}</summary>
            <form method="post" action=format!("/desk/powers/{id}/step") class="inputs">
                <input type="hidden" name="step" value=step.as_str()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                {step.needs_reason().then(|| view! {
                    <TextArea
                        path=format!("{}-reason", step.as_str()) label="原因" hint=hint.to_owned()
                        error=Signal::stored(flash.error(&format!("{}-reason", step.as_str())))
                        value=flash.value(&format!("{}-reason", step.as_str()))
                    />
                })}
                <p class="actions"><button class=button type="submit">{step.words()}</button></p>
            </form>
        </details>
    }
}
