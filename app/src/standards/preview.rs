//! The draft in the residents' own sheet: the guide and its guidance, with the same parts as the public pages. Pages of
//! the server alone, so that they can stand in a frame beside the editor.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::backend::ServiceError;
use crate::backend::catalogue::{GuidanceView, GuideView};
use crate::find::{GuidanceBody, GuideBody, PreviewOf, Turn};
use crate::ui::ErrorState;

/// The guide; `base` is the address of the preview.
pub fn guide_preview(base: String, view: Result<GuideView, ServiceError>) -> AnyView {
    provide_context(PreviewOf(base));
    let body = match view {
        Ok(view) => view! { <GuideBody view recent=Vec::new()/> }.into_any(),
        Err(error) => view! { <h1>"草稿预览"</h1><ErrorState error/> }.into_any(),
    };
    framed(body)
}

/// The one-time guidance, tried with answers.
pub fn guidance_preview(base: String, view: Result<GuidanceView, ServiceError>, pairs: &[(String, String)]) -> AnyView {
    provide_context(PreviewOf(base));
    let turn = Turn::read(pairs);
    let body = match view {
        Ok(view) => view! { <div class="wrap"><GuidanceBody view place=String::new() turn/></div> }.into_any(),
        Err(error) => view! { <h1>"草稿预览"</h1><ErrorState error/> }.into_any(),
    };
    framed(body)
}

fn framed(body: AnyView) -> AnyView {
    view! {
        <Title text="草稿预览 - 近办"/>
        <p class="demo" role="status">"草稿预览：还没有公布，群众看不到。"</p>
        <main id="main" class="wide" tabindex="-1" aria-label="草稿预览">{body}</main>
    }
    .into_any()
}
