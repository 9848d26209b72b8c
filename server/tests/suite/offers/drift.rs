//! What drifts is found and settled; that nothing deviates is shown by one query, which sees what is planted.

use app::backend::ServiceError;
use app::backend::offers::{DriftFilter, DriftPage, OfferState, Offers, Settle};
use app::backend::standards::Standards;
use shared::access::Role;
use shared::offers::Drift;
use shared::place::Tier;

use super::{LICENCE, centre, item, line, list, pairs, place};
use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, OTHER_TOWN, Person, TOWN, VILLAGE, fields};

async fn drift(world: &World, who: &Person, at: Option<&str>, kind: Option<Drift>) -> DriftPage {
    let filter = DriftFilter {
        place: at.map(place),
        kind,
        page: 1,
    };
    world.services.drift(&who.session, &filter).await.unwrap()
}

fn these(at: &str, id: &str) -> Settle {
    Settle::These(vec![(place(at), item(id))])
}

stories! {
    in_jinjiang;

    async fn a_new_version_waits_to_be_looked_at_by_every_site_and_a_mark_does_not(world: World) {
        let lead = world.lead().await;
        let head = world.staff("mz.head", Role::DepartmentHead, CITY, Some("civil-affairs")).await;
        let id = item(ALLOWANCE);
        world.services.confirm_standard(&head.session, &id, &[]).await.unwrap();
        assert_eq!(drift(&world, &lead, None, None).await.counts.of(Drift::Behind), 0);
        // What changed more than a mark.
        world.force("UPDATE local_guide SET seen_version = 1, behind = 1 WHERE item = 'JJ-MZ-04'").await;
        let found = drift(&world, &lead, None, Some(Drift::Behind)).await;
        let (total, lines) = (found.total, found.lines.len());
        assert!(total > 10 && u32::try_from(lines).unwrap() == total);
        assert!(found.findings.iter().all(|finding| finding.may_settle));
        assert_eq!(world.services.settle(&lead.session, Drift::Behind, &these(VILLAGE, ALLOWANCE)).await, Ok(1));
        assert_eq!(world.services.settle(&lead.session, Drift::Behind, &these(VILLAGE, ALLOWANCE)).await, Ok(0));
        let rest = world.services.settle(&lead.session, Drift::Behind, &Settle::AllIn(place(TOWN))).await;
        assert_eq!(rest, Ok(total - 1));
        assert_eq!(drift(&world, &lead, None, None).await.counts.of(Drift::Behind), 0);
        let centre = centre(&world).await;
        let city = drift(&world, &centre, None, Some(Drift::Behind)).await;
        assert_eq!(city.total, 419 - total);
        assert!(city.lines.iter().all(|line| line.place.tier() == Tier::Town || line.place.as_str() == CITY));
    }

    async fn halls_without_phone_are_found_place_by_place_and_want_typing(world: World) {
        let lead = world.lead().await;
        let found = drift(&world, &lead, None, Some(Drift::NoPhone)).await;
        let refused = world.services.settle(&lead.session, Drift::NoPhone, &these(VILLAGE, ALLOWANCE)).await;
        assert_eq!(fields(&refused.unwrap_err()), ["finding"]);
        let typed = pairs(&[("hours", "周一至周五 8:00-12:00"), ("phone", "0595-88120001")]);
        world.services.save_hall(&lead.session, &place(VILLAGE), &typed).await.unwrap();
        let after = drift(&world, &lead, None, Some(Drift::NoPhone)).await;
        assert_eq!(after.total, found.total - 1);
        assert!(after.findings.iter().all(|finding| finding.item.is_none()));
        let elsewhere = DriftFilter { place: Some(place(OTHER_TOWN)), ..DriftFilter::default() };
        let refused = world.services.drift(&lead.session, &elsewhere).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
        let refused = world.services.settle(&lead.session, Drift::Behind, &Settle::AllIn(place(OTHER_TOWN))).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
    }

    async fn hours_that_contradict_the_hall_go_back_to_the_halls(world: World) {
        let lead = world.lead().await;
        let own = pairs(&[("hours", "周五 14:30-17:30"), ("window", "1 号窗口")]);
        world.services.save_local(&lead.session, &place(TOWN), &item(ALLOWANCE), &own).await.unwrap();
        assert_eq!(list(&world, &lead, TOWN).await.counts.hours_clash, 0);
        let mornings = pairs(&[("hours", "周一至周五 8:00-12:00")]);
        world.services.save_hall(&lead.session, &place(TOWN), &mornings).await.unwrap();
        let found = drift(&world, &lead, Some(TOWN), Some(Drift::HoursClash)).await;
        assert_eq!(found.findings[0].detail.as_deref(), Some("周五 14:30–17:30 大厅不开门"));
        assert_eq!(world.services.settle(&lead.session, Drift::HoursClash, &these(TOWN, ALLOWANCE)).await, Ok(1));
        let view = world.services.local(&lead.session, &place(TOWN), &item(ALLOWANCE)).await.unwrap();
        assert_eq!(view.local.hours, view.hall.hours);
        assert_eq!(view.local.window.unwrap().value, "1 号窗口");
    }

    async fn what_nobody_decided_is_taken_in_and_what_is_gone_goes_out(world: World) {
        let (lead, centre) = (world.lead().await, centre(&world).await);
        world.force("DELETE FROM local_guide WHERE item = 'JJ-ZR-02' AND place LIKE '350582105%'").await;
        world
            .force("INSERT INTO local_choice SELECT code, 'JJ-ZR-02', 'undecided', 0 FROM division WHERE code LIKE '350582105%'")
            .await;
        let found = drift(&world, &lead, None, Some(Drift::Undecided)).await;
        assert!(found.total > 10);
        let done = world.services.settle(&lead.session, Drift::Undecided, &Settle::AllIn(place(TOWN))).await;
        assert_eq!(done, Ok(found.total));
        assert_eq!(line(&world, &lead, VILLAGE, LICENCE).await.standing, OfferState::Collect);
        assert_eq!(line(&world, &lead, TOWN, LICENCE).await.standing, OfferState::Handle);
        world.services.withdraw_standard(&centre.session, &item(LICENCE), "依据的文件已废止").await.unwrap();
        let gone = drift(&world, &lead, None, Some(Drift::Gone)).await;
        assert_eq!(gone.total, found.total);
        assert!(line(&world, &lead, VILLAGE, LICENCE).await.gone);
        assert_eq!(world.services.settle(&lead.session, Drift::Gone, &these(VILLAGE, LICENCE)).await, Ok(1));
        assert!(list(&world, &lead, VILLAGE).await.rows.iter().all(|row| row.item.as_str() != LICENCE));
    }

    async fn one_query_states_that_nothing_deviates_and_sees_what_is_planted(world: World) {
        let centre = centre(&world).await;
        let state = || async { world.services.deviations(&centre.session).await.unwrap() };
        let clean = state().await;
        assert_eq!((clean.deviating(), clean.beyond), (0, 0));
        assert_eq!(i64::from(clean.guides), world.count("SELECT COUNT(*) FROM local_guide").await);
        world
            .force("UPDATE local_guide SET body = REPLACE(body, '{\"item\"', '{\"conditions\":[\"另加一条\"],\"item\"') WHERE item = 'JJ-MZ-04' AND place = '350582105001'")
            .await;
        assert_eq!(state().await.own_elements, 1);
        world.force("UPDATE local_guide SET part = 'handle' WHERE item = 'JJ-ZR-02' AND place = '350582105001'").await;
        world.force("UPDATE local_guide SET part = 'handle' WHERE item = 'JJ-NY-04' AND place = '350582105000'").await;
        assert_eq!(state().await.beyond, 2);
        world.force("UPDATE item SET published = 0 WHERE id = 'JJ-SC-01'").await;
        let found = state().await;
        assert!(found.without_standard > 0 && found.deviating() == found.without_standard + 1);
        // A value that looks like an element is none.
        world
            .force("UPDATE local_guide SET body = REPLACE(body, '\"window\":null', '\"window\":{\"value\":\"\\\"fee\\\": 5\",\"confirmed\":true}') WHERE item = 'JJ-MZ-01' AND place = '350582105001'")
            .await;
        assert_eq!(state().await.own_elements, 1);
    }
}
