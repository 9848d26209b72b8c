//! One change for many places: shown first with what is refused, then done in one go.

use app::backend::catalogue::Catalogue;
use app::backend::offers::{BulkAsk, BulkWhat, OfferState, Offers};
use app::backend::{ServiceError, Session};
use shared::catalogue::{ItemId, LocalPart};
use shared::offers::Choice;

use super::{KEPT, LICENCE, centre, choose, item, line, list, pairs, part, place};
use crate::harness::World;
use crate::harness::people::{ALLOWANCE, CITY, OTHER_VILLAGE, TOWN, VILLAGE, conflict, fields, not_found};

const NEXT_VILLAGE: &str = "350582105002";

fn set(places: &[&str], items: &[&str], choice: Choice) -> BulkAsk {
    BulkAsk {
        places: places.iter().map(|code| place(code)).collect(),
        villages_of: Vec::new(),
        what: BulkWhat::Set {
            items: items.iter().map(|id| item(id)).collect(),
            choice,
        },
    }
}

fn copy(from: &str, places: &[&str], details: bool) -> BulkAsk {
    BulkAsk {
        what: BulkWhat::Copy {
            from: place(from),
            details,
        },
        ..set(places, &[], Choice::Standard)
    }
}

async fn plan(world: &World, session: &Session, ask: &BulkAsk) -> app::backend::offers::BulkPlan {
    let id = world.services.plan_bulk(session, ask).await.unwrap();
    world.services.bulk_plan(session, &id).await.unwrap()
}

stories! {
    in_jinjiang;

    async fn refusals_are_listed_and_the_rest_is_done_once_confirmed(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        let ask = set(&[VILLAGE, NEXT_VILLAGE, TOWN], &[ALLOWANCE, LICENCE, KEPT], part(LocalPart::Handle));
        let shown = plan(&world, &lead.session, &ask).await;
        // The town handles two already; the third is the city's to decide.
        assert_eq!((shown.count, shown.same, shown.refused), (0, 2, 7));
        assert!(shown.refusals.iter().all(|refusal| !refusal.message.is_empty() && !refusal.fix.is_empty()));
        let ask = set(&[VILLAGE, NEXT_VILLAGE], &[ALLOWANCE, LICENCE, KEPT], part(LocalPart::Advise));
        let shown = plan(&world, &lead.session, &ask).await;
        assert_eq!((shown.count, shown.places, shown.refused), (4, 2, 2));
        assert_eq!(shown.changes[0].what, "改为咨询引导");
        assert_eq!(world.count("SELECT COUNT(*) FROM place_event").await, 0, "shown is not done");
        let done = services.apply_bulk(&lead.session, &shown.id, &shown.seal).await.unwrap();
        assert_eq!((done.changed, done.places, done.refused), (4, 2, 2));
        assert_eq!(line(&world, &lead, NEXT_VILLAGE, ALLOWANCE).await.standing, OfferState::Advise);
        assert!(not_found(services.apply_bulk(&lead.session, &shown.id, &shown.seal).await));
        assert_eq!(list(&world, &lead, VILLAGE).await.history[0].words, "更改事项清单 2 项");
    }

    async fn what_changed_since_it_was_shown_is_shown_again(world: World) {
        let (lead, centre) = (world.lead().await, centre(&world).await);
        let ask = set(&[VILLAGE], &[ALLOWANCE, LICENCE], Choice::Declined);
        let shown = plan(&world, &lead.session, &ask).await;
        choose(&world, &centre, VILLAGE, ALLOWANCE, Choice::Declined).await;
        conflict(world.services.apply_bulk(&lead.session, &shown.id, &shown.seal).await);
        let again = world.services.bulk_plan(&lead.session, &shown.id).await.unwrap();
        assert_eq!((again.count, again.same), (1, 1));
        world.services.apply_bulk(&lead.session, &shown.id, &again.seal).await.unwrap();
        // Another's plan is not there, nor one in another town.
        let shown = plan(&world, &lead.session, &ask).await;
        assert!(not_found(world.services.bulk_plan(&centre.session, &shown.id).await));
        let abroad = set(&[VILLAGE, OTHER_VILLAGE], &[ALLOWANCE], Choice::Standard);
        let refused = world.services.plan_bulk(&lead.session, &abroad).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden { .. })));
        for (ask, field) in [
            (set(&[], &[ALLOWANCE], Choice::Standard), "place"),
            (set(&[VILLAGE], &[], Choice::Standard), "item"),
            (copy(TOWN, &[VILLAGE], false), "from"),
            (copy(VILLAGE, &[VILLAGE], false), "from"),
        ] {
            let refused = world.services.plan_bulk(&lead.session, &ask).await.unwrap_err();
            assert_eq!(fields(&refused), [field]);
        }
    }

    async fn a_neighbours_list_is_copied_with_its_windows_but_not_its_address_and_phone(world: World) {
        let lead = world.lead().await;
        let services = &world.services;
        choose(&world, &lead, VILLAGE, LICENCE, Choice::Declined).await;
        let hall = pairs(&[("hours", "周一至周五 8:00-12:00"), ("phone", "0595-88120001"), ("address", "中区 1 号")]);
        services.save_hall(&lead.session, &place(VILLAGE), &hall).await.unwrap();
        let own = pairs(&[("window", "1 号窗口"), ("hours", "周一 8:00-9:00"), ("phone", "0595-88120002")]);
        services.save_local(&lead.session, &place(VILLAGE), &item(ALLOWANCE), &own).await.unwrap();
        // The other opens in the afternoon only: the copied hour would contradict its hall.
        let late = pairs(&[("hours", "周一至周五 14:00-17:00")]);
        services.save_hall(&lead.session, &place(NEXT_VILLAGE), &late).await.unwrap();
        let shown = plan(&world, &lead.session, &copy(VILLAGE, &[NEXT_VILLAGE, "350582105003"], true)).await;
        assert_eq!((shown.count, shown.refused), (4, 0));
        let whats: Vec<&str> = shown.changes.iter().map(|change| change.what.as_str()).collect();
        assert_eq!(whats, ["复制窗口和时间", "本站不办"]);
        services.apply_bulk(&lead.session, &shown.id, &shown.seal).await.unwrap();
        let guide = services.guide(ALLOWANCE, Some(NEXT_VILLAGE)).await.unwrap().site;
        assert_eq!(guide.window.unwrap().value, "1 号窗口");
        assert!(guide.phone.is_none() && guide.address.is_none());
        assert_eq!(guide.hours.unwrap().value, "周一至周五 14:00–17:00");
        assert_eq!(line(&world, &lead, "350582105003", LICENCE).await.standing, OfferState::Declined);
        let guide = services.guide(ALLOWANCE, Some("350582105003")).await.unwrap().site;
        assert_eq!(guide.hours.unwrap().value, "周一 8:00–9:00");
        // Without details only the choices go over.
        let plain = plan(&world, &lead.session, &copy(VILLAGE, &["350582105004"], false)).await;
        assert_eq!(plain.changes.len(), 1);
    }

    async fn all_villages_of_the_city_at_once(world: World) {
        let centre = centre(&world).await;
        let every: Vec<ItemId> = sqlx::query_scalar("SELECT id FROM item ORDER BY id")
            .fetch_all(world.store().reader())
            .await
            .unwrap()
            .into_iter()
            .map(|id: String| id.parse().unwrap())
            .collect();
        let ask = BulkAsk {
            places: Vec::new(),
            villages_of: vec![place(CITY)],
            what: BulkWhat::Set { items: every, choice: Choice::Declined },
        };
        let shown = plan(&world, &centre.session, &ask).await;
        assert_eq!(shown.places, 399);
        let done = world.services.apply_bulk(&centre.session, &shown.id, &shown.seal).await.unwrap();
        assert_eq!(done.changed, shown.count);
        let left = "SELECT COUNT(*) FROM local_guide g JOIN division d ON d.code = g.place WHERE d.tier = 'village'";
        assert_eq!(world.count(left).await, 0);
        let guide = world.services.guide(ALLOWANCE, Some(VILLAGE)).await.unwrap();
        assert_eq!(guide.site.place.code.as_str(), TOWN);
    }
}
