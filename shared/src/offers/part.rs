//! What a site may do for an item: as much as the standard and the arrangement allow, or less.

use serde::{Deserialize, Serialize};

use super::Mode;
use crate::catalogue::{Item, LocalPart, TownPower};
use crate::place::Tier;
use crate::problem::FieldProblem;
use crate::value_list::UnknownValue;

/// What a site says about an item that the standard offers at its tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "choice", content = "part")]
pub enum Choice {
    Part(LocalPart),
    /// As much as the standard and the arrangement let it do.
    Standard,
    /// Not offered here.
    Declined,
}

impl Choice {
    /// As forms send it and plans keep it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Part(part) => part.as_str(),
            Self::Standard => "standard",
            Self::Declined => "declined",
        }
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Part(part) => part.words(),
            Self::Standard => "按标准列入",
            Self::Declined => "本站不办",
        }
    }
}

impl std::str::FromStr for Choice {
    type Err = UnknownValue;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "standard" => Ok(Self::Standard),
            "declined" => Ok(Self::Declined),
            part => part.parse().map(Self::Part),
        }
    }
}

/// What a choice comes to: the site's part, or none where it does not offer the item.
///
/// # Errors
/// The rule it would break, and what can be chosen instead.
pub fn resolve(
    item: &Item,
    tier: Tier,
    arranged: Option<Mode>,
    chosen: Choice,
) -> Result<Option<LocalPart>, FieldProblem> {
    match chosen {
        Choice::Part(part) => choose(item, tier, arranged, part).map(|()| Some(part)),
        Choice::Standard => match most(item, tier, arranged) {
            Some(most) => Ok(Some(most)),
            None => choose(item, tier, arranged, LocalPart::Advise).map(|()| None),
        },
        Choice::Declined if tier == Tier::City => Err(FieldProblem::new(
            "part",
            format!("「{}」由市级主管，市行政服务中心不能不办", item.name),
            "要取消这个事项，由行政服务中心管委会按程序取消",
        )),
        Choice::Declined => Ok(None),
    }
}

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
pub fn choose(item: &Item, tier: Tier, arranged: Option<Mode>, part: LocalPart) -> Result<(), FieldProblem> {
    let Some(most) = most(item, tier, arranged) else {
        return Err(FieldProblem::new(
            "part",
            format!("全市标准没有把「{}」放在{}办理", item.name, tier.words()),
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
    Err(FieldProblem::new("part", format!("「{}」：{why}", item.name), way_out))
}
