//! Cases: handed in exactly once, seen by their applicant alone, moved only as the law allows.

use std::collections::BTreeSet;
use std::time::Duration;

use app::backend::desk::Desk;
use app::backend::drafts::Drafts;
use app::backend::files::{FileHome, Files};
use app::backend::{Cases, ServiceError, Session};
use shared::case::{CaseNo, CaseState, Channel, Command, CommandKind, Delivery, Kept};
use shared::form::Answers;
use shared::id::DraftId;

use crate::harness::World;
use crate::harness::people::{
    ALLOWANCE, OTHER_PNG, PNG, Person, VILLAGE, answers, conflict, fields, not_found, withdraw,
};

const KEY: &str = "key-0000-0001";

async fn submit(world: &World, who: &Person, draft: &DraftId, key: &str) -> Result<CaseNo, ServiceError> {
    let receipt = world.services.submit(&who.session, draft, key, Channel::Phone).await?;
    Ok(receipt.number)
}

async fn act(world: &World, who: &Person, number: &CaseNo, act: Command) -> Result<String, ServiceError> {
    let revision = Desk::open(&*world.services, &who.session, number).await?.revision;
    Ok(Desk::act(&*world.services, &who.session, number, revision, act)
        .await?
        .words)
}

fn demand(path: &str) -> Command {
    let demand = shared::case::Demand {
        path: Some(path.into()),
        what: String::new(),
        why: "看不清，无法核对".into(),
    };
    Command::RequestCorrection {
        demands: vec![demand],
        days: Some(10),
    }
}

fn grant() -> Command {
    Command::Grant {
        result: "准予发放高龄津贴，自 12 月起".into(),
        notes: String::new(),
    }
}

async fn state(world: &World, who: &Person, number: &CaseNo) -> CaseState {
    Cases::view(&*world.services, &who.session, number)
        .await
        .unwrap()
        .card
        .state
}

stories! {
    in_jinjiang;

    async fn the_same_submission_twice_is_one_case_with_one_receipt(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let first = world.services.submit(&elder.session, &draft, KEY, Channel::Phone).await.unwrap();
        world.clock.advance(Duration::from_secs(30));
        let again = world.services.submit(&elder.session, &draft, KEY, Channel::Phone).await.unwrap();
        // The back button may bring a page with another key.
        let back = world.services.submit(&elder.session, &draft, "key-0000-0002", Channel::Computer).await.unwrap();
        assert_eq!((&first, &first), (&again, &back));
        assert!(first.place_name.ends_with("便民服务站收件 → 深沪镇综合便民服务中心办理"), "{}", first.place_name);
        assert_eq!(first.first_notice_due.unwrap().to_string(), "2026-11-30");
        assert_eq!(world.services.receipt(&elder.session, &first.number).await.unwrap(), first);
        assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM case_event").await, 1);
        assert!(not_found(Drafts::open(&*world.services, &elder.session, &draft).await));
    }

    /// Two who marry come to the city's register: nobody is sent to a town that only tells about it, and who has handed
    /// in reads why they still have to come.
    async fn nobody_is_sent_where_nothing_is_taken_in(world: World) {
        let (village, city) = (VILLAGE.parse().unwrap(), "350582000000".parse().unwrap());
        let marriage = "JJ-MZ-08".parse().unwrap();
        let handled = world.services.handled_by(&marriage, &village).await.unwrap().unwrap();
        assert_eq!((&handled.filed_at, &handled.handling), (&city, &city));
        let way = world.services.way_of(&handled.filed_at, &handled.handling).await.unwrap();
        assert_eq!(way, "晋江市行政服务中心办理");
        let allowance = ALLOWANCE.parse().unwrap();
        let handled = world.services.handled_by(&allowance, &village).await.unwrap().unwrap();
        assert_eq!(handled.filed_at, village, "its station takes this in");
        let item = world.services.item_version(&marriage, 1).await.unwrap();
        assert_eq!(item.visits.value.still_to_come().unwrap(), "网上提交以后还要到场：双方共同到场");
    }

    /// Numbers are random: among a million cases some are drawn twice.
    async fn a_number_drawn_twice_is_drawn_again(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let mut numbers = Vec::new();
        for key in ["key-0000-0001", "key-0000-0002", "key-0000-0003"] {
            let draft = world.ready_draft(&elder).await;
            world.clock.advance(Duration::from_secs(1));
            let receipt = world.drawing_from(9).submit(&elder.session, &draft, key, Channel::Phone).await.unwrap();
            numbers.push(receipt.number);
        }
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 3, "{numbers:?}");
        assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 3);
        assert_eq!(world.count("SELECT COUNT(*) FROM draft").await, 0);
    }

    async fn eight_submissions_at_once_are_one_case(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let tries = (0..8).map(|n| {
            let (services, session, draft) = (world.services.clone(), elder.session.clone(), draft.clone());
            // Some taps bring the same key, some a page loaded anew.
            let key = format!("key-0000-000{}", n % 3);
            tokio::spawn(async move { services.submit(&session, &draft, &key, Channel::Phone).await.unwrap().number })
        });
        let numbers: BTreeSet<CaseNo> = futures::future::join_all(tries).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 1);
        assert_eq!(world.count("SELECT COUNT(*) FROM case_answers").await, 1);
        let received = "SELECT CAST(SUM(value) AS BIGINT) FROM counter WHERE scope_kind = 'town' AND month = 'all' AND measure = 'received'";
        assert_eq!(world.count(received).await, 1);
    }

    async fn a_key_that_is_none_and_another_persons_key_make_no_case(world: World) {
        let world = world.in_demo();
        let (elder, neighbour) = (world.elder().await, world.neighbour().await);
        let draft = world.ready_draft(&elder).await;
        for key in ["", "short", "with space", &"k".repeat(65), "'; DROP--"] {
            assert_eq!(fields(&submit(&world, &elder, &draft, key).await.unwrap_err()), ["key"], "{key}");
        }
        assert!(not_found(submit(&world, &neighbour, &draft, KEY).await));
        let number = submit(&world, &elder, &draft, KEY).await.unwrap();
        // The key is the elder's: with the neighbour it means nothing.
        assert!(not_found(submit(&world, &neighbour, &draft, KEY).await));
        assert_eq!(submit(&world, &elder, &draft, KEY).await, Ok(number));
        let nobody = world.services.submit(&Session::default(), &draft, KEY, Channel::Phone).await;
        assert_eq!(nobody.unwrap_err(), ServiceError::NotSignedIn);
    }

    async fn nobody_hands_in_without_a_real_name(world: World) {
        let world = world.in_demo();
        let stranger = world.stranger("13900000009").await;
        let draft = world.ready_draft(&stranger).await;
        let refused = submit(&world, &stranger, &draft, KEY).await.unwrap_err();
        assert!(matches!(refused, ServiceError::Refused { .. }) && refused.message() == "您还没有实名认证", "{refused:?}");
        assert!(refused.fix().contains("会保留"));
        assert_eq!(world.draft(&stranger, &draft).await.answers, answers());
    }

    async fn hidden_and_unknown_answers_and_files_are_not_handed_in(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let mut typed = answers();
        typed.put("agent", true);
        world.services.save(&elder.session, &draft, 1, typed.clone()).await.unwrap();
        world.upload(&elder, &draft, "proxy_papers").await.unwrap();
        typed.put("agent", false);
        for (path, text) in [("home", "外地"), ("agent_person.name", "不该在"), ("price", "0"), ("state", "granted"), ("bank_name", "多余")] {
            typed.put(path, text);
        }
        typed.put("bank_photo", vec!["01900000-0000-7000-8000-000000000000"]);
        world.services.save(&elder.session, &draft, 2, typed).await.unwrap();
        let files = world.draft(&elder, &draft).await.files;
        let photo = files.iter().find(|file| file.path == "bank_photo").unwrap().id.clone();
        let number = submit(&world, &elder, &draft, KEY).await.unwrap();
        let view = Cases::view(&*world.services, &elder.session, &number).await.unwrap();
        let mut expected = answers();
        expected.put("bank_photo", vec![photo.to_string()]);
        assert_eq!(view.answers, expected);
        assert_eq!(view.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["bank_photo"]);
        assert_eq!((world.count("SELECT COUNT(*) FROM file").await, world.files_stored()), (1, 1));
    }

    async fn wrong_answers_name_their_fields_and_make_no_case(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let draft = world.ready_draft(&elder).await;
        let wrong: [(&str, serde_json::Value, &str); 7] = [
            ("applicant.citizen_number", "350501193503100117".into(), "applicant.citizen_number"),
            ("applicant.citizen_number", "350501195601010359".into(), "applicant.citizen_number"),
            ("applicant.mobile", "12345".into(), "applicant.mobile"),
            ("household.division", "350581001001".into(), "household.division"),
            ("delivery", "courier".into(), "delivery_address"),
            ("pension_kind", "lottery".into(), "pension_kind"),
            ("declaration", false.into(), "declaration"),
        ];
        for (revision, (path, value, field)) in (1..).zip(wrong) {
            let mut typed = answers();
            typed.put(path, value);
            world.services.save(&elder.session, &draft, revision, typed.clone()).await.unwrap();
            let refused = submit(&world, &elder, &draft, KEY).await.unwrap_err();
            assert_eq!(fields(&refused), [field]);
            let ServiceError::Invalid { problems } = refused else { panic!("not about fields") };
            assert!(!problems[0].message.is_empty() && !problems[0].fix.is_empty());
            assert_eq!(world.draft(&elder, &draft).await.answers, typed, "what was typed stays");
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM cases").await, 0);
    }

    async fn a_missing_paper_or_place_is_named(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let item = crate::harness::people::ALLOWANCE.parse().unwrap();
        let draft = world.services.start(&elder.session, &item, None, answers()).await.unwrap();
        assert_eq!(fields(&submit(&world, &elder, &draft, KEY).await.unwrap_err()), ["bank_photo"]);
        world.upload(&elder, &draft, "bank_photo").await.unwrap();
        assert_eq!(fields(&submit(&world, &elder, &draft, KEY).await.unwrap_err()), ["place"]);
        world.services.choose_place(&elder.session, &draft, &VILLAGE.parse().unwrap()).await.unwrap();
        submit(&world, &elder, &draft, KEY).await.unwrap();
    }

    async fn nobody_reads_a_promise_of_a_day_that_is_past(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        act(&world, &officer, &number, Command::Accept).await.unwrap();
        let said = async || {
            let page = Cases::view(&*world.services, &elder.session, &number).await.unwrap().card.next;
            let list = Cases::mine(&*world.services, &elder.session, 1).await.unwrap().cases[0].next.clone();
            (page, list)
        };
        let (page, list) = said().await;
        assert!(page.ends_with("作出决定") && list.starts_with("承诺 ") && list.ends_with("作出决定"), "{page} {list}");
        world.clock.advance(Duration::from_secs(90 * 86_400));
        let (page, list) = said().await;
        for said in [&page, &list] {
            assert!(said.starts_with("原承诺 ") && said.ends_with("前办结，已经超期，可以催办"), "{said}");
        }
        let done = Cases::act(&*world.services, &elder.session, &number, Command::Remind).await.unwrap();
        assert!(done.ends_with("日起可以再催一次。"), "{done}");
        let (page, list) = said().await;
        assert!(page.contains("已经超期，您已经催办，") && page.ends_with("起可以再催"), "{page}");
        assert!(list.ends_with("已经超期，您已经催办"), "{list}");
        // Decided, and the result on its way for too long.
        act(&world, &officer, &number, grant()).await.unwrap();
        assert!(!said().await.1.contains("超期"));
        world.clock.advance(Duration::from_secs(30 * 86_400));
        let (page, list) = said().await;
        for said in [&page, &list] {
            assert!(said.contains("；原定 ") && said.ends_with("前送达，已经超期，可以催办"), "{said}");
        }
    }

    async fn from_a_correction_to_a_grant(world: World) {
        let world = world.in_demo();
        let (elder, clerk, officer) = (world.elder().await, world.clerk().await, world.officer().await);
        let draft = world.ready_draft(&elder).await;
        world.upload(&elder, &draft, "bank_photo").await.unwrap();
        let number = submit(&world, &elder, &draft, KEY).await.unwrap();
        world.clock.advance(Duration::from_secs(3600));
        act(&world, &clerk, &number, demand("bank_photo")).await.unwrap();

        let asked = Cases::view(&*world.services, &elder.session, &number).await.unwrap();
        assert!(asked.card.yours_to_do && asked.demands[0].what.contains("社会保障卡或银行卡照片"), "{:?}", asked.demands);
        assert_eq!(world.services.waiting(&elder.session, None).await.unwrap()[0].number, number);
        world.clock.advance(Duration::from_secs(3600));
        let unchanged = world.services.supply(&elder.session, &number, Answers::new(), Kept::new(), String::new()).await.unwrap_err();
        assert_eq!(fields(&unchanged), ["bank_photo"]);
        // Both places of the field are taken by what was handed in first; the better photo stands in their stead.
        let home = FileHome::Case(asked.id.clone());
        let wrong = world.services.put(&elder.session, &home, "bank_photo", "拍错了.png", PNG.to_vec()).await.unwrap();
        let shown = Cases::view(&*world.services, &elder.session, &number).await.unwrap();
        assert_eq!((shown.files.len(), shown.put_now), (3, vec![wrong.clone()]));
        let same = world.services.supply(&elder.session, &number, Answers::new(), Kept::new(), "补了".into()).await.unwrap_err();
        let ServiceError::Invalid { problems } = same else { panic!("{same:?}") };
        assert_eq!(problems[0].message, "“社会保障卡或银行卡照片”传的还是原来那份文件");
        world.services.remove(&elder.session, &wrong.id).await.unwrap();
        let better = world.services.put(&elder.session, &home, "bank_photo", "清楚.png", OTHER_PNG.to_vec()).await.unwrap();
        // Only what was asked for may change.
        let tampered = Answers::from_json(r#"{"bank_number": "6228480099999999", "bank_photo": ["x"]}"#).unwrap();
        world.services.supply(&elder.session, &number, tampered, Kept::new(), "重新拍了".into()).await.unwrap();
        let supplied = Cases::view(&*world.services, &elder.session, &number).await.unwrap();
        assert_eq!(supplied.answers.get("bank_number"), answers().get("bank_number"));
        assert_eq!(supplied.answers.get("bank_photo"), Some(&serde_json::json!([better.id.to_string()])));
        assert_eq!(supplied.files.len(), 3, "what was handed in first stays with the case");
        for file in &supplied.files {
            assert!(conflict(world.services.remove(&elder.session, &file.id).await).contains("随办件提交"));
        }

        act(&world, &clerk, &number, Command::Accept).await.unwrap();
        act(&world, &officer, &number, grant()).await.unwrap();
        let granted = Cases::view(&*world.services, &elder.session, &number).await.unwrap();
        assert_eq!((granted.card.state, granted.result.as_deref()), (CaseState::Granted, Some("准予发放高龄津贴，自 12 月起")));
        act(&world, &clerk, &number, Command::Close { delivery: Delivery::Window, note: String::new() }).await.unwrap();
        assert_eq!(state(&world, &elder, &number).await, CaseState::Closed);
        assert!(world.services.audited(&granted.id).await.unwrap().is_some(), "the chain holds");
    }

    async fn a_corrected_answer_is_judged_like_the_first(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        act(&world, &officer, &number, demand("applicant.mobile")).await.unwrap();
        let supply = |number: &str| {
            let mut changes = Answers::new();
            changes.put("applicant.name", "陈海明");
            changes.put("applicant.citizen_number", "350501193503100116");
            changes.put("applicant.mobile", number);
            changes
        };
        let refused = world.services.supply(&elder.session, &number, supply("123"), Kept::new(), String::new()).await.unwrap_err();
        assert_eq!(fields(&refused), ["applicant.mobile"]);
        assert_eq!(state(&world, &elder, &number).await, CaseState::CorrectionRequested);
        world.services.supply(&elder.session, &number, supply("13900000077"), Kept::new(), String::new()).await.unwrap();
        assert_eq!(state(&world, &elder, &number).await, CaseState::Submitted);
        let twice = world.services.supply(&elder.session, &number, supply("13900000078"), Kept::new(), String::new()).await;
        assert!(conflict(twice).contains("不需要补正"));
        // A second, different demand is blocked.
        let second = act(&world, &officer, &number, demand("bank_holder")).await;
        assert!(conflict(second).contains("不在第一次告知"));
    }

    async fn an_application_is_taken_back_until_it_is_decided(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        withdraw(&world, &elder.session, &number, "").await.unwrap();
        assert_eq!(state(&world, &elder, &number).await, CaseState::Withdrawn);
        let received = "SELECT CAST(SUM(value) AS BIGINT) FROM counter WHERE scope_kind = 'town' AND month = 'all' AND measure = 'received'";
        assert_eq!(world.count(received).await, 0, "withdrawn cases leave the figures");
        assert!(!conflict(withdraw(&world, &elder.session, &number, "").await).is_empty());
        assert!(!conflict(act(&world, &officer, &number, Command::Accept).await).is_empty());

        let number = world.case_of(&elder).await.number;
        act(&world, &officer, &number, Command::Accept).await.unwrap();
        act(&world, &officer, &number, grant()).await.unwrap();
        assert!(conflict(withdraw(&world, &elder.session, &number, "").await).contains("已办成"));
    }

    /// Every act in every state: what is offered works, what is not is refused in words and changes nothing.
    async fn in_every_state_only_what_is_offered_works(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let colleague = world.lead().await;
        let acts = || [
            Command::Take, Command::Accept, demand("bank_photo"), grant(),
            Command::Refuse { reasons: "未满 80 周岁".into(), basis: "办理条件第一条".into() },
            Command::Decline { reason: "不属于本中心".into(), right_office: None },
            Command::Close { delivery: Delivery::Window, note: String::new() },
            Command::Assign { to: colleague.id() },
            Command::HandOver { to: colleague.id(), reason: "出差".into() },
        ];
        let kinds = [
            CommandKind::Take, CommandKind::Accept, CommandKind::RequestCorrection, CommandKind::Grant, CommandKind::Refuse,
            CommandKind::Decline, CommandKind::Close, CommandKind::Assign, CommandKind::HandOver,
        ];
        let ways: [&[usize]; 7] = [&[], &[2], &[1], &[1, 3], &[1, 4], &[5], &[1, 3, 6]];
        let states = [
            CaseState::Submitted, CaseState::CorrectionRequested, CaseState::Accepted, CaseState::Granted, CaseState::Refused,
            CaseState::Declined, CaseState::Closed,
        ];
        for (way, expected) in ways.into_iter().zip(states) {
            for (at, kind) in kinds.into_iter().enumerate() {
                let number = world.case_of(&elder).await.number;
                for step in way {
                    act(&world, &officer, &number, acts()[*step].clone()).await.unwrap();
                }
                let before = Desk::open(&*world.services, &officer.session, &number).await.unwrap();
                assert_eq!(before.row.state, expected);
                let offered = before.offers.iter().any(|offer| offer.action == kind);
                let done = act(&world, &officer, &number, acts()[at].clone()).await;
                assert_eq!(done.is_ok(), offered, "{kind:?} in {expected:?}: {done:?}");
                if let Err(refused) = done {
                    assert!(matches!(refused, ServiceError::Conflict { .. } | ServiceError::Refused { .. }), "{refused:?}");
                    assert!(!refused.message().is_empty() && !refused.fix().is_empty());
                    let after = Desk::open(&*world.services, &officer.session, &number).await.unwrap();
                    assert_eq!((after.revision, after.row.state), (before.revision, expected));
                }
            }
        }
    }

    async fn another_persons_case_is_not_there(world: World) {
        let world = world.in_demo();
        let (elder, neighbour, clerk) = (world.elder().await, world.neighbour().await, world.clerk().await);
        let number = world.case_of(&elder).await.number;
        let id = Cases::view(&*world.services, &elder.session, &number).await.unwrap().id;
        for other in [&neighbour, &clerk] {
            let session = &other.session;
            assert!(not_found(Cases::view(&*world.services, session, &number).await));
            assert!(not_found(world.services.receipt(session, &number).await));
            assert!(not_found(withdraw(&world, session, &number, "").await));
            assert!(not_found(world.services.supply(session, &number, Answers::new(), Kept::new(), String::new()).await));
            let home = FileHome::Case(id.clone());
            assert!(not_found(world.services.put(session, &home, "bank_photo", "a.png", PNG.to_vec()).await));
        }
        assert!(not_found(Desk::open(&*world.services, &neighbour.session, &number).await));
        assert_eq!(Cases::mine(&*world.services, &neighbour.session, 1).await.unwrap().total, 0);
        assert_eq!(state(&world, &elder, &number).await, CaseState::Submitted);
    }

    async fn a_look_at_unmasked_data_needs_a_reason_and_is_written_down(world: World) {
        let world = world.in_demo();
        let (elder, officer) = (world.elder().await, world.officer().await);
        let number = world.case_of(&elder).await.number;
        let masked = Desk::open(&*world.services, &officer.session, &number).await.unwrap();
        let shown = format!("{}\n{masked:?}", serde_json::to_string(&masked.answers).unwrap());
        for secret in ["陈海明\",\"citizen", "350501193503100116", "13900000001", "中区 12 号"] {
            assert!(!shown.contains(secret), "{secret}");
        }
        assert!(masked.may_unmask && !masked.unmasked);
        for reason in ["", "  ", "看看"] {
            let refused = world.services.unmask(&officer.session, &number, reason).await.unwrap_err();
            assert_eq!(fields(&refused), ["reason"]);
        }
        assert_eq!(world.count("SELECT COUNT(*) FROM look").await, 0);
        let whole = world.services.unmask(&officer.session, &number, "核对申请人身份").await.unwrap();
        assert_eq!((whole.applicant.as_str(), whole.citizen_number.as_deref()), ("陈海明", Some("350501193503100116")));
        let looks: Vec<(String, String, Option<String>, String)> =
            sqlx::query_as("SELECT account, role, subject, why FROM look").fetch_all(world.store().reader()).await.unwrap();
        let expected = (officer.id().to_string(), "town_officer".to_owned(), Some(elder.id().to_string()), "核对申请人身份".to_owned());
        assert_eq!(looks, [expected]);
    }
}
