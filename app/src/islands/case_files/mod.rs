//! Materials by what the standard requires, each with its files: opened in a frame that can do nothing, or downloaded.

#[cfg(feature = "hydrate")]
mod blob;

use leptos::prelude::*;

use shared::catalogue::Handed;

use crate::islands::parts::{EmptyState, Mark, Tag};
use crate::wire::{CaseMaterial, FileState, FileView, MediaType};

#[island]
pub fn Files(materials: Vec<CaseMaterial>, may_view: bool) -> impl IntoView {
    let open = RwSignal::new(None::<FileView>);
    let empty = materials.is_empty();
    let missing = materials
        .iter()
        .filter(|one| one.material.handed == Handed::Missing)
        .count();
    let lines = materials
        .into_iter()
        .map(|one| view! { <Line one may_view open/> })
        .collect_view();
    view! {
        <section class="card">
            <h2>"材料"</h2>
            {(missing > 0).then(|| view! { <p class="notice warn">{format!("按标准还缺 {missing} 份材料")}</p> })}
            {if empty {
                view! { <EmptyState title="这个事项不要求材料"/> }.into_any()
            } else {
                view! { <ul class="plain materials">{lines}</ul> }.into_any()
            }}
            {(!may_view).then(|| view! { <p class="small muted">"您的岗位不查看材料内容"</p> })}
        </section>
    }
    .into_any()
}

/// One material: its name, how it stands, its files.
#[component]
fn Line(one: CaseMaterial, may_view: bool, open: RwSignal<Option<FileView>>) -> impl IntoView {
    let CaseMaterial { material, views } = one;
    let (mark, words) = match material.handed {
        Handed::In => (Mark::Ok, format!("已交 {} 个文件", material.files.max(1))),
        Handed::Online => (Mark::Plain, "在线填写，不用交".to_owned()),
        Handed::Exempt => (Mark::Plain, "免提交".to_owned()),
        Handed::OnPaper => (Mark::Plain, "交纸质材料".to_owned()),
        Handed::Missing => (Mark::Bad, "没有交".to_owned()),
        Handed::Beyond => (Mark::Plain, "标准以外".to_owned()),
    };
    let (some, several) = (!views.is_empty(), views.len() > 1);
    let files = views
        .into_iter()
        .zip(1..)
        .map(|(file, at)| {
            let size = format!("{} kB", file.bytes.div_ceil(1024));
            let clean = file.state == FileState::Clean;
            let (shown, address) = (file.clone(), format!("/files/{}", file.id));
            let (id, viewed) = (file.id.clone(), file.clone());
            // One at a time, under its own line.
            let is_open = Memo::new(move |_| open.read().as_ref().is_some_and(|open| open.id == id));
            let what = if several { format!("{}（第 {at} 个）", material.name) } else { material.name.clone() };
            view! {
                <li>
                    <div class="row between">
                        <div>
                            {file.name}
                            <span class="small muted">{format!(" {size}")}</span>
                            {(!clean).then(|| view! { " " <Tag mark=Mark::Warn text="安全检查中"/> })}
                        </div>
                        {(clean && may_view).then(|| view! {
                            <div class="row">
                                <button
                                    class="btn quiet small" type="button" aria-label=format!("预览 {what}")
                                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                                    on:click=move |_| open.set((!is_open.get_untracked()).then(|| shown.clone()))
                                >{move || if is_open.get() { "收起" } else { "预览" }}</button>
                                <a class="btn quiet small" href=address rel="external" download="" aria-label=format!("下载 {what}")>"下载"</a>
                            </div>
                        })}
                    </div>
                    {move || is_open.get().then(|| view! { <Viewer file=viewed.clone()/> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <li>
            <p class="row between">
                <strong>{material.name.clone()}</strong>
                <Tag mark=mark text=words/>
            </p>
            {(!material.note.is_empty()).then(|| view! { <p class="small muted">{material.note}</p> })}
            {some.then(|| view! { <ul class="plain">{files}</ul> })}
        </li>
    }
}

/// Where a preview stands.
#[derive(Clone, PartialEq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only the browser opens files"))]
enum Shown {
    Opening,
    /// The address in the browser's memory.
    At(String),
    /// It did not arrive.
    Lost,
    /// It arrived, and this browser cannot show it.
    Unknown,
}

/// The bytes are fetched and shown from memory: nothing an applicant uploaded ever runs on our origin. A paper stands in
/// a frame without `sandbox`, since Chromium runs its PDF viewer in no other; its address is pinned to PDF, so that
/// nothing else can come of it, and what runs or sends something was refused when it was handed in.
#[component]
fn Viewer(file: FileView) -> impl IntoView {
    let shown = RwSignal::new(Shown::Opening);
    #[cfg(feature = "hydrate")]
    {
        let (id, kind) = (file.id.to_string(), file.media.mime());
        leptos::task::spawn_local(async move {
            let got = blob::fetch(&format!("/files/{id}"), kind).await;
            shown.set(got.map_or(Shown::Lost, Shown::At));
        });
        on_cleanup(move || {
            if let Some(Shown::At(address)) = shown.try_get_untracked() {
                let _ = web_sys::Url::revoke_object_url(&address);
            }
        });
    }
    let pdf = file.media == MediaType::Pdf;
    let (name, link) = (file.name, format!("/files/{}", file.id));
    let download = move |words: &'static str| {
        view! {
            <p class="notice warn">
                {words}" "<a href=link.clone() rel="external" download="">"下载这个文件"</a>
            </p>
        }
    };
    view! {
        <div aria-live="polite">
            {move || match shown.get() {
                Shown::Opening => view! { <p class="muted">"正在打开材料…"</p> }.into_any(),
                Shown::Lost => download("材料没有打开，可能是网络不好。请再点一次“预览”，或者先").into_any(),
                Shown::Unknown => download("这个浏览器显示不了这张图片（多半是 HEIC 格式）。请先").into_any(),
                Shown::At(address) if pdf => {
                    view! { <iframe class="viewer" src=address title=name.clone()></iframe> }.into_any()
                }
                Shown::At(address) => view! {
                    <img
                        class="viewer-image" src=address alt=name.clone()
                        on:error=move |_| shown.set(Shown::Unknown)
                    />
                }.into_any(),
            }}
        </div>
    }
}
