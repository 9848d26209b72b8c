//! How long, how often, how much, and what comes of it.

use app::backend::catalogue::GuideView;
use serde::Serialize;
use shared::catalogue::{Fee, Item, Outcome, ResultKind, Visits};
use utoipa::ToSchema;

use super::identity::Coded;
use crate::web::api::wire::{CaseTypeWire, LimitWire, Marked};

/// 时限、趟数、收费、结果。
#[derive(Serialize, ToSchema)]
#[schema(title = "怎么办")]
pub(super) struct Terms {
    /// 办件类型。
    case_type: CaseTypeWire,
    /// 法定时限；`value` 没有内容：法律没有规定。
    statutory_limit: Marked<Option<LimitWire>>,
    /// 法定时限的依据。
    statutory_basis: String,
    /// 承诺时限。
    promised_limit: Marked<LimitWire>,
    /// 承诺时限的说明。
    promised_basis: String,
    /// 承诺时限比法定时限少多少。
    #[schema(example = "比法定时限少 10 个工作日")]
    saved: Option<String>,
    /// 关于时限的其他说明。
    limit_notes: Vec<String>,
    /// 要跑几趟。
    visits: Marked<VisitsWire>,
    /// 收费。
    fee: Marked<FeeWire>,
    /// 审批结果。
    result: Marked<OutcomeWire>,
    /// 结果的有效期。
    validity: Option<Marked<String>>,
    /// 怎么延续。
    renewal: Option<String>,
    /// 网上办理深度；`value` 没有内容：还没有公布。
    online_depth: Marked<Option<Coded>>,
    /// 公示。
    public_notice: Option<Marked<String>>,
    /// 特别程序。
    special_procedures: Vec<String>,
}

/// 到办事现场的次数。
#[derive(Serialize, ToSchema)]
#[schema(title = "趟数", as = Visits)]
struct VisitsWire {
    /// 最多几趟；0 是一趟不用跑。
    count: u8,
    /// 必须到现场的原因。
    reason: Option<String>,
    /// 写成文字。
    #[schema(example = "一趟不用跑")]
    words: String,
}

impl From<&Visits> for VisitsWire {
    fn from(visits: &Visits) -> Self {
        Self {
            count: visits.count,
            reason: visits.reason.clone(),
            words: visits.words(),
        }
    }
}

/// 收费情况。
#[derive(Serialize, ToSchema)]
#[schema(title = "收费", as = Fee)]
struct FeeWire {
    /// 收不收费；没有：还没有公布。
    charged: Option<bool>,
    /// 收费或不收费的依据。
    basis: String,
    /// 收费项目。
    items: Vec<FeeItemWire>,
    /// 能不能网上支付；没有：还没有公布。
    pay_online: Option<bool>,
}

/// 一项收费。
#[derive(Serialize, ToSchema)]
#[schema(title = "收费项目", as = FeeItem)]
struct FeeItemWire {
    /// 名称。
    #[schema(example = "工本费")]
    name: String,
    /// 金额，单位是分。
    #[schema(example = 2000)]
    amount_fen: i64,
    /// 写成文字。
    #[schema(example = "20 元")]
    words: String,
}

impl From<&Fee> for FeeWire {
    fn from(fee: &Fee) -> Self {
        let items = fee.items.iter();
        Self {
            charged: fee.charged,
            basis: fee.basis.clone(),
            items: items
                .map(|item| FeeItemWire {
                    name: item.name.clone(),
                    amount_fen: item.amount,
                    words: item.amount_words(),
                })
                .collect(),
            pay_online: fee.pay_online,
        }
    }
}

/// 申请人得到什么。
#[derive(Serialize, ToSchema)]
#[schema(title = "审批结果", as = Outcome)]
struct OutcomeWire {
    /// 名称。
    name: String,
    /// 类型。
    kind: OutcomeKind,
    /// 样本的网址。
    sample: Option<String>,
}

/// `certificate` 出证，`document` 出文，`other` 其他。
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(title = "审批结果的类型")]
enum OutcomeKind {
    Certificate,
    Document,
    Other,
}

impl From<&Outcome> for OutcomeWire {
    fn from(outcome: &Outcome) -> Self {
        Self {
            name: outcome.name.clone(),
            kind: match outcome.kind {
                ResultKind::Certificate => OutcomeKind::Certificate,
                ResultKind::Document => OutcomeKind::Document,
                ResultKind::Other => OutcomeKind::Other,
            },
            sample: outcome.sample.clone(),
        }
    }
}

impl Terms {
    pub(super) fn of(item: &Item, view: &GuideView) -> Self {
        Self {
            case_type: item.case_type.into(),
            statutory_limit: Marked::of(&item.statutory_limit, |limit| limit.map(LimitWire::from)),
            statutory_basis: item.limit_notes.statutory.clone(),
            promised_limit: Marked::of(&item.promised_limit, |limit| (*limit).into()),
            promised_basis: item.limit_notes.promised.clone(),
            saved: view.saved.clone(),
            limit_notes: view.limit_notes.clone(),
            visits: Marked::of(&item.visits, |visits| VisitsWire {
                words: item.visits_words(),
                ..VisitsWire::from(visits)
            }),
            fee: Marked::of(&item.fee, FeeWire::from),
            result: Marked::of(&item.result, OutcomeWire::from),
            validity: view.validity.as_ref().map(Marked::from),
            renewal: view.renewal.clone(),
            online_depth: Marked::of(&item.online_depth, |depth| {
                depth.map(|depth| Coded {
                    code: depth.as_str(),
                    name: depth.words(),
                })
            }),
            public_notice: view.public_notice.as_ref().map(Marked::from),
            special_procedures: item.special_procedures.clone(),
        }
    }
}
