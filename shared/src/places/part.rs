//! What a site may do for an item: as much as the standard and the arrangement allow, or less.

use super::{Mode, Refusal};
use crate::catalogue::{Item, LocalPart, TownPower};
use crate::place::Tier;

/// From the fullest down.
const PARTS: [LocalPart; 3] = [LocalPart::Handle, LocalPart::Collect, LocalPart::Advise];

/// The most a site of a tier may do; none where the standard does not offer the item. Where the arrangement says that
/// the town only collects (代办), it does no more, whatever the standard would let it do.
#[must_use]
pub fn most(item: &Item, tier: Tier, arranged: Option<Mode>) -> Option<LocalPart> {
    let by_standard = LocalPart::of(item, tier)?;
    let statutory = item.delegation.value.to_town == TownPower::Statutory;
    // Parts are ordered from the fullest down.
    Some(if tier == Tier::Town && arranged == Some(Mode::Agency) && !statutory {
        by_standard.max(LocalPart::Collect)
    } else {
        by_standard
    })
}

/// Everything a site of a tier may choose to do, the fullest first; empty where the item is not offered.
#[must_use]
pub fn offers(item: &Item, tier: Tier, arranged: Option<Mode>) -> Vec<LocalPart> {
    let Some(most) = most(item, tier, arranged) else {
        return Vec::new();
    };
    PARTS.into_iter().filter(|part| *part >= most).collect()
}

/// Whether a site of a tier may do this for the item.
///
/// # Errors
/// The rule it would break, and what can be chosen instead.
pub fn choose(item: &Item, tier: Tier, arranged: Option<Mode>, part: LocalPart) -> Result<(), Refusal> {
    let Some(most) = most(item, tier, arranged) else {
        return Err(Refusal::new(
            "part",
            format!("全市标准没有把「{}」放在{}办理", item.name, tier.title()),
            "请引导群众到标准写明的层级办理；认为应当增加的，向主管部门提出修订标准",
        ));
    };
    if part >= most {
        return Ok(());
    }
    let (why, way_out) = match (tier, part) {
        (Tier::Village, LocalPart::Handle) => (
            "村（社区）不是行政机关，不能受理和决定（行政许可法第二十四条、村民委员会组织法第五条）",
            "可以选“收件、代办”或“咨询引导”",
        ),
        (Tier::Village, _) => (
            "标准写明村（社区）对这个事项不代办",
            "可以选“咨询引导”；认为可以代办的，向主管部门提出修订标准",
        ),
        (Tier::Town, _) if arranged == Some(Mode::Agency) => (
            "下放、委托安排写明镇（街道）对这个事项只代办",
            "可以选“收件、代办”；要改为受理、办理，先由审改办调整安排",
        ),
        _ => (
            "这个事项由市级决定，没有下放或委托给镇（街道）（职权法定）",
            "可以选“收件、代办”或“咨询引导”",
        ),
    };
    Err(Refusal::new("part", format!("「{}」：{why}", item.name), way_out))
}
