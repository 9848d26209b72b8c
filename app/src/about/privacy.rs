//! What is done with personal information, in plain words (个人信息保护法 §17, §44–47).

use leptos::prelude::*;

use crate::frame::use_frame;
use crate::ui::Page;

#[component]
pub fn Privacy() -> impl IntoView {
    view! {
        <Page title="个人信息怎么用">
            <h1>"个人信息怎么用"</h1>
            <div class="stack prose">
                <p>"看办事指南、搜索、看进展都不用登录，也不记录您是谁。"</p>
                <h2>"我们收集什么"</h2>
                <ul class="dots">
                    <li>"登录：您的手机号码，用来发验证码和办件通知。"</li>
                    <li>"实名：姓名和身份证号码，只在您要提交办件时才需要。"</li>
                    <li>"办件：您在申请表里填的内容和上传的材料，只用于办这一件事。"</li>
                    <li>"登录记录：时间、设备和网络地址，用来保护您的账号。"</li>
                </ul>
                <h2>"谁能看到"</h2>
                <p>
                    "只有负责这件事的工作人员。身份证号码、电话平时只显示一部分；工作人员要看完整的，必须写明理由，系统会记下谁在什么时候看过。公开的进展里只有数字，没有任何人的信息。"
                </p>
                <h2>"怎么保管"</h2>
                <p>"姓名、证件号码、电话、地址加密保存。上传的材料先检查，再存入，别人打不开。"</p>
                <h2>"保存多久"</h2>
                <p>"没有提交的草稿到期自动删除，页面上写着到期时间。已经办结的办件按档案管理的规定保存。"</p>
                <h2>"记在您手机里的"</h2>
                <p>"大字版、我的村（社区）、登录状态，记在浏览器的 Cookie 里；还没有登录时填的内容，只存在您自己的手机里。没有广告，没有跟踪，不把信息交给别的公司。"</p>
                <h2>"您可以"</h2>
                <ul class="dots">
                    <li>
                        "查看自己填过的内容："<Mine/>"；发现不对，请打便民热线 12345，或者到收件的窗口要求更正。"
                    </li>
                    <li>
                        "删除没有提交的草稿，撤回还没有办结的办件："<Mine/>
                    </li>
                    <li>"结束别的设备上的登录，或者全部退出。"</li>
                    <li>"对处理有疑问，向受理办件的便民服务中心提出；不满意答复的，可以依法投诉、举报。"</li>
                </ul>
            </div>
        </Page>
    }
}

/// The way to one's own cases, for those who can have some.
#[component]
fn Mine() -> impl IntoView {
    let frame = use_frame();
    if frame.staff {
        "我的办件".into_any()
    } else {
        view! { <a href="/mine">"我的办件"</a> }.into_any()
    }
}
