//! One's own page: who one is here, and every place one is signed in.

use leptos::prelude::*;
use shared::access::Role;
use shared::time::show_time;

use crate::backend::accounts::{Me, SessionLine};
use crate::backend::{Accounts, ServiceError, port, session};
use crate::flash::take_flash;
use crate::ui::{ErrorState, Mark, Page, Tag, loaded};

#[component]
pub fn MePage() -> impl IntoView {
    let notice = take_flash().notice;
    let refused = |error| view! { <ErrorState error/> }.into_any();
    let shown = move |(me, sessions)| {
        let notice = notice.map(|notice| view! { <p class="notice ok" role="status">{notice}</p> });
        view! { {notice} <Account me/> <Sessions sessions/> }
    };
    view! {
        <Page title="我的">
            <h1>"我的"</h1>
            {loaded(read_me(), refused, shown)}
        </Page>
    }
}

/// Who one is here, and where one is signed in.
pub(crate) async fn read_me() -> Result<(Me, Vec<SessionLine>), ServiceError> {
    let (accounts, session) = (port::<dyn Accounts>()?, session());
    Ok((accounts.me(&session).await?, accounts.sessions(&session).await?))
}

#[component]
fn Account(me: Me) -> impl IntoView {
    let applicant = me.role == Role::Applicant;
    let verified = me.real_name_at.is_some();
    view! {
        <section class="card">
            <h2>"账号"</h2>
            <dl class="kv">
                <dt>"姓名"</dt>
                <dd>
                    {me.name.unwrap_or_else(|| "还没有实名".to_owned())} " "
                    {applicant.then(|| if verified {
                        view! { <Tag mark=Mark::Ok text="已实名"/> }.into_any()
                    } else {
                        view! { <a class="btn small" href="/me/real-name">"去实名认证"</a> }.into_any()
                    })}
                </dd>
                {me.phone_masked.map(|phone| view! { <dt>"手机号码"</dt><dd>{phone}</dd> })}
                {me.citizen_number_masked.map(|number| view! { <dt>"身份证号码"</dt><dd>{number}</dd> })}
                {(!applicant).then(|| view! { <dt>"岗位"</dt><dd>{me.role_title}</dd> })}
                {me.office.map(|office| view! { <dt>"单位"</dt><dd>{office}</dd> })}
            </dl>
            {applicant.then(|| view! {
                <p><a href="/me/mandates">"委托代办"</a><span class="small muted">"：请村（社区）便民服务站替您办"</span></p>
            })}
        </section>
    }
}

/// Every place one is signed in, each with a way out.
#[component]
pub(crate) fn Sessions(sessions: Vec<SessionLine>) -> impl IntoView {
    view! {
        <section class="card">
            <h2>"在哪些设备上登录着"</h2>
            <p class="muted small">"有不认识的设备，请让它退出。"</p>
            <ul class="plain">
                {sessions
                    .into_iter()
                    .map(|line| {
                        let what = if line.this_one { "退出登录" } else { "让它退出" };
                        view! {
                            <li class="row between">
                                <div>
                                    <strong>{line.device}</strong>
                                    {line.this_one.then(|| view! { " " <Tag mark=Mark::Sea text="本机"/> })}
                                    <br/>
                                    <span class="small muted">{format!("登录于 {}，最近使用 {}", show_time(line.started_at), show_time(line.seen_at))}</span>
                                </div>
                                <form method="post" action="/me/sessions/end" data-sign-out=line.this_one.then_some("")>
                                    <input type="hidden" name="id" value=line.id/>
                                    <button class="btn quiet small" type="submit">{what}</button>
                                </form>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <form method="post" action="/me/sign-out-everywhere" class="actions" data-sign-out="">
                <button class="btn danger" type="submit">"全部退出"</button>
            </form>
        </section>
    }
}
