//! The form of a page comes alive: questions appear as answers call for them, what is wrong is told when an input is
//! left, by the same rules as on the server, and what is typed is saved as one types: on the server once there is a
//! draft, and on the device until the server has it.

mod device;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod draft;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
pub mod session;
#[cfg(feature = "hydrate")]
pub mod sheet;
mod trial;

pub use device::{DeviceDraft, START_ID};
use leptos::prelude::*;
use shared::form::{Answers, FormSchema};
use shared::time::Date;
pub use trial::TryForm;

/// The `id` of the form element that comes alive.
pub const FORM_ID: &str = "answers";

/// How saving stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser types"))]
pub enum Saving {
    /// Nothing was typed since the page came.
    Rest,
    Typing,
    OnDevice,
    Saved,
    Offline,
    SignedOut,
    /// Saved, with what another wrote meanwhile.
    Merged,
    /// Saved but for what another wrote differently: both texts are kept.
    Clashed,
    /// Another device was quicker.
    Overtaken,
    /// This device holds what another save did not include.
    Found,
    Refused,
}

impl Saving {
    fn words(self) -> &'static str {
        match self {
            Self::Rest => "",
            Self::Typing => "正在保存…",
            Self::OnDevice => "已存在这台手机上，登录后可以接着填",
            Self::Saved | Self::Merged | Self::Clashed => "已自动保存",
            Self::Offline => "网络不通，已先存在这台手机上，网络恢复后自动补存",
            Self::SignedOut => "登录已过期，刚填的内容已存在这台手机上",
            Self::Overtaken => "这份草稿刚在另一台设备上改过",
            Self::Found => "这台手机上有还没有保存的内容",
            Self::Refused => "没有保存成，刚填的内容已存在这台手机上",
        }
    }
}

/// What the reader decides when two devices differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Mine,
    Theirs,
}

/// Stands beside the form with [`FORM_ID`]. `page` is missing when the whole form is on one page; `draft` before there is
/// one, while everything stays on the device under the item's name.
#[cfg_attr(not(feature = "staff"), island)]
#[cfg_attr(feature = "staff", component)]
pub fn LiveForm(
    form: FormSchema,
    page: Option<String>,
    answers: Answers,
    today: Date,
    item: String,
    draft: Option<String>,
    revision: u32,
) -> impl IntoView {
    let saving = RwSignal::new(Saving::Rest);
    let choice = RwSignal::new(None::<Choice>);
    let told = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    if let Some(sheet) = sheet::Sheet::find(form, page.clone(), answers, today, told) {
        let keeper = std::rc::Rc::new(draft::DraftKeeper { item, draft, page });
        session::start(sheet, keeper, revision, saving, choice);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (form, page, answers, today, item, draft, revision);
    let decide = move || match saving.get() {
        Saving::Overtaken => Some(("用这一页刚填的内容", "改用另一台设备上的内容")),
        Saving::Found => Some(("用这台手机上的内容", "不要了")),
        _ => None,
    };
    view! {
        <p role="status" class="saving small only-live">{move || saving.get().words()}</p>
        <p role="status" class="visually-hidden">{told}</p>
        {move || decide().map(|(mine, theirs)| view! {
            <p class="actions">
                <button class="btn quiet small" type="button" on:click=move |_| choice.set(Some(Choice::Mine))>{mine}</button>
                <button class="btn quiet small" type="button" on:click=move |_| choice.set(Some(Choice::Theirs))>{theirs}</button>
            </p>
        })}
        {move || (saving.get() == Saving::SignedOut).then(|| view! {
            <p class="actions"><a class="btn quiet small" href=crate::frame::sign_in_address()>"重新登录"</a></p>
        })}
    }
}
