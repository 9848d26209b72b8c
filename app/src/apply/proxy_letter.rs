//! 授权委托书: a sheet to print, fill in by hand and sign (民法典 §165: names, what is entrusted, powers, period, signature).

use leptos::prelude::*;

use crate::islands::PrintButton;
use crate::ui::Page;

#[component]
pub fn ProxyLetter() -> impl IntoView {
    let row = |name: &'static str, value: &'static str| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> };
    let person = move |caption: &'static str| {
        view! {
            <table class="sheet">
                <caption>{caption}</caption>
                <tbody>
                    {row("姓名", "")}
                    {row("身份证号码", "")}
                    {row("手机号码", "")}
                    {row("住址", "")}
                </tbody>
            </table>
        }
    };
    view! {
        <Page title="授权委托书">
            <div class="no-print">
                <p class="muted small">"打印后用笔填写，委托人亲笔签名或按手印，再拍照上传。没有打印机，照着抄在纸上也行。"</p>
                <p class="actions"><PrintButton/></p>
            </div>
            <article class="card stack">
                <h1>"授权委托书"</h1>
                {person("委托人（要办事的人）")}
                {person("受托人（替您办的人）")}
                <table class="sheet">
                    <caption>"委托的事"</caption>
                    <tbody>
                        {row("办什么事", "")}
                        {row("替我做什么", "□ 填写和提交申请　□ 补正材料　□ 接收通知　□ 领取结果")}
                        {row("从哪天到哪天", "　　　　年　　月　　日 至　　　　年　　月　　日")}
                    </tbody>
                </table>
                <p>"受托人在上面写明的范围和期限内替我办理的，我都认可。受托人不能再委托别人。"</p>
                <table class="sheet">
                    <caption>"签名"</caption>
                    <tbody>
                        {row("委托人签名（按手印）", "　　　　　　　　　　　　年　　月　　日")}
                        {row("受托人签名", "　　　　　　　　　　　　年　　月　　日")}
                    </tbody>
                </table>
                <p class="small">"另附双方身份证正反两面的复印件或照片。"</p>
            </article>
        </Page>
    }
}
