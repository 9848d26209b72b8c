//! The materials of one case against what the standard requires for it: which is there, which is missing, which nobody
//! has to bring.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Item, MaterialId};
use crate::form::{Answers, Field, FieldKind, FormSchema, eval};

/// How a material stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// Uploaded.
    In,
    /// The form itself, filled in online.
    Online,
    /// Data sharing supplies it (国务院令716号 §11).
    Exempt,
    /// Only paper counts, or the form takes no upload of it: brought to the window.
    OnPaper,
    Missing,
    /// Handed in, and the standard does not ask for it in this case.
    Beyond,
}

/// One material of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedMaterial {
    pub name: String,
    pub handed: Handed,
    /// How many, or what supplies it: 复印件 1 份；电子证照：居民户口簿.
    pub note: String,
    /// Where in the answers its files are, e.g. `bank_photo`, `members[0].proof`.
    pub paths: Vec<String>,
    pub files: u32,
}

/// The materials the standard requires for these answers, in its order; after them what was handed in beside.
#[must_use]
pub fn handed_materials(item: &Item, form: &FormSchema, answers: &Answers, today: Date) -> Vec<HandedMaterial> {
    let mut uploads = Vec::new();
    for field in form.fields() {
        collect(
            field,
            field.id.to_string(),
            answers.get(field.id.as_str()),
            &mut uploads,
        );
    }
    let mut lines: Vec<HandedMaterial> = Vec::new();
    for material in &item.materials {
        let (own, rest): (Vec<_>, Vec<_>) = uploads.into_iter().partition(|upload| *upload.material == material.id);
        uploads = rest;
        let needed = eval(&material.needed, answers, today);
        let files: u32 = own.iter().map(|upload| upload.files).sum();
        if !needed && files == 0 {
            continue;
        }
        let handed = match files {
            1.. if needed => Handed::In,
            1.. => Handed::Beyond,
            0 if material.filled_online => Handed::Online,
            0 if material.may_be_shared() => Handed::Exempt,
            0 if own.is_empty() || !material.electronic_ok => Handed::OnPaper,
            0 => Handed::Missing,
        };
        let note = match (&material.share, handed) {
            (Some(share), Handed::Exempt) => share.clone(),
            _ => material.count_words(),
        };
        lines.push(HandedMaterial {
            name: material.name.clone(),
            handed,
            note,
            paths: own.into_iter().map(|upload| upload.path).collect(),
            files,
        });
    }
    let beside = uploads.into_iter().filter(|upload| upload.files > 0);
    lines.extend(beside.map(|upload| HandedMaterial {
        name: upload.label.to_owned(),
        handed: Handed::Beyond,
        note: String::new(),
        paths: vec![upload.path],
        files: upload.files,
    }));
    lines
}

/// A place in the form where a material is uploaded.
struct Upload<'f> {
    material: &'f MaterialId,
    label: &'f str,
    path: String,
    files: u32,
}

fn collect<'f>(field: &'f Field, path: String, value: Option<&Value>, uploads: &mut Vec<Upload<'f>>) {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    match &field.kind {
        FieldKind::Material { material, .. } => uploads.push(Upload {
            material,
            label: &field.label,
            path,
            files: u32::try_from(list.len()).unwrap_or(u32::MAX),
        }),
        FieldKind::Repeat { fields, .. } => {
            for (at, entry) in list.iter().enumerate() {
                for inner in fields {
                    let path = format!("{path}[{at}].{}", inner.id);
                    collect(inner, path, entry.get(inner.id.as_str()), uploads);
                }
            }
        }
        _ => {}
    }
}
