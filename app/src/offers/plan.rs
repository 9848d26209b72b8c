//! What a change for many places would do, and what is refused of it.

use leptos::prelude::*;

use super::parts::{Said, names};
use crate::backend::offers::BulkPlan;
use crate::flash::Flash;
use crate::ui::{EmptyState, Fact};

#[component]
pub fn BulkPreview(plan: BulkPlan, flash: Flash) -> impl IntoView {
    let changes = plan
        .changes
        .into_iter()
        .map(|change| {
            view! {
                <tr>
                    <td>{change.item_name}</td>
                    <td data-label="会改为">{change.what}</td>
                    <td class="n" data-label="几个地点">{change.places.len()}</td>
                    <td data-label="地点"><Places places=change.places/></td>
                </tr>
            }
        })
        .collect_view();
    let refusals = plan
        .refusals
        .into_iter()
        .map(|refusal| {
            view! {
                <li>
                    <p class="strong">{refusal.item_name}<span class="muted small">{format!("（{} 个地点）", refusal.places.len())}</span></p>
                    <p>{refusal.message}</p>
                    <p class="muted">{refusal.fix}</p>
                    <Places places=refusal.places/>
                </li>
            }
        })
        .collect_view();
    let (count, refused) = (plan.count, plan.refused);
    let go = (count > 0).then(|| {
        let words = if refused > 0 {
            format!("不改上面 {refused} 处，其余 {count} 处照改")
        } else {
            format!("确认修改 {count} 处")
        };
        view! {
            <form method="post" action="/desk/lists/bulk/apply" class="actions">
                <input type="hidden" name="plan" value=plan.id/>
                <input type="hidden" name="seal" value=plan.seal/>
                <button class="btn" type="submit">{words}</button>
                <a class="btn quiet" href="/desk/lists/bulk">"重新选"</a>
            </form>
        }
    });
    view! {
        <p class="crumbs"><a href="/desk/lists">"镇村清单"</a>" / "<a href="/desk/lists/bulk">"批量修改"</a>" / 预览"</p>
        <h1>{plan.title}</h1>
        <Said flash/>
        <dl class="facts">
            <Fact name="会改">{format!("{count} 处")}</Fact>
            <Fact name="涉及">{format!("{} 个地点", plan.places)}</Fact>
            <Fact name="本来就是这样">{format!("{} 处", plan.same)}</Fact>
            <Fact name="不允许">{format!("{refused} 处")}</Fact>
        </dl>
        {(refused > 0).then(|| view! {
            <section class="card" aria-labelledby="refused">
                <h2 id="refused">"不允许的"</h2>
                <ul class="plain">{refusals}</ul>
            </section>
        })}
        <section class="card" aria-labelledby="changes">
            <h2 id="changes">"会改的"</h2>
            {if count == 0 {
                view! {
                    <EmptyState title="没有要改的" hint="本来就是这样，或者不允许这样改">
                        <a class="btn quiet" href="/desk/lists/bulk">"重新选"</a>
                    </EmptyState>
                }
                .into_any()
            } else {
                view! {
                    <table class="cards">
                        <caption class="visually-hidden">"会改的事项和地点"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"事项"</th>
                                <th scope="col">"会改为"</th>
                                <th scope="col" class="n">"几个地点"</th>
                                <th scope="col">"地点"</th>
                            </tr>
                        </thead>
                        <tbody>{changes}</tbody>
                    </table>
                }
                .into_any()
            }}
            {go}
        </section>
    }
}

/// The first few, and all of them on demand.
#[component]
fn Places(places: Vec<String>) -> impl IntoView {
    let short = names(&places);
    if places.len() <= 6 {
        return view! { <span>{short}</span> }.into_any();
    }
    view! {
        <details class="define">
            <summary>{short}</summary>
            <div>{places.join("、")}</div>
        </details>
    }
    .into_any()
}
