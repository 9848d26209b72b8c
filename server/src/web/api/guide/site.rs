//! Where it is to be had, and whom to ask.

use app::backend::catalogue::{GuideView, HotlineView, PlaceView, SiteLine, SiteView};
use serde::Serialize;
use shared::catalogue::{Agency, Confirmable, Delegation, TownPower};
use utoipa::ToSchema;

use crate::web::api::wire::{Marked, Nearest, PartWire, TierWire};

/// 在哪里办、问谁。
#[derive(Serialize, ToSchema)]
#[schema(title = "在哪里办")]
pub(super) struct Where {
    /// `place` 参数给出的地点；没有给出的没有。
    place: Option<PlaceWire>,
    /// 这份指南写的是哪里的办理信息。
    site: SiteWire,
    /// 上级还有哪里可以办。
    other_sites: Vec<Nearest>,
    /// `place` 不提供或只咨询时，就近去哪里。
    nearest: Option<Nearest>,
    /// 村（社区）怎么参与。
    agency: Marked<AgencyWire>,
    /// 镇（街道）有没有办理权限。
    delegation: Marked<DelegationWire>,
    /// 主管部门的咨询电话。
    department_phone: Option<Marked<String>>,
    /// 投诉电话。
    complaints_phone: Option<Marked<String>>,
    /// 全市的热线。
    hotlines: Vec<HotlineWire>,
}

/// 一个地点。
#[derive(Serialize, ToSchema)]
#[schema(title = "地点", as = Place)]
struct PlaceWire {
    /// 区划代码，12 位。
    #[schema(example = "350582105204")]
    code: String,
    /// 名称。
    #[schema(example = "华峰村")]
    name: String,
    /// 层级。
    tier: TierWire,
    /// 所在的镇（街道）；只有村（社区）有。
    #[schema(example = "深沪镇")]
    town: Option<String>,
    /// 便民服务中心或便民服务站的名称。
    #[schema(example = "华峰村便民服务站")]
    hall: String,
}

/// 一个站点的办理信息。没有内容的，是还不知道。
#[derive(Serialize, ToSchema)]
#[schema(title = "办理信息", as = Site)]
struct SiteWire {
    /// 地点。
    place: PlaceWire,
    /// 在这里做什么。
    part: PartWire,
    /// 窗口。
    window: Option<Marked<String>>,
    /// 地址。
    address: Option<Marked<String>>,
    /// 怎么走。
    directions: Option<Marked<String>>,
    /// 办理时间。
    hours: Option<Marked<String>>,
    /// 咨询电话。
    phone: Option<Marked<String>>,
    /// 投诉电话。
    complaints: Option<Marked<String>>,
    /// 能不能邮寄。
    courier: Option<Marked<bool>>,
    /// 能不能预约。
    appointment: Option<Marked<bool>>,
    /// 今天开不开门、几点到几点；不知道办公时间的没有。
    #[schema(example = "今天 8:00–12:00、14:30–17:30，现在开门")]
    today: Option<String>,
    /// 今天和以后的停办。
    #[schema(example = json!(["6 月 3 日台风停办"]))]
    closures: Vec<String>,
    /// 预约时段。
    #[schema(example = json!(["周一 9:00–11:00 每 30 分钟 2 个号"]))]
    slots: Vec<String>,
    /// 下放或委托的说明；没有登记的没有。
    arranged: Option<String>,
    /// 委托公告的网址。
    announced_at: Option<String>,
}

/// 村（社区）代办的情况。
#[derive(Serialize, ToSchema)]
#[schema(title = "代办", as = Agency)]
struct AgencyWire {
    /// 能不能代为申请；不能的只提供咨询。
    files: bool,
    /// 做什么。
    role: String,
    /// 说明。
    note: Option<String>,
}

/// 镇（街道）的权限。
#[derive(Serialize, ToSchema)]
#[schema(title = "镇（街道）的权限", as = Delegation)]
struct DelegationWire {
    /// 有没有权限。
    to_town: TownPowerWire,
    /// 依据。
    basis: String,
}

/// `none` 只收件、由市里决定，`delegated` 已下放或委托，`statutory` 法律规定由镇（街道）办。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "权限", as = TownPower)]
enum TownPowerWire {
    None,
    Delegated,
    Statutory,
}

/// 一个热线。
#[derive(Serialize, ToSchema)]
#[schema(title = "热线", as = Hotline)]
struct HotlineWire {
    /// 名称。
    name: String,
    /// 电话。
    phone: Marked<String>,
}

impl From<PlaceView> for PlaceWire {
    fn from(place: PlaceView) -> Self {
        Self {
            code: place.code.to_string(),
            name: place.name,
            tier: place.tier.into(),
            town: place.town,
            hall: place.hall,
        }
    }
}

impl From<SiteView> for SiteWire {
    fn from(site: SiteView) -> Self {
        let text = |value: Option<Confirmable<String>>| value.as_ref().map(Marked::from);
        Self {
            place: site.place.into(),
            part: site.part.into(),
            window: text(site.window),
            address: text(site.address),
            directions: text(site.directions),
            hours: text(site.hours),
            phone: text(site.phone),
            complaints: text(site.complaints),
            courier: site.courier.as_ref().map(Marked::from),
            appointment: site.appointment.as_ref().map(Marked::from),
            today: site.open.today,
            closures: site.open.closures,
            slots: site.open.slots,
            arranged: site.arranged,
            announced_at: site.announced_at,
        }
    }
}

impl From<SiteLine> for Nearest {
    fn from(line: SiteLine) -> Self {
        Self {
            code: line.code,
            hall: line.hall,
            part: line.part.into(),
        }
    }
}

impl From<HotlineView> for HotlineWire {
    fn from(line: HotlineView) -> Self {
        Self {
            name: line.name,
            phone: Marked::from(&line.phone),
        }
    }
}

impl Where {
    pub(super) fn of(agency: &Confirmable<Agency>, delegation: &Confirmable<Delegation>, view: GuideView) -> Self {
        Self {
            place: view.place.map(PlaceWire::from),
            site: view.site.into(),
            other_sites: view.other_sites.into_iter().map(Nearest::from).collect(),
            nearest: view.nearest.map(Nearest::from),
            agency: Marked::of(agency, |agency| AgencyWire {
                files: agency.files,
                role: agency.role.clone(),
                note: agency.note.clone(),
            }),
            delegation: Marked::of(delegation, |delegation| DelegationWire {
                to_town: match delegation.to_town {
                    TownPower::None => TownPowerWire::None,
                    TownPower::Delegated => TownPowerWire::Delegated,
                    TownPower::Statutory => TownPowerWire::Statutory,
                },
                basis: delegation.basis.clone(),
            }),
            department_phone: view.department_phone.as_ref().map(Marked::from),
            complaints_phone: view.complaints_phone.as_ref().map(Marked::from),
            hotlines: view.hotlines.into_iter().map(HotlineWire::from).collect(),
        }
    }
}
