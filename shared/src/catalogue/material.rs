//! What an applicant brings.

use serde::{Deserialize, Serialize};

use super::MaterialId;
use crate::form::Expr;
use crate::value_list;

value_list! {
    /// How a material is handed in.
    pub enum MaterialForm, "材料形式" {
        /// The original stays with the office.
        Original = "original", "原件";
        /// The original is looked at and given back.
        OriginalCheck = "original_check", "原件核验，当场归还";
        Copy = "copy", "复印件";
        /// The original is looked at, a copy stays.
        OriginalCheckAndCopy = "original_check_and_copy", "复印件，并核验原件";
    }
}

value_list! {
    /// Who a material comes from (来源渠道).
    pub enum Issuer, "材料来源" {
        /// The applicant writes or has it.
        Applicant = "applicant", "申请人自备";
        /// A department issued it.
        Government = "government", "政府部门核发";
        /// A hospital, employer, school, surveyor, seller …
        Institution = "institution", "其他机构出具";
        /// A village or community issues it; only where a law says so (民发〔2020〕20号).
        Village = "village", "村（社区）出具";
    }
}

/// A material of an item, the same at every site of the city.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    pub id: MaterialId,
    pub name: String,
    pub form: MaterialForm,
    pub copies: u16,
    pub issuer: Issuer,
    /// Where it comes from, in words: 公安机关核发.
    pub source: String,
    /// When it is needed: always, or under a condition over the answers.
    pub needed: Expr,
    /// The condition in words, where there is one: 委托他人代办时.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_when: Option<String>,
    /// A photo or a file does as well as paper (国务院令716号 §7–11).
    pub electronic_ok: bool,
    /// The application form itself: filling in online takes its place, nothing is uploaded for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filled_online: bool,
    /// What data sharing supplies it; then nobody has to bring it (国务院令716号 §11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// 空白表格: where a blank form is to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank_form: Option<String>,
    /// 示例样表: where a filled-in example is to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// 纸质材料规格: A4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// 受理标准: when it is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// 备注
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The provision that allows asking for it; none is a finding of the audit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    pub confirmed: bool,
}

/// What an applicant does about a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// Brings the paper.
    Paper,
    /// Takes a photo of it, or sends the file.
    Photo,
    /// Nothing, as a rule: data sharing supplies it (国务院令716号 §11).
    Shared,
    /// Fills it in online.
    Filled,
}

impl Material {
    /// What the applicant does about it.
    #[must_use]
    pub const fn handing(&self) -> Handing {
        if self.filled_online {
            Handing::Filled
        } else if self.share.is_some() {
            Handing::Shared
        } else if self.electronic_ok {
            Handing::Photo
        } else {
            Handing::Paper
        }
    }

    /// Whether data sharing may spare the applicant from bringing it.
    #[must_use]
    pub fn may_be_shared(&self) -> bool {
        self.share.is_some()
    }

    /// What few materials say, with its name, as guides print it.
    #[must_use]
    pub fn more_words(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("空白表格", &self.blank_form),
            ("示例样表", &self.example),
            ("规格", &self.paper),
            ("受理标准", &self.standard),
            ("备注", &self.remark),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value.clone()?)))
            .collect()
    }

    /// 原件 1 份, as guides print it.
    #[must_use]
    pub fn count_words(&self) -> String {
        format!("{} {} 份", self.form.words(), self.copies)
    }
}
