//! One cell of the map: how a tier takes part in an item, on what basis, announced where.

use leptos::prelude::*;
use shared::catalogue::{ItemId, TownPower};
use shared::offers::{Mode, arrangement_stands};
use shared::place::Tier;
use shared::time::show_time;

use super::map::mark;
use super::parts::{History, Inputs, Said};
use crate::backend::delegations::CellView;
use crate::backend::{Delegations, port, session};
use crate::flash::{Flash, take_flash};
use crate::ui::address::named;
use crate::ui::{ChoiceRow, Choices, Tag, TextArea, TextInput, staff_page};

#[component]
pub fn CellPage() -> impl IntoView {
    let flash = take_flash();
    let (item, tier) = (named::<ItemId>("item", "这个事项"), named::<Tier>("tier", "这一级"));
    staff_page(
        "下放和委托",
        async move { port::<dyn Delegations>()?.delegation(&session(), &item?, tier?).await },
        move |view| view! { <Shown view flash/> },
    )
}

#[component]
fn Shown(view: CellView, flash: Flash) -> impl IntoView {
    let refused = view
        .refused
        .iter()
        .map(|(mode, why)| view! { <li><b>{mode.words()}</b>"："{why.clone()}</li> })
        .collect_view();
    let standard = match (view.tier, view.to_town, view.village_files) {
        (Tier::Village, _, true) => "村（社区）可以代办",
        (Tier::Village, _, false) => "村（社区）只咨询",
        (_, TownPower::None, _) => "由市级决定，镇（街道）只收件",
        (_, TownPower::Delegated, _) => "可以下放或委托给镇（街道）",
        (_, TownPower::Statutory, _) => "法律直接交给镇（街道）",
    };
    let basis = (view.tier == Tier::Town && !view.standard_basis.is_empty())
        .then(|| view! { <dt>"标准里的依据"</dt><dd>{view.standard_basis.clone()}</dd> });
    let set_by = view
        .set_by
        .clone()
        .map(|(name, at)| view! { <dt>"登记"</dt><dd>{format!("{name}，{}", show_time(at))}</dd> });
    let any_fits = view.refused.len() < Mode::ALL.len();
    let form = if view.may_arrange && any_fits {
        view! { <Form view=view.clone() flash=flash.clone()/> }.into_any()
    } else if view.may_arrange {
        view! { <p class="notice">"这一格不用登记：标准和法律已经写明了。"</p> }.into_any()
    } else {
        view! { <Stands view=view.clone()/> }.into_any()
    };
    view! {
        <p class="crumbs"><a href="/desk/delegation">"下放和委托"</a>" / "{view.item.to_string()}" / "{view.tier.words()}</p>
        <h1>{format!("{}：{}", view.item_name, view.tier.words())}</h1>
        <p class="tags">
            <Tag mark=mark(view.cell) text=view.cell.words()/>
            {view.is_licence.then(|| view! { <Tag text="行政许可".to_owned()/> })}
            <span class="muted small">{view.department_name.clone()}</span>
        </p>
        <Said flash=flash.clone()/>
        <div class="case-grid">
            <div class="stack">
                {form}
                <section class="card" aria-labelledby="standard">
                    <h2 id="standard">"标准和法律怎么说"</h2>
                    <dl class="kv"><dt>"全市标准"</dt><dd>{standard}</dd>{basis}{set_by}</dl>
                    {(!view.refused.is_empty()).then(|| view! { <h3>"不能选的方式"</h3><ul class="dots">{refused}</ul> })}
                </section>
            </div>
            <div class="stack"><History entries=view.history/></div>
        </div>
    }
}

/// As it stands, for those who only read it.
#[component]
fn Stands(view: CellView) -> impl IntoView {
    match view.arrangement {
        None => view! { <p class="notice">"审改办还没有登记安排。"</p> }.into_any(),
        Some(one) => {
            let announced = one.announcement.map(|announcement| {
                view! { <dt>"公告"</dt><dd>{format!("《{}》，{}", announcement.title, announcement.on)}</dd> }
            });
            view! {
                <section class="card">
                    <h2>"安排"</h2>
                    <dl class="kv">
                        <dt>"方式"</dt><dd>{one.mode.words()}</dd>
                        <dt>"依据"</dt><dd>{one.basis}</dd>
                        {announced}
                    </dl>
                </section>
            }
            .into_any()
        }
    }
}

#[component]
fn Form(view: CellView, flash: Flash) -> impl IntoView {
    let clearing = flash.value("act") == "clear";
    let flash_of = if clearing { Flash::default() } else { flash.clone() };
    let stands = view.arrangement.clone();
    let inputs = Inputs::new(arrangement_stands(stands.as_ref()), flash_of);
    let value = |name: &str| inputs.value(name);
    let error = |name: &str| inputs.error(name);
    let label = |name: &str| inputs.label(name);
    let hint = |text: &str| Some(text.to_owned());
    let rows = Mode::ALL
        .into_iter()
        .filter(|mode| !view.refused.iter().any(|(refused, _)| refused == mode))
        .map(|mode| ChoiceRow {
            value: mode.as_str().to_owned(),
            label: mode.words().to_owned(),
            hint: Some(mode.meaning().to_owned()),
        })
        .collect::<Vec<_>>();
    let mode = value("mode");
    let path = format!("/desk/delegation/{}/{}", view.item, view.tier);
    let entrusts = view.tier == Tier::Town;
    let announcement = entrusts.then(|| {
        view! {
            <TextInput path="announcement" label=label("announcement") hint=hint("委托要公告（行政许可法第二十四条）；不是委托的不用填") required=false value=value("announcement") error=error("announcement")/>
            <TextInput path="announced_on" label=label("announced_on") kind="date" required=false value=value("announced_on") error=error("announced_on")/>
            <TextInput path="announced_at" label=label("announced_at") kind="url" required=false value=value("announced_at") error=error("announced_at")/>
        }
    });
    let clear = stands.is_some().then(|| {
        let error = clearing.then(|| flash.error("reason")).flatten();
        view! {
            <details class="act" open=clearing>
                <summary>"撤销这个安排"</summary>
                <form method="post" action=format!("{path}/clear") class="inputs">
                    <input type="hidden" name="act" value="clear"/>
                    <TextInput path="reason" label="为什么撤销" value=flash.value("reason") error=Signal::stored(error)/>
                    <p class="actions"><button class="btn danger" type="submit">"撤销"</button></p>
                </form>
            </details>
        }
    });
    // Where nobody has said how, the standard's own basis is a beginning.
    let basis = match value("basis") {
        none if none.is_empty() && stands.is_none() && view.tier == Tier::Town => view.standard_basis.clone(),
        basis => basis,
    };
    view! {
        <form method="post" action=path class="card">
            <h2>"安排"</h2>
            {inputs.as_opened()}
            <Choices path="mode" label=label("mode") rows chosen=vec![mode] error=error("mode")/>
            <TextArea path="basis" label=label("basis") hint=hint("下放和委托要写明法律、法规或文件的名称和条款") required=false value=basis error=error("basis")/>
            {announcement}
            <TextInput path="note" label=label("note") required=false value=value("note") error=error("note")/>
            <p class="muted small">"改为“代办”的，正在受理、办理的镇（街道）马上改为收件、代办，并记入各自的变更记录。"</p>
            <p class="actions"><button class="btn" type="submit">"保存安排"</button></p>
        </form>
        {clear}
    }
}
