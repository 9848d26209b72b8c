//! What the item itself puts around its base form: questions before it, materials and the declaration after it.

use std::collections::BTreeSet;

use crate::catalogue::{Item, form_for};
use crate::form::{Expr, FormSchema};

/// The item's own part of the form, as far as edits of the base form must mind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// Names that nothing new may take: the item's questions and materials would be taken for it.
    pub names: BTreeSet<String>,
    /// Pages that the item adds.
    pub pages: BTreeSet<String>,
    /// What of the item reads answers, in words: 材料「委托书」的提交条件.
    pub reads: Vec<(String, Expr)>,
}

impl Around {
    #[must_use]
    pub fn of(item: &Item, base: &FormSchema) -> Self {
        let whole = form_for(item, base);
        let own: BTreeSet<&str> = base.pages.iter().map(|page| page.id.as_str()).collect();
        let pages = whole
            .pages
            .iter()
            .map(|page| page.id.to_string())
            .filter(|id| !own.contains(id.as_str()));
        let asked = item.situations.iter().map(|one| one.ask.id.to_string());
        let collected = item.materials.iter().map(|one| one.id.to_string());
        let materials = item
            .materials
            .iter()
            .map(|one| (format!("材料「{}」的提交条件", one.name), one.needed.clone()));
        let eligibility = item
            .eligibility
            .iter()
            .map(|one| ("申请条件的判断".to_owned(), one.rule.clone()));
        Self {
            names: asked.chain(collected).chain(["declaration".to_owned()]).collect(),
            // Those it may add later are kept free too.
            pages: pages
                .chain(["situation", "materials", "declare"].map(str::to_owned))
                .collect(),
            reads: materials
                .chain(eligibility)
                .filter(|(_, rule)| !rule.paths().is_empty())
                .collect(),
        }
    }
}
