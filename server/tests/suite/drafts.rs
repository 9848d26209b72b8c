//! Drafts: one person's alone, never lost, never overwritten.

use std::time::Duration;

use app::backend::ServiceError;
use app::backend::drafts::Drafts;
use server::services::drafts::KEPT_DAYS;
use shared::form::{Answers, MAX_BYTES, PageSave, pairs_of};

use crate::harness::people::{ALLOWANCE, OTHER_VILLAGE, VILLAGE, answers, conflict, fields, not_found};

fn typed(name: &str) -> Answers {
    let mut typed = answers();
    typed.put("bank_holder", name);
    typed
}

stories! {
    in_jinjiang;

    async fn a_draft_waits_for_its_owner_on_every_device(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let item = ALLOWANCE.parse().unwrap();
        let half = Answers::from_json(r#"{"over_80": true, "bank_number": "还没找到"}"#).unwrap();
        let id = world.services.start(&elder.session, &item, None, half.clone()).await.unwrap();
        world.clock.advance(Duration::from_secs(3600));
        let phone = world.stranger("13900000001").await;
        let found = world.draft(&phone, &id).await;
        assert_eq!((&found.answers, found.revision, found.place), (&half, 1, None));
        let cards = Drafts::mine(&*world.services, &phone.session).await.unwrap();
        assert_eq!((cards.len(), &cards[0].id, cards[0].item_name.as_str()), (1, &id, "高龄津贴申领"));
        let sealed: Vec<u8> = sqlx::query_scalar("SELECT answers FROM draft").fetch_one(world.store().reader()).await.unwrap();
        assert!(!String::from_utf8_lossy(&sealed).contains("over_80"));
    }

    async fn saving_never_judges_and_counts_up(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let item = ALLOWANCE.parse().unwrap();
        let id = world.services.start(&elder.session, &item, None, Answers::new()).await.unwrap();
        for revision in 1..4 {
            let wrong = Answers::from_json(r#"{"applicant": {"citizen_number": "12345"}, "delivery": "鸽子"}"#).unwrap();
            let saved = world.services.save(&elder.session, &id, revision, wrong.clone()).await.unwrap();
            assert_eq!(saved.revision, revision + 1);
            assert_eq!(world.draft(&elder, &id).await.answers, wrong);
        }
    }

    async fn two_devices_at_once_and_nothing_is_overwritten(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let id = world.ready_draft(&elder).await;
        world.services.save(&elder.session, &id, 1, typed("在手机上")).await.unwrap();
        let refused = world.services.save(&elder.session, &id, 1, typed("在电脑上")).await;
        assert!(conflict(refused).contains("另一台设备"));
        let kept = world.draft(&elder, &id).await;
        assert_eq!((kept.answers, kept.revision), (typed("在手机上"), 2));
        // The same save once more, because no answer came: it has arrived already.
        let again = world.services.save(&elder.session, &id, 1, typed("在手机上")).await.unwrap();
        assert_eq!(again.revision, 2);
        world.services.save(&elder.session, &id, kept.revision, typed("在电脑上")).await.unwrap();
        assert_eq!(world.draft(&elder, &id).await.answers, typed("在电脑上"));
    }

    async fn two_pages_at_once_each_keep_what_only_they_changed(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let id = world.ready_draft(&elder).await;
        let form = world.draft(&elder, &id).await.form;
        let page = form.page("bank").unwrap();
        let seen = pairs_of(&form, page, &answers());
        let texts = [("bank_holder", "户名"), ("bank_number", "6228")];
        let saves = texts.map(|(name, text)| {
            let mut typed = PageSave { pairs: seen.clone(), seen: vec![seen.clone()], revision: Some(1), whole: true };
            typed.pairs.retain(|(key, _)| key != name);
            typed.pairs.push((name.into(), text.into()));
            let (services, session, id) = (world.services.clone(), elder.session.clone(), id.clone());
            tokio::spawn(async move { services.save_page(&session, &id, "bank", &typed).await })
        });
        for save in futures::future::join_all(saves).await {
            assert!(save.unwrap().unwrap().page.clashes.is_empty());
        }
        let kept = world.draft(&elder, &id).await;
        assert_eq!(kept.revision, 3);
        for (name, text) in texts {
            assert_eq!(kept.answers.get(name), Some(&text.into()), "{name}");
        }
    }

    async fn eight_saves_on_one_revision_are_one_save(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let id = world.ready_draft(&elder).await;
        let saves = (0..8).map(|n| {
            let (services, session, id) = (world.services.clone(), elder.session.clone(), id.clone());
            tokio::spawn(async move { services.save(&session, &id, 1, typed(&format!("第 {n} 台"))).await })
        });
        let mut taken = 0;
        for save in futures::future::join_all(saves).await {
            match save.unwrap() {
                Ok(saved) => { taken += 1; assert_eq!(saved.revision, 2); }
                refused => { conflict(refused); }
            }
        }
        assert_eq!(taken, 1);
    }

    async fn another_persons_draft_is_not_there(world: World) {
        let world = world.in_demo();
        let (elder, neighbour) = (world.elder().await, world.neighbour().await);
        let id = world.ready_draft(&elder).await;
        let place = VILLAGE.parse().unwrap();
        let theirs = &neighbour.session;
        assert!(not_found(Drafts::open(&*world.services, theirs, &id).await));
        assert!(not_found(world.services.save(theirs, &id, 1, typed("别人")).await));
        assert!(not_found(world.services.choose_place(theirs, &id, &place).await));
        assert!(not_found(world.services.discard(theirs, &id).await));
        assert!(not_found(world.upload(&neighbour, &id, "bank_photo").await));
        assert!(Drafts::mine(&*world.services, theirs).await.unwrap().is_empty());
        assert_eq!(world.draft(&elder, &id).await.answers, answers());
        let nobody = Drafts::open(&*world.services, &app::backend::Session::default(), &id).await;
        assert_eq!(nobody.unwrap_err(), ServiceError::NotSignedIn);
    }

    async fn a_discarded_draft_is_gone_with_its_files(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let id = world.ready_draft(&elder).await;
        assert_eq!(world.count("SELECT COUNT(*) FROM file").await, 1);
        world.services.discard(&elder.session, &id).await.unwrap();
        assert!(not_found(Drafts::open(&*world.services, &elder.session, &id).await));
        assert!(not_found(world.services.discard(&elder.session, &id).await));
        assert_eq!(world.count("SELECT COUNT(*) FROM file").await, 0);
        assert_eq!(world.files_stored(), 0);
    }

    async fn a_draft_left_alone_goes_on_the_day_its_owner_was_told(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let (left, kept) = (world.ready_draft(&elder).await, world.ready_draft(&elder).await);
        let told = world.draft(&elder, &left).await.expires_at;
        let day = Duration::from_secs(24 * 3600);
        assert_eq!(told.duration_since(world.services.clock.now()).as_hours(), KEPT_DAYS * 24);
        world.clock.set(told.saturating_sub(day).unwrap());
        server::jobs::sweep::once(&world.services).await.unwrap();
        world.services.save(&elder.session, &kept, 1, answers()).await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) FROM draft").await, 2);
        world.clock.set(told.saturating_add(day).unwrap());
        server::jobs::sweep::once(&world.services).await.unwrap();
        assert!(not_found(Drafts::open(&*world.services, &elder.session, &left).await));
        assert_eq!(world.draft(&elder, &kept).await.answers, answers());
        assert_eq!((world.count("SELECT COUNT(*) FROM file").await, world.files_stored()), (1, 1));
    }

    async fn a_place_that_does_not_handle_the_item_or_does_not_exist_is_refused(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let id = world.ready_draft(&elder).await;
        for nowhere in ["350582105999", "350582999000", "350582999001"] {
            let place = nowhere.parse().unwrap();
            let refused = world.services.choose_place(&elder.session, &id, &place).await.unwrap_err();
            assert_eq!(fields(&refused), ["place"], "{nowhere}");
            let item = ALLOWANCE.parse().unwrap();
            let other = world.services.start(&elder.session, &item, Some(&place), answers()).await.unwrap();
            assert_eq!(world.draft(&elder, &other).await.place, None, "{nowhere}");
        }
        world.services.choose_place(&elder.session, &id, &OTHER_VILLAGE.parse().unwrap()).await.unwrap();
        assert_eq!(world.draft(&elder, &id).await.place, Some(OTHER_VILLAGE.parse().unwrap()));
    }

    async fn there_is_an_end_to_length_and_number(world: World) {
        let world = world.in_demo();
        let elder = world.elder().await;
        let item = ALLOWANCE.parse().unwrap();
        let long = typed(&"长".repeat(MAX_BYTES / 3));
        let refused = world.services.start(&elder.session, &item, None, long.clone()).await.unwrap_err();
        assert!(refused.message().contains("太长"), "{refused:?}");
        let id = world.services.start(&elder.session, &item, None, answers()).await.unwrap();
        assert!(world.services.save(&elder.session, &id, 1, long).await.is_err());
        assert_eq!(world.draft(&elder, &id).await.answers, answers());
        for _ in 1..50 {
            world.services.start(&elder.session, &item, None, Answers::new()).await.unwrap();
        }
        let refused = world.services.start(&elder.session, &item, None, Answers::new()).await;
        assert!(conflict(refused).contains("50 份"));
        let unknown = world.services.start(&elder.session, &"JJ-XX-99".parse().unwrap(), None, Answers::new()).await;
        assert!(not_found(unknown));
    }
}
