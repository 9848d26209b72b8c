//! Materials: opened in a frame that can do nothing, or downloaded.

use leptos::prelude::*;

use crate::backend::files::{FileState, FileView, MediaType};
use crate::ui::{EmptyState, Mark, Tag};

#[cfg_attr(not(feature = "citizen"), island)]
#[cfg_attr(feature = "citizen", component)]
pub fn Files(files: Vec<FileView>, may_view: bool) -> impl IntoView {
    let open = RwSignal::new(None::<FileView>);
    let empty = files.is_empty();
    let rows = files
        .into_iter()
        .map(|file| {
            let size = format!("{} kB", file.bytes.div_ceil(1024));
            let clean = file.state == FileState::Clean;
            let (shown, address) = (file.clone(), format!("/files/{}", file.id));
            view! {
                <li class="row between">
                    <div>
                        <strong>{file.name}</strong>
                        <span class="small muted">{format!(" {size}")}</span>
                        {(!clean).then(|| view! { " " <Tag mark=Mark::Warn text="安全检查中"/> })}
                    </div>
                    {(clean && may_view).then(|| view! {
                        <div class="row">
                            <button class="btn quiet small" type="button" on:click=move |_| open.set(Some(shown.clone()))>"预览"</button>
                            <a class="btn quiet small" href=address rel="external" download="">"下载"</a>
                        </div>
                    })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card">
            <h2>"材料"</h2>
            {if empty {
                view! { <EmptyState title="没有上传材料"/> }.into_any()
            } else {
                view! { <ul class="plain">{rows}</ul> }.into_any()
            }}
            {move || open.get().map(|file| view! { <Viewer file/> })}
        </section>
    }
    .into_any()
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
            let got = super::blob::fetch(&format!("/files/{id}"), kind).await;
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
