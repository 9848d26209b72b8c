//! Staff sign in by account and password.

use leptos::prelude::*;

use super::next_address;
use crate::flash::take_flash;
use crate::ui::{ErrorSummary, FieldFrame, StaffPage, described_by, input_id};

#[component]
pub fn StaffSignInPage() -> impl IntoView {
    let flash = take_flash();
    let next = next_address();
    let error = flash.error("password");
    let login_error = flash.error("login");
    let described = described_by("password", true, error.is_some());
    let login_described = described_by("login", false, login_error.is_some());
    view! {
        <StaffPage title="登录">
            <div class="sign-in">
                <h1>"工作人员登录"</h1>
                {super::lapsed()}
                {flash.notice.clone().map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
                <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
                <form method="post" action="/desk/sign-in" class="card">
                    <input type="hidden" name="next" value=next/>
                    <FieldFrame path="login" label="账号" error=login_error>
                        <input
                            id=input_id("login") name="login" autocomplete="username" required
                            value=flash.value("login") aria-describedby=login_described
                        />
                    </FieldFrame>
                    <FieldFrame path="password" label="密码" error hint=Some("忘记密码请联系本单位管理员重置".to_owned())>
                        <input
                            id=input_id("password") name="password" type="password"
                            autocomplete="current-password" required aria-describedby=described
                        />
                    </FieldFrame>
                    <p class="actions"><button class="btn block" type="submit">"登录"</button></p>
                </form>
            </div>
        </StaffPage>
    }
}
