//! How a result reached the applicant: asked when a case is closed, read by the applicant.

use leptos::prelude::*;

use crate::flash::Flash;
use crate::ui::{FieldFrame, input_id};

#[component]
pub fn HowDelivered(flash: Flash) -> impl IntoView {
    let chosen = flash.value("delivery");
    let ways = [
        ("window", "已在窗口交给申请人（或委托的人）"),
        ("post", "已邮寄，快递单号写在下面"),
    ]
    .into_iter()
    .map(|(value, label)| {
        let checked = chosen == value;
        view! { <label><input type="radio" name="delivery" value=value checked=checked/>" "{label}</label> }
    })
    .collect_view();
    view! {
        <FieldFrame path="close-delivery" label="怎么送达的" group=true error=flash.error("close-delivery")>
            <div class="stack tight">{ways}</div>
        </FieldFrame>
        <FieldFrame
            path="close-waybill" label="快递单号（邮寄的要填）" error=flash.error("close-waybill")
            hint=Some("申请人靠它查快递；在窗口交的不用填".to_owned())
        >
            <input id=input_id("close-waybill") name="waybill" value=flash.value("waybill")/>
        </FieldFrame>
    }
}
