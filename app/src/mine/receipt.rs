//! The receipt: proof of handing in, and what happens next by when.

use leptos::prelude::*;
use shared::case::CaseNo;
use shared::time::{show_date, show_time};

use crate::backend::cases::Receipt;
use crate::backend::{Cases, port, session};
use crate::ui::address::named;
use crate::ui::{Mark, Page, Promise, Tag, failed, loaded};

#[component]
pub fn ReceiptPage() -> impl IntoView {
    let number = named::<CaseNo>("number", "这个办件");
    view! {
        <Page title="收件凭证" here="mine">
            {loaded(async move { port::<dyn Cases>()?.receipt(&session(), &number?).await }, failed("收件凭证"), |receipt| view! { <Shown receipt/> })}
        </Page>
    }
}

#[component]
fn Shown(receipt: Receipt) -> impl IntoView {
    let next = match receipt.first_notice_due {
        Some(due) => {
            let provisional = if receipt.first_notice_provisional {
                "（暂定）"
            } else {
                ""
            };
            format!(
                "我们会在 {}{provisional} 前告诉您是否受理；还缺材料的话，会一次说清。",
                show_date(due)
            )
        }
        None => "进度请到“我的办件”查看。".to_owned(),
    };
    // Later it is a paper that says what was received, and no news.
    let fresh = receipt.first_notice_due.is_some();
    let promise = fresh.then(|| view! { <Promise value=receipt.promised/> });
    view! {
        <h1>{if fresh { "提交成功" } else { "收件凭证" }}</h1>
        <p><Tag mark=Mark::Ok text="已收到您的申请"/></p>
        <section class="card receipt">
            <div class="stack">
                <p class="small muted">"办件号"</p>
                <p class="number">{receipt.number.to_string()}</p>
                <dl class="kv">
                    <dt>"事项"</dt><dd>{receipt.item_name}</dd>
                    <dt>"申请人"</dt><dd>{receipt.applicant}</dd>
                    {receipt.handler.map(|name| view! { <dt>"经办人"</dt><dd>{format!("{name}（进度发到这个账号的手机）")}</dd> })}
                    <dt>"在哪里办"</dt><dd>{receipt.place_name}</dd>
                    <dt>"收到时间"</dt><dd>{show_time(receipt.received_at)}</dd>
                </dl>
                <p class="what-next">{next}{promise}</p>
                {receipt.visit.map(|visit| view! { <p class="notice warn">{visit}</p> })}
            </div>
            <div class="qr" role="img" aria-label="办件二维码，扫码查看进度" inner_html=receipt.qr_svg></div>
        </section>
        <p class="actions"><a class="btn" href=format!("/mine/{}", receipt.number)>"查看进度"</a></p>
    }
}
