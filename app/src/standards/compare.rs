//! What differs between two versions, in words, and the standard beside a model guide.

use leptos::prelude::*;
use shared::catalogue::ItemId;
use shared::standard::{Figure, Lacking};
use shared::time::show_date;

use super::tags::home;
use crate::backend::standards::{BesideModel, Compared, ModelGuide};
use crate::backend::{Standards, port, session};
use crate::islands::editor;
use crate::ui::address::{named, query, read};
use crate::ui::changes::Changes;
use crate::ui::{Mark, Tag, staff_page};

#[component]
pub fn ComparePage() -> impl IntoView {
    let (item, query) = (named::<ItemId>("item", "这个事项"), query());
    let (from, to): (Option<u32>, Option<u32>) = (read(&query, "from"), read(&query, "to"));
    let model: Option<ItemId> = read(&query, "model");
    let compared = async move {
        let item = item?;
        let standards = port::<dyn Standards>()?;
        let compared = standards
            .compare_standard(&session(), &item, from.zip(to), model.as_ref())
            .await?;
        Ok((item, compared))
    };
    staff_page("比较", compared, |(item, compared)| view! { <Shown item compared/> })
}

#[component]
fn Shown(item: ItemId, compared: Compared) -> impl IntoView {
    let named = |version: u32| match compared.draft {
        Some(draft) if draft == version => "草稿".to_owned(),
        _ if version == 0 => "目录里的内容".to_owned(),
        _ => format!("第 {version} 版"),
    };
    let title = format!("{} → {}", named(compared.from), named(compared.to));
    let beside = compared
        .beside
        .clone()
        .map(|beside| view! { <Beside item=item.clone() beside edit=false/> });
    view! {
        <p class="crumbs">
            <a href="/desk/standards">"事项标准"</a>" / "<a href=home(&item)>{compared.name.clone()}</a>
        </p>
        <h1>"比较"</h1>
        <Choose item=item.clone() compared=compared.clone()/>
        <section class="card" aria-labelledby="differs">
            <h2 id="differs">{title}</h2>
            <Changes changes=compared.changes edit=None/>
        </section>
        {beside}
    }
}

#[component]
fn Choose(item: ItemId, compared: Compared) -> impl IntoView {
    let draft = compared.draft.map(|draft| (draft, "草稿".to_owned()));
    let published = compared
        .versions
        .iter()
        .map(|(version, day)| (*version, format!("第 {version} 版，{}", show_date(*day))));
    let all: Vec<(u32, String)> = draft.into_iter().chain(published).collect();
    let options = |chosen: u32| {
        all.iter()
            .map(|(version, words)| view! { <option value=version.to_string() selected=*version == chosen>{words.clone()}</option> })
            .collect_view()
    };
    let (from, to) = (options(compared.from), options(compared.to));
    let chosen = compared.beside.as_ref().map(|beside| beside.model.item.clone());
    let models = compared
        .models
        .iter()
        .map(|model| {
            let selected = chosen.as_ref() == Some(&model.item);
            view! { <option value=model.item.to_string() selected=selected>{format!("{}（{}）", model.name, model.theme)}</option> }
        })
        .collect::<Vec<_>>();
    let none = models.is_empty();
    view! {
        <form method="get" action=format!("{}/compare", home(&item)) class="filters" aria-label="选择要比较的">
            <div><label for="c-from">"从"</label><select id="c-from" name="from">{from}</select></div>
            <div><label for="c-to">"到"</label><select id="c-to" name="to">{to}</select></div>
            {if none {
                view! { <p class="small muted">"还没有同类事项的示范指南。"</p> }.into_any()
            } else {
                view! {
                    <div class="grow">
                        <label for="c-model">"对照示范指南"</label>
                        <select id="c-model" name="model"><option value="">"不对照"</option>{models}</select>
                    </div>
                }
                .into_any()
            }}
            <button class="btn small" type="submit">"比较"</button>
        </form>
    }
}

/// The standard beside a model: figures, and what the model has that it lacks.
#[component]
pub fn Beside(item: ItemId, beside: BesideModel, edit: bool) -> impl IntoView {
    let BesideModel { model, against } = beside;
    let ModelGuide {
        name,
        version,
        marked_on,
        item: model_item,
        ..
    } = model;
    let lacking = against.lacking;
    let lacks = if lacking.is_empty() {
        view! { <p>"示范指南有的要素，这里都有。"</p> }.into_any()
    } else {
        let lines = lacking.into_iter().map(|one| lack(&item, one, edit)).collect_view();
        view! {
            <h3>"示范指南写了、这里还没有写的"</h3>
            <ul class="findings">{lines}</ul>
        }
        .into_any()
    };
    view! {
        <section class="card stack tight" aria-labelledby="beside">
            <h2 id="beside">"对照示范指南"</h2>
            <p class="small muted">
                <a href=format!("/items/{model_item}") rel="external">{name}</a>
                {format!("，第 {version} 版，{} 列为示范", show_date(marked_on))}
            </p>
            <table class="cards">
                <caption class="visually-hidden">"和示范指南的数字对照"</caption>
                <thead>
                    <tr><th scope="col">"项目"</th><th scope="col">"这里"</th><th scope="col">"示范"</th><th scope="col">"差别"</th></tr>
                </thead>
                <tbody>{against.figures.into_iter().map(figure).collect_view()}</tbody>
            </table>
            {lacks}
        </section>
    }
}

fn figure(figure: Figure) -> impl IntoView {
    let said = match (figure.ours == figure.model, figure.worse) {
        (true, _) => "一样".into_any(),
        (false, true) => view! { <Tag mark=Mark::Warn text="不如示范"/> }.into_any(),
        (false, false) => view! { <Tag mark=Mark::Ok text="不比示范差"/> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{figure.label}</th>
            <td data-label="这里">{figure.ours}</td>
            <td data-label="示范">{figure.model}</td>
            <td data-label="差别">{said}</td>
        </tr>
    }
}

fn lack(item: &ItemId, one: Lacking, edit: bool) -> impl IntoView + use<> {
    let label = if edit {
        view! { <a href=editor(item, &one.path)>{one.label}</a> }.into_any()
    } else {
        view! { <b>{one.label}</b> }.into_any()
    };
    view! { <li>{label}<p class="small muted long">{format!("示范：{}", one.model)}</p></li> }
}
