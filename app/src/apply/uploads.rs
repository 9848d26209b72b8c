//! Materials: photos and PDF, each handed in by a form of its own, so that it works without script.

use leptos::prelude::*;
use shared::form::{Field, FieldKind, FileKind};
use shared::problem::FieldProblem;

use super::upload::Upload;
use crate::backend::files::FileView;
use crate::ui::problem_at;

/// `action` takes the file, `page` is where to come back to.
#[component]
pub fn Uploads(
    fields: Vec<Field>,
    files: Vec<FileView>,
    problems: Vec<FieldProblem>,
    action: String,
    page: String,
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
            let hint = field.hint.clone().unwrap_or_else(|| hint(accept).to_owned());
            Some(view! {
                <Upload
                    path label=field.label.clone() hint accept=accepted(accept) most=*max_files files=mine error
                    action=action.clone() page=page.clone()
                />
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

fn hint(accept: &[FileKind]) -> &'static str {
    match (takes(accept, FileKind::Image), takes(accept, FileKind::Pdf)) {
        (true, false) => "拍照或选择图片，每个不超过 20 MB",
        (false, true) => "选择 PDF 文件，每个不超过 20 MB",
        _ => "拍照或选择图片、PDF，每个不超过 20 MB",
    }
}
