//! One's own files, to be opened again before and after handing in.

use leptos::prelude::*;

use crate::backend::files::FileView;

/// The files at a field, each a link that downloads it; none where none was put.
pub fn own_files(files: &[FileView], path: &str) -> Option<AnyView> {
    let lines: Vec<_> = files
        .iter()
        .filter(|file| file.path == path)
        .map(|file| {
            let address = format!("/files/{}", file.id);
            view! { <li><a href=address rel="external" download="">{file.name.clone()}</a></li> }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ul class="plain own-files">{lines}</ul> }.into_any())
}
