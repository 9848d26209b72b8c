//! What stands where there is nothing yet, nothing at all, or something went wrong.

use leptos::prelude::*;

use crate::backend::ServiceError;
use crate::frame::{here, sign_in_address};

/// While something loads. Announced once, quiet after.
#[component]
pub fn LoadingState(#[prop(optional, into)] what: Option<String>) -> impl IntoView {
    let words = format!("正在加载{}…", what.unwrap_or_default());
    view! {
        <div class="state loading" role="status" aria-busy="true">
            <span class="visually-hidden">{words}</span>
            <i class="bone wide"></i>
            <i class="bone"></i>
            <i class="bone short"></i>
        </div>
    }
}

/// Nothing here, and what to do about it.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state empty">
            <p class="state-title">{title}</p>
            {hint.map(|hint| view! { <p class="muted">{hint}</p> })}
            {children.map(|children| view! { <p class="state-actions">{children()}</p> })}
        </div>
    }
}

/// What happened and the way out. The answer's status says the same.
#[component]
pub fn ErrorState(error: ServiceError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    let ways = match error {
        ServiceError::NotSignedIn => view! { <a class="btn" href=sign_in_address()>"去登录"</a> }.into_any(),
        // What may have passed by now is tried again by loading the page anew.
        ServiceError::Unavailable | ServiceError::TooMany { .. } | ServiceError::Conflict { .. } => view! {
            <a class="btn" href=here() rel="external">"再试一次"</a>
            <a class="btn quiet" href="/" rel="external">"回到首页"</a>
        }
        .into_any(),
        // What is not there any more may have become a case.
        ServiceError::NotFound { .. } if here().starts_with("/apply/") || here().starts_with("/mine/") => view! {
            <a class="btn" href="/mine" rel="external">"我的办件和草稿"</a>
            <a class="btn quiet" href="/" rel="external">"回到首页"</a>
        }
        .into_any(),
        _ => view! { <a class="btn quiet" href="/" rel="external">"回到首页"</a> }.into_any(),
    };
    view! {
        <div class="state failed" role="alert">
            <p class="state-title">{error.message()}</p>
            <p class="muted">{error.fix()}</p>
            <p class="state-actions">{ways}</p>
        </div>
    }
}
