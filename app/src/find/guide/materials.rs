//! The list of materials: form, count, source, and what nobody has to bring.

use leptos::prelude::*;

use crate::backend::catalogue::MaterialView;
use crate::ui::{Mark, Tag, Unconfirmed};

#[component]
pub fn Materials(materials: Vec<MaterialView>) -> impl IntoView {
    if materials.is_empty() {
        return view! { <p>"不需要带材料。"</p> }.into_any();
    }
    // One mark says it for all of them; otherwise each carries its own.
    let none = materials.iter().all(|material| !material.confirmed);
    let mark = none.then(|| view! { <p class="small">"以下材料都" <Unconfirmed/></p> });
    let lines = materials
        .into_iter()
        .map(|material| line(material, none))
        .collect_view();
    view! {
        {mark}
        <ul class="materials">{lines}</ul>
    }
    .into_any()
}

fn line(material: MaterialView, marked: bool) -> impl IntoView {
    let how = match (&material.share, material.electronic) {
        _ if material.filled_online => view! { <Tag mark=Mark::Sea text="在线填写，不用带"/> }.into_any(),
        (Some(_), _) => view! { <Tag mark=Mark::Ok text="数据共享，可免提交"/> }.into_any(),
        (None, true) => view! { <Tag text="可拍照上传"/> }.into_any(),
        (None, false) => view! { <Tag text="要交纸质"/> }.into_any(),
    };
    let when = material
        .when
        .map(|when| view! { <p class="sub when">{format!("什么时候要：{when}")}</p> });
    let share = material
        .share
        .map(|share| view! { <p class="sub">{format!("能查到{share}的，窗口不再收；查不到时再请您提供")}</p> });
    let note = material.note.map(|note| view! { <p class="sub">{note}</p> });
    let basis = material
        .legal_basis
        .map(|basis| view! { <p class="sub">{format!("依据：{basis}")}</p> });
    let more = material
        .more
        .into_iter()
        .map(|(name, value)| view! { <p class="sub">{format!("{name}：{value}")}</p> })
        .collect_view();
    view! {
        <li>
            <p>
                <b class="name">{material.name}</b>
                " "
                {how}
                {(!material.confirmed && !marked).then(|| view! { " " <Unconfirmed/> })}
            </p>
            <p class="sub">{format!("{} · {}", material.count, material.source)}</p>
            {when}
            {share}
            {note}
            {basis}
            {more}
        </li>
    }
    .into_any()
}
