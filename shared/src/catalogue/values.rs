//! The value lists of GB/T 39046-2020 with their names.

use crate::value_list;

value_list! {
    /// 事项类型
    pub enum ItemType, "事项类型" {
        Licence = "01", "行政许可";
        Penalty = "02", "行政处罚";
        Coercion = "03", "行政强制";
        Levy = "04", "行政征收";
        Benefit = "05", "行政给付";
        Inspection = "06", "行政检查";
        Confirmation = "07", "行政确认";
        Reward = "08", "行政奖励";
        Adjudication = "09", "行政裁决";
        Other = "10", "其他类别事项";
        PublicService = "20", "公共服务";
    }
}

value_list! {
    /// 行使层级
    pub enum ExerciseLevel, "行使层级" {
        State = "1", "国家级";
        Province = "2", "省级";
        Prefecture = "3", "市级";
        County = "4", "县级";
        Town = "5", "镇（乡、街道）级";
        Village = "6", "村（社区）级";
        Graded = "7", "分级管理";
    }
}

value_list! {
    /// 实施主体性质
    pub enum BodyKind, "实施主体性质" {
        Statutory = "1", "法定机关";
        Authorised = "2", "授权组织";
        Entrusted = "3", "受委托组织";
        Other = "9", "其他";
    }
}

value_list! {
    /// 服务对象
    pub enum ServiceObject, "服务对象" {
        Person = "1", "自然人";
        Enterprise = "2", "企业法人";
        Institution = "3", "事业法人";
        Association = "4", "社会组织法人";
        Organ = "5", "行政机关";
        Organisation = "6", "其他组织";
    }
}

value_list! {
    /// 办理形式
    pub enum Way, "办理形式" {
        Window = "1", "窗口办理";
        Computer = "2", "电脑端网上办理";
        Mobile = "3", "移动端网上申请";
        Courier = "4", "快递申请";
        Other = "9", "其他";
    }
}

value_list! {
    /// 特别程序种类
    pub enum SpecialKind, "特别程序种类" {
        Extension = "1", "延长审批";
        Other = "2", "除延长审批之外的情况";
    }
}

value_list! {
    /// 满意度
    pub enum Satisfaction, "满意度" {
        VerySatisfied = "1", "非常满意";
        Satisfied = "2", "满意";
        Fair = "3", "基本满意";
        Dissatisfied = "4", "不满意";
        VeryDissatisfied = "5", "非常不满意";
    }
}

value_list! {
    /// 网上办理深度
    pub enum OnlineDepth, "网上办理深度" {
        Advice = "1", "互联网咨询";
        Intake = "2", "互联网收件";
        Precheck = "3", "互联网预审";
        Acceptance = "4", "互联网受理";
        Handling = "5", "互联网办理";
        Feedback = "6", "互联网办理结果信息反馈";
        ElectronicLicence = "7", "互联网电子证照反馈";
        Other = "8", "其他";
    }
}

value_list! {
    /// 电子材料的证据等级
    pub enum EvidenceGrade, "电子材料等级" {
        Issued = "A", "实施机构产生的证照批文，可直接使用";
        Checked = "B", "窗口已核验过的证照，可重复使用";
        Uploaded = "C", "用户自行上传，须核验原件后使用";
        Declared = "D", "用户自制材料，承诺真实性，可直接使用";
    }
}

impl OnlineDepth {
    /// Handled on the net from end to end; nobody has to come (GB/T 39046-2020: visits 0).
    #[must_use]
    pub const fn is_full(self) -> bool {
        matches!(self, Self::Handling | Self::Feedback | Self::ElectronicLicence)
    }
}

/// The proofs villages and communities must not be asked to issue (民发〔2020〕20号), without the word 证明.
pub const PROOFS_VILLAGES_MUST_NOT_ISSUE: [&str; 20] = [
    "亲属关系",
    "居民身份信息",
    "户口登记项目内容变更申请",
    "居民养犬",
    "无犯罪记录",
    "社区戒毒社区康复人员情况",
    "人员失踪",
    "婚姻状况",
    "出生",
    "健在",
    "死亡",
    "疾病状况",
    "残疾状况",
    "婚育状况",
    "居民就业状况",
    "居民个人档案",
    "居民财产",
    "遗产继承权",
    "市场主体住所",
    "证件遗失",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_found_by_its_code() {
        for kind in ItemType::ALL {
            assert_eq!(kind.as_str().parse::<ItemType>(), Ok(kind));
        }
        assert_eq!(
            "99".parse::<ItemType>().unwrap_err().to_string(),
            "事项类型里没有「99」"
        );
        assert_eq!(serde_json::to_string(&ItemType::Benefit).unwrap(), "\"05\"");
    }
}
