//! 同一事项四个相同: the statement, its definition, and the query that makes it.

use leptos::prelude::*;
use shared::offers::DEVIATION_DEFINITION;

use crate::backend::offers::Deviations;
use crate::backend::{Offers, port, session};
use crate::ui::{Definition, Fact, ListPage, staff_page};

#[component]
pub fn DeviationsPage() -> impl IntoView {
    staff_page(
        "零偏离证明",
        async { port::<dyn Offers>()?.deviations(&session()).await },
        |found| view! { <Shown found/> },
    )
}

#[component]
fn Shown(found: Deviations) -> impl IntoView {
    let (deviating, beyond) = (found.deviating(), found.beyond);
    let class = if deviating + beyond == 0 {
        "notice ok"
    } else {
        "notice bad"
    };
    let said = if deviating + beyond == 0 {
        format!("全市 {} 份办事指南，偏离 0 份，超出分工 0 份。", found.guides)
    } else {
        format!(
            "全市 {} 份办事指南，偏离 {deviating} 份，超出分工 {beyond} 份，请尽快查清。",
            found.guides
        )
    };
    let crumbs = view! { <a href="/desk/drift">"待完善"</a>" / 零偏离证明" };
    let said = view! { <p class=class role="status">{said}</p> };
    view! {
        <ListPage title="同一事项四个相同" crumbs=crumbs.into_any() above=said.into_any()>
        <dl class="facts">
            <Fact name="各站点的指南" note=Some("分母".to_owned())>{found.guides}</Fact>
            <Fact name="偏离" note=Some("分子".to_owned())>{deviating}</Fact>
            <Fact name="没有对应现行标准">{found.without_standard}</Fact>
            <Fact name="自己另写了要素">{found.own_elements}</Fact>
            <Fact name="超出分工受理" note=Some("另计".to_owned())>{beyond}</Fact>
        </dl>
        <section class="card" aria-labelledby="how">
            <h2 id="how">"怎么算的"</h2>
            <p>{DEVIATION_DEFINITION}</p>
            <p class="muted">"每次打开这一页都重新查一遍，不是填报的数。"</p>
            <Definition title="数据库里查的就是这一句">
                <div class="scroll" tabindex="0" role="region" aria-label="查询语句"><pre><code>{found.query}</code></pre></div>
            </Definition>
        </section>
        </ListPage>
    }
}
