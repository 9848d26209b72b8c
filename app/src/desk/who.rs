//! Whom a case is for, and who handles it for them.

use leptos::prelude::*;

use crate::backend::desk::DeskCase;

#[component]
pub fn Who(case: DeskCase) -> impl IntoView {
    let unknown = || "未登记".to_owned();
    let for_other = case.handler.is_some();
    view! {
        <dl class="kv">
            <dt>"姓名"</dt><dd>{case.applicant}</dd>
            <dt>"身份证号码"</dt><dd>{case.citizen_number.unwrap_or_else(unknown)}</dd>
            {(!for_other).then(|| view! { <dt>"手机"</dt><dd>{case.phone.unwrap_or_else(unknown)}</dd> })}
        </dl>
        {case.handler.map(|handler| view! {
            <h3>"经办人（帮申请人提交，已实名）"</h3>
            <dl class="kv">
                <dt>"姓名"</dt><dd>{handler.name}</dd>
                <dt>"身份证号码"</dt><dd>{handler.citizen_number.unwrap_or_else(unknown)}</dd>
                <dt>"手机"</dt><dd>{handler.phone.unwrap_or_else(unknown)}</dd>
            </dl>
        })}
    }
}
