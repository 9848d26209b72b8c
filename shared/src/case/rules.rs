//! What an item says about handling its cases. A case keeps the copy it was submitted under:
//! a later change of the item never reaches back.

use serde::{Deserialize, Serialize};

use crate::catalogue::{CaseType, Item, ItemType};
use crate::time::Limit;

/// Working days within which the applicant is told what is missing (行政许可法 §32).
pub const FIRST_NOTICE_DAYS: u16 = 5;
/// Working days within which a licence is decided where no other law says so (行政许可法 §42).
pub const LICENCE_DAYS: u16 = 20;
/// Working days an applicant is given to complete an application unless the office gives more or fewer.
/// No law sets them; ten is the product's setting.
pub const CORRECTION_DAYS: u16 = 10;
/// Working days within which a decision reaches the applicant (行政许可法 §44: ten days from the decision to grant).
/// The product holds every decision on an accepted case to it.
pub const DELIVERY_DAYS: u16 = 10;
/// An office may not give longer: a case must not sleep for ever.
pub const MAX_CORRECTION_DAYS: u16 = 60;

/// The rules a case is handled under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// An administrative licence (item type 01): 行政许可法 applies in full.
    pub licence: bool,
    /// Decided on the spot (即办件).
    pub instant: bool,
    /// What the law allows.
    pub statutory: Option<Limit>,
    /// What the office promised the public; counted from acceptance.
    pub promised: Limit,
    /// Working days given to the applicant for a correction when the office names none.
    pub correction_days: u16,
    /// What someone can do against a decision.
    pub remedies: Remedies,
}

impl Rules {
    /// The rules an item says its cases are handled under, confirmed or not: what is published is what holds.
    #[must_use]
    pub fn of(item: &Item) -> Self {
        Self::new(
            item.type_code,
            item.case_type,
            item.statutory_limit.value,
            item.promised_limit.value,
        )
    }

    /// The rules for an item of this type with these limits.
    #[must_use]
    pub fn new(item_type: ItemType, case_type: CaseType, statutory: Option<Limit>, promised: Limit) -> Self {
        let licence = item_type == ItemType::Licence;
        Self {
            licence,
            instant: case_type == CaseType::Instant,
            statutory: statutory.or(licence.then_some(Limit::WorkingDays(LICENCE_DAYS))),
            promised,
            correction_days: CORRECTION_DAYS,
            remedies: match item_type {
                ItemType::PublicService => Remedies::Complaint,
                _ => Remedies::ReviewAndSuit,
            },
        }
    }
}

/// What stands open to someone who was turned down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedies {
    /// An organ decided: administrative review and suit.
    ReviewAndSuit,
    /// A public service (type 20), often by a firm: no act of an organ, so a complaint.
    Complaint,
}

impl Remedies {
    /// The text that goes with every refusal (行政许可法 §38; 行政复议法 §20: 60 days; 行政诉讼法 §46: 6 months).
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::ReviewAndSuit => {
                "对本决定不服的，您可以自收到本决定之日起 60 日内依法申请行政复议，\
                 也可以自收到本决定之日起 6 个月内依法向人民法院提起行政诉讼。"
            }
            Self::Complaint => {
                "对处理结果有异议的，您可以拨打办事指南上的投诉电话，或者到政务服务中心窗口反映，我们会核实并答复您。"
            }
        }
    }
}
