//! One material: its files, and the way to add one. With script a chosen photo is made smaller, goes off at once and
//! shows how far it is. Without, its buttons hand in the whole page's form, elsewhere: what is typed comes back; and what
//! was chosen goes along with the page's own form, which is made for files.

#[cfg(feature = "hydrate")]
mod photo;
#[cfg(feature = "hydrate")]
mod send;
#[cfg(any(feature = "hydrate", test))]
mod size;

use leptos::prelude::*;
use shared::id::FileId;

use crate::islands::parts::{FieldFrame, Mark, Tag, described_by, input_id};
use crate::wire::{FILE, FileState, FileView, query_string};

/// An upload that has not arrived yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser sends"))]
enum Sending {
    /// Made smaller, or about to go.
    Preparing,
    Percent(u8),
    /// The last byte is out; the server looks at it.
    Checking,
    /// In words, with whether trying again may help.
    Failed {
        words: String,
        again: bool,
    },
}

#[island]
pub fn Upload(
    path: String,
    label: String,
    hint: String,
    accept: String,
    most: u32,
    files: Vec<FileView>,
    error: Option<String>,
    action: String,
    page: String,
    with: String,
) -> impl IntoView {
    let files = RwSignal::new(files);
    let error = RwSignal::new(error);
    let sending = RwSignal::new(None::<Sending>);
    let said = RwSignal::new(String::new());
    let full = Memo::new(move |_| files.read().len() >= usize::try_from(most).unwrap_or(1));
    #[cfg(feature = "hydrate")]
    let sender = send::Sender {
        action: StoredValue::new(action.clone()),
        path: StoredValue::new(path.clone()),
        files,
        error,
        sending,
        said,
        waiting: StoredValue::new_local(None),
    };
    let choose = move |event: leptos::ev::Event| {
        #[cfg(feature = "hydrate")]
        sender.chosen(&event);
        #[cfg(not(feature = "hydrate"))]
        drop(event);
    };
    let again = move |_| {
        #[cfg(feature = "hydrate")]
        sender.again();
    };
    let add = format!(
        "{action}?{}",
        query_string([("path", path.as_str()), ("page", page.as_str())])
    );
    let remove = format!("{action}/remove");
    let (form, button_form) = (with.clone(), with.clone());
    // Deleting is asked about once more: with script here, without on a page of its own.
    let asking = RwSignal::new(None::<FileId>);
    let listed = move || {
        files
            .get()
            .into_iter()
            .map(|file| {
                let id = file.id.to_string();
                let waiting = file.state == FileState::Quarantined;
                let take_out = {
                    let file = file.clone();
                    move |event: leptos::ev::MouseEvent| {
                        event.prevent_default();
                        if asking.get_untracked().as_ref() != Some(&file.id) {
                            return asking.set(Some(file.id.clone()));
                        }
                        asking.set(None);
                        #[cfg(feature = "hydrate")]
                        sender.remove(&file);
                    }
                };
                let this = file.id.clone();
                let asked = Memo::new(move |_| asking.read().as_ref() == Some(&this));
                let name = file.name;
                let aria = format!("删除{name}");
                let asked_of = [("file", id.as_str()), ("page", page.as_str()), ("name", name.as_str())];
                let to = format!("{remove}?{}", query_string(asked_of));
                view! {
                    <div class="file">
                        <span>
                            <span class="long">{name}</span>
                            " "
                            {if waiting {
                                view! { <Tag mark=Mark::Warn text="安全检查中"/> }
                            } else {
                                view! { <Tag mark=Mark::Ok text="已上传"/> }
                            }}
                        </span>
                        <button
                            class="btn danger small" type="submit" aria-label=aria form=with.clone() formaction=to
                            formmethod="post" formenctype="application/x-www-form-urlencoded" formnovalidate on:click=take_out
                        >
                            {move || if asked.get() { "确定删除" } else { "删除" }}
                        </button>
                        <button
                            class="btn quiet small" type="button" hidden=move || !asked.get() on:click=move |_| asking.set(None)
                        >
                            "不删"
                        </button>
                    </div>
                }
            })
            .collect_view()
    };
    let described = {
        let path = path.clone();
        move || described_by(&path, true, error.read().is_some())
    };
    let busy = move || {
        matches!(
            &*sending.read(),
            Some(Sending::Preparing | Sending::Percent(_) | Sending::Checking)
        )
    };
    let progress = move || match sending.get() {
        None => ().into_any(),
        Some(Sending::Preparing) => view! { <p class="small">"正在准备…"</p> }.into_any(),
        Some(Sending::Percent(percent)) => view! {
            <p class="small">
                <progress max="100" value=percent.to_string() aria-label="上传进度"></progress>
                {format!(" 已上传 {percent}%")}
            </p>
        }
        .into_any(),
        Some(Sending::Checking) => view! { <p class="small">"已传完，正在检查…"</p> }.into_any(),
        Some(Sending::Failed { words, again: may }) => view! {
            <p class="notice bad">{words}</p>
            {may.then(|| view! {
                <p class="actions"><button class="btn quiet small" type="button" on:click=again>"再传一次"</button></p>
            })}
        }
        .into_any(),
    };
    let (id, name) = (input_id(&path), format!("{FILE}{path}"));
    // What it is of stands above its files also when no more are taken.
    let title = label.clone();
    view! {
        <div class="upload field">
            {move || full.get().then(|| view! { <p><strong>{title.clone()}</strong></p> })}
            <div hidden=move || full.get()>
                <FieldFrame path=path label=label.clone() hint=Some(hint) error=error>
                    <input
                        id=id type="file" name=name accept=accept form=form aria-describedby=described
                        on:change=choose disabled=busy
                    />
                </FieldFrame>
                <p class="actions only-plain">
                    <button
                        class="btn quiet small" type="submit" form=button_form formaction=add formmethod="post"
                        formenctype="multipart/form-data" formnovalidate
                    >
                        {format!("上传{label}")}
                    </button>
                </p>
            </div>
            {progress}
            {listed}
            <p role="status" class="visually-hidden">{said}</p>
        </div>
    }
    .into_any()
}
