//! Real questions → the item that must be among the first three.

use super::*;

/// (what is typed, the item)
const QUESTIONS: &[(&str, &str)] = &[
    // by everyday names
    ("低保", "JJ-MZ-01"),
    ("低保怎么办理", "JJ-MZ-01"),
    ("家里很穷吃低保", "JJ-MZ-01"),
    ("五保户", "JJ-MZ-02"),
    ("家里着火了有没有救助", "JJ-MZ-03"),
    ("高龄补贴", "JJ-MZ-04"),
    ("八十岁老人补贴", "JJ-MZ-04"),
    ("老人证", "JJ-MZ-05"),
    ("给老人办优待证", "JJ-MZ-05"),
    ("敬老卡怎么办", "JJ-MZ-05"),
    ("残疾补贴", "JJ-MZ-06"),
    ("没爹没妈的孩子", "JJ-MZ-07"),
    ("领证", "JJ-MZ-08"),
    ("想结婚去哪里登记", "JJ-MZ-08"),
    ("抱养孩子", "JJ-MZ-09"),
    ("残疾证", "JJ-CL-01"),
    ("残疾证丢了怎么补", "JJ-CL-02"),
    ("申请轮椅", "JJ-CL-03"),
    ("自闭症孩子康复", "JJ-CL-04"),
    ("农村社保怎么交", "JJ-RS-01"),
    ("领退休金", "JJ-RS-02"),
    ("自己交社保", "JJ-RS-04"),
    ("下岗了", "JJ-RS-05"),
    ("失业金", "JJ-RS-08"),
    ("社保卡", "JJ-RS-09"),
    ("养老金刷脸认证", "JJ-RS-10"),
    ("准生证", "JJ-WJ-01"),
    ("怀孕了要办什么", "JJ-WJ-01"),
    ("失独", "JJ-WJ-03"),
    ("独生子女证补办", "JJ-WJ-04"),
    ("开理发店卫生许可证", "JJ-WJ-05"),
    ("暂住证", "JJ-GA-01"),
    ("居住证续签", "JJ-GA-02"),
    ("给孩子上户口", "JJ-GA-03"),
    ("宝宝报户口要带什么", "JJ-GA-03"),
    ("父亲去世销户口", "JJ-GA-04"),
    ("老婆户口迁过来", "JJ-GA-05"),
    ("身份证丢了", "JJ-GA-06"),
    ("狗证", "JJ-GA-07"),
    ("开民宿", "JJ-GA-08"),
    ("我想在村里盖房子需要什么手续", "JJ-NY-01"),
    ("批宅基地", "JJ-NY-01"),
    ("砍自己家的树", "JJ-ZR-02"),
    ("农村房产证", "JJ-ZR-03"),
    ("买二手房过户", "JJ-ZR-04"),
    ("查名下有没有房", "JJ-ZR-05"),
    ("卖猪要检疫", "JJ-NY-03"),
    ("养鸡场备案", "JJ-NY-07"),
    ("买拖拉机有补贴吗", "JJ-NY-08"),
    ("拖拉机上牌", "JJ-NY-06"),
    ("渔船出海打鱼", "JJ-NY-09"),
    ("摆摊", "JJ-SC-01"),
    ("开个小店要什么执照", "JJ-SC-01"),
    ("换执照改店名", "JJ-SC-02"),
    ("店不开了注销", "JJ-SC-03"),
    ("开奶茶店", "JJ-SC-04"),
    ("卖包装零食", "JJ-SC-05"),
    ("豆腐坊", "JJ-SC-06"),
    ("成立农民合作社", "JJ-SC-07"),
    ("新房接自来水", "JJ-GY-01"),
    ("水表过户", "JJ-GY-02"),
    ("装电表", "JJ-GY-03"),
    ("电费户名改名", "JJ-GY-04"),
    ("家里人多电费优惠", "JJ-GY-05"),
    ("装天然气", "JJ-GY-06"),
    ("新农合", "JJ-QT-01"),
    ("退伍军人优待证", "JJ-QT-02"),
    // by the names the law uses, whole and in part, and by code
    ("最低生活保障审核确认", "JJ-MZ-01"),
    ("农村部分计划生育家庭奖励扶助", "JJ-WJ-02"),
    ("城乡居民基本养老保险参保登记", "JJ-RS-01"),
    ("个体工商户设立", "JJ-SC-01"),
    ("jj-mz-04", "JJ-MZ-04"),
    ("JJMZ04", "JJ-MZ-04"),
    // by sound: pinyin, initials, beginnings, words written together, mixed
    ("dibao", "JJ-MZ-01"),
    ("di bao", "JJ-MZ-01"),
    ("laorenzheng", "JJ-MZ-05"),
    ("zhaijidi", "JJ-NY-01"),
    ("shangpai", "JJ-NY-06"),
    ("shbzk", "JJ-RS-09"),
    ("sbk", "JJ-RS-09"),
    ("jzz", "JJ-GA-01"),
    ("sfz", "JJ-GA-06"),
    ("gtgsh", "JJ-SC-01"),
    ("gaoling", "JJ-MZ-04"),
    ("gelaorenbanyoudaizheng", "JJ-MZ-05"),
    ("办shenfenzheng", "JJ-GA-06"),
    // with one slip of the pen
    ("第保", "JJ-MZ-01"),
    ("居往证", "JJ-GA-01"),
    ("高领津贴", "JJ-MZ-04"),
    ("残疾人正", "JJ-CL-01"),
    ("宅鸡地", "JJ-NY-01"),
    ("juzhuzeng", "JJ-GA-01"),
    ("zhajidi", "JJ-NY-01"),
    ("失业宝险金", "JJ-RS-08"),
    // with the place, full width, punctuation
    ("深沪镇 低保", "JJ-MZ-01"),
    ("晋江高龄津贴怎么领？", "JJ-MZ-04"),
    ("ＳＦＺ", "JJ-GA-06"),
    ("请问，孩子没户口怎么办？？", "JJ-GA-03"),
];

#[test]
fn what_people_ask_for_is_among_the_first_three() {
    let index = index();
    let missed: Vec<String> = QUESTIONS
        .iter()
        .filter_map(|(question, item)| {
            let found = find(&index, question);
            let first: Vec<_> = found.iter().take(3).collect();
            (!first.iter().any(|id| id == item)).then(|| format!("{question} → {item}, not {first:?}"))
        })
        .collect();
    assert!(QUESTIONS.len() >= 60);
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_has_one_name_comes_first() {
    let index = index();
    for (question, item) in [
        ("低保", "JJ-MZ-01"),
        ("老人证", "JJ-MZ-05"),
        ("居住证", "JJ-GA-01"),
        ("社保卡", "JJ-RS-09"),
        ("dibao", "JJ-MZ-01"),
        ("狗证", "JJ-GA-07"),
        ("JJ-SC-04", "JJ-SC-04"),
        ("给孩子上户口", "JJ-GA-03"),
        ("摆摊", "JJ-SC-01"),
    ] {
        assert_eq!(
            find(&index, question).first().map(String::as_str),
            Some(item),
            "{question}"
        );
    }
}

#[test]
fn initials_of_a_whole_field_find_its_items() {
    let index = index();
    let found = find(&index, "shbx");
    assert!(found.len() >= 4, "{found:?}");
    assert!(
        found
            .iter()
            .take(4)
            .all(|id| id.starts_with("JJ-RS") || id == "JJ-QT-01"),
        "{found:?}"
    );
}

#[test]
fn a_question_about_nothing_here_has_no_answer() {
    let index = index();
    for question in ["", "   ", "？？", "怎么办", "我想办事", "量子计算", "zzzzqq", "🙂"] {
        let outcome = index.search(question, &Want::ALL);
        assert!(outcome.hits.is_empty(), "{question}: {:?}", find(&index, question));
        assert_eq!(outcome.total, 0);
    }
}

#[test]
fn a_question_half_answered_tells_its_neighbours() {
    let index = index();
    let outcome = index.search("钢琴乐器演奏表演补贴火柴收藏申请", &Want::ALL);
    assert!(outcome.hits.is_empty());
    assert!(!outcome.neighbours.is_empty());
    assert!(outcome.neighbours.len() <= 6);
}

#[test]
fn a_filter_admits_and_a_preference_lifts() {
    let index = index();
    let ids = |want: &Want<'_>| -> Vec<String> {
        let hits = index.search("注销", want).hits;
        hits.iter().map(|hit| index.id(hit.item).to_owned()).collect()
    };
    let only_business = |item: u32| index.id(item).starts_with("JJ-SC");
    let narrowed = ids(&Want {
        admit: &only_business,
        ..Want::ALL
    });
    assert_eq!(narrowed, ["JJ-SC-03"]);
    let lifted = |item: u32| if index.id(item) == "JJ-RS-03" { 3.0 } else { 1.0 };
    let first = ids(&Want {
        prefer: &lifted,
        ..Want::ALL
    });
    assert_eq!(first.first().map(String::as_str), Some("JJ-RS-03"));
}

#[test]
fn the_limit_cuts_the_answers_but_not_their_number() {
    let index = index();
    let outcome = index.search("登记", &Want { limit: 2, ..Want::ALL });
    assert_eq!(outcome.hits.len(), 2);
    assert!(outcome.total > 5);
}
