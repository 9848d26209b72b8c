//! One's own account as staff: who one is here, the password, and where one is signed in.

use leptos::prelude::*;

use crate::account::{Sessions, read_me};
use crate::backend::accounts::Me;
use crate::flash::{Flash, take_flash};
use crate::islands::NewPassword;
use crate::ui::{ErrorSummary, FieldFrame, described_by, input_id, staff_page};

#[component]
pub fn MyAccount() -> impl IntoView {
    let flash = take_flash();
    staff_page("账号与登录", read_me(), move |(me, sessions)| {
        let must = me.must_change;
        view! {
            <Head must/>
            {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
            <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
            <div class="case-grid">
                <PasswordForm login=me.login.clone().unwrap_or_default() must flash/>
                <div class="stack">
                    <Post me/>
                    <Sessions sessions/>
                </div>
            </div>
        }
    })
}

#[component]
fn Head(must: bool) -> impl IntoView {
    if must {
        view! {
            <h1>"先设置您自己的密码"</h1>
            <p class="notice warn">"您登录用的密码是别人发给您的。设置好自己的密码，才能开始工作。"</p>
        }
        .into_any()
    } else {
        view! { <h1>"账号与登录"</h1> }.into_any()
    }
}

#[component]
fn Post(me: Me) -> impl IntoView {
    view! {
        <section class="card">
            <h2>"我的岗位"</h2>
            <dl class="kv">
                <dt>"姓名"</dt><dd>{me.name.unwrap_or_default()}</dd>
                <dt>"账号"</dt><dd>{me.login.unwrap_or_default()}</dd>
                <dt>"岗位"</dt><dd>{me.role_title}</dd>
                {me.office.map(|office| view! { <dt>"单位"</dt><dd>{office}</dd> })}
            </dl>
            <p class="small muted">"姓名或岗位不对，请联系本单位负责人或系统管理员。"</p>
        </section>
    }
}

#[component]
fn PasswordForm(login: String, must: bool, flash: Flash) -> impl IntoView {
    let (old, again) = (flash.error("old"), flash.error("again"));
    let old_described = described_by("old", true, old.is_some());
    let again_described = described_by("again", false, again.is_some());
    let hint = if must {
        "刚才登录用的初始密码"
    } else {
        "忘记的请联系本单位管理员重置"
    };
    view! {
        <section class="card" aria-labelledby="password-title">
            <h2 id="password-title">{if must { "设置密码" } else { "修改密码" }}</h2>
            <form method="post" action="/desk/me/password" class="inputs">
                // For password managers: whose password it is.
                <input type="text" name="login" autocomplete="username" value=login.clone() hidden/>
                <FieldFrame path="old" label="现在的密码" hint=hint.to_owned() error=old>
                    <input
                        id=input_id("old") name="old" type="password" autocomplete="current-password" required
                        aria-describedby=old_described
                    />
                </FieldFrame>
                <NewPassword login error=flash.error("new")/>
                <FieldFrame path="again" label="再填一遍新密码" error=again>
                    <input
                        id=input_id("again") name="again" type="password" autocomplete="new-password" required
                        aria-describedby=again_described
                    />
                </FieldFrame>
                <p class="muted small">"修改后，其他设备上的登录会全部退出。"</p>
                <p class="actions"><button class="btn" type="submit">"保存新密码"</button></p>
            </form>
        </section>
    }
}
