//! Whom a case is for, and who handles it for them.

use leptos::prelude::*;

use crate::backend::desk::DeskCase;

#[component]
pub fn Who(case: DeskCase) -> impl IntoView {
    let unknown = || "未登记".to_owned();
    let for_other = case.handler.is_some();
    let applicant = match case.firm {
        Some(firm) => view! {
            <dt>"单位名称"</dt><dd>{case.applicant}</dd>
            {firm.credit_code.map(|code| view! { <dt>"统一社会信用代码"</dt><dd>{code}</dd> })}
        }
        .into_any(),
        None => view! {
            <dt>"姓名"</dt><dd>{case.applicant}</dd>
            <dt>"身份证号码"</dt><dd>{case.citizen_number.unwrap_or_else(unknown)}</dd>
            {(!for_other).then(|| view! { <dt>"手机"</dt><dd>{case.phone.unwrap_or_else(unknown)}</dd> })}
        }
        .into_any(),
    };
    view! {
        <dl class="kv">{applicant}</dl>
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
