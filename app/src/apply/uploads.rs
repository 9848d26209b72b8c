//! Materials: photos and PDF, each handed in by a form of its own, so that it works without script.

use leptos::prelude::*;
use shared::form::{Field, FieldKind};
use shared::problem::FieldProblem;

use crate::backend::files::{FileState, FileView};
use crate::ui::{FieldFrame, Mark, Tag, described_by, input_id};

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
        .filter_map(|field| match field.kind {
            FieldKind::Material { max_files, .. } => Some((field, max_files)),
            _ => None,
        })
        .map(|(field, most)| {
            let path = field.id.to_string();
            let mine: Vec<FileView> = files.iter().filter(|file| file.path == path).cloned().collect();
            let error = problems
                .iter()
                .find(|problem| problem.path == path)
                .map(|problem| format!("{}。{}", problem.message, problem.fix));
            let full = mine.len() >= usize::try_from(most).unwrap_or(1);
            let listed = mine
                .into_iter()
                .map(|file| {
                    let waiting = file.state == FileState::Quarantined;
                    view! {
                        <form method="post" action=format!("{action}/remove") class="file">
                            <input type="hidden" name="file" value=file.id.to_string()/>
                            <input type="hidden" name="page" value=page.clone()/>
                            <span>
                                {file.name} " "
                                {if waiting {
                                    view! { <Tag mark=Mark::Warn text="安全检查中"/> }
                                } else {
                                    view! { <Tag mark=Mark::Ok text="已上传"/> }
                                }}
                            </span>
                            <button class="btn danger small" type="submit">"删除"</button>
                        </form>
                    }
                })
                .collect_view();
            let described = described_by(&path, field.hint.is_some(), error.is_some());
            let hint = field.hint.clone().unwrap_or_else(|| "拍照或选择图片、PDF,每个不超过 20 MB".to_owned());
            let (label, to, back) = (field.label.clone(), action.clone(), page.clone());
            view! {
                <div class="upload field">
                    {listed}
                    {(!full).then(|| view! {
                        <form method="post" action=to enctype="multipart/form-data">
                            <input type="hidden" name="path" value=path.clone()/>
                            <input type="hidden" name="page" value=back/>
                            <FieldFrame path=path.clone() label=label.clone() hint=Some(hint) error>
                                <input
                                    id=input_id(&path) type="file" name="file" accept="image/*,application/pdf" required
                                    aria-describedby=described
                                />
                            </FieldFrame>
                            <p class="actions"><button class="btn quiet small" type="submit">{format!("上传{label}")}</button></p>
                        </form>
                    })}
                </div>
            }
        })
        .collect_view()
}
