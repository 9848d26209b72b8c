//! Materials: photos and PDF. Without script they go along with what is typed on the page, which comes back with them.

use leptos::prelude::*;
use shared::form::{Field, FieldKind, FileKind};
use shared::problem::FieldProblem;

use crate::backend::files::FileView;
use crate::islands::Upload;
use crate::ui::problem_at;

/// `action` takes the file, `page` is where to come back to, `with` is the page's form. Those of `hidden` are on the page out of sight, for the
/// client to show as soon as an answer calls for them.
#[component]
pub fn Uploads(
    fields: Vec<Field>,
    #[prop(optional)] hidden: Vec<String>,
    files: Vec<FileView>,
    problems: Vec<FieldProblem>,
    action: String,
    page: String,
    with: &'static str,
) -> impl IntoView {
    fields
        .into_iter()
        .filter_map(|field| {
            let FieldKind::Material { max_files, accept, .. } = &field.kind else {
                return None;
            };
            let path = field.id.to_string();
            let mine: Vec<FileView> = files.iter().filter(|file| file.path == path).cloned().collect();
            let error = problem_at(&problems, &path);
            let limits = limits(accept, *max_files);
            let hint = match &field.hint {
                Some(hint) => format!("{}。{limits}", hint.trim_end_matches('。')),
                None => limits,
            };
            let (slot, out_of_sight) = (path.clone(), hidden.contains(&path));
            let proxy = field.label.contains("委托书").then(|| {
                view! {
                    <p class="small"><a href="/apply/proxy-letter" target="_blank">"打印一份委托书来签名"</a></p>
                }
            });
            let upload = view! {
                <Upload
                    path label=field.label.clone() hint accept=accepted(accept) most=*max_files files=mine error
                    action=action.clone() page=page.clone() with=with.to_owned()
                />
                {proxy}
            };
            Some(if field.shown.is_always() {
                upload.into_any()
            } else {
                view! { <div class="slot" data-slot=slot hidden=out_of_sight>{upload}</div> }.into_any()
            })
        })
        .collect_view()
}

fn takes(accept: &[FileKind], kind: FileKind) -> bool {
    accept.is_empty() || accept.contains(&kind)
}

/// What the browser offers to choose; the server looks at the content.
fn accepted(accept: &[FileKind]) -> String {
    let image = takes(accept, FileKind::Image).then_some("image/*");
    let pdf = takes(accept, FileKind::Pdf).then_some("application/pdf");
    [image, pdf].into_iter().flatten().collect::<Vec<_>>().join(",")
}

/// What is taken and how much of it, said at every field.
fn limits(accept: &[FileKind], most: u32) -> String {
    let what = match (takes(accept, FileKind::Image), takes(accept, FileKind::Pdf)) {
        (true, false) => "拍照或选择图片",
        (false, true) => "选择 PDF 文件",
        _ => "拍照或选择图片、PDF",
    };
    format!("{what}，每个不超过 20 MB，最多 {most} 个")
}
