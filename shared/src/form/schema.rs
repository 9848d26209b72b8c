//! A form: pages of fields, with rules across them. This is what a city package writes as `forms/<id>.json`.
//!
//! ```json
//! { "id": "old-age-allowance", "version": 1, "title": "高龄津贴申请",
//!   "pages": [ { "id": "who", "title": "谁领津贴", "intro": "请照身份证填写。", "fields": [
//!     { "id": "elder", "label": "老人", "kind": "person", "citizen_number": true, "mobile": true },
//!     { "id": "has_card", "label": "有社会保障卡吗", "kind": "yes_no" },
//!     { "id": "bank", "label": "开户银行", "kind": "text", "max": 60, "shown": { "equals": ["has_card", false] } } ] } ],
//!   "rules": [ { "when": { "age": ["elder.citizen_number", "<", 80] }, "path": "elder.citizen_number",
//!                "message": "老人还未满 80 周岁", "fix": "满 80 周岁当月起可以申请" } ] }
//! ```
//!
//! **A field** has `id` (lower-case letters, digits, `_`, `-`), `label`, `kind`, and may have `hint`, `required` and
//! `shown`. The last two are rules of the one language (see `rule.rs`) and hold always when left out. `shown` reads
//! only fields that stand before its own; `required` reads any. A field that is not shown is neither checked nor
//! handed in, and a rule that reads it finds no answer. It may also have `sensitive`, `true` or `false`: whether those
//! who need not know the answer see it masked. Left out, texts, dates and sums are masked, and so is every answer about
//! illness, hardship, children and the like (`mask.rs`); what says who or where somebody is is masked whatever is said.
//!
//! | kind | beside the common names | the answer |
//! |---|---|---|
//! | `text`, `long_text` | `max` characters (100, 2000); named `…_number`: digits, on a phone a keypad | text |
//! | `integer` | `min`, `max`, `unit` | number |
//! | `money` | `min` (0), `max`, in fen | number of fen; typed `12.50` |
//! | `date` | `min`, `max`: `{"on": "2020-01-01"}` or `{"today": -30}` in days from today | text `2026-11-23` |
//! | `choice` | `options`: `[{"value", "label", "hint"}]` | the option's value |
//! | `choices` | `options`, `min` (0), `max` | list of values |
//! | `yes_no` | | `true`, `false` |
//! | `citizen_number`, `credit_code`, `phone`, `mobile` | | text, in any form people type |
//! | `address` | `within`: code of the city or town | `{"division": village's code, "detail": text}` |
//! | `person` | `citizen_number` (true), `mobile` (false), `relation`: options (none) | `{"name", "citizen_number", "mobile", "relation"}`, as far as asked |
//! | `repeat` | `fields`, `min` (0), `max`, `item_label`, `rules` | list of groups |
//! | `material` | `material`, `accept`: `["image", "pdf"]`, `max_files` (6) | list of file ids |
//! | `declaration` | `text` | `true` once ticked |
//!
//! **A rule across fields** says in `when` what contradicts, and at `path` what the applicant reads about it.
//!
//! **Who it is for**: `"applicant": ["firm_name", "applicant"]` names the fields, each a `person` or a `text`; the first
//! that is answered is the applicant. Whoever signs in and hands it in handles it for them.
//!
//! **Paths** are `phone`, `elder.mobile`, `members[0].name`. Within a `repeat`, a path that begins with a dot is a
//! sibling in the same entry: `{"equals": [".works", true]}`; this holds for `shown`, `required`, and for `when` and
//! `path` of the repeat's own `rules`. A path without the dot always starts at the form.

use serde::{Deserialize, Serialize};

use super::{CrossRule, Field, FieldId, FieldKind, FormId, Path};

/// A form of one version. It never changes: drafts and cases keep the version they began with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormSchema {
    pub id: FormId,
    pub version: u32,
    pub title: String,
    pub pages: Vec<Page>,
    /// The fields that name who the application is for; the first that is answered does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicant: Vec<FieldId>,
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
                FieldKind::Person { .. } | FieldKind::Address { .. } => return Some(field),
                _ => return None,
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
