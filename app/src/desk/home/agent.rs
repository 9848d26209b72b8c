//! The village agent: what can be done for residents here, and what cannot.

use leptos::prelude::*;

use crate::backend::homes::Village;

#[component]
pub fn Agent(village: Village) -> impl IntoView {
    view! {
        <div class="case-grid">
            <section class="card" aria-labelledby="today">
                <h2 id="today">"现在可以帮村民做的"</h2>
                <ul class="list">
                    <li><a href="/desk/clients">"替委托本站的村民办"<span class="sub">"填写、提交申请，查看进度，补交材料"</span></a></li>
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
                <h2 id="not-yet">"不能做的"</h2>
                <p>"没有委托本站的村民，您看不到、也不能替他们办。请村民用自己的手机号码登录，在“我的 / 委托代办”里委托本站；也可以请村民带材料到镇（街道）窗口。"</p>
                <p>"本站不受理、不审批、不出决定。"</p>
            </section>
        </div>
    }
}
