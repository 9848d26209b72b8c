//! One page of a draft: one theme.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::form::{check_page, take_page, visible_fields};
use shared::time::show_time;

use super::api::{OpenDraft, read_draft};
use super::live::{FORM_ID, LiveForm};
use super::{Fields, Uploads};
use crate::backend::drafts::page_address;
use crate::flash::{Flash, use_flash};
use crate::ui::{EnterPresses, ErrorState, ErrorSummary, LoadingState, Mark, Page, Progress, Stop, Tag};

#[component]
pub fn DraftPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let open = Resource::new_blocking(move || params.read().get("draft").unwrap_or_default(), read_draft);
    let flash = use_flash();
    view! {
        <Page title="填写申请" here="mine">
            <Suspense fallback=|| view! { <LoadingState/> }>
                {move || Suspend::new(async move {
                    let page = params.read().get("page").unwrap_or_default();
                    let checked = query.read().get("check").is_some();
                    let flash = flash.await;
                    match open.await {
                        Ok(open) => view! { <Shown open page checked flash/> }.into_any(),
                        Err(error) => view! { <h1>"填写申请"</h1> <ErrorState error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Shown(open: OpenDraft, page: String, checked: bool, flash: Flash) -> impl IntoView {
    let OpenDraft {
        mut draft,
        places,
        today,
        ..
    } = open;
    let Some(at) = draft.form.pages.iter().position(|one| one.id.as_str() == page) else {
        return view! { <h1>"没有这一页"</h1> }.into_any();
    };
    let Some(this) = draft.form.pages.get(at).cloned() else {
        return ().into_any();
    };
    if !flash.values.is_empty() {
        take_page(&draft.form, &this, &mut draft.answers, &flash.values, today);
    }
    let mut problems = flash.problems.clone();
    if checked {
        problems.extend(check_page(&draft.form, &page, &draft.answers, today));
    }
    let base = format!("/apply/{}/{}", draft.item, draft.id);
    let address = |page: &str| page_address(draft.item.as_str(), draft.id.as_str(), page);
    let action = address(&page);
    let stop = |name: &str, address: String| Stop {
        name: name.to_owned(),
        address: Some(address),
    };
    let pages = draft
        .form
        .pages
        .iter()
        .map(|one| stop(&one.title, address(one.id.as_str())));
    let stops: Vec<Stop> = pages.chain([stop("核对并提交", format!("{base}/review"))]).collect();
    let previous = at
        .checked_sub(1)
        .and_then(|before| draft.form.pages.get(before))
        .map(|before| view! { <a class="btn quiet" href=address(before.id.as_str())>"上一页"</a> });
    let names: Vec<String> = this.fields.iter().map(|field| field.id.to_string()).collect();
    let materials: Vec<_> = visible_fields(&draft.form, &this, &draft.answers, today)
        .into_iter()
        .cloned()
        .collect();
    let files = draft.files.clone();
    let upload = format!("/apply/files/{}", draft.id);
    let here = action.clone();
    view! {
        <p class="crumbs">{draft.item_name.clone()}</p>
        <Progress stops at/>
        <h1>{this.title.clone()}</h1>
        <p class="draft-state">
            <Tag mark=Mark::Warn text="草稿，还没有提交"/>
            <span>{format!("保存于 {}", show_time(draft.saved_at))}</span>
        </p>
        {flash.notice.clone().map(|notice| view! { <p class="notice warn" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(problems.clone())/>
        {this.intro.clone().map(|intro| view! { <p class="muted">{intro}</p> })}
        <Uploads fields=materials files problems=problems.clone() action=upload page=here/>
        <LiveForm
            form=draft.form.clone() page=Some(page) answers=draft.answers.clone() today item=draft.item.to_string()
            draft=Some(draft.id.to_string()) revision=draft.revision
        />
        <form method="post" action=action class="field" id=FORM_ID>
            <EnterPresses name="go" value="next" words="保存并继续"/>
            <input type="hidden" name="revision" value=draft.revision.to_string()/>
            <Fields form=draft.form.clone() names answers=draft.answers.clone() problems places today/>
            <p class="actions">
                {previous}
                <button class="btn" type="submit" name="go" value="next">"保存并继续"</button>
            </p>
        </form>
    }
    .into_any()
}
