//! Who does what, in order.

use serde::{Deserialize, Serialize};

use crate::place::Tier;
use crate::time::Limit;
use crate::value_list;

/// A step of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub name: String,
    /// The tiers that may do it; empty when only `who` does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// Someone who is no tier: 派出所, 供电企业, 指定评定机构.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the applicant has to be there for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present: Option<Presence>,
}

value_list! {
    /// Where an applicant has to be for a step.
    pub enum Presence, "到场方式" {
        /// They go there: to be examined, to speak in the village, to fetch a card.
        Away = "away", "您要到场";
        /// The office comes to them: a look at the shop, a visit at home.
        Home = "home", "有人上门，您要在场";
    }
}

impl Step {
    /// 村(社区)或镇(街道)、派出所, as guides print it.
    #[must_use]
    pub fn actors(&self) -> String {
        let tiers: Vec<&str> = self.tiers.iter().map(|tier| tier.words()).collect();
        let mut words = tiers.join("或");
        if let Some(who) = &self.who {
            if !words.is_empty() {
                words.push('、');
            }
            words.push_str(who);
        }
        words
    }
}
