//! Going on with what was begun: on the home page, at a guide, where an application starts, in one's list.

use leptos::prelude::*;
use shared::time::{local_date, show_date, show_time};

use crate::backend::drafts::DraftCard;
use crate::backend::{Drafts, ServiceError, port, session};

/// One's drafts, of one item or of all (an empty `item`); nothing when nobody is signed in.
pub async fn my_drafts(item: &str) -> Result<Vec<DraftCard>, ServiceError> {
    let (drafts, session) = (port::<dyn Drafts>()?, session());
    if session.actor.as_ref().is_none_or(|actor| actor.role.is_staff()) {
        return Ok(Vec::new());
    }
    let mut cards = drafts.mine(&session).await?;
    cards.retain(|card| item.is_empty() || card.item.as_str() == item);
    Ok(cards)
}

/// How far a draft is, in the steps that its pages count, and until when it is kept: the review is the last of them.
pub fn state_of(card: &DraftCard) -> String {
    let whom = card.applicant.as_ref().map(|name| format!("申请人 {name} · "));
    format!(
        "{}填好 {}/{} 步 · 保存于 {} · 不提交的话保留到 {}",
        whom.unwrap_or_default(),
        card.pages_done,
        card.pages.saturating_add(1),
        show_time(card.saved_at),
        show_date(local_date(card.expires_at))
    )
}

/// The newest drafts, each with the way on.
#[component]
pub fn Resume(cards: Vec<DraftCard>, #[prop(default = 3)] most: usize) -> impl IntoView {
    cards
        .into_iter()
        .take(most)
        .map(|card| {
            let (to, state) = (card.address(), state_of(&card));
            let aria = format!("接着填{}", card.item_name);
            view! {
                <section class="card mine row between">
                    <div>
                        <h2>{format!("没填完：{}", card.item_name)}</h2>
                        <p class="small muted">{state}</p>
                    </div>
                    <a class="btn small" href=to aria-label=aria>"接着填"</a>
                </section>
            }
        })
        .collect_view()
}
