//! Halls, their hours, and days on which they do not open.

use app::backend::ServiceError;
use app::backend::catalogue::Catalogue;
use app::backend::offers::Offers;

use super::{centre, item, list, pairs, place};
use crate::harness::people::{ALLOWANCE, CITY, OTHER_VILLAGE, TOWN, VILLAGE, fields, not_found};

const HALL: &[(&str, &str)] = &[
    ("address", "深沪镇海滨路 1 号"),
    ("hours", "周一至周五 8:00-12:00 14:30-17:30"),
    ("phone", "0595-88120001"),
    ("complaints", "0595-88120009"),
    ("courier", "yes"),
    ("slots", "周一 9:00-11:00 每30分钟2个号"),
];

stories! {
    in_jinjiang;

    async fn what_the_hall_says_every_item_says_unless_it_has_its_own(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let own = pairs(&[("window", "3 号窗口"), ("phone", "0595-88120002")]);
        services.save_local(&lead.session, &place(TOWN), &item(ALLOWANCE), &own).await.unwrap();
        let before = list(&world, &lead, TOWN).await.counts;
        assert!(before.no_phone && !before.no_hours);
        let moved = services.save_hall(&lead.session, &place(TOWN), &pairs(HALL)).await.unwrap();
        assert_eq!(moved, before.offered);
        let after = list(&world, &lead, TOWN).await.counts;
        assert!(!after.no_phone && after.percent > before.percent);
        let guide = services.guide(ALLOWANCE, Some(TOWN)).await.unwrap();
        assert_eq!(guide.site.phone.unwrap().value, "0595-88120002");
        assert_eq!(guide.site.address.unwrap().value, "深沪镇海滨路 1 号");
        let other = services.guide("JJ-MZ-01", Some(TOWN)).await.unwrap();
        assert_eq!(other.site.phone.unwrap().value, "0595-88120001");
        let view = services.hall(&lead.session, &place(TOWN)).await.unwrap();
        assert_eq!(view.slots, "周一 9:00–11:00 每 30 分钟 2 个号");
        assert_eq!(view.today.as_deref(), Some("今天 8:00–12:00、14:30–17:30，现在开门"));
        assert!(view.history[0].detail.as_deref().unwrap().contains("咨询电话：空 → 0595-88120001"));
        let wrong = pairs(&[("hours", "天天"), ("phone", "1"), ("slots", "随时")]);
        let wrong = services.save_hall(&lead.session, &place(TOWN), &wrong).await.unwrap_err();
        assert_eq!(fields(&wrong), ["hours", "phone", "slots"]);
    }

    async fn a_typhoon_closes_a_town_with_all_its_villages_at_once_and_passes(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let typhoon = pairs(&[("from", "2026-11-24"), ("to", "2026-11-25"), ("reason", "typhoon"), ("whole", "yes")]);
        let words = services.close_place(&lead.session, &place(TOWN), &typhoon).await.unwrap();
        assert_eq!(words, "11 月 24 日至 11 月 25 日台风停办，连同所辖各村（社区）");
        for (at, closed) in [(TOWN, 1), (VILLAGE, 1), (OTHER_VILLAGE, 0), (CITY, 0)] {
            assert_eq!(services.closures_of(&place(at)).await.unwrap().len(), closed, "{at}");
        }
        let village = services.hall(&lead.session, &place(VILLAGE)).await.unwrap();
        assert_eq!((village.closures[0].place_name.as_str(), village.closures[0].may_remove), ("深沪镇", true));
        world.clock.advance(std::time::Duration::from_secs(24 * 3600));
        let village = services.hall(&lead.session, &place(VILLAGE)).await.unwrap();
        assert_eq!(village.today.as_deref(), Some("今天不开门：11 月 24 日至 11 月 25 日台风停办"));
        world.clock.advance(std::time::Duration::from_secs(2 * 24 * 3600));
        let village = services.hall(&lead.session, &place(VILLAGE)).await.unwrap();
        assert!(village.closures.is_empty());
        assert_eq!(village.today.as_deref(), Some("今天 8:00–12:00、14:30–17:30，现在开门"));
    }

    async fn a_closure_is_taken_back_only_where_it_was_entered(world: World) {
        let (lead, centre) = (world.lead().await, centre(&world).await);
        let services = &world.services;
        let works = pairs(&[("from", "2026-12-01"), ("reason", "works"), ("note", "停电检修")]);
        services.close_place(&lead.session, &place(VILLAGE), &works).await.unwrap();
        let again = services.close_place(&lead.session, &place(VILLAGE), &works).await.unwrap_err();
        assert_eq!(fields(&again), ["to"], "twice the same days");
        let all = pairs(&[("from", "2026-12-02"), ("reason", "typhoon"), ("whole", "yes")]);
        services.close_place(&centre.session, &place(CITY), &all).await.unwrap();
        let closures = services.hall(&lead.session, &place(VILLAGE)).await.unwrap().closures;
        assert_eq!(closures.iter().map(|one| one.may_remove).collect::<Vec<_>>(), [true, false]);
        let refused = services.reopen_place(&lead.session, &place(VILLAGE), &closures[1].id).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
        services.reopen_place(&lead.session, &place(VILLAGE), &closures[0].id).await.unwrap();
        assert!(not_found(services.reopen_place(&lead.session, &place(VILLAGE), &closures[0].id).await));
        services.reopen_place(&centre.session, &place(CITY), &closures[1].id).await.unwrap();
        assert!(services.closures_of(&place(VILLAGE)).await.unwrap().is_empty());
        let history = services.hall(&lead.session, &place(VILLAGE)).await.unwrap().history;
        assert_eq!(history[0].words, "取消停办");
    }

    async fn a_closure_far_ahead_is_told_to_staff_with_its_year_and_to_nobody_else_yet(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let works = pairs(&[("from", "2027-01-05"), ("reason", "works")]);
        services.close_place(&lead.session, &place(TOWN), &works).await.unwrap();
        let hall = services.hall(&lead.session, &place(TOWN)).await.unwrap();
        assert_eq!(hall.closures[0].words, "2027 年 1 月 5 日设备检修停办");
        let public = services.guide(ALLOWANCE, Some(TOWN)).await.unwrap().site.open.closures;
        assert!(public.is_empty(), "{public:?}");
        world.clock.advance(std::time::Duration::from_secs(20 * 24 * 3600));
        let public = services.guide(ALLOWANCE, Some(TOWN)).await.unwrap().site.open.closures;
        assert_eq!(public, ["2027 年 1 月 5 日设备检修停办"]);
    }

    async fn a_closure_that_is_none_is_told_at_its_field(world: World) {
        let lead = world.lead().await;
        for (typed, field) in [
            (vec![("reason", "typhoon")], "from"),
            (vec![("from", "2026-11-24"), ("to", "明天"), ("reason", "typhoon")], "to"),
            (vec![("from", "2026-11-24")], "reason"),
            (vec![("from", "2026-11-25"), ("to", "2026-11-24"), ("reason", "typhoon")], "to"),
            (vec![("from", "2026-11-20"), ("reason", "typhoon")], "to"),
            (vec![("from", "2026-11-24"), ("reason", "other")], "note"),
            (vec![("from", "2027-11-25"), ("reason", "works")], "from"),
            (vec![("from", "9999-12-30"), ("reason", "works")], "from"),
        ] {
            let refused = world.services.close_place(&lead.session, &place(TOWN), &pairs(&typed)).await;
            assert_eq!(fields(&refused.unwrap_err()), [field], "{typed:?}");
        }
    }
}

stories! {
    in_jinjiang;

    async fn what_two_people_change_apart_in_one_hall_is_both_kept(world: World) {
        let (lead, centre) = (world.lead().await, centre(&world).await);
        let services = &world.services;
        // Both opened the empty form.
        let opened = |mine: &[(&str, &str)]| {
            let mut typed = pairs(mine);
            for name in ["address", "hours", "phone", "complaints", "courier", "appointment", "slots", "directions"] {
                if !mine.iter().any(|(key, _)| *key == name) {
                    typed.push((name.to_owned(), String::new()));
                }
                typed.push((format!("was:{name}"), String::new()));
            }
            typed
        };
        let phone = opened(&[("phone", "0595-88120001")]);
        services.save_hall(&lead.session, &place(TOWN), &phone).await.unwrap();
        let address = opened(&[("address", "深沪镇海滨路 1 号")]);
        services.save_hall(&centre.session, &place(TOWN), &address).await.unwrap();
        let hall = services.hall(&lead.session, &place(TOWN)).await.unwrap().hall;
        assert_eq!(hall.phone.unwrap().value, "0595-88120001");
        assert_eq!(hall.address.unwrap().value, "深沪镇海滨路 1 号");
        // The same input by both: told, and nothing written.
        let other = opened(&[("phone", "0595-88120002")]);
        let clash = services.save_hall(&centre.session, &place(TOWN), &other).await.unwrap_err();
        assert_eq!(fields(&clash), ["phone"]);
        let ServiceError::Invalid { problems } = clash else { panic!("no clash") };
        assert!(problems[0].message.contains("0595-88120001") && problems[0].message.contains("0595-88120002"));
        let hall = services.hall(&lead.session, &place(TOWN)).await.unwrap().hall;
        assert_eq!(hall.phone.unwrap().value, "0595-88120001");
    }

    async fn what_two_people_say_of_one_item_is_both_kept(world: World) {
        let (lead, centre) = (world.lead().await, centre(&world).await);
        let services = &world.services;
        let window = pairs(&[("window", "3 号窗口"), ("was:window", ""), ("phone", ""), ("was:phone", "")]);
        services.save_local(&lead.session, &place(TOWN), &item(ALLOWANCE), &window).await.unwrap();
        let phone = pairs(&[("window", ""), ("was:window", ""), ("phone", "0595-88120002"), ("was:phone", "")]);
        services.save_local(&centre.session, &place(TOWN), &item(ALLOWANCE), &phone).await.unwrap();
        let local = services.local(&lead.session, &place(TOWN), &item(ALLOWANCE)).await.unwrap().local;
        assert_eq!(local.window.unwrap().value, "3 号窗口");
        assert_eq!(local.phone.unwrap().value, "0595-88120002");
    }
}
