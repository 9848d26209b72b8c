//! What stands where there is nothing, or something went wrong.

use leptos::prelude::*;

use crate::backend::ServiceError;
use crate::frame::{here, sign_in_address};

/// What happened and the way out. The answer's status says the same.
#[component]
pub fn ErrorState(error: ServiceError) -> impl IntoView {
    answer_with(error.status());
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

/// An error on a staff page; without a sign-in it leads to the staff's own door.
#[component]
pub fn Refused(error: ServiceError) -> impl IntoView {
    answer_with(error.status());
    let sign_in = error == ServiceError::NotSignedIn;
    view! {
        <h1>{if sign_in { "请先登录" } else { "这里打不开" }}</h1>
        <div class="state failed" role="alert">
            <p class="state-title">{error.message()}</p>
            <p class="muted">{error.fix()}</p>
            <p class="state-actions">
                <a class="btn" href=if sign_in { sign_in_address() } else { "/desk".to_owned() }>
                    {if sign_in { "工作人员登录" } else { "回到工作台" }}
                </a>
            </p>
        </div>
    }
}

/// The page's status says what the page says.
pub fn answer_with(status: http::StatusCode) {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
}
