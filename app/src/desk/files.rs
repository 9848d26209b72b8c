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

/// The bytes are fetched and shown from memory: nothing an applicant uploaded ever runs on our origin.
#[component]
fn Viewer(file: FileView) -> impl IntoView {
    let address = RwSignal::new(None::<String>);
    #[cfg(feature = "hydrate")]
    {
        let id = file.id.to_string();
        leptos::task::spawn_local(async move {
            if let Some(blob) = super::blob::fetch(&format!("/files/{id}")).await {
                address.set(Some(blob));
            }
        });
    }
    let pdf = file.media == MediaType::Pdf;
    let name = file.name;
    view! {
        <div aria-live="polite">
            {move || match address.get() {
                None => view! { <p class="muted">"正在打开材料…"</p> }.into_any(),
                Some(address) if pdf => {
                    view! { <iframe class="viewer" src=address title=name.clone() sandbox=""></iframe> }.into_any()
                }
                Some(address) => view! { <img class="viewer-image" src=address alt=name.clone()/> }.into_any(),
            }}
        </div>
    }
}
