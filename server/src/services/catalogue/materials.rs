//! Materials in words.

use app::backend::catalogue::MaterialView;
use shared::catalogue::Material;

pub(super) fn view(material: &Material) -> MaterialView {
    MaterialView {
        id: material.id.to_string(),
        name: material.name.clone(),
        count: material.count_words(),
        source: material.source.clone(),
        share: material.share.clone(),
        when: material.needed_when.clone(),
        optional: !material.needed.is_always(),
        electronic: material.electronic_ok,
        filled_online: material.filled_online,
        note: material.note.clone(),
        legal_basis: material.legal_basis.clone(),
        more: super::words::named(material.more_words()),
        confirmed: material.confirmed,
    }
}

pub(super) fn views<'m>(materials: impl IntoIterator<Item = &'m Material>) -> Vec<MaterialView> {
    materials.into_iter().map(view).collect()
}
