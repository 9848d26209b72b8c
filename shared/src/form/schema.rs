//! A form: pages of fields, with rules across them.
//!
//! ```json
//! { "id": "old-age-allowance", "version": 1, "title": "高龄津贴申请",
//!   "pages": [ { "id": "who", "title": "谁领津贴", "fields": [
//!     { "id": "elder", "label": "老人", "kind": "person", "citizen_number": true, "mobile": true },
//!     { "id": "has_card", "label": "有社会保障卡吗", "kind": "yes_no" },
//!     { "id": "bank", "label": "开户银行", "kind": "text", "max": 60, "shown": { "equals": ["has_card", false] } } ] } ],
//!   "rules": [ { "when": { "age": ["elder.citizen_number", "<", 80] }, "path": "elder.citizen_number",
//!                "message": "老人还未满 80 周岁", "fix": "满 80 周岁当月起可以申请" } ] }
//! ```
//! `required` and `shown` are rules of the one language and hold always when left out.

use serde::{Deserialize, Serialize};

use super::{Expr, FieldId, FieldKind, FormId, Path};

/// A form of one version. It never changes: drafts and cases keep the version they began with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSchema {
    pub id: FormId,
    pub version: u32,
    pub title: String,
    pub pages: Vec<Page>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<CrossRule>,
}

/// One theme, one page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: FieldId,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub id: FieldId,
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(flatten)]
    pub kind: FieldKind,
    #[serde(default = "Expr::always", skip_serializing_if = "Expr::is_always")]
    pub required: Expr,
    #[serde(default = "Expr::always", skip_serializing_if = "Expr::is_always")]
    pub shown: Expr,
}

/// What contradicts: violated while `when` holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossRule {
    pub when: Expr,
    /// The field the problem is shown at.
    pub path: Path,
    pub message: String,
    pub fix: String,
}

impl FormSchema {
    /// Every top-level field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.pages.iter().flat_map(|page| &page.fields)
    }

    #[must_use]
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id.as_str() == id)
    }

    /// The field an answer path leads to, through repeating groups. A person's or address's parts lead to the group.
    #[must_use]
    pub fn field_at(&self, path: &str) -> Option<&Field> {
        let path: Path = path.parse().ok()?;
        let key = path.field_key();
        let mut names = key.split('.');
        let first = names.next()?;
        let mut field = self.fields().find(|field| field.id.as_str() == first)?;
        for name in names {
            match &field.kind {
                FieldKind::Repeat { fields, .. } => field = fields.iter().find(|field| field.id.as_str() == name)?,
                _ => return Some(field),
            }
        }
        Some(field)
    }

    /// The page that holds the field of a path.
    #[must_use]
    pub fn page_of(&self, path: &str) -> Option<&Page> {
        let path: Path = path.parse().ok()?;
        self.pages
            .iter()
            .find(|page| page.fields.iter().any(|field| field.id.as_str() == path.head()))
    }
}
