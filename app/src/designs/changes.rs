//! What the draft changes of the form, for those who review it.

use leptos::prelude::*;
use shared::standard::Change;

use super::api::read_changes;
use super::links::design_address;

/// A card for the standard's own page: what the draft changes of the application form, with the way to the designer.
#[component]
pub fn FormChanges(item: String) -> impl IntoView {
    let changes = Resource::new_blocking(
        {
            let item = item.clone();
            move || item.clone()
        },
        read_changes,
    );
    let (design, trial) = (design_address(&item), format!("{}/try", design_address(&item)));
    view! {
        <section class="card">
            <header>
                <h2>"申请表单"</h2>
                <p class="tags"><a href=design>"表单设计"</a><a href=trial>"试填"</a></p>
            </header>
            <Suspense>
                {move || Suspend::new(async move {
                    match changes.await {
                        Ok(changes) if !changes.is_empty() => view! { <ChangeList changes/> }.into_any(),
                        _ => view! { <p class="muted">"这次修订没有改表单。"</p> }.into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

/// 「名称」：旧 → 新
#[component]
pub fn ChangeList(changes: Vec<Change>) -> impl IntoView {
    let lines = changes
        .into_iter()
        .map(|change| {
            let words = match (change.before, change.after) {
                (None, Some(after)) => format!("增加：{after}"),
                (Some(before), None) => format!("删除：{before}"),
                (Some(before), Some(after)) => format!("{before} → {after}"),
                (None, None) => "有改动".to_owned(),
            };
            view! { <li><span class="strong">{change.label}</span>"："{words}</li> }
        })
        .collect_view();
    view! { <ul class="dots">{lines}</ul> }
}
