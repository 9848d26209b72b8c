//! Elements of an item that few items need and none must have (national list of item elements, not required).

use serde::{Deserialize, Serialize};

use super::Way;
use crate::time::Date;

/// All of them optional; an item without any keeps nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extras {
    /// 地方基本编码
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_code: Option<String>,
    /// 地方实施编码
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_implementation_code: Option<String>,
    /// 委托部门
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entrusted_by: Option<String>,
    /// 办理形式
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
    /// 移动端办理地址
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile_url: Option<String>,
    /// 计算机端在线办理跳转地址
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer_url: Option<String>,
    /// 网办地址
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online_url: Option<String>,
    /// 计划生效日期: when the rules it follows take effect; when a version is published is decided at its review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// 计划取消日期
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_on: Option<Date>,
    /// 通办范围
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handle_area: Option<String>,
    /// 联办机构
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_offices: Option<String>,
    /// 中介服务
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intermediary: Option<String>,
    /// 数量限制
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity_limit: Option<String>,
    /// 是否支持终端办理
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terminals: Option<bool>,
}

impl Extras {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is filled, with its name, as guides print it.
    #[must_use]
    pub fn words(&self) -> Vec<(&'static str, String)> {
        let ways = self.ways.iter().map(|way| way.words()).collect::<Vec<_>>().join("、");
        let day = |day: Option<Date>| day.map(crate::time::show_date);
        let all = [
            ("办理形式", Some(ways).filter(|ways| !ways.is_empty())),
            ("通办范围", self.handle_area.clone()),
            ("联办机构", self.other_offices.clone()),
            ("中介服务", self.intermediary.clone()),
            ("数量限制", self.quantity_limit.clone()),
            (
                "自助终端",
                self.terminals
                    .map(|yes| if yes { "可以办" } else { "不能办" }.to_owned()),
            ),
            ("委托部门", self.entrusted_by.clone()),
            ("电脑办理网址", self.computer_url.clone()),
            ("手机办理网址", self.mobile_url.clone()),
            ("网办地址", self.online_url.clone()),
            ("地方基本编码", self.local_code.clone()),
            ("地方实施编码", self.local_implementation_code.clone()),
            ("计划生效日期", day(self.effective_on)),
            ("计划取消日期", day(self.cancel_on)),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
