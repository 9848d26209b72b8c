//! A case's correction and end by plain forms: the letter, its answer, the delivery, applying again.

use app::backend::Cases;
use app::backend::desk::Desk;
use shared::case::{CaseNo, CaseState};

use crate::harness::World;
use crate::harness::people::{OTHER_PNG, Person};

async fn revision(world: &World, who: &Person, number: &CaseNo) -> String {
    Desk::open(&*world.services, &who.session, number)
        .await
        .unwrap()
        .revision
        .to_string()
}

async fn state(world: &World, who: &Person, number: &CaseNo) -> CaseState {
    Cases::view(&*world.services, &who.session, number)
        .await
        .unwrap()
        .card
        .state
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_correction_to_the_result_without_script() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    world.clock.advance(std::time::Duration::from_secs(60));
    let (mut desk, mut home) = (world.browser_of(&officer), world.browser_of(&elder));
    let act = format!("/desk/cases/{number}/act");
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(page.shows("一次性告知补正") && !page.shows("13900000001"));

    // What was never asked is not on the sheet; a reason is missing: the error stands at that one input.
    let letter = format!("/desk/cases/{number}/correction");
    let page = desk.get(&letter).await;
    assert!(
        page.shows("name=\"ask:bank_photo\"") && !page.shows("ask:proxy_papers") && !page.shows("13900000001"),
        "{}",
        page.text()
    );
    let seen = page.hidden("revision");
    let fields = [
        ("do", "preview"),
        ("revision", &*seen),
        ("ask:bank_photo", "on"),
        ("why:bank_photo", " "),
        ("days", "十天"),
    ];
    let page = desk.post(&letter, &fields).await;
    assert!(
        page.shows("error-summary") && page.shows("href=\"#f-why-bank-photo\"") && page.shows("href=\"#f-days\""),
        "{}",
        page.text()
    );
    assert_eq!(page.text().matches("aria-invalid").count(), 1, "{}", page.text());
    assert!(
        page.shows("value=\"十天\"") && page.shows("name=\"ask:bank_photo\" value=\"on\" checked"),
        "{}",
        page.text()
    );
    let page = desk
        .post(&letter, &[("do", "preview"), ("revision", &*seen), ("days", "10")])
        .await;
    assert!(page.shows("还没有选要补正什么"), "{}", page.text());

    // Whoever says what is wrong may look at what was filled in, once, with a reason; nothing typed is lost.
    let look = |why: &'static str| {
        [
            ("do", "look"),
            ("revision", &*seen),
            ("why:applicant", "手机打不通"),
            ("look", why),
        ]
    };
    let page = desk.post(&letter, &look("看")).await;
    assert!(
        page.shows("请写明查看的原因") && page.shows("href=\"#f-look\"") && page.shows("手机打不通"),
        "{}",
        page.text()
    );
    assert!(!page.shows("13900000001"));
    let page = desk.post(&letter, &look("核对手机号码")).await;
    assert!(page.shows("13900000001") && page.shows("手机打不通"), "{}", page.text());
    assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 1);

    // A reason typed without a tick is asked: it stands in the letter, which goes out only as it was read.
    let typed = [
        ("revision", &*seen),
        ("ask:bank_photo", "on"),
        ("std:bank_photo", "blurred"),
        ("why:bank_photo", "要看得清卡号"),
        ("why:applicant", "手机打不通"),
        ("days", "10"),
    ];
    let with = |more: &[(&'static str, String)]| -> Vec<(&'static str, String)> {
        let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned()));
        more.iter().cloned().chain(typed).collect()
    };
    let unread = with(&[("do", "send".into()), ("seen", "another letter".into())]);
    let unread: Vec<(&str, &str)> = unread.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &unread).await;
    assert!(
        page.shows("发出前看一遍")
            && page.shows("请补 2 样")
            && page.shows("请补充或更正“")
            && page.shows("手机打不通"),
        "{}",
        page.text()
    );
    assert_eq!(
        state(&world, &elder, &number).await,
        CaseState::Submitted,
        "unread, unsent"
    );
    let read = page.hidden("seen");
    let back = with(&[("do", "edit".into())]);
    let back: Vec<(&str, &str)> = back.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &back).await;
    for kept in [
        "要看得清卡号",
        "手机打不通",
        "name=\"ask:applicant\" value=\"on\" checked",
        "value=\"blurred\" checked",
    ] {
        assert!(
            page.shows(kept),
            "going back keeps what was typed, {kept}: {}",
            page.text()
        );
    }
    let send = with(&[("do", "send".into()), ("seen", read)]);
    let send: Vec<(&str, &str)> = send.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = desk.post(&letter, &send).await;
    assert!(
        page.status() == 200 && page.at == format!("/desk/cases/{number}") && page.shows("已告知申请人补正"),
        "{}",
        page.text()
    );
    // Once only: the page says so instead of offering a second letter.
    assert!(desk.get(&letter).await.shows("已经一次性告知过"));
    let page = home.get(&format!("/mine/{number}")).await;
    assert!(
        page.shows("请补 2 样") && page.shows("要看得清卡号") && page.shows("手机打不通"),
        "{}",
        page.text()
    );
    assert!(!page.shows("一般免提交"), "what is asked for is not called needless");

    // The answer is judged as the first was; what was typed is still there.
    world.clock.advance(std::time::Duration::from_secs(60));
    let mine = format!("/mine/{number}");
    let supply = format!("{mine}/supply");
    let typed = |phone| {
        [
            ("applicant.name", "陈海明"),
            ("applicant.citizen_number", "350501193503100116"),
            ("applicant.mobile", phone),
            ("supply_note", "换了号码"),
        ]
    };
    let page = home.post(&supply, &typed("139")).await;
    assert!(
        page.shows("href=\"#f-applicant-mobile\"") && page.shows("href=\"#f-bank-photo\""),
        "{}",
        page.text()
    );
    assert!(page.shows("value=\"139\"") && page.shows("换了号码"));
    let texts = [("path", "bank_photo"), ("page", mine.as_str())];
    let page = home
        .upload(
            &format!("{mine}/files"),
            &texts,
            "照片.jpg",
            b"<html><script>alert(1)</script>",
        )
        .await;
    assert!(
        page.at == mine && page.shows("href=\"#f-bank-photo\"") && page.shows("只收图片和 PDF"),
        "{}",
        page.text()
    );
    home.upload(&format!("{mine}/files"), &texts, "照片.png", OTHER_PNG)
        .await;
    let page = home.post(&supply, &typed("13900000088")).await;
    assert!(page.shows("补正已提交"), "{}", page.text());

    let seen = revision(&world, &officer, &number).await;
    let page = desk.post(&act, &[("act", "accept"), ("revision", &seen)]).await;
    assert!(page.shows("已受理，承诺 12 月 7 日前办结"), "{}", page.text());
    let page = desk.post(&act, &[("act", "accept"), ("revision", &seen)]).await;
    assert!(page.shows("不是最新"), "the same press twice: {}", page.text());
    let seen = revision(&world, &officer, &number).await;
    let page = desk
        .post(
            &act,
            &[
                ("act", "grant"),
                ("revision", &seen),
                ("grant-result", " "),
                ("grant-notes", "见附件"),
            ],
        )
        .await;
    assert!(
        page.shows("href=\"#f-grant-result\"") && page.shows("见附件"),
        "{}",
        page.text()
    );
    desk.post(
        &act,
        &[
            ("act", "grant"),
            ("revision", &seen),
            ("grant-result", "准予发放"),
            ("grant-notes", ""),
        ],
    )
    .await;
    assert!(home.get(&mine).await.shows("准予发放"));
    assert_eq!(state(&world, &elder, &number).await, CaseState::Granted);
}

/// What was delivered and how is asked at the desk and read at home; a parcel has a number that a carrier gives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_result_is_delivered_by_hand_or_under_a_number() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let (mut desk, mut home) = (world.browser_of(&officer), world.browser_of(&elder));
    let act = format!("/desk/cases/{number}/act");
    let mine = format!("/mine/{number}");
    for (name, more) in [("accept", ("note", "")), ("grant", ("grant-result", "准予发放"))] {
        let seen = revision(&world, &officer, &number).await;
        desk.post(&act, &[("act", name), ("revision", &seen), more]).await;
    }
    let page = home.get(&mine).await;
    for told in [
        "请按下面的说明领取结果",
        "怎么拿结果",
        "深沪镇综合便民服务中心",
        "申请人的身份证件",
    ] {
        assert!(page.shows(told), "{told}: {}", page.text());
    }
    assert!(!page.shows("电子件") && page.shows("what-next done"), "{}", page.text());
    let seen = revision(&world, &officer, &number).await;
    let wrong: [(&[(&str, &str)], &str); 3] = [
        (&[], "#f-close-how"),
        (&[("close-how", "post"), ("close-waybill", "")], "#f-close-waybill"),
        (
            &[("close-how", "post"), ("close-waybill", "寄出去了")],
            "#f-close-waybill",
        ),
    ];
    for (typed, at) in wrong {
        let mut fields = vec![("act", "close"), ("revision", &*seen)];
        fields.extend(typed);
        let page = desk.post(&act, &fields).await;
        assert!(page.shows(&format!("href=\"{at}\"")), "{at}: {}", page.text());
    }
    // The applicant chose to come for it: that stands beside the form, and another way is explained.
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(
        page.shows("申请人选的送达方式：<strong>到窗口领取</strong>"),
        "{}",
        page.text()
    );
    let mut fields = vec![
        ("act", "close"),
        ("revision", &*seen),
        ("close-how", "post"),
        ("close-waybill", " 1234567 890123 "),
    ];
    let page = desk.post(&act, &fields).await;
    assert!(
        page.shows("href=\"#f-close-note\"") && page.shows("申请人选的是到窗口领取"),
        "{}",
        page.text()
    );
    assert_eq!(state(&world, &elder, &number).await, CaseState::Granted);
    fields.push(("close-note", "申请人来电改为邮寄"));
    desk.post(&act, &fields).await;
    let page = home.get(&mine).await;
    assert!(
        page.shows("结果已寄出，快递单号 1234567890123") && page.shows("申请人来电改为邮寄"),
        "{}",
        page.text()
    );
    // Who sent it finds it again, without looking at anything that is masked.
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(page.shows("快递单号 1234567890123"), "{}", page.text());
}

/// After taking it back one begins anew with what was answered; one's own files can be opened again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_applies_again_with_the_old_answers() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let number = world.case_of(&elder).await.number;
    let mut home = world.browser_of(&elder);
    let mine = format!("/mine/{number}");
    let page = home.get(&mine).await;
    let file = Cases::view(&*world.services, &elder.session, &number)
        .await
        .unwrap()
        .files[0]
        .id
        .clone();
    assert!(page.shows(&format!("href=\"/files/{file}\"")), "{}", page.text());
    assert!(!page.shows("重新申请\""));
    home.post(&format!("{mine}/act"), &[("act", "withdraw"), ("withdraw-reason", "")])
        .await;
    assert!(home.get(&mine).await.shows("/again\""));
    let receipt = home.get(&format!("{mine}/receipt")).await;
    assert!(
        receipt.shows("收件凭证") && !receipt.shows("提交成功"),
        "{}",
        receipt.text()
    );
    let page = home.post(&format!("{mine}/again"), &[]).await;
    assert!(
        page.at.starts_with("/apply/JJ-MZ-04/") && page.at.ends_with("/review"),
        "{}",
        page.at
    );
    assert!(
        page.shows("陈海明") && page.shows("收件 → 深沪镇综合便民服务中心办理"),
        "{}",
        page.text()
    );
}

/// What an office asks for in its own words has a place to be handed in, and stands at the desk under its own name.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paper_asked_for_in_free_words_can_be_handed_in() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer) = (world.elder().await, world.officer().await);
    let number = world.case_of(&elder).await.number;
    let (mut desk, mut home) = (world.browser_of(&officer), world.browser_of(&elder));
    let mine = format!("/mine/{number}");
    let put = format!("{mine}/files");
    let texts = [("path", "other_papers"), ("page", mine.as_str())];
    // Nobody has asked: there is no such place.
    let page = home.upload(&put, &texts, "合同.png", OTHER_PNG).await;
    assert!(page.shows("现在不需要补正"), "{}", page.text());

    world.clock.advance(std::time::Duration::from_secs(60));
    let letter = format!("/desk/cases/{number}/correction");
    let seen = revision(&world, &officer, &number).await;
    let other = ("other", "请补交房东签字的租房合同");
    let read = desk
        .post(&letter, &[("do", "preview"), ("revision", &*seen), other])
        .await
        .hidden("seen");
    let page = desk
        .post(
            &letter,
            &[("do", "send"), ("revision", &*seen), ("seen", &*read), other],
        )
        .await;
    assert!(page.shows("已告知申请人补正"), "{}", page.text());

    world.clock.advance(std::time::Duration::from_secs(60));
    let page = home.get(&mine).await;
    assert!(
        page.shows("name=\"file:other_papers\"") && page.shows("请补交房东签字的租房合同。拍照或选择图片、PDF"),
        "{}",
        page.text()
    );
    let supply = format!("{mine}/supply");
    let page = home.post(&supply, &[("supply_note", "")]).await;
    assert!(page.shows("还没有写您补了什么"), "{}", page.text());
    let page = home.upload(&put, &texts, "合同.png", OTHER_PNG).await;
    assert!(page.at == mine && page.shows("合同.png"), "{}", page.text());
    let page = home.post(&supply, &[("supply_note", "")]).await;
    assert!(
        page.shows("补正已提交") && page.shows("另外要求的材料"),
        "{}",
        page.text()
    );
    let page = desk.get(&format!("/desk/cases/{number}")).await;
    assert!(
        page.shows("另外要求的材料") && page.shows("文件 1.png"),
        "{}",
        page.text()
    );
    // The same is under way: another is seldom meant.
    let page = home.get("/apply/JJ-MZ-04").await;
    assert!(
        page.shows("您已经申请过这件事") && page.shows(&format!("href=\"{mine}\"")),
        "{}",
        page.text()
    );
}

/// What the guidance would say against the answers is told before they are handed in; the office decides.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_granted_is_told_before_it_is_handed_in() {
    let world = World::in_jinjiang().await.in_demo();
    let elder = world.elder().await;
    let draft = world.ready_draft(&elder).await;
    let mut home = world.browser_of(&elder);
    let review = format!("/apply/JJ-MZ-04/{draft}/review");
    assert!(!home.get(&review).await.shows("现在还不能办"));
    let mut answers = crate::harness::people::answers();
    answers.put("local", serde_json::Value::Bool(false));
    let seen = world.draft(&elder, &draft).await.revision;
    app::backend::Drafts::save(&*world.services, &elder.session, &draft, seen, answers)
        .await
        .unwrap();
    let page = home.get(&review).await;
    assert!(
        page.shows("从您的回答看，现在还不能办") && page.shows("由受理单位审核"),
        "{}",
        page.text()
    );
    let first = &world.draft(&elder, &draft).await.form.pages[0].id;
    let page = home.get(&format!("/apply/JJ-MZ-04/{draft}/page/{first}")).await;
    assert!(page.shows("现在还不能办"), "{}", page.text());
    let line = home.get("/mine").await;
    assert!(line.shows("申请人 陈海明"), "{}", line.text());
}

/// Two write at one letter, and one is faster: what the other wrote is still there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_overtaken_leaves_what_was_written() {
    let world = World::in_jinjiang().await.in_demo();
    let (elder, officer, lead) = (world.elder().await, world.officer().await, world.lead().await);
    let number = world.case_of(&elder).await.number;
    let letter = format!("/desk/cases/{number}/correction");
    let (mut first, mut second) = (world.browser_of(&officer), world.browser_of(&lead));
    let seen = revision(&world, &officer, &number).await;
    let mine = [("revision", &*seen), ("why:bank_photo", "卡号看不清"), ("days", "１５")];
    let theirs = [
        ("revision", &*seen),
        ("why:applicant", "手机打不通"),
        ("other", "请补租房合同"),
    ];
    let read = |page: crate::harness::browser::Page| page.hidden("seen");
    let page = first.post(&letter, &[&[("do", "preview")], &mine[..]].concat()).await;
    assert!(
        !page.shows("补正期限不对"),
        "full-width digits are digits: {}",
        page.told()
    );
    let (mine_seen, theirs_seen) = (
        read(page),
        read(
            second
                .post(&letter, &[&[("do", "preview")], &theirs[..]].concat())
                .await,
        ),
    );
    let send = [&[("do", "send"), ("seen", &*mine_seen)], &mine[..]].concat();
    assert!(first.post(&letter, &send).await.shows("已告知申请人补正"));
    let send = [&[("do", "send"), ("seen", &*theirs_seen)], &theirs[..]].concat();
    let page = second.post(&letter, &send).await;
    assert_eq!(page.status(), 409, "{}", page.text());
    for kept in ["补正没有发出", "手机打不通", "请补租房合同"] {
        assert!(page.shows(kept), "{kept}: {}", page.text());
    }
    assert!(page.shows(&format!("href=\"/desk/cases/{number}\"")), "{}", page.text());
}
