//! How a lower tier takes part in an item: handed down, entrusted, or collecting only; and what the law refuses.

use serde::{Deserialize, Serialize};

use crate::catalogue::{Item, TownPower};
use crate::place::Tier;
use crate::problem::FieldProblem;
use crate::time::Date;
use crate::value_list;

value_list! {
    /// 下放、委托、代办
    pub enum Mode, "下放方式" {
        /// The town has the power and decides in its own name.
        Transferred = "transferred", "下放";
        /// The town decides in the name of the organ that entrusts it (行政许可法 §24).
        Entrusted = "entrusted", "委托";
        /// Collects, files and delivers; decides nothing.
        Agency = "agency", "代办";
    }
}

impl Mode {
    /// What it means for the tier.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Transferred => "权力交给镇（街道），以镇（街道）名义决定",
            Self::Entrusted => "以委托机关名义决定，责任由委托机关承担，不得再委托，要公告",
            Self::Agency => "只收件、代办、代送，不作决定",
        }
    }
}

/// The public announcement of an entrusting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    pub title: String,
    pub on: Date,
    /// Where it can be read.
    pub address: Option<String>,
}

/// One cell of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    pub mode: Mode,
    /// The law or document it rests on.
    pub basis: String,
    pub announcement: Option<Announcement>,
    pub note: Option<String>,
}

/// How a cell of the map stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "mode")]
pub enum Cell {
    /// The standard does not offer it at this tier.
    NotOffered,
    /// The law itself gives it to the town: nothing to hand down.
    ByLaw,
    /// The village only tells how and where.
    AdviceOnly,
    /// Offered, and nobody has said how.
    Gap,
    Set(Mode),
    /// What was set no longer fits the standard.
    Unfit(Mode),
}

impl Cell {
    /// As stored beside its mode.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotOffered => "not_offered",
            Self::ByLaw => "by_law",
            Self::AdviceOnly => "advice_only",
            Self::Gap => "gap",
            Self::Set(_) => "set",
            Self::Unfit(_) => "unfit",
        }
    }

    /// As it was stored; none when the texts say no cell.
    #[must_use]
    pub fn stored(text: &str, mode: Option<Mode>) -> Option<Self> {
        Some(match (text, mode) {
            ("not_offered", _) => Self::NotOffered,
            ("by_law", _) => Self::ByLaw,
            ("advice_only", _) => Self::AdviceOnly,
            ("gap", _) => Self::Gap,
            ("set", Some(mode)) => Self::Set(mode),
            ("unfit", Some(mode)) => Self::Unfit(mode),
            _ => return None,
        })
    }

    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotOffered => "不在这一级办理",
            Self::ByLaw => "法定职权",
            Self::AdviceOnly => "只咨询",
            Self::Gap => "未写明",
            Self::Set(mode) => mode.words(),
            Self::Unfit(_) => "与标准不符",
        }
    }

    /// Somebody has to act on it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Gap | Self::Unfit(_))
    }
}

/// Why a tier cannot take part in this way; none when it can.
#[must_use]
pub fn unfit(item: &Item, tier: Tier, mode: Mode) -> Option<FieldProblem> {
    fits(item, tier, mode).err()
}

/// How a tier stands with an item.
#[must_use]
pub fn cell(item: &Item, tier: Tier, set: Option<Mode>) -> Cell {
    if let Some(mode) = set {
        return match fits(item, tier, mode) {
            Ok(()) => Cell::Set(mode),
            Err(_) => Cell::Unfit(mode),
        };
    }
    if tier == Tier::City || !item.tiers.contains(&tier) {
        Cell::NotOffered
    } else if tier == Tier::Town && item.delegation.value.to_town == TownPower::Statutory {
        Cell::ByLaw
    } else if tier == Tier::Village && !item.agency.value.files {
        Cell::AdviceOnly
    } else {
        Cell::Gap
    }
}

/// Whether a tier may take part in this way at all.
fn fits(item: &Item, tier: Tier, mode: Mode) -> Result<(), FieldProblem> {
    let refuse = |why: &str, way_out: &str| Err(FieldProblem::new("mode", why, way_out));
    if tier == Tier::City || !item.tiers.contains(&tier) {
        return refuse(
            &format!("全市标准没有把这个事项放在{}办理", tier.words()),
            "先由主管部门修订标准的办理层级",
        );
    }
    match (tier, mode) {
        (Tier::Village, Mode::Transferred | Mode::Entrusted) if item.is_licence() => refuse(
            "行政许可只能委托其他行政机关，村（社区）不受理、不决定许可（行政许可法第二十四条）",
            "村（社区）一级只能选“代办”",
        ),
        (Tier::Village, Mode::Entrusted) => refuse(
            "村（居）委会不是行政机关，不能接受委托作出决定",
            "村（社区）一级只能选“代办”",
        ),
        (Tier::Village, Mode::Transferred) => refuse(
            "村（居）委会是自治组织，不承接行政权力（村民委员会组织法第五条）",
            "村（社区）一级只能选“代办”",
        ),
        (Tier::Village, Mode::Agency) if !item.agency.value.files => refuse(
            "标准写明村（社区）对这个事项不代办，只咨询",
            "不用填写；认为可以代办的，先修订标准",
        ),
        (Tier::Town, Mode::Transferred | Mode::Entrusted) => match item.delegation.value.to_town {
            TownPower::None => refuse(
                "标准写明由市级决定，没有法律依据允许下放或委托（职权法定）",
                "可以选“代办”；有新的依据的，先由主管部门修订标准",
            ),
            TownPower::Statutory => refuse(
                "这是法律直接赋予镇（街道）的权力，不用下放，也不能委托",
                "不用填写，镇（街道）本来就办",
            ),
            TownPower::Delegated => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Whether the law lets this arrangement stand.
///
/// # Errors
/// Every rule it breaks, each at its field.
pub fn arrange(item: &Item, tier: Tier, arrangement: &Arrangement, today: Date) -> Result<(), Vec<FieldProblem>> {
    let mut refusals = Vec::new();
    refusals.extend(fits(item, tier, arrangement.mode).err());
    let decides = arrangement.mode != Mode::Agency;
    if refusals.is_empty() && decides && arrangement.basis.trim().is_empty() {
        refusals.push(FieldProblem::new(
            "basis",
            "下放和委托要有依据（职权法定）",
            "请写明法律、法规或文件的名称和条款",
        ));
    }
    if refusals.is_empty() && arrangement.mode == Mode::Entrusted {
        match &arrangement.announcement {
            None => refusals.push(FieldProblem::new(
                "announcement",
                "委托要公告受委托的机关和内容（行政许可法第二十四条）",
                "请填写公告的名称和日期；还没有公告的，先公告再登记",
            )),
            Some(announcement) if announcement.on > today => refusals.push(FieldProblem::new(
                "announced_on",
                "公告日期还没有到",
                "公告发布以后再登记",
            )),
            Some(_) => {}
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}
