//! The administrator: the city's accounts, the log, and what failed behind the pages.

use leptos::prelude::*;

use crate::backend::homes::Accounts as Figures;

#[component]
pub fn Accounts(accounts: Figures) -> impl IntoView {
    let (fresh, failed) = (accounts.fresh, accounts.failed);
    view! {
        <div class="kpi">
            <a href="/desk/staff?state=open"><b>{accounts.open.to_string()}</b><span class="muted">"使用中的账号"</span></a>
            <a class=(fresh > 0).then_some("warn") href="/desk/staff?state=fresh"><b>{fresh.to_string()}</b><span class="muted">"待本人设置密码"</span></a>
            <a href="/desk/staff?state=closed"><b>{accounts.closed.to_string()}</b><span class="muted">"已停用"</span></a>
            <a class=(failed > 0).then_some("warn") href="/desk/failed"><b>{failed.to_string()}</b><span class="muted">"失败待处理"</span></a>
        </div>
        <section class="card" aria-labelledby="keep">
            <h2 id="keep">"账号、日志和后台"</h2>
            <ul class="list">
                <li><a href="/desk/staff/new">"开通账号"<span class="sub">"一次一个，当面交给本人初始密码"</span></a></li>
                <li><a href="/desk/staff/import">"用表格批量开通"<span class="sub">"下载模板，填好上传，看过预览再写入"</span></a></li>
                <li><a href="/desk/staff">"工作人员"<span class="sub">"修改岗位、重置密码、停用和重新启用"</span></a></li>
                <li><a href="/desk/log">"操作日志"<span class="sub">"谁做了什么，谁查看过完整的个人信息"</span></a></li>
                <li><a href="/desk/failed">"失败待处理"<span class="sub">"发不出去的短信、没有办成的后台任务，重发或者放弃"</span></a></li>
            </ul>
        </section>
    }
}
