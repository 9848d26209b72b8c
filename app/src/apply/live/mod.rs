//! The form of a page comes alive: questions appear as answers call for them, what is wrong is told when an input is
//! left, by the same rules as on the server, and what is typed is saved as one types: on the server once there is a
//! draft, and on the device until the server has it.

mod check;
mod device;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod draft;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod leave;
#[cfg(feature = "hydrate")]
pub mod session;
#[cfg(feature = "hydrate")]
pub mod sheet;
mod trial;
mod typed;

pub use check::CheckForm;
pub use device::{DeviceDraft, START_ID};
use leptos::prelude::*;
use shared::form::{Answers, FormSchema, Pairs};
use shared::time::Day;
pub use trial::TryForm;
pub use typed::KeepTyped;

use crate::backend::drafts::Ask;

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
            Self::Rest | Self::Found => "",
            Self::Typing => "正在保存…",
            Self::OnDevice => "已存在这台手机上，登录后可以接着填",
            Self::Saved => "已自动保存",
            Self::Merged => "已自动保存，您在别处刚填的内容也合进来了",
            Self::Clashed => "有内容在两处填得不一样，请选一个",
            Self::Offline => "网络不通，已先存在这台手机上，网络恢复后自动补存",
            Self::SignedOut => "登录已过期，刚填的内容已存在这台手机上",
            Self::Overtaken => "这份草稿刚在另一台设备上改过",
            Self::Refused => "没有保存成，刚填的内容已存在这台手机上",
        }
    }
}

/// What the reader decides: what this device kept, or which of two texts stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Mine,
    Theirs,
    /// At one field, with its inputs as stored.
    Field {
        path: String,
        mine: bool,
        pairs: Pairs,
    },
}

/// Stands beside the form with [`FORM_ID`]. `page` is missing when the whole form is on one page; `draft` before there is
/// one, while everything stays on the device under the item's name.
#[cfg_attr(not(feature = "staff"), island)]
#[cfg_attr(feature = "staff", component)]
pub fn LiveForm(
    form: FormSchema,
    page: Option<String>,
    answers: Answers,
    today: Day,
    item: String,
    draft: Option<String>,
    revision: u32,
    /// What stands on the page came back from elsewhere and is not stored yet.
    unsaved: bool,
) -> impl IntoView {
    let saving = RwSignal::new(Saving::Rest);
    let choice = RwSignal::new(None::<Choice>);
    let told = RwSignal::new(String::new());
    let found_at = RwSignal::new(String::new());
    let asks = RwSignal::new(Vec::<Ask>::new());
    let has_home = draft.is_some();
    #[cfg(feature = "hydrate")]
    if let Some(sheet) = sheet::Sheet::find(form, page.clone(), answers, today.0, told) {
        let keeper = std::rc::Rc::new(draft::DraftKeeper {
            item,
            draft,
            page,
            asks,
        });
        session::start(
            sheet,
            keeper,
            session::Start {
                revision,
                unsaved,
                saving,
                choice,
                found_at,
            },
        );
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (form, page, answers, today, item, draft, revision, unsaved);
    let button = move |words: &'static str, decides: Choice| {
        view! {
            <button class="btn quiet small" type="button" on:click=move |_| choice.set(Some(decides.clone()))>{words}</button>
        }
    };
    let found = move || {
        (saving.get() == Saving::Found).then(|| {
            let (words, mine, theirs) = if has_home {
                ("这台手机上还有没存上的内容", "用它", "不用")
            } else {
                (
                    "这台手机上有人填过这份申请，还没有提交",
                    "是我填的，接着填",
                    "清空，不是我的",
                )
            };
            view! {
                <div class="notice warn found" role="status">
                    <p>{move || format!("{words}（{}填的）。", found_at.get())}</p>
                    <p class="actions">{button(mine, Choice::Mine)} {button(theirs, Choice::Theirs)}</p>
                </div>
            }
        })
    };
    let undecided = move || {
        asks.get()
            .into_iter()
            .map(|ask| {
                let field = |mine| Choice::Field { path: ask.path.clone(), mine, pairs: ask.pairs.clone() };
                view! {
                    <div class="notice warn" role="group" aria-label=ask.label.clone()>
                        <p><strong>{ask.label.clone()}</strong>"：您在两处填得不一样，请选一个。"</p>
                        <p>"这一页填的：" <span class="long">{ask.mine.clone()}</span></p>
                        <p>"另一处存的：" <span class="long">{ask.theirs.clone()}</span></p>
                        <p class="actions">{button("用这一页填的", field(true))} {button("用另一处存的", field(false))}</p>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <p role="status" class="saving small only-live">{move || saving.get().words()}</p>
        <p role="status" class="visually-hidden">{told}</p>
        {found}
        {undecided}
        {move || (saving.get() == Saving::OnDevice).then(|| view! {
            <p class="actions">{button("清空，不是我的", Choice::Theirs)}</p>
        })}
        {move || (saving.get() == Saving::SignedOut).then(|| view! {
            <p class="actions"><a class="btn quiet small" href=crate::frame::sign_in_address()>"重新登录"</a></p>
        })}
    }
}
