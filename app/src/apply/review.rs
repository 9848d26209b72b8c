//! The review: everything in words, what is still wrong, and handing in once.

use leptos::prelude::*;
use shared::form::{Field, FieldKind, Filled, show_answer, submission};
use shared::problem::FieldProblem;

use super::api::{OpenDraft, PlaceGroup, place_words, read_draft};
use super::unmet::unmet;
use crate::backend::drafts::{DraftView, page_address};
use crate::files::own_files;
use crate::flash::{Flash, take_flash};
use crate::ui::address::part;
use crate::ui::{ErrorSummary, FieldFrame, Mark, OnBehalf, Page, Promise, Tag, failed, input_id, loaded};

#[component]
pub fn Review() -> impl IntoView {
    let flash = take_flash();
    view! {
        <Page title="核对并提交" here="mine">
            {loaded(read_draft(part("draft")), failed("核对并提交"), move |open| view! { <Shown open flash/> })}
        </Page>
    }
}

#[component]
fn Shown(open: OpenDraft, flash: Flash) -> impl IntoView {
    let OpenDraft {
        draft,
        places,
        today,
        key,
        real_name,
    } = open;
    let base = format!("/apply/{}/{}", draft.item, draft.id);
    let filled = Filled::new(&draft.form, &draft.answers, today);
    let missing = filled.problems();
    let doubts = filled.cautions();
    let complete = missing.is_empty();
    let groups = places.clone();
    let place_of = move |code: &str| place_words(&places, code);
    let pages = draft
        .form
        .pages
        .iter()
        .map(|page| {
            let edit = page_address(draft.item.as_str(), draft.id.as_str(), page.id.as_str());
            let wrong = missing
                .iter()
                .filter(|problem| draft.form.page_of(&problem.path).is_some_and(|one| one.id == page.id))
                .count();
            let lines = filled
                .visible(page)
                .into_iter()
                .map(|field| {
                    let words = match &field.kind {
                        FieldKind::Material { .. } => match own_files(&draft.files, field.id.as_str()) {
                            Some(files) => return view! { <dt>{field.label.clone()}</dt><dd>{files}</dd> }.into_any(),
                            None if !filled.requires(field.id.as_str()) => spared(field),
                            None => "还没有上传".to_owned(),
                        },
                        _ => show_answer(field, draft.answers.get(field.id.as_str()), &place_of),
                    };
                    let words = if words.is_empty() {
                        "未填写".to_owned()
                    } else {
                        words
                    };
                    view! { <dt>{field.label.clone()}</dt><dd>{words}</dd> }.into_any()
                })
                .collect_view();
            view! {
                <section class="card answers">
                    <h2>
                        <span>{page.title.clone()}</span>
                        {(wrong > 0).then(|| view! { <Tag mark=Mark::Bad text=format!("还有 {wrong} 处要改")/> })}
                        <a class="small nowrap" href=format!("{edit}?check=1") aria-label=format!("修改{}", page.title)>"修改"</a>
                    </h2>
                    <dl class="kv">{lines}</dl>
                </section>
            }
        })
        .collect_view();
    let applicant = draft.form.applicant_of(&submission(&draft.form, &draft.answers, today));
    let applicant = applicant.map(|applicant| {
        view! {
            <section class="card">
                <h2>"给谁办"</h2>
                <p>{format!("申请人是 {}。", applicant.name)}</p>
                <p class="muted small">"给自己办、帮家人办都可以：您用自己的账号提交，帮家人办的，您是经办人，进度发到您的手机。"</p>
            </section>
        }
    });
    let here = format!("{base}/review");
    let place = draft.place_name.clone().unwrap_or_else(|| "还没有选择".to_owned());
    view! {
        <p class="crumbs">{draft.item_name.clone()}</p>
        {draft.on_behalf_of.clone().map(|name| view! { <OnBehalf name/> })}
        <h1>"核对并提交"</h1>
        <p class="draft-state"><Tag mark=Mark::Warn text="草稿，还没有提交"/></p>
        <ErrorSummary problems=Signal::stored(flash.problems.clone())/>
        {unmet(&draft, today)}
        {pages}
        {applicant}
        {doubtful(&draft, doubts)}
        <section class="card">
            <h2>"在哪里办"</h2>
            <p>{place}</p>
            {draft.place.is_none().then(|| view! { <Place base=base.clone() groups error=flash.error("place")/> })}
        </section>
        {if !real_name {
            view! {
                <section class="card">
                    <h2>"提交前请先实名"</h2>
                    <p>"填写的内容都已保存，实名后回到这里继续。"</p>
                    <p class="actions"><a class="btn" href=format!("/me/real-name?next={here}")>"去实名认证"</a></p>
                </section>
            }
            .into_any()
        } else {
            view! {
                <form method="post" action=format!("{base}/submit") class="card">
                    <input type="hidden" name="key" value=key/>
                    <p>
                        "提交后，我们会在 5 个工作日内告诉您是否受理，还缺什么会一次说清。"
                        <Promise value=draft.promised.clone()/>
                    </p>
                    {(!complete).then(|| view! { <p class="notice warn">{format!("还有 {} 处要改，改好后再提交。", missing.len())}</p> })}
                    <p class="actions"><button class="btn block" type="submit">"提交申请"</button></p>
                </form>
            }
            .into_any()
        }}
    }
}

/// A material nobody has to hand in.
fn spared(field: &Field) -> String {
    let shared = field.hint.as_deref().is_some_and(|hint| hint.contains("免提交"));
    if shared {
        "免提交"
    } else {
        "没有上传，可以不传"
    }
    .to_owned()
}

/// What is worth a second look, with the way to it.
fn doubtful(draft: &DraftView, doubts: Vec<FieldProblem>) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = doubts
        .into_iter()
        .filter_map(|doubt| {
            let page = draft.form.page_of(&doubt.path)?;
            let page = page_address(draft.item.as_str(), draft.id.as_str(), page.id.as_str());
            let to = format!("{page}#{}", input_id(&doubt.path));
            Some(view! { <li><a href=to>{doubt.message}</a>{format!("。{}", doubt.fix)}</li> })
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="notice warn">
                <p class="strong">"提交前请再核对一下："</p>
                <ul>{lines}</ul>
            </section>
        }
    })
}

/// Where it shall be handled, asked when it was not said at the start.
#[component]
fn Place(base: String, groups: Vec<PlaceGroup>, error: Option<String>) -> impl IntoView {
    let towns = groups
        .into_iter()
        .map(|group| {
            let villages = group
                .villages
                .into_iter()
                .map(|(code, name)| view! { <option value=code>{name}</option> })
                .collect_view();
            view! { <optgroup label=group.town>{villages}</optgroup> }
        })
        .collect_view();
    view! {
        <form method="post" action=format!("{base}/place")>
            <FieldFrame path="place" label="您所在的村（社区）" error>
                <select id=input_id("place") name="place"><option value="">"请选择"</option>{towns}</select>
            </FieldFrame>
            <p class="actions"><button class="btn quiet" type="submit">"就在这里办"</button></p>
        </form>
    }
}
