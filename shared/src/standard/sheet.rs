//! The table: every element a department writes, grouped as an officer thinks.

use super::choices::List;
use super::entries::{
    BY_AGE, ELIGIBILITY, FEE, LAW, LIMITED, MATERIAL, QUESTION, RELATED, SITUATION, STEP, may, pick, text,
};
use super::spec::{Group, Shape, Spec};

/// The sheet. Order is the order on screen and of differences told.
pub const GROUPS: &[Group] = &[
    Group {
        id: "basics",
        title: "基本信息",
        intro: "全市统一，镇（街道）、村（社区）不能改。",
        specs: &[
            text("name", "/name", "事项名称", 200).required(),
            text("plain_name", "/plain_name", "大白话名称", 60)
                .hint("群众平时怎么说这件事")
                .required(),
            Spec::new("aliases", "/aliases", "别名和关键词", Shape::Lines).hint("每行一个，用于搜索"),
            pick("type_code", "/type_code", "事项类型", List::ItemType)
                .marked("/type_confirmed")
                .required(),
            may("source_code", "/source_code", "基本编码", 12).hint("12 位；没有赋码就留空，页面显示“待赋码”"),
            may("implementation_code", "/implementation_code", "实施编码", 31).hint("31 位；没有赋码就留空"),
            may("local_code", "/extras/local_code", "地方基本编码", 50),
            may(
                "local_implementation_code",
                "/extras/local_implementation_code",
                "地方实施编码",
                50,
            ),
            Spec::new("handling_codes", "/handling_codes", "业务办理项编码", Shape::Lines)
                .hint("每行一个，33 位；没有就留空"),
            pick(
                "exercise_level",
                "/exercise_level/value",
                "行使层级",
                List::ExerciseLevel,
            )
            .marked("/exercise_level/confirmed"),
            pick("body_kind", "/body_kind/value", "实施主体性质", List::BodyKind).marked("/body_kind/confirmed"),
            may("body_code", "/body_code/value", "实施主体编码", 18)
                .marked("/body_code/confirmed")
                .hint("18 位统一社会信用代码"),
            Spec::new(
                "service_objects",
                "/service_objects",
                "服务对象",
                Shape::Picks(List::ServiceObject),
            )
            .required(),
            text("theme", "/theme", "主题", 40).required(),
            may("person_theme", "/person_theme", "面向自然人的主题分类", 40),
            may("firm_theme", "/firm_theme", "面向法人的主题分类", 40),
            Spec::new("tiers", "/tiers", "在哪几级可以办", Shape::Picks(List::Tier))
                .marked("/tiers_confirmed")
                .required(),
            may("tiers_note", "/tiers_note", "办理层级说明", 300),
            pick(
                "to_town",
                "/delegation/value/to_town",
                "镇（街道）的权力",
                List::TownPower,
            )
            .marked("/delegation/confirmed")
            .required(),
            text("delegation_basis", "/delegation/value/basis", "下放或委托的依据", 300)
                .marked("/delegation/confirmed"),
            may("entrusted_by", "/extras/entrusted_by", "委托部门", 100).hint("受委托办理的，写明委托部门的全称"),
            Spec::new(
                "agency_files",
                "/agency/value/files",
                "村（社区）可以代收代办",
                Shape::Flag,
            )
            .marked("/agency/confirmed")
            .required(),
            text("agency_role", "/agency/value/role", "村（社区）做什么", 300).marked("/agency/confirmed"),
            may("agency_note", "/agency/value/note", "代办说明", 300).marked("/agency/confirmed"),
            pick("online_depth", "/online_depth/value", "网上办理深度", List::OnlineDepth)
                .marked("/online_depth/confirmed"),
            Spec::new("ways", "/extras/ways", "办理形式", Shape::Picks(List::Way)),
            may("computer_url", "/extras/computer_url", "计算机端在线办理跳转地址", 500)
                .hint("在别的网站办的才填，以 https:// 开头"),
            may("mobile_url", "/extras/mobile_url", "移动端办理地址", 500).hint("在别的网站办的才填，以 https:// 开头"),
            may("online_url", "/extras/online_url", "网办地址", 256).hint("在别的网站办的才填，以 https:// 开头"),
            Spec::new("terminals", "/extras/terminals", "能否在自助终端办理", Shape::Tri),
            may("handle_area", "/extras/handle_area", "通办范围", 100).hint("例如：全市通办、全省通办、跨省通办"),
            may("other_offices", "/extras/other_offices", "联办机构", 200).hint("和哪些单位一起办"),
            may("intermediary", "/extras/intermediary", "中介服务", 500).hint("必须先由中介机构做什么；没有就留空"),
            Spec::new("effective_on", "/extras/effective_on", "计划生效日期", Shape::Day),
            Spec::new("cancel_on", "/extras/cancel_on", "计划取消日期", Shape::Day),
            may("notes", "/notes", "备注", 500).hint("群众会看到"),
            Spec::new("editor_notes", "/editor_notes", "编辑备注", Shape::Lines)
                .hint("只有编辑和审核的人看得到：外地样例、还要核对什么，每行一条"),
            Spec::new(
                "related",
                "/related",
                "常常还要办的事项",
                Shape::List {
                    specs: RELATED,
                    item_label: "事项",
                    max: 10,
                },
            ),
        ],
    },
    Group {
        id: "basis",
        title: "设定依据",
        intro: "没有依据的事项不能公布。",
        specs: &[
            may("power_source", "/power_source/value", "权力来源", 200).marked("/power_source/confirmed"),
            Spec::new(
                "legal_basis",
                "/legal_basis",
                "设定依据",
                Shape::List {
                    specs: LAW,
                    item_label: "依据",
                    max: 30,
                },
            ),
        ],
    },
    Group {
        id: "conditions",
        title: "受理条件",
        intro: "",
        specs: &[
            text("who_applies", "/who_applies", "谁可以申请", 300).required(),
            Spec::new("conditions", "/conditions/value", "受理条件", Shape::Lines)
                .marked("/conditions/confirmed")
                .hint("每行一条")
                .required(),
            may("quantity_limit", "/extras/quantity_limit", "数量限制", 256).hint("有名额限制的写明多少、怎样定"),
            Spec::new(
                "eligibility",
                "/eligibility",
                "可以由回答判断的条件",
                Shape::List {
                    specs: ELIGIBILITY,
                    item_label: "条件",
                    max: 20,
                },
            )
            .hint("一口清据此告诉群众自己是否符合"),
        ],
    },
    Group {
        id: "situations",
        title: "情形",
        intro: "一口清向群众提的问题；材料和条件按回答增减。",
        specs: &[Spec::new(
            "situations",
            "/situations",
            "情形问题",
            Shape::List {
                specs: SITUATION,
                item_label: "问题",
                max: 20,
            },
        )],
    },
    Group {
        id: "materials",
        title: "申请材料",
        intro: "能共享的不要群众提交，没有依据的不得要求。",
        specs: &[Spec::new(
            "materials",
            "/materials",
            "申请材料",
            Shape::List {
                specs: MATERIAL,
                item_label: "材料",
                max: 60,
            },
        )],
    },
    Group {
        id: "flow",
        title: "办理流程",
        intro: "",
        specs: &[
            Spec::new(
                "steps",
                "/steps/value",
                "办理环节",
                Shape::List {
                    specs: STEP,
                    item_label: "环节",
                    max: 30,
                },
            )
            .marked("/steps/confirmed"),
            Spec::new("special_procedures", "/special_procedures", "特别程序", Shape::Lines)
                .hint("每行一个，例如：听证、现场勘验；不计入时限"),
            may("notice_place", "/public_notice/value/place", "公示的地方", 200).marked("/public_notice/confirmed"),
            Spec::new(
                "notice_unit",
                "/public_notice/value/length",
                "公示期限",
                Shape::LimitUnit {
                    none: true,
                    count: "notice_length",
                },
            )
            .marked("/public_notice/confirmed"),
            Spec::new(
                "notice_length",
                "/public_notice/value/length",
                "公示期限数字",
                Shape::LimitCount,
            )
            .marked("/public_notice/confirmed")
            .shown("notice_unit", LIMITED)
            .required(),
            may("notice_basis", "/public_notice/value/basis", "公示的依据", 200).marked("/public_notice/confirmed"),
        ],
    },
    Group {
        id: "limits",
        title: "时限和跑动次数",
        intro: "承诺时限不得长于法定时限。",
        specs: &[
            pick("case_type", "/case_type", "办件类型", List::CaseType).required(),
            Spec::new(
                "statutory_unit",
                "/statutory_limit/value",
                "法定办结时限",
                Shape::LimitUnit {
                    none: true,
                    count: "statutory",
                },
            )
            .marked("/statutory_limit/confirmed")
            .required(),
            Spec::new("statutory", "/statutory_limit/value", "法定时限数字", Shape::LimitCount)
                .marked("/statutory_limit/confirmed")
                .shown("statutory_unit", LIMITED)
                .required(),
            text("statutory_basis", "/limit_notes/statutory", "法定时限的依据", 300)
                .marked("/statutory_limit/confirmed"),
            Spec::new(
                "promised_unit",
                "/promised_limit/value",
                "承诺办结时限",
                Shape::LimitUnit {
                    none: false,
                    count: "promised",
                },
            )
            .marked("/promised_limit/confirmed")
            .required(),
            Spec::new("promised", "/promised_limit/value", "承诺时限数字", Shape::LimitCount)
                .marked("/promised_limit/confirmed")
                .shown("promised_unit", LIMITED)
                .required(),
            text("promised_basis", "/limit_notes/promised", "承诺时限说明", 300).marked("/promised_limit/confirmed"),
            Spec::new(
                "extension_unit",
                "/limit_notes/extension",
                "经批准可以延长",
                Shape::LimitUnit {
                    none: true,
                    count: "extension",
                },
            ),
            Spec::new("extension", "/limit_notes/extension", "延长数字", Shape::LimitCount)
                .shown("extension_unit", LIMITED)
                .required(),
            Spec::new(
                "on_the_spot_first",
                "/limit_notes/on_the_spot_first",
                "材料齐全时当场办",
                Shape::Flag,
            )
            .required(),
            may("limit_note", "/limit_notes/note", "时限备注", 300),
            Spec::new(
                "visits",
                "/visits/value/count",
                "到办事现场次数",
                Shape::Count { max: 9, unit: "次" },
            )
            .marked("/visits/confirmed")
            .required(),
            may("visits_reason", "/visits/value/reason", "必须到现场的原因", 300)
                .marked("/visits/confirmed")
                .hint("次数为 0 时留空"),
        ],
    },
    Group {
        id: "fee",
        title: "收费",
        intro: "",
        specs: &[
            Spec::new("charged", "/fee/value/charged", "是否收费", Shape::Tri)
                .marked("/fee/confirmed")
                .required(),
            text("fee_basis", "/fee/value/basis", "收费依据", 300).marked("/fee/confirmed"),
            Spec::new(
                "fee_items",
                "/fee/value/items",
                "收费项目和标准",
                Shape::List {
                    specs: FEE,
                    item_label: "收费项目",
                    max: 20,
                },
            )
            .marked("/fee/confirmed")
            .shown("charged", &["yes"]),
            Spec::new("pay_online", "/fee/value/pay_online", "能否网上支付", Shape::Tri)
                .marked("/fee/confirmed")
                .shown("charged", &["yes"])
                .required(),
        ],
    },
    Group {
        id: "result",
        title: "办理结果",
        intro: "",
        specs: &[
            text("result_name", "/result/value/name", "结果名称", 100)
                .marked("/result/confirmed")
                .required(),
            pick("result_kind", "/result/value/kind", "结果类型", List::ResultKind)
                .marked("/result/confirmed")
                .required(),
            may("result_sample", "/result/value/sample", "结果样本", 300)
                .marked("/result/confirmed")
                .hint("在哪里能看到样本"),
            Spec::new(
                "years",
                "/validity/value/years",
                "有效年数",
                Shape::Count { max: 100, unit: "年" },
            )
            .marked("/validity/confirmed"),
            Spec::new(
                "by_age",
                "/validity/value/by_age",
                "按年龄的有效期",
                Shape::List {
                    specs: BY_AGE,
                    item_label: "年龄段",
                    max: 10,
                },
            )
            .marked("/validity/confirmed"),
            Spec::new(
                "renew_before",
                "/validity/value/renew_before_days",
                "到期前多少天申请延续",
                Shape::Count { max: 999, unit: "天" },
            )
            .marked("/validity/confirmed"),
            may("validity_basis", "/validity/value/basis", "有效期的依据", 300).marked("/validity/confirmed"),
        ],
    },
    Group {
        id: "questions",
        title: "常见问题",
        intro: "窗口最常被问到的，写在这里，群众少跑一趟。",
        specs: &[Spec::new(
            "questions",
            "/questions",
            "常见问题",
            Shape::List {
                specs: QUESTION,
                item_label: "问题",
                max: 30,
            },
        )],
    },
];

/// Every element of the sheet itself, without those within lists.
pub fn specs() -> impl Iterator<Item = &'static Spec> {
    GROUPS.iter().flat_map(|group| group.specs)
}

/// Whether an element is read by those who keep the standard alone.
#[must_use]
pub fn for_editors(path: &str) -> bool {
    path == "editor_notes"
}
