//! Residents sign in: phone, then the code.

use leptos::prelude::*;

use super::next_address;
use crate::flash::{Flash, take_flash};
use crate::islands::Resend;
use crate::ui::{ErrorSummary, FieldFrame, Page, described_by, input_id};

#[component]
pub fn SignInPage() -> impl IntoView {
    let next = next_address();
    view! {
        <Page title="登录">
            <h1>"登录"</h1>
            {super::lapsed()}
            {forms(take_flash(), next)}
            <section class="card small">
                <h2>"不方便用手机？"</h2>
                <p>"可以请家人用自己的手机帮您填写，或者带身份证和材料到村（社区）便民服务站问，不收费。"</p>
            </section>
        </Page>
    }
}

/// The second step shows once a code is on its way; the first stays, for a new code or another phone.
fn forms(flash: Flash, next: String) -> impl IntoView {
    let phone = flash.value("phone");
    let sent = flash.value("sent") == "yes";
    let demo = flash.value("demo_code");
    let wait = flash.value("wait_s").parse().unwrap_or(0);
    let (phone_error, code_error) = (flash.error("phone"), flash.error("code"));
    let next_again = next.clone();
    let phone_again = phone.clone();
    let problems = flash.problems.clone();
    view! {
        <ErrorSummary problems=Signal::stored(problems)/>
        {flash.notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> })}
        {sent.then(|| view! {
            <form method="post" action="/me/sign-in" class="card narrow">
                <input type="hidden" name="phone" value=phone_again/>
                <input type="hidden" name="next" value=next_again/>
                <FieldFrame path="code" label="验证码" hint=Some("短信里的 6 位数字，5 分钟内有效".to_owned()) error=code_error.clone()>
                    <input
                        id=input_id("code") name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7"
                        required aria-describedby=described_by("code", true, code_error.is_some())
                    />
                </FieldFrame>
                {(!demo.is_empty()).then(|| view! {
                    <p class="notice warn">"演示站点不发短信，您的验证码是 " <strong>{demo}</strong></p>
                })}
                <p class="actions"><button class="btn" type="submit">"登录"</button></p>
            </form>
        })}
        <form method="post" action="/me/code" class="card narrow">
            <input type="hidden" name="next" value=next/>
            <FieldFrame
                path="phone" label="手机号码" error=phone_error.clone()
                hint=Some("我们发一条验证码短信；第一次登录会自动建好账号".to_owned())
            >
                <input
                    id=input_id("phone") name="phone" type="tel" inputmode="tel" autocomplete="tel" value=phone required
                    aria-describedby=described_by("phone", true, phone_error.is_some())
                />
            </FieldFrame>
            <p class="actions">
                <Resend
                    seconds=wait class=if sent { "btn quiet" } else { "btn" }.to_owned()
                    words=if sent { "重新获取验证码" } else { "获取验证码" }.to_owned()
                />
            </p>
        </form>
    }
}
