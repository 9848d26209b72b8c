//! One page of a draft: one theme.

use leptos::prelude::*;
use leptos_meta::Title;
use shared::form::{
    FieldKind, Filled, PageSave, Pairs, SEEN, SavedPage, check_page, pairs_of, save_page, visible_fields,
};
use shared::time::{Day, local_date, show_date, show_time};

use super::api::{OpenDraft, read_draft};
use super::clash::{Clashes, problems_of};
use super::unmet::unmet;
use super::{Fields, Uploads};
use crate::backend::drafts::{DraftView, page_address};
use crate::flash::{Flash, take_flash};
use crate::islands::live::{FORM_ID, LiveForm};
use crate::ui::address::{part, query};
use crate::ui::{
    EmptyState, EnterPresses, ErrorSummary, Mark, OnBehalf, Page, Progress, Stop, Tag, answer_with, failed, loaded,
};

#[component]
pub fn DraftPage() -> impl IntoView {
    let flash = take_flash();
    let (page, checked) = (part("page"), query().get("check").is_some());
    view! {
        <Page title="填写申请" here="mine">
            {loaded(read_draft(part("draft")), failed("填写申请"), move |open| view! { <Shown open page checked flash/> })}
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
        return no_such_page(&draft).into_any();
    };
    let Some(this) = draft.form.pages.get(at).cloned() else {
        return ().into_any();
    };
    let stored = pairs_of(&draft.form, &this, &draft.answers);
    let offered = serde_json::to_string(&stored).unwrap_or_default();
    let mut seen = vec![stored];
    let mut clashes = Vec::new();
    let mut problems = flash.problems.clone();
    // What came back is not stored yet, or only where nobody else had changed it.
    let unsaved = !flash.values.is_empty();
    if unsaved {
        let back = came_back(&draft, &this, flash.values.clone(), today);
        draft.answers = back.answers;
        for clash in &back.clashes {
            draft.answers.put(&clash.path, clash.mine.clone());
        }
        seen = vec![back.seen_unsaved];
        problems.extend(problems_of(&back.clashes));
        clashes = back.clashes;
    }
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
    // Pages that nothing is asked on do not count; the review is no page to fill in.
    let filled = Filled::new(&draft.form, &draft.answers, today);
    let asked: Vec<_> = draft
        .form
        .pages
        .iter()
        .filter(|one| one.id == this.id || !filled.visible(one).is_empty())
        .collect();
    let step = asked.iter().position(|one| one.id == this.id).unwrap_or(0);
    let stops: Vec<Stop> = asked
        .iter()
        .map(|one| stop(&one.title, address(one.id.as_str())))
        .collect();
    let end = stop("核对并提交", format!("{base}/review"));
    let previous = at
        .checked_sub(1)
        .and_then(|before| draft.form.pages.get(before))
        .map(|before| view! { <a class="btn quiet" href=address(before.id.as_str())>"上一页"</a> });
    let names: Vec<String> = this.fields.iter().map(|field| field.id.to_string()).collect();
    let visible = visible_fields(&draft.form, &this, &draft.answers, today);
    let hidden: Vec<String> = this
        .fields
        .iter()
        .filter(|field| !visible.iter().any(|one| one.id == field.id))
        .map(|field| field.id.to_string())
        .collect();
    // With files chosen the page is handed in whole, to where there is room for them.
    let takes_files = this
        .fields
        .iter()
        .any(|field| matches!(field.kind, FieldKind::Material { .. }));
    let (send, enctype) = match takes_files {
        true => (format!("{action}/files"), Some("multipart/form-data")),
        false => (action.clone(), None),
    };
    let materials = this.fields.clone();
    let files = draft.files.clone();
    let upload = format!("/apply/files/{}", draft.id);
    let here = action.clone();
    // Each step has a name of its own in the browser's history, and says first when something is wrong.
    let wrong = if problems.is_empty() { "" } else { "错误：" };
    view! {
        <Title text=format!("{wrong}{} - {} - 近办", this.title, draft.item_name)/>
        <p class="crumbs">{draft.item_name.clone()}</p>
        {draft.on_behalf_of.clone().map(|name| view! { <OnBehalf name/> })}
        <Progress stops end at=step/>
        <h1>{this.title.clone()}</h1>
        <p class="draft-state">
            <Tag mark=Mark::Warn text="草稿，还没有提交"/>
            <span>
                {format!(
                    "保存于 {}，不提交的话保留到 {}",
                    show_time(draft.saved_at),
                    show_date(local_date(draft.expires_at))
                )}
            </span>
        </p>
        {flash.notice.clone().map(|notice| view! { <p class="notice warn" role="status">{notice}</p> })}
        <ErrorSummary problems=Signal::stored(problems.clone())/>
        {unmet(&draft, today)}
        {this.intro.clone().map(|intro| view! { <p class="muted">{intro}</p> })}
        <EnterPresses name="go" value="next" words="保存并继续" form=FORM_ID/>
        <Uploads fields=materials hidden files problems=problems.clone() action=upload page=here with=FORM_ID/>
        <LiveForm
            form=draft.form.clone() page=Some(page) answers=draft.answers.clone() today=Day(today) item=draft.item.to_string()
            draft=Some(draft.id.to_string()) revision=draft.revision unsaved
        />
        <form method="post" action=send enctype=enctype id=FORM_ID>
            <input type="hidden" name="revision" value=draft.revision.to_string()/>
            <input type="hidden" name=SEEN value=PageSave::seen_text(&seen)/>
            <Clashes form=draft.form.clone() clashes places=places.clone() offered/>
            <Fields form=draft.form.clone() names answers=draft.answers.clone() problems places today/>
            <p class="actions">
                {previous}
                <button class="btn" type="submit" name="go" value="next">"保存并继续"</button>
            </p>
        </form>
    }
    .into_any()
}

/// The draft is there; a page of that name is not.
fn no_such_page(draft: &DraftView) -> impl IntoView + use<> {
    answer_with(http::StatusCode::NOT_FOUND);
    let first = draft.form.pages.first().map(|page| page.id.to_string());
    let first = page_address(draft.item.as_str(), draft.id.as_str(), &first.unwrap_or_default());
    view! {
        <h1>"没有找到这一页"</h1>
        <EmptyState title="这份申请没有这一页" hint="网址可能输错了。填过的内容都在草稿里，可以接着填。">
            <a class="btn" href=first>"从第一页接着填"</a>
            <a class="btn quiet" href="/mine">"我的办件和草稿"</a>
        </EmptyState>
    }
}

/// What came back to the page with what is stored by now; the buttons of lists are not pressed again.
fn came_back(draft: &DraftView, page: &shared::form::Page, mut values: Pairs, today: shared::time::Date) -> SavedPage {
    values.retain(|(name, _)| !matches!(name.as_str(), "add" | "remove" | "up" | "down"));
    let typed = PageSave::of(values);
    save_page(&draft.form, page, &typed, &draft.answers, draft.revision, today)
}
