//! The village agent: what can be done for residents here today, and what cannot yet.

use leptos::prelude::*;

use crate::backend::homes::Village;

#[component]
pub fn Agent(village: Village) -> impl IntoView {
    view! {
        <div class="case-grid">
            <section class="card" aria-labelledby="today">
                <h2 id="today">"现在可以帮村民做的"</h2>
                <ul class="list">
                    <li><a href="/" rel="external">"查怎么办"<span class="sub">"用村民的话搜索，看条件、材料和时限"</span></a></li>
                    <li><a href="/items" rel="external">"打印办事指南"<span class="sub">"打开事项，选地点，按“打印”，让村民带回去备材料"</span></a></li>
                    <li>
                        <a href=village.address rel="external">
                            {village.station}<span class="sub">"本站的事项、开放时间和电话"</span>
                        </a>
                    </li>
                    <li>
                        <a href=village.town_address rel="external">
                            {village.town_hall}<span class="sub">"要到镇（街道）办的，看地址和时间"</span>
                        </a>
                    </li>
                </ul>
            </section>
            <section class="card" aria-labelledby="not-yet">
                <h2 id="not-yet">"现在还不能做的"</h2>
                <p>"这里还不能用您的账号替村民提交申请。村民可以用自己的手机号码登录申请，您可以在旁边帮忙；也可以请村民带材料到镇（街道）窗口。"</p>
                <p>"本站不受理、不审批、不出决定。"</p>
            </section>
        </div>
    }
}
