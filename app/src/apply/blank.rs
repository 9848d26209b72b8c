//! The whole form before signing in: what is typed stays on the device and becomes a draft after.

use leptos::prelude::*;
use shared::form::{Answers, FieldKind, from_pairs};
use shared::time::Day;

use super::Fields;
use super::api::{OpenBlank, read_blank};
use crate::backend::catalogue::query_string;
use crate::islands::live::{FORM_ID, LiveForm};
use crate::ui::address::{part, query};
use crate::ui::{Mark, Page, Tag, failed, loaded};

#[component]
pub fn BlankPage() -> impl IntoView {
    let pairs: Vec<(String, String)> = query()
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .collect();
    view! {
        <Page title="先填写">
            {loaded(read_blank(part("item")), failed("先填写"), move |open| view! { <Shown open pairs/> })}
        </Page>
    }
}

#[component]
fn Shown(open: OpenBlank, pairs: Vec<(String, String)>) -> impl IntoView {
    let OpenBlank {
        blank,
        places,
        today,
        signed_in,
    } = open;
    let mut answers = Answers::new();
    let asked: Vec<_> = blank.form.fields().collect();
    from_pairs(&asked, &mut answers, &pairs);
    let pages = blank
        .form
        .pages
        .iter()
        .filter_map(|page| {
            let names: Vec<String> = page
                .fields
                .iter()
                .filter(|field| !matches!(field.kind, FieldKind::Material { .. } | FieldKind::Declaration { .. }))
                .map(|field| field.id.to_string())
                .collect();
            (!names.is_empty()).then(|| {
                view! {
                    <section>
                        <h2>{page.title.clone()}</h2>
                        <Fields
                            form=blank.form.clone() names answers=answers.clone() problems=Vec::new() places=places.clone()
                            today
                        />
                    </section>
                }
            })
        })
        .collect_view();
    // What was chosen and answered on the way here goes on.
    let chosen = query_string(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let start = format!("/apply/{}?{chosen}", blank.item);
    let start = start.trim_end_matches('?').to_owned();
    let on = if signed_in {
        start.clone()
    } else {
        format!("/me/sign-in?{}", query_string([("next", start.as_str())]))
    };
    view! {
        <p class="crumbs"><a href=start>{blank.item_name.clone()}</a></p>
        <h1>"先填写，后登录"</h1>
        <p class="draft-state">
            <Tag mark=Mark::Warn text="还没有提交"/>
            <span>"填的内容只存在这台手机上，登录后变成您的草稿；材料在登录后上传。"</span>
        </p>
        <LiveForm
            form=blank.form.clone() page=None answers today=Day(today) item=blank.item.to_string() draft=None revision=0 unsaved=false
        />
        <p class="notice warn only-plain">"您的浏览器没有运行脚本，这一页存不住填写的内容。请先登录再填写。"</p>
        <div id=FORM_ID class="inputs blank">{pages}</div>
        <p class="actions"><a class="btn" href=on>"登录并继续"</a></p>
    }
}
