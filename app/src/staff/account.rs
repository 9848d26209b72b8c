//! One account: the post, what was done to it, and what may be done; and opening a new one.

use leptos::prelude::*;
use shared::id::AccountId;
use shared::time::show_time;

use super::acts::{ChangeForm, CloseForm, ReopenForm, ResetForm};
use super::fields::AccountFields;
use super::list::mark;
use super::posts::{AddPostForm, Posts, SubstituteForm};
use crate::backend::staff::{AccountEvent, AccountState, StaffAccount, StaffChoices};
use crate::backend::{Staff, port, session};
use crate::flash::{Flash, take_flash};
use crate::powers::Changes;
use crate::ui::address::named;
use crate::ui::{ErrorSummary, Tag, staff_page};

/// Where the message to the next page carries a password to hand over.
pub const HANDED: &str = "handed";

#[component]
pub fn NewAccount() -> impl IntoView {
    let flash = take_flash();
    staff_page(
        "开通账号",
        async { port::<dyn Staff>()?.staff_choices(&session()).await },
        move |choices| view! { <OpenForm choices flash/> },
    )
}

#[component]
fn OpenForm(choices: StaffChoices, flash: Flash) -> impl IntoView {
    let problems = flash.problems.clone();
    view! {
        <p class="crumbs"><a href="/desk/staff">"工作人员"</a>" / 开通账号"</p>
        <h1>"开通账号"</h1>
        <ErrorSummary problems=Signal::stored(problems)/>
        <form method="post" action="/desk/staff/new" class="inputs">
            <AccountFields choices flash line=None/>
            <p class="muted">"开通后显示一次初始密码，请当面交给本人。本人第一次登录时要先设置自己的密码。"</p>
            <p class="actions">
                <button class="btn" type="submit">"开通"</button>
                <a class="btn quiet" href="/desk/staff">"返回"</a>
            </p>
        </form>
    }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let flash = take_flash();
    let id = named::<AccountId>("id", "这个账号");
    staff_page(
        "账号",
        async move { port::<dyn Staff>()?.staff_account(&session(), &id?).await },
        move |account| view! { <Shown account flash/> },
    )
}

#[component]
fn Shown(account: StaffAccount, flash: Flash) -> impl IntoView {
    let line = account.line.clone();
    let closed = line.state == AccountState::Closed;
    let handed = flash.value(HANDED);
    let login = line.login.clone();
    let cases = account.open_cases;
    view! {
        <p class="crumbs"><a href="/desk/staff">"工作人员"</a>" / "{line.login.clone()}</p>
        <h1>{line.name.clone()}</h1>
        <p class="tags"><Tag mark=mark(line.state) text=line.state.words()/></p>
        {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        {(!handed.is_empty()).then(|| view! { <Handed login password=handed/> })}
        <div class="case-grid">
            <div class="stack">
                <section class="card">
                    <h2>"账号"</h2>
                    <dl class="kv">
                        <dt>"账号"</dt><dd>{line.login.clone()}</dd>
                        <dt>"岗位"</dt><dd>{line.role.words()}</dd>
                        <dt>"工作地点"</dt><dd>{line.place_name.clone()}</dd>
                        {line.department_name.clone().map(|name| view! { <dt>"所属部门"</dt><dd>{name}</dd> })}
                        <dt>"开通时间"</dt><dd>{show_time(account.created_at)}</dd>
                        {(cases > 0).then(|| view! { <dt>"承办中的办件"</dt><dd>{format!("{cases} 件")}</dd> })}
                    </dl>
                </section>
                <Posts id=line.id.clone() posts=account.posts.clone()/>
                <History events=account.history.clone()/>
            </div>
            <div class="stack">
                {match (account.own, account.may_change, closed) {
                    (true, ..) => view! {
                        <p class="notice">"这是您自己的账号。密码在"<a href="/desk/me">"账号与登录"</a>"里修改；岗位请由上级或另一位管理员调整。"</p>
                    }.into_any(),
                    (_, false, _) => view! { <p class="notice">"这个账号不归您管理，只能查看。"</p> }.into_any(),
                    (_, true, true) => view! { <ReopenForm id=line.id/> }.into_any(),
                    (_, true, false) => view! {
                        <ChangeForm account=account.clone() flash=flash.clone()/>
                        <AddPostForm id=line.id.clone() choices=account.choices.clone() flash=flash.clone()/>
                        <SubstituteForm account=account.clone() flash=flash.clone()/>
                        <ResetForm id=line.id.clone()/>
                        <CloseForm account flash/>
                    }.into_any(),
                }}
            </div>
        </div>
    }
}

/// The password to hand over; it is nowhere else.
#[component]
fn Handed(login: String, password: String) -> impl IntoView {
    view! {
        <section class="notice warn" role="status" aria-labelledby="handed">
            <h2 id="handed">"初始密码，只显示这一次"</h2>
            <dl class="kv">
                <dt>"账号"</dt><dd><strong>{login}</strong></dd>
                <dt>"初始密码"</dt><dd><strong class="nowrap">{password}</strong></dd>
            </dl>
            <p>"请当面交给本人，不要用群聊发送。本人登录后要先设置自己的密码，这个密码就不能再用了。"</p>
        </section>
    }
}

#[component]
fn History(events: Vec<AccountEvent>) -> impl IntoView {
    let none = events.is_empty();
    let lines = events
        .into_iter()
        .map(|event| {
            view! {
                <li>
                    <b>{event.words}</b>
                    <Changes changes=event.changes/>
                    <span class="sub">{format!("{} · {}", show_time(event.at), event.by)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="history">
            <h2 id="history">"办理记录"</h2>
            {if none {
                view! { <p class="muted">"还没有记录"</p> }.into_any()
            } else {
                view! { <ol class="timeline">{lines}</ol> }.into_any()
            }}
        </section>
    }
}
