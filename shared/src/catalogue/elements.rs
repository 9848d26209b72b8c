//! The elements a guide must have (GB/T 39046-2020, the national list of item elements) and how far each is.

use super::{Confirmable, Item, LocalGuide};
use crate::place::Tier;

/// How far an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing stands there.
    Missing,
    /// Something stands there that the department has not confirmed.
    Unconfirmed,
    Confirmed,
}

impl State {
    const fn of(filled: bool, confirmed: bool) -> Self {
        match (filled, confirmed) {
            (false, _) => Self::Missing,
            (true, false) => Self::Unconfirmed,
            (true, true) => Self::Confirmed,
        }
    }

    fn value<T>(value: Option<&Confirmable<T>>) -> Self {
        value.map_or(Self::Missing, |value| Self::of(true, value.confirmed))
    }
}

/// A required element of one guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The field in the national list: `by_law`; `material` for each material.
    pub field: &'static str,
    /// 设定依据
    pub name: &'static str,
    pub state: State,
}

/// Every element this guide is required to have. Required are the 31 basic and 5 extended ones of the list, those
/// that a value makes required (a fee its basis, visits their reason, a town or village its name and code), and each
/// material (its name, need and order) once.
#[must_use]
pub fn required_elements(item: &Item, local: &LocalGuide) -> Vec<Element> {
    let mut all = standard_elements(item);
    site(local, &mut |field, name, state| {
        all.push(Element { field, name, state })
    });
    all
}

/// Those of them that the standard itself answers for, the same at every site.
#[must_use]
pub fn standard_elements(item: &Item) -> Vec<Element> {
    let mut all = Vec::with_capacity(48 + item.materials.len());
    let mut add = |field, name, state| all.push(Element { field, name, state });
    identity(item, &mut add);
    terms(item, &mut add);
    extended(item, &mut add);
    for material in &item.materials {
        add(
            "material",
            "申请材料",
            State::of(!material.name.is_empty(), material.confirmed),
        );
    }
    all
}

type Add<'a> = dyn FnMut(&'static str, &'static str, State) + 'a;

fn text(value: &str) -> State {
    State::of(!value.trim().is_empty(), true)
}

/// Who, what, by which law.
fn identity(item: &Item, add: &mut Add<'_>) {
    let laws_confirmed = item.legal_basis.iter().all(|law| law.confirmed);
    // The platform itself gives every item its record, state and version.
    add("row_guid", "记录唯一标识", State::Confirmed);
    add("task_name", "事项名称", text(&item.name));
    add("catalog_code", "基本编码", State::of(item.source_code.is_some(), true));
    add("task_type", "事项类型", State::of(true, item.type_confirmed));
    add(
        "by_law",
        "设定依据",
        State::of(!item.legal_basis.is_empty(), laws_confirmed),
    );
    add("power_source", "权力来源", State::value(item.power_source.as_ref()));
    add("use_level", "行使层级", State::value(item.exercise_level.as_ref()));
    add(
        "task_code",
        "实施编码",
        State::of(item.implementation_code.is_some(), true),
    );
    add("task_state", "事项状态", State::Confirmed);
    add("task_version", "事项版本", State::Confirmed);
    add("dept_name", "实施主体", State::Confirmed);
    add("dept_type", "实施主体性质", State::value(item.body_kind.as_ref()));
    add("dept_code", "实施主体编码", State::value(item.body_code.as_ref()));
}

/// Limits, conditions, flow, fee.
fn terms(item: &Item, add: &mut Add<'_>) {
    // "No law sets a limit" is a statement too, once the department has made it.
    let statutory = &item.statutory_limit;
    let stated = State::of(statutory.value.is_some() || statutory.confirmed, statutory.confirmed);
    let promised = item.promised_limit.confirmed;
    let fee = &item.fee;
    add("anticipate_day", "法定办结时限", stated);
    add("anticipate_type", "法定办结时限单位", stated);
    add("promise_day", "承诺办结时限", State::of(true, promised));
    add("promise_type", "承诺办结时限单位", State::of(true, promised));
    add(
        "promise_explain",
        "承诺办结时限说明",
        State::of(!item.limit_notes.promised.is_empty(), promised),
    );
    add(
        "accept_condition",
        "受理条件",
        State::of(!item.conditions.value.is_empty(), item.conditions.confirmed),
    );
    add(
        "handle_flow",
        "办理流程",
        State::of(!item.steps.value.is_empty(), item.steps.confirmed),
    );
    add(
        "is_fee",
        "是否收费",
        State::of(fee.value.charged.is_some(), fee.confirmed),
    );
    if fee.value.charged == Some(true) {
        add(
            "fee_basis",
            "收费依据",
            State::of(!fee.value.basis.is_empty(), fee.confirmed),
        );
    }
    add(
        "server_type",
        "服务对象",
        State::of(!item.service_objects.is_empty(), true),
    );
    add("project_type", "办件类型", State::Confirmed);
    add(
        "limit_scene_num",
        "到办事现场次数",
        State::of(true, item.visits.confirmed),
    );
    add("special_procedure", "特别程序", State::Confirmed);
    // Known of this platform: applicants sign in once for every item.
    add("app_is_single_login", "移动端是否对接单点登录", State::Confirmed);
    add("is_single_login", "计算机端是否对接单点登录", State::Confirmed);
}

/// What the site says.
fn site(local: &LocalGuide, add: &mut Add<'_>) {
    add("transact_addr", "办理地点", State::value(local.address.as_ref()));
    add("transact_time", "办理时间", State::value(local.hours.as_ref()));
    add("link_way", "咨询方式", State::value(local.phone.as_ref()));
    add("supervise_way", "监督投诉方式", State::value(local.complaints.as_ref()));
    add("is_express", "是否支持物流快递", State::value(local.courier.as_ref()));
    match local.place.tier() {
        Tier::City => {}
        Tier::Town => {
            add("town_name", "乡镇街道名称", State::Confirmed);
            add("town_code", "乡镇街道代码", State::Confirmed);
        }
        Tier::Village => {
            add("village_name", "村居社区名称", State::Confirmed);
            add("village_code", "村居社区代码", State::Confirmed);
        }
    }
}

/// The required ones of the extended list.
fn extended(item: &Item, add: &mut Add<'_>) {
    let result = &item.result;
    let depth = &item.online_depth;
    // Being offered at this site is being in the hall.
    add(
        "is_entry_center",
        "是否进驻政务大厅",
        State::of(true, item.tiers_confirmed),
    );
    add("result_type", "审批结果类型", State::of(true, result.confirmed));
    let needs_paying = item.fee.value.charged != Some(false);
    let paying = State::of(!needs_paying || item.fee.value.pay_online.is_some(), item.fee.confirmed);
    add("is_pay_online", "是否支持网上支付", paying);
    add(
        "is_online",
        "是否网办",
        State::of(depth.value.is_some(), depth.confirmed),
    );
    if item.visits.value.count > 0 {
        let reason = State::of(item.visits.value.reason.is_some(), item.visits.confirmed);
        add("limit_scene_explain", "必须现场办理原因说明", reason);
    }
}
