//! The form of an application comes alive.

use leptos::prelude::*;
use shared::form::{Answers, FormSchema};
use shared::time::Day;

use super::{ASKED, Choice, Saving};
#[cfg(feature = "hydrate")]
use super::{draft, session, sheet};
use crate::wire::Ask;

/// How saving stands, in words for an applicant.
fn words(saving: Saving) -> &'static str {
    match saving {
        Saving::Rest | Saving::Found => "",
        Saving::Typing => "正在保存…",
        Saving::Undecided => "现在填的还没有保存：请先在下面选，上次填的要不要接着用",
        Saving::OnDevice => "已存在这台手机上，登录后可以接着填",
        Saving::Saved => "已自动保存",
        Saving::Merged => "已自动保存，您在别处刚填的内容也合进来了",
        Saving::Clashed => "有内容在两处填得不一样，请选一个",
        Saving::Offline => "网络不通，已先存在这台手机上，网络恢复后自动补存",
        Saving::SignedOut => "登录已过期，刚填的内容已存在这台手机上",
        Saving::Overtaken => "这份草稿刚在另一台设备上改过",
        Saving::Refused => "没有保存成，刚填的内容已存在这台手机上",
    }
}

/// Stands beside the form with [`super::FORM_ID`]. `page` is missing when the whole form is on one page; `draft` before there is
/// one, while everything stays on the device under the item's name.
#[island]
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
    let asked = RwSignal::new(Vec::<Ask>::new());
    let has_home = draft.is_some();
    #[cfg(feature = "hydrate")]
    if let Some(sheet) = sheet::Sheet::find(form, page.clone(), answers, today.0, told) {
        let keeper = std::rc::Rc::new(draft::DraftKeeper {
            item,
            draft,
            page,
            asks: asked,
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
    let asks = Memo::new(move |_| saving.get().asks());
    let found = move || {
        asks.get().then(|| {
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
        let asks: Vec<_> = asked
            .get()
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
            .collect();
        (!asks.is_empty()).then(|| view! { <div id=ASKED class="stack" role="alert" tabindex="-1">{asks}</div> })
    };
    // It stays in sight below: whoever types far down is told, and not interrupted.
    let clashed = Memo::new(move |_| saving.get() == Saving::Clashed);
    let to_asked = move || {
        clashed
            .get()
            .then(|| view! { " "<a class="tap" href=format!("#{ASKED}") rel="external">"去选"</a> })
    };
    view! {
        <p role="status" class="saving small only-live" class:clashed=move || clashed.get()>
            {move || words(saving.get())}
            {to_asked}
        </p>
        <p role="status" class="visually-hidden">{told}</p>
        {found}
        {undecided}
        {move || (saving.get() == Saving::OnDevice).then(|| view! {
            <p class="actions">{button("清空，不是我的", Choice::Theirs)}</p>
        })}
        {move || (saving.get() == Saving::SignedOut).then(|| view! {
            <p class="actions"><a class="btn quiet small" href=crate::islands::sign_in_address()>"重新登录"</a></p>
        })}
    }
}
