//! What one entry of each list of the sheet is made of.

use super::choices::List;
use super::spec::{Shape, Spec};

pub(super) const fn text(id: &'static str, at: &'static str, label: &'static str, max: u32) -> Spec {
    Spec::new(id, at, label, Shape::Text(max))
}

pub(super) const fn may(id: &'static str, at: &'static str, label: &'static str, max: u32) -> Spec {
    Spec::new(id, at, label, Shape::OptText(max))
}

pub(super) const fn pick(id: &'static str, at: &'static str, label: &'static str, list: List) -> Spec {
    Spec::new(id, at, label, Shape::Pick(list))
}

pub(super) const LIMITED: &[&str] = &["working_days", "natural_days", "months"];

pub(super) const LAW: &[Spec] = &[
    text("law", "/law", "法律法规或文件名称", 200)
        .marked("/confirmed")
        .hint("写全称，不加书名号")
        .required(),
    text("article", "/article", "条款", 200)
        .marked("/confirmed")
        .hint("例如：第 12 条第二款"),
];

pub(super) const ELIGIBILITY: &[Spec] = &[
    Spec::new("rule", "/rule", "符合条件的情形", Shape::Condition).required(),
    text("otherwise", "/otherwise", "不符合时怎么告诉群众", 300)
        .hint("说清原因和出路")
        .required(),
    Spec::new("decides", "/decides", "判断的是哪几条受理条件", Shape::Lines)
        .hint("每行一条，照抄受理条件；没有判断到的条件，会告诉群众还要看"),
    Spec::new("instead", "/instead", "不符合时可以看看的事项", Shape::Lines).hint("每行一个事项编号，例如 JJ-MZ-03"),
];

pub(super) const RELATED: &[Spec] = &[
    text("item", "/item", "事项编号", 20).hint("例如 JJ-SC-04").required(),
    text("why", "/why", "什么时候还要办", 100)
        .hint("例如：卖现做的食品")
        .required(),
];

pub(super) const SITUATION: &[Spec] = &[
    text("id", "/ask/id", "编号", 40)
        .hint("小写字母、数字和下划线，例如 has_agent；申请表单用它接住回答")
        .required(),
    text("label", "/ask/label", "问题", 200)
        .hint("用群众听得懂的话问")
        .required(),
    may("hint", "/ask/hint", "补充说明", 300),
    Spec::new("kind", "/ask/kind", "回答方式", Shape::Question).required(),
    Spec::new("options", "/ask/options", "选项", Shape::Options)
        .hint("每行一个")
        .shown(".kind", &["choice", "choices"])
        .required(),
    may("why", "/why", "为什么问", 300),
];

pub(super) const MATERIAL: &[Spec] = &[
    text("id", "/id", "编号", 40)
        .hint("小写字母、数字和短横，例如 id-card；同一事项内不重复")
        .required(),
    text("name", "/name", "材料名称", 200).marked("/confirmed").required(),
    pick("form", "/form", "材料形式", List::MaterialForm)
        .marked("/confirmed")
        .required(),
    Spec::new("copies", "/copies", "份数", Shape::Count { max: 99, unit: "份" })
        .marked("/confirmed")
        .required(),
    pick("issuer", "/issuer", "来源渠道", List::Issuer)
        .marked("/confirmed")
        .required(),
    text("source", "/source", "从哪里来", 200)
        .marked("/confirmed")
        .hint("例如：公安机关核发")
        .required(),
    text_opt_law(),
    Spec::new("needed", "/needed", "什么情形下需要", Shape::Condition)
        .marked("/confirmed")
        .required(),
    may("needed_when", "/needed_when", "情形的说法", 100)
        .marked("/confirmed")
        .hint("例如：委托他人代办时"),
    Spec::new("electronic_ok", "/electronic_ok", "可以交照片或电子件", Shape::Flag)
        .marked("/confirmed")
        .required(),
    Spec::new(
        "filled_online",
        "/filled_online",
        "就是申请表，网上填写即可",
        Shape::Flag,
    )
    .required(),
    may("share", "/share", "由什么数据共享代替", 200)
        .marked("/confirmed")
        .hint("没有就留空"),
    may("note", "/note", "填报须知", 500).marked("/confirmed"),
    may("paper", "/paper", "纸质材料规格", 60)
        .marked("/confirmed")
        .hint("例如：A4"),
    may("standard", "/standard", "受理标准", 256)
        .marked("/confirmed")
        .hint("怎样才收，例如：证件在有效期内，字迹清楚"),
    may("blank_form", "/blank_form", "空白表格", 256)
        .marked("/confirmed")
        .hint("在哪里下载或领取"),
    may("example", "/example", "示例样表", 256)
        .marked("/confirmed")
        .hint("在哪里能看到填好的样子"),
    may("remark", "/remark", "备注", 256).marked("/confirmed"),
];

const fn text_opt_law() -> Spec {
    may("legal_basis", "/legal_basis", "要求提供的依据", 300)
        .marked("/confirmed")
        .hint("法律法规名称和条款；没有依据的材料不得要求提供")
}

pub(super) const STEP: &[Spec] = &[
    text("name", "/name", "环节", 100).required(),
    Spec::new("tiers", "/tiers", "由哪一级办", Shape::Picks(List::Tier)),
    may("who", "/who", "其他办理者", 100).hint("例如：派出所、供电企业"),
    Spec::new(
        "limit_unit",
        "/limit",
        "环节时限",
        Shape::LimitUnit {
            none: true,
            count: "limit",
        },
    ),
    Spec::new("limit", "/limit", "时限数字", Shape::LimitCount)
        .shown(".limit_unit", LIMITED)
        .required(),
    may("note", "/note", "说明", 500),
    pick("present", "/present", "申请人要不要在场", List::Presence).hint("不选就是不用在场"),
];

pub(super) const FEE: &[Spec] = &[
    text("name", "/name", "收费项目", 100).required(),
    Spec::new("amount", "/amount", "金额（元）", Shape::Money).required(),
];

pub(super) const QUESTION: &[Spec] = &[
    text("ask", "/ask", "常见问题", 200).required(),
    text("answer", "/answer", "解答", 1000).required(),
];

pub(super) const BY_AGE: &[Spec] = &[
    text("ages", "/ages", "年龄段", 60).required(),
    Spec::new("years", "/years", "有效年数", Shape::Count { max: 100, unit: "年" }).hint("长期有效就留空"),
];
